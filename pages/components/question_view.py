"""A figure explains itself, `/methodik?frage=`: definition, rule, rows counted, the answer itself, and its SQL."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

import streamlit as st

from analytics import methodology
from analytics.figures.explained import Behind, answer_table, rows_behind
from analytics.figures.overview.lead import Fact
from analytics.formats import number
from analytics.methodology import Entry
from analytics.queries import FIGURES, table
from analytics.queries.answer import Asked
from pages.components import address, blocks, chart, reading
from pages.components import table as tables
from pages.components.filter_bar import filter_bar
from pages.components.session import View
from pages.components.table import Source

MOST_SHOWN, MOST_TAKEN = 50, 5_000
"""Rows of an answer on screen, and in its files."""


def asked() -> tuple[Entry, ...]:
    """The questions that the address names, in its order, as far as there are such."""
    named = st.query_params.get_all(address.QUESTION)
    entries = {entry.name: entry for entry in methodology.entries()}
    return tuple(entries[name] for name in dict.fromkeys(named) if name in entries)


def unknown(name: str) -> None:
    """There is no such question; all that there are stand below."""
    blocks.notes([f"Eine Frage „{name[:40]}“ gibt es nicht. Darunter stehen alle."])


def show(view: View, entries: Sequence[Entry]) -> None:
    """One question after the other; the first gives the page its name."""
    filter_bar(view)
    way_back = escape(view.address(page="methodik"))
    blocks.html(f'<p class="db-back"><a href="{way_back}" target="_self">Zu allen Fragen der Methodik</a></p>')
    first, *others = entries
    blocks.page_head(first.title, (Fact("", first.text), Fact("", first.rule)))
    blocks.section("Herleitung", f"Datenstand {view.engine.snapshot_id}")
    _explain(view, first)
    for entry in others:
        blocks.section(entry.title, f"Datenstand {view.engine.snapshot_id}")
        blocks.sentence(f"{entry.text} {entry.rule}")
        _explain(view, entry)


def _explain(view: View, entry: Entry) -> None:
    with chart.card(view, "Welche Zeilen werden gelesen?"):
        _rows(view, entry, rows_behind(table.rows(view.engine, view.selection), entry.sources))
    with chart.card(view, "Was ist die Antwort?"):
        _answer(view, entry)
    with chart.card(view, "Wie wird gerechnet?"):
        blocks.html(f'<p>Auf der Kommandozeile: <code translate="no">{escape(_command(view, entry))}</code></p>')
        reading.sql([entry, *(one for one in methodology.views() if one.name in entry.views)])


def _rows(view: View, entry: Entry, behind: Sequence[Behind]) -> None:
    """Each file that is read, how many of its rows, and the way to them."""
    lines = "".join(_line(view, one, entry) for one in behind) or f"<li>{escape(', '.join(entry.sources))}</li>"
    blocks.html(f'<ul class="db-behind">{lines}</ul>')


def _line(view: View, one: Behind, entry: Entry) -> str:
    way = f' <a href="{escape(view.question_link((one.figure,)))}" target="_self">Zeilen ansehen</a>'
    return f"<li><b>{escape(one.file)}</b>, {escape(one.sentence)}.{'' if one.figure == entry.name else way}</li>"


def _answer(view: View, entry: Entry) -> None:
    """The first rows on screen, all that a file can reasonably hold to take away."""
    question = Asked(view.selection, since=view.since, measure=st.query_params.get(address.NUMBER))
    found = FIGURES[entry.name].table(view.engine, question)
    taken = found.slice(0, MOST_TAKEN).to_pylist()
    if not taken:
        chart.empty(view, "Auf diese Frage gibt es in der Auswahl keine Zeile.")
        return
    whole = answer_table(entry.title.removesuffix("?"), found.column_names, taken)
    blocks.sentence(_how_many(found.num_rows, len(whole.rows)))
    blocks.html(tables.table_html(whole._replace(rows=whole.rows[:MOST_SHOWN])))
    source = Source(", ".join(entry.sources), view.as_of)
    tables.downloads(view, whole, source)
    tables.source_note(view, source)


def _how_many(rows: int, taken: int) -> str:
    if rows == 1:
        return "Die Antwort ist eine Zeile."
    shown = f", gezeigt sind {MOST_SHOWN}" if rows > MOST_SHOWN else ""
    cut = f", die Dateien enthalten die ersten {number(taken)}" if rows > taken else ""
    return f"Die Antwort hat {number(rows)} Zeilen{shown}{cut}."


def _command(view: View, entry: Entry) -> str:
    """What gives the same answer without a browser; of one Maßnahme the command line gives every one."""
    role, chosen = view.engine.viewer, urlencode(view.selection.on(None).address(), doseq=True)
    options = {
        "--as-of": view.answered,
        "--since": view.since if entry.name == "changes/since" else None,
        "--select": shlex.quote(chosen) if chosen else None,
        "--role": None if role.every_row else ":".join(filter(None, (role.role, ",".join(role.committees)))),
        "--snapshot": view.engine.snapshot_id,
    }
    given = " ".join(f"{name} {value}" for name, value in options.items() if value)
    return f"python -m analytics ask {entry.name} {given}"
