"""Ranges worked out by hand: twenty cases of the same class, ended 1 to 20 days later than expected."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from tests.deliveries import broadband, measure
from tests.reference import Books, Row
from tests.reference.examples import Example

START, NOW, LATER = dt.date(2020, 1, 1), dt.date(2020, 5, 1), dt.date(2020, 9, 1)
BEFORE, BETWEEN = dt.date(2019, 8, 1), dt.date(2020, 2, 1)
EXPECTED = dt.date(2020, 3, 1)
SOON = NOW + dt.timedelta(100)
DONE = {"status": "abgeschlossen", "progress_pct": Decimal(100)}


def books(*rows: Row) -> Books:
    return {day: {"measures": [row for row in rows if row["as_of"] == day]} for day in {row["as_of"] for row in rows}}


def begun(name: str, **values: Any) -> Row:
    """In Umsetzung on the first date, expected to end on 1 March."""
    return measure(START, name, end_forecast=EXPECTED, **values)


def ended(days: int, day: dt.date = NOW) -> list[Row]:
    """A case that ended so many days later."""
    name = f"c{days:02}"
    return [begun(name), measure(day, name, end_actual=EXPECTED + dt.timedelta(days), **DONE)]


def cases(count: int) -> list[Row]:
    """They ended 1, 2, 3 … days later."""
    return [row for days in range(1, count + 1) for row in ended(days)]


def asked(name: str = "x", end: dt.date = SOON, day: dt.date = NOW) -> Row:
    """A measure whose range is asked for."""
    return measure(day, name, end_forecast=end)


def after(name: str, **values: Any) -> Row:
    """What had become of it on the last date."""
    return measure(LATER, name, **values)


def on(days: int, end: dt.date = SOON) -> dt.date:
    return end + dt.timedelta(days)


def growing(*shares: int, area: str = "03241001-01", level: str = "Stadtbezirk", start: int = 2000) -> list[Row]:
    """Fibre of an area on 1 January of each year, in percent."""
    place = {"area_id": area, "level": level, "area_name": area, "technology": "FTTB/H"}
    days = [dt.date(start + number, 1, 1) for number in range(len(shares))]
    return [broadband(day, **place, coverage_pct=Decimal(share)) for day, share in zip(days, shares, strict=True)]


def network(*rows: Row) -> Books:
    return {dt.date(2024, 1, 1): {"broadband": list(rows)}}


RANGE = {"cases": 20, "earliest_end": on(2), "latest_end": on(18)}
NO_RANGE = {"earliest_end": None, "latest_end": None}
STAIRS = [sum(range(step + 1)) for step in range(10)]  # grows by 1, 2 … 9 points
MEASURES, TESTED = "outlook/measures", "outlook/measures_tested"

EXAMPLES = (
    Example("of twenty cases the second and the eighteenth", books(*cases(20), asked()), MEASURES, [RANGE]),
    Example("nineteen are too few", books(*cases(19), asked()), MEASURES, [{"cases": 19, **NO_RANGE}]),
    Example("of twenty-one the third and the nineteenth", books(*cases(21), asked()), MEASURES,
            [{"cases": 21, "earliest_end": on(3), "latest_end": on(19)}]),
    Example("nothing has been delivered before", books(asked()), MEASURES,
            [{"cases": 0, "cases_without_end": 0, **NO_RANGE}]),
    Example("paused, stopped and vanished have no end and are counted apart",
            books(*cases(20), begun("p"), measure(NOW, "p", status="zurückgestellt"), begun("s"),
                  measure(NOW, "s", status="eingestellt"), begun("v"), asked()),
            MEASURES, [{**RANGE, "cases_without_end": 3}]),
    Example("what was filed away after it was done keeps its end",
            books(*cases(19), begun("f"), measure(EXPECTED, "f", end_actual=EXPECTED, **DONE), asked()), MEASURES,
            [{"cases": 20, "cases_without_end": 0, "earliest_end": on(1), "latest_end": on(17)}]),
    Example("what is still open ends when it is expected today", books(*cases(19), begun("o"), asked("o")), MEASURES,
            [{"measure_id": "o", "cases": 20, "latest_end": on(18)}]),
    Example("its time has not come: an early end is no case yet",
            books(*cases(19), measure(START, "e", end_forecast=on(1, NOW)), measure(NOW, "e", end_actual=NOW, **DONE),
                  asked()), MEASURES, [{"cases": 19}]),
    Example("one measure reported on many dates is one case",
            books(*cases(19), *(measure(START + dt.timedelta(day), "c07", end_forecast=EXPECTED)
                                for day in range(1, 40)), asked()), MEASURES, [{"cases": 19, **NO_RANGE}]),
    Example("many dates without an end are one case without an end",
            books(*cases(20), begun("p"), measure(BETWEEN, "p", end_forecast=EXPECTED),
                  measure(NOW, "p", status="zurückgestellt"), asked()), MEASURES, [{**RANGE, "cases_without_end": 1}]),
    Example("a case is what was said first, not what was corrected since",
            books(*cases(20), measure(BETWEEN, "c18", end_forecast=EXPECTED + dt.timedelta(18)), asked()), MEASURES,
            [RANGE]),
    Example("what was said first has not come, so what was said later is no case",
            books(*cases(19), measure(START, "b", end_forecast=on(1, NOW)),
                  measure(BETWEEN, "b", end_forecast=EXPECTED), measure(NOW, "b", end_actual=EXPECTED, **DONE),
                  asked()), MEASURES, [{"cases": 19, **NO_RANGE}]),
    Example("each class has its own first date",
            books(measure(BEFORE, "c01", end_forecast=EXPECTED), *cases(20), asked()), MEASURES, [RANGE]),
    Example("geplant is no case", books(*cases(19), begun("g", status="geplant"), asked()), MEASURES, [{"cases": 19}]),
    Example("a range never begins before the reporting date", books(*cases(20), asked(end=NOW)), MEASURES,
            [{"expected_end": NOW, "earliest_end": on(2, NOW), "latest_end": on(18, NOW)}]),
    Example("classes end with their last day",
            books(*(asked(str(days), on(days, NOW)) for days in (180, 181, 365, 366))), MEASURES,
            [{"measure_id": name, "remaining": left} for name, left in
             (("180", "bis 180 Tage"), ("181", "bis 365 Tage"), ("365", "bis 365 Tage"), ("366", "länger"))]),
    Example("a role has its own cases",
            books(*(row | {"is_public": row["measure_id"] != "c01"} for row in cases(20)), asked()), MEASURES,
            [{"cases": 19, **NO_RANGE}], role="oeffentlich"),
    Example("what became of five ranges",
            books(*cases(20), *(asked(name) for name in ("early", "hit", "late", "open", "paused")),
                  after("early", end_actual=on(1), **DONE), after("hit", end_actual=on(18), **DONE),
                  after("late", end_actual=on(19), **DONE), after("paused", status="zurückgestellt"),
                  after("open", end_forecast=LATER)),
            TESTED,
            [{"remaining": "bis 180 Tage", "asked_for": 25, "ranges": 5, "decided": 4, "hits": 1,
              "too_early": 1, "too_late": 2, "undecided": 0, "without_end": 1, "cases": 24, "cases_without_end": 1}]),
    Example("open as long as its latest end has not passed",
            books(*cases(20), asked("open", on(-18, LATER)), after("open", end_forecast=on(9, LATER))), TESTED,
            [{"ranges": 1, "decided": 0, "too_late": 0, "undecided": 1}]),
    Example("of one measure the first range is tested, those of later dates are not",
            books(*cases(20), asked("late"), asked("late", on(-20), BETWEEN), asked("late", on(5), dt.date(2020, 6, 1)),
                  after("late", end_actual=on(20), **DONE)), TESTED,
            [{"asked_for": 21, "ranges": 1, "decided": 1, "hits": 0, "too_late": 1, "cases": 21}]),
    Example("no earlier date, nothing to test", books(asked()), TESTED, []),
    Example("fibre stands on the years of its districts",
            network(*growing(*STAIRS), *growing(*STAIRS, area="03241001-02"), *growing(30, 32, area="03241001-03"),
                    *growing(95, 99, area="03241001-04"), *growing(60, 90, area="03241001", level="Gemeinde")),
            "outlook/coverage",
            [{"area_id": "03241001", "cases": 20, "areas_behind": 4, "base_dates": 9, "low_pct": 91, "high_pct": 98},
             {"area_id": "03241001-01", "coverage_pct": 45, "a_year_later": dt.date(2010, 1, 1), "low_pct": 46,
              "high_pct": 53},
             {"area_id": "03241001-02"}, {"area_id": "03241001-03", "low_pct": 33, "high_pct": 40},
             {"area_id": "03241001-04", "low_pct": 100, "high_pct": 100}]),
    Example("a break of method parts the years, and nineteen are too few",
            network(*growing(*STAIRS), *growing(*STAIRS, area="03241001-02"),
                    *growing(10, 20, start=2015, area="03241001-03"), *growing(10, 20, start=2019, area="03241001-04"),
                    *growing(10, 20, start=2016, area="03241001-05")),
            "outlook/coverage", [{"cases": 19, "low_pct": None, "high_pct": None}] * 5),
    Example("ranges of fibre against what came; the city for itself",
            network(*growing(*STAIRS), *growing(*STAIRS, area="03241001-02"), *growing(*STAIRS, area="03241001-03"),
                    *growing(7, 8, 9, area="03241001", level="Gemeinde", start=2007)),
            "outlook/coverage_tested",
            [{"level": "Gemeinde", "asked_for": 3, "ranges": 3, "areas": 1, "decided": 2, "base_dates": 2, "hits": 2,
              "undecided": 1},
             {"level": "Stadtbezirk", "asked_for": 30, "ranges": 9, "areas": 3, "decided": 6, "base_dates": 2,
              "hits": 0, "too_low": 0, "too_high": 6, "undecided": 3}]),
)  # fmt: skip
