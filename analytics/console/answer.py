"""The answer to a statement as an Arrow stream of plain columns, no more rows and bytes than may come back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pyarrow as pa

from analytics.console.faults import StatementBounded, StatementRefused
from analytics.console.limits import Limits
from analytics.formats import number

if TYPE_CHECKING:
    import duckdb

_PLAIN = re.compile(
    r"BOOLEAN|U?(TINYINT|SMALLINT|INTEGER|BIGINT)|HUGEINT|FLOAT|DOUBLE|DECIMAL\(.*\)|VARCHAR|DATE|TIMESTAMP"
)
"""Types that a table can show; all others (lists, structs, intervals, bytes, times of a zone) become their text."""
LONGEST_NAME = 100
BATCH = 1_000


def streamed(con: duckdb.DuckDBPyConnection, statement: str, limits: Limits) -> tuple[pa.Buffer, bool]:
    """The stream, and whether there are more rows than it holds.

    StatementBounded when the first rows alone are too large, StatementRefused for too many columns.
    """
    found = con.sql(statement)
    names, kinds = names_of(found.columns), [str(kind) for kind in found.types]
    if len(kinds) > limits.columns:
        raise StatementRefused(
            f"Das Ergebnis hat mehr als {number(limits.columns)} Spalten: bitte die gesuchten Spalten nennen."
        )
    cells = (f"#{x}" if _PLAIN.fullmatch(kind) else f"CAST(#{x} AS VARCHAR)" for x, kind in enumerate(kinds, 1))
    columns = ", ".join(f"{cell} AS c{x}" for x, cell in enumerate(cells))
    reader = found.project(columns).limit(limits.rows + 1).to_arrow_reader(BATCH)
    return _kept(reader, pa.schema([pa.field(n, f.type) for n, f in zip(names, reader.schema, strict=True)]), limits)


def names_of(columns: Sequence[str]) -> list[str]:
    """A name for each column: none empty, none twice, none longer than a head can be."""
    names: list[str] = []
    for x, column in enumerate(columns, 1):
        bare = " ".join(column.split())[:LONGEST_NAME] or f"Spalte {x}"
        name, again = bare, 2
        while name in names:
            name, again = f"{bare} ({again})", again + 1
        names.append(name)
    return names


def _kept(reader: pa.RecordBatchReader, schema: pa.Schema, limits: Limits) -> tuple[pa.Buffer, bool]:
    sink, rows, room, is_cut = pa.BufferOutputStream(), limits.rows, limits.bytes, False
    with pa.ipc.new_stream(sink, schema) as stream:
        for batch in reader:
            part = batch.slice(0, min(rows, _fitting(batch, room)))
            stream.write_batch(pa.RecordBatch.from_arrays(part.columns, schema=schema))
            rows, room = rows - part.num_rows, room - part.nbytes
            if is_cut := part.num_rows < batch.num_rows:
                break
    if is_cut and rows == limits.rows:
        raise StatementBounded(
            f"Schon die ersten Zeilen sind größer als {number(limits.bytes / 1e6, 1, trim=True)} MB: bitte kürzere "
            "Werte oder weniger Spalten wählen."
        )
    return sink.getvalue(), is_cut


def _fitting(batch: pa.RecordBatch, room: int) -> int:
    """How many of its first rows have room; of those too many half, so that the room may not be used up."""
    rows = int(batch.num_rows)
    while rows and batch.slice(0, rows).nbytes > room:
        rows //= 2
    return rows
