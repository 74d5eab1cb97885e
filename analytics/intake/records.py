"""The careful path: Python's strict CSV reader tells records and physical lines apart where counting cannot.

Writes every whole record, with its line in front, as plain CSV for DuckDB; broken records become findings.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from analytics.errors import FileRefused
from analytics.findings import Finding
from analytics.intake.text import PlainText

LONGEST_RECORD = 400_000
"""Characters a record may have; longer ones are a lost quote, not a text."""

csv.field_size_limit(LONGEST_RECORD)
_TOO_LONG = "Die Zeile ist länger als 400.000 Zeichen: bitte das Anführungszeichen am Anfang der Zelle prüfen."


@dataclass
class Records:
    """`path` holds `whole` records as `line;cell;cell;…`; `broken` names the others."""

    path: Path
    whole: int = 0
    broken: list[Finding] = field(default_factory=list)


class _Lines:
    """Physical lines, split at LF only, that remember what the current record has used."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self.used: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for line in self._file:
            self.used.append(line)
            yield line


def normalise(text: PlainText, delimiter: str, width: int, target: Path) -> Records:
    """Split `text` into records of `width` cells; the first record is the header and left out."""
    records = Records(target)
    with (
        text.path.open(encoding="utf-8-sig", newline="\n") as source,
        target.open("w", encoding="utf-8", newline="") as copy,
    ):
        lines, writer = _Lines(source), csv.writer(copy, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL)
        for number, cells, fault in _split(lines, delimiter):
            if cells is not None and sum(map(len, cells)) > LONGEST_RECORD:
                cells, fault = None, _TOO_LONG
            if cells is not None and len(cells) == width:
                writer.writerow([number, *cells])
                records.whole += 1
            else:
                records.broken.append(Finding(number, None, _shown(lines.used), "error", fault or _width(cells, width)))
    return records


def _split(lines: _Lines, delimiter: str) -> Iterator[tuple[int, list[str] | None, str | None]]:
    """(first line, cells, fault) of each record after the header; blank lines are no records."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    first, is_header = 1, True
    while True:
        lines.used.clear()
        fault = None
        try:
            cells: list[str] | None = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            cells, fault = None, _fault(str(error), first)
        if not is_header and (cells is None or cells):
            yield first, cells, fault
        is_header, first = False, reader.line_num + 1


def _fault(error: str, first: int) -> str:
    if "unexpected end of data" in error:
        raise FileRefused(
            f"Ein Anführungszeichen ab Zeile {first} wird nicht geschlossen: bitte die Zeile berichtigen."
        )
    if "field larger" in error:
        return _TOO_LONG
    return "Die Anführungszeichen oder Zeilenenden der Zeile sind fehlerhaft: bitte die Zeile berichtigen."


def _width(cells: list[str] | None, width: int) -> str:
    count = len(cells or ())
    return f"Die Zeile hat {count} statt {width} Zellen: bitte Trennzeichen und Anführungszeichen prüfen."


def _shown(lines: list[str]) -> str:
    return "".join(lines)[:500].rstrip("\r\n")
