"""The one answer that two pages give: how far the fields of action are."""

from __future__ import annotations

from analytics.figures.measures import status
from analytics.queries import measures
from analytics.reference import reference
from pages.components.chart import Answer
from pages.components.session import View
from pages.components.table import Source

QUESTION = "Wie weit sind die Handlungsfelder?"


def status_answer(view: View) -> Answer:
    """Bearbeitungsstand by field of action."""
    counts, fields = measures.by_status(view.engine, view.selection), reference().fields_of_action
    return Answer(
        status.status_sentence(counts),
        "Gestapelte Balken",
        status.status_by_field(counts, view.tokens, fields),
        status.status_table(counts, fields),
        Source("massnahmen.csv", view.as_of, figures=("measures/by_status",)),
        status.STATUS_LEGEND,
    )
