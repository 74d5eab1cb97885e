"""The parts of a snapshot as an engine reads them: where kept rows and findings lie, and the books of each file."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from analytics.findings import Books
from analytics.store import Snapshot, Store

BOOKS = dict.fromkeys(("records", "kept", "set_aside", "left_out"), "BIGINT")
DELIVERIES = {"export": "VARCHAR", "delivery": "DATE", "file": "VARCHAR", **BOOKS}
FINDINGS = {"line": "INTEGER", "column": "VARCHAR", "value": "VARCHAR", "severity": "VARCHAR", "message": "VARCHAR"}
"""Columns of the engine's own tables, with their DuckDB types."""


@dataclass(frozen=True)
class Delivery:
    """One export of one delivery as an engine reads it: where its kept rows and findings lie, and its books."""

    export: str
    delivery: dt.date
    file: str
    rows: Path
    findings: Path | None
    books: Books


def deliveries_of(store: Store, snapshot: Snapshot) -> list[Delivery]:
    """The parts of a snapshot with the paths of their objects."""
    path = store.object_path
    return [
        Delivery(part.table, part.delivery, part.file, path(part.rows), path(part.findings), part.books)
        for part in snapshot.parts
    ]
