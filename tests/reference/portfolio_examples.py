"""Hand-made portfolios for tests/reference/examples.py: plans that miss their year, reports, a ledger of every kind."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.deliveries import measure
from tests.reference.question import Books, Row

HALVES = tuple(dt.date(year, month, day) for year in (2019, 2020) for month, day in ((6, 30), (12, 31)))
H1, H2, H3, H4 = HALVES
PLAN, LATER, NEXT = dt.date(2020, 10, 1), dt.date(2021, 5, 1), dt.date(2022, 5, 1)
PAUSED: dict[str, Any] = {"status": "zurückgestellt", "end_forecast": LATER}
"""A forecast that does not count: a paused measure has no end."""


def course(measure_id: str, *ends: dt.date | dict[str, Any] | None, **values: Any) -> list[Row]:
    """A measure that should end in October 2020, half-year by half-year; "gone" = no row."""
    rows = []
    for day, end in zip(HALVES, ends, strict=True):
        said = end if isinstance(end, dict) else {"end_forecast": end}
        if not said.get("gone"):
            rows.append(measure(day, measure_id, start_planned=H1, end_baseline=PLAN, **values | said))
    return rows


def books(*courses: list[Row]) -> Books:
    return {day: {"measures": [row for rows in courses for row in rows if row["as_of"] == day]} for day in HALVES}


GONE: dict[str, Any] = {"gone": True}
MOVED: dict[str, Any] = {"end_rebaselined": LATER, "rebaseline_paper": "0815/2020", "end_forecast": NEXT}
MISSING = books(
    course("1", None, LATER, LATER, LATER),
    course("2", LATER, LATER, None, LATER),
    course("3", LATER, PAUSED, LATER, LATER),
    course("4", LATER, GONE, LATER, LATER),
    course("5", LATER, LATER, LATER, MOVED),
    course("6", LATER, LATER, LATER, None),
    course("7", LATER, LATER, LATER, PAUSED),
    course("8", None, None, None, dt.date(2020, 12, 31)),
    course("9", LATER, LATER, LATER, LATER, is_public=False),
)
MISSED: list[Row] = [
    {"measure_id": "1", "missed_year": 2020, "days_late_valid": 212, "known_since": H2},
    {"measure_id": "2", "known_since": H4},
    {"measure_id": "3", "known_since": H3},
    {"measure_id": "4", "known_since": H3},
    {"measure_id": "5", "missed_year": 2021, "end_baseline": PLAN, "valid_end": LATER, "known_since": H4},
]
MOVES: list[Row] = [
    {"as_of": H1, "expected_end": PLAN, "days_moved": 0},
    {"as_of": H2, "expected_end": LATER, "days_moved": 212},
    {"as_of": H3, "expected_end": LATER, "days_moved": 212},
    {"as_of": H4, "expected_end": LATER, "days_moved": 212},
]
PAUSED_FIRST = books(course("1", PAUSED, LATER, PAUSED, dt.date(2021, 4, 30)))
MOVES_OF_PAUSED: list[Row] = [
    {"as_of": H1, "expected_end": None, "days_moved": None},
    {"as_of": H2, "expected_end": LATER, "days_moved": 0},
    {"as_of": H3, "expected_end": None, "days_moved": None},
    {"as_of": H4, "expected_end": dt.date(2021, 4, 30), "days_moved": -1},
]


def done(end: dt.date, **values: Any) -> dict[str, Any]:
    return {"status": "abgeschlossen", "end_actual": end, **values}


COMING_AND_GOING = books(
    course("always", None, None, None, None),
    course("back", None, GONE, None, None),
    course("finished", None, done(H2), done(H2), None),
    course("new and finished", GONE, done(H2), done(H2), done(H2)),
    course("renamed", None, {"title": "Neu"}, {"title": "Neu", "department": "I"}, {"division": "37", "title": "Neu"}),
    course("stopped", None, PAUSED, {"status": "eingestellt"}, {"status": "eingestellt"}),
    course("vanished", None, GONE, GONE, GONE),
)
ZERO = dict.fromkeys(("returned", "vanished", "finished", "paused", "stopped", "resumed", "relabelled"), 0)
LEDGER: list[Row] = [
    {
        "as_of": H1,
        "previous": None,
        "measures_before": 0,
        "added": 6,
        "measures_after": 6,
        "cohort": 6,
        "cohort_running": 6,
    }
    | ZERO,
    {"as_of": H2, "previous": H1, "measures_before": 6, "added": 1, "measures_after": 5, "cohort_vanished": 2}
    | ZERO
    | {"vanished": 2, "finished": 1, "completed_after": 2, "paused": 1, "relabelled": 1},
    {"as_of": H3, "measures_before": 5, "added": 1, "measures_after": 6, "cohort_vanished": 1, "cohort_stopped": 1}
    | ZERO
    | {"returned": 1, "stopped": 1, "relabelled": 1},
    {"as_of": H4, "measures_before": 6, "added": 0, "measures_after": 6, "cohort_completed": 0, "cohort_running": 4}
    | ZERO
    | {"resumed": 1, "relabelled": 1},
]
SHORTENED: dict[str, Any] = {"end_rebaselined": H3, "rebaseline_paper": "0815/2020", "division": "37"}


def reported(*late: int) -> list[dict[str, Any]]:
    """Gemeldet so many days after each Stichtag."""
    return [{"reported_on": day + dt.timedelta(by)} for day, by in zip(HALVES, late, strict=True)]


REPORTING = books(
    course("1", *reported(0, 14, 15, -3), division="18"),
    course("2", {}, {"division": "37"}, {"division": "37"}, done(PLAN + dt.timedelta(1), division="37"), division="18"),
    course("3", None, None, None, done(H3 + dt.timedelta(1), **SHORTENED), division="37"),
    course("4", None, GONE, GONE, GONE, division="gone"),
)
KEPT: list[Row] = [
    {"division": "18", "measures": 1, "completed": 0, "still_open": 1, "late_by_valid_end": 1, "late_by_baseline": 1}
    | {"reports": 5, "reports_in_time": 3, "reports_late": 1, "reports_undated": 1},
    {"division": "37", "measures": 2, "completed": 2, "completed_by_valid_end": 0, "completed_by_baseline": 1}
    | {"still_open": 0, "reports": 7, "reports_undated": 7},
    {"division": "gone", "measures": 0, "completed": 0, "reports": 1, "reports_undated": 1},
]
