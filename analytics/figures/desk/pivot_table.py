"""The answer to a pivot as a table: a row per row, a column per column, sums at the end of both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analytics.desk.catalogue import Attribute
from analytics.desk.conditions import word_of
from analytics.desk.pivot import BY_NAME, RUNNING, SHOWNS, VALUES, Pivot
from analytics.desk.result import PivotAnswer, change, compared, values
from analytics.figures.desk.cells import column_words, kind_of
from analytics.tables import NOT_ASKED, Column, Kind, Table, Value

OVER_ALL = "Alle Zeilen"


def pivot_table(answer: PivotAnswer) -> Table:
    """Its rows with all cells; a cell without any row behind it is a dash. The sum over all rows comes last."""
    pivot = answer.pivot
    if compared(answer):
        return _compared_table(answer)
    rows, total = values(answer)
    kind, width = kind_of(pivot), len(answer.columns) + pivot.has_sum_of_columns
    heads = [*(Column(word, kind) for word in column_words(answer)), Column(_sum_word(pivot), kind)][:width]
    body = [(*_names(answer, index), *_cells(answer, row, index)[:width]) for index, row in enumerate(rows)]
    has_sum = pivot.has_sum_of_rows and pivot.shown != RUNNING
    last = ((OVER_ALL, *_no_names(pivot), *total[:width]),) if has_sum else ()
    return _table(answer, heads, [*body, *last], has_sum=has_sum)


def _compared_table(answer: PivotAnswer) -> Table:
    """Two columns, what the second has more, and that in percent of the first."""
    pair = answer.pair
    assert pair is not None
    across = answer.pivot.across_attribute
    kind = kind_of(answer.pivot)
    names = [word_of(across, value) for value in pair] if across else []
    heads = [*(Column(name, kind) for name in names), *_difference(kind)]
    has_sum = answer.pivot.has_sum_of_rows
    named = [_names(answer, index) for index in range(len(answer.rows))] + [(OVER_ALL, *_no_names(answer.pivot))]
    rows = [*answer.rows, *([answer.total] if has_sum else [])]
    moved = [change(row, pair)[: len(heads) - len(names)] for row in rows]
    cells = [(*(row.cells.get(value) for value in pair), *found) for row, found in zip(rows, moved, strict=True)]
    body = [(*name, *row) for name, row in zip(named, cells, strict=False)]
    return _table(answer, heads, body, has_sum=has_sum)


def _table(answer: PivotAnswer, heads: Sequence[Column], rows: Sequence[tuple[Value, ...]], *, has_sum: bool) -> Table:
    pivot = answer.pivot
    names = [Column(one.title, "number" if one.kind == "number" else "text") for one in pivot.row_attributes]
    grouped = len(names) == 2 and pivot.order == BY_NAME
    sums = frozenset({len(rows) - 1}) if has_sum else frozenset()
    return Table(caption(pivot), (*names, *heads), tuple(rows), sums, grouped)


def caption(pivot: Pivot) -> str:
    """The title of the pivot, how it is shown, and the unit where cells do not carry it."""
    shown = f", {SHOWNS[pivot.shown]}" if pivot.shown != VALUES else ""
    return f"{pivot.title}{shown}{' (in €)' if kind_of(pivot) == 'euro' else ''}"


def _difference(kind: Kind) -> tuple[Column, ...]:
    """Of percentages the difference is in points, and a share of it would only confuse."""
    if kind == "pct":
        return (Column("Differenz in Punkten", "mean"),)
    signed: Kind = "signed" if kind in ("count", "euro") else kind
    return (Column("Differenz", signed), Column("Veränderung", "pct"))


def _names(answer: PivotAnswer, index: int) -> tuple[Value, ...]:
    keys = answer.rows[index].keys
    return tuple(_word(one, key) for one, key in zip(answer.pivot.row_attributes, keys, strict=True))


def _word(attribute: Attribute, key: Any) -> Value:
    """Years and months stay numbers, so that a spreadsheet orders them."""
    return key if attribute.kind == "number" and key is not None else word_of(attribute, key)


def _no_names(pivot: Pivot) -> tuple[str, ...]:
    return (NOT_ASKED,) * (len(pivot.rows) - 1)


def _cells(answer: PivotAnswer, row: Sequence[Any], index: int) -> tuple[Value, ...]:
    """A dash where no row stands behind a cell; where there are rows but no value, keine Angabe."""
    found = answer.rows[index].cells
    is_running = answer.pivot.shown == RUNNING
    cells = zip(row[:-1], answer.columns, strict=True)
    return (*(value if column in found or is_running else NOT_ASKED for value, column in cells), row[-1])


def _sum_word(pivot: Pivot) -> str:
    """What stands over the last column: without columns side by side it is the value itself."""
    if not pivot.across:
        return pivot.measured if pivot.shown == VALUES else SHOWNS[pivot.shown]
    return "Summe" if pivot.adds else "Insgesamt"
