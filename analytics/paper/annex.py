"""The annex of a paper: its tables as one workbook, a sheet each, formatted and filterable."""

from __future__ import annotations

from analytics.export import book_bytes
from analytics.paper.content import Paper
from analytics.tables import Table


def annex_bytes(paper: Paper) -> bytes:
    """The same paper always makes the same bytes."""
    foot = (*paper.foot, f"Im Dashboard: {paper.link}", f"Lizenz: {paper.licence}")
    notes = (paper.city, paper.title, paper.recipient, *foot)
    return book_bytes(paper.title, [_sums_last(table) for table in (*paper.tables, *paper.more)], notes)


def _sums_last(table: Table) -> Table:
    """Sums behind what they add up, so that a filter can leave them alone."""
    order = sorted(range(len(table.rows)), key=lambda y: y in table.sums)
    single = len(order) - len(table.sums)
    parts = frozenset(y for y, old in enumerate(order) if old in table.parts)
    rows = tuple(table.rows[y] for y in order)
    return table._replace(rows=rows, sums=frozenset(range(single, len(rows))), parts=parts)
