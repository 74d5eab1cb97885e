"""A delivered file as a typed table in DuckDB: every cell cast, every row judged, in one pass over the text.

Fast where records can be told by counting lines; else by way of the careful reader in `records`. The first rows tell
how columns are written (`writings`); rows that fail are looked at again, for what shows later (`reading_again`).
"""

from __future__ import annotations

import contextlib
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from analytics.contract import Row
from analytics.errors import FileRefused
from analytics.findings import DeliveredFile
from analytics.intake.casts import casts, quoted
from analytics.intake.layout import Layout
from analytics.intake.plain_text import PlainText
from analytics.intake.readings import Reading, product
from analytics.intake.records import MOST_FAULTS, Records, ends_hollow, normalise
from analytics.intake.relation import cells_add_up, relation
from analytics.intake.writings import odd_fields, readings
from analytics.rules import ROW_RULES


@dataclass(frozen=True)
class TextRow:
    """One contract row as text: `number` counts from 0, `line` is the physical line it begins on.

    `cells` are canonical texts; `beside` has what the file has where that differs (`raw_…`, `written_…`), and the
    kinds of a sheet's cells (`kind_…`).
    """

    number: int
    line: int
    is_kept: bool
    cells: dict[str, str | None]
    beside: dict[str, str | None]

    def shown(self, field: str) -> str | None:
        """The cell as the file has it."""
        return self.beside.get(f"raw_{field}", self.beside.get(f"written_{field}", self.cells[field]))


@dataclass
class Load:
    """A file as table `typed`: its contract rows in file order, with `is_kept` (no error) and `is_clean` (no warning).

    `relation` is the SQL that its text comes from, reading `path`; `line` the SQL of a row's physical line. Table
    `stash` has the text of the rows that were not kept and clean when all were typed. `odd` are the fields that
    are known to be written otherwise than canonical text.
    """

    con: duckdb.DuckDBPyConnection
    source: DeliveredFile
    layout: Layout
    path: Path
    relation: str
    line: str
    records: Records
    is_sheet: bool = False
    odd: frozenset[str] = frozenset()
    readings: tuple[Reading, ...] = ()

    @property
    def row(self) -> type[Row]:
        """The export."""
        return self.layout.row

    @property
    def kinds(self) -> tuple[str, ...]:
        """The fields of which it is known what kind of cells of a sheet they are made of."""
        return tuple(self.layout.mapping.kinds) if self.is_sheet else ()

    @property
    def texts(self) -> tuple[str, ...]:
        """Those of them that are text, where a cell must be neither a number nor a day."""
        return tuple(
            cast.name for cast in casts(self.row) if cast.type.startswith("VARCHAR") and cast.name in self.kinds
        )

    @property
    def is_normalised(self) -> bool:
        """Whether `path` holds the records as the careful reader has written them."""
        return self.line == "source_line"

    @property
    def beside(self) -> tuple[str, ...]:
        """What stands beside the fields: words before they were translated, kinds of a sheet's cells."""
        return (*(f"raw_{name}" for name in self.layout.mapping.raw), *(f"kind_{name}" for name in self.kinds))

    def count(self, sql: str) -> int:
        """A single number."""
        found = self.con.execute(sql).fetchone()
        return int(found[0]) if found else 0

    def read(self, texts: str) -> str:
        """SQL of canonical text cells; beside those that a reading changes, what the file has (`written_…`)."""
        if not self.readings:
            return texts
        replaced = ", ".join(f"{reading.sql} AS {reading.field}" for reading in self.readings)
        written = ", ".join(f"{reading.field} AS written_{reading.field}" for reading in self.readings)
        read = f"SELECT * REPLACE ({replaced}), {written} FROM ({texts}) AS cell"
        products = ", ".join(f"{product(one)} AS {one.field}" for one in self.readings if one.factor != 1)
        return f"SELECT * REPLACE ({products}) FROM ({read}) AS cell" if products else read

    def failing(self) -> Iterator[TextRow]:
        """The rows with a fault, in file order; of those with warnings alone the first 100,000."""
        if not self.count(f"SELECT count(*) FROM typed WHERE {FAILING}"):
            return iter(())
        warned = f"SELECT rowid AS row FROM typed WHERE is_kept AND NOT is_clean LIMIT {MOST_FAULTS}"
        failed = "SELECT rowid AS row FROM typed WHERE NOT is_kept AND NOT is_left_out"
        return self._texts("SELECT * FROM stash", f"({warned}) UNION ALL ({failed})")

    def text_of(self, rows: str) -> Iterator[TextRow]:
        """The rows that the query `rows` (column `row`) names, in file order; reads the file again."""
        return self._texts(numbered(self.relation), rows)

    def _texts(self, texts: str, rows: str) -> Iterator[TextRow]:
        self.con.execute(
            f"""
            CREATE OR REPLACE TEMP TABLE wanted AS
            SELECT rowid AS row, {self.line} AS line, is_kept FROM typed WHERE rowid IN (SELECT row FROM ({rows}))"""
        )
        if not self.count("SELECT count(*) FROM wanted"):
            return
        names = list(self.row.model_fields)
        beside = [*(f"written_{reading.field}" for reading in self.readings), *self.beside]
        found = self.con.execute(
            f"""
            SELECT row, wanted.line, is_kept, {", ".join(f"cell.{name}" for name in (*names, *beside))}
            FROM ({self.read(texts)}) AS cell JOIN wanted USING (row) ORDER BY row""",
            {"path": str(self.path)} if "$path" in texts else None,
        )
        while batch := found.fetchmany(10_000):
            for number, line, is_kept, *cells in batch:
                others = dict(zip(beside, cells[len(names) :], strict=True))
                yield TextRow(number, line, is_kept, dict(zip(names, cells, strict=False)), others)


FIRST_ROWS = 2_000
"""Rows that tell how a file is written before all of it is typed."""
FAILING = "NOT (is_kept AND is_clean OR is_left_out)"
"""SQL of the rows of `typed` that there is something to say about."""


def numbered(texts: str) -> str:
    """SQL of text cells with the number of their row in front."""
    return f"SELECT row_number() OVER () - 1 AS row, * FROM ({texts})"


def load(con: duckdb.DuckDBPyConnection, text: PlainText, layout: Layout, source: DeliveredFile, workdir: Path) -> Load:
    """Fill table `typed` from a file, in its order, every cell in its canonical text."""
    con.execute("SET disabled_optimizers = 'in_clause'")  # it makes joins of longer IN lists, and joins keep no order
    delimiter = layout.header.delimiter
    if text.tame and layout.header.skip == 1 and not text.numbered and not ends_hollow(text, delimiter):
        line, texts = f"rowid // {layout.per_record} + 2", relation(layout, normalised=False, padded=text.padded)
        fast = Load(con, source, layout, text.path, texts, line, Records(text.path))
        read_first(fast)
        if type_all(fast) == (text.lines - 1) * layout.per_record and cells_add_up(con, layout, text):
            return fast
    target = workdir / f"{uuid.uuid4().hex}.csv"
    records = normalise(text, delimiter, layout.width, layout.header.skip, target)
    texts = relation(layout, normalised=True, padded=text.padded or not text.tame, is_sheet=text.numbered)
    careful = Load(con, source, layout, records.path, texts, "source_line", records, text.numbered)
    read_first(careful)
    if (rows := type_all(careful)) != records.whole * layout.per_record:
        raise RuntimeError(f"{source.name}: {records.whole} records read, {rows} rows typed")
    return careful


def read_first(load: Load) -> None:
    """How the columns are written as far as the first rows show it, so that a book in another writing is typed once.

    Nothing where nobody can know, or where DuckDB does not take the file: that is told by what comes afterwards.
    """
    first = f"(SELECT * FROM ({load.relation}) WHERE NOT is_left_out LIMIT {FIRST_ROWS})"
    with contextlib.suppress(duckdb.InvalidInputException, FileRefused):
        if odd := frozenset(odd_fields(load, first)):
            load.odd, load.readings = odd, readings(load, odd)


def type_all(load: Load) -> int:
    """The number of rows typed; -1 where DuckDB reads the text otherwise than the careful reader would."""
    texts = f"SELECT *, cell AS text FROM ({load.relation}) AS cell"
    try:
        load.con.execute(
            f"CREATE OR REPLACE TEMP TABLE typed AS {_typed(load, texts)}",
            {"path": str(load.path), "delivery": load.source.delivery},
        )
    except duckdb.InvalidInputException:  # the first record that is broken ends it
        return -1
    return load.count("SELECT count(*) FROM typed")


def stash(load: Load) -> int:
    """Lay out the text that `type_all` has kept of the failing rows; how many they are."""
    types = dict.fromkeys([*load.row.model_fields, *load.beside], "VARCHAR")
    cells = json.dumps({"place": "INTEGER", "is_left_out": "BOOLEAN"} | types)
    load.con.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE stash AS SELECT row, cells.* FROM (
            SELECT rowid AS row, from_json(text, {quoted(cells)}) AS cells FROM typed WHERE text IS NOT NULL)"""
    )
    load.con.execute("ALTER TABLE typed DROP COLUMN text")
    return load.count("SELECT count(*) FROM stash")


def type_again(load: Load) -> None:
    """Type the stashed rows alone: what was canonical at the first look means the same in every reading."""
    fields = ["is_kept", "is_clean", *load.row.model_fields]
    load.con.execute(
        f"CREATE OR REPLACE TEMP TABLE again AS {_typed(load, 'SELECT *, NULL AS text FROM stash', 'row')}",
        {"delivery": load.source.delivery},
    )
    load.con.execute(
        f"UPDATE typed SET {', '.join(f'{name} = again.{name}' for name in fields)} FROM again WHERE typed.rowid = row"
    )


def _typed(load: Load, texts: str, front: str = "source_line") -> str:
    """SQL of the typed rows of a relation of text cells; binds `$delivery`. Its `text` stays beside those that fail."""
    fields, rules = casts(load.row), ROW_RULES[load.row.table]
    kinds = [f"NOT regexp_matches(cell.kind_{name}, '[ndbe]')" for name in load.texts]
    must = ["is_valid", "NOT is_left_out", *(f"({rule.sql})" for rule in rules if rule.severity == "error")]
    should = ["TRUE", *(f"({rule.sql})" for rule in rules if rule.severity == "warning")]
    return f"""
        SELECT * EXCLUDE (is_valid, text), coalesce({" AND ".join(must)}, FALSE) AS is_kept,
            coalesce({" AND ".join(should)}, FALSE) AS is_clean, CASE WHEN {FAILING} THEN to_json(text) END AS text
        FROM (
            SELECT CAST($delivery AS DATE) AS delivery, {front}, is_left_out, text,
                {", ".join(f"{cast.value} AS {cast.name}" for cast in fields)},
                coalesce({" AND ".join([*kinds, *(cast.check for cast in fields)])}, FALSE) AS is_valid
            FROM ({load.read(texts)}) AS cell
        )"""
