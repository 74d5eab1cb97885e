"""The engine that a statement of the console meets: the relations of every engine, and nothing else within reach."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analytics.access import Viewer
from analytics.delivered import Delivery
from analytics.engine import Engine
from analytics.intake.casts import quoted
from analytics.sql_files import statements
from analytics.store import Snapshot

if TYPE_CHECKING:
    import duckdb

NEWEST = (Path(__file__).parent / "newest.sql").read_text("utf-8").split(";\n")
HELD_ROWS = 200_000
"""Fewer than elsewhere, for a desk lives no longer than a statement."""
DERIVED = [*(re.sub("^CREATE TABLE", "CREATE VIEW", one, flags=re.MULTILINE) for one in statements("views")), *NEWEST]
"""Read ahead: once it is confined, the child reads no file of ours."""
LIMITED = (
    """DELETE FROM costs WHERE NOT EXISTS (
        SELECT 1 FROM reporting JOIN measures ON measures.as_of = reporting.as_of
        WHERE reporting.asked = costs.delivery AND measures.measure_id = costs.measure_id)""",
    "UPDATE measures SET source_line = NULL",
    "UPDATE costs SET source_line = NULL",
)
"""What a limited role may not meet in bare rows: a posting whose Maßnahme it does not see on that date (questions of
ours join postings to the Maßnahmen of a date, so an engine may hold them), and lines, whose gaps count hidden rows."""


class Desk(Engine):
    """One role's relations for one statement: opened quickly, sealed tightly, one thread, no file of its own.

    What is derived (sql/views.sql) becomes views, so that opening reads none of it and a statement only what it asks.
    Delivered rows are held in memory; those of a large snapshot, where the role sees them all, stay in their objects.
    """

    def __init__(
        self, deliveries: Iterable[Delivery], viewer: Viewer, snapshot: Snapshot | None = None, *, memory_mb: int
    ) -> None:
        self._memory_mb = memory_mb
        super().__init__(deliveries, viewer, snapshot)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection to run a statement on, which the caller closes."""
        return self._con.cursor()

    def relations(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """Relation -> its columns, each with its type, in order."""
        self_made = "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal"
        found: dict[str, tuple[tuple[str, str], ...]] = {}
        for table, column, kind in self._con.execute(f"{self_made} ORDER BY table_name, column_index").fetchall():
            found[table] = (*found.get(table, ()), (column, kind))
        return found

    @property
    def within_reach(self) -> tuple[Path, ...]:
        """The objects that statements still read: none but those of relations that are no copies."""
        open_tables = {name for (name,) in self._con.execute(_DELIVERED_AS_VIEWS).fetchall()}
        rows = (part.rows for part in self.deliveries if part.export in open_tables)
        findings = (part.findings for part in self.deliveries if part.findings and "findings" in open_tables)
        return (*rows, *findings)

    def _config(self, rows: int) -> dict[str, Any]:
        nothing_comes = dict.fromkeys(("autoinstall_known_extensions", "autoload_known_extensions"), False)
        return super()._config(rows) | {
            "threads": 1,
            "async_threads": 0,
            "memory_limit": f"{self._memory_mb}MB",
            "temp_directory": "",
            "max_temp_directory_size": "0KB",
            "home_directory": "",
            "secret_directory": "",
            "allow_persistent_secrets": False,
            "allow_community_extensions": False,
            "python_enable_replacements": False,
            **nothing_comes,
        }

    def _most_held(self) -> int:
        return HELD_ROWS

    def _derive(self) -> None:
        for statement in (*DERIVED, *(() if self.viewer.every_row else LIMITED)):
            self._con.execute(statement)

    def _seal(self) -> None:
        """No file but the objects that are read; DuckDB would let whoever may read them write them too, so the process
        itself is confined as well (landlock.py).
        """
        listed = ", ".join(quoted(str(path)) for path in self.within_reach)
        self._con.execute("SET GLOBAL TimeZone = 'Europe/Berlin'")
        self._con.execute(f"SET allowed_paths = [{listed}]")
        self._con.execute("SET enable_external_access = false")
        self._con.execute("SET lock_configuration = true")


_DELIVERED_AS_VIEWS = "SELECT view_name FROM duckdb_views() WHERE NOT internal AND contains(sql, 'read_parquet')"
