"""A delivered file as a typed table in DuckDB: every cell cast, every row judged, in one pass over the text.

Fast where records can be told by counting lines; else by way of the careful reader in `records`.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from analytics.cells import WHITE_SPACE
from analytics.contract import Row
from analytics.findings import DeliveredFile, Finding
from analytics.intake.casts import casts, quoted
from analytics.intake.layout import Layout
from analytics.intake.records import LONGEST_RECORD, normalise
from analytics.intake.text import PlainText
from analytics.rules import ROW_RULES


@dataclass(frozen=True)
class TextRow:
    """One contract row as text: `number` counts from 0, `line` is the physical line it begins on."""

    number: int
    line: int
    is_kept: bool
    cells: dict[str, str | None]


@dataclass
class Load:
    """A file as table `typed`: its contract rows in file order, with `is_kept` (no error) and `is_clean` (no warning).

    `relation` is the SQL that its text comes from, reading `path`; `line` the SQL of a row's physical line.
    """

    con: duckdb.DuckDBPyConnection
    source: DeliveredFile
    row: type[Row]
    layout: Layout
    path: Path
    relation: str
    line: str
    broken: list[Finding] = field(default_factory=list)

    def count(self, sql: str) -> int:
        """A single number."""
        found = self.con.execute(sql).fetchone()
        return int(found[0]) if found else 0

    def text_of(self, rows: str) -> Iterator[TextRow]:
        """The rows that the query `rows` (column `row`) names, in file order; reads the file again."""
        self.con.execute(
            f"""
            CREATE OR REPLACE TEMP TABLE wanted AS
            SELECT rowid AS row, {self.line} AS line, is_kept FROM typed WHERE rowid IN (SELECT row FROM ({rows}))"""
        )
        if not self.count("SELECT count(*) FROM wanted"):
            return
        names = list(self.row.model_fields)
        found = self.con.execute(
            f"""
            SELECT row, line, is_kept, {", ".join(f"cell.{name}" for name in names)}
            FROM (SELECT row_number() OVER () - 1 AS row, * FROM ({self.relation})) AS cell JOIN wanted USING (row)
            ORDER BY row""",
            {"path": str(self.path)},
        )
        while batch := found.fetchmany(10_000):
            for number, line, is_kept, *cells in batch:
                yield TextRow(number, line, is_kept, dict(zip(names, cells, strict=True)))


def load(
    con: duckdb.DuckDBPyConnection,
    text: PlainText,
    row: type[Row],
    layout: Layout,
    source: DeliveredFile,
    workdir: Path,
) -> Load:
    """Fill table `typed` from a file, in its order."""
    con.execute("SET disabled_optimizers = 'in_clause'")  # it makes joins of longer IN lists, and joins keep no order
    if text.tame:
        line = f"rowid // {layout.per_record} + 2"
        relation = _relation(layout, normalised=False, padded=text.padded)
        fast = Load(con, source, row, layout, text.path, relation, line)
        if _typed(fast) == (text.lines - 1) * layout.per_record and _cells_add_up(fast, text):
            return fast
    records = normalise(text, layout.delimiter, layout.width, workdir / f"{uuid.uuid4().hex}.csv")
    relation = _relation(layout, normalised=True, padded=True)
    careful = Load(con, source, row, layout, records.path, relation, "source_line", records.broken)
    if (rows := _typed(careful)) != records.whole * layout.per_record:
        raise RuntimeError(f"{source.name}: {records.whole} records read, {rows} rows typed")
    return careful


def _relation(layout: Layout, *, normalised: bool, padded: bool) -> str:
    """The text cells of a file as SQL that binds `$path`; a normalised file has its line in front and no header."""
    trimmed = ", ".join(f"{_trimmed(name) if padded else name} AS {name}" for name in _raw_names(layout))
    return f"""
        SELECT source_line, {layout.cells}
        FROM (
            SELECT {"line" if normalised else "NULL"} AS source_line, {trimmed}
            FROM {_raw(layout, normalised=normalised)}
        )"""


def _raw_names(layout: Layout) -> list[str]:
    return [f"c{index}" for index in range(layout.width)]


def _raw(layout: Layout, *, normalised: bool) -> str:
    """The table function that splits the file at `$path` into text columns."""
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in _raw_names(layout))
    line, skip, delimiter = ("'line': 'BIGINT', ", 0, ";") if normalised else ("", 1, layout.delimiter)
    ends = ", new_line = '\\n'" if normalised else ""  # else DuckDB takes the first CR inside quotes for the line end
    longest = 8 * LONGEST_RECORD if normalised else LONGEST_RECORD  # in bytes
    return f"""
        read_csv($path, columns = {{{line}{columns}}}, delim = {quoted(delimiter)}, skip = {skip},
            header = false, quote = '"', escape = '"', auto_detect = false, strict_mode = true,
            store_rejects = true, rejects_limit = 0, max_line_size = {longest}{ends})"""


def _cells_add_up(load: Load, text: PlainText) -> bool:
    """False when a record has more cells than the header: DuckDB drops empty surplus ones without a word."""
    delimiter = load.layout.delimiter
    surplus = text.count(delimiter) - (load.layout.width - 1) * text.lines
    if surplus <= 0:
        return surplus == 0
    cells = f"concat({', '.join(_raw_names(load.layout))})"
    inside = f"sum(length({cells}) - length(replace({cells}, {quoted(delimiter)}, '')))"
    found = load.con.execute(f"SELECT {inside} FROM {_raw(load.layout, normalised=False)}", {"path": str(text.path)})
    return found.fetchone() == (surplus,)


def _trimmed(name: str) -> str:
    """SQL of a trimmed cell, NULL when empty; the pattern spares the slow trim() where there is nothing to trim."""
    blank, trimmed = quoted(f"^[{WHITE_SPACE}]|[{WHITE_SPACE}]$"), f"nullif(trim({name}, {quoted(WHITE_SPACE)}), '')"
    return f"CASE WHEN regexp_matches({name}, {blank}) THEN {trimmed} ELSE {name} END"


def _typed(load: Load) -> int:
    """The number of rows typed; -1 where DuckDB reads the text otherwise than the careful reader would."""
    fields, rules = casts(load.row, load.layout.point), ROW_RULES[load.row.table]
    must = " AND ".join(["is_valid", *(f"({rule.sql})" for rule in rules if rule.severity == "error")])
    should = " AND ".join(["TRUE", *(f"({rule.sql})" for rule in rules if rule.severity == "warning")])
    load.con.execute("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
    try:
        load.con.execute(
            f"""
            CREATE OR REPLACE TEMP TABLE typed AS
            SELECT * EXCLUDE (is_valid), coalesce({must}, FALSE) AS is_kept, coalesce({should}, FALSE) AS is_clean
            FROM (
                SELECT CAST($delivery AS DATE) AS delivery, source_line,
                    {", ".join(f"{cast.value} AS {cast.name}" for cast in fields)},
                    coalesce({" AND ".join(cast.check for cast in fields)}, FALSE) AS is_valid
                FROM ({load.relation}) AS cell
            )""",
            {"path": str(load.path), "delivery": load.source.delivery},
        )
    except duckdb.InvalidInputException:
        return -1
    return -1 if load.count("SELECT count(*) FROM reject_errors") else load.count("SELECT count(*) FROM typed")
