"""Any answer as a table, and the rows behind it in sentences: what lets every figure explain itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from analytics import formats
from analytics.contract import EXPORTS
from analytics.labels import RATING_MARKS, label
from analytics.tables import Column, Kind, Table, Value, text_of

if TYPE_CHECKING:
    from analytics.queries.table import Rows

UNITS: dict[str, Kind] = {"_eur": "eur", "_pct": "pct"}
NUMBERS_THAT_NAME = ("budget_year", "missed_year", "month", "line")
"""Integers that say which one, not how many."""


class Behind(NamedTuple):
    """The rows of one export behind an answer: which file, how many in a sentence, and the question that lists them."""

    file: str
    sentence: str
    figure: str


def answer_table(title: str, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Table:
    """The rows of any question under German heads; a single row stands upright, one line per value."""
    shown = tuple(_column(name, [row[name] for row in rows]) for name in columns)
    cells = tuple(tuple(_value(name, row[name]) for name in columns) for row in rows)
    if len(cells) == 1 and len(columns) > 3:
        upright = tuple((column.head, text_of(cell, column)) for column, cell in zip(shown, cells[0], strict=True))
        return Table(title, (Column("Angabe"), Column("Wert")), upright)
    return Table(title, shown, cells)


def _column(name: str, values: Sequence[Any]) -> Column:
    """The unit of amounts stands in the head, unless the head of the contract names it already."""
    kind, head = _kind(name, values), label(name)
    return Column(head if kind != "eur" or head.endswith("EUR") else f"{head} in{formats.NBSP}€", kind)


def _kind(name: str, values: Sequence[Any]) -> Kind:
    if unit := next((kind for ending, kind in UNITS.items() if name.endswith(ending)), None):
        return unit
    known = next((value for value in values if value is not None), None)
    if isinstance(known, dt.date):
        return "day"
    is_number = isinstance(known, int | float) and not isinstance(known, bool)
    return "count" if is_number and name not in NUMBERS_THAT_NAME else "text"


def _value(name: str, value: Any) -> Value:
    """Lists and yes or no as words, an Ampel by its mark."""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "ganze Stadt"
    if name.endswith("_rating") and value in RATING_MARKS:
        return " ".join(RATING_MARKS[value])
    found: Value = value if isinstance(value, Decimal | dt.date | int | float) or value is None else str(value)
    return found


def rows_behind(counts: Sequence[Rows], sources: Sequence[str]) -> tuple[Behind, ...]:
    """One entry per file that a question reads."""
    tables = {row.table: row.file for row in EXPORTS}
    named = ((tables[count.export], count) for count in counts)
    return tuple(Behind(file, _sentence(count), f"table/{count.export}") for file, count in named if file in sources)


def _sentence(count: Rows) -> str:
    if count.as_of is None:
        return "bis zu diesem Stichtag nicht geliefert"
    read = f"Stand {formats.day(count.as_of)}: {formats.count(count.rows_read, 'Zeile', 'Zeilen')}"
    chosen = f", davon {formats.number(count.rows_selected)} in der Auswahl"
    narrowed = chosen if count.rows_selected != count.rows_read else ""
    return f"{read}{narrowed}; bisher geliefert {formats.number(count.rows_so_far)}"
