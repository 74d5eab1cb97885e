"""Generated deliveries: valid under every "must" of contract.md, small pools, rich in the ugly cases.

`deliveries()` is the strategy; `measure`, `cost` and `broadband` build one plain row; `write_csv` writes the canonical
dialect.
"""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from analytics.contract import export_of, header
from tests.reference import Books, Row

MEASURE_IDS = ("05.03", "10.1", "4.01", "5.03", "5.3", "Ä1", "Z", "a")
UNKNOWN_IDS = ("9.99", "6.01")
"""Never delivered; like 4.01 the second stands for a post of the Drucksache."""
PENDING = "angemeldet"
DAYS = tuple(
    dt.date.fromisoformat(day)
    for day in ("2019-12-31", "2020-02-29", "2020-03-01", "2020-03-30", "2020-06-28", "2021-06-28")
)
FIELDS = ("Breitband- und WLAN-Ausbau", "Digitale Services", "Open Government")
TITLES = ("Titel", 'Ein "Titel"; mit Zeichen', "Zeile 1\nZeile 2", "NULL", "0,5", "= 1 – ß €")
STATES = ("in Umsetzung", "geplant", "abgeschlossen", "zurückgestellt", "eingestellt")
LATE = (0, 0, -40, -1, 1, 30, 31, 90, 91, 200)  # days after an end that the thresholds look at
LENGTHS = (0, 7, 250, 400, 500, 1000, 1250)  # days of a plan; most give elapsed shares of at most two decimals
PROGRESS = ((Decimal(0), Decimal("33.33"), Decimal(80), Decimal(100)), (Decimal(100), Decimal(100), Decimal("99.5")))
AMOUNTS = tuple(
    Decimal(text)
    for text in (
        "100.00", "105.00", "105.01", "110.00", "110.01", "0.10", "0.30", "0.33", "0.11", "0.00", "-100.00", "-5.00",
        "1000.10", "1100.11", "12345678901.99",
    )
)  # fmt: skip
AREAS = (
    ("03241001", "Gemeinde", "Hannover"), ("03241001", "Gemeinde", "Hannover, Stadt"), ("00", "Bund", "Deutschland"),
    ("03", "Land", "Niedersachsen"), ("03241", "Kreis", "Region Hannover"), ("03241001-01", "Stadtbezirk", "Mitte"),
    ("03241010", "Gemeinde", "Langenhagen"), ("03252006", "Gemeinde", "Hameln"),
)  # fmt: skip
STANDS = tuple(dt.date.fromisoformat(day) for day in ("2018-06-30", "2019-12-31", "2020-02-29", "2020-06-30"))

Draw = Any  # hypothesis' DrawFn, whose type is generic per call


def measure(day: dt.date, measure_id: str = "5.03", **values: Any) -> Row:
    """One measure row: running, on plan, public, without any optional value."""
    row: Row = dict.fromkeys(header(export_of("measures")))
    row |= {"as_of": day, "measure_id": measure_id, "title": "Titel", "field_of_action": FIELDS[0], "department": "OB"}
    row |= {"division": "18", "committee": "EDV", "districts": [], "status": "in Umsetzung", "is_public": True}
    row |= {"progress_pct": Decimal(50), "gender_aspects": "nicht geprüft"}
    row |= {"start_planned": day - dt.timedelta(100), "end_baseline": day + dt.timedelta(100)}
    return row | values


def cost(day: dt.date, posting_id: str = "B1", **values: Any) -> Row:
    """One posting: 100 EUR Ansatz of 2020, beschlossen, Eigenmittel."""
    row: Row = dict.fromkeys(header(export_of("costs")))
    row |= {"as_of": day, "posting_id": posting_id, "measure_id": "5.03", "budget_year": 2020, "sub_budget": "TH 18"}
    row |= {"budget_kind": "Ergebnishaushalt", "cost_type": "Wartung", "value_type": "Ansatz"}
    row |= {"funding_source": "Eigenmittel", "approval": "beschlossen", "amount_eur": Decimal("100.00")}
    return row | values


def broadband(stand: dt.date, **values: Any) -> Row:
    """One row of the city: Privathaushalte, alle, 1000 Mbit/s, keine Angabe."""
    row: Row = dict.fromkeys(header(export_of("broadband")))
    row |= {"as_of": stand, "area_id": "03241001", "area_name": "Hannover", "level": "Gemeinde"}
    row |= {"source": "Beispieldaten", "user_group": "Privathaushalte", "technology": "alle", "min_mbits": 1000}
    return row | values


def maybe(values: st.SearchStrategy[Any] | tuple[Any, ...]) -> st.SearchStrategy[Any]:
    """A value or None, about half and half."""
    return st.none() | (st.sampled_from(values) if isinstance(values, tuple) else values)


def chance(draw: Draw, one_in: int) -> bool:
    """True about once in so many draws; hypothesis shrinks to False."""
    return bool(draw(st.integers(0, one_in - 1)) == one_in - 1)


@st.composite
def plans(draw: Draw, day: dt.date) -> Row:
    """Planned start and end around a reporting date, on and beside the thresholds, or around a leap day."""
    end = draw(st.just(dt.date(2020, 2, 29)) | st.sampled_from(LATE).map(lambda late: day - dt.timedelta(late)))
    end += dt.timedelta(draw(st.sampled_from((0, 90, 250, 600))))
    return {"start_planned": end - dt.timedelta(draw(st.sampled_from(LENGTHS))), "end_baseline": end}


@st.composite
def course(draw: Draw, measure_id: str, days: tuple[dt.date, ...]) -> list[Row]:
    """One measure over the reporting dates; its plan mostly stays, its state changes, it may be missing at a date."""
    plan = draw(plans(draw(st.sampled_from(days))))
    rows = []
    for day in days:
        if chance(draw, 5):
            continue
        if chance(draw, 6):  # quiet rebaselining
            plan = draw(plans(day))
        rows.append(draw(measure_rows(day, measure_id, plan)))
    return rows


@st.composite
def measure_rows(draw: Draw, day: dt.date, measure_id: str, plan: Row) -> Row:
    """A row of a measure with this plan."""
    row = measure(day, measure_id, **plan) | {"status": draw(st.sampled_from(STATES[:2]) | st.sampled_from(STATES))}
    row |= draw(ends(day, row)) | draw(texts(day))
    row |= {
        "field_of_action": draw(st.sampled_from(FIELDS)),
        "committee": draw(st.sampled_from(("EDV", "AGOB", "AWL"))),
        "department": draw(st.sampled_from(("OB", "I"))),
        "division": draw(st.sampled_from(("18", "37"))),
        "districts": draw(st.sampled_from(([], ["01"], ["02", "13"]))),
        "reported_rating": draw(maybe(("grün", "gelb", "rot"))),
        "is_public": draw(st.booleans()),
    }
    row["progress_pct"] = draw(st.sampled_from(PROGRESS[row["status"] == "abgeschlossen"]))
    return row | draw(laggards(day)) if chance(draw, 4) else row


@st.composite
def ends(draw: Draw, day: dt.date, row: Row) -> Row:
    """Fortschreibung, Prognose and Ist, measured from as_of and the planned end so that the thresholds are hit."""
    late = st.sampled_from(LATE).map(dt.timedelta)
    valid: dt.date = row["end_baseline"]
    ends: Row = {}
    if draw(st.booleans()):
        valid = max(row["start_planned"], day - draw(late))
        ends |= {"end_rebaselined": valid, "rebaseline_paper": "0815/2020"}
    ends |= {"end_forecast": draw(st.none() | late.map(lambda by: valid + by))}
    if row["status"] == "abgeschlossen":
        ends |= {"end_actual": min(day, valid + draw(late))}
    return ends


@st.composite
def texts(draw: Draw, day: dt.date) -> Row:
    """What else a measure can carry: decisions around as_of, awkward text, an outcome."""
    dues = [day + dt.timedelta(by) for by in (0, 1, -1)]
    row: Row = {
        "title": draw(st.sampled_from(TITLES)),
        "decision_needed": draw(maybe(("Mittel freigeben",))),
        "decision_due": draw(st.sampled_from((None, None, None, *dues))),
        "reason": draw(maybe(("Personal fehlt", "innen   leer"))),
        "reported_on": draw(maybe((day, day + dt.timedelta(15)))),
        "paper": draw(maybe(("1004/2018",))),
    }
    if chance(draw, 3):
        target, actual = draw(st.sampled_from(("99.5000", "-0.0001", "100"))), draw(maybe(("12.25", "0")))
        row |= {"outcome": "Portal-Dienste", "outcome_unit": "Stück", "outcome_target": Decimal(target)}
        row |= {"outcome_actual": actual and Decimal(actual)}
    return row


@st.composite
def laggards(draw: Draw, day: dt.date) -> Row:
    """In Umsetzung, on time, and exactly 20 points behind the elapsed plan or 0.01 beside it."""
    length = draw(st.sampled_from(LENGTHS[-4:]))
    done = draw(st.integers(length // 4, length))
    exact = (Decimal(100 * done) / length).quantize(Decimal("0.01")) - 20
    start, end = day - dt.timedelta(done), day + dt.timedelta(length - done)
    row: Row = {"status": "in Umsetzung", "start_planned": start, "end_baseline": end, "end_rebaselined": end}
    row |= {"rebaseline_paper": "0815/2020", "end_forecast": None, "end_actual": None, "decision_due": None}
    return row | {"progress_pct": exact + draw(st.sampled_from((Decimal(0), Decimal("-0.01"), Decimal("0.01"))))}


@st.composite
def cost_cells(draw: Draw, measure_ids: tuple[str, ...]) -> Row:
    """The columns of one cost cell."""
    source = draw(st.sampled_from(("Eigenmittel", "Fördermittel")))
    programmes = st.sampled_from(("DigitalPakt", "Breitband.NI", "Ö-Fonds"))
    return {
        "measure_id": draw(st.sampled_from((*measure_ids, *UNKNOWN_IDS))),
        "budget_year": draw(st.sampled_from((2020, 2019, 2021))),
        "sub_budget": draw(st.sampled_from(("TH 18", "TH 4"))),
        "budget_kind": draw(st.sampled_from(("Ergebnishaushalt", "Finanzhaushalt"))),
        "cost_type": draw(st.sampled_from(("Wartung", "Neuanschaffung", "Personal"))),
        "funding_source": source,
        "funding_programme": draw(programmes if source == "Fördermittel" else st.none() | st.none() | programmes),
    }


@st.composite
def postings(draw: Draw, day: dt.date, cells: list[Row], number: int) -> Row:
    """One posting in one of the cells."""
    kinds = ("Ansatz", "Fortgeschriebener Ansatz", "Mittelbindung", "Ist", "Prognose")
    return cost(day, f"B{number}") | {
        **draw(st.sampled_from(cells)),
        "value_type": draw(st.just("Ansatz") | st.sampled_from(kinds)),
        "approval": draw(st.sampled_from(("beschlossen", "genehmigt", PENDING))),
        "amount_eur": draw(st.sampled_from(AMOUNTS[:5]) | st.sampled_from(AMOUNTS)),
        "month": draw(maybe((1, 12))),
        "asset": draw(maybe(("Hardware", "Netz"))),
        "product": draw(maybe(("11106",))),
        "funding_expires": draw(maybe((dt.date(2020, 2, 29), dt.date(2021, 12, 31)))),
    }


@st.composite
def cost_books(draw: Draw, day: dt.date, cells: list[Row], ids: tuple[str, ...]) -> list[Row]:
    """The whole book of one date; now and then pending postings only, or each measure on a threshold of the rating."""
    if chance(draw, 2):
        return [row for number, name in enumerate(ids) for row in draw(boundary(day, cells[0], name, number))]
    rows = [draw(postings(day, cells, number)) for number in range(1, draw(st.integers(1, 12)) + 1)]
    return [row | {"approval": PENDING} for row in rows] if chance(draw, 8) else rows


@st.composite
def boundary(draw: Draw, day: dt.date, cell: Row, measure_id: str, number: int) -> list[Row]:
    """Ansatz and Prognose (or Ist) of one measure: exactly at 105 % or 110 %, or one cent beside it."""
    planned = draw(st.sampled_from((Decimal("100.00"), Decimal("0.20"), Decimal("1000.20"), Decimal(0))))
    amount = (planned * draw(st.sampled_from((Decimal("1.05"), Decimal("1.10"))))).quantize(Decimal("0.01"))
    amount += draw(st.sampled_from((Decimal(0), Decimal("0.01"))))
    row = cost(day, **cell) | {"measure_id": measure_id}
    return [
        row | {"posting_id": f"P{number}", "amount_eur": planned},
        row
        | {"posting_id": f"F{number}", "amount_eur": amount, "value_type": draw(st.sampled_from(("Prognose", "Ist")))},
    ]


@st.composite
def broadband_rows(draw: Draw, folder: dt.date) -> Row:
    """One row whose Stand is not after the folder's date."""
    area_id, level, name = draw(st.just(AREAS[0]) | st.sampled_from(AREAS))
    stand = draw(st.sampled_from([day for day in (*STANDS, folder) if day <= folder]))
    place = {
        "user_group": draw(st.sampled_from(("Privathaushalte", "Schulen"))),
        "technology": draw(st.sampled_from(("alle", "FTTB/H"))),
        "min_mbits": draw(st.sampled_from((1000, 50))),
        "source": draw(st.sampled_from(("Beispieldaten", "Breitbandatlas 06/2021"))),
    }
    return dict(broadband(stand, area_id=area_id, level=level, area_name=name) | place | draw(coverages()))


@st.composite
def coverages(draw: Draw) -> Row:
    """Counts, share, both (agreeing or not), or keine Angabe."""
    total = draw(st.sampled_from((0, 3, 7, 1000, 2_000_000_011)))
    covered = draw(st.sampled_from((0, 1, total // 3, total)).filter(lambda count: count <= total))
    counts: Row = {"premises_total": total, "premises_covered": covered}
    share: Row = {"coverage_pct": draw(st.sampled_from(tuple(map(Decimal, ("0", "33.33", "99.95", "100")))))}
    empty: Row = {}
    return dict(empty | draw(st.sampled_from((empty, counts, share, counts | share))))


@st.composite
def broadband_books(draw: Draw, folder: dt.date) -> list[Row]:
    """The rows of one delivery, one per key."""
    rows = draw(st.lists(broadband_rows(folder), min_size=1, max_size=8))
    keys = export_of("broadband").key
    return list({tuple(row[name] for name in keys): row for row in rows}.values())


@st.composite
def deliveries(draw: Draw) -> Books:
    """One to four folders; each lacks an export now and then, never all of them."""
    few = chance(draw, 6)
    days = tuple(sorted(draw(st.sets(st.sampled_from(DAYS), min_size=1 if few else 2, max_size=4))))
    ids = tuple(sorted(draw(st.sets(st.sampled_from(MEASURE_IDS), min_size=1 if few else 5))))
    courses = [row for measure_id in ids for row in draw(course(measure_id, days))]
    cells = draw(st.lists(cost_cells(ids), min_size=1, max_size=5))
    books: Books = {}
    for day in days:
        tables: dict[str, list[Row]] = {"measures": [row for row in courses if row["as_of"] == day]}
        tables |= {"costs": draw(cost_books(day, cells, ids)), "broadband": draw(broadband_books(day))}
        delivered = {name: rows for name, rows in tables.items() if rows and not chance(draw, 5)}
        books[day] = delivered or {"broadband": tables["broadband"]}
    return books


def write_csv(books: Books, folder: Path) -> None:
    """The deliveries as real files in the canonical dialect: UTF-8, `;`, decimal comma, TT.MM.JJJJ, German headers."""
    for day, tables in books.items():
        (folder / day.isoformat()).mkdir(parents=True, exist_ok=True)
        for table, rows in tables.items():
            export = export_of(table)
            with (folder / day.isoformat() / export.file).open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, delimiter=";", lineterminator="\n")
                writer.writerow(header(export).values())
                writer.writerows([german(row[name]) for name in header(export)] for row in rows)


def german(value: Any) -> str:
    """One typed value as the cell of the canonical dialect."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nein"
        case dt.date():
            return value.strftime("%d.%m.%Y")
        case Decimal():
            return f"{value:f}".replace(".", ",")
        case list():
            return "|".join(value)
    return str(value)
