"""Where the header of a file stands, and its names: below preamble lines, in any delimiter, case and spacing."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import islice
from typing import IO, NamedTuple

from analytics.cells import SCALE, WHITE_SPACE, clean
from analytics.errors import FileRefused
from analytics.intake.plain_text import PlainText
from analytics.intake.records import LONGEST_RECORD, NUMBERED

DELIMITERS = (";", ",", "\t", "|")
NARROW = 4
"""Fewer filled cells than these are words above a table, not rows of it."""
MOST_PREAMBLE, MOST_COLUMNS, LONGEST_NAME = 60, 2_000, 1_000
_DAY = re.compile("[0-3]?[0-9][.][01]?[0-9][.][12][0-9]{3}|[12][0-9]{3}-[01][0-9]-[0-3][0-9]")
_SCALE = re.compile(rf"\bin\s+{SCALE}|^\W*{SCALE}\W*$", re.IGNORECASE)
_RUN = re.compile(f"[{WHITE_SPACE}]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\ufeff"))


class Header(NamedTuple):
    """The header record: its names as written (white space collapsed) and the lines it stands on.

    `skip` are the physical lines of the text up to its end, `blank_lines` those above it that hold nothing, `row_above`
    is the first line above that looks like a row of the table, `scale_above` a text there that says „in T€“.
    """

    delimiter: str
    names: tuple[str, ...]
    first_line: int = 1
    last_line: int = 1
    skip: int = 1
    blank_lines: int = 0
    row_above: int | None = None
    scale_above: str | None = None

    @property
    def filled(self) -> int:
        """Cells that hold something."""
        return sum(map(bool, self.names))


def normal(name: str) -> str:
    """A name as it is compared: without case, invisible signs and runs of white space (Maßnahme = MASSNAHME)."""
    return _RUN.sub(" ", unicodedata.normalize("NFKC", name).translate(_INVISIBLE)).strip().casefold()


def header_of(text: PlainText, is_known: Callable[[str], bool]) -> Header:
    """The record among the first that holds most known names; FileRefused where the file has none to read."""
    candidates = first_records(text)
    if not candidates:
        raise FileRefused("Die Kopfzeile ist nicht lesbar: bitte den Export wiederholen.")
    best = max(candidates, key=lambda found: (known_in(found, is_known), -found.first_line))
    if len(best.names) > MOST_COLUMNS:
        raise FileRefused("Die Datei hat mehr als 2.000 Spalten: bitte nur die Spalten des Exports liefern.")
    above = [one for one in candidates if one.delimiter == best.delimiter and one.first_line < best.first_line]
    rows = (one.first_line for one in above if _is_row(one, len(best.names), is_known))
    scales = (cell for one in above for cell in one.names if _SCALE.search(cell))
    return best._replace(row_above=next(rows, None), scale_above=next(scales, None))


def first_records(text: PlainText) -> list[Header]:
    """The first records of the file, in each delimiter."""
    delimiters = DELIMITERS[:1] if text.numbered else DELIMITERS
    return [found for delimiter in delimiters for found in islice(_records(text, delimiter), MOST_PREAMBLE)]


def known_in(found: Header, is_known: Callable[[str], bool]) -> int:
    """How many names of a record are known."""
    return sum(is_known(normal(name)) for name in found.names)


def _is_row(found: Header, width: int, is_known: Callable[[str], bool]) -> bool:
    """A preamble is narrow; a row of the table is half filled at least, or has a day in it, or is another header."""
    if found.filled < NARROW:
        return False
    has_day = any(_DAY.fullmatch(cell) for cell in found.names)
    return 2 * found.filled >= width or has_day or known_in(found, is_known) >= NARROW


def _records(text: PlainText, delimiter: str) -> Iterator[Header]:
    """The first records of the file if this were the delimiter; blank ones are passed over."""
    with text.path.open(encoding="utf-8-sig", newline="\n") as file:
        reader = csv.reader(_whole_lines(file), delimiter=delimiter)
        last = blank = row = 0
        while True:
            try:
                cells = next(reader)
            except (csv.Error, StopIteration):
                return
            first, last = last + 1, reader.line_num
            if text.numbered:
                blank += int(cells[0]) - row - 1
                row, cells = int(cells[0]), cells[NUMBERED:]
            if any(map(clean, cells)):
                names = tuple(map(_written, cells[: MOST_COLUMNS + 1]))
                yield Header(delimiter, names, row or first, row or last, last, blank)
            else:
                blank += last - first + 1


def _whole_lines(file: IO[str]) -> Iterator[str]:
    """Physical lines; one that is too long is the last, for nothing below it could be counted."""
    while line := file.readline(LONGEST_RECORD):
        yield line
        if not line.endswith("\n"):
            return


def _written(cell: str) -> str:
    return _RUN.sub(" ", unicodedata.normalize("NFC", clean(cell[:LONGEST_NAME].translate(_INVISIBLE)) or ""))
