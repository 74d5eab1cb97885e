"""The same content as an Excel workbook, and what goes wrong there."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.polluter.around import above
from tests.polluter.clean import KEY_FIELD, TEXT_FIELD
from tests.polluter.draft import ANY, Draft, Record
from tests.polluter.numbers import COLUMN, grouped
from tests.polluter.sheets import Sheet, by_openpyxl, by_xlsxwriter, cell, changed, grid, hold, workbook
from tests.polluter.way import Change, Way, ways


def texts_only(made: Draft) -> None:
    hold(made, by_xlsxwriter(grid(made, lambda made, name, cell: cell or None)))


def key(made: Draft) -> str:
    return KEY_FIELD[made.table]


def number(made: Draft) -> str:
    return COLUMN[made.table]


def some_text(made: Draft) -> str:
    return TEXT_FIELD[made.table]


def german_text(made: Draft) -> None:
    """Typed with points into a column of numbers: 98.765.432.109,87 is clear by itself."""
    row = {"measures": 5, "costs": 2, "broadband": 0}[made.table]
    cell(row, number, grouped(made.clean[row][number(made)], "."), error=False)(made)


def typed_text(text: str, value: str | None = None, *, sure: bool = False) -> Change:
    """A text among numbers of a sheet, which say nothing of how texts are written; None = unclear, never read."""

    def apply(made: Draft) -> None:
        made.is_open_to = not sure
        made.clean_put(5, number(made), value or "1")
        cell(5, number, text, error=value is None)(made)

    return apply


def noise(made: Draft) -> None:
    """0,30000000000000004 is 0,3 as everybody sees it."""
    made.clean_put(7, "amount_eur", "0,3")
    cell(7, number, 0.1 + 0.2, error=False)(made)


def shares(made: Draft) -> None:
    """A share that is formatted as one: 0,3333 is shown, and read, as 33,33 %."""
    name = "progress_pct" if made.table == "measures" else "coverage_pct"

    def change(book: Any, sheet: Any, _: Draft) -> None:
        form = book.add_format({"num_format": "0.00%"})
        for row, clean in enumerate(made.clean):
            if clean[name]:
                sheet.write(row + 1, made.index(name), float(clean[name].replace(",", ".")) / 100, form)

    changed(change)(made)


def yes_and_no(made: Draft) -> None:
    def change(book: Any, sheet: Any, _: Draft) -> None:
        for row, clean in enumerate(made.clean):
            sheet.write(row + 1, made.index("is_public"), clean["is_public"] == "ja")

    changed(change)(made)


def formulas(made: Draft) -> None:
    """A formula counts by the value that was saved with it."""

    def change(book: Any, sheet: Any, _: Draft) -> None:
        for row, clean in enumerate(made.clean):
            value = clean[number(made)]
            if value:
                sheet.write_formula(row + 1, made.index(number(made)), "=1+1", None, float(value.replace(",", ".")))

    changed(change)(made)


def uncounted(made: Draft) -> None:
    """A formula that was never counted has no value."""
    made.record(5).errors += (number(made),)

    def change(book: Any, sheet: Any) -> None:
        sheet.cell(7, made.index(number(made)) + 1).value = "=1+1"

    workbook(write=lambda rows: by_openpyxl(rows, change))(made)


def notes(book: Any, sheet: Any, made: Draft) -> None:
    """A second sheet that is no export."""
    book.add_worksheet("Hinweise").write(0, 0, "bitte beachten")


def hidden_sheet(book: Any, sheet: Any, made: Draft) -> None:
    other = book.add_worksheet("Liste")
    other.write(0, 0, "geplant")
    other.hide()


def blank_row(made: Draft) -> None:
    made.records.insert(3, Record([]))


def sum_row(made: Draft) -> None:
    made.records.append(Record(["Summe", "", "x"], errors=(ANY,)))


def extra_column(made: Draft) -> None:
    made.add_column("Bemerkung", "x")
    made.extra.append("Bemerkung")


def merged_cells(book: Any, sheet: Any, made: Draft) -> None:
    """The lower one is empty then, though everybody sees it filled."""
    place = made.index("product" if made.table == "costs" else "reason")
    sheet.merge_range(3, place, 4, place, "Netz")


def one_column(made: Draft) -> None:
    """A CSV file that was opened in one column and saved."""
    rows: Sheet = [[";".join("" if value is None else str(value) for value in cells)] for cells in grid(made)]
    hold(made, by_xlsxwriter(rows))
    made.refuse("fehlen")


WORKBOOKS: dict[str, Change] = {
    "numbers and days": workbook(),
    "numbers and days, by openpyxl": workbook(write=by_openpyxl),
    "texts only": texts_only,
    "named csv": workbook(suffix=".csv"),
    "rows above the header": workbook(above("Auszug", "", "Stand: 31.12.2021")),
    "codes as numbers": cell(2, key, 13241),
    "a number for a text": cell(4, some_text, 4711),
    "notes on a second sheet": changed(notes),
    "an empty second sheet": changed(lambda book, sheet, made: book.add_worksheet("Tabelle2")),
    "a hidden sheet": changed(hidden_sheet),
    "days since 1904": changed(lambda book, sheet, made: None, date_1904=True),
    "a blank row": workbook(blank_row),
    "a sum row": workbook(sum_row),
    "an unknown column": workbook(extra_column),
    "a day for a text": cell(4, some_text, dt.datetime(2021, 5, 3), "dd.mm.yyyy"),
    "a truth value for a text": cell(4, some_text, True),
    "a day with a clock": cell(3, lambda made: "as_of", dt.datetime(2021, 12, 31, 12, 30), "dd.mm.yyyy hh:mm"),
    "a day as a serial number": cell(3, lambda made: "as_of", 44561),
    "a text for a number": cell(5, number, "viel"),
    "a number as a German text": german_text,
    "an error for a number": cell(5, number, "#WERT!"),
    "formulas": formulas,
    "a formula never counted": uncounted,
    "all in one column": one_column,
}

TYPED_TEXTS: dict[str, Change] = {
    "2.952 as a text among numbers": typed_text("2.952"),
    "-14.125 as a text among numbers": typed_text("-14.125"),
    "a German text among numbers": typed_text("1.234,50", "1234,50", sure=True),
    "a plain text among numbers": typed_text("1234.50", "1234,50"),
    "German millions as a text among numbers": typed_text("1.234.500", "1234500", sure=True),
}

WAYS: list[Way] = [
    *ways("workbooks", TYPED_TEXTS, ("costs", "measures")),
    *ways("workbooks", WORKBOOKS),
    *ways("workbooks", {"noise of fractions": noise}, ("costs",)),
    *ways("workbooks", {"shares as percent": shares}, ("measures", "broadband")),
    *ways("workbooks", {"truth values for ja and nein": yes_and_no}, ("measures",)),
    *ways("workbooks", {"merged cells": changed(merged_cells, "verbunden")}, ("costs", "measures")),
]
