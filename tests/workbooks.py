"""A CSV export as the workbook that a clerk has: codes are text, numbers numbers, days days."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

import xlsxwriter

from analytics.contract import export_of, header
from analytics.intake.casts import casts

NUMBER = re.compile("-?[0-9]+(,[0-9]+)?")


def workbook(content: bytes, table: str, name: str = "Export") -> bytes:
    """The rows of a CSV file of that export; what is no number and no day stays text."""
    export, made = export_of(table), io.BytesIO()
    kinds = {header(export)[cast.name]: cast.type for cast in casts(export)}
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet, day = book.add_worksheet(name), book.add_format({"num_format": "dd.mm.yyyy"})
        names = next(rows)
        sheet.write_row(0, 0, names)
        for number, row in enumerate(rows, 1):
            for column, (head, cell) in enumerate(zip(names, row, strict=False)):
                kind = kinds.get(head, "")
                if kind == "DATE" and re.fullmatch("[0-9.]{10}", cell):
                    sheet.write_datetime(number, column, dt.datetime.strptime(cell, "%d.%m.%Y"), day)
                elif kind.startswith(("DECIMAL", "BIGINT")) and NUMBER.fullmatch(cell):
                    sheet.write_number(number, column, float(cell.replace(",", ".")))
                elif cell:
                    sheet.write_string(number, column, cell)
    return made.getvalue()
