"""The findings of a delivery in few lines: equal ones are one, with their number and the first places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from analytics import formats
from analytics.figures.quality.faults import place
from analytics.figures.quality.findings import mark_of
from analytics.findings import CheckedFile, Finding
from analytics.labels import label
from analytics.tables import NOT_ASKED, Column, Table, Value

CAPTION, EVERY = "Befunde der neuen Lieferung", "Alle Befunde der neuen Lieferung"
MOST_GROUPS, FIRST, LONGEST = 100, 3, 60
"""Lines on screen, places and values named in each, characters of a value."""
_ELSEWHERE = re.compile("Zeile ([0-9]+)")


class Group(NamedTuple):
    """Findings of one file that ask for the same."""

    file: str
    findings: tuple[Finding, ...]


def groups(files: Sequence[CheckedFile]) -> list[Group]:
    """By file, errors first, the most frequent first."""
    found: dict[tuple[str, ...], list[Finding]] = {}
    for file in files:
        for one in file.findings:
            alike = (file.source.path.name, one.severity, one.column or "", _ELSEWHERE.sub("Zeile", one.message))
            found.setdefault(alike, []).append(one)
    order = [file.source.path.name for file in files]
    listed = [Group(key[0], tuple(alike)) for key, alike in found.items()]
    return sorted(listed, key=lambda one: (order.index(one.file), one.findings[0].severity, -len(one.findings)))


def on_screen(files: Sequence[CheckedFile]) -> Table:
    """One line per group, under its file."""
    heads = (label("file"), label("severity"), label("column"), "Anzahl", "Stellen", label("value"), label("message"))
    columns = tuple(Column(head, "count" if head == "Anzahl" else "text") for head in heads)
    return Table(CAPTION, columns, tuple(map(_row, groups(files)[:MOST_GROUPS])), grouped=True)


def _row(group: Group) -> tuple[Value, ...]:
    first = group.findings[0]
    return (
        group.file,
        mark_of(first.severity),
        place(first.column, first.line),
        len(group.findings),
        _places(group),
        _values(group),
        _message(group),
    )


def _places(group: Group) -> str:
    """Zeile 2, 5, 9 und 4.997 weitere"""
    lines = list(dict.fromkeys(one.line for one in group.findings if one.line))
    return f"Zeile {_and_more([str(line) for line in lines])}" if lines else NOT_ASKED


def _values(group: Group) -> Value:
    """None where cells have no value, a dash where the finding is about no cell."""
    values = list(dict.fromkeys(one.value for one in group.findings if one.value))
    if not values:
        return None if any(one.column for one in group.findings) else NOT_ASKED
    return _and_more([f"„{_short(value)}“" for value in values])


def _message(group: Group) -> str:
    """What is said of all; where each names another line, those of the first places."""
    told = list(dict.fromkeys(one.message for one in group.findings))
    lines = [line for message in told for line in _ELSEWHERE.findall(message)]
    return _ELSEWHERE.sub(f"Zeile {_and_more(lines)}", told[0]) if len(told) > 1 else told[0]


def _and_more(texts: Sequence[str]) -> str:
    more = len(texts) - FIRST
    return ", ".join(texts[:FIRST]) + (f" und {formats.number(more)} weitere" if more > 0 else "")


def _short(value: str) -> str:
    return value if len(value) <= LONGEST else f"{value[:LONGEST]}…"


def every(files: Sequence[CheckedFile]) -> Table:
    """All of them, one by one, for the files to take away."""
    columns = tuple(Column(label(name)) for name in ("file", "line", "severity", "column", "value", "message"))
    rows = tuple(
        (file.source.path.name, one.line, mark_of(one.severity), one.column or "", one.value, one.message)
        for file in files
        for one in file.findings
    )
    return Table(EVERY, columns, rows)


def counted(files: Sequence[CheckedFile]) -> str:
    """5.012 Befunde in 4 Zeilen"""
    total, shown = sum(len(file.findings) for file in files), len(groups(files))
    more = f"; gezeigt sind {MOST_GROUPS} Arten, die Dateien enthalten alle" if shown > MOST_GROUPS else ""
    return f"{formats.count(total, 'Befund', 'Befunde')}, {formats.count(shown, 'Art', 'Arten')}{more}"
