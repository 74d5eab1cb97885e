"""How the end of one Maßnahme moved from reporting date to reporting date: the drawing, from measures/history."""

from __future__ import annotations

import datetime as dt
import math
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from analytics import formats
from analytics.figures.parts import HOVER, figure, mark
from analytics.theme import Tokens

HEIGHT, TOP, BOTTOM, LEFT, RIGHT = 240, 24, 28, 46, 92
LABEL_HEIGHT = 40
"""Pixels that an end label of two lines needs."""
MOST_TICKS, MARGIN = 5, dt.timedelta(days=200)
"""Years that have room as ticks; a margin that always leaves one 1 January between both."""
DIAGONAL = "gepunktet: Ende am Stichtag"
PLAN, OUTLOOK, DONE = "gültiger Plan", "erwartet", "beendet"
READING = (
    "So liest man es: Waagerecht heißt Termin gehalten, steigend später, fallend früher. Wo eine Linie die gepunktete "
    "Diagonale trifft, ist ihr Tag gekommen; läuft die erwartete auf ihr weiter, ist die Maßnahme überfällig."
)
"""How a Meilensteintrendanalyse is read."""


class Line(NamedTuple):
    """One end by reporting date; None where the Maßnahme has none (zurückgestellt, eingestellt)."""

    word: str
    ends: dict[dt.date, dt.date | None]

    @property
    def last(self) -> tuple[dt.date, dt.date]:
        """The newest reporting date with an end, and that end."""
        return max((day, end) for day, end in self.ends.items() if end is not None)


def _line(frame: pd.DataFrame, word: str, column: str) -> Line:
    days, ends = (pd.to_datetime(frame[name]).dt.date for name in ("as_of", column))
    return Line(word, {day: None if pd.isna(end) else end for day, end in zip(days, ends, strict=True)})


def _lines(frame: pd.DataFrame) -> list[Line]:
    """The outlook in front of the plan; none where no date has an end."""
    is_done = len(frame) and frame["status"].iloc[-1] == "abgeschlossen"
    lines = [_line(frame, DONE if is_done else OUTLOOK, "expected_end"), _line(frame, PLAN, "valid_end")]
    return [line for line in lines if any(line.ends.values())]


def has_ends(frame: pd.DataFrame) -> bool:
    """True where there is a line to draw."""
    return bool(_lines(frame))


def end_history(frame: pd.DataFrame, t: Tokens) -> go.Figure:
    """The outlook as a line with marks over the dotted steps of the valid plan, each named at its end."""
    fig, lines = figure(t, HEIGHT), _lines(frame)
    fig.update_layout(margin={"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM})
    for line in reversed(lines):
        fig.add_trace(_trace(line, t))
    if lines:
        low, high = _end_axis(fig, lines)
        _report_axis(fig, lines[0], t)
        _end_labels(fig, lines, (low, high), t)
        _diagonal(fig, lines[0], low, t)
    return fig


def _trace(line: Line, t: Tokens) -> go.Scatter:
    is_steps = line.word == PLAN and len(line.ends) > 1
    return go.Scatter(
        x=list(line.ends),
        y=list(line.ends.values()),
        name=line.word,
        mode="lines" if is_steps else "lines+markers",
        line=_stroke(line, t),
        marker={"size": 8},
        connectgaps=False,
        cliponaxis=False,
        customdata=[mark(_hover(line.word, day, end)) for day, end in line.ends.items()],
        hovertemplate=HOVER,
    )


def _stroke(line: Line, t: Tokens) -> dict[str, object]:
    if line.word == PLAN:
        return {"color": t.muted, "width": 2, "dash": "4px,4px", "shape": "hv"}
    return {"color": t.forecast, "width": 3}


def _hover(word: str, day: dt.date, end: dt.date | None) -> str:
    return f"Stand {formats.day(day)}<br>{word} {formats.day(end)}"


def _end_axis(fig: go.Figure, lines: list[Line]) -> tuple[dt.date, dt.date]:
    """From a little below the first reporting date or end to a little above the latest end, with few years as ticks."""
    reports = sorted(lines[0].ends)
    ends = [end for line in lines for end in line.ends.values() if end]
    ends += [reports[0], reports[-1]] if len(reports) > 1 else []
    margin = max(MARGIN, (max(ends) - min(ends)) / 8)
    low, high = min(ends) - margin, max(ends) + margin
    days = _ticks(low, high)
    fig.update_yaxes(range=[low, high], tickvals=days, ticktext=[str(day.year) for day in days])
    return low, high


def _report_axis(fig: go.Figure, line: Line, t: Tokens) -> None:
    first, last = min(line.ends), max(line.ends)
    start = first - max((last - first) / 30, dt.timedelta(days=20))
    days = _ticks(start, last)
    fig.update_xaxes(
        range=[start, last],
        tickvals=days,
        ticktext=[str(day.year) for day in days],
        showgrid=False,
        showline=True,
        linecolor=t.rule,
        ticks="outside",
        tickcolor=t.rule,
        ticklen=5,
    )


def _diagonal(fig: go.Figure, line: Line, low: dt.date, t: Tokens) -> None:
    """Where reporting date and end are the same day; its words stand in the corner that no open Maßnahme reaches."""
    first, last = min(line.ends), max(line.ends)
    if first == last:
        return
    dotted = {"color": t.rule, "width": 1, "dash": "dot"}
    fig.add_shape(type="line", x0=first, y0=first, x1=last, y1=last, line=dotted, layer="below")
    fig.add_annotation(
        x=last,
        y=low,
        text=DIAGONAL,
        showarrow=False,
        xanchor="right",
        yanchor="bottom",
        font={"size": 13, "color": t.muted},
    )


def _ticks(low: dt.date, high: dt.date) -> list[dt.date]:
    """1 January of as many years as have room."""
    years = range(low.year + 1, high.year + 1)
    return [dt.date(year, 1, 1) for year in years[:: max(1, math.ceil(len(years) / MOST_TICKS))]]


def _end_labels(fig: go.Figure, lines: list[Line], span: tuple[dt.date, dt.date], t: Tokens) -> None:
    """Date and word at the end of each line; one label where both end alike, apart where they would touch."""
    ends = [line.last for line in lines]
    if len(set(ends)) == 1:
        _end_label(fig, *ends[0], "wie geplant", t.ink, 0)
        return
    per_day = (HEIGHT - TOP - BOTTOM) / (span[1] - span[0]).days
    outlook, plan = (end for _, end in ends)
    lift = max(0.0, LABEL_HEIGHT - abs((outlook - plan).days) * per_day) / 2 * (1 if outlook >= plan else -1)
    _end_label(fig, *ends[0], lines[0].word, t.forecast, lift)
    _end_label(fig, *ends[1], lines[1].word, t.muted, -lift)


def _end_label(fig: go.Figure, day: dt.date, end: dt.date, word: str, colour: str, lift: float) -> None:
    fig.add_annotation(
        x=day,
        y=end,
        text=f"<b>{formats.day(end)}</b><br>{word}",
        showarrow=False,
        align="left",
        xanchor="left",
        xshift=10,
        yshift=lift,
        font={"size": 14, "color": colour},
    )
