"""Questions about what may come, by what became of comparable cases in the past: ends of measures, fibre a year later.

A range is what at least eight of ten cases did, never a probability; there is none where fewer than twenty stand behind
it. A measure is one case per class of time left, however often it was delivered.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pandas as pd

from analytics.engine import Engine
from analytics.filters import EVERYTHING, Selection
from analytics.queries import answer
from analytics.queries.answer import Asked, Figure


class EndRange(NamedTuple):
    """A running measure and its range; `remaining` = class of time left.

    A case is a measure on the earliest date on which it was in that class; those without an end stand in no range.
    """

    measure_id: str
    title: str
    expected_end: dt.date
    remaining: str
    cases: int
    cases_without_end: int
    earliest_end: dt.date | None
    latest_end: dt.date | None


class EndsTested(NamedTuple):
    """What became of earlier ranges in a class of time left, one per measure, and what ranges of today would rest on.

    asked_for = ranges + those that were not given; ranges = decided + undecided + without_end (paused, stopped or
    vanished since); decided = hits + too_early + too_late. Days against the expected end, negative = early.
    """

    remaining: str
    asked_for: int
    ranges: int
    decided: int
    hits: int
    too_early: int
    too_late: int
    undecided: int
    without_end: int
    cases: int
    cases_without_end: int
    low_days: int | None
    high_days: int | None


class CoverageRange(NamedTuple):
    """Fibre of an area at its latest Stand and its range a year later, in percent of households.

    base_dates = Stände that the cases start from: cases of one Stand depend on each other, so do years that overlap.
    """

    area_id: str
    area_name: str
    as_of: dt.date
    coverage_pct: float | None
    a_year_later: dt.date
    cases: int
    areas_behind: int
    base_dates: int
    low_pct: float | None
    high_pct: float | None


class CoverageTested(NamedTuple):
    """What became of the ranges of earlier Stände; too_low = less fibre came than the range said.

    asked_for = ranges + those that were not given; ranges = decided + undecided; decided = hits + too_low + too_high.
    base_dates = Stände that the decided ones start from.
    """

    level: str
    asked_for: int
    ranges: int
    areas: int
    decided: int
    base_dates: int
    hits: int
    too_low: int
    too_high: int
    undecided: int


AREAS = (answer.city, answer.districts, answer.method_breaks)
MEASURES = Figure("outlook/measures", "measures", EndRange, answer.selected)
MEASURES_TESTED = Figure("outlook/measures_tested", "measures", EndsTested)
COVERAGE = Figure("outlook/coverage", "broadband", CoverageRange, *AREAS)
COVERAGE_TESTED = Figure("outlook/coverage_tested", "broadband", CoverageTested, *AREAS)


def measures(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One EndRange per running measure of the selection; the cases are those of every measure."""
    return MEASURES.frame(engine, Asked(selection))


def measure(engine: Engine, selection: Selection, measure_id: str) -> EndRange | None:
    """The EndRange of one measure, whatever else is selected; None where it is not in Umsetzung."""
    rows = MEASURES.table(engine, Asked(EVERYTHING.on(selection.day))).to_pylist()
    return next((EndRange(**row) for row in rows if row["measure_id"] == measure_id), None)


def measures_tested(engine: Engine, selection: Selection = EVERYTHING) -> list[EndsTested]:
    """One EndsTested per class of time left; only the day of the selection applies."""
    return [EndsTested(**row) for row in MEASURES_TESTED.table(engine, Asked(selection)).to_pylist()]


def coverage(engine: Engine, selection: Selection = EVERYTHING) -> list[CoverageRange]:
    """One CoverageRange for the city and each district; only the day of the selection applies."""
    return [CoverageRange(**row) for row in COVERAGE.table(engine, Asked(selection)).to_pylist()]


def coverage_tested(engine: Engine, selection: Selection = EVERYTHING) -> list[CoverageTested]:
    """One CoverageTested for the city and one for its districts; only the day of the selection applies."""
    return [CoverageTested(**row) for row in COVERAGE_TESTED.table(engine, Asked(selection)).to_pylist()]
