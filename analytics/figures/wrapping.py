"""Delivered text in a drawing: Plotly neither breaks lines nor keeps markup out, so both happen here."""

from __future__ import annotations

import textwrap

from analytics.figures.parts import plotly_text

HOVER_WIDTH = 52
"""Characters in a line of a hover text."""


def lines_of(text: str, width: int, most: int | None = None) -> list[str]:
    """The text in lines of at most so many characters; what is beyond the last line becomes an ellipsis."""
    return textwrap.wrap(text, width, max_lines=most, placeholder=" …") or [""]


def wrapped(text: str, width: int = HOVER_WIDTH, most: int | None = None) -> str:
    """The same in one text for Plotly."""
    return joined(lines_of(text, width, most))


def joined(lines: list[str]) -> str:
    """Lines as Plotly reads them."""
    return "<br>".join(map(plotly_text, lines))
