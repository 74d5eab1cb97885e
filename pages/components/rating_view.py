"""Maßnahmen, `?ansicht=meldung`: the reported Ampel beside the computed one, and both axes side by side."""

from __future__ import annotations

import functools

import pandas as pd
import streamlit as st

from analytics import methodology
from analytics.figures.measures import differing, rating_pairs
from analytics.figures.measures.ratings import RATING_LEGEND
from analytics.figures.measures.status import STATUSES
from pages.components import blocks, chart, reading
from pages.components import table as tables
from pages.components.chart import Answer
from pages.components.session import View
from pages.components.table import Source

QUESTION = "Wie oft stimmt die gemeldete Ampel mit der Regel überein?"


def show(view: View, listed: pd.DataFrame) -> None:
    """`listed` = every Maßnahme of the selection."""
    blocks.section("Gemeldet und berechnet", "gemeldet vom Fachbereich, berechnet nach der Ampelregel")
    left, right = blocks.pair("ratings")
    with left:
        chart.show(view, QUESTION, functools.partial(_pairs, view, listed))
    with right, chart.card(view, "Wie rechnet die Regel?"):
        blocks.sentence("Der erste Schritt, der zutrifft, entscheidet.")
        reading.steps(methodology.rating_rule(view.engine.thresholds))
    with st.container(key="rating-tables"):
        _differing(view, listed)
        _axes(view, listed)


def _pairs(view: View, listed: pd.DataFrame) -> Answer:
    return Answer(
        rating_pairs.pairs_sentence(listed),
        "Gestapelte Balken",
        rating_pairs.pairs_chart(listed, view.tokens),
        rating_pairs.pairs_table(listed),
        _source(view, "measures/list", "measures/rating"),
        RATING_LEGEND,
    )


def _differing(view: View, listed: pd.DataFrame) -> None:
    blocks.section("Wo Meldung und Regel auseinandergehen", "die Nummer führt zum Steckbrief")
    table = differing.differing_table(listed)
    if table.rows:
        tables.show(view, table, _source(view, "measures/list", "measures/rating"), view.measure_link)
    else:
        blocks.html(
            '<p class="db-answer">Nirgends: Jede Maßnahme der Auswahl ist so gemeldet, wie die Regel rechnet.</p>'
        )


def _axes(view: View, listed: pd.DataFrame) -> None:
    """A Bearbeitungsstand says where a Maßnahme is, the Ampel how far off plan: a completed one can be critical."""
    blocks.section("Zwei Achsen", "Bearbeitungsstand: wo sie steht; Ampel: wie weit sie vom Plan abweicht")
    left, right = blocks.pair("axes")
    with left, chart.card(view, "Wie steht es um welchen Bearbeitungsstand?"):
        tables.show(view, differing.axes_table(listed, STATUSES), _source(view, "measures/list"))
    with right, chart.card(view, "Welche fertigen Maßnahmen waren nicht im Plan?"):
        blocks.sentence(differing.done_sentence(listed))
        off_plan = differing.done_table(listed)
        if off_plan.rows:
            tables.show(view, off_plan, _source(view, "measures/list"), view.measure_link)


def _source(view: View, *figures: str) -> Source:
    return Source("massnahmen.csv", view.as_of, figures=figures)
