"""What charts share: an empty figure of a fixed height, row heads above bars, legend entries, the table under it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import NamedTuple

import plotly.graph_objects as go

from analytics.theme import Tokens, template

ROW_HEIGHT = 56
"""Pixels for a row of a horizontal chart: its head and its bar."""


class Table(NamedTuple):
    """The table under a chart: the first cell of a row is its head, cells are ready to read, not yet escaped."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    last_is_sum: bool = False


class LegendEntry(NamedTuple):
    """A word and the style class of the swatch in front of it."""

    word: str
    swatch: str


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
    for y, (name, value) in enumerate(heads):
        for x, text, anchor, colour in ((0, name, "left", t.ink), (1, value, "right", t.muted)):
            fig.add_annotation(
                x=x,
                y=y,
                xref="paper",
                yref="y",
                text=escape(text),
                showarrow=False,
                xanchor=anchor,
                align=anchor,
                yanchor="bottom",
                xshift=2 * x - 1,
                yshift=lift,
                borderpad=0,
                font={"size": 14, "color": colour},
            )
