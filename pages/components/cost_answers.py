"""What Kosten answers about a budget year: the left-over, the course, the split, the approval, the outlook."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from analytics.figures.costs import accuracy, approval, bridge
from analytics.figures.costs import course as cost_course
from analytics.figures.costs import split as cost_split
from analytics.figures.costs.blocks import Block
from analytics.figures.costs.course_chart import course_chart
from analytics.queries import costs, promises
from pages.components.chart import Answer
from pages.components.session import View
from pages.components.table import Source

BARS = "Balken im Rahmen des Ansatzes"


@dataclass(frozen=True)
class CostYear:
    """A budget year as a reader looks at it: the day of the costs, the amounts of all years, its total and outlook."""

    view: View
    year: int
    this_year: int
    as_of: dt.date
    amounts: pd.DataFrame
    total: Block

    @property
    def is_over(self) -> bool:
        """Before the year asked: nothing is expected of it any more."""
        return self.year < self.this_year

    @property
    def outlook(self) -> float | None:
        """What the year will have cost in the end, in EUR; None where it is over or has no Ansatz."""
        return None if self.is_over or not self.total.budget_eur else self.total.forecast_eur

    def source(self, *figures: str) -> Source:
        """The costs as they stand, and what was asked of them."""
        return Source("kosten.csv", self.as_of, figures=figures)

    def left_over(self) -> Answer:
        """From the Ansatz to what is still available."""
        return Answer(
            bridge.bridge_sentence(self.total, self.year),
            "Brücke",
            bridge.bridge(self.total, self.view.tokens),
            bridge.bridge_table(self.total, self.year),
            self.source("costs/cost_table"),
        )

    def course(self) -> Answer:
        """Spending in the course of the year, beside its plan."""
        months = costs.by_month(self.view.engine, self.view.selection)
        drawn = cost_course.course_of(months, self.year, self.as_of)
        return Answer(
            cost_course.course_sentence(months, self.year, self.as_of),
            "Linie über die Monate",
            course_chart(drawn, self.year, self.outlook, self.view.tokens),
            cost_course.course_table(months, self.year, self.as_of),
            self.source("costs/by_month", "costs/cost_table"),
            cost_course.course_legend(drawn, self.outlook),
        )

    def kinds(self) -> Answer:
        """Investiv and konsumtiv."""
        is_open = self.outlook is not None
        return Answer(
            cost_split.kinds_sentence(self.amounts, self.year),
            BARS,
            cost_split.kinds(self.amounts, self.year, self.view.tokens, forecast=is_open),
            cost_split.kinds_table(self.amounts, self.year),
            self.source("costs/cost_table"),
            cost_split.kinds_legend(self.amounts, self.year, forecast=is_open),
        )

    def all_years(self) -> Answer:
        """Each budget year."""
        return Answer(
            cost_split.years_sentence(self.amounts),
            BARS,
            cost_split.years(self.amounts, self.view.tokens),
            cost_split.years_table(self.amounts),
            self.source("costs/cost_table"),
            cost_split.years_legend(self.amounts),
        )

    def approval(self) -> Answer:
        """How far the plan of each year is."""
        plans = costs.approval(self.view.engine, self.view.selection)
        return Answer(
            approval.approval_sentence(plans, self.year),
            "Balken nach Stand der Genehmigung",
            approval.approval(plans, self.view.tokens),
            approval.approval_table(plans),
            self.source("costs/approval"),
            approval.APPROVAL_LEGEND,
        )

    def reliability(self) -> Answer:
        """What is expected of the year, and how far past forecasts were off."""
        past = promises.forecast_accuracy(self.view.engine, self.view.selection)
        return Answer(
            accuracy.accuracy_sentence(past, self.year, self.outlook, is_over=self.is_over),
            "Balken mit Prognosestrich",
            accuracy.accuracy(past, self.view.tokens),
            accuracy.accuracy_table(past),
            self.source("costs/forecast_accuracy", "costs/cost_table"),
            accuracy.ACCURACY_LEGEND,
        )
