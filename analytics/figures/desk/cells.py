"""How cells of a pivot read: their kind, their words, and the names of rows and columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from analytics import formats
from analytics.desk.catalogue import Attribute
from analytics.desk.conditions import word_of
from analytics.desk.pivot import LEAST, MEAN, MOST, OF_ALL, OF_COLUMN, OF_ROW, Pivot
from analytics.desk.result import PivotAnswer, PivotRow
from analytics.tables import Kind

SHARES = (OF_ROW, OF_COLUMN, OF_ALL)
_SHORT: Mapping[Kind, Callable[[Any], str]] = {
    "euro": formats.euro_short,
    "pct": formats.percent,
    "mean": lambda value: formats.number(value, 2, trim=True),
}


def kind_of(pivot: Pivot) -> Kind:
    """The kind of its cells as shown."""
    if pivot.shown in SHARES or pivot.metric.kind == "pct":
        return "pct"
    if pivot.metric.kind == "eur":
        return "euro"
    return "mean" if (pivot.how in (MEAN, LEAST, MOST) and not pivot.metric.adds) or pivot.how == MEAN else "count"


def short(value: Any, kind: Kind) -> str:
    """A cell inside a sentence or a chart."""
    return _SHORT.get(kind, formats.number)(value)


def exact(value: Any, kind: Kind) -> str:
    """A cell where one is pointed at."""
    return formats.euro(value) if kind == "euro" else short(value, kind)


def row_word(pivot: Pivot, row: PivotRow) -> str:
    """What a row is called: its values one after the other."""
    return ", ".join(word_of(one, key) for one, key in zip(pivot.row_attributes, row.keys, strict=True))


def column_words(answer: PivotAnswer) -> tuple[str, ...]:
    """What the columns are called."""
    across = answer.pivot.across_attribute
    return tuple(word_of(across, value) for value in answer.columns) if across else ()


def is_in_time(attribute: Attribute) -> bool:
    """Whether rows of it follow each other like points in time or on a scale."""
    return attribute.kind in ("day", "number")
