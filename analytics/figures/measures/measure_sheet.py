"""The Steckbrief of one Maßnahme in words, from measures/sheet: where it stands, why, and who is responsible."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from analytics import formats
from analytics.figures.measures.measure_list import OPEN, places
from analytics.figures.measures.ratings import SWATCHES
from analytics.figures.measures.schedule import delay
from analytics.figures.measures.status import STATUS_LEGEND
from analytics.figures.overview.lead import Fact
from analytics.labels import RATING_MARKS, label
from analytics.reference import Council

if TYPE_CHECKING:
    from analytics.queries.measures import Sheet

STATUS_SWATCHES = dict(STATUS_LEGEND)
INVENTED = re.compile("9[0-9]{3}/[0-9]{4}")
"""Drucksachen that the sample deliveries have made up (sample/BEISPIELDATEN.md)."""
ELSEWHERE = "im Ratsinformationssystem"
NO_COUNCIL = Council()
"""A city without a pattern: its papers stay text."""
Voice = Literal["", "missing", "wanted", "overdue"]
"""How a line reads: plain, keine Angabe, keine Angabe although it is due, a deadline that has passed."""


class Link(NamedTuple):
    """A Drucksache that can be read elsewhere: its address, and its words."""

    address: str
    words: str


class Line(NamedTuple):
    """What is asked and what is known of it, and where more of it can be read."""

    label: str
    text: str
    voice: Voice = ""
    link: Link | None = None


class State(NamedTuple):
    """A fact with its mark: what it is, its value, what stands behind it, and a share where there is one."""

    label: str
    value: str
    note: str
    share_pct: float | None = None
    swatch: str = ""


def lead(sheet: Sheet) -> tuple[Fact, ...]:
    """When it ends, whether the plan was moved, and what has to be decided."""
    return tuple(filter(None, (_end(sheet), _rebaselined(sheet), _decision(sheet))))


def _end(sheet: Sheet) -> Fact:
    days, end, plan = sheet.days_late_valid, formats.day(sheet.expected_end), formats.day(sheet.valid_end)
    if days is None:
        return Fact(f"Die Maßnahme ist {sheet.status}", " und hat deshalb kein gültiges Ende.")
    distance = f"{formats.count(abs(days), 'Tag', 'Tage')} {'nach' if days > 0 else 'vor'} dem gültigen Plan"
    if sheet.end_actual:
        return Fact(f"Abgeschlossen am {end}", f", {distance}." if days else ", wie geplant.")
    if not days:
        return Fact(f"Das Ende wird wie geplant zum {plan} erwartet", ".")
    return Fact(f"Das Ende wird {distance} erwartet", f": am {end} statt am {plan}.")


def _rebaselined(sheet: Sheet) -> Fact | None:
    if sheet.valid_end is None or sheet.valid_end == sheet.end_baseline:
        return None
    paper = f" (Drucksache {sheet.rebaseline_paper})" if sheet.rebaseline_paper else ""
    days = f"vom {formats.day(sheet.end_baseline)} auf den {formats.day(sheet.valid_end)}"
    return Fact("", f"Der Plan wurde {days} fortgeschrieben{paper}.")


def _decision(sheet: Sheet) -> Fact | None:
    if sheet.decision_needed is None or sheet.status not in OPEN:
        return None
    if sheet.decision_due is None:
        return Fact("Eine Entscheidung steht aus", ", eine Frist ist nicht genannt.")
    if sheet.is_overdue:
        return Fact(f"Eine Entscheidung ist seit dem {formats.day(sheet.decision_due)} überfällig", ".")
    return Fact(f"Bis zum {formats.day(sheet.decision_due)} ist eine Entscheidung nötig", ".")


def states(sheet: Sheet) -> tuple[State, ...]:
    """Bearbeitungsstand with progress, and both Ampeln with the reason of the computed one."""
    progress = f"{formats.percent(sheet.progress_pct)} Fortschritt gemeldet"
    reported = "weicht von der Regel ab" if sheet.reported_rating != sheet.computed_rating else "wie nach Regel"
    by = f", gemeldet am {formats.day(sheet.reported_on)}" if sheet.reported_on else ""
    return (
        State(label("status"), sheet.status, progress, sheet.progress_pct, STATUS_SWATCHES[sheet.status]),
        _rating(label("computed_rating"), sheet.computed_rating, sheet.rule),
        _rating(label("reported_rating"), sheet.reported_rating, f"{reported}{by}"),
    )


def _rating(name: str, rating: str, note: str) -> State:
    return State(name, RATING_MARKS[rating].word, note, swatch=SWATCHES[rating])


def dates(sheet: Sheet) -> tuple[Line, ...]:
    """From the planned start to the end, as far as there is one."""
    if sheet.valid_end is None or sheet.days_late_baseline is None or sheet.days_late_valid is None:
        ends = [Line(label("valid_end"), f"entfällt ({sheet.status})")]
    else:
        word = "Tatsächliches Ende" if sheet.end_actual else label("expected_end")
        ends = [
            Line(label("valid_end"), formats.day(sheet.valid_end)),
            Line(word, formats.day(sheet.expected_end), "overdue" if sheet.is_late else ""),
            Line("Gegenüber gültigem Plan", delay(sheet.days_late_valid)),
            Line("Gegenüber Ursprungsplan", delay(sheet.days_late_baseline)),
        ]
    plan = [Line(label(name), formats.day(getattr(sheet, name))) for name in ("start_planned", "end_baseline")]
    return (*plan, *ends, Line("Prognose verschoben", _times(sheet.shifts)))


def _times(number: int) -> str:
    return "nie" if not number else f"{formats.number(number)}-mal nach hinten"


def situation(sheet: Sheet) -> tuple[Line, ...]:
    """Cause, effect, remedy and decision; empty where nothing is reported and nothing is due."""
    is_off, is_red = sheet.reported_rating in ("gelb", "rot"), sheet.reported_rating == "rot"
    wanted = {"reason": is_off, "mitigation": is_red}
    names = ("reason", "impact", "mitigation", "options", "decision_needed")
    if not any(getattr(sheet, name) for name in names) and not is_off:
        return ()
    lines = [_given(label(name), getattr(sheet, name), is_wanted=wanted.get(name, False)) for name in names]
    return (*lines, _due(sheet)) if sheet.decision_needed else tuple(lines)


def nothing_reported(sheet: Sheet) -> str:
    """What stands where `situation` is empty: quiet is fine only where the rule agrees."""
    if sheet.computed_rating not in ("gelb", "rot"):
        return "Keine Abweichung gemeldet."
    word = RATING_MARKS[sheet.computed_rating].word
    return f"Keine Abweichung gemeldet, nach der Regel aber „{word}“: Ursache und Gegenmaßnahme bitte nachfordern."


def _due(sheet: Sheet) -> Line:
    if sheet.decision_due is None:
        return _given(label("decision_due"), None, is_wanted=True)
    overdue = f", überfällig seit {formats.count((sheet.as_of - sheet.decision_due).days, 'Tag', 'Tagen')}"
    text = f"{formats.day(sheet.decision_due)}{overdue if sheet.is_overdue else ''}"
    return Line(label("decision_due"), text, "overdue" if sheet.is_overdue else "")


def _given(name: str, text: str | None, *, is_wanted: bool = False) -> Line:
    if text:
        return Line(name, text)
    return (
        Line(name, "keine Angabe, bitte nachfordern", "wanted") if is_wanted else Line(name, formats.MISSING, "missing")
    )


def responsibility(
    sheet: Sheet,
    names: Mapping[str, Mapping[str, str]],
    council: Council = NO_COUNCIL,
    *,
    is_sample: bool = False,
) -> tuple[Line, ...]:
    """Who leads and follows it, where it applies, which papers tell more; `names` = per column its codes with words."""
    return (
        Line(label("field_of_action"), sheet.field_of_action),
        _given(label("owner"), sheet.owner),
        Line(label("department"), names["department"].get(sheet.department, sheet.department)),
        Line(label("division"), sheet.division),
        Line(label("committee"), names["committee"].get(sheet.committee, sheet.committee)),
        Line(label("districts"), places(sheet.districts, names["districts"])),
        _paper(label("paper"), sheet.paper, council, is_sample),
        *(
            (_paper(label("rebaseline_paper"), sheet.rebaseline_paper, council, is_sample),)
            if sheet.rebaseline_paper
            else ()
        ),
        _goal(sheet.city_goal, council),
        Line(label("gender_aspects"), sheet.gender_aspects),
        Line(label("is_public"), "ja" if sheet.is_public else "nein"),
    )


def _paper(name: str, paper: str | None, council: Council, is_sample: bool) -> Line:
    """A Drucksache with its address; those that the sample has invented lead nowhere, and say so."""
    line = _given(name, paper)
    if paper is None:
        return line
    if is_sample and INVENTED.fullmatch(paper):
        return line._replace(text=f"{paper} (Beispiel, gibt es nicht)")
    address = council.address(paper)
    return line._replace(text="", link=Link(address, f"{paper} {ELSEWHERE}")) if address else line


def _goal(goal: str | None, council: Council) -> Line:
    """The city's goal, and the Drucksache by which the goals were decided."""
    line, address = _given(label("city_goal"), goal), council.address(council.goals_paper)
    if goal is None or address is None:
        return line
    return line._replace(link=Link(address, f"Beschluss {council.goals_paper} {ELSEWHERE}"))


def activity(sheet: Sheet) -> State:
    """What has been done, as reported."""
    return State("Aktivität", formats.percent(sheet.progress_pct), "Fortschritt, wie gemeldet", sheet.progress_pct)


def outcome(sheet: Sheet) -> State:
    """Ist von Ziel of the Kennzahl, or that there is none. No share: less may be better, and nobody says so."""
    if sheet.outcome is None:
        return State(
            "Wirkung", "Kennzahl nicht vereinbart", "Der Fortschritt allein sagt nicht, was die Maßnahme bewirkt."
        )
    actual, target = (_quantity(value) for value in (sheet.outcome_actual, sheet.outcome_target))
    aim = f"Ziel: {formats.unit(target, sheet.outcome_unit or '')}".rstrip()
    name = f"Wirkung: {sheet.outcome}"
    if sheet.outcome_actual is None:
        return State(name, f"Istwert: {formats.MISSING}", aim)
    return State(name, f"{actual} von {formats.unit(target, sheet.outcome_unit or '')}", "Istwert von Zielwert")


def _quantity(value: float | None) -> str:
    return formats.number(value, 4, trim=True)
