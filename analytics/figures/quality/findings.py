"""Every finding as a list, from the frame of quality/findings: one table for the screen, one for the files."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from analytics import formats
from analytics.figures.quality.faults import FILES, SEVERITIES, place
from analytics.labels import SEVERITY_MARKS, label
from analytics.tables import NOT_ASKED, Column, Table, Value

EVERY = ""
"""A choice that narrows nothing."""
SEVERITY_CHOICES = {EVERY: "Fehler und Hinweise", "fehler": "× Fehler", "hinweise": "! Hinweise"}
Row = dict[Hashable, Any]
SHOWN = 200
"""Findings on screen; the files hold all."""
LONGEST_VALUE = 120
"""Characters of a value on screen: a row set aside as a whole can be very long."""
CAPTION = "Befunde der Lieferungen"


def narrowed(frame: pd.DataFrame, file: str = EVERY, severity: str = EVERY, column: str = EVERY) -> pd.DataFrame:
    """The findings of one file (massnahmen.csv), one severity (fehler, hinweise), one column; newest delivery first."""
    keep = pd.Series(True, index=frame.index)
    if file:
        keep &= frame["export"].map(FILES) == file
    if severity:
        keep &= frame["severity"] == SEVERITIES[severity]
    if column:
        keep &= pd.Series(map(place, frame["column"], frame["line"]), frame.index, dtype=object) == column
    return frame[keep].sort_values("delivery", ascending=False, kind="stable")


def severity_words(choice: str) -> str:
    """× Fehler: a choice of the address."""
    return SEVERITY_CHOICES[choice]


def scope(file: str, severity: str, column: str) -> str:
    """What a list is narrowed to, for its files."""
    parts = (file, {"fehler": "Fehler", "hinweise": "Hinweise"}.get(severity, ""), column and f"Spalte {column}")
    return f"nur {', '.join(filter(None, parts))}" if any(parts) else "alle Befunde"


def mark_of(severity: str) -> str:
    """× Fehler"""
    return " ".join(SEVERITY_MARKS[severity])


def findings_table(frame: pd.DataFrame) -> Table:
    """All of them with everything that is known, for the files."""
    names = ("delivery", "file", "line", "severity", "column", "value", "message")
    rows = tuple(
        (row["delivery"].date(), row["file"], _line(row), mark_of(row["severity"]), *_what(row))
        for row in frame.to_dict("records")
    )
    columns = tuple(Column(label(name), "day" if name == "delivery" else "text") for name in names)
    return Table(CAPTION, columns, rows)


def findings_on_screen(frame: pd.DataFrame) -> Table:
    """The first of them, under the file they are in, long values shortened."""
    names = ("line", "severity", "column", "value", "message")
    rows = tuple(
        (_file(row), _line(row), mark_of(row["severity"]), *map(_short, _what(row)))
        for row in frame.head(SHOWN).to_dict("records")
    )
    columns = (Column(label("file")), *(Column(label(name)) for name in names))
    return Table(CAPTION, columns, rows, grouped=True)


def shown_of(frame: pd.DataFrame) -> str:
    """200 von 1.234 Befunden: the aside of the list."""
    total = len(frame)
    if total > SHOWN:
        return f"{formats.number(SHOWN)} von {formats.number(total)} Befunden; die Dateien enthalten alle"
    return formats.count(total, "Befund", "Befunde")


def _file(row: Row) -> str:
    return f"{FILES[row['export']]}, Lieferung vom {formats.day(row['delivery'])}"


def _line(row: Row) -> Value:
    """None of its own where the finding is about the file."""
    return NOT_ASKED if pd.isna(row["line"]) else int(row["line"])


def _what(row: Row) -> tuple[Value, Value, Value]:
    return place(row["column"], row["line"]), None if pd.isna(row["value"]) else row["value"], row["message"]


def _short(value: Value) -> Value:
    return f"{value[:LONGEST_VALUE]}…" if isinstance(value, str) and len(value) > 2 * LONGEST_VALUE else value
