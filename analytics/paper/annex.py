"""The annex of a paper: its tables as one workbook, a sheet each, formatted and filterable."""

from __future__ import annotations

from analytics.export import book_bytes
from analytics.paper.content import Paper


def annex_bytes(paper: Paper) -> bytes:
    """The same paper always makes the same bytes."""
    notes = (paper.city, paper.title, *paper.marks, paper.recipient, *paper.foot, f"Im Dashboard: {paper.link}")
    return book_bytes(paper.title, paper.tables, notes)
