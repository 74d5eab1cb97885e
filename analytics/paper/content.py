"""What a committee paper says, whichever file it becomes: sections of sentences, facts, tables and charts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, NamedTuple

from analytics.tables import Table

Style = Literal[
    "planned", "running", "completed", "paused", "stopped", "budget", "actual", "committed", "forecast", "late"
]
"""How a mark is drawn; each differs from the others without colour too."""


class Text(NamedTuple):
    """A paragraph: what must be seen first, and the rest of it."""

    rest: str
    strong: str = ""

    @property
    def words(self) -> str:
        """All of it."""
        return f"{self.strong}{self.rest}"


class Address(NamedTuple):
    """An address in the dashboard, as it can be copied, and what it shows."""

    words: str
    path: str


class Facts(NamedTuple):
    """What is asked and what is known of it, line by line; `title` names what they are about."""

    lines: tuple[tuple[str, str], ...]
    title: str = ""


class Mark(NamedTuple):
    """A part of a row of a chart, from and to as shares of its width (0 … 1), with the text that stands in it."""

    start: float
    end: float
    style: Style
    text: str = ""


class ChartRow(NamedTuple):
    """A row: its name on the left, its value on the right, its marks in the order in which they lie on each other."""

    name: str
    value: str
    marks: tuple[Mark, ...]


class Chart(NamedTuple):
    """Rows of marks on one scale; `alt` says what is seen, `legend` what a style means. The table below has it all."""

    alt: str
    rows: tuple[ChartRow, ...]
    legend: tuple[tuple[Style, str], ...]


Block = Text | Address | Facts | Chart | Table


class Section(NamedTuple):
    """A heading and what stands below it."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Paper:
    """An Informationsdrucksache to one committee.

    `marks` stand above the title (Beispieldaten, nicht öffentlich), `foot` on each page, `link` opens the same state in
    the dashboard, `licence` is that of its figures. `day` = the reporting date of its measures; `more` = tables for the
    annex alone.
    """

    city: str
    committee: str
    recipient: str
    title: str
    day: dt.date
    marks: tuple[str, ...]
    foot: tuple[str, ...]
    link: str
    licence: str
    sections: tuple[Section, ...]
    more: tuple[Table, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table with rows, in the order of the paper."""
        return tuple(block for section in self.sections for block in section.blocks if isinstance(block, Table))
