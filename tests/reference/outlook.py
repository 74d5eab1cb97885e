"""What may come by what became of comparable cases: slow, from the words of analytics/methodology.toml.

The back-tests ask the same functions as of earlier days.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from typing import Any, NamedTuple

from tests.reference.broadband import CITY, coverage_pct, known_broadband
from tests.reference.broadband_pages import DISTRICTS, areas
from tests.reference.measures import expected_end
from tests.reference.question import Question, Row
from tests.reference.selection import selected_measures

LEAST = 20
CLASSES = ("bis 180 Tage", "bis 365 Tage", "länger")
BREAKS = (dt.date(2015, 6, 30), dt.date(2019, 3, 31))
FIBRE = {"user_group": "Privathaushalte", "technology": "FTTB/H", "min_mbits": 1000}


def nearest_rank(values: list[Any], tenths: int) -> Any:
    """The smallest value that at least so many tenths of all values do not exceed; None below 20 values."""
    if len(values) < LEAST:
        return None
    return min(v for v in values if 10 * sum(other <= v for other in values) >= tenths * len(values))


def class_of(days_left: int) -> str:
    """The class of the time that is left until the expected end."""
    return CLASSES[0] if days_left <= 180 else CLASSES[1] if days_left <= 365 else CLASSES[2]


def running(q: Question, day: dt.date) -> list[tuple[str, dt.date, str]]:
    """(number, expected end, class) of every visible measure in Umsetzung at a reporting date."""
    then = replace(q, day=day)
    found = []
    for row in q.measures(day):
        if row["status"] == "in Umsetzung":
            end = expected_end(then, row)
            assert end is not None
            found.append((row["measure_id"], end, class_of((end - day).days)))
    return found


def what_became(q: Question, measure_id: str, day: dt.date) -> tuple[dt.date | None, bool]:
    """(end known on that day, is it done?) from the measure's last row by then; no end: paused, stopped, vanished."""
    last = q.history(measure_id, day)[-1]
    is_done = last["status"] == "abgeschlossen"
    if last["as_of"] < day and not is_done:
        return None, False
    return expected_end(replace(q, day=last["as_of"]), last), is_done


def earlier(q: Question, day: dt.date) -> list[dt.date]:
    """The reporting dates before one."""
    return [date for date in q.deliveries.dates("measures") if date < day]


def first_expected(q: Question, day: dt.date, remaining: str) -> dict[str, dt.date]:
    """The end that each measure expected when it was first reported in a class, before a reporting date."""
    found: dict[str, dt.date] = {}
    for date in earlier(q, day):
        for measure_id, expected, left in running(q, date):
            if left == remaining and measure_id not in found:
                found[measure_id] = expected
    return found


def experience(q: Question, day: dt.date, remaining: str) -> Row:
    """The cases of a class known at a reporting date, one per measure; the tenth and the ninth tenth of their days."""
    off, endless = [], 0
    for measure_id, expected in first_expected(q, day, remaining).items():
        if expected <= day:
            end, _ = what_became(q, measure_id, day)
            if end is None:
                endless += 1
            else:
                off.append((end - expected).days)
    counts = {"cases": len(off), "cases_without_end": endless}
    return counts | {"low_days": nearest_rank(off, 1), "high_days": nearest_rank(off, 9)}


def end_ranges(q: Question, day: dt.date) -> list[Row]:
    """The range of every running measure at a reporting date, from what was known then."""
    known = {left: experience(q, day, left) for left in CLASSES}
    found = []
    for measure_id, expected, left in running(q, day):
        row = {"measure_id": measure_id, "expected_end": expected, "remaining": left, **known[left]}
        low, high = row.pop("low_days"), row.pop("high_days")
        row["earliest_end"] = None if low is None else max(day, expected + dt.timedelta(low))
        row["latest_end"] = None if high is None else max(day, expected + dt.timedelta(high))
        found.append(row)
    return found


def measures(q: Question) -> list[Row]:
    """outlook/measures: the running ones of the selection."""
    assert q.as_of
    titles = {row["measure_id"]: row["title"] for row in selected_measures(q)}
    names = ("expected_end", "remaining", "cases", "cases_without_end", "earliest_end", "latest_end")
    return [
        {"measure_id": row["measure_id"], "title": titles[row["measure_id"]]} | {name: row[name] for name in names}
        for row in end_ranges(q, q.as_of)
        if row["measure_id"] in titles
    ]


def verdict(q: Question, past: Row, day: dt.date) -> str:
    """What became of a range by a later reporting date."""
    end, is_done = what_became(q, past["measure_id"], day)
    if end is None:
        return "without_end"
    if not is_done:
        return "too_late" if past["latest_end"] < day else "undecided"
    if end < past["earliest_end"]:
        return "too_early"
    return "hits" if end <= past["latest_end"] else "too_late"


def measures_tested(q: Question) -> list[Row]:
    """outlook/measures_tested: of each measure and class the first range that could have been given before."""
    assert q.as_of
    past = [row for day in earlier(q, q.as_of) for row in end_ranges(q, day)]
    found = []
    for left in sorted({row["remaining"] for row in past}):
        of_class = [row for row in past if row["remaining"] == left]
        first: dict[str, Row] = {}
        for row in of_class:
            if row["latest_end"] is not None:
                first.setdefault(row["measure_id"], row)
        became = Counter(verdict(q, row, q.as_of) for row in first.values())
        found.append(
            {"remaining": left, "asked_for": len({row["measure_id"] for row in of_class}), "ranges": len(first)}
            | {"decided": became["hits"] + became["too_early"] + became["too_late"]}
            | {name: became[name] for name in ("hits", "too_early", "too_late", "undecided", "without_end")}
            | experience(q, q.as_of, left)
        )
    return found


def fibre(q: Question) -> dict[str, list[Row]]:
    """By area the rows of the city and its districts for households with fibre, oldest Stand first."""
    found: dict[str, list[Row]] = {}
    for row in sorted(known_broadband(q), key=lambda row: row["as_of"]):
        if row["area_id"] in areas(DISTRICTS) | {CITY} and all(row[name] == value for name, value in FIBRE.items()):
            found.setdefault(row["area_id"], []).append(row)
    return found


def a_year_later(rows: list[Row], start: Row) -> Row | None:
    """The comparable Stand with a value 330 to 400 days later that is nearest to 365; of equally near the earlier."""
    fitting = [
        row
        for row in rows
        if 330 <= (row["as_of"] - start["as_of"]).days <= 400
        and coverage_pct(row) is not None
        and not any(start["as_of"] < day <= row["as_of"] for day in BREAKS)
    ]
    return min(fitting, key=lambda row: (abs((row["as_of"] - start["as_of"]).days - 365), row["as_of"]), default=None)


def growth(rows: list[Row], start: Row) -> tuple[dt.date, Fraction] | None:
    """(day of the later Stand, points grown) of one case."""
    later, share = a_year_later(rows, start), coverage_pct(start)
    if later is None or share is None:
        return None
    then = coverage_pct(later)
    assert then is not None
    return later["as_of"], then - share


class Case(NamedTuple):
    """The growth of a district from a Stand to the one about a year later, by which it is known."""

    area: str
    start: dt.date
    known: dt.date
    points: Fraction


def growths(q: Question) -> list[Case]:
    """Every case of the districts."""
    found = []
    for area, rows in fibre(q).items():
        for row in rows:
            grown = growth(rows, row)
            if area != CITY and grown:
                found.append(Case(area, row["as_of"], *grown))
    return found


def clamped(share: Fraction | None, points: Fraction | None) -> Fraction | None:
    """A share that has grown so much, between 0 and 100."""
    return None if share is None or points is None else min(max(share + points, Fraction(0)), Fraction(100))


def coverage(q: Question) -> list[Row]:
    """outlook/coverage: the latest Stand of each area and its range."""
    cases = growths(q)
    points = [case.points for case in cases]
    counts = {"cases": len(cases), "areas_behind": len({case.area for case in cases})}
    counts["base_dates"] = len({case.start for case in cases})
    found = []
    for area, rows in fibre(q).items():
        last, share = rows[-1], coverage_pct(rows[-1])
        found.append(
            {"area_id": area, "area_name": last["area_name"], "as_of": last["as_of"], "coverage_pct": share}
            | {"a_year_later": last["as_of"] + dt.timedelta(365), **counts}
            | {"low_pct": clamped(share, nearest_rank(points, 1)), "high_pct": clamped(share, nearest_rank(points, 9))}
        )
    return found


def coverage_verdict(cases: list[Case], rows: list[Row], start: Row) -> str:
    """What became of the range of a Stand; `none` where too little had been measured by then."""
    known = [case.points for case in cases if case.known <= start["as_of"]]
    low, high, came = nearest_rank(known, 1), nearest_rank(known, 9), growth(rows, start)
    if low is None:
        return "none"
    if came is None:
        return "undecided"
    return "too_low" if came[1] < low else "too_high" if came[1] > high else "hits"


def coverage_tested(q: Question) -> list[Row]:
    """outlook/coverage_tested: the city apart from its districts."""
    found, cases = [], growths(q)
    for level, is_city in (("Gemeinde", True), ("Stadtbezirk", False)):
        became = [
            (area, row["as_of"], coverage_verdict(cases, rows, row))
            for area, rows in fibre(q).items()
            for row in rows
            if (area == CITY) is is_city and coverage_pct(row) is not None
        ]
        counts = Counter(word for *_, word in became)
        given = [area for area, _, word in became if word != "none"]
        bases = {day for _, day, word in became if word in ("hits", "too_low", "too_high")}
        if became:
            found.append(
                {"level": level, "asked_for": len(became), "ranges": len(given), "areas": len(set(given))}
                | {"decided": counts["hits"] + counts["too_low"] + counts["too_high"]}
                | {"base_dates": len(bases)}
                | {name: counts[name] for name in ("hits", "too_low", "too_high", "undecided")}
            )
    return found
