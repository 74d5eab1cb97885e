"""Which columns of a delivered file hold text, and which numbers and days that a spreadsheet may change."""

from __future__ import annotations

from analytics.intake.casts import casts
from analytics.intake.layout import Layout


def text_columns(layout: Layout) -> frozenset[int]:
    """The columns that a field of text is read from: 1,50 and 1,5 are not the same there."""
    return _columns(layout, is_text=True)


def number_columns(layout: Layout) -> frozenset[int]:
    """The columns that a number or a day alone is read from."""
    return _columns(layout, is_text=False) - text_columns(layout)


def _columns(layout: Layout, *, is_text: bool) -> frozenset[int]:
    straight = layout.mapping.straight
    names = (cast.name for cast in casts(layout.row) if cast.type.startswith("VARCHAR") == is_text)
    return frozenset(straight[name] for name in names if name in straight)
