"""Named SQL plus bound parameters -> Arrow, over one snapshot as one role sees it. DuckDB runs embedded.

Python chooses a file under sql/; only the analyst's desk puts text around one (analytics/desk/compose.py). An engine
holds one snapshot for ever, so its answers may be cached under its id; it is safe to share between threads (a cursor
per query).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, astuple
from pathlib import Path
from typing import Any, Self

import duckdb
import pyarrow as pa

from analytics.access import Viewer, viewer
from analytics.contract import EXPORTS
from analytics.delivered import BOOKS, DELIVERIES, FINDINGS, Delivery, deliveries_of
from analytics.errors import NoSuchDate
from analytics.intake.casts import column_types, quoted
from analytics.kept_answers import KeptAnswers
from analytics.reference import reference
from analytics.settings import Settings
from analytics.sql_files import sql, statements
from analytics.store import Snapshot, Store
from analytics.store.damaged import damaged_objects, is_whole

# DuckDB would rather have cursor.sql(), which spares a copy of the rows but plans each query twice: a third slower.
warnings.filterwarnings("ignore", message="Arrow output on a DB-API result", category=UserWarning)

HELD_ROWS = 2_000_000
"""Up to this many rows a snapshot is held in memory (faster), above it is read from its Parquet files (smaller)."""
SINGLE_THREAD_ROWS = 100_000
"""Up to this many rows a second thread costs more than it gives, and other sessions want it."""
BATCH_ROWS = 50_000
"""Rows of a piece of an answer that is read piece by piece."""
_OF_QUERIES = (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException)
"""Errors that no damaged file leads to; a file may lead to any other, among other causes."""


def open_snapshot(store: Path | None = None, snapshot: str | None = None, role: str = "leitung") -> Engine:
    """The engine of a published snapshot, by default the current one of data/store, for a role (access.py).

    Raises NothingPublished when the snapshot is not there, StoreUnreadable when it is damaged and UserFacingError for
    an unknown role.
    """
    place = Store(store or Settings.from_env().store)
    found = place.snapshot(snapshot)
    return Engine(deliveries_of(place, found), viewer(role), found)


class Engine:
    """Answers named questions over a fixed set of deliveries. Use as a context manager or close()."""

    def __init__(
        self, deliveries: Iterable[Delivery], viewer: Viewer, snapshot: Snapshot | None = None, *, derived: bool = True
    ) -> None:
        """`derived` = False leaves out sql/views.sql: enough for questions about the delivered rows alone."""
        self.deliveries = tuple(deliveries)
        self.viewer = viewer
        self.snapshot_id = snapshot.id if snapshot else ""
        self.is_sample = bool(snapshot and snapshot.is_sample)
        self.thresholds = snapshot.thresholds if snapshot else reference().thresholds
        rows = sum(part.books.kept for part in self.deliveries)
        self._con = duckdb.connect(config=self._config(rows))
        self._con.execute("SET enable_progress_bar = false")  # it would write into the output of a notebook
        self._answers = KeptAnswers()
        self._is_held = derived and rows <= self._most_held()
        with self._reading():
            self._load()
            if derived:
                self._derive()
        self._seal()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Free the memory of the engine."""
        self._con.close()

    def query(self, name: str, **params: Any) -> pa.Table:
        """The answer to sql/<name>.sql; surplus and missing parameters raise. A tuple is bound as a list.

        Small answers are kept, because a snapshot never changes: whoever asks again, in any session, gets them at once.
        """
        return self._answer(name, sql(name), params)

    def composed(self, text: str, bound: Mapping[str, Any]) -> pa.Table:
        """The answer to SQL that analytics/desk has put together; nobody else may."""
        return self._answer(text, text, bound)

    def _answer(self, name: str, text: str, params: Mapping[str, Any]) -> pa.Table:
        bound = {key: list(value) if isinstance(value, tuple) else value for key, value in params.items()}
        question = (name, *sorted(params.items()))
        kept = self._answers.get(question)
        if kept is not None:
            return kept
        with self._con.cursor() as cursor, self._reading():  # a large snapshot is read from its files
            answer: pa.Table = cursor.execute(text, bound).to_arrow_table()
        self._answers.keep(question, answer)
        return answer

    def batches(self, name: str, **params: Any) -> Iterator[pa.RecordBatch]:
        """The answer to sql/<name>.sql piece by piece and never kept: for answers that are too large to hold twice."""
        with self._con.cursor() as cursor, self._reading():
            reader: pa.RecordBatchReader = cursor.sql(sql(name), params=params).to_arrow_reader(BATCH_ROWS)
            yield from reader

    def reporting_dates(self, table: str) -> tuple[dt.date, ...]:
        """Delivery dates of a table, ascending; every one for `deliveries`, the table about the files themselves."""
        if table == "deliveries":
            return self.delivery_dates()
        return tuple(sorted(part.delivery for part in self.deliveries if part.export == table))

    def delivery_dates(self) -> tuple[dt.date, ...]:
        """The dates on which anything was delivered, ascending."""
        return tuple(sorted({part.delivery for part in self.deliveries}))

    def asked(self, table: str, day: dt.date | None = None) -> dt.date:
        """The delivery date that answers for `day` (default: the latest); NoSuchDate when `table` has none by then."""
        known = [part.delivery for part in self.deliveries if day is None or part.delivery <= day]
        own = [date for date in self.reporting_dates(table) if known and date <= max(known)]
        if not own:
            raise NoSuchDate(_no_date(table, day))
        return max(known)

    def _config(self, rows: int) -> dict[str, Any]:
        """The settings of DuckDB for so many rows."""
        return {"threads": 1 if rows <= SINGLE_THREAD_ROWS else 2, "memory_limit": "2GB"}

    def _most_held(self) -> int:
        """Up to so many rows of a snapshot are held in memory."""
        return HELD_ROWS

    def _load(self) -> None:
        """The delivered tables, limited to the rows of the role, and the small tables that the views read."""
        every_row = self.viewer.every_row
        visible = {
            "measures": "WHERE is_public OR list_contains(CAST($committees AS VARCHAR[]), committee)",
            "costs": "WHERE measure_id IN (SELECT measure_id FROM measures)",
        }
        for row in EXPORTS:
            types = {"delivery": "DATE", "source_line": "INTEGER", **column_types(row)}
            paths = [part.rows for part in self.deliveries if part.export == row.table]
            self._create_source(row.table, types, paths, "" if every_row else visible.get(row.table, ""))
        findings = [part.findings for part in self.deliveries if part.findings] if every_row else []
        self._create_source("findings", {"delivery": "DATE", "export": "VARCHAR", **FINDINGS}, findings, "")
        self._create_small_tables()

    def _create_source(self, table: str, types: Mapping[str, str], paths: list[Path], visible: str) -> None:
        """A delivered table: measures row by row; costs follow their measure, those of an unknown one are non-public.

        A limited role gets a copy of its rows, so that nothing else is within reach of its engine.
        """
        if not paths:
            self._create(table, types, [])
            return
        listed = ", ".join(quoted(str(path)) for path in paths)
        committees = {"committees": list(self.viewer.committees)} if "$committees" in visible else {}
        kind = "TABLE" if visible or self._is_held else "VIEW"
        self._con.execute(f"CREATE {kind} {table} AS SELECT * FROM read_parquet([{listed}]) {visible}", committees)

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        """An error is damage where an object is no longer what was published; every other stays what it is."""
        try:
            yield
        except _OF_QUERIES:
            raise
        except duckdb.Error as error:
            paths = [path for part in self.deliveries for path in (part.rows, part.findings) if path]
            if self.snapshot_id and not all(map(is_whole, paths)):
                raise damaged_objects(self.snapshot_id, error) from error
            raise

    def _derive(self) -> None:
        """sql/views.sql; of a large snapshot compressed, with its postings: an eighth of the memory, faster to read."""
        if self._is_held:
            self._run_views()
            return
        self._con.execute("ATTACH ':memory:' AS derived (COMPRESS)")
        self._con.execute("SET search_path = 'derived.main,memory.main'")
        self._con.execute("CREATE TABLE derived.main.costs AS SELECT * FROM memory.main.costs")
        self._run_views()
        self._con.execute("CHECKPOINT derived")  # compresses
        self._con.execute("RESET search_path")
        for (table,) in self._con.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'derived'"
        ).fetchall():
            self._con.execute(f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM derived.main.{table}")

    def _run_views(self) -> None:
        for statement in statements("views"):
            self._con.execute(statement)

    def _create_small_tables(self) -> None:
        self._create("viewer", {"every_row": "BOOLEAN"}, [(self.viewer.every_row,)])
        thresholds = asdict(self.thresholds)
        kinds = {name: "INTEGER" if name.endswith("days") else "DECIMAL(6,2)" for name in thresholds}
        self._create("thresholds", kinds, [tuple(thresholds.values())])
        self._create("deliveries", DELIVERIES, [self._delivered(part) for part in self.deliveries])

    def _delivered(self, part: Delivery) -> tuple[Any, ...]:
        """What the engine knows about a file; a limited role may not even count the rows that it does not see."""
        books = astuple(part.books) if self.viewer.every_row else (None,) * len(BOOKS)
        return (part.export, part.delivery, part.file, *books)

    def _create(self, table: str, types: Mapping[str, str], rows: list[tuple[Any, ...]]) -> None:
        columns = ", ".join(f'"{name}" {kind}' for name, kind in types.items())
        self._con.execute(f"CREATE TABLE {table} ({columns})")
        if rows:
            self._con.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(types))})", rows)

    def _seal(self) -> None:
        """From here on the connection reads the objects of this snapshot and nothing else."""
        folders = sorted({str(part.rows.parent) + "/" for part in self.deliveries})
        listed = ", ".join(map(quoted, folders))
        self._con.execute(f"SET allowed_directories = [{listed}]")
        self._con.execute("SET enable_external_access = false")
        self._con.execute("SET lock_configuration = true")


def _no_date(table: str, day: dt.date | None) -> str:
    file = next((row.file for row in EXPORTS if row.table == table), "Dateien")
    if day is None:
        return f"Von {file} liegt noch keine Lieferung vor: bitte eine anfordern und veröffentlichen."
    return f"Von {file} liegt bis zum {day:%d.%m.%Y} keine Lieferung vor: bitte einen späteren Stichtag wählen."
