"""Questions about money; all amounts in EUR."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pandas as pd

from analytics.engine import Engine
from analytics.queries.answer import Asked, Figure


class PlanVsActual(NamedTuple):
    """Plan, spending and outlook of a cost type in a budget year."""

    budget_year: int
    budget_kind: str
    cost_type: str
    budget_eur: float
    pending_eur: float
    actual_eur: float
    committed_eur: float
    available_eur: float
    forecast_eur: float


class SubBudget(NamedTuple):
    """What a Teilhaushalt carries in a budget year."""

    budget_year: int
    sub_budget: str
    budget_eur: float
    actual_eur: float
    committed_eur: float
    available_eur: float


class Funding(NamedTuple):
    """A funding programme over all years; `expires` = earliest day given."""

    funding_programme: str
    granted_eur: float
    drawn_eur: float
    open_eur: float
    expires: dt.date | None


PLAN_VS_ACTUAL = Figure("costs/plan_vs_actual", "costs", PlanVsActual)
BY_SUB_BUDGET = Figure("costs/by_sub_budget", "costs", SubBudget)
FUNDING = Figure("costs/funding", "costs", Funding)


def plan_vs_actual(engine: Engine, as_of: dt.date | None = None) -> pd.DataFrame:
    """One PlanVsActual per budget year, kind and cost type."""
    return PLAN_VS_ACTUAL.frame(engine, Asked(as_of))


def by_sub_budget(engine: Engine, as_of: dt.date | None = None) -> pd.DataFrame:
    """One SubBudget per budget year and sub-budget."""
    return BY_SUB_BUDGET.frame(engine, Asked(as_of))


def funding(engine: Engine, as_of: dt.date | None = None) -> pd.DataFrame:
    """One Funding per programme."""
    return FUNDING.frame(engine, Asked(as_of))
