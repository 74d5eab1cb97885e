"""The one answer that two pages give: how much of a year's budget is spent or bound."""

from __future__ import annotations

import datetime as dt

from analytics.figures.costs import blocks
from analytics.queries import overview
from pages.components.chart import Answer
from pages.components.session import View
from pages.components.table import Source


def budget_question(year: int) -> str:
    """What is asked of the budget year."""
    return f"Wie viel vom Budget {year} ist ausgegeben oder gebunden?"


def budget_answer(view: View, year: int, costs_as_of: dt.date | None) -> Answer:
    """The budget of the year by Kostenblock."""
    amounts = overview.cost_blocks(view.engine, view.selection)
    return Answer(
        blocks.plan_vs_actual_sentence(amounts, year),
        "Balken im Rahmen des Ansatzes",
        blocks.plan_vs_actual(amounts, year, view.tokens),
        blocks.plan_vs_actual_table(amounts, year),
        Source("kosten.csv", costs_as_of, figures=("overview/cost_blocks",)),
        blocks.BUDGET_LEGEND,
    )
