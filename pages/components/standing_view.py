"""Maßnahmen as the page opens: how far they are, how far from plan, and their dates on one axis of time."""

from __future__ import annotations

import functools

import pandas as pd

from analytics.figures.measures import ratings, schedule
from analytics.figures.measures import status as measure_figures
from analytics.figures.measures.timeline import TIMELINE_LEGEND, timeline
from analytics.queries import measures
from analytics.reference import reference
from pages.components import address, blocks, chart, list_view
from pages.components.chart import Answer
from pages.components.session import View
from pages.components.status_answer import QUESTION, status_answer
from pages.components.table import Source

EXCERPT = {"auszug": f"die ersten {schedule.SHORTENED}", "alle": "alle"}


def show(view: View, listed: pd.DataFrame) -> None:
    """`listed` = every Maßnahme of the selection."""
    blocks.section("Stand und Ampel", measure_figures.how_many(measures.by_status(view.engine, view.selection)))
    left, right = blocks.pair("measures")
    with left:
        chart.show(view, QUESTION, functools.partial(status_answer, view))
    with right:
        chart.show(view, "Wo weicht die Umsetzung vom Plan ab?", functools.partial(_rating, view, listed))
    _dates(view, listed)
    list_view.show(view, listed)


def _rating(view: View, listed: pd.DataFrame) -> Answer:
    fields = reference().fields_of_action
    return Answer(
        ratings.rating_sentence(listed),
        "Ein Zeichen je Maßnahme",
        ratings.rating_by_field(listed, view.tokens, fields),
        ratings.rating_table(listed, fields),
        _source(view),
        ratings.RATING_LEGEND,
    )


def _dates(view: View, listed: pd.DataFrame) -> None:
    blocks.section("Termine", "Verspätung gegenüber dem gültigen Plan")
    question = "Wann werden die Maßnahmen fertig, und wann sollten sie?"
    with chart.card(view, question):
        shown = "alle"
        if len(schedule.with_end(listed)) > schedule.SHORTENED:
            shown = address.choose("zeitplan", "Gezeigt werden", list(EXCERPT), "auszug", EXCERPT.get, as_buttons=True)
        is_short = shown == "auszug"
        make = functools.partial(_planned, view, listed, is_short=is_short)
        chart.answer(view, question, make, view.measure_link, is_kept=is_short)


def _planned(view: View, listed: pd.DataFrame, *, is_short: bool) -> Answer:
    """The schedule, or its most delayed part."""
    rows = schedule.shown(listed, is_short=is_short)
    assert view.as_of
    return Answer(
        schedule.timeline_sentence(listed, is_short=is_short),
        "Zeitplan",
        timeline(rows, view.as_of, view.tokens),
        schedule.timeline_table(rows),
        _source(view),
        TIMELINE_LEGEND,
    )


def _source(view: View) -> Source:
    return Source("massnahmen.csv", view.as_of, figures=("measures/list",))
