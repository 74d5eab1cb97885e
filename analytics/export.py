"""Tables as files: XLSX, and CSV that German Excel opens right. Text never becomes a formula or a link.

The CSV: UTF-8 with BOM, `;`, decimal comma, TT.MM.JJJJ, CRLF; the notes (selection, Stand, source) follow the rows
after an empty line, so that the first line is the header for people and programs alike.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Sequence
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analytics import formats
from analytics.tables import FORMS, Column, Kind, Table, Value, text_of

NUMBER_LIKE = re.compile(r"[\d.,:;/ -]*\d[\d.,:;/ -]*([eE][+-]?\d+)?")
"""Text that a spreadsheet would read as a number or a day: 4.01, 03241001, 1E5."""
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
"""No name of a sheet may hold these."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
WIDEST, NARROWEST = 60, 10
"""Column widths in Excel, in characters."""
PLACES: dict[Kind, int] = {"pct": 2}
"""Decimals in a CSV; six where nothing is said, so that no amount loses any."""
EPOCH = dt.datetime(2000, 1, 1)
"""The file's own date of creation: the same table always makes the same bytes."""


def csv_bytes(table: Table, notes: Sequence[str]) -> bytes:
    """The table as CSV for German Excel."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(_safe(column.file_head) for column in table.columns)
    for row in table.rows:
        writer.writerow(_csv_cell(value, column) for value, column in zip(row, table.columns, strict=True))
    writer.writerow(())
    writer.writerows([_safe(note)] for note in notes)
    return text.getvalue().encode("utf-8-sig")


def _safe(text: str) -> str:
    """Text stays text: an apostrophe stops a formula, a no-break space at the end keeps 4.01 from becoming 4 January.

    Whoever strips white space, as our own intake does, reads the bare text.
    """
    if text.startswith(FORMULA_STARTS):
        return f"'{text}"
    return text + formats.NBSP if NUMBER_LIKE.fullmatch(text) else text


def _csv_cell(value: Value, column: Column) -> str:
    if formats.is_missing(value):
        return formats.MISSING
    if isinstance(value, dt.date):
        return formats.day(value)
    if isinstance(value, int | float | Decimal):
        return f"{_rounded(value, PLACES.get(column.kind, 6))}".replace(".", ",")
    return _safe(str(value))


def _rounded(value: int | float | Decimal, places: int) -> int | Decimal:
    """Without the noise of binary fractions; at least two decimals, more only where they say something."""
    if isinstance(value, int):
        return value
    exact = round(Decimal(str(value)), places)
    cents = round(exact, 2)
    return cents if cents == exact else Decimal(f"{exact.normalize():f}")


def xlsx_bytes(table: Table, notes: Sequence[str]) -> bytes:
    """The table as a workbook: one sheet with filter and fixed head, one with the notes."""
    return _book(table.caption, [("Tabelle", table)], notes)


def book_bytes(title: str, tables: Sequence[Table], notes: Sequence[str]) -> bytes:
    """Several tables as a workbook, each in a sheet named after it, and one with the notes."""
    return _book(title, [(_sheet_name(x, table.caption), table) for x, table in enumerate(tables, 1)], notes)


def _sheet_name(number: int, caption: str) -> str:
    """Excel allows 31 characters and no name twice."""
    return f"{number} {FORBIDDEN.sub(' ', caption)}"[:31].rstrip("' ")


def _book(title: str, sheets: Sequence[tuple[str, Table]], notes: Sequence[str]) -> bytes:
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": title, "created": EPOCH})
        for name, table in sheets:
            _write_table(book, book.add_worksheet(name), table)
        _write_notes(book, book.add_worksheet("Angaben"), notes)
    return file.getvalue()


def _write_table(book: xlsxwriter.Workbook, sheet: Worksheet, table: Table) -> None:
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    cell = {"valign": "top", "text_wrap": True}
    plain: dict[Kind, Format] = {
        kind: book.add_format({"num_format": form.excel, **cell}) for kind, form in FORMS.items()
    }
    strong: dict[Kind, Format] = {
        kind: book.add_format({"num_format": form.excel, "bold": True, "top": 1, **cell})
        for kind, form in FORMS.items()
    }
    for x, column in enumerate(table.columns):
        sheet.write_string(0, x, column.file_head, bold)
        texts = [column.file_head[:20], *(text_of(row[x], column) for row in table.rows)]
        sheet.set_column(x, x, min(max(NARROWEST, *(len(text) + 2 for text in texts)), WIDEST))
    for y, row in enumerate(table.rows):
        form = strong if y in table.sums else plain
        for x, (value, column) in enumerate(zip(row, table.columns, strict=True)):
            _write_cell(sheet, y + 1, x, value, form[column.kind], form["text"])
    _set_up(sheet, table)


def _set_up(sheet: Worksheet, table: Table) -> None:
    """Fixed head, one page wide in print, and a filter that never mixes sums with what they add up."""
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    single = len(table.rows) - len(table.sums)
    if single and all(index >= single for index in table.sums):
        sheet.autofilter(0, 0, single, len(table.columns) - 1)


def _write_cell(sheet: Worksheet, y: int, x: int, value: Value, number: Format, text: Format) -> None:
    if formats.is_missing(value):
        sheet.write_string(y, x, formats.MISSING, text)
    elif isinstance(value, dt.date):
        sheet.write_datetime(y, x, value, number)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(y, x, value, number)
    else:
        sheet.write_string(y, x, str(value), text)


def _write_notes(book: xlsxwriter.Workbook, sheet: Worksheet, notes: Sequence[str]) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 100)
    for y, note in enumerate(notes):
        sheet.write_string(y, 0, note, wrapped)
