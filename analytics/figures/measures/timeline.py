"""When the Maßnahmen end and when they should: valid plan, Ursprungsplan and outlook, from measures/list.

The vertical axis counts pixels, so that a title of two lines gets the room that it needs.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from analytics import formats
from analytics.figures.measures.ratings import rows_of
from analytics.figures.measures.schedule import delay
from analytics.figures.parts import HOVER, LegendEntry, figure, mark
from analytics.figures.wrapping import joined, lines_of, wrapped
from analytics.labels import label
from analytics.theme import Tokens

TIMELINE_LEGEND = (
    LegendEntry("gültiger Plan", "planned"),
    LegendEntry("Ende im Ursprungsplan", "baseline"),
    LegendEntry("erwartetes oder tatsächliches Ende", "forecast"),
    LegendEntry("Verspätung", "delay"),
)
HEAD_WIDTH, LINE, BAR, GAP, TOP, RIGHT = 44, 18, 14, 16, 46, 92
"""Characters in a line of a row's head; in pixels the heights of line, bar and space below it, and the margins."""
MOST_YEARS = 4
"""Labelled years; more would touch on a phone."""
EDGE = 0.08
"""So near to the left edge, as a part of the axis, a label would be cut."""


class Row(NamedTuple):
    """A Maßnahme in the drawing: its head in lines, the middle of its bar in pixels from the top."""

    measure: Any
    head: list[str]
    middle: float


def timeline(frame: pd.DataFrame, as_of: dt.date, t: Tokens) -> go.Figure:
    """Per Maßnahme a frame from planned start to valid end, a tick for the Ursprungsplan, a stroke for the outlook."""
    rows, height = _rows(frame)
    fig = figure(t, int(height) + TOP + 4)
    fig.update_layout(barmode="overlay", margin={"t": TOP, "r": RIGHT, "b": 4})
    fig.update_yaxes(visible=False, range=[max(height, 1), 0])
    if rows:
        _years(fig, rows, as_of)
        _as_of_line(fig, as_of, t)
        _heads(fig, rows, as_of, t)
        fig.add_trace(
            _bars(rows, "start_planned", "valid_end", BAR, {"color": t.planned, "line": {"color": t.rule, "width": 1}})
        )
        fig.add_trace(_bars(_late(rows), "valid_end", "expected_end", BAR / 2, {"color": t.forecast}))
        fig.add_trace(_ticks(rows, "end_baseline", {"size": 20, "line": {"width": 1.5, "color": t.ink}}))
        fig.add_trace(_ticks(rows, "expected_end", {"size": 18, "line": {"width": 3, "color": t.forecast}}))
    return fig


def _rows(frame: pd.DataFrame) -> tuple[list[Row], float]:
    rows, y = [], 0.0
    for measure in rows_of(frame):
        head = lines_of(f"{measure.measure_id} {measure.title}", HEAD_WIDTH, 2)
        y += LINE * len(head) + 2
        rows.append(Row(measure, head, y + BAR / 2))
        y += BAR + GAP
    return rows, y


def _late(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row.measure.days_late_valid > 0]


def _bars(rows: list[Row], start: str, end: str, width: float, marker: dict[str, object]) -> go.Bar:
    starts, ends = _days(rows, start), _days(rows, end)
    return go.Bar(
        orientation="h",
        base=starts,
        x=[last - first for first, last in zip(starts, ends, strict=True)],
        y=[row.middle for row in rows],
        width=width,
        marker=marker,
        customdata=_marks(rows),
        hovertemplate=HOVER,
    )


def _ticks(rows: list[Row], day: str, marker: dict[str, object]) -> go.Scatter:
    return go.Scatter(
        mode="markers",
        x=_days(rows, day),
        y=[row.middle for row in rows],
        marker={"symbol": "line-ns", **marker},
        cliponaxis=False,
        customdata=_marks(rows),
        hovertemplate=HOVER,
    )


def _days(rows: list[Row], column: str) -> list[int]:
    return [getattr(row.measure, column).toordinal() for row in rows]


def _marks(rows: list[Row]) -> list[list[str]]:
    return [mark(_hover(row.measure), nr=row.measure.measure_id) for row in rows]


def _hover(measure: Any) -> str:
    dates = ("end_baseline", "valid_end", "expected_end")
    lines = [f"{label(name)} {formats.day(getattr(measure, name))}" for name in dates]
    return "<br>".join((wrapped(f"{measure.measure_id} {measure.title}"), *lines, delay(measure.days_late_valid)))


def _heads(fig: go.Figure, rows: list[Row], as_of: dt.date, t: Tokens) -> None:
    """All notes at once: adding them one by one checks the whole figure each time."""
    notes = [_as_of_note(as_of, t)]
    for row in rows:
        notes += [_name(row, t), _delay(row, t)]
    fig.update_layout(annotations=notes)


def _name(row: Row, t: Tokens) -> dict[str, object]:
    look = {"yanchor": "bottom", "yshift": BAR / 2 + 1, "bgcolor": t.bg, "font": {"size": 14, "color": t.ink}}
    return {**_place(row, 0), "text": joined(row.head), "align": "left", **look}


def _delay(row: Row, t: Tokens) -> dict[str, object]:
    words, is_late = delay(row.measure.days_late_valid), bool(row.measure.is_late)
    font = {"size": 14, "color": t.critical_text if is_late else t.muted}
    return {**_place(row, 1), "text": f"<b>{words}</b>" if is_late else words, "xshift": 10, "font": font}


def _place(row: Row, x: int) -> dict[str, object]:
    place = {"x": x, "xref": "paper", "y": row.middle, "yref": "y", "xanchor": "left"}
    return {**place, "showarrow": False, "borderpad": 0}


def _years(fig: go.Figure, rows: list[Row], as_of: dt.date) -> None:
    """A hairline on every 1 January, and a label on as many as a phone has room for."""
    columns = ("start_planned", "end_baseline", "valid_end", "expected_end")
    days = [as_of.toordinal(), *(day for column in columns for day in _days(rows, column))]
    first, length = min(days), max(max(days) - min(days), 400)
    years = range(dt.date.fromordinal(first).year + 1, dt.date.fromordinal(first + length).year + 1)
    starts = [dt.date(year, 1, 1).toordinal() for year in years]
    has_room = [start for start in starts if start - first > EDGE * length]
    labelled = has_room[:: max(1, math.ceil(len(has_room) / MOST_YEARS))]
    fig.update_xaxes(
        side="top",
        range=[first - length / 60, first + length * 61 / 60],
        tickvals=starts,
        ticktext=[str(year) if start in labelled else "" for year, start in zip(years, starts, strict=True)],
    )


def _as_of_line(fig: go.Figure, as_of: dt.date, t: Tokens) -> None:
    day, line = as_of.toordinal(), {"color": t.ink, "width": 1, "dash": "dot"}
    fig.add_shape(type="line", x0=day, x1=day, y0=0, y1=1, yref="paper", line=line)


def _as_of_note(as_of: dt.date, t: Tokens) -> dict[str, object]:
    place = {"x": as_of.toordinal(), "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 22, "showarrow": False}
    return {**place, "text": f"Stand {formats.day(as_of)}", "font": {"size": 13, "color": t.ink}}
