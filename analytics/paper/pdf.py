"""A paper as PDF: tagged (PDF/UA-1), for the archive (PDF/A-2a), set by Typst, which refuses a chart without words."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import typst

from analytics.paper.content import Address, Block, Chart, Facts, Paper, Text
from analytics.paper.letters import FONTS, written
from analytics.tables import NUMBERS, Column, Table

TEMPLATE = Path(__file__).parent / "paper.typ"
SHORT, LONG = 26, 60
"""In characters: up to SHORT a column of text takes what it needs; none is weighed heavier than LONG."""
LINE = 20
"""About so many characters fit into a line of a narrow cell."""
MOST_WHOLE, MOST_UNTORN = 36, 12
"""So many lines a table may have to stay on one page, and a row not to be torn apart."""


def pdf_bytes(paper: Paper) -> bytes:
    """The same paper always makes the same bytes: its date is its Stand, and no clock is asked."""
    noon = dt.datetime.combine(paper.day, dt.time(12), dt.UTC)
    pdf: bytes = typst.compile(
        str(TEMPLATE),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(_printable(_paper(paper)), ensure_ascii=False)},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=int(noon.timestamp()),
    )
    return pdf


def _paper(paper: Paper) -> dict[str, Any]:
    return {
        "city": paper.city,
        "recipient": paper.recipient,
        "title": paper.title,
        "day": [paper.day.year, paper.day.month, paper.day.day],
        "marks": paper.marks,
        "foot": " · ".join(paper.foot),
        "sections": [
            {"title": section.title, "blocks": [_block(block, section.title) for block in section.blocks]}
            for section in paper.sections
        ],
    }


def _block(block: Block, title: str) -> dict[str, Any]:
    if isinstance(block, Text):
        return {"kind": "text", "strong": block.strong, "rest": block.rest}
    if isinstance(block, Address):
        return {"kind": "address", "words": block.words, "path": block.path}
    if isinstance(block, Facts):
        long = sum(map(_lines, block.lines)) > MOST_WHOLE
        return {"kind": "facts", "title": block.title, "lines": block.lines, "torn": long}
    if isinstance(block, Chart):
        return {"kind": "chart", "alt": block.alt, "rows": [_row(row) for row in block.rows], "legend": block.legend}
    return _table(block) | ({"caption": ""} if block.caption == title else {})  # the heading has said it


def _row(row: Any) -> dict[str, Any]:
    return {"name": row.name, "value": row.value, "marks": [mark._asdict() for mark in row.marks]}


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "caption": table.caption,
        "heads": list(map(_head, table.columns)),
        "widths": [_width(column, x, table) for x, column in enumerate(table.columns)],
        "right": [column.kind in NUMBERS for column in table.columns],
        "rows": [_told_once(row, table) for row in table.text_rows],
        "torn": [_lines(row) > MOST_UNTORN for row in table.text_rows],
        "sums": sorted(table.sums),
        "parts": sorted(table.parts),
        "name": int(table.grouped),
        "whole": sum(map(_lines, table.text_rows)) <= MOST_WHOLE,
    }


def _told_once(row: tuple[str, ...], table: Table) -> tuple[str, ...]:
    """A sum of everything is named once, not as its own group too."""
    return ("", *row[1:]) if table.grouped and row[0] == row[1] else row


def _lines(row: tuple[str, ...]) -> int:
    """How many lines the tallest cell of a row takes at most."""
    return max(sum(-(-len(line) // LINE) or 1 for line in cell.split("\n")) for cell in row)


def _head(column: Column) -> str:
    """The head over numbers in two lines, so that it is no wider than they are."""
    return "\n".join(column.head.rsplit(" ", 1)) if column.kind in NUMBERS else column.head


def _width(column: Column, x: int, table: Table) -> float:
    """The share of the width that a column of long texts gets; 0 = as wide as what stands in it."""
    longest = max((len(line) for row in table.text_rows for line in row[x].split("\n")), default=0)
    return 0 if column.kind in NUMBERS or max(longest, len(column.head)) <= SHORT else min(longest, LONG)


def _printable(value: Any) -> Any:
    """Every text in characters that the fonts have."""
    if isinstance(value, str):
        return written(value)
    if isinstance(value, dict):
        return {name: one if name == "path" else _printable(one) for name, one in value.items()}
    return [_printable(one) for one in value] if isinstance(value, list | tuple) else value
