"""The answer to a pivot: rows with their cells and sums, and the same as shares, running sums or differences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from analytics.desk.catalogue import Kind
from analytics.desk.conditions import BETWEEN, Condition, written
from analytics.desk.pivot import DIFFERENCE, OF_ALL, OF_COLUMN, OF_ROW, RUNNING, Pivot
from analytics.formats import share

Number = Any
"""int, Decimal or float; None = keine Angabe."""


class PivotRow(NamedTuple):
    """The values that name the row, its cells by the value of their column, its sum, and the rows behind it."""

    keys: tuple[Any, ...]
    cells: Mapping[Any, Number]
    total: Number
    lines: int


@dataclass(frozen=True)
class PivotAnswer:
    """One page of the rows of a pivot, and the sums over all of them.

    `first` is the place of the first row (1 = the first of `row_count`), `before` what stands above it where a sum runs
    over all of them; `columns` are the values side by side, none where there are too many (`column_count`).
    """

    pivot: Pivot
    as_of: dt.date
    first: int
    row_count: int
    column_count: int
    columns: tuple[Any, ...]
    rows: tuple[PivotRow, ...]
    total: PivotRow
    before: tuple[PivotRow, ...] = ()

    @property
    def is_too_wide(self) -> bool:
        """Whether its columns are too many to stand side by side."""
        return self.column_count > len(self.columns)

    @property
    def pair(self) -> tuple[Any, Any] | None:
        """The two columns whose difference is shown: the last two that hold something."""
        filled = [column for column in self.columns if self.total.cells.get(column)]
        both = filled if len(filled) >= 2 else self.columns
        return (both[-2], both[-1]) if len(both) >= 2 else None


class Shown(NamedTuple):
    """Rows as the reader asked to see them: the heads beyond the row columns with the kind of their cells."""

    heads: tuple[tuple[str, Kind], ...]
    rows: tuple[tuple[Number, ...], ...]
    total: tuple[Number, ...]


def cells_of(row: PivotRow, columns: Sequence[Any]) -> tuple[Number, ...]:
    """Its cells in the order of the columns, then its sum."""
    return (*(row.cells.get(column) for column in columns), row.total)


def values(answer: PivotAnswer) -> tuple[tuple[tuple[Number, ...], ...], tuple[Number, ...]]:
    """The cells of every row as shown, the sum of the row last; then those of the sums over all rows."""
    rows = [cells_of(row, answer.columns) for row in answer.rows]
    total = cells_of(answer.total, answer.columns)
    shown = answer.pivot.shown
    if shown == RUNNING:
        above = [cells_of(row, answer.columns) for row in answer.before]
        return _running([*above, *rows])[len(above) :], total
    if shown in (OF_ROW, OF_COLUMN, OF_ALL):
        return tuple(_shares(row, total, shown) for row in rows), _shares(total, total, shown)
    return tuple(rows), total


def _shares(row: Sequence[Number], total: Sequence[Number], shown: str) -> tuple[Number, ...]:
    bases = {OF_ROW: [row[-1]] * len(row), OF_COLUMN: total, OF_ALL: [total[-1]] * len(row)}[shown]
    return tuple(share(value, base) for value, base in zip(row, bases, strict=True))


def _running(rows: Sequence[Sequence[Number]]) -> tuple[tuple[Number, ...], ...]:
    """Column by column, from the first row on; a row without a value keeps the sum so far."""
    sums: list[Number] = [None] * len(rows[0]) if rows else []
    found = []
    for row in rows:
        sums = [before if value is None else value if before is None else before + value
                for before, value in zip(sums, row, strict=True)]  # fmt: skip
        found.append(tuple(sums))
    return tuple(found)


def change(row: PivotRow, pair: tuple[Any, Any]) -> tuple[Number, Number]:
    """What the second column has more than the first, and how much that is in percent of the first."""
    before, after = row.cells.get(pair[0]), row.cells.get(pair[1])
    if before is None or after is None:
        return None, None
    return after - before, share(after - before, before)


def compared(answer: PivotAnswer) -> bool:
    """Whether two columns are held against each other."""
    return answer.pivot.shown == DIFFERENCE and answer.pair is not None


def page_of(answer: PivotAnswer, first: int, count: int) -> PivotAnswer:
    """The part of an answer that stands on a page, and what stands before it."""
    start = first - answer.first
    return replace(answer, first=first, before=answer.rows[:start], rows=answer.rows[start : start + count])


def drilled(answer: PivotAnswer) -> Pivot:
    """The pivot whose conditions say which Stichtage stand side by side, so that a list reads the same rows."""
    pivot = answer.pivot
    if not pivot.across.startswith("as_of") or not answer.columns:
        return pivot
    ends = (written(min(answer.columns)), written(max(answer.columns)))
    return pivot.narrowed(Condition(pivot.across, BETWEEN, ends))
