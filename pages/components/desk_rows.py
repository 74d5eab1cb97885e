"""The rows behind a question, a page at a time: which columns, in which order, and their files."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import streamlit as st

from analytics import formats
from analytics.desk import answers
from analytics.desk.catalogue import DeskTable
from analytics.desk.compose import Composed, Listing, listing_query
from analytics.desk.conditions import sentence_of
from analytics.desk.pivot import Pivot
from analytics.figures.desk.listing import listing_table
from analytics.tables import Table
from pages.components import blocks, chart, desk_address, desk_files
from pages.components import table as tables
from pages.components.desk_address import COLUMNS, DIRECTION, ORDER
from pages.components.desk_paging import asked_page, turn_pages
from pages.components.desk_source import aside_html, source_of_rows
from pages.components.session import View

PAGE = 50
UP, DOWN = "auf", "ab"
_COLUMNS, _ORDER, _DIRECTION = "desk list columns", "desk list order", "desk list direction"
DIRECTIONS = {UP: "aufsteigend", DOWN: "absteigend"}


def listing_of(pivot: Pivot) -> Listing:
    """The list that the address asks for, over the conditions of the pivot."""
    table = pivot.table
    asked = [name for name in dict.fromkeys(st.query_params.get_all(COLUMNS)) if name in table.attributes]
    order, is_descending = st.query_params.get(ORDER, ""), st.query_params.get(DIRECTION) == DOWN
    listing = Listing(
        table, pivot.conditions, tuple(asked) or table.listed, order if order in table.attributes else "", is_descending
    )
    needs_date = listing.asks_every_date and not asked and "as_of" not in table.listed
    return listing._replace(columns=(*table.listed, "as_of")) if needs_date else listing


def sentence(listing: Listing, count: int) -> str:
    """How many rows there are, and of what."""
    scope = sentence_of(listing.conditions, listing.table)
    found = formats.count(count, f"{listing.table.one} passt", f"{listing.table.many} passen")
    return (
        f"{found} zu den Bedingungen: {scope}."
        if scope
        else f"{formats.count(count, listing.table.one, listing.table.many)}, ohne Bedingung."
    )


def show(view: View, listing: Listing, count: int) -> None:
    """Columns and order, the rows of this page, their files."""
    _choose(listing)
    page = asked_page(PAGE, count)
    if not count:
        chart.empty(view, "Zu diesen Bedingungen gibt es keine Zeile: bitte eine Bedingung entfernen.")
        return
    found = answers.listed(view.engine, listing, view.selection, PAGE * (page - 1), PAGE)
    shown = listing_table(listing, found.to_pylist())
    blocks.html(tables.table_html(shown, view.measure_link if listing.columns[0] == "measure_id" else None))
    turn_pages(count, PAGE, "Zeilen")
    source = source_of_rows(view, listing.table, listing.conditions)
    desk_files.downloads(view, source, _taken(view, listing, shown, count))
    tables.source_note(view, source)
    blocks.html(aside_html(view, listing.table))


def _taken(view: View, listing: Listing, shown: Table, count: int) -> desk_files.Taken:
    """Files are made long after the page, so each on an engine that is surely open."""

    def query(most: int = desk_files.MOST_IN_PARQUET) -> Composed:
        composed, every_date = listing_query(listing, 0, most), listing.asks_every_date
        return answers.asked_for(view.reopened().engine, composed, listing.table, view.selection, every_date=every_date)

    def found(most: int) -> pa.Table:
        return view.reopened().engine.composed(*query(most))

    def whole() -> Table:
        return listing_table(listing, found(desk_files.MOST_IN_TABLES).to_pylist())

    return desk_files.Taken(shown, count, whole, lambda: found(desk_files.MOST_IN_PARQUET), query)


def _choose(listing: Listing) -> None:
    """Order and columns; the many columns stand behind a button."""
    titles = {name: one.title for name, one in listing.table.attributes.items()}
    st.session_state[_COLUMNS] = list(listing.columns)
    st.session_state[_ORDER] = listing.order
    st.session_state[_DIRECTION] = DOWN if listing.is_descending else UP
    with st.container(key="desk-list"):
        st.selectbox(
            "Sortieren nach", ["", *titles], key=_ORDER, format_func=lambda name: titles.get(name, "Schlüssel"),
            on_change=_write_order,
        )  # fmt: skip
        st.segmented_control(
            "Richtung", list(DIRECTIONS), key=_DIRECTION, format_func=DIRECTIONS.__getitem__, required=True,
            on_change=_write_direction,
        )  # fmt: skip
        with st.popover("Spalten wählen"):
            st.multiselect(
                "Spalten", list(titles), key=_COLUMNS, format_func=titles.__getitem__, on_change=_write_columns,
                args=(listing.table,),
            )  # fmt: skip


def _write_columns(table: DeskTable) -> None:
    chosen: Sequence[str] = st.session_state[_COLUMNS]
    desk_address.say(**{COLUMNS: [] if tuple(chosen) == table.listed else list(chosen)})


def _write_order() -> None:
    order = st.session_state[_ORDER]
    desk_address.say(**{ORDER: [order] if order else []})


def _write_direction() -> None:
    desk_address.say(**{DIRECTION: [DOWN] if st.session_state[_DIRECTION] == DOWN else []})
