"""Processes that read one snapshot after the other through the product's own engine and queries, and doubt each.

Every publication that they watch brings two dates with one amount in all postings: a mixture would show two.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from analytics.engine import open_snapshot
from analytics.filters import Selection
from analytics.queries import ask
from analytics.queries.answer import Asked
from analytics.settings import ROOT
from analytics.store import Entry, Store
from tests.publications import DAY, EARLIER


@dataclass
class Watched:
    """What readers saw: how often they read, the amount of each snapshot, and all that must not be."""

    reads: int = 0
    amounts: dict[str, str] = field(default_factory=dict)
    mixtures: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def add(self, other: Watched) -> None:
        """Take over what another reader saw."""
        self.reads += other.reads
        self.mixtures += other.mixtures + [
            f"{key}: {value}" for key, value in other.amounts.items() if self.amounts.setdefault(key, value) != value
        ]
        self.errors += other.errors


@contextmanager
def watching_readers(store: Path, count: int, nice: int = 0) -> Iterator[Watched]:
    """So many readers that read until the end of the block; what they saw is known after it."""
    command = [sys.executable, "-m", "tests.watching_readers", str(store), str(nice)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    readers = [subprocess.Popen(command, text=True, cwd=ROOT, **pipes) for _ in range(count)]
    together = Watched()
    for reader in readers:
        assert reader.stdout and reader.stdout.readline() == "reading\n"
    try:
        yield together
    finally:
        for reader in readers:
            together.add(Watched(**json.loads(reader.communicate(timeout=60)[0])))


def _read(root: Path, watched: Watched) -> None:
    with open_snapshot(root) as engine:
        asked = [Asked(Selection(day)) for day in (DAY, EARLIER)]
        rows = [row for question in asked for row in ask(engine, "table/costs", question).to_pylist()]
        kept = sum(row["kept"] for row in ask(engine, "quality/books", asked[0]).to_pylist())
    found = {str(row["amount_eur"]) for row in rows}
    if len(found) != 1 or len(rows) != 6 or kept != 6:
        watched.mixtures.append(f"{engine.snapshot_id}: {found}, {len(rows)} rows, {kept} in the books")
    watched.add(Watched(1, {engine.snapshot_id: found.pop()}))


def _read_history(root: Path, former: tuple[Entry, ...], watched: Watched) -> tuple[Entry, ...]:
    history = Store(root).history()
    if history[len(history) - len(former) :] != former:
        watched.mixtures.append(f"history: {former} became {history}")
    return history


if __name__ == "__main__":
    os.nice(int(sys.argv[2]))
    root, seen, told = Path(sys.argv[1]), Watched(), ()
    print("reading", flush=True)
    while not select.select([sys.stdin], [], [], 0)[0]:
        try:
            _read(root, seen)
            told = _read_history(root, told, seen)
        except Exception:
            seen.errors.append(traceback.format_exc())
    print(json.dumps(asdict(seen)))
