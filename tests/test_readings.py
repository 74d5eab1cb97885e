"""Numbers and days column by column: the SQL against the plain twin, over generated columns and real traps."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.contract import BroadbandArea, Cost, Measure, Row
from analytics.errors import FileRefused
from analytics.intake import readings
from analytics.intake.casts import Cast, casts
from analytics.intake.readings import Counts, Field, counting, day, is_odd, number
from tests.plain_readings import NO_VALUE, Ambiguous, read_column

FIELDS: dict[str, tuple[type[Row], str]] = {
    "day": (Measure, "end_forecast"),
    "whole": (BroadbandArea, "premises_total"),
    "number": (Measure, "outcome_target"),
    "number eur": (Cost, "amount_eur"),
    "number pct": (BroadbandArea, "coverage_pct"),
}
Column = list[str | None]


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 1}) as connection:
        yield connection


@functools.cache
def cast_of(kind: str) -> Cast:
    row, name = FIELDS[kind]
    return next(cast for cast in casts(row) if cast.name == name)


def as_read(con: duckdb.DuckDBPyConnection, kind: str, cells: Column) -> Column:
    """The product's canonical texts of one column; FileRefused where it cannot be read."""
    field = Field(cast_of(kind))
    source = f'(SELECT unnest(CAST($cells AS VARCHAR[])) AS "{field.cast.name}") AS cell'

    def asked(sql: str) -> list[Any]:
        return [answer for (answer,) in con.execute(f"SELECT {sql} FROM {source}", {"cells": cells}).fetchall()]

    if not asked(f"coalesce(bool_or({is_odd(field)}), FALSE)")[0]:
        return cells
    if kind == "day":
        return asked(day(field.cast).sql)
    return asked(number(field, [readings.Column("Spalte", 0, Counts(**asked(counting(field))[0]))]).sql)


def compare(con: duckdb.DuckDBPyConnection, kind: str, cells: Column) -> None:
    try:
        expected = read_column(kind, cells)
    except Ambiguous:
        with pytest.raises(FileRefused, match="mehrdeutig"):
            as_read(con, kind, cells)
        return
    assert as_read(con, kind, cells) == expected


SIGNS = "0123456789.,-−+ \u00a0\u2009\u202f€%'eE/"
PARTS = st.sampled_from(
    ["1", "12", "123", "000", "0", "00", "5", ".", ",", "-", "+", "−", " ", "\u00a0", "\u202f", "€", "%", "EUR"]
)
NUMBERS = st.one_of(
    st.text(SIGNS, max_size=9),
    st.lists(PARTS, min_size=1, max_size=7).map("".join),
    st.builds("{:,}".format, st.integers(-(10**9), 10**9)).map(lambda text: text.replace(",", ".")),
    st.builds("{:.2f}".format, st.floats(-1e6, 1e6)),
    st.builds("{:,.1f}".format, st.floats(-1e7, 1e7)),
    st.builds("{:,}".format, st.integers(-(10**7), 10**7)),
    st.builds("{:.2f}".format, st.floats(-1e6, 1e6)).map(lambda text: text.replace(".", ",")),
    st.sampled_from(NO_VALUE),
)
DAYS = st.one_of(
    st.dates().map(str),
    st.builds(
        "{0.day}.{0.month}.{0.year}{1}".format,
        st.dates(),
        st.sampled_from(["", " 00:00", " 00:00:00", " 12:30", "T00:00"]),
    ),
    st.builds("{0:%d.%m.%Y}".format, st.dates()),
    st.builds("{0:%Y-%m-%d}{1}".format, st.dates(), st.sampled_from([" 00:00:00.000", "T00:00:00", " 00:00:01", "Z"])),
    st.text("0123456789.-/ T:", max_size=12),
    st.sampled_from(NO_VALUE),
)


def trimmed(cells: st.SearchStrategy[str]) -> st.SearchStrategy[Column]:
    """Columns as the intake has them: trimmed, empty = None."""
    return st.lists(
        st.none() | cells.map(lambda cell: cell.strip(" \u00a0\u2009\u202f") or None), min_size=1, max_size=6
    )


@pytest.mark.parametrize("kind", ["whole", "number", "number eur", "number pct"])
@settings(max_examples=120, deadline=None)
@given(cells=trimmed(NUMBERS))
def test_a_column_of_numbers_is_read_as_the_twin_reads_it(
    con: duckdb.DuckDBPyConnection, kind: str, cells: Column
) -> None:
    compare(con, kind, cells)


@settings(max_examples=200, deadline=None)
@given(cells=trimmed(DAYS))
def test_a_column_of_days_is_read_as_the_twin_reads_it(con: duckdb.DuckDBPyConnection, cells: Column) -> None:
    compare(con, "day", cells)


@pytest.mark.parametrize(("kind", "cells", "read"), [
    ("number eur", ["1.234,56", "2.952"], ["1234,56", "2952"]),
    ("number eur", ["1234.56", "2.952"], ["1234,56", "2,952"]),
    ("number eur", ["9.577.207", "2.952", "0"], ["9577207", "2952", "0"]),
    ("number eur", ["145.034,71-", "-", "k. A.", "1.234 €"], ["-145034,71", None, None, "1234"]),
    ("number eur", ["−5,00", "+3", "1\u00a0045,5", "EUR 7"], ["-5,00", "3", "1045,5", "7"]),
    ("number eur", ["1.234,56", "7,5", "12.5", "2.952"], ["1234,56", "7,5", "12.5", "2.952"]),
    ("number pct", ["12,5 %", "99 %", "n/a"], ["12,5", "99", None]),
    ("number pct", ["100.39", "7"], ["100,39", "7"]),
    ("whole", ["1.234", "12,00", "7"], ["1234", "12", "7"]),
    ("whole", ["16.000", "50.000", "1000.000"], ["16", "50", "1000"]),
    ("whole", ["16.000", "2.500"], ["16000", "2500"]),
    ("number eur", ["0.125", "1,50", "00.500", "0 125"], ["0,125", "1,50", "00,500", "0 125"]),
    ("number", ["0.125", "0.500", "0,125"], ["0,125", "0,500", "0,125"]),
    ("number eur", ["1,234.56", "7"], ["1,234.56", "7"]),
    ("number", ["1,234", "2.5", "7.5"], ["1,234?", "2,5", "7,5"]),
    ("number", ["1,234", "1,234.50", "7"], ["1,234?", "1,234.50", "7"]),
    ("number", ["1,234", "7,5"], ["1,234", "7,5"]),
    ("day", ["2021-02-01", "1.2.2021", "01.02.2021 00:00"], ["01.02.2021"] * 3),
    ("day", ["01.02.19", "02/13/2021", "2021-02-01 12:30"], ["01.02.19", "02/13/2021", "2021-02-01 12:30"]),
])  # fmt: skip
def test_the_traps_of_real_files(con: duckdb.DuckDBPyConnection, kind: str, cells: Column, read: Column) -> None:
    assert as_read(con, kind, cells) == read
    compare(con, kind, cells)


def test_a_column_that_fits_both_readings_is_refused(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(FileRefused, match=r"2\.952"):
        as_read(con, "number eur", ["2.952", "17", "3.100"])
