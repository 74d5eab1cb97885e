"""Downloads: what Excel would compute stays text, what is a number stays a number, nothing is lost."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.export import FORMULA_STARTS, NUMBER_LIKE, csv_bytes, xlsx_bytes
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
    assert book["Tabelle"].auto_filter.ref == "A1:E3"


def test_workbook_says_what_it_shows() -> None:
    assert sheet(TABLE, "Angaben") == [("Auswahl: Ausschuss EDV.",), ("=HYPERLINK(1)",)]


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
    for text, original in zip(found, texts, strict=True):
        guarded = f"'{original}" if original.startswith(FORMULA_STARTS) else original
        assert text == (f"{original}\u00a0" if NUMBER_LIKE.fullmatch(guarded) else guarded)


@given(row=st.fixed_dictionaries(NUMBERS))  # type: ignore[arg-type]
def test_numbers_come_back_from_both_files(row: dict[Kind, Value]) -> None:
    table = Table("t", (Column("Zeile"), *(Column(kind, kind) for kind in row)), (("x", *row.values()),))
    written, (_, *cells) = csv_rows(table)[1][1:], sheet(table)[1]
    for kind, value, text, cell in zip(row, row.values(), written, cells, strict=True):
        if isinstance(value, dt.date):
            assert (text, cell) == (f"{value:%d.%m.%Y}", dt.datetime.combine(value, dt.time()))
        else:
            number = float(text.replace(",", "."))
            assert abs(number - float(value)) <= (0.0051 if kind == "pct" else 1e-6), kind  # type: ignore[arg-type]
            assert abs(float(cell) - float(value)) <= 1e-9 * max(1.0, abs(float(value)))  # type: ignore[arg-type]


def test_cells_on_screen() -> None:
    assert text_of(None, Column("n", "count")) == "keine Angabe"
    assert text_of("", Column("t")) == "keine Angabe"
    assert text_of("ganzes Jahr", Column("Monat", "count")) == "ganzes Jahr"
    assert text_of(-12, Column("Tage", "signed")) == "\u221212"
    assert [*TABLE.text_rows[0][1:]] == ["1.234.567,89", "12,5\u00a0%", "30.06.2021", "1.000"]


@pytest.mark.parametrize("text", ["4.01", "5.10", "03241001", "03241001-01", "1E5", "12:30", "1/2021", "1.234,56"])
def test_a_code_does_not_become_a_number_or_a_day(text: str) -> None:
    """Excel reads 5.10 as 5 October; a trailing no-break space makes it text, and our own intake strips it."""
    table = Table("t", (Column("Nr."),), ((text,),))
    assert csv_rows(table)[1] == [f"{text}\u00a0"]
    assert sheet(table)[1] == (text,)


@pytest.mark.parametrize("text", ["4.01 Glasfaser", "THH 18", "IV", "A1", ""])
def test_other_text_is_left_as_it_is(text: str) -> None:
    table = Table("t", (Column("Titel"),), ((text,),))
    assert csv_rows(table)[1] == [text]


def test_a_table_with_sums_between_its_rows_has_no_filter() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(TABLE._replace(sums=frozenset({0, 2})), NOTES)))
    assert book["Tabelle"].auto_filter.ref is None
