"""The second, slow, obvious implementation of the figures of record (contract.md, "Figures of record") and a few more.

Plain dicts, Decimal and Fraction; no database, no frame. The SQL is doubted with it in test_figures.py. The docstrings
quote the contract; where the contract is silent the reading is said in one line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tests.reference import (
    broadband_pages,
    committees,
    cost_pages,
    districts,
    measure_pages,
    outlook,
    portfolio,
    promises,
)
from tests.reference import figures as f
from tests.reference import selection as chosen_rows
from tests.reference.broadband import PLACE
from tests.reference.question import Books, Deliveries, Limits, NoAnswer, Question, Row

__all__ = ["FIGURES", "Books", "Deliveries", "Limits", "NoAnswer", "Row", "answer"]


@dataclass(frozen=True)
class Figure:
    """A figure of record: the table whose dates decide on exit 2, the key columns, the answer."""

    table: str
    key: tuple[str, ...]
    rows: Callable[[Question], list[Row]]


FIGURES = {
    "overview/kpis": Figure("measures", (), f.overview_kpis),
    "overview/cost_blocks": Figure("costs", ("budget_year", "cost_block"), f.overview_cost_blocks),
    "overview/decisions": Figure("measures", (), f.overview_decisions),
    "measures/by_status": Figure("measures", ("field_of_action", "status"), f.measures_by_status),
    "measures/slippage": Figure("measures", ("measure_id",), f.measures_slippage),
    "measures/rating": Figure("measures", ("measure_id",), f.measures_rating),
    "measures/list": Figure("measures", ("measure_id",), measure_pages.measures_list),
    "measures/history": Figure("measures", ("measure_id", "as_of"), measure_pages.measures_history),
    "measures/sheet": Figure("measures", ("measure_id",), measure_pages.measures_sheet),
    "portfolio/missed": Figure("measures", ("measure_id",), portfolio.missed),
    "portfolio/milestones": Figure("measures", ("measure_id", "as_of"), portfolio.milestones),
    "portfolio/reliability": Figure("measures", ("division",), portfolio.reliability),
    "portfolio/ledger": Figure("measures", ("as_of",), portfolio.ledger),
    "costs/plan_vs_actual": Figure("costs", ("budget_year", "budget_kind", "cost_type"), f.costs_plan_vs_actual),
    "costs/by_sub_budget": Figure("costs", ("budget_year", "sub_budget"), f.costs_by_sub_budget),
    "costs/cost_table": Figure(
        "costs", ("budget_year", "sub_budget", "budget_kind", "cost_type"), cost_pages.costs_cost_table
    ),
    "costs/breakdown": Figure(
        "costs",
        ("budget_year", "sub_budget", "product", "budget_kind", "cost_type", "asset"),
        cost_pages.costs_breakdown,
    ),
    "costs/approval": Figure("costs", ("budget_year",), cost_pages.costs_approval),
    "costs/posts": Figure("costs", ("measure_id", "budget_year"), promises.costs_posts),
    "costs/funding_clock": Figure("costs", ("funding_programme", "expires"), promises.costs_funding_clock),
    "costs/forecast_accuracy": Figure("costs", ("budget_year", "forecast_as_of"), promises.costs_forecast_accuracy),
    "costs/by_month": Figure("costs", ("budget_year", "month"), cost_pages.costs_by_month),
    "costs/without_measure": Figure("costs", ("budget_year",), cost_pages.costs_without_measure),
    "costs/funding": Figure("costs", ("funding_programme",), f.costs_funding),
    "broadband/coverage": Figure("broadband", PLACE, f.broadband_coverage),
    "broadband/trend": Figure("broadband", ("as_of", *PLACE[1:]), f.broadband_trend),
    "broadband/sources": Figure("broadband", ("source",), f.broadband_sources),
    "broadband/districts": Figure("broadband", PLACE, broadband_pages.districts),
    "broadband/user_groups": Figure("broadband", PLACE[1:], broadband_pages.user_groups),
    "broadband/comparison": Figure("broadband", ("as_of", *PLACE), broadband_pages.comparison),
    "districts/overview": Figure("measures", ("district",), districts.overview),
    "districts/measures": Figure("measures", ("district", "measure_id"), districts.measures),
    "districts/trend": Figure("broadband", ("as_of", *PLACE), districts.trend),
    "committees/overview": Figure("measures", ("committee",), committees.overview),
    "committees/control": Figure("measures", ("measure_id",), committees.control),
    "outlook/measures": Figure("measures", ("measure_id",), outlook.measures),
    "outlook/measures_tested": Figure("measures", ("remaining",), outlook.measures_tested),
    "outlook/coverage": Figure("broadband", ("area_id",), outlook.coverage),
    "outlook/coverage_tested": Figure("broadband", ("level",), outlook.coverage_tested),
    "changes/since": Figure("measures", ("measure_id", "change"), f.changes_since),
    "selection/measures": Figure("measures", ("measure_id",), chosen_rows.selection_measures),
    "table/measures": Figure("measures", ("as_of", "measure_id"), f.table_measures),
    "table/costs": Figure("costs", ("as_of", "posting_id"), f.table_costs),
    "table/rows": Figure("deliveries", ("export",), f.table_rows),
    "table/broadband": Figure("broadband", ("as_of", *PLACE), f.table_broadband),
}


def answer(
    deliveries: Deliveries,
    name: str,
    as_of: dt.date | None = None,
    since: dt.date | None = None,
    area: str | None = None,
    role: str = "leitung",
    limits: Limits = Limits(),  # noqa: B008 - frozen
    chosen: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    measure: str | None = None,
) -> list[Row]:
    """The rows of a figure, ordered by its key columns (code point order, nulls last); NoAnswer = exit 2."""
    figure = FIGURES[name]
    day = as_of or deliveries.dates()[-1]
    if deliveries.latest(None if figure.table == "deliveries" else figure.table, day) is None:
        raise NoAnswer(f"{figure.table}: no date up to {day}")
    rows = figure.rows(Question(deliveries, day, since, area, role, limits, dict(chosen), measure))
    return sorted(rows, key=lambda row: [(row[column] is None, row[column]) for column in figure.key])
