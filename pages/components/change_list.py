"""What changed since an earlier date: kind, sentence with the Maßnahmen that it names, one row each."""

from __future__ import annotations

import datetime as dt
import functools
from html import escape
from typing import NamedTuple

from analytics import formats
from analytics.figures.overview.changes import ChangeLine, Named, change_lines, changes_aside, changes_table
from analytics.filters import EVERYTHING
from analytics.queries import changes, measures
from analytics.tables import Table
from pages.components import blocks, chart
from pages.components.once import once
from pages.components.session import View
from pages.components.table import Source


class Found(NamedTuple):
    """What there is to say: over which span, line by line, and every change."""

    span: str
    lines: tuple[ChangeLine, ...]
    table: Table


def show(view: View, since: dt.date, as_of: dt.date) -> None:
    """A section of its own: one row per kind of change, and all changes as a table."""
    found = once(view, "since", functools.partial(_derive, view, since, as_of))
    blocks.section(f"Seit dem {formats.day(since)}", found.span)
    if not found.lines:
        blocks.sentence("An den Maßnahmen der Auswahl hat sich seither nichts geändert.")
        return
    blocks.html(f'<dl class="db-changes">{"".join(_row(view, line) for line in found.lines)}</dl>')
    source = Source("massnahmen.csv", as_of, figures=("changes/since",))
    chart.folded_table(view, found.table, source, view.measure_link)


def _derive(view: View, since: dt.date, as_of: dt.date) -> Found:
    """The titles are those of now, and of then for what has vanished."""
    found = changes.since(view.engine, view.selection, since)
    then, now = (measures.titles(view.engine, EVERYTHING.on(day)) for day in (since, as_of))
    total = int(measures.by_status(view.engine, view.selection)["measures"].sum())
    titles = then | now
    span = changes_aside(found, total, since, as_of)
    return Found(span, change_lines(found, titles), changes_table(found, titles))


def _row(view: View, line: ChangeLine) -> str:
    named = ", ".join(_named(view, one) for one in line.named)
    more = f" und {formats.count(line.more, 'weitere', 'weitere')}" if line.more else ""
    besides = f" {escape(line.besides)}." if line.besides else ""
    said = f": {named}{more}." if named else "."
    return f"<div><dt>{escape(line.kind)}</dt><dd><b>{escape(line.strong)}</b>{said}{besides}</dd></div>"


def _named(view: View, one: Named) -> str:
    words = f"{escape(one.measure_id)} {escape(one.title)}".strip()
    link = f'<a href="{escape(view.measure_link(one.measure_id))}" target="_self">{words}</a>'
    return f"{link} ({escape(one.what)})" if one.what else link
