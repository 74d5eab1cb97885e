"""Any answer of the console as a table: what a column is follows from its type and its name."""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal
from typing import Any, NamedTuple

import pyarrow as pa

from analytics import formats
from analytics.figures.explained import NUMBERS_THAT_NAME
from analytics.labels import LABELS
from analytics.tables import Column, Kind, Table, Value

MOST_CELLS = 200_000
"""Cells of a table and its files; the rows beyond are told."""
LONGEST_TEXT = 32_000
"""Characters of a cell, as many as Excel can hold."""
EXACT = 10**15
"""From here on a number is written out: Excel and a float would round it."""
SMALLEST = 1e-6
_EURO, _PERCENT = re.compile(r"(_|\b)eur\b|€", re.IGNORECASE), re.compile(r"(_|\b)(pct|prozent)\b|%", re.IGNORECASE)
_YEAR = re.compile(r"(_|\b)(year|\w*jahr|nr|nummer)\b", re.IGNORECASE)


class Shown(NamedTuple):
    """The table that is shown and taken away, and of how many rows it holds the first."""

    table: Table
    rows: int


def result_table(found: pa.Table, caption: str) -> Shown:
    """The first rows of an answer under German heads, where a column of ours has one."""
    taken = found.slice(0, max(MOST_CELLS // max(found.num_columns, 1), 1))
    kinds = [_kind(name, field.type) for name, field in zip(found.column_names, found.schema, strict=True)]
    columns = tuple(Column(head_of(name), kind) for name, kind in zip(found.column_names, kinds, strict=True))
    cells = ([_value(value, kind) for value in column.to_pylist()] for column, kind in zip(taken, kinds, strict=True))
    return Shown(Table(caption, columns, tuple(zip(*cells, strict=True))), int(found.num_rows))


def head_of(name: str) -> str:
    """The German head of a column that keeps its name, with its unit; else the name that the statement gives."""
    head = LABELS.get(name, name)
    return f"{head} in{formats.NBSP}€" if name.endswith("_eur") and name in LABELS and "EUR" not in head else head


def _kind(name: str, kind: pa.DataType) -> Kind:
    if pa.types.is_date(kind):
        return "day"
    is_whole = pa.types.is_integer(kind) or (pa.types.is_decimal(kind) and kind.scale == 0)
    if not (is_whole or pa.types.is_decimal(kind) or pa.types.is_floating(kind)):
        return "text"
    if _EURO.search(name):
        return "eur"
    if _PERCENT.search(name):
        return "pct"
    if is_whole:
        return "text" if name in NUMBERS_THAT_NAME or _YEAR.search(name) else "count"
    return "decimal"


def _value(value: Any, kind: Kind) -> Value:
    """Numbers that no table of ours can hold exactly are written out."""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, str):
        return value if len(value) <= LONGEST_TEXT else f"{value[:LONGEST_TEXT]} …"
    if value is None or isinstance(value, dt.date):
        return value
    if kind == "text":
        return str(value)
    return _exact(value)


def _exact(value: Any) -> Value:
    if isinstance(value, float) and not math.isfinite(value):
        return "keine Zahl" if math.isnan(value) else "unendlich" if value > 0 else f"{formats.MINUS}unendlich"
    if isinstance(value, Decimal) and value.as_tuple().exponent == 0:
        value = int(value)
    if abs(value) < EXACT and (not isinstance(value, float) or not 0 < abs(value) < SMALLEST):
        return value  # type: ignore[no-any-return]
    text = f"{value:.6g}" if isinstance(value, float) else f"{value:f}" if isinstance(value, Decimal) else str(value)
    return text.replace(".", ",").replace("-", formats.MINUS)
