"""Which answers of the console have the shape of a chart: names or days in front, numbers of one unit behind.

Days become lines, names become bars; what has neither shape is a table alone.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from analytics import formats
from analytics.figures.parts import LegendEntry
from analytics.tables import Column, Table, Value, text_of

MOST_BARS, MOST_DAYS = 30, 400
COLOURS = ("fibre", "cable", "dsl", "gigabit")
"""Tokens of the series, and the swatches that stand for them in a legend."""
LONGEST_NAME = 60
DRAWN = ("count", "decimal", "eur", "pct")


class Series(NamedTuple):
    """A column of numbers: its head and its values, None where there is none."""

    column: Column
    values: tuple[float | None, ...]


class Shape(NamedTuple):
    """What is drawn: the first column, up to four series of one unit, and whether they run over days."""

    names: tuple[Value, ...]
    first: Column
    series: tuple[Series, ...]
    is_course: bool


def shape_of(table: Table) -> Shape | None:
    """The shape of an answer; None where it is a table alone."""
    if len(table.columns) < 2 or len(table.rows) < 2 or table.columns[0].kind not in ("text", "day"):
        return None
    series = _series(table)
    names = _names(table)
    if not series or any(value is None for value in names):
        return None
    days = [name for name in names if isinstance(name, dt.date)]
    is_course = len(set(days)) == len(names) <= MOST_DAYS
    if not is_course and len(names) > MOST_BARS:
        names = names[:MOST_BARS]
    return Shape(
        names, table.columns[0], tuple(one._replace(values=one.values[: len(names)]) for one in series), is_course
    )


def _names(table: Table) -> tuple[Value, ...]:
    """The first column; where its values repeat, with all columns of words that follow it."""
    first = tuple(row[0] for row in table.rows)
    words = [*itertools.takewhile(lambda column: column.kind in ("text", "day"), table.columns)]
    if len(set(first)) == len(first) or len(words) == 1 or None in first:
        return first
    return tuple(", ".join(map(text_of, row, words)) for row in table.rows)


def _series(table: Table) -> list[Series]:
    """The columns of numbers that have the unit of the first of them."""
    drawn: list[Series] = []
    for x, column in enumerate(table.columns[1:], 1):
        has_unit = column.kind in DRAWN and (not drawn or column.kind == drawn[0].column.kind)
        values = _numbers([row[x] for row in table.rows]) if has_unit else ()
        if any(value is not None for value in values):
            drawn.append(Series(column, values))
    return drawn[: len(COLOURS)]


def _numbers(values: Sequence[Value]) -> tuple[float | None, ...]:
    """The values of a column; none of a column in which a value is written out, as no drawing could show it."""
    known = [value for value in values if isinstance(value, int | float | Decimal)]
    if len(known) < sum(value is not None for value in values):
        return ()
    return tuple(float(value) if isinstance(value, int | float | Decimal) else None for value in values)


def legend(shape: Shape) -> tuple[LegendEntry, ...]:
    """The series by their colours; none is needed for one."""
    if len(shape.series) == 1:
        return ()
    return tuple(LegendEntry(one.column.head, swatch) for one, swatch in zip(shape.series, COLOURS, strict=False))


def sentence(shape: Shape) -> str:
    """What the drawing shows of its first series: the largest and the smallest, or the first and the last day."""
    first = shape.series[0]
    known = [(name, value) for name, value in zip(shape.names, first.values, strict=True) if value is not None]
    if shape.is_course:
        (start, before), (end, now) = min(known, key=_when), max(known, key=_when)
        going = f"von {said(before, first)} am {name_of(start, shape)} auf {said(now, first)} am {name_of(end, shape)}"
        return f"{first.column.head}: {going}."
    (top, most), (bottom, least) = max(known, key=lambda one: one[1]), min(known, key=lambda one: one[1])
    largest = f"am größten bei {name_of(top, shape)} mit {said(most, first)}"
    return f"{first.column.head}: {largest}, am kleinsten bei {name_of(bottom, shape)} mit {said(least, first)}."


def _when(one: tuple[Any, float]) -> Any:
    return one[0]


def said(value: float, series: Series) -> str:
    """A value of a series with its unit."""
    return formats.euro(value) if series.column.kind == "eur" else text_of(value, series.column)


def name_of(name: Value, shape: Shape) -> str:
    """What a row is called; very long names end in an ellipsis."""
    text = text_of(name, shape.first)
    return text if len(text) <= LONGEST_NAME else f"{text[:LONGEST_NAME]} …"
