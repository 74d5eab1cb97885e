"""Meetings of the committees (data/reference/sitzungen.csv): who met when, each with its source.

A meeting whose source is "Beispieldaten" shows how meetings look; nobody has met on that day.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from analytics.errors import UserFacingError

EXAMPLE = "Beispieldaten"
COLUMNS = ("Ausschuss", "Sitzung am", "Quelle")


@dataclass(frozen=True)
class Meeting:
    """A committee (its code) met on this day."""

    committee: str
    day: dt.date
    source: str

    @property
    def is_example(self) -> bool:
        """Whether nobody has met."""
        return self.source == EXAMPLE


def read(path: Path, committees: Collection[str]) -> tuple[Meeting, ...]:
    """The meetings of a file; none without one. UserFacingError in one sentence for the first wrong line."""
    if not path.is_file():
        return ()
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise UserFacingError(f"„{path}“ ist nicht in UTF-8 geschrieben: bitte so speichern.") from None
    rows = csv.DictReader(text.splitlines(), delimiter=";")
    if set(COLUMNS) - set(rows.fieldnames or ()):
        raise UserFacingError(f"In „{path}“ fehlen Spalten: bitte genau {'; '.join(COLUMNS)} angeben.")
    found: list[Meeting] = []
    for row in rows:
        try:
            found.append(_meeting(row, committees))
        except ValueError as wrong:
            raise UserFacingError(f"„{path}“, Zeile {rows.line_num}: {wrong}.") from None
    return tuple(found)


def _meeting(row: dict[str, str | None], committees: Collection[str]) -> Meeting:
    """ValueError with the end of a German sentence for what cannot be a meeting."""
    if None in row or None in row.values():
        raise ValueError(f"die Zeile hat nicht {len(COLUMNS)} Zellen")
    committee, day, source = ((row[column] or "").strip() for column in COLUMNS)
    if committee not in committees:
        raise ValueError(f"„Ausschuss“ kennt „{committee[:40]}“ nicht")
    if not source:
        raise ValueError("jede Sitzung braucht eine Quelle")
    return Meeting(committee, _day(day), source)


def _day(text: str) -> dt.date:
    try:
        return dt.datetime.strptime(text, "%d.%m.%Y").date()
    except ValueError:
        raise ValueError(f"„Sitzung am“ muss ein Tag der Form TT.MM.JJJJ sein, nicht „{text[:40]}“") from None


def held(meetings: Iterable[Meeting], committee: str, until: dt.date) -> tuple[Meeting, ...]:
    """The meetings of a committee up to a day, the last one first."""
    found = [one for one in meetings if one.committee == committee and one.day <= until]
    return tuple(sorted(found, key=lambda one: one.day, reverse=True))
