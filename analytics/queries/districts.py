"""Questions about the Stadtbezirke: their measures, and how their coverage develops."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pandas as pd

from analytics.engine import Engine
from analytics.filters import EVERYTHING, Selection
from analytics.queries import answer
from analytics.queries.answer import Asked, Figure


class DistrictCounts(NamedTuple):
    """How many measures concern a district, by status and by computed rating; no district = the whole city."""

    district: str | None
    measures: int
    measures_planned: int
    measures_running: int
    measures_completed: int
    measures_paused: int
    measures_stopped: int
    measures_late: int
    rating_red: int
    rating_yellow: int
    rating_green: int
    rating_grey: int
    decisions_open: int


class DistrictMeasure(NamedTuple):
    """A measure that concerns a district (None = the whole city); is_overdue = open, and its decision is past due."""

    district: str | None
    measure_id: str
    title: str
    field_of_action: str
    status: str
    reported_rating: str
    computed_rating: str
    rule: str
    progress_pct: float
    valid_end: dt.date | None
    expected_end: dt.date | None
    days_late_valid: int | None
    is_late: bool
    decision_needed: str | None
    decision_due: dt.date | None
    is_overdue: bool
    is_public: bool


class DistrictTrend(NamedTuple):
    """The share of a district or of the city at a Stand; None = keine Angabe."""

    as_of: dt.date
    area_id: str
    user_group: str
    technology: str
    min_mbits: int
    coverage_pct: float | None
    source: str


OVERVIEW = Figure("districts/overview", "measures", DistrictCounts, answer.selected, answer.district_codes)
MEASURES = Figure("districts/measures", "measures", DistrictMeasure, answer.selected, answer.district_codes)
TREND = Figure("districts/trend", "broadband", DistrictTrend, answer.city, answer.chosen_districts)


def overview(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One DistrictCounts per district of the selection that measures concern, and one for the whole city."""
    return OVERVIEW.frame(engine, Asked(selection))


def measures(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One DistrictMeasure per district of the selection and measure, and one per measure for the whole city."""
    return MEASURES.frame(engine, Asked(selection))


def trend(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One DistrictTrend per Stand, area (the city, the districts of the selection), user group, technology, class."""
    return TREND.frame(engine, Asked(selection))
