"""Questions of the Überblick."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

import pandas as pd

from analytics.engine import Engine
from analytics.filters import EVERYTHING, Selection
from analytics.queries.answer import Asked, Figure, city, selected


class Kpis(NamedTuple):
    """Measures are counts; money in EUR of `budget_year`; coverage in percent of the city's private households."""

    as_of: dt.date
    costs_as_of: dt.date | None
    measures_total: int
    measures_planned: int
    measures_running: int
    measures_completed: int
    measures_paused: int
    measures_stopped: int
    measures_late: int
    rating_red_reported: int
    rating_red_computed: int
    ratings_differ: int
    decisions_open: int
    budget_year: int
    budget_eur: float | None
    pending_eur: float | None
    actual_eur: float | None
    committed_eur: float | None
    available_eur: float | None
    forecast_eur: float | None
    funding_eur: float | None
    funding_share_pct: float | None
    gigabit_pct: float | None
    gigabit_as_of: dt.date | None
    fibre_pct: float | None
    fibre_as_of: dt.date | None


class CostBlock(NamedTuple):
    """A block of the Kostentabelle in a budget year, in EUR: Investiv, Laufend, Personal, Veranstaltungen."""

    budget_year: int
    cost_block: str
    budget_eur: float
    pending_eur: float
    actual_eur: float
    committed_eur: float
    available_eur: float
    forecast_eur: float


class Decision(NamedTuple):
    """An open measure that is red or names a decision: cause, effect, options, deadline and who; None = not reported.

    days_overdue counts at the reporting date, 0 = still in time, None = without a deadline.
    """

    measure_id: str
    title: str
    field_of_action: str
    department: str
    computed_rating: str
    reported_rating: str
    rule: str
    reason: str | None
    impact: str | None
    options: str | None
    mitigation: str | None
    decision_needed: str | None
    decision_due: dt.date | None
    days_overdue: int | None
    owner: str | None
    committee: str


KPIS = Figure("overview/kpis", "measures", Kpis, selected, city)
COST_BLOCKS = Figure("overview/cost_blocks", "costs", CostBlock, selected)
DECISIONS = Figure("overview/decisions", "measures", Decision, selected)


def kpis(engine: Engine, selection: Selection = EVERYTHING) -> Kpis:
    """The key figures for the day asked; NoSuchDate before the first measures."""
    row: dict[str, Any] = KPIS.table(engine, Asked(selection)).to_pylist()[0]
    return Kpis(**row)


def cost_blocks(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One CostBlock per budget year and block that occurs."""
    return COST_BLOCKS.frame(engine, Asked(selection))


def decisions(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One Decision per open measure that is red or names a decision, the most urgent first."""
    return DECISIONS.frame(engine, Asked(selection))
