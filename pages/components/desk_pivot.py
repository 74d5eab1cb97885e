"""The answer to a pivot: sentence, table and chart side by side, the way to the rows behind it, and its files."""

from __future__ import annotations

import functools
from html import escape

import pyarrow as pa

from analytics import formats
from analytics.console.limits import LONGEST
from analytics.desk import answers
from analytics.desk.catalogue import ROWS
from analytics.desk.compose import Composed, spelled
from analytics.desk.conditions import IS, Condition, written
from analytics.desk.files import arrow_of
from analytics.desk.pivot import RUNNING, Pivot
from analytics.desk.result import PivotAnswer, PivotRow, drilled, page_of
from analytics.figures.desk.pivot_chart import pivot_chart
from analytics.figures.desk.pivot_table import pivot_table
from analytics.figures.desk.pivot_words import breaks_within, cautions, pivot_sentence
from analytics.reference import reference
from analytics.tables import Table
from pages.components import blocks, chart, desk_address, desk_files
from pages.components import picture as pictures
from pages.components import table as tables
from pages.components.desk_paging import asked_page, turn_pages
from pages.components.desk_source import aside_html, source_of
from pages.components.picture import Picture
from pages.components.session import View
from pages.components.table import Extra

WIDE = 2
"""More columns than that need more room than half a screen."""
PAGE, MOST_RUNNING = 50, 1_000
"""Rows on screen; rows over which a sum may run."""
TOO_LONG = f"Eine laufende Summe geht über die ersten {formats.number(MOST_RUNNING)} Zeilen: bitte einschränken."


def answer_of(view: View, pivot: Pivot) -> PivotAnswer:
    """The rows of the page that the address asks for, at most the last; a running sum is made over all rows before."""
    if pivot.shown == RUNNING:
        whole = answers.pivoted(view.engine, pivot, view.selection, 1, MOST_RUNNING)
        return page_of(whole, PAGE * (asked_page(PAGE, len(whole.rows)) - 1) + 1, PAGE)
    found = _page(view, pivot, asked_page(PAGE))
    return found if found.rows or not found.row_count else _page(view, pivot, asked_page(PAGE, found.row_count))


def _page(view: View, pivot: Pivot, page: int) -> PivotAnswer:
    return answers.pivoted(view.engine, pivot, view.selection, PAGE * (page - 1) + 1, PAGE)


def show(view: View, pivot: Pivot, answer: PivotAnswer) -> None:
    """Everything below the controls."""
    too_long = (TOO_LONG,) if pivot.shown == RUNNING and answer.row_count > MOST_RUNNING else ()
    blocks.notes((*cautions(pivot), *breaks_within(answer, reference().method_breaks), *too_long))
    if not answer.rows:
        chart.empty(view, pivot_sentence(answer))
        return
    shown = pivot_table(answer)
    left, right = blocks.pair("desk", (1.8, 1) if len(answer.columns) > WIDE else (1, 1))
    with left:
        _table(view, pivot, answer, shown)
    with right:
        _chart(view, answer, shown)


def _table(view: View, pivot: Pivot, answer: PivotAnswer, shown: Table) -> None:
    blocks.html('<h2 class="db-question">Als Tabelle</h2>')
    blocks.html(tables.table_html(shown, extra=_drill(view, pivot, answer, len(shown.rows))))
    turn_pages(min(answer.row_count, MOST_RUNNING) if pivot.shown == RUNNING else answer.row_count, PAGE, "Zeilen")
    source = source_of(view, pivot)
    desk_files.downloads(view, source, _taken(view, pivot, shown, answer.row_count))
    blocks.html(_as_sql(view, pivot))
    tables.source_note(view, source)
    blocks.html(aside_html(view, pivot.table))


def _drill(view: View, pivot: Pivot, answer: PivotAnswer, rows: int) -> Extra:
    """How many rows stand behind each row, as the way to them."""
    read = drilled(answer)
    links = [_way(view, read, row) for row in (*answer.rows, answer.total)]
    return Extra("Einzeln" if _is_count(pivot) else pivot.table.many, links[:rows], "db-drill")


def _is_count(pivot: Pivot) -> bool:
    """Whether the table itself says how many rows there are."""
    return pivot.metric.name == ROWS


def _way(view: View, pivot: Pivot, row: PivotRow) -> str:
    chosen = [Condition(name, IS, (written(key),)) for name, key in zip(pivot.rows, row.keys, strict=False)]
    words = "ansehen" if _is_count(pivot) else formats.number(row.lines)
    link = view.address(page="analyse", ansicht=desk_address.ROWS, **pivot.narrowed(*chosen).address())
    named = formats.count(row.lines, pivot.table.one, pivot.table.many)
    return f'<a href="{escape(link)}" target="_self" aria-label="{escape(f"{words}: {named}")}">{words}</a>'


def _taken(view: View, pivot: Pivot, shown: Table, rows: int) -> desk_files.Taken:
    """Files are made long after the page, so each on an engine that is surely open."""

    def table(most: int) -> Table:
        return pivot_table(answers.pivoted(view.reopened().engine, pivot, view.selection, 1, most))

    def typed() -> pa.Table:
        return arrow_of(table(desk_files.MOST_IN_PARQUET))

    query = functools.partial(_query, view, pivot)
    return desk_files.Taken(shown, rows, lambda: table(desk_files.MOST_IN_TABLES), typed, query)


def _as_sql(view: View, pivot: Pivot) -> str:
    """The way to the same question in the SQL console; nothing where it is too long for an address."""
    statement = spelled(answers.pivot_composed(view.engine, pivot, view.selection, 1, PAGE))
    if len(statement) > LONGEST:
        return ""
    link = view.address(page="analyse", ansicht=desk_address.CONSOLE, sql=statement)
    return f'<p class="db-source"><a href="{escape(link)}" target="_self">Als SQL öffnen</a></p>'


def _query(view: View, pivot: Pivot) -> Composed:
    engine = view.reopened().engine
    return answers.pivot_composed(engine, pivot, view.selection, 1, desk_files.MOST_IN_PARQUET)


def _chart(view: View, answer: PivotAnswer, shown: Table) -> None:
    drawn, sentence = pivot_chart(answer, view.tokens), pivot_sentence(answer)
    alt, source = f"{drawn.kind}: {sentence}", source_of(view, answer.pivot)
    blocks.html('<h2 class="db-question">Als Diagramm</h2>')
    blocks.html(f"{_words(drawn.note)}{chart.legend_html(drawn.legend)}")
    chart.draw(drawn.fig, alt, "desk")
    picture = Picture(answer.pivot.title, sentence, alt, has_legend=bool(drawn.legend), has_map=False)
    pictures.buttons(picture, tables.notes_of(view, shown, source)._asdict(), tables.file_name(shown, source))
    tables.source_note(view, source, "Ein Klick auf eine Marke schränkt ein.")


def _words(note: str) -> str:
    return f'<p class="db-answer">{escape(note)}</p>' if note else ""
