"""What changed since an earlier date: kind, sentence with the Maßnahmen that it names, one row each."""

from __future__ import annotations

import datetime as dt
import functools
from html import escape
from typing import NamedTuple

from analytics import formats
from analytics.figures.overview.change_table import changes_aside, changes_table
from analytics.figures.overview.changes import ChangeLine, Named, Part, change_lines, titles_of
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


def found_since(view: View, since: dt.date, as_of: dt.date) -> Found:
    """What changed between the two days."""
    return once(view, "since", functools.partial(_derive, view, since, as_of))


def show(view: View, since: dt.date, as_of: dt.date) -> None:
    """A section of its own: one row per kind of change, and all changes as a table."""
    found = found_since(view, since, as_of)
    blocks.section(f"Seit dem {formats.day(since)}", found.span)
    body(view, found, as_of)


def body(view: View, found: Found, as_of: dt.date) -> None:
    """What the section says, for a page that gives it another title."""
    if not found.lines:
        blocks.sentence("An den Maßnahmen der Auswahl hat sich seither nichts geändert.")
        return
    blocks.html(f'<dl class="db-changes">{"".join(_row(view, line) for line in found.lines)}</dl>')
    source = Source("massnahmen.csv", as_of, figures=("changes/since",))
    chart.folded_table(view, found.table, source, view.measure_link)


def _derive(view: View, since: dt.date, as_of: dt.date) -> Found:
    found = changes.since(view.engine, view.selection, since)
    then, now = (measures.listed(view.engine, view.selection.on(day)) for day in (since, view.selection.day))
    known = max(day for day in view.engine.reporting_dates("measures") if day <= since)
    span = changes_aside(found, len(now), known, as_of)
    return Found(span, change_lines(found, then, now), changes_table(found, titles_of(then, now)))


def _row(view: View, line: ChangeLine) -> str:
    parts = " ".join(_part(view, part) for part in line.parts)
    return f"<div><dt>{escape(line.kind)}</dt><dd>{parts}</dd></div>"


def _part(view: View, part: Part) -> str:
    named = ", ".join(_named(view, one) for one in part.named)
    more = f" und {formats.count(part.more, 'weitere', 'weitere')}" if part.more else ""
    return f"<b>{escape(part.strong)}</b>: {named}{more}."


def _named(view: View, one: Named) -> str:
    words = f"{escape(one.measure_id)} {escape(one.title)}".strip()
    link = f'<a href="{escape(view.measure_link(one.measure_id))}" target="_self">{words}</a>'
    return f"{link} ({escape(one.what)})" if one.what else link
