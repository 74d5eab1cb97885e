"""The answer to a pivot as a chart: lines where rows follow each other in time, bars one below the other elsewhere."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

import plotly.graph_objects as go

from analytics import formats
from analytics.desk.conditions import IS, Condition, word_of, written
from analytics.desk.pivot import BY_NAME, CONDITION, Pivot
from analytics.desk.result import PivotAnswer, PivotRow, change, compared, values
from analytics.figures.amount_axis import amount_axis
from analytics.figures.desk import series
from analytics.figures.desk.cells import column_words, exact, is_in_time, kind_of, row_word, short
from analytics.figures.parts import HOVER, LegendEntry, figure, plotly_text, row_heads
from analytics.tables import Kind
from analytics.theme import Tokens

MOST_BARS = 20
"""Rows that are drawn; the table has all."""
HEAD, BAR = 34, 16
"""Pixels of the head of a row, and of each of its bars."""
HEIGHT = 340
MOST_WORDS = {"day": 4, "number": 6}
"""Words at an axis, so that they never touch."""


class PivotChart(NamedTuple):
    """The drawing, its kind in a word, its legend, and what must be said of what it leaves out."""

    fig: go.Figure
    kind: str
    legend: tuple[LegendEntry, ...]
    note: str


class _Drawn(NamedTuple):
    """What is drawn: the series side by side with their values row by row."""

    names: tuple[str, ...]
    columns: tuple[Any, ...]
    values: tuple[tuple[Any, ...], ...]
    kind: Kind


def pivot_chart(answer: PivotAnswer, t: Tokens) -> PivotChart:
    """Lines for days, years and months with at least two rows, else bars; at most six series, else their sums."""
    drawn = _drawn(answer)
    cut = f"Gezeichnet sind die ersten {MOST_BARS} Zeilen." if len(answer.rows) > MOST_BARS else ""
    if _is_course(answer):
        return PivotChart(_lines(answer, drawn, t), "Linien", series.legend(drawn.names), _left_out(answer, drawn))
    note = " ".join(filter(None, (_left_out(answer, drawn), cut)))
    return PivotChart(_bars(answer, drawn, t), "Balken", series.legend(drawn.names), note)


def _is_course(answer: PivotAnswer) -> bool:
    """Whether its rows are points in time or on a scale, in their order."""
    pivot = answer.pivot
    is_scale = len(pivot.rows) == 1 and is_in_time(pivot.row_attributes[0]) and pivot.order == BY_NAME
    return is_scale and len(answer.rows) > 1 and all(row.keys[0] is not None for row in answer.rows)


def _left_out(answer: PivotAnswer, drawn: _Drawn) -> str:
    """What a reader must know where the columns are not all drawn."""
    if compared(answer) or not answer.pivot.across or len(drawn.names) == answer.column_count:
        return ""
    if not answer.pivot.has_sum_of_columns:
        return f"Gezeichnet sind die letzten {len(drawn.names)} Spalten." if answer.columns else ""
    return (
        "Das Diagramm zeigt die Summe der Spalten."
        if answer.pivot.adds
        else "Das Diagramm zeigt den Wert über alle Spalten."
    )


def _drawn(answer: PivotAnswer) -> _Drawn:
    kind = kind_of(answer.pivot)
    pair = answer.pair
    if compared(answer) and pair:
        return _Drawn(("Differenz",), (None,), tuple((change(row, pair)[0],) for row in answer.rows), kind)
    rows, _ = values(answer)
    names = column_words(answer)
    if 0 < len(names) <= series.MOST:
        return _Drawn(names, answer.columns, tuple(row[:-1] for row in rows), kind)
    if not answer.pivot.has_sum_of_columns:
        last = slice(-series.MOST, None)
        return _Drawn(names[last], answer.columns[last], tuple(row[:-1][last] for row in rows), kind)
    return _Drawn((answer.pivot.measured,), (None,), tuple(row[-1:] for row in rows), kind)


def _bars(answer: PivotAnswer, drawn: _Drawn, t: Tokens) -> go.Figure:
    """One row below the other under its name: parts of a sum end to end, anything else bar below bar."""
    rows, stacked = answer.rows[:MOST_BARS], _is_stacked(answer, drawn)
    bars = 1 if stacked else len(drawn.names)
    pitch = HEAD + BAR * bars
    fig = figure(t, max(len(rows), 1) * pitch + 8)
    fig.update_layout(barmode="stack" if stacked else "overlay", margin={"l": 0, "r": 6})
    fig.update_yaxes(visible=False, range=[len(rows) - 0.5 + 4 / pitch, -0.5 - 4 / pitch])
    fig.update_xaxes(visible=False, range=_reach(drawn.values[: len(rows)], stacked=stacked))
    for x, look in zip(range(len(drawn.names)), series.LOOKS, strict=False):
        middle = HEAD + BAR * (0.5 if stacked else x + 0.5)
        fig.add_trace(_bar(answer, drawn, x, look, middle / pitch - 0.5, 0.86 * BAR / pitch, t))
    heads = [(row_word(answer.pivot, row), _head(answer, drawn, y)) for y, row in enumerate(rows)]
    row_heads(fig, t, heads, lift=round(pitch / 2 - HEAD + 2))
    fig.update_annotations(bgcolor=t.bg)
    _zero(fig, len(rows), t)
    return fig


def _is_stacked(answer: PivotAnswer, drawn: _Drawn) -> bool:
    known = [value for row in drawn.values for value in row if not formats.is_missing(value)]
    return (
        answer.pivot.adds
        and answer.pivot.has_sum_of_columns
        and len(drawn.names) > 1
        and not any(value < 0 for value in known)
    )


def _reach(rows: Sequence[Sequence[Any]], *, stacked: bool) -> tuple[float, float]:
    """From the lowest to the highest end of a bar."""
    return _span([sum(value or 0 for value in row) for row in rows] if stacked else [v for row in rows for v in row])


def _zero(fig: go.Figure, rows: int, t: Tokens) -> None:
    """Where bars point to both sides, a line between them."""
    if fig.layout.xaxis.range[0] < 0:
        line = {"color": t.rule, "width": 1}
        fig.add_shape(type="line", x0=0, x1=0, y0=-0.5, y1=rows - 0.5, line=line)


def _head(answer: PivotAnswer, drawn: _Drawn, y: int) -> str:
    """What stands at the right of a row: its one value, or the sum of the row."""
    if len(drawn.names) == 1:
        value = drawn.values[y][0]
        if compared(answer) and drawn.kind == "pct":
            return formats.points(value)
        return f"+{short(value, drawn.kind)}" if compared(answer) and value and value > 0 else short(value, drawn.kind)
    return short(values(answer)[0][y][-1], drawn.kind) if answer.pivot.has_sum_of_columns else ""


def _span(numbers: Sequence[Any]) -> tuple[float, float]:
    known = [float(number) for number in numbers if not formats.is_missing(number)]
    low, high = min([0.0, *known]), max([0.0, *known])
    return (low, high) if high > low else (0.0, 1.0)


def _bar(
    answer: PivotAnswer, drawn: _Drawn, x: int, look: series.Series, shift: float, width: float, t: Tokens
) -> go.Bar:
    count = min(len(answer.rows), MOST_BARS)
    numbers = [drawn.values[y][x] for y in range(count)]
    return go.Bar(
        orientation="h",
        x=[None if formats.is_missing(number) else float(number) for number in numbers],
        y=[y + shift for y in range(count)],
        width=width,
        name=drawn.names[x],
        marker=look.fill(t),
        customdata=[_mark(answer, drawn, y, x) for y in range(count)],
        hovertemplate=HOVER,
    )


def _mark(answer: PivotAnswer, drawn: _Drawn, y: int, x: int) -> list[str]:
    """What a mark says when pointed at, and the conditions that a click on it sets."""
    row, name = answer.rows[y], drawn.names[x]
    words = (
        f"{plotly_text(row_word(answer.pivot, row))}<br>{plotly_text(name)}: {exact(drawn.values[y][x], drawn.kind)}"
    )
    return [
        words,
        urlencode({CONDITION: _clicked(answer.pivot, row, drawn.columns[x], len(drawn.names) > 1)}, doseq=True),
    ]


def _clicked(pivot: Pivot, row: PivotRow, column: Any, has_columns: bool) -> list[str]:
    chosen = [*zip(pivot.rows, row.keys, strict=True), *([(pivot.across, column)] if has_columns else [])]
    narrowed = pivot.narrowed(*(Condition(name, IS, (written(key),)) for name, key in chosen))
    return [condition.address for condition in narrowed.conditions]


def _lines(answer: PivotAnswer, drawn: _Drawn, t: Tokens) -> go.Figure:
    """Points from left to right where their rows stand on the scale; a missing value is a gap."""
    fig = figure(t, HEIGHT)
    words = {_place(row): word_of(answer.pivot.row_attributes[0], row.keys[0]) for row in answer.rows}
    for x, look in zip(range(len(drawn.names)), series.LOOKS, strict=False):
        fig.add_trace(_line(answer, drawn, x, look, t))
    _axes(fig, drawn, words, MOST_WORDS[answer.pivot.row_attributes[0].kind], t)
    return fig


def _place(row: PivotRow) -> int:
    """Where a row stands on its scale: days by their distance, numbers by their size."""
    key = row.keys[0]
    return key.toordinal() if isinstance(key, dt.date) else int(key)


def _line(answer: PivotAnswer, drawn: _Drawn, x: int, look: series.Series, t: Tokens) -> go.Scatter:
    numbers = [row[x] for row in drawn.values]
    colour = look.colour(t)
    return go.Scatter(
        x=[_place(row) for row in answer.rows],
        y=[None if formats.is_missing(number) else float(number) for number in numbers],
        name=drawn.names[x],
        mode="lines+markers",
        line={"width": 2.5, "color": colour, "dash": look.dash},
        marker={"size": 9, "color": colour, "symbol": look.symbol},
        connectgaps=False,
        cliponaxis=False,
        customdata=[_mark(answer, drawn, y, x) for y in range(len(numbers))],
        hovertemplate=HOVER,
    )


def _axes(fig: go.Figure, drawn: _Drawn, words: Mapping[int, str], most: int, t: Tokens) -> None:
    low, high = _span([number for row in drawn.values for number in row])
    places = sorted(words)
    shown, space = places[:: -math.ceil(len(places) / most)], (places[-1] - places[0]) * 0.04
    fig.update_layout(margin={"l": 86 if drawn.kind == "euro" else 64, "r": 46, "t": 14, "b": 30})
    reach, texts = [places[0] - space, places[-1] + space], [words[x] for x in shown]
    fig.update_xaxes(range=reach, tickvals=shown, ticktext=texts, tickangle=0, showgrid=False)
    fig.update_xaxes(showline=True, linecolor=t.rule, ticks="outside", tickcolor=t.rule, ticklen=5)
    axis = amount_axis(low, high)
    texts = [_tick(value, drawn.kind) for value in axis.values] if drawn.kind != "euro" else axis.texts
    fig.update_yaxes(
        range=[min(low, axis.values[0]), max(high * 1.03, axis.values[-1])], tickvals=axis.values, ticktext=texts
    )


def _tick(value: float, kind: Kind) -> str:
    return formats.percent(value, 0) if kind == "pct" else formats.number(value, 2, trim=True)
