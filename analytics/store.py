"""The store of immutable snapshots: readers never lock and see one whole snapshot, writers take turns.

raw/<sha>.csv           every accepted input, as delivered
objects/<sha>.parquet   kept rows and findings, one object per delivery and export
snapshots/<id>.json     which objects make up a snapshot, with the books of every file
CURRENT                 the id of the snapshot that readers open, swapped by rename

The id is a hash of the content, so the same deliveries always make the same snapshot. A writer that dies leaves the old
snapshot readable; its leftovers in tmp/ go when the next one starts. Nothing published is ever removed.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import hashlib
import json
import os
import re
import shutil
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from analytics.damaged import damaged_manifest, damaged_objects, is_whole, no_pointer
from analytics.errors import FileRefused, NothingPublished, UserFacingError
from analytics.findings import Books
from analytics.reference import Thresholds

_FOLDERS = ("raw", "objects", "snapshots", "tmp")

reached: Callable[[str], None] = lambda step: None  # noqa: E731 - tests end the process here
"""Called at every step of a publication."""


@dataclass(frozen=True)
class Part:
    """One export of one delivery inside a snapshot; `rows` and `findings` are object names, `raw` the input's hash."""

    table: str
    delivery: dt.date
    file: str
    rows: str
    findings: str
    books: Books
    raw: str
    sample: bool

    @property
    def key(self) -> tuple[str, dt.date]:
        """What a later delivery replaces."""
        return self.table, self.delivery

    def content(self) -> dict[str, Any]:
        """What the snapshot id is made of: not the raw bytes, so another dialect of the same rows changes nothing."""
        return {"rows": self.rows, "findings": self.findings, "books": asdict(self.books), "sample": self.sample}


@dataclass(frozen=True)
class Snapshot:
    """A published state: its parts, ordered by table and date, and the limits of the rating rule that held then."""

    id: str
    parts: tuple[Part, ...]
    thresholds: Thresholds

    @property
    def is_sample(self) -> bool:
        """True when any part is sample data."""
        return any(part.sample for part in self.parts)


def snapshot_of(parts: tuple[Part, ...], thresholds: Thresholds) -> Snapshot:
    """The snapshot that these parts and limits make; its id is a hash of all that its figures depend on."""
    ordered = tuple(sorted(parts, key=lambda part: part.key))
    content = [[part.table, part.delivery.isoformat(), part.content()] for part in ordered]
    text = json.dumps([content, asdict(thresholds)], sort_keys=True, default=_plain)
    return Snapshot(hashlib.sha256(text.encode()).hexdigest()[:16], ordered, thresholds)


class Store:
    """A folder of snapshots; see the module for its layout."""

    def __init__(self, root: Path) -> None:
        self.root = root

    # reading

    def current(self) -> Snapshot | None:
        """The published snapshot, None while nothing is published."""
        current = self.current_id()
        try:
            return None if current is None else self.snapshot(current)
        except NothingPublished:
            raise no_pointer(f"{self.root / 'CURRENT'} names {current!r}") from None

    def current_id(self) -> str | None:
        """The id of the published snapshot without opening it: a few bytes, cheap enough for every page run."""
        try:
            return (self.root / "CURRENT").read_text("utf-8").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError) as error:
            raise no_pointer(error) from error

    def snapshot(self, snapshot_id: str | None = None) -> Snapshot:
        """The snapshot of that id, by default the current one; NothingPublished when it is not there."""
        if snapshot_id is None:
            if current := self.current():
                return current
            raise NothingPublished("Es ist noch nichts veröffentlicht: bitte zuerst eine Lieferung veröffentlichen.")
        path = self.root / "snapshots" / f"{snapshot_id}.json"
        if re.fullmatch("[0-9a-f]{16}", snapshot_id):
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                return _listed(snapshot_id, path)
        raise NothingPublished(f"Den Datenstand „{snapshot_id}“ gibt es nicht: bitte die Kennung prüfen.")

    def object_path(self, name: str) -> Path:
        """Where an object lies."""
        return self.root / "objects" / name

    def verify(self, snapshot: Snapshot) -> None:
        """StoreUnreadable unless each object of the snapshot is what was published."""
        names = (name for part in snapshot.parts for name in (part.rows, part.findings))
        if changed := [name for name in names if not is_whole(self.object_path(name))]:
            raise damaged_objects(snapshot.id, f"Error: changed or missing in {self.root}: {', '.join(changed)}")

    # writing

    @contextlib.contextmanager
    def writing(self, timeout_s: float = 600.0) -> Iterator[Path]:
        """Wait for the turn, then hand out the empty tmp/ folder; the kernel frees the lock when the process dies."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / ".lock").open("a") as lock:
            _acquire(lock.fileno(), time.monotonic() + timeout_s)
            for folder in _FOLDERS:
                (self.root / folder).mkdir(exist_ok=True)
            _empty(self.root / "tmp")
            try:
                yield self.root / "tmp"
            finally:
                _empty(self.root / "tmp")

    def private_copy(self, source: Path) -> Path:
        """A copy in tmp/ that nobody else writes to; FileRefused when the file changes while it is read."""
        before, copy = source.stat(), self.root / "tmp" / f"{uuid.uuid4().hex}.csv"
        shutil.copyfile(source, copy)
        after = source.stat()
        reached("copied")
        marks = [(stat.st_size, stat.st_mtime_ns, stat.st_ino) for stat in (before, after)]
        if marks[0] != marks[1] or copy.stat().st_size != after.st_size:
            raise FileRefused("Die Datei wird noch geschrieben: bitte warten und neu veröffentlichen.")
        return copy

    def keep(self, path: Path, folder: str) -> str:
        """Move a file from tmp/ to its place under the hash of its bytes; the new file name."""
        with path.open("rb") as file:
            name = f"{hashlib.file_digest(file, 'sha256').hexdigest()}{path.suffix}"
        _put(path, self.root / folder / name)
        return name

    def publish(self, snapshot: Snapshot) -> None:
        """Make a snapshot the current one: manifest first, then CURRENT, each durable before the next."""
        manifest = self.root / "snapshots" / f"{snapshot.id}.json"
        if not manifest.exists():
            body = asdict(snapshot) | {"published_at": dt.datetime.now(dt.UTC).isoformat()}
            self._write(manifest, json.dumps(body, default=_plain, ensure_ascii=False, indent=1))
        reached("manifest written")
        self._write(self.root / "CURRENT", snapshot.id)
        reached("published")

    def _write(self, target: Path, text: str) -> None:
        draft = self.root / "tmp" / uuid.uuid4().hex
        draft.write_text(text, "utf-8")
        _put(draft, target)


def _empty(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def _acquire(lock: int, until: float) -> None:
    while True:
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise UserFacingError("Eine andere Veröffentlichung läuft noch: bitte später wiederholen.") from None
            time.sleep(0.05)


def _put(draft: Path, target: Path) -> None:
    """Durable and atomic: the data first, then the name, then the folder."""
    _sync(draft)
    reached("synced")
    draft.replace(target)
    reached("renamed")
    _sync(target.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else float(value)


def _part(raw: dict[str, Any]) -> Part:
    return Part(**raw | {"delivery": dt.date.fromisoformat(raw["delivery"]), "books": Books(**raw["books"])})


def _listed(snapshot_id: str, path: Path) -> Snapshot:
    try:
        manifest = json.loads(path.read_text("utf-8"), parse_float=Decimal)
        return Snapshot(snapshot_id, tuple(map(_part, manifest["parts"])), Thresholds(**manifest["thresholds"]))
    except (FileNotFoundError, NotADirectoryError):
        raise
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:  # all that a damaged text leads to
        raise damaged_manifest(snapshot_id, error) from error
