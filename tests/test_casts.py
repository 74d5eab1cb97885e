"""Every field of the contract as SQL: DuckDB, pydantic and the plain reader say the same about every single cell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal

import duckdb
import pytest
from pydantic import AfterValidator, BeforeValidator, Field, create_model

from analytics.contract import EXPORTS, Row, export_of
from analytics.intake.casts import casts, column_types
from analytics.intake.messages import read
from tests import plain_intake
from tests.dirty_files import AREAS, CODES, COST_TYPES, DATES, FIELDS, NUMBERS, STRAY, TEXTS, VALUE_TYPES

LITERALS = (
    "in Umsetzung", "geplant", "zurückgestellt", "gelb", "nicht geprüft", "Auswirkungen", "OB", "AGOB", "AOrgPers",
    "Ergebnishaushalt", "Netz", "Eigenmittel", "genehmigt", "Privathaushalte", "Städtische Gebäude", "leitungsgebunden",
    "alle", "HFC", "FTTB/H", "DSL", "drahtlos", "Bund", "Land", "Kreis", "Gemeinde",
)  # fmt: skip
POOL = (*DATES, *NUMBERS, *CODES, *TEXTS, *STRAY, *FIELDS, *COST_TYPES, *VALUE_TYPES, *LITERALS)
CELLS = sorted({cell.strip(plain_intake.BLANK) for cell in (*POOL, *(area for area, _ in AREAS))} - {""})
UNREADABLE = "unlesbar"


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def by_duckdb(con: duckdb.DuckDBPyConnection, table: str) -> dict[str, list[Any]]:
    """For each field what DuckDB makes of every cell (and of no cell, last)."""
    names = list(export_of(table).model_fields)
    con.execute(f"CREATE OR REPLACE TABLE cell ({', '.join(f'{name} VARCHAR' for name in ['number', *names])})")
    con.executemany(
        f"INSERT INTO cell VALUES ({', '.join('?' * (len(names) + 1))})",
        [[number, *[cell] * len(names)] for number, cell in enumerate([*CELLS, None])],
    )
    said = {}
    for cast in casts(export_of(table)):
        rows = con.execute(f"SELECT {cast.check}, {cast.value} FROM cell ORDER BY CAST(number AS INTEGER)").fetchall()
        said[cast.name] = [value if allowed else UNREADABLE for allowed, value in rows]
    return said


def by_pydantic(table: str) -> dict[str, list[Any]]:
    export = export_of(table)
    rows = [read(export, dict.fromkeys(export.model_fields, cell))[0] for cell in [*CELLS, None]]
    return {name: [row.get(name, UNREADABLE) for row in rows] for name in export.model_fields}


def by_hand(table: str) -> dict[str, list[Any]]:
    def one(cell: str | None, parse: Any, may_be_empty: bool) -> Any:
        try:
            return plain_intake.read_cell(cell, parse, may_be_empty)
        except plain_intake.Unreadable:
            return UNREADABLE

    return {
        name: [one(cell, parse, may_be_empty) for cell in [*CELLS, None]]
        for _, name, parse, may_be_empty in plain_intake.COLUMNS[table]
    }


@pytest.mark.parametrize("table", plain_intake.COLUMNS)
def test_a_cell_is_read_alike_by_duckdb_pydantic_and_hand(con: duckdb.DuckDBPyConnection, table: str) -> None:
    shipped, messages, plain = by_duckdb(con, table), by_pydantic(table), by_hand(table)
    assert list(shipped) == list(messages) == list(plain)
    for name in plain:
        assert any(value != UNREADABLE and value is not None for value in plain[name]), f"no example of {name}"
        triples = zip([*CELLS, None], shipped[name], messages[name], plain[name], strict=True)
        unlike = [(cell, sql, py, hand) for cell, sql, py, hand in triples if not (sql == hand == py)]
        assert not unlike, f"{name}: {unlike}"


@pytest.mark.parametrize("row", EXPORTS)
def test_every_field_has_a_cast_in_contract_order(row: type[Row]) -> None:
    assert [cast.name for cast in casts(row)] == list(row.model_fields) == list(column_types(row))


def test_column_types() -> None:
    kinds = {name: kind for row in EXPORTS for name, kind in column_types(row).items()}
    wanted = {
        "as_of": "DATE",
        "districts": "VARCHAR[]",
        "is_public": "BOOLEAN",
        "min_mbits": "BIGINT",
        "title": "VARCHAR",
    }
    wanted |= {"amount_eur": "DECIMAL(14,2)", "coverage_pct": "DECIMAL(5,2)", "outcome_target": "DECIMAL(18,4)"}
    assert {name: kinds[name] for name in wanted} == wanted


def some_row(annotation: Any) -> type[Row]:
    return create_model("Odd", __base__=Row, odd=(annotation, Field(alias="Odd")))


def not_ours(value: Any) -> Any:
    return value


@pytest.mark.parametrize(
    "annotation",
    [
        float,
        dt.datetime,
        list[int],
        dict[str, str],
        Decimal | float,
        Annotated[int, Field(multiple_of=5)],
        Annotated[str, AfterValidator(not_ours)],
        Annotated[str, BeforeValidator(not_ours)] | None,
        Annotated[int, Field(ge=0, strict=True)],
        Annotated[str, Field(min_length=1, pattern="^a$")] | int,
        Annotated[dt.date, Field(ge=dt.date(2020, 1, 1))],
        Decimal,
        Literal["a"] | Literal["b"],
        int | str | None,
    ],
    ids=lambda annotation: re.sub(r" at 0x\w+", "", str(annotation)),
)
def test_a_type_or_constraint_without_sql_raises_at_start(annotation: Any) -> None:
    with pytest.raises(TypeError):
        casts(some_row(annotation))


def test_a_constraint_in_an_alias_of_an_alias_is_not_lost(con: duckdb.DuckDBPyConnection) -> None:
    inner = Annotated[str, Field(min_length=2)]
    outer = Annotated[inner, Field(max_length=3)] | None
    [cast] = casts(some_row(outer))
    con.execute("CREATE OR REPLACE TABLE cell AS SELECT unnest(['a', 'ab', 'abc', 'abcd']) AS odd")
    assert con.execute(f"SELECT list({cast.check}) FROM cell").fetchall() == [([False, True, True, False],)]
