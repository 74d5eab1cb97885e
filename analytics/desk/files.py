"""What an analyst takes away besides tables for people: Parquet for programs, and the query itself."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from analytics.desk.compose import Composed, spelled
from analytics.tables import NOT_ASKED, Table

NOTES = "digitalbilanz"
"""The key of the file's metadata under which its notes stand."""


def parquet_bytes(found: pa.Table, notes: Sequence[str]) -> bytes:
    """The answer with its types; the notes (selection, Stand, source, licence) in the metadata of the file."""
    kept = {NOTES.encode(): "\n".join(notes).encode(), **(found.schema.metadata or {})}
    file = io.BytesIO()
    pq.write_table(found.replace_schema_metadata(kept), file, compression="zstd")
    return file.getvalue()


def arrow_of(table: Table) -> pa.Table:
    """The rows of a table with their types and German heads, without its sums; what is not asked is empty."""
    rows = [row for place, row in enumerate(table.rows) if place not in table.sums]
    columns = [[None if row[x] == NOT_ASKED else row[x] for row in rows] for x in range(len(table.columns))]
    return pa.table({column.file_head: pa.array(values) for column, values in zip(table.columns, columns, strict=True)})


def sql_bytes(query: Composed, notes: Sequence[str]) -> bytes:
    """The query as text that the SQL console and DuckDB run, its notes as comments."""
    comments = "\n".join(f"-- {' '.join(note.split())}" for note in notes)
    return f"{comments}\n{spelled(query)}\n".encode()
