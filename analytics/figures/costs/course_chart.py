"""The course of a budget year as a chart: Ist a line, the plan dotted, the forecast a mark, the Ansatz a ceiling."""

from __future__ import annotations

import calendar
from collections.abc import Sequence

import plotly.graph_objects as go

from analytics import formats
from analytics.figures.amount_axis import amount_axis
from analytics.figures.costs.course import MONTHS, Course
from analytics.figures.parts import HOVER, figure, mark
from analytics.theme import Tokens

HEIGHT = 320
SLOT, SLOT_END = 13.1, 14.2
"""Where the bar of postings without a month stands, behind the twelve months."""


def course_chart(course: Course, year: int, forecast_eur: float | None, t: Tokens) -> go.Figure:
    """Twelve months from left to right; nothing is drawn for months after the day."""
    fig = figure(t, HEIGHT)
    _axes(fig, course, forecast_eur, t)
    fig.add_trace(_plan(course, t))
    if course.elapsed:
        fig.add_trace(_spent(course, year, t))
        fig.add_trace(_day(course, year, t))
    if forecast_eur is not None:
        fig.add_trace(_outlook(course, forecast_eur, t))
    if course.actual[0]:
        _without_month(fig, course, t)
    _ceiling(fig, course, t)
    return fig


def _plan(course: Course, t: Tokens) -> go.Scatter:
    ends = range(13)
    whens = ["Jahresbeginn", *(f"Ende {month}" for month in MONTHS)]
    hover = [f"{when}<br>Plan {formats.euro(course.plan_at(end))}" for when, end in zip(whens, ends, strict=True)]
    style = {"width": 2, "color": t.rule, "dash": "4px,4px"}
    return _line("Plan", ends, [course.plan_at(month) for month in ends], hover, style)


def _spent(course: Course, year: int, t: Tokens) -> go.Scatter:
    values = [course.spent_by(end) for end in course.ends]
    hover = [f"{_until(end, year)}<br>Ist {formats.euro(v)}" for end, v in zip(course.ends, values, strict=True)]
    return _line("Ist", course.ends, values, hover, {"width": 3.5, "color": t.actual})


def _until(end: float, year: int) -> str:
    """The day that a point of the line stands for."""
    month = max(int(-(-end // 1)), 1)
    day = round((end - month + 1) * calendar.monthrange(year, month)[1]) or 1
    return f"Bis {day:02}.{month:02}.{year}"


def _line(name: str, x: Sequence[float], y: list[float], hover: list[str], style: dict[str, object]) -> go.Scatter:
    marks = [mark(text) for text in hover]
    return go.Scatter(
        x=list(x), y=y, name=name, mode="lines", line=style, cliponaxis=False, customdata=marks, hovertemplate=HOVER
    )


def _day(course: Course, year: int, t: Tokens) -> go.Scatter:
    """The end of the line: the day itself."""
    value = course.spent_by(course.elapsed)
    text = f"{_until(course.elapsed, year)}<br>Ist {formats.euro(value)}"
    return _point("Stichtag", course.elapsed, value, text, {"size": 9, "color": t.actual})


def _outlook(course: Course, forecast_eur: float, t: Tokens) -> go.Scatter:
    """From the day to the stroke at the year's end."""
    start = [course.elapsed] if 0 < course.elapsed < 12 else []
    values = [course.spent for _ in start]
    text = f"Prognose zum Jahresende<br>{formats.euro(forecast_eur)}"
    stroke = {"symbol": "line-ew", "opacity": 1, "line": {"width": 3, "color": t.forecast}}
    return go.Scatter(
        x=[*start, 12],
        y=[*values, forecast_eur],
        name="Prognose",
        mode="lines+markers",
        line={"width": 2.5, "color": t.forecast, "dash": "7px,3px"},
        marker=stroke | {"size": [*(0 for _ in start), 20]},
        cliponaxis=False,
        customdata=[mark(text) for _ in (*start, 12)],
        hovertemplate=HOVER,
    )


def _point(name: str, x: float, y: float, text: str, marker: dict[str, object]) -> go.Scatter:
    return go.Scatter(
        x=[x], y=[y], name=name, mode="markers", marker=marker, cliponaxis=False,
        customdata=[mark(text)], hovertemplate=HOVER,
    )  # fmt: skip


def _without_month(fig: go.Figure, course: Course, t: Tokens) -> None:
    """A step of its own behind the months, from where the line ends."""
    start, amount = course.spent_by(course.elapsed), course.actual[0]
    bar = {"color": t.actual, "line": {"color": t.actual, "width": 2}}
    text = mark(f"Ist ohne Monat<br>{formats.euro(amount)}")
    fig.add_trace(
        go.Bar(x=[SLOT], y=[amount], base=[start], width=0.9, marker=bar, name="ohne Monat", customdata=[text],
               hovertemplate=HOVER)
    )  # fmt: skip
    line = {"color": t.actual, "width": 1, "dash": "dot"}
    fig.add_shape(type="line", x0=course.elapsed, x1=SLOT - 0.45, y0=start, y1=start, line=line)


def _ceiling(fig: go.Figure, course: Course, t: Tokens) -> None:
    """The valid Ansatz of the year, named above its left end."""
    line = {"color": t.ink, "width": 1.5}
    fig.add_shape(type="line", x0=0, x1=12, y0=course.budget, y1=course.budget, line=line)
    fig.add_annotation(
        x=0,
        y=course.budget,
        text=f"Gültiger Ansatz {formats.euro_short(course.budget)}",
        showarrow=False,
        xanchor="left",
        yanchor="bottom",
        xshift=2,
        yshift=2,
        borderpad=0,
        bgcolor=t.bg,
        font={"size": 14, "color": t.ink},
    )


def _axes(fig: go.Figure, course: Course, forecast_eur: float | None, t: Tokens) -> None:
    amounts = [0.0, course.budget, course.spent, forecast_eur or 0.0]
    amounts += [course.plan_at(month) for month in range(13)] + [course.spent_by(end) for end in course.ends]
    low, high = min(amounts), max(amounts)
    ticks = amount_axis(low, high)
    ends = [min(low, ticks.values[0]), max(high, ticks.values[-1])]
    fig.update_layout(margin={"l": 68, "r": 10, "t": 26, "b": 46})
    fig.update_yaxes(range=ends, tickvals=ticks.values, ticktext=ticks.texts, ticklabelstandoff=6)
    months = list(range(1, 13, 2))
    texts = [MONTHS[month - 1][:3] for month in months]
    slot = [(SLOT, "ohne<br>Monat")] if course.actual[0] else []
    fig.update_xaxes(
        range=[0, SLOT_END if slot else 12],
        tickvals=[*(month - 0.5 for month in months), *(x for x, _ in slot)],
        ticktext=[*texts, *(text for _, text in slot)],
        showgrid=False,
        tickangle=0,
        ticklabelstandoff=5,
    )
    fig.add_shape(type="line", x0=0, x1=12, y0=0, y1=0, line={"color": t.rule, "width": 1})
