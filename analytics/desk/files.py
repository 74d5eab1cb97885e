"""What an analyst takes away besides tables for people: Parquet for programs, and the query itself."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from analytics.desk.compose import Composed, spelled

NOTES = "digitalbilanz"
"""The key of the file's metadata under which its notes stand."""


def parquet_bytes(found: pa.Table, notes: Sequence[str]) -> bytes:
    """The answer with its types; the notes (selection, Stand, source, licence) in the metadata of the file."""
    kept = {NOTES.encode(): "\n".join(notes).encode(), **(found.schema.metadata or {})}
    file = io.BytesIO()
    pq.write_table(found.replace_schema_metadata(kept), file, compression="zstd")
    return file.getvalue()


def sql_bytes(query: Composed, notes: Sequence[str]) -> bytes:
    """The query as text that the SQL console and DuckDB run, its notes as comments."""
    comments = "\n".join(f"-- {' '.join(note.split())}" for note in notes)
    return f"{comments}\n{spelled(query)}\n".encode()
