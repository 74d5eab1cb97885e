"""The charts of a paper: rows of marks from the same frames as those on screen."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analytics import formats
from analytics.figures.costs.blocks import Block, blocks_by, used_words, year_of
from analytics.figures.measures.measure_list import ordered
from analytics.figures.measures.ratings import rows_of
from analytics.figures.measures.status import STATUSES, counts_by_field, done_words
from analytics.paper.content import Chart, ChartRow, Mark, Style

STATUS_STYLES: dict[str, Style] = dict(
    zip(STATUSES, ("planned", "running", "completed", "paused", "stopped"), strict=True)
)
MOST_LATE = 12
"""So many of the late ones are drawn; the table has all."""
NARROW = 0.035
"""A part of a bar that is narrower has no room for its number."""


def status_chart(counts: pd.DataFrame, fields: Sequence[str], alt: str) -> Chart:
    """How many Maßnahmen of each field of action are planned, running, done, paused and stopped."""
    by_field = counts_by_field(counts, fields)
    widest = max((sum(row.values()) for row in by_field.values()), default=1)
    rows = tuple(ChartRow(field, f"{done_words(row)} fertig", _stacked(row, widest)) for field, row in by_field.items())
    return Chart(f"Gestapelte Balken je Handlungsfeld. {alt}", rows, tuple((s, w) for w, s in STATUS_STYLES.items()))


def _stacked(row: dict[str, int], widest: int) -> tuple[Mark, ...]:
    marks, start = [], 0
    for status, number in row.items():
        if number:
            share = number / widest
            text = str(number) if share > NARROW else ""
            marks.append(Mark(start / widest, (start + number) / widest, STATUS_STYLES[status], text))
        start += number
    return tuple(marks)


def cost_chart(amounts: pd.DataFrame, year: int, alt: str) -> Chart:
    """Per Kostenblock the Ansatz as a frame, in it what is spent and bound, and the Prognose as a stroke."""
    blocks = blocks_by(year_of(amounts, year), "cost_block")
    scale = max((max(b.budget_eur, b.used_eur, b.forecast_eur) for b in blocks.values()), default=0) or 1
    rows = tuple(ChartRow(name, _used(block), _nested(block, scale)) for name, block in blocks.items())
    legend: tuple[tuple[Style, str], ...] = (
        ("budget", "Ansatz"),
        ("actual", "Ist"),
        ("committed", "gebunden"),
        ("forecast", "Prognose"),
    )
    return Chart(f"Balken im Rahmen des Ansatzes je Kostenblock. {alt}", rows, legend)


def _nested(block: Block, scale: float) -> tuple[Mark, ...]:
    spent, used, planned, expected = (
        min(max(amount / scale, 0), 1)
        for amount in (block.actual_eur, block.used_eur, block.budget_eur, block.forecast_eur)
    )
    marks = (Mark(0, planned, "budget"), Mark(0, spent, "actual"), Mark(spent, max(used, spent), "committed"))
    return (*(mark for mark in marks if mark.end > mark.start), Mark(expected, expected, "forecast"))


def _used(block: Block) -> str:
    return f"{used_words(block)} ausgegeben oder gebunden" if block.budget_eur > 0 else used_words(block)


def delay_chart(listed: pd.DataFrame) -> Chart:
    """The late Maßnahmen that are the furthest behind their valid plan, in days."""
    late = rows_of(ordered(listed[listed["is_late"]], "verspaetung"))
    longest = max((row.days_late_valid for row in late), default=1)
    shown = late[:MOST_LATE]
    rows = tuple(
        ChartRow(
            f"{row.measure_id} {row.title}",
            formats.count(int(row.days_late_valid), "Tag", "Tage"),
            (Mark(0, row.days_late_valid / longest, "late"),),
        )
        for row in shown
    )
    more = f" Gezeigt sind die {MOST_LATE} längsten von {len(late)}." if len(late) > MOST_LATE else ""
    days = "; ".join(f"{row.measure_id}: {formats.number(row.days_late_valid)}" for row in shown)
    return Chart(f"Balken: Tage nach dem gültigen Ende je verspäteter Maßnahme. {days}.{more}", rows, ())
