"""Questions that councils and auditors really asked, each as the steps in which the page Analyse answers it.

A step is one interaction: a word chosen in a control, a value added or taken away, a text entered, a box opened.
`answer` computes in plain Python what the page must then show.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from analytics import formats
from tests.reference.desk import cell_of, metric
from tests.reference.question import Row

Sources = Callable[..., list[Row]]


class Step(NamedTuple):
    """One interaction: the label of the control and the word chosen, entered, added (+) or taken away (−)."""

    control: str
    word: str


class Task(NamedTuple):
    """The question, who asked it, the steps from the open page on, and what must be read there at the end."""

    question: str
    asked_by: str
    steps: tuple[Step, ...]
    answer: Callable[[Sources], Sequence[str]]


def steps(text: str) -> tuple[Step, ...]:
    """Steps as they are written below: Tabelle: Haushalt > Wert: Ist."""
    return tuple(Step(*step.strip().split(": ", 1)) for step in text.split(" > "))


def by(rows: Sequence[Row], column: str, name: str) -> dict[Any, Any]:
    """A metric summed by a column."""
    return {
        key: metric([r for r in rows if cell_of(r, column) == key], name, "summe")
        for key in {cell_of(r, column) for r in rows}
    }


def whole_euros(value: Decimal) -> str:
    return formats.number(value)


def budgets(sources: Sources, name: str, year: int) -> dict[str, Decimal]:
    return by([row for row in sources("costs") if row["budget_year"] == year], "sub_budget", name)


def spent_2021(sources: Sources) -> list[str]:
    return [f"{name} {whole_euros(value)}" for name, value in budgets(sources, "actual_eur", 2021).items()]


def spent_by_year(sources: Sources) -> list[str]:
    found = by(sources("costs"), "budget_year", "actual_eur")
    return [" ".join(["Alle Zeilen", *(whole_euros(found[year]) for year in sorted(found))])]


def most_available(sources: Sources) -> list[str]:
    found = budgets(sources, "available_eur", 2021)
    name = max(found, key=found.__getitem__)
    return [f"Am meisten: {name}", f"{name} {whole_euros(found[name])}"]


def shares(sources: Sources) -> list[str]:
    found = by(sources("costs"), "sub_budget", "budget_eur")
    return [f"{name} {formats.percent(formats.share(value, sum(found.values())))}" for name, value in found.items()]


def late_with_reason(sources: Sources) -> list[str]:
    late = [row for row in sources("measures") if row["is_late"]]
    return [f"{len(late)} Maßnahmen passen", *(row["reason"] for row in late if row["reason"])]


def open_decisions(sources: Sources) -> list[str]:
    found = [row for row in sources("measures") if row["decision_needed"]]
    return [f"{len(found)} Maßnahme", *(formats.day(row["decision_due"]) for row in found if row["decision_due"])]


def district_states(sources: Sources) -> list[str]:
    rows = [row for row in sources("measure_districts") if row["district"] is None]
    return [f"ganze Stadt {rows_of(rows, 'geplant')}"]


def rows_of(rows: Sequence[Row], status: str) -> int:
    return len([row for row in rows if row["status"] == status])


def in_misburg(sources: Sources) -> list[str]:
    rows = [row for row in sources("measure_districts") if row["district"] == "05"]
    return [f"{len(rows)} Zuordnungen passen", *(row["title"] for row in rows)]


def coverage(sources: Sources, **fixed: Any) -> list[Row]:
    rows = sources("broadband", **({"every_date": fixed.pop("every_date")} if "every_date" in fixed else {}))
    return [row for row in rows if all(row[name] == value for name, value in fixed.items())]


def city_buildings(sources: Sources) -> list[str]:
    rows = coverage(sources, level="Stadtbezirk", technology="FTTB/H", min_mbits=1000, user_group="Städtische Gebäude")
    shares = [metric([row], "covered_share", "") for row in rows]
    return [formats.percent(float(share)) for share in shares if share is not None]


def who_has_fibre(sources: Sources) -> list[str]:
    rows = coverage(sources, level="Stadtbezirk", technology="FTTB/H", min_mbits=1000)
    groups = {row["user_group"] for row in rows}
    found = {
        group: metric([row for row in rows if row["user_group"] == group], "covered_share", "") for group in groups
    }
    return [formats.percent(float(value)) for value in found.values() if value is not None]


def homes(sources: Sources) -> list[str]:
    rows = coverage(sources, level="Stadtbezirk", technology="alle", min_mbits=1000, user_group="Privathaushalte")
    most = max(rows, key=lambda row: row["premises_total"])
    return [f"{len(rows)} Werte passen", f"{most['area_name']} Stadtbezirk", formats.number(most["premises_total"])]


def against_last_year(sources: Sources) -> list[str]:
    before, after = (sum(budgets(sources, "budget_eur", year).values()) for year in (2020, 2021))
    return [f"Alle Zeilen {whole_euros(before)} {whole_euros(after)} {formats.signed(after - before)}"]


def between_dates(sources: Sources) -> list[str]:
    rows = sources("costs", every_date=True)
    before, after = (by(rows, "as_of", "budget_eur")[day] for day in sorted({row["as_of"] for row in rows})[-2:])
    return [f"Alle Zeilen {whole_euros(before)} {whole_euros(after)} {formats.signed(after - before)}"]


def ratings(sources: Sources) -> list[str]:
    rows = [row for row in sources("measures") if row["reported_rating"] == "grün"]
    found = [
        len([row for row in rows if row["computed_rating"] == colour]) for colour in ("rot", "gelb", "grün", "grau")
    ]
    return [f"● im Plan {' '.join(str(count) if count else '–' for count in found)} {len(rows)}"]


def red_per_committee(sources: Sources) -> list[str]:
    rows = [row for row in sources("measures") if row["computed_rating"] == "rot"]
    return [f"zusammen {len(rows)}", *(f"{code} ·" for code in {row["committee"] for row in rows})]


def late_per_division(sources: Sources) -> list[str]:
    found = by([row for row in sources("measures") if row["is_late"]], "division", "zeilen")
    first = min(found, key=lambda name: (-found[name], name))
    return [f"{first} {found[first]}"]


def rebaselined(sources: Sources) -> list[str]:
    rows = [row for row in sources("measures") if row["end_rebaselined"]]
    return [f"{len(rows)} Maßnahmen passen", *(row["title"] for row in rows)]


def funding(sources: Sources) -> list[str]:
    rows = [row for row in sources("costs") if row["funding_programme"]]
    return [
        *{row["funding_programme"] for row in rows},
        *(str(row["funding_expires"].year) for row in rows if row["funding_expires"]),
    ]


def large_postings(sources: Sources) -> list[str]:
    rows = [row for row in sources("postings") if row["amount_eur"] >= 100_000 and row["value_type"] == "Ist"]
    return [f"{len(rows)} Buchung", *(formats.number(row["amount_eur"], 2) for row in rows[:3])]


def fibre_money(sources: Sources) -> list[str]:
    found = by([row for row in sources("costs") if "glasfaser" in (row["title"] or "").lower()], "title", "budget_eur")
    return [f"{title} {whole_euros(value)}" for title, value in found.items()]


def running_months(sources: Sources) -> list[str]:
    rows = [r for r in sources("postings") if r["value_type"] == "Ist" and r["budget_year"] == 2021 and r["month"]]
    found, total = by(rows, "month", "amount_eur"), Decimal(0)
    lines = []
    for month in sorted(found):
        total += found[month]
        lines.append(f"{month} {whole_euros(total)}")
    return lines


def fibre_in_time(sources: Sources) -> list[str]:
    rows = coverage(
        sources, every_date=True, level="Stadtbezirk", technology="FTTB/H", min_mbits=1000, user_group="Privathaushalte"
    )
    last = max(row["as_of"] for row in rows)
    pct = metric([row for row in rows if row["as_of"] == last], "covered_share", "")
    return [formats.day(last), formats.percent(float(pct))]


def staff(sources: Sources) -> list[str]:
    found = by([row for row in sources("costs") if row["budget_year"] == 2021], "cost_type", "budget_eur")
    return [f"Personal {whole_euros(found['Personal'])}"]


def own_and_funded(sources: Sources) -> list[str]:
    found = by(sources("costs"), "funding_source", "budget_eur")
    return [f"Alle Zeilen {whole_euros(found['Eigenmittel'])} {whole_euros(found['Fördermittel'])}"]


TASKS = (
    Task("Was haben die Teilhaushalte 2021 ausgegeben?", "Haushaltsantrag H-0501/2019, Hannover",
         steps("Tabelle: Haushalt > Wert: Ist > Einschränken nach: Haushaltsjahr > Werte: + 2021"), spent_2021),
    Task("Was haben die Teilhaushalte Jahr für Jahr ausgegeben?", "Bezirksrat Linden-Limmer, 10/2018",
         steps("Tabelle: Haushalt > Wert: Ist > Spalten: Haushaltsjahr"), spent_by_year),
    Task("Welcher Teilhaushalt hat 2021 am meisten übrig?", "§ 27 Abs. 3 KomHKVO",
         steps("Tabelle: Haushalt > Wert: Noch verfügbar > Einschränken nach: Haushaltsjahr > Werte: + 2021 > "
               "Reihenfolge: größte zuerst"), most_available),
    Task("Welchen Anteil am Ansatz hat jeder Teilhaushalt?", "Haushaltsantrag H-0501/2019, Hannover",
         steps("Tabelle: Haushalt > Anzeigen als: Anteil am Ganzen"), shares),
    Task("Was ist verspätet, und warum?", "Antrag in Hagen: offene Punkte zu jeder Sitzung",
         steps("Einschränken nach: Verspätet > Werte: + ja > Ansicht: Zeilen > Spalten wählen: öffnen > "
               "Spalten: + Begründung"), late_with_reason),
    Task("Welche Entscheidungen stehen aus, und bis wann?", "sechs Fraktionen in Dortmund: Tabelle aller Beschlüsse",
         steps("Einschränken nach: Entscheidungsbedarf > Bedingung: ist keins von > Werte: + keine Angabe > "
               "Ansicht: Zeilen > Spalten wählen: öffnen > Spalten: + Entscheidung bis"), open_decisions),
    Task("Wie steht es in den Stadtbezirken?", "Bezirksratsanfrage 15-0163/2018, Misburg-Anderten",
         steps("Tabelle: Maßnahmen je Stadtbezirk > Spalten: Bearbeitungsstand"), district_states),
    Task("Welche Maßnahmen betreffen Misburg-Anderten?", "Bezirksratsanfrage 15-0163/2018, Misburg-Anderten",
         steps("Tabelle: Maßnahmen je Stadtbezirk > Ansicht: Zeilen > Einschränken nach: Stadtbezirk > "
               "Werte: + 05 · Misburg-Anderten"), in_misburg),
    Task("Welche städtischen Gebäude hängen am Glasfasernetz?", "Bezirksratsanfrage 15-1391/2018",
         steps("Tabelle: Breitband > Spalten: Nutzergruppe > Einschränken nach: Technologie > Werte: + FTTB/H > "
               "Werte: − alle"), city_buildings),
    Task("Haben Haushalte, Unternehmen und städtische Gebäude Glasfaser?", "Anfrage 0866/2022, Hannover",
         steps("Tabelle: Breitband > Zeilen: Nutzergruppe > Spalten: Technologie"), who_has_fibre),
    Task("Wie viele Wohneinheiten haben die Stadtbezirke, und wie viele sind versorgt?",
         "Kritik an den Ausbaugebieten, Bothfeld-Vahrenheide 2022",
         steps("Tabelle: Breitband > Ansicht: Zeilen > Sortieren nach: Anschlüsse gesamt > Richtung: absteigend"),
         homes),
    Task("Wie hat sich der Ansatz gegenüber dem Vorjahr verändert?", "Antrag 20-26 / A 00335, München",
         steps("Tabelle: Haushalt > Spalten: Haushaltsjahr > Einschränken nach: Haushaltsjahr > Werte: + 2020 > "
               "Werte: + 2021 > Anzeigen als: Differenz"), against_last_year),
    Task("Was hat sich am Ansatz seit dem letzten Stichtag geändert?", "Antrag 20-26 / A 00335, München",
         steps("Tabelle: Haushalt > Spalten: Stichtag > Anzeigen als: Differenz"), between_dates),
    Task("Wo weicht die gemeldete Ampel von der Regel ab?", "GAO-14-64",
         steps("Zeilen: Ampel gemeldet > Spalten: Ampel nach Regel"), ratings),
    Task("Wie viele kritische Maßnahmen hat jeder Ausschuss?", "Antrag 20-26 / A 00335, München",
         steps("Zeilen: Ausschuss > Einschränken nach: Ampel nach Regel > Werte: + ▲ kritisch"), red_per_committee),
    Task("Welcher Fachbereich hat die meisten verspäteten Maßnahmen?", "GAO-10-701",
         steps("Zeilen: Fachbereich > Einschränken nach: Verspätet > Werte: + ja > Reihenfolge: größte zuerst"),
         late_per_division),
    Task("Welche Pläne wurden fortgeschrieben?", "GAO-14-64: jährliche Neuplanung verdeckt Überschreitungen",
         steps("Einschränken nach: Ende Fortschreibung > Bedingung: ist keins von > Werte: + keine Angabe > "
               "Ansicht: Zeilen"), rebaselined),
    Task("Welche Fördermittel laufen wann aus?", "Informationsdrucksache 1004/2018",
         steps("Tabelle: Haushalt > Zeilen: Förderprogramm > Spalten: Fördermittel bis (Jahr)"), funding),
    Task("Welche Ausgaben liegen bei 100.000 € oder mehr?", "Haushaltsantrag H-0501/2019, Hannover",
         steps("Tabelle: Buchungen > Ansicht: Zeilen > Einschränken nach: Betrag in EUR > von: 100.000"),
         large_postings),
    Task("Was kosten die Maßnahmen zur Glasfaser?", "Anfrage 0866/2022, Hannover",
         steps("Tabelle: Haushalt > Zeilen: Titel > Text: Glasfaser"), fibre_money),
    Task("Wie laufen die Ausgaben 2021 über die Monate auf?", "§ 21 KomHKVO, unterjähriges Berichtswesen",
         steps("Tabelle: Buchungen > Zeilen: Monat > Einschränken nach: Haushaltsjahr > Werte: + 2021 > "
               "Anzeigen als: Laufende Summe"), running_months),
    Task("Wie entwickelt sich die Glasfaser in der Stadt?", "Informationsdrucksache 1004/2018",
         steps("Tabelle: Breitband > Zeilen: Stand > Spalten: Technologie"), fibre_in_time),
    Task("Was kosten die zwei Stellen?", "Informationsdrucksache 1004/2018: etwa 164.400 € im Jahr",
         steps("Tabelle: Haushalt > Zeilen: Kostenart > Einschränken nach: Haushaltsjahr > Werte: + 2021"), staff),
    Task("Was kommt aus dem eigenen Haushalt, was aus Fördermitteln?", "Informationsdrucksache 1004/2018",
         steps("Tabelle: Haushalt > Zeilen: Kostenart > Spalten: Finanzierung"), own_and_funded),
)  # fmt: skip


def document() -> str:
    """docs/analyst-tasks.md: every question with its steps and their number."""
    lines = [HEAD, "| No. | Question | Asked by | Interactions | Count |", "| --- | --- | --- | --- | --- |"]
    for number, task in enumerate(TASKS, 1):
        taken = " → ".join(f"{step.control}: {step.word}" for step in task.steps)
        lines.append(f"| {number} | {task.question} | {task.asked_by} | {taken} | {len(task.steps)} |")
    return "\n".join([*lines, ""])


HEAD = """# Questions that the page Analyse answers, and in how many interactions

Each was asked by a council, a district council or an auditor. From the open page `/analyse` on, an interaction is one
word chosen in a control, one value added (+) or taken away (−), one text entered, one box opened.
`tests/pages/test_explore.py` takes these very steps and compares what the page then shows with plain Python; this list
is made from `tests/analyst_tasks.py`.
"""
