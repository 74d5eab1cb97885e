"""Questions about measures."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pandas as pd

from analytics.engine import Engine
from analytics.queries.answer import Asked, Figure


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


BY_STATUS = Figure("measures/by_status", "measures", StatusCount)
SLIPPAGE = Figure("measures/slippage", "measures", Slippage)
RATING = Figure("measures/rating", "measures", RatingPair)


def by_status(engine: Engine, as_of: dt.date | None = None) -> pd.DataFrame:
    """One StatusCount per field of action and status that occurs."""
    return BY_STATUS.frame(engine, Asked(as_of))


def slippage(engine: Engine, as_of: dt.date | None = None) -> pd.DataFrame:
    """One Slippage per measure."""
    return SLIPPAGE.frame(engine, Asked(as_of))


def rating(engine: Engine, as_of: dt.date | None = None) -> pd.DataFrame:
    """One RatingPair per measure."""
    return RATING.frame(engine, Asked(as_of))
