"""A real table: on screen it scrolls inside itself, below it the same as XLSX and as CSV for German Excel."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from html import escape
from itertools import groupby
from typing import NamedTuple

import streamlit as st

from analytics import formats, legal
from analytics.export import csv_bytes, xlsx_bytes
from analytics.tables import NOT_ASKED, Column, Table, Value, text_of
from pages.components import address, blocks
from pages.components import picture as pictures
from pages.components.picture import Picture
from pages.components.session import View

Link = Callable[[str], str]
"""The address behind the first cell of a row."""
MOST_STACKED = 6
"""Columns that stand one below the other where the row of a table of links becomes a card on a phone; more flow."""
COLUMN_HEAD = 'role="columnheader" scope="col"'
"""Roles are said out loud, because some browsers forget them where a row becomes a card."""
NUMBERS = ("count", "decimal", "mean", "signed", "eur", "euro", "pct")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Source(NamedTuple):
    """Where figures come from: the export, its Stand, what licences ask to be said, the part of the selection that
    applies (None = all of it), and the names of the questions that were asked."""

    file: str
    as_of: dt.date | None
    credits: Sequence[str] = ()
    scope: str | None = None
    figures: Sequence[str] = ()


class Notes(NamedTuple):
    """What a file must say about itself, line by line."""

    title: str
    selection: str
    source: str
    snapshot: str
    link: str
    licence: str


class Extra(NamedTuple):
    """A cell more at the end of each row, on screen alone: its head, the markup per row, a class for the table."""

    head: str
    cells: Sequence[str]
    kind: str = ""


def source_line(view: View, source: Source) -> str:
    """Quelle: kosten.csv, Stand 31.12.2021 · Beispieldaten."""
    named = (f"Quelle: {source.file}, Stand {formats.day(source.as_of)}", *source.credits, blocks.sample_label(view))
    return " · ".join(filter(None, named))


def source_note(view: View, source: Source, hint: str = "") -> None:
    """The line under a chart or a table."""
    explained = f' · <a href="{escape(view.question_link(source.figures))}" target="_self">So gerechnet</a>'
    on_screen = f"{f' · {escape(hint)}' if hint else ''}{explained if source.figures else ''}"
    blocks.html(f'<p class="db-source">{escape(source_line(view, source))}<span class="db-hint">{on_screen}</span></p>')


def show(view: View, table: Table, source: Source, link: Link | None = None) -> None:
    """A table of its own, with its downloads and where it comes from."""
    rows(view, table, source, link)
    source_note(view, source)


def rows(view: View, table: Table, source: Source, link: Link | None = None, picture: Picture | None = None) -> None:
    """The table with its downloads, and those of the drawing above it."""
    blocks.html(table_html(table, link))
    downloads(view, table, source, picture)


def downloads(view: View, table: Table, source: Source, picture: Picture | None = None) -> None:
    """Two buttons; the files are made when one is pressed, and pressing does not run the page again. Two more for a
    drawing, whose files the browser makes."""
    notes, name = notes_of(view, table, source), file_name(table, source)
    files = (
        ("Excel (XLSX)", "xlsx", XLSX, functools.partial(xlsx_bytes, table, notes)),
        ("CSV", "csv", "text/csv", functools.partial(csv_bytes, table, notes)),
    )
    with st.container(horizontal=True, gap="small"):
        for word, ending, mime, made in files:
            key = f"download-{ending}-{table.caption}"
            st.download_button(word, made, f"{name}.{ending}", mime, key=key, on_click="ignore")
        if picture:
            drawn = notes_of(view, table, source, has_map=picture.has_map)
            pictures.buttons(picture, drawn._asdict(), name)


def notes_of(view: View, table: Table, source: Source, *, has_map: bool = False) -> Notes:
    """What a file must say about itself: selection, Stand, source, the link that shows the same figures, licence."""
    scope = view.selection.sentence() if source.scope is None else source.scope
    licence = legal.licence(source.file, source.credits, is_sample=view.engine.is_sample, has_map=has_map)
    return Notes(
        f"{table.caption}. {blocks.APP}",
        f"Auswahl: {scope}. {blocks.scope_of(view)}".strip(),
        source_line(view, source),
        f"Datenstand {view.engine.snapshot_id}",
        f"Dauerhafter Link: {address.absolute(view.durable_link())}",
        f"Lizenz: {licence}",
    )


def file_name(table: Table, source: Source) -> str:
    """digitalbilanz_kosten-2021-je-kostenblock_2021-12-31"""
    umlauts = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
    slug = re.sub("[^a-z0-9]+", "-", table.caption.lower().translate(umlauts)).strip("-")
    return "_".join(filter(None, ("digitalbilanz", slug[:60], source.as_of.isoformat() if source.as_of else "")))


def table_html(table: Table, link: Link | None = None, extra: Extra | None = None, *, cards: bool = False) -> str:
    """The table as markup; rows that share a group stand in a body of their own under its name, sums in one without.

    Rows of links become cards on a phone, others where `cards` is said.
    """
    heads = "".join(f"<th {COLUMN_HEAD}{_class(column)}>{escape(column.head)}</th>" for column in _shown(table))
    more = f"<th {COLUMN_HEAD}>{escape(extra.head)}</th>" if extra else ""
    width = len(_shown(table)) + bool(extra)
    rows = [_row(table, index, link, extra, heads=cards or link is not None) for index in range(len(table.rows))]
    bodies = "".join(_body(rows, name, indexes, width) for name, indexes in _bodies(table))
    card = ("db-stacked" if width <= MOST_STACKED else "db-flowing") if cards or link else ""
    kind = " ".join(filter(None, ("db-table", "db-linked" if link else "", card, extra.kind if extra else "")))
    caption = escape(table.caption)
    return (
        f'<div class="{kind}" tabindex="0" role="region" aria-label="{caption}"><table role="table">'
        f'<caption>{caption}</caption><thead role="rowgroup"><tr role="row">{heads}{more}</tr></thead>'
        f"{bodies}</table></div>"
    )


def _shown(table: Table) -> Sequence[Column]:
    """The columns on screen: that of the groups becomes heads."""
    return table.columns[1:] if table.grouped else table.columns


def _bodies(table: Table) -> list[tuple[str, list[int]]]:
    """The rows that stand together, under the name that they share; a group that is only its sum needs none."""
    if not table.grouped:
        return [("", [*rows]) for _, rows in groupby(range(len(table.rows)), key=table.sums.__contains__)]
    groups = [[*rows] for _, rows in groupby(range(len(table.rows)), key=lambda index: table.rows[index][0])]
    return [("" if table.sums.issuperset(rows) else _name(table, rows[0]), rows) for rows in groups]


def _name(table: Table, index: int) -> str:
    return text_of(table.rows[index][0], table.columns[0])


def _body(rows: Sequence[str], name: str, indexes: Sequence[int], width: int) -> str:
    spanning = f'<th role="rowheader" scope="rowgroup" colspan="{width}">{escape(name)}</th>'
    head = f'<tr role="row" class="db-group">{spanning}</tr>' if name else ""
    return f'<tbody role="rowgroup">{head}{"".join(rows[index] for index in indexes)}</tbody>'


def _row(table: Table, index: int, link: Link | None, extra: Extra | None, *, heads: bool) -> str:
    cells = [*zip(table.rows[index], table.columns, strict=True)][int(table.grouped) :]
    is_sum, name = index in table.sums, text_of(*cells[0])
    first = escape(name)
    if link and not is_sum:
        first = f'<a href="{escape(link(name))}" target="_self">{first}</a>'
    others = "".join(
        f'<td role="cell"{_class(column, value)}{_head(column) if heads else ""}>{escape(text_of(value, column))}</td>'
        for value, column in cells[1:]
    )
    more = f'<td role="cell">{extra.cells[index]}</td>' if extra else ""
    kind = ' class="db-sum"' if is_sum else ' class="db-part"' if index in table.parts else ""
    return f'<tr role="row"{kind}><th role="rowheader" scope="row"{_class(cells[0][1])}>{first}</th>{others}{more}</tr>'


def _head(column: Column) -> str:
    """What stands before a cell when the row is a card."""
    return f' data-head="{escape(column.head)}"'


def _class(column: Column, value: Value = None) -> str:
    """Numbers and days are set in their own way; amounts below zero are marked, and cells with nothing to say."""
    kind = "db-number" if column.kind in NUMBERS else "db-day" if column.kind == "day" else ""
    if column.kind in ("eur", "euro") and isinstance(value, int | float | Decimal) and round(float(value), 2) < 0:
        kind += " db-negative"
    if value == NOT_ASKED:
        kind += " db-none"
    return f' class="{kind.strip()}"' if kind else ""
