"""What charts share: an empty figure of a fixed height, row heads above bars, legend entries, what a click chooses."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import NamedTuple
from urllib.parse import urlencode

import plotly.graph_objects as go

from analytics.theme import Tokens, template

ROW_HEIGHT = 56
"""Pixels for a row of a horizontal chart: its head and its bar."""


class LegendEntry(NamedTuple):
    """A word and the style class of the swatch in front of it."""

    word: str
    swatch: str


def plotly_text(text: str) -> str:
    """Data inside a drawing: no markup. Quotation marks stay, Plotly would show their entity as it is written."""
    return escape(text, quote=False)


def mark(hover: str, **chosen: str) -> list[str]:
    """The customdata of a mark: its hover text, and as a query string what a click on it chooses."""
    return [hover, urlencode(chosen)]


HOVER = "%{customdata[0]}<extra></extra>"
"""The hovertemplate that goes with `mark`."""


def figure(t: Tokens, height: int) -> go.Figure:
    """An empty figure; the height never follows the screen, so a chart does not stretch."""
    return go.Figure(layout={"template": template(t), "height": height})


def row_figure(t: Tokens, rows: int, barmode: str) -> go.Figure:
    """An empty figure for horizontal bars at y = 0, 1, 2 … from the top, without axes."""
    fig = figure(t, max(rows, 1) * ROW_HEIGHT + 8)
    fig.update_layout(barmode=barmode)
    fig.update_yaxes(visible=False, range=[rows - 0.62, -0.78])
    fig.update_xaxes(visible=False)
    return fig


def row_heads(fig: go.Figure, t: Tokens, heads: Iterable[tuple[str, str]], lift: int = 12) -> None:
    """Above each bar its name on the left and its value on the right; both are data and get escaped."""
    notes = [
        {
            "x": x,
            "y": y,
            "xref": "paper",
            "yref": "y",
            "text": plotly_text(text),
            "showarrow": False,
            "xanchor": anchor,
            "align": anchor,
            "yanchor": "bottom",
            "xshift": 2 * x - 1,
            "yshift": lift,
            "borderpad": 0,
            "font": {"size": 14, "color": colour},
        }
        for y, (name, value) in enumerate(heads)
        for x, text, anchor, colour in ((0, name, "left", t.ink), (1, value, "right", t.muted))
    ]
    fig.update_layout(annotations=[*fig.layout.annotations, *notes])  # at once: one by one takes quadratic time
