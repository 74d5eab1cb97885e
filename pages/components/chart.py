"""The chart card: question, generated answer, drawing, the same numbers as a real table, and where they come from."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go
import streamlit as st
from babel.dates import get_day_names, get_month_names

from analytics import formats
from analytics.errors import NoSuchDate
from analytics.figures.parts import LegendEntry, Table
from analytics.theme import Tokens, tokens
from pages.components import blocks
from pages.components.session import View


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


def theme() -> Tokens:
    """The tokens of the theme that the viewer sees."""
    return tokens(st.context.theme.type)


@contextlib.contextmanager
def card(question: str) -> Iterator[None]:
    """The frame of one question; where its table has no delivery yet, the card says so and the page goes on."""
    with st.container(gap="small"):
        blocks.html(f'<h3 class="db-question">{escape(question)}</h3>')
        try:
            yield
        except NoSuchDate as error:
            empty(str(error))


def answer(
    view: View,
    sentence: str,
    kind: str,
    fig: go.Figure,
    table: Table,
    source: tuple[str, dt.date | None],
    legend: Sequence[LegendEntry] = (),
    credits: Sequence[str] = (),
) -> None:
    """The answer as a sentence, as a drawing and as a table; nothing to draw is said in words."""
    if not table.rows:
        empty(sentence)
        return
    swatches = "".join(f'<li><i class="db-q q-{e.swatch}" aria-hidden="true"></i>{escape(e.word)}</li>' for e in legend)
    listed = f'<ul class="db-legend">{swatches}</ul>' if legend else ""
    blocks.html(f'<p class="db-answer">{escape(sentence)}</p>{listed}')
    st.plotly_chart(fig, config=CONFIG, theme=None, alt=f"{kind}: {sentence}", key=f"chart-{table.caption}")
    with st.expander("Tabelle"):
        blocks.html(table_html(table))
    file, as_of = source
    named = (f"Quelle: {file}, Stand {formats.day(as_of)}", *credits, blocks.sample_label(view))
    note = " · ".join(filter(None, named))
    blocks.html(f'<p class="db-source">{escape(note)}</p>')


def empty(text: str) -> None:
    """An empty selection: nothing is wrong, there is only nothing to draw."""
    blocks.html(f'<div class="db-note db-empty"><p>{escape(text)}</p></div>')


def table_html(table: Table) -> str:
    """A table that scrolls inside itself; the first cell of a row is its head."""
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.head)
    rows = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in row[1:])}</tr>'
        for row in table.rows
    )
    caption, kind = escape(table.caption), "db-table db-sum" if table.last_is_sum else "db-table"
    return (
        f'<div class="{kind}" tabindex="0" role="region" aria-label="{caption}"><table><caption>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
