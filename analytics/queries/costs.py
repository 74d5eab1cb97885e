"""Questions about money; all amounts in EUR."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pandas as pd

from analytics.engine import Engine
from analytics.filters import EVERYTHING, Selection
from analytics.queries.answer import Asked, Figure, selected


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


class CostRow(NamedTuple):
    """A row of the Kostentabelle: what a Teilhaushalt plans and spends on a cost type, and the block it counts to."""

    budget_year: int
    sub_budget: str
    budget_kind: str
    cost_type: str
    cost_block: str
    budget_eur: float
    pending_eur: float
    actual_eur: float
    committed_eur: float
    available_eur: float
    forecast_eur: float


class Part(NamedTuple):
    """What a Produkt plans and spends on a cost type and Gegenstand; both None where no posting names one.

    Without a forecast: that of a cost cell belongs to no posting, so it cannot be split.
    """

    budget_year: int
    sub_budget: str
    product: str | None
    budget_kind: str
    cost_type: str
    asset: str | None
    cost_block: str
    budget_eur: float
    pending_eur: float
    actual_eur: float
    committed_eur: float
    available_eur: float


class Approval(NamedTuple):
    """How far the plan of a budget year is: `budget_eur` = beschlossen + genehmigt, what is angemeldet comes on top."""

    budget_year: int
    pending_eur: float
    decided_eur: float
    approved_eur: float
    budget_eur: float


class Month(NamedTuple):
    """What a budget year plans and spends in a month; None = postings for the whole year."""

    budget_year: int
    month: int | None
    planned_eur: float
    actual_eur: float


class WithoutMeasure(NamedTuple):
    """Money of a budget year whose measure is not known at the date asked."""

    budget_year: int
    budget_eur: float
    actual_eur: float
    committed_eur: float


class Funding(NamedTuple):
    """A funding programme over all years; `expires` = earliest day given."""

    funding_programme: str
    granted_eur: float
    drawn_eur: float
    open_eur: float
    expires: dt.date | None


PLAN_VS_ACTUAL = Figure("costs/plan_vs_actual", "costs", PlanVsActual, selected)
BY_SUB_BUDGET = Figure("costs/by_sub_budget", "costs", SubBudget, selected)
COST_TABLE = Figure("costs/cost_table", "costs", CostRow, selected)
BREAKDOWN = Figure("costs/breakdown", "costs", Part, selected)
APPROVAL = Figure("costs/approval", "costs", Approval, selected)
BY_MONTH = Figure("costs/by_month", "costs", Month, selected)
WITHOUT_MEASURE = Figure("costs/without_measure", "costs", WithoutMeasure, selected)
FUNDING = Figure("costs/funding", "costs", Funding, selected)


def plan_vs_actual(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One PlanVsActual per budget year, kind and cost type."""
    return PLAN_VS_ACTUAL.frame(engine, Asked(selection))


def by_sub_budget(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One SubBudget per budget year and sub-budget."""
    return BY_SUB_BUDGET.frame(engine, Asked(selection))


def cost_table(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One CostRow per budget year, sub-budget, kind and cost type."""
    return COST_TABLE.frame(engine, Asked(selection))


def breakdown(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One Part per budget year, sub-budget, product, kind, cost type and asset."""
    return BREAKDOWN.frame(engine, Asked(selection))


def approval(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One Approval per budget year."""
    return APPROVAL.frame(engine, Asked(selection))


def by_month(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One Month per budget year and month that has postings."""
    return BY_MONTH.frame(engine, Asked(selection))


def without_measure(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One WithoutMeasure per budget year that has such money."""
    return WITHOUT_MEASURE.frame(engine, Asked(selection))


def funding(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One Funding per programme."""
    return FUNDING.frame(engine, Asked(selection))


def costs_as_of(engine: Engine, selection: Selection = EVERYTHING) -> dt.date:
    """The reporting date of the costs that answer; NoSuchDate when there are none by the day asked."""
    answers = engine.asked("costs", selection.day)
    return max(day for day in engine.reporting_dates("costs") if day <= answers)


def budget_years(engine: Engine, selection: Selection = EVERYTHING) -> tuple[int, ...]:
    """The budget years with postings at the day asked, whatever else is selected; ascending."""
    every = plan_vs_actual(engine, EVERYTHING.on(selection.day))
    return tuple(sorted({int(year) for year in every["budget_year"]}))
