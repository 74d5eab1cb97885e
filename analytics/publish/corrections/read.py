"""A file of corrected rows: which of its columns are those of the file that they are from, and what shall stand there.

It is known by its header, wherever its columns were moved to and whatever was added; in a workbook, on one sheet.
"""

from __future__ import annotations

import contextlib
import csv
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from analytics.cells import clean
from analytics.contract import EXPORTS
from analytics.errors import FileRefused
from analytics.intake.header import NARROW, Header, header_of, known_in, normal
from analytics.intake.profiles import canonical, knower, profiles
from analytics.intake.records import normalise
from analytics.intake.rows_aside import LINE, base_named
from analytics.intake.text import PlainText, decode, is_archive
from analytics.intake.workbook import refuse_merged, sheets

_PEEK = 200_000
_MOST_SHEETS = 20  # more of them the intake refuses
_TWICE = "Die Spalte „{name}“ steht in der Berichtigung mehrfach: bitte nur die heruntergeladene stehen lassen."
_SEVERAL = "Die Mappe hat mehrere Blätter mit Daten: bitte nur das Blatt mit den berichtigten Zeilen ablegen."


class Row(NamedTuple):
    """What shall stand on a line of the base: its cells (None = as they are), and a letter for the kind of each."""

    cells: tuple[str | None, ...]
    kinds: str


class Correction(NamedTuple):
    """A file of corrected rows: `base` is the fingerprint of the file they are from, `line` the column of lines."""

    text: PlainText
    header: Header
    base: str
    line: int


def correction_in(path: Path, workdir: Path) -> Correction | None:
    """The corrected rows in a file, None where it is another file. FileRefused where they cannot be told for sure."""
    if not _may_be_one(path):
        return None
    is_known = knower([*map(canonical, EXPORTS), *profiles()])
    opened = list(_tables(path, workdir, is_known))
    marked = [one for one in opened if any(map(base_named, one[1].names))]
    if not marked:
        return None
    if len(marked) > 1 or any(known_in(one[1], is_known) >= NARROW for one in opened if one not in marked):
        raise FileRefused(_SEVERAL)
    return _correction(*marked[0])


def _may_be_one(path: Path) -> bool:
    """What the first bytes say; those of a workbook are packed and say nothing."""
    with path.open("rb") as file:
        start = file.read(_PEEK).replace(b"\0", b"")  # UTF-16, too
    return start.startswith(b"PK") or LINE.lower().encode() in start.lower()


def _tables(path: Path, workdir: Path, is_known: Callable[[str], bool]) -> Iterator[tuple[PlainText, Header]]:
    """The text and header of the file, of each sheet in a workbook; what has none says nothing."""
    with contextlib.suppress(FileRefused):
        named: Sequence[str | None] = sheets(path) if is_archive(path) else [None]
        for name in named if len(named) <= _MOST_SHEETS else ():
            with contextlib.suppress(FileRefused):
                text = decode(path, workdir, name)
                yield text, header_of(text, is_known)


def _correction(text: PlainText, header: Header) -> Correction:
    found = [(index, base) for index, name in enumerate(header.names) if (base := base_named(name))]
    if len(found) > 1:
        raise FileRefused(_TWICE.format(name=header.names[found[1][0]]))
    if header.row_above:
        raise FileRefused(
            f"Über der Kopfzeile in Zeile {header.first_line} der Berichtigung stehen schon Daten: "
            "bitte die Kopfzeile an den Anfang stellen."
        )
    refuse_merged(text, header.last_line)
    return Correction(text, header, base=found[0][1], line=found[0][0])


def has_columns(correction: Correction, names: Sequence[str]) -> bool:
    """Whether a file with this header could be one that the rows are from."""
    return set(map(normal, names)) <= set(map(normal, correction.header.names))


def rows_of(correction: Correction, names: Sequence[str], workdir: Path) -> dict[int, Row]:
    """Line in the base -> what shall stand there, in the columns `names` of the base."""
    text, top = correction.text, correction.header
    places = [_place(name, top.names) for name in names]
    records = normalise(text, top.delimiter, len(top.names), top.skip, workdir / f"{uuid.uuid4().hex}.csv")
    if records.broken:
        first = records.broken[0]
        raise FileRefused(f"Zeile {first.line} der Berichtigung ist nicht lesbar: {first.message}")
    found: dict[int, Row] = {}
    with records.path.open(encoding="utf-8", newline="") as file:
        for own, kinds, *cells in csv.reader(file, delimiter=top.delimiter):
            if not any(map(clean, cells)):
                continue  # a spreadsheet leaves empty rows behind
            if not (number := clean(cells[correction.line]) or "").isdecimal() or int(number) in found:
                raise FileRefused(
                    f"In Zeile {own} der Berichtigung steht keine eigene Zeile: bitte die Spalte Zeile prüfen."
                )
            found[int(number)] = _row(cells, kinds, places)
    return found


def _place(name: str, names: Sequence[str]) -> int | None:
    """The column of the correction under a name of the base; None for one without a name, which nobody reads."""
    if not name:
        return None
    exact = [index for index, one in enumerate(names) if one == name]
    alike = exact or [index for index, one in enumerate(names) if normal(one) == normal(name)]
    if not alike:
        raise FileRefused(f"In der Berichtigung fehlt die Spalte „{name}“: bitte alle Spalten stehen lassen.")
    if len(alike) > 1:
        raise FileRefused(_TWICE.format(name=name))
    return alike[0]


def _row(cells: Sequence[str], kinds: str, places: Sequence[int | None]) -> Row:
    texts = (None if place is None else clean(cells[place]) or "" for place in places)
    return Row(tuple(texts), "".join("-" if place is None else kinds[place : place + 1] for place in places))
