"""A delivered file with corrected records: every other byte of a text, every other cell of a sheet stays what it is."""

from __future__ import annotations

import csv
import datetime as dt
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import islice, zip_longest
from pathlib import Path
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analytics.cells import clean
from analytics.errors import FileRefused
from analytics.intake.header import Header
from analytics.intake.text import PlainText, decode
from analytics.publish.as_delivered import SheetRow, pieces, sheet_rows

Rows = Mapping[int, Sequence[str | None]]
"""Line (row of a sheet) -> the cells that shall stand there; None = as they are."""


class Columns(NamedTuple):
    """The names of all columns, the numbers of those of the key and of those of text."""

    names: tuple[str, ...]
    key: frozenset[int]
    text: frozenset[int]


_MOMENTS = {"%d.%m.%Y": "dd.mm.yyyy", "%d.%m.%Y %H:%M:%S": "dd.mm.yyyy hh:mm:ss", "%H:%M:%S": "hh:mm:ss"}
"""How the intake writes a moment, and the number format that shows it so."""
_PLAIN = re.compile("-?(?:0|[1-9][0-9]*)(?:,[0-9]+)?")
_ROUNDED = re.compile("[-+]?[0-9](?:[.,][0-9]+)?E[+-][0-9]{2,}")
"""How a spreadsheet saves a number that is too long for it."""
_ALIKE = dt.datetime(2000, 1, 1)
"""When a corrected workbook says it was made, so that the same rows always give the same bytes."""
_ODD = (
    "Die Excel-Mappe enthält Zellen, die sich nicht unverändert übernehmen lassen (etwa Formeln mit Fehlerwert): "
    "bitte die Zeilen in der Mappe selbst berichtigen und sie noch einmal ablegen."
)


def write_text(base: PlainText, header: Header, rows: Rows, columns: Columns, target: Path) -> None:
    """Write a CSV file with corrected records. FileRefused where a line holds another record, or none."""
    missing = set(rows)
    with (
        base.path.open(encoding="utf-8-sig", newline="\n") as source,
        target.open("w", encoding="utf-8", newline="") as copy,
    ):
        copy.writelines(islice(source, header.skip))
        for line, cells, written in pieces(base, header, rows):
            if cells is None:
                copy.writelines(written)
                continue
            merged = _merged(line, rows[line], cells, columns)
            missing.discard(line)
            end = "\r\n" if written[-1].endswith("\r\n") else "\n"
            csv.writer(copy, delimiter=header.delimiter, lineterminator=end).writerow(merged)
    _refuse_missing(missing)


def write_sheet(base: PlainText, rows: Rows, columns: Columns, target: Path, workdir: Path) -> None:
    """Write a sheet with corrected rows as a workbook, then read it back: FileRefused unless all else is the same."""
    _refuse_missing(set(rows) - {row.number for row in sheet_rows(base)})
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        book.set_properties({"created": _ALIKE})
        sheet, formats = book.add_worksheet(), _Formats(book)
        for row in _corrected(base, rows, columns):
            for column, (kind, text) in enumerate(zip(row.kinds, row.cells, strict=True)):
                _write(sheet, row.number - 1, column, kind, text, formats)
    written = sheet_rows(decode(target, workdir))
    if any(one != other for one, other in zip_longest(_corrected(base, rows, columns), written)):
        raise FileRefused(_ODD)


def _corrected(base: PlainText, rows: Rows, columns: Columns) -> Iterator[SheetRow]:
    return (_changed(row, rows[row.number], columns) if row.number in rows else row for row in sheet_rows(base))


def _changed(row: SheetRow, wanted: Sequence[str | None], columns: Columns) -> SheetRow:
    """What was changed becomes text; the cells that stay keep their kind."""
    cells, kinds = list(row.cells), list(row.kinds)
    for index, text in enumerate(_merged(row.number, wanted, row.cells[: len(wanted)], columns)):
        if text != cells[index]:
            cells[index], kinds[index] = text, "t" if text else "-"
    return row._replace(cells=cells, kinds="".join(kinds))


def _merged(line: int, wanted: Sequence[str | None], cells: Sequence[str], columns: Columns) -> list[str]:
    """The cells of a record with those that were changed. FileRefused where it is another record."""
    if len(wanted) != len(cells):
        _refuse_missing({line})
    changed = {
        index: new
        for index, (new, old) in enumerate(zip(wanted, map(clean, cells), strict=True))
        if new is not None and not _is_same(new, old or "", is_text=index in columns.text)
    }
    _refuse_rounded(line, changed, columns)
    has_key = any(clean(cells[index]) for index in columns.key)
    given = sum(bool(new or clean(old)) for new, old in zip(wanted, cells, strict=True))
    is_other = (
        not changed.keys() <= columns.key if has_key and changed.keys() & columns.key else 2 * len(changed) > given
    )
    if is_other:
        _refuse_missing({line})
    return [changed.get(index, old) for index, old in enumerate(cells)]


def _refuse_rounded(line: int, changed: Mapping[int, str], columns: Columns) -> None:
    """Which digits a number with an exponent had nobody can know."""
    if wrong := next((index for index, text in changed.items() if _ROUNDED.fullmatch(text)), None):
        raise FileRefused(
            f"Zur Zeile {line} steht in der Spalte „{columns.names[wrong]}“ der Berichtigung {changed[wrong]}: "
            "bitte die Zelle als Text formatieren und alle Ziffern eintragen."
        )


def _is_same(new: str, old: str, *, is_text: bool) -> bool:
    """A spreadsheet drops zeros at the end of a number."""
    return new == old or (not is_text and _PLAIN.fullmatch(old) is not None and _number(new) == _number(old))


def _refuse_missing(lines: set[int]) -> None:
    if lines:
        raise FileRefused(
            f"Die berichtigte Zeile {min(lines)} ist in der ursprünglichen Datei eine andere: "
            "bitte die Spalte Zeile unverändert lassen."
        )


class _Formats:
    """The number formats of a workbook, made once each."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.percent: Format = book.add_format({"num_format": "0.00%"})
        self.moments: dict[str, Format] = {
            pattern: book.add_format({"num_format": code}) for pattern, code in _MOMENTS.items()
        }


def _write(sheet: Worksheet, row: int, column: int, kind: str, text: str, formats: _Formats) -> None:
    """One cell; what has no exact way to be written becomes text, and is found when the sheet is read back."""
    if kind == "b":
        sheet.write_boolean(row, column, text == "ja")
    elif kind == "d" and (moment := _moment(text)):
        pattern, value = moment
        sheet.write_datetime(row, column, value if pattern != "%H:%M:%S" else value.time(), formats.moments[pattern])
    elif kind == "n" and math.isfinite(number := _number(text)):
        sheet.write_number(row, column, number, formats.percent if text.endswith("%") else None)
    elif kind != "-":
        sheet.write_string(row, column, text)


def _moment(text: str) -> tuple[str, dt.datetime] | None:
    for pattern in _MOMENTS:
        try:
            return pattern, dt.datetime.strptime(text, pattern)
        except ValueError:
            continue
    return None


def _number(text: str) -> float:
    """Not a number where it is none."""
    try:
        number = Decimal(text.removesuffix("%").strip().replace(",", "."))
    except InvalidOperation:
        return math.nan
    return float(number.scaleb(-2) if text.endswith("%") else number)
