"""How gigabit and fibre spread among the city's private households, from the frame of broadband/trend."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from analytics import formats
from analytics.figures.parts import Table, figure
from analytics.theme import Tokens

HEIGHT = 300
LABEL_GAP = 9
"""Percentage points between two end labels, so that they never touch."""
BREAKS = (
    (dt.date(2015, 6, 30), "neue Methode<br>2015"),
    (dt.date(2019, 3, 31), "neue Erhebung<br>2018/19"),
)
"""Values before and after do not compare: the Breitbandatlas changed its method in 2015 and its operator in 2018/19."""


class Line(NamedTuple):
    """One technology by Stand; None is keine Angabe and stays a gap."""

    word: str
    token: str
    values: dict[dt.date, float | None]

    @property
    def last(self) -> tuple[dt.date, float]:
        """The newest Stand that has a value."""
        return max((day, value) for day, value in self.values.items() if value is not None)


def _lines(frame: pd.DataFrame) -> list[Line]:
    """Private households with 1000 Mbit/s, by any technology and by fibre; a line without any value is left out."""
    lines = [
        Line("Gigabit", "gigabit", _values(frame, "alle")),
        Line("Glasfaser", "fibre", _values(frame, "FTTB/H")),
    ]
    return [line for line in lines if any(value is not None for value in line.values.values())]


def _values(frame: pd.DataFrame, technology: str) -> dict[dt.date, float | None]:
    households = (frame["user_group"] == "Privathaushalte") & (frame["min_mbits"] == 1000)
    rows = frame[households & (frame["technology"] == technology)].sort_values("as_of")
    days, shares = pd.to_datetime(rows["as_of"]).dt.date, rows["coverage_pct"]
    return {day: None if pd.isna(share) else float(share) for day, share in zip(days, shares, strict=True)}


def trend(frame: pd.DataFrame, t: Tokens) -> go.Figure:
    """Two lines with value and name at their end, and dotted marks where the method broke."""
    fig, lines = figure(t, HEIGHT), _lines(frame)
    _axes(fig, t)
    for line in lines:
        fig.add_trace(_trace(line, t))
    if lines:
        first, last = min(min(line.values) for line in lines), max(max(line.values) for line in lines)
        _time_axis(fig, first, last)
        _end_labels(fig, t, lines, last)
        for day, words in BREAKS:
            if first < day < last:
                _break_mark(fig, t, day, words)
    return fig


def _trace(line: Line, t: Tokens) -> go.Scatter:
    colour = getattr(t, line.token)
    return go.Scatter(
        x=list(line.values),
        y=list(line.values.values()),
        name=line.word,
        mode="lines+markers",
        line={"width": 2.5, "color": colour},
        marker={"size": 6, "color": colour},
        connectgaps=False,
        cliponaxis=False,
        customdata=[f"{formats.day(d)}<br>{line.word} {formats.percent(v)}" for d, v in line.values.items()],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _end_labels(fig: go.Figure, t: Tokens, lines: list[Line], last: dt.date) -> None:
    """Highest first; a label moves down where it would touch the one above."""
    place = 100.0 + LABEL_GAP
    for line in sorted(lines, key=lambda line: line.last[1], reverse=True):
        place = min(line.last[1], place - LABEL_GAP)
        fig.add_annotation(
            x=last,
            y=place,
            text=f"<b>{formats.percent(line.last[1])}</b> {line.word}",
            showarrow=False,
            xanchor="left",
            xshift=10,
            font={"size": 14, "color": getattr(t, line.token)},
        )


def _axes(fig: go.Figure, t: Tokens) -> None:
    ticks = ["0", "25", "50", "75", f"100{formats.NBSP}%"]
    fig.update_layout(margin={"l": 44, "r": 132, "t": 14, "b": 26})
    fig.update_yaxes(range=[0, 100], tickvals=[0, 25, 50, 75, 100], ticktext=ticks)
    fig.update_xaxes(showgrid=False, showline=True, linecolor=t.rule, ticks="outside", tickcolor=t.rule, ticklen=5)


def _time_axis(fig: go.Figure, first: dt.date, last: dt.date) -> None:
    """Ends at the last value; years stand at 1 January."""
    start = first - (last - first) * 0.03 - dt.timedelta(days=7)
    years = range(start.year + 1, last.year + 1)
    days = [dt.date(year, 1, 1) for year in years]
    fig.update_xaxes(range=[start, last], tickvals=days, ticktext=[str(year) for year in years])


def _break_mark(fig: go.Figure, t: Tokens, day: dt.date, words: str) -> None:
    fig.add_shape(type="line", x0=day, x1=day, y0=0, y1=100, line={"color": t.rule, "width": 1, "dash": "dot"})
    fig.add_annotation(
        x=day,
        y=62.5,
        text=words,
        showarrow=False,
        align="left",
        xanchor="left",
        xshift=6,
        bgcolor=t.bg,
        font={"size": 13, "color": t.muted},
    )


def trend_sentence(frame: pd.DataFrame) -> str:
    """The last known shares with their Stand, and the distance between them where both are of one day."""
    lines = _lines(frame)
    if not lines:
        return "Für die Stadt liegen keine Angaben zu Gigabit und Glasfaser vor."
    if len({line.last[0] for line in lines}) == 1 and len(lines) > 1:
        (day, gigabit), (_, fibre) = (line.last for line in lines)
        return (
            f"{formats.percent(gigabit)} der Privathaushalte haben Gigabit, {formats.percent(fibre)} Glasfaser "
            f"(Stand{formats.NBSP}{formats.day(day)}); der Abstand beträgt {formats.points(abs(gigabit - fibre))}."
        )
    parts = (
        f"{formats.percent(line.last[1])} {line.word} (Stand{formats.NBSP}{formats.day(line.last[0])})"
        for line in lines
    )
    return f"Von den Privathaushalten haben {' und '.join(parts)}."


def trend_table(frame: pd.DataFrame) -> Table:
    """The shares by Stand, newest first."""
    lines = _lines(frame)
    days = sorted({day for line in lines for day in line.values}, reverse=True)
    rows = tuple((formats.day(day), *(formats.percent(line.values.get(day)) for line in lines)) for day in days)
    head = ("Stand", *(line.word for line in lines))
    return Table("Anteil der Privathaushalte mit mindestens 1.000 Mbit/s", head, rows)
