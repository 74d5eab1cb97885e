"""Meilensteintrendanalyse, the drawing: all lines thin and pale, the few that moved most in front with their number."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from operator import attrgetter
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics import formats
from analytics.figures.measures.ratings import rows_of
from analytics.figures.parts import HOVER, LegendEntry, figure, mark, plotly_text
from analytics.figures.portfolio.trend import drawn, most_moved
from analytics.figures.wrapping import wrapped
from analytics.theme import Tokens

TREND_LEGEND = (
    LegendEntry("am weitesten nach hinten gerückt", "moved"),
    LegendEntry("alle anderen", "steady"),
    LegendEntry("Ende = Stichtag", "diagonal"),
)
HEIGHT, TOP, BOTTOM, LEFT, RIGHT = 460, 12, 28, 44, 48
LABEL_HEIGHT = 17
"""Pixels that the number of a line needs."""
MOST_TICKS = 6


def trend_chart(frame: pd.DataFrame, t: Tokens) -> go.Figure:
    """Reporting date to the right, expected end upwards; a line ends where its Maßnahme is completed."""
    fig, rows = figure(t, HEIGHT), _drawn(frame)
    fig.update_layout(margin={"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM})
    if rows.empty:
        return fig
    named = [number for number in most_moved(frame) if number in set(rows["measure_id"])]
    low, high = _axes(fig, rows, t)
    _diagonal(fig, rows, t)
    others = rows[~rows["measure_id"].isin(named)]
    fig.add_trace(_trace(others, {"color": t.rule, "width": 1}, {"size": 4}))
    for number in reversed(named):  # of points at one place the last takes the click, unless above 6 px
        fig.add_trace(_trace(rows[rows["measure_id"] == number], {"color": t.forecast, "width": 2.5}, {"size": 6}))
    _numbers(fig, rows, named, (low, high), t)
    return fig


def _drawn(frame: pd.DataFrame) -> pd.DataFrame:
    """The lines to draw, each up to the date on which its Maßnahme was first completed: nothing moves any more."""
    ordered = frame[frame["measure_id"].isin(drawn(frame))].sort_values(["measure_id", "as_of"])
    is_done = ordered["status"].eq("abgeschlossen")
    was_done = is_done.groupby(ordered["measure_id"]).shift(fill_value=False)
    kept = ordered[~(is_done & was_done)]
    return kept[kept.groupby("measure_id")["expected_end"].transform("count") > 0]


def _trace(rows: pd.DataFrame, line: dict[str, object], marker: dict[str, object]) -> go.Scatter:
    """All these Maßnahmen as one trace with a gap between two: hundreds of traces would be slow."""
    x: list[Any] = []
    y: list[Any] = []
    marks: list[list[str]] = []
    for number, course in itertools.groupby(rows_of(rows), key=attrgetter("measure_id")):
        points = list(course)
        x += [*(point.as_of for point in points), None]
        y += [*(None if formats.is_missing(point.expected_end) else point.expected_end for point in points), None]
        marks += [*(mark(_hover(point), nr=str(number)) for point in points), ["", ""]]
    return go.Scatter(
        x=x,
        y=y,
        mode="lines+markers",
        line=line,
        marker=marker,
        connectgaps=False,
        cliponaxis=False,
        customdata=marks,
        hovertemplate=HOVER,
    )


def _hover(point: Any) -> str:
    end = formats.day(point.expected_end)
    moved = "" if formats.is_missing(point.days_moved) else f"<br>{_moved(int(point.days_moved))}"
    return f"{wrapped(f'{point.measure_id} {point.title}')}<br>Stand {formats.day(point.as_of)}: Ende {end}{moved}"


def _moved(days: int) -> str:
    if not days:
        return "wie zuerst erwartet"
    return f"{formats.count(abs(days), 'Tag', 'Tage')} {'später' if days > 0 else 'früher'} als zuerst erwartet"


def _axes(fig: go.Figure, rows: pd.DataFrame, t: Tokens) -> tuple[dt.datetime, dt.datetime]:
    first, last = rows["as_of"].min(), rows["as_of"].max()
    low, high = min(first, rows["expected_end"].min()), max(last, rows["expected_end"].max())
    margin = max((high - low) / 40, pd.Timedelta(days=20))
    low, high = low - margin, high + margin
    fig.update_yaxes(range=[low, high], tickvals=_years(low, high), ticktext=_words(_years(low, high)))
    start = first - max((last - first) / 40, pd.Timedelta(days=20))
    days = _years(start, last) if last > first else [last]
    words = _words(days) if last > first else [formats.day(last)]
    look = {"showgrid": False, "showline": True, "linecolor": t.rule, "ticks": "outside", "tickcolor": t.rule}
    fig.update_xaxes(range=[start, last], tickvals=days, ticktext=words, ticklen=5, **look)
    return low, high


def _years(low: dt.datetime, high: dt.datetime) -> list[dt.date]:
    """1 January of as many years as have room."""
    years = range(low.year + 1, high.year + 1)
    return [dt.date(year, 1, 1) for year in years[:: max(1, math.ceil(len(years) / MOST_TICKS))]]


def _words(days: list[dt.date]) -> list[str]:
    return [str(day.year) for day in days]


def _diagonal(fig: go.Figure, rows: pd.DataFrame, t: Tokens) -> None:
    first, last = rows["as_of"].min(), rows["as_of"].max()
    line = {"color": t.ink, "width": 1.4, "dash": "6px,4px"}
    fig.add_shape(type="line", x0=first, y0=first, x1=last, y1=last, line=line, layer="below")


def _numbers(
    fig: go.Figure, rows: pd.DataFrame, named: list[str], span: tuple[dt.datetime, dt.datetime], t: Tokens
) -> None:
    """The number at the end of each line that stands out, apart from each other."""
    ends = [_last(rows, number) for number in named]
    per_second = (HEIGHT - TOP - BOTTOM) / (span[1] - span[0]).total_seconds()
    heights = [(end.expected_end - span[0]).total_seconds() * per_second for end in ends]
    notes = [
        {
            "x": end.as_of,
            "y": end.expected_end,
            "text": f"<b>{plotly_text(end.measure_id)}</b>",
            "showarrow": False,
            "xanchor": "left",
            "xshift": 8,
            "yshift": place - height,
            "font": {"size": 13, "color": t.forecast},
        }
        for end, height, place in zip(ends, heights, apart(heights), strict=True)
    ]
    fig.update_layout(annotations=notes)


def _last(rows: pd.DataFrame, number: str) -> Any:
    course = rows[(rows["measure_id"] == number) & rows["expected_end"].notna()]
    return rows_of(course)[-1]


def apart(heights: list[float]) -> list[float]:
    """Places for labels at these heights in pixels: none nearer to another than it is high, all inside the drawing."""
    places = dict.fromkeys(range(len(heights)), 0.0)
    above = HEIGHT - TOP - BOTTOM + LABEL_HEIGHT / 2
    order = sorted(places, key=lambda i: -heights[i])
    for rank, i in enumerate(order):
        room_below = LABEL_HEIGHT * (len(order) - 1 - rank)
        above = places[i] = max(min(heights[i], above - LABEL_HEIGHT), float(room_below))
    return [places[i] for i in range(len(heights))]
