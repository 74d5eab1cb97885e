"""Any answer of the console that has the shape of one as a chart: lines over days, bars under names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from analytics import formats
from analytics.figures.amount_axis import amount_axis
from analytics.figures.console.result_shape import COLOURS, Series, Shape, name_of, said
from analytics.figures.parts import HOVER, figure, mark, plotly_text
from analytics.figures.wrapping import wrapped
from analytics.theme import Tokens

DASHES = ("solid", "6px,3px", "2px,3px", "10px,3px,2px,3px")
PATTERNS = ("", "/", "x", ".")
HEIGHT, HEAD, BAR = 320, 34, 16
"""Pixels of lines, of the name above the bars of a row, and of each of its bars."""


def result_chart(shape: Shape, t: Tokens) -> go.Figure:
    """Lines over days or bars under names, in the order of the answer."""
    return _lines(shape, t) if shape.is_course else _bars(shape, t)


def _lines(shape: Shape, t: Tokens) -> go.Figure:
    fig = figure(t, HEIGHT)
    fig.update_layout(margin={"l": 72, "r": 16, "t": 14, "b": 34})
    fig.update_xaxes(showgrid=False, showline=True, linecolor=t.rule, tickformat="%d.%m.%Y", nticks=5)
    _value_axis(fig, shape)
    order = sorted(range(len(shape.names)), key=lambda at: str(shape.names[at]))
    for one, token, dash in zip(shape.series, COLOURS, DASHES, strict=False):
        colour = getattr(t, token)
        fig.add_trace(
            go.Scatter(
                x=[shape.names[at] for at in order],
                y=[one.values[at] for at in order],
                name=one.column.head,
                mode="lines+markers",
                line={"width": 2.5, "color": colour, "dash": dash},
                marker={"size": 6, "color": colour},
                connectgaps=False,
                cliponaxis=False,
                customdata=[_mark(shape, one, at) for at in order],
                hovertemplate=HOVER,
            )
        )
    return fig


def _value_axis(fig: go.Figure, shape: Shape) -> None:
    values = [value for one in shape.series for value in one.values if value is not None]
    low, high = min(0.0, *values), max(0.0, *values)
    room = (high - low) * 0.06 or 1.0
    fig.update_yaxes(range=[low - (room if low < 0 else 0), high + room], nticks=5, ticklabelstandoff=6)
    if shape.series[0].column.kind == "eur":
        ticks = amount_axis(low, high)
        fig.update_yaxes(tickvals=ticks.values, ticktext=ticks.texts)
    elif shape.series[0].column.kind == "pct":
        fig.update_yaxes(ticksuffix=f"{formats.NBSP}%")


def _bars(shape: Shape, t: Tokens) -> go.Figure:
    pitch, rows = HEAD + BAR * len(shape.series), len(shape.names)
    fig = figure(t, rows * pitch + 12)
    values = [value for one in shape.series for value in one.values if value is not None]
    fig.update_layout(barmode="overlay", margin={"l": 0, "r": 6, "t": 4, "b": 4})
    fig.update_xaxes(visible=False, range=[min(0.0, *values), max(0.0, *values) or 1.0])
    fig.update_yaxes(visible=False, range=[rows - 1 + (pitch - HEAD + 8) / pitch, -HEAD / pitch])
    for k, (one, token) in enumerate(zip(shape.series, COLOURS, strict=False)):
        colour = getattr(t, token)
        pattern = {"shape": PATTERNS[k], "bgcolor": colour, "fgcolor": t.bg, "size": 5}
        fig.add_trace(
            go.Bar(
                orientation="h",
                x=list(one.values),
                y=[row + (k + 0.5) * BAR / pitch for row in range(rows)],
                width=(BAR - 4) / pitch,
                name=one.column.head,
                marker={"color": colour, "line": {"width": 0}, "pattern": pattern},
                customdata=[_mark(shape, one, at) for at in range(rows)],
                hovertemplate=HOVER,
            )
        )
    fig.update_layout(annotations=_heads(shape, t))
    return fig


def _heads(shape: Shape, t: Tokens) -> list[dict[str, Any]]:
    """Above the bars of a row its name and, of a single series, its value."""
    return [
        {
            "x": x,
            "xref": "paper",
            "xanchor": anchor,
            "y": y,
            "yanchor": "bottom",
            "yshift": 1,
            "text": plotly_text(text),
            "showarrow": False,
            "borderpad": 0,
            "font": {"size": 14, "color": colour},
        }
        for y, name in enumerate(shape.names)
        for x, anchor, text, colour in ((0, "left", name_of(name, shape), t.ink), (1, "right", _sum(shape, y), t.muted))
    ]


def _sum(shape: Shape, at: int) -> str:
    first = shape.series[0]
    value = first.values[at]
    return "" if len(shape.series) > 1 else formats.MISSING if value is None else said(value, first)


def _mark(shape: Shape, series: Series, at: int) -> Sequence[str]:
    value = series.values[at]
    text = formats.MISSING if value is None else said(value, series)
    return mark(f"{wrapped(name_of(shape.names[at], shape))}<br>{plotly_text(series.column.head)}: {text}")
