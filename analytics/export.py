"""Tables as files: XLSX, and CSV that German Excel opens right. Text never becomes a formula or a link.

The CSV: UTF-8 with BOM, `;`, decimal comma, TT.MM.JJJJ, CRLF; the notes (selection, Stand, source) follow the rows
after an empty line, so that the first line is the header for people and programs alike.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analytics import formats
from analytics.tables import FORMS, Kind, Table, Value, text_of

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
WIDEST, NARROWEST = 60, 10
"""Column widths in Excel, in characters."""
EPOCH = dt.datetime(2000, 1, 1)
"""The file's own date of creation: the same table always makes the same bytes."""


def csv_bytes(table: Table, notes: Sequence[str]) -> bytes:
    """The table as CSV for German Excel."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(_safe(column.file_head) for column in table.columns)
    for row in table.rows:
        writer.writerow(_csv_cell(value) for value in row)
    writer.writerow(())
    writer.writerows([_safe(note)] for note in notes)
    return text.getvalue().encode("utf-8-sig")


def _safe(text: str) -> str:
    """A text that a spreadsheet would compute gets an apostrophe in front."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _csv_cell(value: Value) -> str:
    if formats.is_missing(value):
        return formats.MISSING
    if isinstance(value, dt.date):
        return formats.day(value)
    if isinstance(value, int | float | Decimal):
        return f"{_rounded(value)}".replace(".", ",")
    return _safe(str(value))


def _rounded(value: int | float | Decimal) -> int | Decimal:
    """Without the noise of binary fractions: at most six decimals, none that are zero."""
    if isinstance(value, int):
        return value
    exact = round(Decimal(str(value)), 6)
    cents = round(exact, 2)
    return cents if cents == exact else Decimal(f"{exact.normalize():f}")


def xlsx_bytes(table: Table, notes: Sequence[str]) -> bytes:
    """The table as a workbook: one sheet with filter and fixed head, one with the notes."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": table.caption, "created": EPOCH})
        _write_table(book, book.add_worksheet("Tabelle"), table)
        _write_notes(book, book.add_worksheet("Angaben"), (table.caption, *notes))
    return file.getvalue()


def _write_table(book: xlsxwriter.Workbook, sheet: Worksheet, table: Table) -> None:
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    plain: dict[Kind, Format] = {kind: book.add_format({"num_format": form.excel}) for kind, form in FORMS.items()}
    strong: dict[Kind, Format] = {
        kind: book.add_format({"num_format": form.excel, "bold": True, "top": 1}) for kind, form in FORMS.items()
    }
    for x, column in enumerate(table.columns):
        sheet.write_string(0, x, column.file_head, bold)
        texts = [column.file_head[:20], *(text_of(row[x], column) for row in table.rows)]
        sheet.set_column(x, x, min(max(NARROWEST, *(len(text) + 2 for text in texts)), WIDEST))
    for y, row in enumerate(table.rows):
        form = strong if y in table.sums else plain
        for x, (value, column) in enumerate(zip(row, table.columns, strict=True)):
            _write_cell(sheet, y + 1, x, value, form[column.kind], form["text"])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)


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
