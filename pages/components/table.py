"""A real table: on screen it scrolls inside itself, below it the same as XLSX and as CSV for German Excel."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple

import streamlit as st

from analytics import formats
from analytics.export import csv_bytes, xlsx_bytes
from analytics.tables import Column, Table
from pages.components import address, blocks
from pages.components.session import View

Link = Callable[[str], str]
"""The address behind the first cell of a row."""
NUMBERS = ("count", "signed", "eur", "pct")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Source(NamedTuple):
    """Where figures come from: the export, its Stand, what licences ask to be said, and the part of the selection that
    applies (None = all of it)."""

    file: str
    as_of: dt.date | None
    credits: Sequence[str] = ()
    scope: str | None = None


def source_line(view: View, source: Source) -> str:
    """Quelle: kosten.csv, Stand 31.12.2021 · Beispieldaten."""
    named = (f"Quelle: {source.file}, Stand {formats.day(source.as_of)}", *source.credits, blocks.sample_label(view))
    return " · ".join(filter(None, named))


def source_note(view: View, source: Source, hint: str = "") -> None:
    """The line under a chart or a table."""
    said = " · ".join(filter(None, (source_line(view, source), hint)))
    blocks.html(f'<p class="db-source">{escape(said)}</p>')


def show(view: View, table: Table, source: Source, link: Link | None = None) -> None:
    """A table of its own, with its downloads and where it comes from."""
    rows(view, table, source, link)
    source_note(view, source)


def rows(view: View, table: Table, source: Source, link: Link | None = None) -> None:
    """The table with its downloads."""
    blocks.html(table_html(table, link))
    downloads(view, table, source)


def downloads(view: View, table: Table, source: Source) -> None:
    """Two buttons; the files are made when one is pressed, and pressing does not run the page again."""
    notes, name = notes_of(view, table, source), file_name(table, source)
    files = (
        ("Excel (XLSX)", "xlsx", XLSX, functools.partial(xlsx_bytes, table, notes)),
        ("CSV", "csv", "text/csv", functools.partial(csv_bytes, table, notes)),
    )
    with st.container(horizontal=True, gap="small"):
        for word, ending, mime, made in files:
            key = f"download-{ending}-{table.caption}"
            st.download_button(word, made, f"{name}.{ending}", mime, key=key, on_click="ignore")


def notes_of(view: View, table: Table, source: Source) -> tuple[str, ...]:
    """What a file must say about itself: selection, Stand, source, and the link that shows the same figures."""
    scope = view.selection.sentence() if source.scope is None else source.scope
    return (
        f"{table.caption}. {blocks.APP}",
        f"Auswahl: {scope}. {blocks.scope_of(view)}".strip(),
        source_line(view, source),
        f"Datenstand {view.engine.snapshot_id}",
        f"Dauerhafter Link: {address.absolute(view.durable_link())}",
    )


def file_name(table: Table, source: Source) -> str:
    """digitalbilanz_kosten-2021-je-kostenblock_2021-12-31"""
    umlauts = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
    slug = re.sub("[^a-z0-9]+", "-", table.caption.lower().translate(umlauts)).strip("-")
    return "_".join(filter(None, ("digitalbilanz", slug[:60], source.as_of.isoformat() if source.as_of else "")))


def table_html(table: Table, link: Link | None = None) -> str:
    """The table as markup; rows that share a group stand in a body of their own under its head."""
    shown = [*zip(table.text_rows, range(len(table.rows)), strict=True)]
    columns = table.columns[1:] if table.grouped else table.columns
    head = "".join(f'<th scope="col"{_align(column)}>{escape(column.head)}</th>' for column in columns)
    if table.grouped:
        groups = groupby(shown, key=lambda row: row[0][0])
        bodies = "".join(_group(name, [*rows], table, link) for name, rows in groups)
    else:
        bodies = f"<tbody>{''.join(_row(cells, table, index, link) for cells, index in shown)}</tbody>"
    caption, kind = escape(table.caption), "db-table db-linked" if link else "db-table"
    return (
        f'<div class="{kind}" tabindex="0" role="region" aria-label="{caption}"><table><caption>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead>{bodies}</table></div>"
    )


def _group(name: str, rows: Sequence[tuple[tuple[str, ...], int]], table: Table, link: Link | None) -> str:
    width = len(table.columns) - 1
    head = f'<tr class="db-group"><th scope="rowgroup" colspan="{width}">{escape(name)}</th></tr>' if name else ""
    return f"<tbody>{head}{''.join(_row(cells[1:], table, index, link) for cells, index in rows)}</tbody>"


def _row(cells: Sequence[str], table: Table, index: int, link: Link | None) -> str:
    columns = table.columns[1:] if table.grouped else table.columns
    kind = ' class="db-sum"' if index in table.sums else ""
    first = escape(cells[0])
    if link and index not in table.sums:
        first = f'<a href="{escape(link(cells[0]))}" target="_self">{first}</a>'
    others = "".join(
        f"<td{_align(column)}>{escape(cell)}</td>" for cell, column in zip(cells[1:], columns[1:], strict=True)
    )
    return f'<tr{kind}><th scope="row"{_align(columns[0])}>{first}</th>{others}</tr>'


def _align(column: Column) -> str:
    kind = "db-number" if column.kind in NUMBERS else "db-day" if column.kind == "day" else ""
    return f' class="{kind}"' if kind else ""
