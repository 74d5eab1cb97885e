"""Questions about measures."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pandas as pd

from analytics.engine import Engine
from analytics.filters import EVERYTHING, Selection
from analytics.queries.answer import Asked, Figure, measure, selected


class StatusCount(NamedTuple):
    """How many measures of a field of action have a status."""

    field_of_action: str
    status: str
    measures: int


class Slippage(NamedTuple):
    """Days the expected end lies behind valid plan and baseline (negative = early); shifts = times it moved back."""

    measure_id: str
    valid_end: dt.date | None
    expected_end: dt.date | None
    days_late_baseline: int | None
    days_late_valid: int | None
    shifts: int


class RatingPair(NamedTuple):
    """Reported and computed rating (grün, gelb, rot, grau) and the German reason of the computed one."""

    measure_id: str
    reported_rating: str
    computed_rating: str
    rule: str
    differs: bool


class ListedMeasure(NamedTuple):
    """A measure in a list: what it is, who leads it, and where it stands; days late are negative when early."""

    measure_id: str
    title: str
    field_of_action: str
    department: str
    division: str
    committee: str
    districts: list[str]
    status: str
    reported_rating: str
    computed_rating: str
    rule: str
    progress_pct: float
    start_planned: dt.date
    end_baseline: dt.date
    valid_end: dt.date | None
    expected_end: dt.date | None
    days_late_valid: int | None
    is_late: bool
    decision_needed: str | None
    decision_due: dt.date | None


class MeasureState(NamedTuple):
    """A measure at a reporting date; money in EUR of all budget years at costs_as_of, None before the first costs."""

    measure_id: str
    as_of: dt.date
    status: str
    reported_rating: str
    computed_rating: str
    rule: str
    progress_pct: float
    valid_end: dt.date | None
    expected_end: dt.date | None
    days_late_valid: int | None
    costs_as_of: dt.date | None
    budget_eur: float | None
    actual_eur: float | None
    forecast_eur: float | None


class Sheet(NamedTuple):
    """All that is known of a measure at `as_of`; is_overdue = open, and the deadline of its decision has passed."""

    measure_id: str
    as_of: dt.date
    title: str
    field_of_action: str
    department: str
    division: str
    committee: str
    districts: list[str]
    status: str
    reported_rating: str
    computed_rating: str
    rule: str
    progress_pct: float
    start_planned: dt.date
    end_baseline: dt.date
    end_rebaselined: dt.date | None
    rebaseline_paper: str | None
    valid_end: dt.date | None
    end_forecast: dt.date | None
    end_actual: dt.date | None
    expected_end: dt.date | None
    days_late_baseline: int | None
    days_late_valid: int | None
    is_late: bool
    shifts: int
    reason: str | None
    mitigation: str | None
    impact: str | None
    options: str | None
    decision_needed: str | None
    decision_due: dt.date | None
    is_overdue: bool
    owner: str | None
    reported_on: dt.date | None
    paper: str | None
    city_goal: str | None
    gender_aspects: str
    is_public: bool
    outcome: str | None
    outcome_target: float | None
    outcome_actual: float | None
    outcome_unit: str | None


BY_STATUS = Figure("measures/by_status", "measures", StatusCount, selected)
SLIPPAGE = Figure("measures/slippage", "measures", Slippage, selected)
RATING = Figure("measures/rating", "measures", RatingPair, selected)
LIST = Figure("measures/list", "measures", ListedMeasure, selected)
HISTORY = Figure("measures/history", "measures", MeasureState, measure)
SHEET = Figure("measures/sheet", "measures", Sheet, measure)


def by_status(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One StatusCount per field of action and status that occurs."""
    return BY_STATUS.frame(engine, Asked(selection))


def slippage(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One Slippage per measure."""
    return SLIPPAGE.frame(engine, Asked(selection))


def rating(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One RatingPair per measure."""
    return RATING.frame(engine, Asked(selection))


def listed(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One ListedMeasure per measure of the selection."""
    return LIST.frame(engine, Asked(selection))


def history(engine: Engine, selection: Selection = EVERYTHING, measure_id: str | None = None) -> pd.DataFrame:
    """One MeasureState per reporting date up to the day asked, of one measure or of every; only the day narrows it."""
    return HISTORY.frame(engine, Asked(selection, measure=measure_id))


def sheet(engine: Engine, selection: Selection, measure_id: str) -> Sheet | None:
    """The Sheet of one measure, whatever else is selected; None where the viewer has no such measure on that day."""
    rows = SHEET.table(engine, Asked(selection, measure=measure_id)).to_pylist()
    return Sheet(**rows[0]) if rows else None
