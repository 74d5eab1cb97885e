"""Writes a draft as an Excel workbook: numbers as numbers, days as days, codes as text."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import xlsxwriter

from tests.polluter.days import DAYS
from tests.polluter.draft import Draft
from tests.polluter.way import Change

Field = Callable[[Draft], str]
Value = str | float | int | dt.datetime | bool | None
NUMBERS = {
    "measures": ("progress_pct", "outcome_target", "outcome_actual"),
    "costs": ("budget_year", "month", "amount_eur"),
    "broadband": ("min_mbits", "premises_total", "premises_covered", "coverage_pct"),
}


def typed(made: Draft, name: str, cell: str) -> Value:
    """What a cell is in a sheet that somebody keeps with care."""
    try:
        if name in NUMBERS[made.table]:
            return float(cell.replace(",", "."))
        return dt.datetime.strptime(cell, "%d.%m.%Y") if name in DAYS[made.table] else cell or None
    except ValueError:
        return cell or None


def grid(made: Draft, as_value: Callable[[Draft, str, str], Value] = typed) -> list[list[Value]]:
    """All rows of the sheet: what stands above, the header, the records."""
    rows: list[list[Value]] = [[line or None] for line in made.top]
    rows.append(list(made.names))
    for record in made.records:
        assert isinstance(record.cells, list)
        names = [*made.fields, *[""] * len(record.cells)]
        rows.append([as_value(made, name, cell) for name, cell in zip(names, record.cells, strict=False)])
    return rows


def nothing(book: Any, sheet: Any) -> None:
    """No change."""


Sheet = list[list[Value]]


def by_xlsxwriter(rows: Sheet, change: Callable[[Any, Any], object] = nothing, **options: Any) -> bytes:
    target = io.BytesIO()
    plain = {"strings_to_formulas": False, "default_date_format": "dd.mm.yyyy"}
    with xlsxwriter.Workbook(target, plain | options) as book:
        sheet = book.add_worksheet("Export")
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if value is not None:
                    sheet.write(row, column, value)
        change(book, sheet)
    return target.getvalue()


def by_openpyxl(rows: Sheet, change: Callable[[Any, Any], object] = nothing) -> bytes:
    target, book = io.BytesIO(), openpyxl.Workbook()
    for cells in rows:
        book.active.append(cells)
    change(book, book.active)
    book.save(target)
    return target.getvalue()


def workbook(*changes: Change, write: Callable[[Sheet], bytes] = by_xlsxwriter, suffix: str = ".xlsx") -> Change:
    """A workbook of the file after these changes."""

    def apply(made: Draft) -> None:
        for change in changes:
            change(made)
        hold(made, write(grid(made)), suffix)

    return apply


def hold(made: Draft, content: bytes, suffix: str = ".xlsx") -> None:
    """The file is this workbook."""
    made.suffix, made.content = suffix, content
    made.write(spoil=lambda _: content)


def changed(change: Callable[[Any, Any, Draft], object], *words: str, **options: Any) -> Change:
    """A workbook that is changed after its rows are written; refused where there are words."""

    def apply(made: Draft) -> None:
        workbook(write=lambda rows: by_xlsxwriter(rows, lambda book, sheet: change(book, sheet, made), **options))(made)
        if words:
            made.refuse(*words)

    return apply


def cell(row: int, field: Field, value: Value, form: str | None = None, *, error: bool = True) -> Change:
    """One cell of another kind."""

    def apply(made: Draft) -> None:
        name = field(made)
        made.record(row).errors += (name,) * error

        def change(book: Any, sheet: Any, _: Draft) -> None:
            sheet.write(row + 1, made.index(name), value, book.add_format({"num_format": form}) if form else None)

        changed(change)(made)

    return apply
