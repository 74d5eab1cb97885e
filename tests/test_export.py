"""Downloads: what Excel would compute stays text, what is a number stays a number, nothing is lost."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from analytics.export import FORMULA_STARTS, csv_bytes, xlsx_bytes
from analytics.tables import Column, Kind, Table, Value, text_of

TABLE = Table(
    "Kosten 2021",
    (
        Column("Kostenart"),
        Column("Ist in €", "eur"),
        Column("Anteil", "pct"),
        Column("Stand", "day"),
        Column("n", "count"),
    ),
    (
        ("=1+1", 1234567.891, 12.5, dt.date(2021, 6, 30), 1000),
        ("+49 511", -0.1, None, None, 0),
        ("Summe", Decimal("1234567.79"), 100.0, dt.date(2021, 6, 30), None),
    ),
    sums=frozenset({2}),
)
NOTES = ("Auswahl: Ausschuss EDV.", "=HYPERLINK(1)")
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1)
NUMBERS: dict[Kind, st.SearchStrategy[Value]] = {
    "count": st.integers(-(10**9), 10**9),
    "eur": st.decimals(-(10**9), 10**9, places=2),
    "pct": st.floats(-1e6, 1e6),
    "day": st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)),
}


def csv_rows(table: Table) -> list[list[str]]:
    content = csv_bytes(table, NOTES)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def sheet(table: Table, name: str = "Tabelle") -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(table, NOTES)))
    return [tuple(cell.value for cell in row) for row in book[name].iter_rows()]


def test_csv_reads_in_german_excel() -> None:
    assert csv_rows(TABLE) == [
        ["Kostenart", "Ist in €", "Anteil in %", "Stand", "n"],
        ["'=1+1", "1234567,891", "12,50", "30.06.2021", "1000"],
        ["'+49 511", "-0,10", "keine Angabe", "keine Angabe", "0"],
        ["Summe", "1234567,79", "100,00", "30.06.2021", "keine Angabe"],
        [],
        ["Auswahl: Ausschuss EDV."],
        ["'=HYPERLINK(1)"],
    ]
    assert b"\r\n" in csv_bytes(TABLE, NOTES)


def test_workbook_holds_numbers_and_dates_and_no_formula() -> None:
    head, first, second, last = sheet(TABLE)
    assert head == ("Kostenart", "Ist in €", "Anteil in %", "Stand", "n")
    assert first == ("=1+1", 1234567.891, 12.5, dt.datetime(2021, 6, 30), 1000)
    assert second == ("+49 511", -0.1, "keine Angabe", "keine Angabe", 0)
    assert last[1] == 1234567.79
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(TABLE, NOTES)))
    kinds = {cell.data_type for row in book["Tabelle"].iter_rows() for cell in row}
    assert kinds == {"s", "n", "d"}
    assert book["Tabelle"]["B2"].number_format == "#,##0.00"
    assert book["Tabelle"]["D2"].number_format == "dd.mm.yyyy"
    assert book["Tabelle"].auto_filter.ref == "A1:E4"


def test_workbook_says_what_it_shows() -> None:
    assert sheet(TABLE, "Angaben") == [("Kosten 2021",), ("Auswahl: Ausschuss EDV.",), ("=HYPERLINK(1)",)]


def test_the_same_table_makes_the_same_bytes() -> None:
    assert xlsx_bytes(TABLE, NOTES) == xlsx_bytes(TABLE, NOTES)
    assert csv_bytes(TABLE, NOTES) == csv_bytes(TABLE, NOTES)


def test_an_empty_table_is_a_file_with_a_head() -> None:
    empty = TABLE._replace(rows=(), sums=frozenset())
    assert len(csv_rows(empty)) == 4
    assert sheet(empty) == [("Kostenart", "Ist in €", "Anteil in %", "Stand", "n")]


@given(
    texts=st.lists(st.sampled_from(FORMULA_STARTS).flatmap(lambda c: TEXTS.map(lambda t: c + t)) | TEXTS, min_size=1)
)
def test_no_text_begins_like_a_formula_and_none_is_lost(texts: list[str]) -> None:
    table = Table("t", (Column("Titel"),), tuple((text,) for text in texts))
    found = [row[0] for row in csv_rows(table)[1 : len(texts) + 1]]
    assert not any(text.startswith(FORMULA_STARTS) for text in found)
    assert [
        text.removeprefix("'") if not original.startswith("'") else text
        for text, original in zip(found, texts, strict=True)
    ] == texts


@given(row=st.fixed_dictionaries(NUMBERS))  # type: ignore[arg-type]
def test_numbers_come_back_from_both_files(row: dict[Kind, Value]) -> None:
    table = Table("t", (Column("Zeile"), *(Column(kind, kind) for kind in row)), (("x", *row.values()),))
    written, (_, *cells) = csv_rows(table)[1][1:], sheet(table)[1]
    for kind, value, text, cell in zip(row, row.values(), written, cells, strict=True):
        if isinstance(value, dt.date):
            assert (text, cell) == (f"{value:%d.%m.%Y}", dt.datetime.combine(value, dt.time()))
        else:
            number = float(text.replace(",", "."))
            assert abs(number - float(value)) <= 1e-6, kind  # type: ignore[arg-type]
            assert abs(float(cell) - float(value)) <= 1e-9 * max(1.0, abs(float(value)))  # type: ignore[arg-type]


def test_cells_on_screen() -> None:
    assert text_of(None, Column("n", "count")) == "keine Angabe"
    assert text_of("", Column("t")) == "keine Angabe"
    assert text_of("ganzes Jahr", Column("Monat", "count")) == "ganzes Jahr"
    assert text_of(-12, Column("Tage", "signed")) == "\u221212"
    assert [*TABLE.text_rows[0][1:]] == ["1.234.567,89", "12,5\u00a0%", "30.06.2021", "1.000"]
