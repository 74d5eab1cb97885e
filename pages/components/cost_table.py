"""The Kostentabelle on screen: blocks with their sums, negative amounts marked, and a small bar of what is taken."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from analytics.figures.costs.cost_table import CostTable
from analytics.tables import Column, Value, text_of
from pages.components import blocks
from pages.components import table as tables
from pages.components.session import View
from pages.components.table import Source

BAR_HEAD = "Ist und gebunden"
Row = tuple[tuple[Value, ...], tuple[float, float] | None, bool]
"""Values without the block, shares for the bar, whether it is a sum."""


def show(view: View, costs: CostTable, source: Source, sentence: str, note: str = "") -> None:
    """The answer, the table with its downloads, a note on what it holds, and where it comes from."""
    blocks.html(f'<p class="db-answer">{escape(sentence)}</p>')
    blocks.html(markup(costs))
    if note:
        blocks.html(f"<p>{escape(note)}</p>")
    tables.downloads(view, costs.table, source)
    tables.source_note(view, source)


def markup(costs: CostTable) -> str:
    """The table as markup; each block is a body of its own, under its name where it holds more than its sum."""
    table = costs.table
    columns = table.columns[1:] if table.grouped else table.columns
    head = "".join(f'<th scope="col"{_align(column)}>{escape(column.head)}</th>' for column in columns)
    caption = escape(table.caption)
    return (
        f'<div class="db-table db-costs" tabindex="0" role="region" aria-label="{caption}"><table>'
        f'<caption>{caption}</caption><thead><tr>{head}<th scope="col">{BAR_HEAD}</th></tr></thead>'
        f"{''.join(_body(name, rows, columns) for name, rows in _groups(costs))}</table></div>"
    )


def _groups(costs: CostTable) -> list[tuple[str, list[Row]]]:
    """Rows that stand together, with the block they share; without blocks, the sum stands alone at the end."""
    rows = zip(costs.table.rows, costs.bars, strict=True)
    flagged = [(values, bar, index in costs.table.sums) for index, (values, bar) in enumerate(rows)]
    if not costs.table.grouped:
        return [("", [*together]) for _, together in groupby(flagged, key=lambda row: row[2])]
    return [
        (str(name), [(values[1:], bar, is_sum) for values, bar, is_sum in together])
        for name, together in groupby(flagged, key=lambda row: row[0][0])
    ]


def _body(name: str, rows: Sequence[Row], columns: Sequence[Column]) -> str:
    width = len(columns) + 1
    head = f'<tr class="db-group"><th scope="rowgroup" colspan="{width}">{escape(name)}</th></tr>'
    return f"<tbody>{head if name and len(rows) > 1 else ''}{''.join(_row(row, columns) for row in rows)}</tbody>"


def _row(row: Row, columns: Sequence[Column]) -> str:
    values, bar, is_sum = row
    cells = "".join(_cell(value, column) for value, column in zip(values[1:], columns[1:], strict=True))
    kind = ' class="db-sum"' if is_sum else ""
    return f'<tr{kind}><th scope="row">{escape(str(values[0]))}</th>{cells}<td>{_bar(*bar) if bar else ""}</td></tr>'


def _cell(value: Value, column: Column) -> str:
    text = escape(text_of(value, column))
    is_negative = isinstance(value, int | float) and round(value, 2) < 0
    shown = f'<span class="db-negative">{text}</span>' if is_negative else text
    return f"<td{_align(column)}>{shown}</td>"


def _bar(spent: float, bound: float) -> str:
    return (
        f'<div class="db-bar" aria-hidden="true"><i style="width:{spent:.1f}%"></i>'
        f'<i class="db-bound" style="left:{spent:.1f}%;width:{bound:.1f}%"></i></div>'
    )


def _align(column: Column) -> str:
    return ' class="db-number"' if column.kind in tables.NUMBERS else ""
