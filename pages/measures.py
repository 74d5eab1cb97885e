"""Maßnahmen: which are late, how far they are from plan, and one of them with all that is known (`?nr=`)."""

from __future__ import annotations

import functools

import streamlit as st

from analytics.figures.measures import measure_list, ratings, schedule
from analytics.figures.measures import status as measure_figures
from analytics.figures.measures.timeline import TIMELINE_LEGEND, timeline
from analytics.queries import measures
from analytics.reference import reference
from pages.components import address, blocks, chart, measure_view
from pages.components import table as tables
from pages.components.chart import Answer
from pages.components.filter_bar import filter_bar
from pages.components.search import search
from pages.components.session import open_view
from pages.components.status_answer import QUESTION, status_answer
from pages.components.table import Source

EXCERPT = {"auszug": f"die ersten {schedule.SHORTENED}", "alle": "alle"}


def rating() -> Answer:
    """Ampel by field of action."""
    fields = reference().fields_of_action
    return Answer(
        ratings.rating_sentence(listed),
        "Ein Zeichen je Maßnahme",
        ratings.rating_by_field(listed, chart.theme(), fields),
        ratings.rating_table(listed, fields),
        source,
        ratings.RATING_LEGEND,
    )


def standing() -> None:
    """How far, and how far from plan."""
    blocks.section("Stand und Ampel", measure_figures.how_many(measures.by_status(view.engine, view.selection)))
    left, right = blocks.pair("measures")
    with left:
        chart.show(view, QUESTION, functools.partial(status_answer, view))
    with right:
        chart.show(view, "Wo weicht die Umsetzung vom Plan ab?", rating)


def dates() -> None:
    """Plan and outlook of each Maßnahme on one axis of time."""
    blocks.section("Termine", "Verspätung gegenüber dem gültigen Plan")
    question = "Wann werden die Maßnahmen fertig, und wann sollten sie?"
    with chart.card(view, question):
        shown = "alle"
        if len(schedule.with_end(listed)) > schedule.SHORTENED:
            shown = address.choose("zeitplan", "Gezeigt werden", list(EXCERPT), "auszug", EXCERPT.get, as_buttons=True)
        is_short = shown == "auszug"
        make = functools.partial(planned, is_short=is_short)
        chart.answer(view, question, make, view.measure_link, is_kept=is_short)


def planned(*, is_short: bool) -> Answer:
    """The schedule, or its most delayed part."""
    rows = schedule.shown(listed, is_short=is_short)
    return Answer(
        schedule.timeline_sentence(listed, is_short=is_short),
        "Zeitplan",
        timeline(rows, source.as_of, chart.theme()),
        schedule.timeline_table(rows),
        source,
        TIMELINE_LEGEND,
    )


def everything() -> None:
    """The list itself: sorted, searched, and with every column as a file."""
    blocks.section("Alle Maßnahmen", "die Nummer führt zum Steckbrief")
    with st.container(key="measure-controls", horizontal=True, vertical_alignment="bottom"):
        words = search("Suche", "Nummer, Titel …")
        order = address.choose(
            "sortierung", "Sortierung", list(measure_list.ORDERS), "verspaetung", measure_list.ORDERS.get
        )
    found = measure_list.ordered(measure_list.matching(listed, words), order)
    blocks.sentence(measure_list.found_sentence(len(found), len(listed), words))
    if found.empty:
        return
    chosen, names = view.selection.districts, reference().districts
    with st.container(key="measure-list"):
        blocks.html(tables.table_html(measure_list.list_table(found, chosen, names), view.measure_link))
        tables.downloads(view, measure_list.full_table(found, chosen, names), source)
    tables.source_note(view, source, "Die Dateien enthalten alle Spalten.")


view = open_view()
filter_bar(view)
number = st.query_params.get(measure_view.NUMBER)
sheet = measures.sheet(view.engine, view.selection, number) if number else None
if sheet:
    measure_view.show(view, sheet)
else:
    if number:
        measure_view.unknown(number)
    source = Source("massnahmen.csv", view.as_of)
    listed = measures.listed(view.engine, view.selection)
    blocks.page_head("Welche Maßnahmen sind verspätet?", measure_list.lead(listed))
    if listed.empty:
        chart.empty(view, "So gibt es nichts zu zeichnen und nichts aufzulisten.")
    else:
        standing()
        dates()
        everything()
blocks.footer(view)
