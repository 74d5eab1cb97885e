"""The careful path: Python tells records and physical lines apart where counting cannot, with its strict CSV reader.

Writes every whole record, with its line and the kinds of its cells in front, as plain CSV for DuckDB; broken records
become findings.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from analytics.cells import WHITE_SPACE
from analytics.errors import FileRefused
from analytics.findings import Finding
from analytics.intake.plain_text import PlainText

LONGEST_RECORD = 400_000
"""Characters a record may have; longer ones are a lost quote, not a text."""
NUMBERED = 2
"""Cells in front of a record that comes from a sheet: the number of its row, and a letter for the kind of each cell."""

MOST_FAULTS = 100_000
"""Rows with a fault that are told one by one; a file with more of them is no delivery."""
TOO_MANY = "Mehr als 100.000 Zeilen sind fehlerhaft: bitte die ersten berichtigen und den Export wiederholen."

csv.field_size_limit(LONGEST_RECORD)
_TOO_LONG = "Die Zeile ist länger als 400.000 Zeichen: bitte das Anführungszeichen am Anfang der Zelle prüfen."


@dataclass
class Records:
    """`path` holds `whole` records as `line;kinds;cell;cell;…`; `broken` names the others."""

    path: Path
    whole: int = 0
    blank_lines: int = 0
    broken: list[Finding] = field(default_factory=list)


class _Lines:
    """Physical lines, split at LF only: those that are a record by themselves, and a reader for the others."""

    def __init__(self, file: IO[str], delimiter: str) -> None:
        self._file = file
        self._reader = csv.reader(self, delimiter=delimiter, strict=True)
        self._first: str | None = None
        self.number = 0
        self.used: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line, self._first = self._first or next(self._file), None
        self.number += 1
        self.used.append(line)
        return line

    def plain(self) -> Iterator[str]:
        """Each line that begins a record; it counts as read unless `record` takes it."""
        for line in self._file:
            self.number += 1
            yield line

    def record(self, first: str) -> list[str]:
        """The cells of the record that begins with this line; csv.Error where it is broken."""
        self._first, self.used = first, []
        self.number -= 1
        return next(self._reader)


def normalise(text: PlainText, delimiter: str, width: int, skip: int, target: Path) -> Records:
    """Split `text` below its first `skip` physical lines into records of `width` cells."""
    records = Records(target)
    with (
        text.path.open(encoding="utf-8-sig", newline="\n") as source,
        target.open("w", encoding="utf-8", newline="") as copy,
    ):
        lines = _Lines(source, delimiter)
        writer = csv.writer(copy, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
        hollow: list[tuple[int, str]] = []  # rows of separators alone: records, unless nothing follows them
        for line in lines.plain():
            if lines.number <= skip:
                continue
            body = line.removesuffix("\n").removesuffix("\r")
            if not body:
                records.blank_lines += 1
                continue
            if not body.strip(delimiter + WHITE_SPACE):
                hollow.append((lines.number, body))
                _refuse_many(hollow)
                continue
            for number, empty in hollow:
                _hollow(records, number, empty, delimiter, width, copy)
            hollow.clear()
            if '"' in body or "\r" in body or len(body) > LONGEST_RECORD or body.count(delimiter) != width - 1:
                _with_care(records, text, lines, line, width, writer)
            else:  # the same to any reader: no quote, no line end inside, the right number of cells
                copy.write(f"{lines.number}{delimiter}{delimiter}{body}\n")
                records.whole += 1
        records.blank_lines += len(hollow)
    return records


def ends_hollow(text: PlainText, delimiter: str) -> bool:
    """True when the last line that is not blank holds separators alone, as a spreadsheet leaves them."""
    with text.path.open("rb") as file:
        file.seek(max(0, text.path.stat().st_size - LONGEST_RECORD))
        last = file.read().rstrip(b"\r\n").rpartition(b"\n")[2].decode(errors="replace")
    return not last.strip(delimiter + WHITE_SPACE)


def _hollow(records: Records, number: int, body: str, delimiter: str, width: int, copy: IO[str]) -> None:
    """A row of separators in the midst of others is a record, and will be set aside."""
    if body.count(delimiter) == width - 1:
        copy.write(f"{number}{delimiter}{delimiter}{body}\n")
        records.whole += 1
    else:
        _broken(records, Finding(number, None, body[:500], "error", _width(body.split(delimiter), width)))


def _refuse_many(rows: Sequence[object]) -> None:
    if len(rows) > MOST_FAULTS:
        raise FileRefused(TOO_MANY)


def _broken(records: Records, finding: Finding) -> None:
    _refuse_many(records.broken)
    records.broken.append(finding)


def _with_care(records: Records, text: PlainText, lines: _Lines, first: str, width: int, writer: Any) -> None:
    """The record that begins with this line, however it is quoted."""
    line, fault = lines.number, None
    try:
        cells = lines.record(first)
    except csv.Error as error:
        cells, fault = [], _fault(str(error), line)
    front: list[object] = [line, ""]
    if text.numbered:
        front, cells = [int(cells[0]), cells[1]], cells[NUMBERED:]
    if sum(map(len, cells)) > LONGEST_RECORD:
        fault = _TOO_LONG
    if fault or len(cells) != width:
        said = fault or _width(cells, width)
        _broken(records, Finding(int(str(front[0])), None, _shown(lines.used), "error", said))
    else:
        writer.writerow([*front, *cells])
        records.whole += 1


def _fault(error: str, first: int) -> str:
    if "unexpected end of data" in error:
        raise FileRefused(
            f"Ein Anführungszeichen ab Zeile {first} wird nicht geschlossen: bitte die Zeile berichtigen."
        )
    if "field larger" in error:
        return _TOO_LONG
    return "Die Anführungszeichen oder Zeilenenden der Zeile sind fehlerhaft: bitte die Zeile berichtigen."


def _width(cells: list[str], width: int) -> str:
    count = len(cells)
    return f"Die Zeile hat {count} statt {width} Zellen: bitte Trennzeichen und Anführungszeichen prüfen."


def _shown(lines: list[str]) -> str:
    return "".join(lines)[:500].rstrip("\r\n")
