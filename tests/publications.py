"""Small deliveries, published for real, and what must hold of a store whatever happened to its writers."""

from __future__ import annotations

import datetime as dt
import hashlib
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow.parquet as pq

from analytics.engine import open_snapshot
from analytics.filters import Selection
from analytics.publish import publish
from analytics.queries import ask
from analytics.queries.answer import Asked
from analytics.store import Store, history
from analytics.store.snapshot import Snapshot, snapshot_of
from tests.dirty_files import csv_bytes, grid
from tests.plain_intake import FILES

DAY, EARLIER = dt.date(2021, 12, 31), dt.date(2021, 6, 30)
TABLES = {table: file for file, table in FILES.items()}


def deliver(exports: Path, day: dt.date = DAY, amount: str = "1000,5", tables: tuple[str, ...] = tuple(TABLES)) -> Path:
    """A clean delivery; `amount` stands in each of its postings."""
    folder = exports / day.isoformat()
    folder.mkdir(parents=True, exist_ok=True)
    for table in tables:
        content = csv_bytes(grid(table)).replace(b"05.01.2022", b"31.12.2021")  # reported on the day itself
        content = content.replace(b"31.12.2021", f"{day:%d.%m.%Y}".encode())
        (folder / TABLES[table]).write_bytes(content.replace(b"1000,5", amount.encode()))
    return exports


def postings(exports: Path, count: int, amount: str = "1000,5") -> Path:
    """A delivery of kosten.csv with so many postings, one amount in all of them."""
    (exports / DAY.isoformat()).mkdir(parents=True, exist_ok=True)
    file = exports / DAY.isoformat() / TABLES["costs"]
    header, row, *_ = csv_bytes(grid("costs")).replace(b"1000,5", amount.encode()).splitlines()
    lines = [header, *(row.replace(b";B0;", b";B%d;" % number) for number in range(count)), b""]
    file.write_bytes(b"\n".join(lines))
    return exports


def published(exports: Path, store: Store) -> str:
    """The id of the snapshot that a clean delivery makes."""
    outcome = publish(exports, store)
    assert outcome.snapshot_id and outcome.exit_code == 0, outcome
    assert not list((store.root / "tmp").iterdir())
    return outcome.snapshot_id


def state(store: Store) -> dict[str, str]:
    """Every file of the store but its lock, with the hash of its bytes."""
    paths = [path for path in store.root.rglob("*") if path.is_file() and path.name != ".lock"]
    return {str(path.relative_to(store.root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def assert_whole(store: Store) -> Snapshot:
    """The current snapshot, its manifest, every object in the store and its history are what they say."""
    snapshot = store.snapshot()
    assert_all_there(store, snapshot)
    for path in (*(store.root / "objects").iterdir(), *(store.root / "raw").iterdir()):
        assert path.stem == hashlib.sha256(path.read_bytes()).hexdigest(), path
    for path in (store.root / "snapshots").iterdir():
        read = store.snapshot(path.stem)
        assert snapshot_of(read.parts, read.thresholds).id == path.stem
    assert all(history.read(path) for path in (store.root / "history").iterdir())
    assert store.history()[0].snapshot == snapshot.id
    return snapshot


def assert_all_there(store: Store, snapshot: Snapshot) -> None:
    """Each part's rows, findings and input lie in the store."""
    for part in snapshot.parts:
        assert (store.root / "raw" / part.raw).is_file()
        for name in (part.rows, part.findings):
            assert store.object_path(name).is_file()


def amounts(store: Store, snapshot: str | None = None, day: dt.date | None = None) -> set[str]:
    """The amounts of the postings, as the product answers."""
    with open_snapshot(store.root, snapshot) as engine:
        return {str(row["amount_eur"]) for row in ask(engine, "table/costs", Asked(Selection(day))).to_pylist()}


def stored_amounts(store: Store, snapshot: str) -> set[str]:
    """The amounts in the objects themselves."""
    objects = [store.object_path(part.rows) for part in store.snapshot(snapshot).parts if part.table == "costs"]
    return {str(amount) for path in objects for amount in pq.read_table(path)["amount_eur"].to_pylist()}


@contextmanager
def ended(process: subprocess.Popen[str]) -> Iterator[subprocess.Popen[str]]:
    """A process that does not outlive the block, whatever happens in it."""
    with process:
        try:
            yield process
        finally:
            process.kill()
