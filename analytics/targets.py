"""Targets of coverage (data/reference/ziele.csv): who set which share until when, each with its source.

A target whose source is "Beispieldaten" shows how targets look; it is never held against values from elsewhere.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import get_args

from analytics.errors import UserFacingError
from analytics.networks import Technology, UserGroup

EXAMPLE = "Beispieldaten"
EACH_DISTRICT = "Stadtbezirke"
"""In the place of an area: the target holds for each district by itself."""
COLUMNS = ("Ziel", "Gebiet-Nr", "Nutzergruppe", "Technologie", "Mbit/s ab", "Anteil in Prozent", "bis", "Quelle")
MOST_LETTERS = 60


@dataclass(frozen=True)
class Target:
    """A share in percent that an area (an area id, or EACH_DISTRICT) should have reached on a day."""

    name: str
    area: str
    user_group: str
    technology: str
    min_mbits: int
    pct: float
    due: dt.date
    source: str

    @property
    def is_example(self) -> bool:
        """Whether nobody has set it."""
        return self.source == EXAMPLE


class _Wrong(Exception):
    """What is wrong with a line, as the end of a German sentence."""


def read(path: Path, areas: Collection[str]) -> tuple[Target, ...]:
    """The targets of a file; none without one. UserFacingError in one sentence for the first wrong line.

    `areas` = the area ids that a target may name.
    """
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter=";")
        if missing_columns(rows.fieldnames or ()):
            raise UserFacingError(f"In „{path}“ fehlen Spalten: bitte genau {'; '.join(COLUMNS)} angeben.")
        found: list[Target] = []
        for row in rows:
            try:
                found.append(_distinct(_target(row, areas), found))
            except _Wrong as wrong:
                raise UserFacingError(f"„{path}“, Zeile {rows.line_num}: {wrong}.") from None
    return tuple(found)


def missing_columns(heads: Iterable[str]) -> list[str]:
    """The columns that are not there."""
    return [column for column in COLUMNS if column not in heads]


def _target(row: dict[str, str | None], areas: Collection[str]) -> Target:
    if None in row or None in row.values():
        raise _Wrong(f"die Zeile hat nicht {len(COLUMNS)} Zellen")
    cells = {column: (row[column] or "").strip() for column in COLUMNS}
    for column in ("Ziel", "Quelle"):
        if not 0 < len(cells[column]) <= MOST_LETTERS:
            raise _Wrong(f"„{column}“ muss 1 bis {MOST_LETTERS} Zeichen haben, jedes Ziel braucht eine Quelle")
    found = Target(
        cells["Ziel"],
        _one_of("Gebiet-Nr", cells, (*areas, EACH_DISTRICT)),
        _one_of("Nutzergruppe", cells, get_args(UserGroup)),
        _one_of("Technologie", cells, get_args(Technology)),
        _speed(cells["Mbit/s ab"]),
        _percent(cells["Anteil in Prozent"]),
        _day(cells["bis"]),
        cells["Quelle"],
    )
    if EXAMPLE in found.source and not (found.is_example and "beispiel" in found.name.casefold()):
        raise _Wrong(
            f"ein Ziel mit der Quelle „{EXAMPLE}“ muss genau diese Quelle nennen und „Beispiel“ im Namen tragen"
        )
    return found


def _one_of(column: str, cells: dict[str, str], known: Collection[str]) -> str:
    if cells[column] not in known:
        raise _Wrong(f"„{column}“ kennt „{cells[column][:40]}“ nicht")
    return cells[column]


def _speed(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise _Wrong(f"„Mbit/s ab“ muss eine ganze Zahl über 0 sein, nicht „{text[:40]}“")
    return int(text)


def _percent(text: str) -> float:
    try:
        share = Decimal(text.replace(",", ".")) if "." not in text else Decimal("NaN")
    except InvalidOperation:
        share = Decimal("NaN")
    if not (share.is_finite() and 0 < share <= 100):
        raise _Wrong(f"„Anteil in Prozent“ muss über 0 und höchstens 100 liegen (Dezimalkomma), nicht „{text[:40]}“")
    return float(share)


def _day(text: str) -> dt.date:
    try:
        return dt.datetime.strptime(text, "%d.%m.%Y").date()
    except ValueError:
        raise _Wrong(f"„bis“ muss ein Tag der Form TT.MM.JJJJ sein, nicht „{text[:40]}“") from None


def _distinct(target: Target, before: Iterable[Target]) -> Target:
    """Two targets of one area for the same thing and day would contradict each other."""

    def about(one: Target) -> tuple[object, ...]:
        return one.area, one.user_group, one.technology, one.min_mbits, one.due

    if about(target) in map(about, before):
        raise _Wrong("für dasselbe Gebiet, dieselbe Versorgung und denselben Tag steht schon ein Ziel weiter oben")
    return target
