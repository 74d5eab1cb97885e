"""Analyse: the analyst's desk. Any table by any column, the rows behind it, and SQL; the address is the view."""

from __future__ import annotations

import streamlit as st

from analytics.desk import answers
from analytics.desk.pivot import read
from analytics.figures.desk.pivot_words import pivot_sentence
from analytics.figures.overview.lead import Fact
from analytics.saved_views import SavedView, saved_views
from pages.components import (
    address,
    blocks,
    desk_conditions,
    desk_pivot,
    desk_question,
    desk_rows,
    open_data_box,
    saved_view_choice,
    sql_console,
)
from pages.components.desk_address import CONSOLE, PIVOT, ROWS, VIEW, VIEWS
from pages.components.filter_bar import filter_bar
from pages.components.session import open_view


def desk_head(saved: SavedView | None, title: str, *facts: str) -> None:
    """The title of a saved view, or what is asked, and who asked it."""
    by = f"Gefragt von: {saved.asked_by}." if saved and saved.asked_by else ""
    blocks.page_head(saved.title if saved else title, [Fact("", fact) for fact in (*facts, by) if fact])


view = open_view()
asked = read(address.address())
pivot = asked.pivot
way = st.query_params.get(VIEW)
filter_bar(view, shows_measures=way != CONSOLE and pivot.table.export != "broadband")
head = st.container()
with st.container(key="desk-start"):
    saved = saved_view_choice.choose()
    way = address.choose(VIEW, "Ansicht", list(VIEWS), PIVOT, VIEWS.__getitem__, as_buttons=True)
    if way != CONSOLE:
        desk_question.choose_table(pivot)
of_question = (*asked.notes, *desk_question.lifted()) if way != CONSOLE else ()
blocks.notes((*saved_views().faults, *of_question))

if way == CONSOLE:
    with head:
        desk_head(saved, "Eigene Abfrage in SQL", sql_console.LEAD)
    sql_console.show(view)
elif way == ROWS:
    desk_conditions.narrow(view, pivot.table, pivot.conditions)
    listing = desk_rows.listing_of(pivot)
    count = answers.row_count(view.engine, listing, view.selection)
    with head:
        desk_head(saved, f"{pivot.table.title}: einzelne Zeilen", desk_rows.sentence(listing, count))
    desk_rows.show(view, listing, count)
else:
    desk_question.choose(pivot)
    desk_conditions.narrow(view, pivot.table, pivot.conditions)
    answer = desk_pivot.answer_of(view, pivot)
    with head:
        desk_head(saved, pivot.title, pivot_sentence(answer), f"Eingeschränkt: {pivot.scope}." if pivot.scope else "")
    desk_pivot.show(view, pivot, answer)

open_data_box.show(view)
blocks.footer(view)
