"""What is taken away from the desk: XLSX, CSV, Parquet and the query; each file is made when its button is pressed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import pyarrow as pa
import streamlit as st

from analytics import formats
from analytics.desk.compose import Composed
from analytics.desk.files import parquet_bytes, sql_bytes
from analytics.export import csv_bytes, xlsx_bytes
from analytics.saved_views import as_toml
from analytics.tables import Table
from pages.components import address, blocks
from pages.components import table as tables
from pages.components.desk_address import OWN
from pages.components.session import View
from pages.components.table import Source

MOST_IN_TABLES, MOST_IN_PARQUET = 20_000, 1_000_000
"""Rows in a file for people, which Python writes cell by cell (50,000 take 6 s), and in one for programs."""


class Taken(NamedTuple):
    """What goes into the files: the table on screen for its name, how many rows there are, these rows, the same typed,
    the query."""

    shown: Table
    rows: int
    whole: Callable[[], Table]
    typed: Callable[[], pa.Table]
    query: Callable[[], Composed]


def _cut(rows: int) -> str:
    """What of so many rows the files leave out; nothing where they hold all."""
    if rows <= MOST_IN_TABLES:
        return ""
    first = f"XLSX und CSV enthalten die ersten {formats.number(MOST_IN_TABLES)} von {formats.number(rows)} Zeilen"
    parquet = "Parquet alle" if rows <= MOST_IN_PARQUET else f"Parquet die ersten {formats.number(MOST_IN_PARQUET)}"
    return f"{first}, {parquet}."


def downloads(view: View, source: Source, taken: Taken) -> None:
    """Four buttons; pressing one does not run the page again."""
    notes, name = tables.notes_of(view, taken.shown, source), tables.file_name(taken.shown, source)
    told = (*notes, *filter(None, [_cut(taken.rows)]))
    asked = {name: values for name, values in view.own.items() if name in OWN and name != address.LEAF}
    files: tuple[tuple[str, str, str, Callable[[], bytes]], ...] = (
        ("Excel (XLSX)", "xlsx", tables.XLSX, lambda: xlsx_bytes(taken.whole(), told)),
        ("CSV", "csv", "text/csv", lambda: csv_bytes(taken.whole(), told)),
        ("Parquet", "parquet", "application/vnd.apache.parquet", lambda: parquet_bytes(taken.typed(), told)),
        ("Abfrage (SQL)", "sql", "application/sql", lambda: sql_bytes(taken.query(), notes)),
        ("Ansicht (TOML)", "toml", "application/toml", lambda: _view(taken.shown, asked)),
    )
    if cut := _cut(taken.rows):
        blocks.html(f'<p class="db-source">{cut}</p>')
    with st.container(horizontal=True, gap="small"):
        for word, ending, mime, made in files:
            st.download_button(word, made, f"{name}.{ending}", mime, key=f"desk {ending}", on_click="ignore")


def _view(shown: Table, asked: Mapping[str, Sequence[str]]) -> bytes:
    """What is shown as a saved view, to be laid into data/views/."""
    return as_toml(f"{shown.caption}?", asked).encode()
