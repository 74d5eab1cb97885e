"""Shares over time: lines with value and name at their end, gaps that stay gaps, and dotted marks at method breaks."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from analytics import formats
from analytics.figures.goals import DASHES
from analytics.figures.parts import figure, plotly_text
from analytics.figures.ranking import Limit
from analytics.reference import MethodBreak, reference
from analytics.tables import Column, Table
from analytics.theme import Tokens

HEIGHT = 300
LABEL_GAP = 9
"""Percentage points between two end labels, so that they never touch."""
BREAK_STEP = 18
"""Percentage points by which the words at a break stand lower than those at the one before."""
MOST_YEARS = 6
"""More years than that at the axis would touch on a phone."""
ROOM_FOR_WORDS = 0.7
"""Up to this part of the time the words of a break stand to its right, later to its left, off the end labels."""


class Line(NamedTuple):
    """One series by Stand; None is keine Angabe and stays a gap. `token` colours the line, `text_token` its label."""

    word: str
    token: str
    values: dict[dt.date, float | None]
    text_token: str = ""

    @property
    def known(self) -> dict[dt.date, float]:
        """The values that are given."""
        return {day: value for day, value in self.values.items() if value is not None}

    @property
    def last(self) -> tuple[dt.date, float]:
        """The newest Stand that has a value."""
        return max(self.known.items())


def values_of(rows: pd.DataFrame) -> dict[dt.date, float | None]:
    """The shares of one series in time."""
    rows = rows.sort_values("as_of")
    days, shares = pd.to_datetime(rows["as_of"]).dt.date, rows["coverage_pct"]
    return {day: None if pd.isna(share) else float(share) for day, share in zip(days, shares, strict=True)}


def aligned(lines: Sequence[Line]) -> list[Line]:
    """With a gap wherever a line has no row at a Stand that another one has, between its own first and last."""
    days = sorted({day for line in lines for day in line.values})
    return [
        line._replace(values={day: line.values.get(day) for day in days if min(line.known) <= day <= max(line.known)})
        for line in lines
    ]


def draw(lines: Sequence[Line], t: Tokens, goal: Limit | None = None) -> go.Figure:
    """The lines between the first and the last Stand of any, and a target as a dashed line with its word at the end."""
    fig = figure(t, HEIGHT)
    _axes(fig, t)
    for line in lines:
        fig.add_trace(_trace(line, t))
    if lines:
        first, last = min(min(line.values) for line in lines), max(max(line.values) for line in lines)
        _time_axis(fig, first, last)
        _end_labels(fig, t, [*lines, *_goal(fig, t, goal, last)], last)
        for row, found in enumerate(breaks_between(first, last)):
            late = (found.day - first) / (last - first) > ROOM_FOR_WORDS
            _break_mark(fig, t, found, 62.5 - BREAK_STEP * row, "right" if late else "left")
    return fig


def breaks_between(first: dt.date, last: dt.date) -> list[MethodBreak]:
    """The breaks that part these days; a value of the day itself was measured in the new way."""
    return [found for found in reference().method_breaks if first < found.day <= last]


def same_method(a: dt.date, b: dt.date) -> bool:
    """Whether values of these days compare."""
    return not breaks_between(min(a, b), max(a, b))


def newest(lines: Sequence[Line]) -> dt.date | None:
    """The newest Stand that is drawn with a value."""
    return max((line.last[0] for line in lines), default=None)


def _trace(line: Line, t: Tokens) -> go.Scatter:
    colour, word = getattr(t, line.token), plotly_text(line.word)
    return go.Scatter(
        x=list(line.values),
        y=list(line.values.values()),
        name=line.word,
        mode="lines+markers",
        line={"width": 2.5, "color": colour},
        marker={"size": 6, "color": colour},
        connectgaps=False,
        cliponaxis=False,
        customdata=[f"{formats.day(day)}<br>{word} {formats.percent(value)}" for day, value in line.values.items()],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _goal(fig: go.Figure, t: Tokens, goal: Limit | None, last: dt.date) -> list[Line]:
    """Drawn across the whole time; what stands at its end is labelled like a line."""
    if goal is None:
        return []
    line = {"color": t.ink, "width": 2, "dash": DASHES}
    fig.add_shape(type="line", x0=0, x1=1, xref="paper", y0=goal.pct, y1=goal.pct, line=line)
    return [Line(goal.word, "ink", {last: goal.pct})]


def _end_labels(fig: go.Figure, t: Tokens, lines: Sequence[Line], last: dt.date) -> None:
    """Beside the last Stand, apart from each other; a line that ends earlier is labelled there, with its Stand."""
    ending = [line for line in lines if line.last[0] == last]
    for line, place in zip(ending, _spread([line.last[1] for line in ending]), strict=True):
        _label(fig, t, line, place, "")
    for line in lines:
        if line not in ending:
            _label(fig, t, line, line.last[1], f" ({line.last[0]:%m/%Y})")


def _spread(heights: Sequence[float]) -> list[float]:
    """Places for labels at these heights: highest first, each below the one above, all of them above the axis."""
    order = sorted(range(len(heights)), key=lambda i: -heights[i])
    places, above = dict.fromkeys(order, 0.0), 100.0 + LABEL_GAP
    for rank, i in enumerate(order):
        room_below = LABEL_GAP * (len(order) - 1 - rank)
        above = places[i] = max(min(heights[i], above - LABEL_GAP), float(room_below))
    return [places[i] for i in range(len(heights))]


def _label(fig: go.Figure, t: Tokens, line: Line, place: float, stand: str) -> None:
    fig.add_annotation(
        x=line.last[0],
        y=place,
        text=f"<b>{formats.percent(line.last[1])}</b> {plotly_text(line.word)}{stand}",
        showarrow=False,
        xanchor="left",
        xshift=10,
        bgcolor=t.bg if stand else None,
        font={"size": 14, "color": getattr(t, line.text_token or line.token)},
    )


def _axes(fig: go.Figure, t: Tokens) -> None:
    ticks = ["0", "25", "50", "75", f"100{formats.NBSP}%"]
    fig.update_layout(margin={"l": 44, "r": 132, "t": 14, "b": 26})
    fig.update_yaxes(range=[0, 100], tickvals=[0, 25, 50, 75, 100], ticktext=ticks)
    fig.update_xaxes(showgrid=False, showline=True, linecolor=t.rule, ticks="outside", tickcolor=t.rule, ticklen=5)


def _time_axis(fig: go.Figure, first: dt.date, last: dt.date) -> None:
    """Ends at the last value; years stand at 1 January, a single Stand at its own day."""
    start = first - (last - first) * 0.03 - dt.timedelta(days=7)
    years = range(start.year + 1, last.year + 1)
    days = [dt.date(year, 1, 1) for year in years[:: math.ceil(len(years) / MOST_YEARS) or 1]]
    words = [str(day.year) for day in days]
    if first == last:
        days, words = [last], [formats.day(last)]
    fig.update_xaxes(range=[start, last], tickvals=days, ticktext=words)


def _break_mark(fig: go.Figure, t: Tokens, found: MethodBreak, height: float, side: str) -> None:
    """`side` = the side of the words that touches the mark."""
    dotted = {"color": t.rule, "width": 1, "dash": "dot"}
    fig.add_shape(type="line", x0=found.day, x1=found.day, y0=0, y1=100, line=dotted)
    fig.add_annotation(
        x=found.day,
        y=height,
        text="<br>".join(plotly_text(found.words).rsplit(" ", 1)),
        showarrow=False,
        align=side,
        xanchor=side,
        xshift=6 if side == "left" else -6,
        bgcolor=t.bg,
        font={"size": 13, "color": t.muted},
    )


def table(caption: str, lines: Sequence[Line]) -> Table:
    """The shares by Stand, newest first."""
    days = sorted({day for line in lines for day in line.values}, reverse=True)
    rows = tuple((day, *(line.values.get(day) for line in lines)) for day in days)
    return Table(caption, (Column("Stand", "day"), *(Column(line.word, "pct") for line in lines)), rows)
