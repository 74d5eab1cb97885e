"""The table behind every chart and download: typed values, and the German text of each.

One Table is drawn as HTML, written as XLSX (numbers stay numbers) and as CSV for German Excel; all three read the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from analytics import formats

Kind = Literal["text", "count", "decimal", "mean", "signed", "eur", "euro", "number", "pct", "day"]
NUMBERS: tuple[Kind, ...] = ("count", "decimal", "mean", "signed", "eur", "euro", "pct", "day")
"""Kinds whose cells stand on the right."""
Value = str | int | float | Decimal | dt.date | None
NOT_ASKED = "–"
"""A cell for which there is nothing to say, as against a value that is missing."""


class Form(NamedTuple):
    """How values of a kind are written: on screen, in Excel, and the unit that their head must name in a file."""

    text: Callable[[Any], str]
    excel: str
    unit: str = ""


FORMS: dict[Kind, Form] = {
    "text": Form(lambda value: formats.MISSING if formats.is_missing(value) or value == "" else str(value), "@"),
    "count": Form(formats.number, "#,##0"),
    "decimal": Form(lambda value: formats.number(value, 6, trim=True), "General"),
    "mean": Form(lambda value: formats.number(value, 2, trim=True), "#,##0.00"),
    "signed": Form(formats.signed, "+#,##0;-#,##0;0"),
    "eur": Form(lambda value: formats.number(value, 2), "#,##0.00"),
    "euro": Form(formats.number, "#,##0.00"),
    "number": Form(lambda value: formats.MISSING if formats.is_missing(value) else str(value), "0"),
    "pct": Form(formats.percent, "0.0", "in %"),
    "day": Form(formats.day, "dd.mm.yyyy"),
}


class Column(NamedTuple):
    """A column: its head (with the unit, where the cells do not carry it) and what its values are."""

    head: str
    kind: Kind = "text"

    @property
    def file_head(self) -> str:
        """The head in a file, where the cells are bare numbers."""
        unit = FORMS[self.kind].unit
        return f"{self.head} {unit}" if unit else self.head


class Table(NamedTuple):
    """The first cell of a row is its head. `sums` = rows that add up others; None = keine Angabe, never 0.

    `grouped`: the first column names a group that rows share; on screen it becomes a head above them. `parts` = rows
    that are a part of a row above, which counts them already.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    sums: frozenset[int] = frozenset()
    grouped: bool = False
    parts: frozenset[int] = frozenset()

    @property
    def head(self) -> tuple[str, ...]:
        """The heads on screen."""
        return tuple(column.head for column in self.columns)

    @property
    def text_rows(self) -> tuple[tuple[str, ...], ...]:
        """All cells as they read on screen; not yet escaped."""
        return tuple(tuple(map(text_of, row, self.columns)) for row in self.rows)


def text_of(value: Value, column: Column) -> str:
    """A cell in German; a text in a column of numbers (such as „ganzes Jahr“) stays as it is."""
    return value if isinstance(value, str) and value else FORMS[column.kind].text(value)


def euro_columns(heads: Sequence[str]) -> tuple[Column, ...]:
    """Columns of amounts to the cent."""
    return tuple(Column(f"{head} in{formats.NBSP}€", "eur") for head in heads)
