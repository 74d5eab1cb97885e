"""Questions about what was promised: posts of a Drucksache, money until a day, the result of a year. Amounts in EUR."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pandas as pd

from analytics.engine import Engine
from analytics.filters import EVERYTHING, Selection
from analytics.queries.answer import Asked, Figure, posts_listed, selected


class PostYear(NamedTuple):
    """The Personal of a measure that stands for a post; `is_known` = the measure is delivered at the date asked.

    Year and amounts are None where the measure has no Personal at all.
    """

    measure_id: str
    budget_year: int | None
    is_known: bool
    pending_eur: float | None
    decided_eur: float | None
    approved_eur: float | None
    budget_eur: float | None
    actual_eur: float | None
    committed_eur: float | None
    forecast_eur: float | None


class FundingTerm(NamedTuple):
    """The cost cells of a programme with the same earliest term, over all years; None = no term was delivered.

    `days_left` counts from the costs' reporting date, below 0 when the term has passed. The own share is the
    Eigenmittel of the `measures` that this line funds; a measure of two lines counts in both.
    """

    funding_programme: str
    expires: dt.date | None
    granted_eur: float
    drawn_eur: float
    open_eur: float
    days_left: int | None
    measures: int
    own_budget_eur: float
    own_open_eur: float


class ForecastCase(NamedTuple):
    """What was forecast for a year that is over, and what was spent; deviation = forecast - actual."""

    budget_year: int
    forecast_as_of: dt.date
    forecast_eur: float
    actual_as_of: dt.date
    actual_eur: float
    deviation_eur: float
    deviation_pct: float | None


POSTS = Figure("costs/posts", "costs", PostYear, selected, posts_listed)
FUNDING_CLOCK = Figure("costs/funding_clock", "costs", FundingTerm, selected)
FORECAST_ACCURACY = Figure("costs/forecast_accuracy", "costs", ForecastCase, selected)


def posts(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One PostYear per listed measure that is known or booked, and budget year of its Personal."""
    return POSTS.frame(engine, Asked(selection))


def funding_clock(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One FundingTerm per programme and earliest term of its cells."""
    return FUNDING_CLOCK.frame(engine, Asked(selection))


def forecast_accuracy(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One ForecastCase per year that is over and costs date within it."""
    return FORECAST_ACCURACY.frame(engine, Asked(selection))
