"""The chart card: question, generated answer, drawing, the same numbers as a real table, and where they come from."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from typing import Any, NamedTuple
from urllib.parse import parse_qs

import plotly.graph_objects as go
import streamlit as st
from babel.dates import get_day_names, get_month_names
from streamlit.errors import FragmentHandledException

from analytics import formats
from analytics.errors import NoSuchDate, UserFacingError
from analytics.figures.parts import LegendEntry
from analytics.filters import DIMENSIONS
from analytics.tables import Table
from pages.components import address, blocks, bugs
from pages.components import table as tables
from pages.components.once import once
from pages.components.session import View
from pages.components.table import Link, Source


def _names(names: Any, width: str, order: Iterable[int]) -> list[str]:
    table = names(width, locale=formats.LOCALE)
    return [table[key] for key in order]


SUNDAY_FIRST, MONTHS = (6, 0, 1, 2, 3, 4, 5), range(1, 13)
GERMAN = {
    "moduleType": "locale",
    "name": "de",
    "dictionary": {},
    "format": {
        "days": _names(get_day_names, "wide", SUNDAY_FIRST),
        "shortDays": _names(get_day_names, "abbreviated", SUNDAY_FIRST),
        "months": _names(get_month_names, "wide", MONTHS),
        "shortMonths": _names(get_month_names, "abbreviated", MONTHS),
        "date": "%d.%m.%Y",
        "decimal": ",",
        "thousands": ".",
    },
}
"""Plotly's locale object; Streamlit ships none but English."""
CONFIG = {
    "displayModeBar": False,
    "scrollZoom": False,
    "doubleClick": False,
    "locale": "de",
    "locales": {"de": GERMAN},
    "topojsonURL": "/assets/topo/",
}


class Answer(NamedTuple):
    """What a card says: a sentence, a drawing of some kind, the same numbers as a table, where they come from."""

    sentence: str
    kind: str
    fig: go.Figure
    table: Table
    source: Source
    legend: Sequence[LegendEntry] = ()


def show(view: View, question: str, make: Callable[[], Answer], link: Link | None = None) -> None:
    """A card with nothing but its answer."""
    with card(view, question):
        answer(view, question, make, link)


@contextlib.contextmanager
def card(view: View, question: str) -> Iterator[None]:
    """The frame of one question; whatever happens in it, a missing delivery or an error of ours, the page goes on."""
    with st.container(gap="small"):
        blocks.html(f'<h3 class="db-question">{escape(question)}</h3>')
        try:
            yield
        except NoSuchDate as error:
            empty(view, str(error))
        except UserFacingError:
            raise
        except FragmentHandledException:
            pass  # the table below the chart has told its error itself
        except Exception as error:
            bugs.contain(error)


def answer(
    view: View, question: str, make: Callable[[], Answer], link: Link | None = None, *, is_kept: bool = True
) -> None:
    """The answer to the question of a card, made once per address; nothing to draw is said in words.

    `is_kept` = False for one that grows with the data and would take the room of hundreds.
    """
    made = once(view, question, make) if is_kept else make()
    if not made.table.rows:
        empty(view, made.sentence)
        return
    blocks.html(f'<p class="db-answer">{escape(made.sentence)}</p>{listed(made.legend)}')
    draw(made.fig, f"{made.kind}: {made.sentence}", made.table.caption)
    _table(view, made.table, made.source, link)
    tables.source_note(view, made.source, _hint(made.fig))


def listed(legend: Sequence[LegendEntry]) -> str:
    """A legend as markup; nothing for none."""
    swatches = "".join(f'<li><i class="db-q q-{e.swatch}" aria-hidden="true"></i>{escape(e.word)}</li>' for e in legend)
    return f'<ul class="db-legend">{swatches}</ul>' if legend else ""


def folded_table(view: View, table: Table, source: Source, link: Link | None = None) -> None:
    """A table that a reader opens, and where it comes from."""
    _table(view, table, source, link)
    tables.source_note(view, source)


@st.fragment
def _table(view: View, table: Table, source: Source, link: Link | None) -> None:
    """The same numbers as a real table with its files, made when a reader opens it."""
    opened = st.expander("Tabelle und Download", key=f"table {table.caption}", on_change="rerun")
    with opened:
        if opened.open:
            tables.rows(view, table, source, link)
        else:
            blocks.html('<p role="status">Die Tabelle wird geholt …</p>')


def draw(fig: go.Figure, alt: str, name: str) -> None:
    """The figure alone; a click on a mark chooses what it stands for (figures.parts.mark)."""
    if not _chosen_by_click(fig):
        st.plotly_chart(fig, config=CONFIG, theme=None, alt=alt, key=f"chart-{name}")
        return
    key = f"choose-{name}"
    chosen = functools.partial(_choose, key)
    st.plotly_chart(fig, config=CONFIG, theme=None, alt=alt, key=key, on_select=chosen, selection_mode="points")


def _chosen_by_click(fig: go.Figure) -> str:
    """The first query string that a mark of the figure carries; empty where no mark does."""
    marks = (mark for trace in fig.data for mark in trace.customdata or () if not isinstance(mark, str))
    return next((query for _, query in marks if query), "")


def _hint(fig: go.Figure) -> str:
    chosen = parse_qs(_chosen_by_click(fig))
    return ("Ein Klick öffnet die Maßnahme." if "nr" in chosen else "Ein Klick wählt aus.") if chosen else ""


def _choose(key: str) -> None:
    """A click on a mark: its query string narrows the selection, or opens what only this page knows (a measure)."""
    points = st.session_state[key].selection.points
    mark = parse_qs(points[0]["customdata"][1]) if points else {}
    own = {dimension.address for dimension in DIMENSIONS}
    if chosen := {name: values for name, values in mark.items() if name in own}:
        address.narrow(lambda selection: selection.toggled(chosen))
    else:
        address.go(mark)


def empty(view: View, text: str) -> None:
    """An empty selection: nothing is wrong, there is only nothing to draw; the way out stands beside it."""
    link = f' <a href="{escape(view.whole_link())}" target="_self">Auswahl aufheben</a>'
    way = "" if view.selection.is_everything else link
    blocks.html(f'<div class="db-note db-empty"><p>{escape(text)}{way}</p></div>')
