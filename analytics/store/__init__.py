"""The store of immutable snapshots: readers never lock and see one whole snapshot, writers take turns.

raw/<sha>.csv           every accepted input, as delivered
objects/<sha>.parquet   kept rows and findings, one object per delivery and export
snapshots/<id>.json     which objects make up a snapshot, with the books of every file
history/<number>.json   which snapshot became the current one, when and by what
CURRENT                 the id of the snapshot that readers open, swapped by rename

The id is a hash of the content, so the same deliveries always make the same snapshot. A writer that dies leaves the old
snapshot readable; its leftovers in tmp/ go when the next one starts. Nothing published is ever removed.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import hashlib
import re
import time
from collections.abc import Iterator
from pathlib import Path

from analytics.entry import Entry, Kind
from analytics.errors import NothingPublished, StoreUnreadable, UserFacingError
from analytics.store.damaged import damaged_objects, is_whole, no_pointer
from analytics.store.durable import empty, put, reached, room, write
from analytics.store.pointer import Contents, Pointer
from analytics.store.private_copies import PrivateCopies
from analytics.store.snapshot import Part, Snapshot, listed, manifest_of, snapshot_of

__all__ = ["Entry", "Part", "Snapshot", "Store", "reached", "snapshot_of"]

_FOLDERS = ("raw", "objects", "snapshots", "history")


class Store:
    """A folder of snapshots; see the module for its layout."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._pointer = Pointer(root, self._contents)
        self._copies = PrivateCopies(root / "tmp")

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
        return self._pointer.id()

    def snapshot(self, snapshot_id: str | None = None) -> Snapshot:
        """The snapshot of that id, by default the current one; NothingPublished when it is not there."""
        if snapshot_id is None:
            if current := self.current():
                return current
            raise NothingPublished("Es ist noch nichts veröffentlicht: bitte zuerst eine Lieferung veröffentlichen.")
        if re.fullmatch("[0-9a-f]{16}", snapshot_id):
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                return listed(snapshot_id, self._manifest(snapshot_id))
        raise NothingPublished(f"Den Datenstand „{snapshot_id}“ gibt es nicht: bitte die Kennung prüfen.")

    def object_path(self, name: str) -> Path:
        """Where an object lies."""
        return self.root / "objects" / name

    def verify(self, snapshot: Snapshot) -> None:
        """StoreUnreadable unless each object of the snapshot is what was published."""
        names = (name for part in snapshot.parts for name in (part.rows, part.findings))
        if changed := [name for name in names if not is_whole(self.object_path(name))]:
            raise damaged_objects(snapshot.id, f"Error: changed or missing in {self.root}: {', '.join(changed)}")

    def history(self) -> tuple[Entry, ...]:
        """Every change of the current snapshot, newest first; the first tells of the current snapshot itself.

        Takes no lock and writes nothing: what nobody has told yet is found out. Damaged entries are passed over.
        """
        return tuple(reversed(self._pointer.changes()))

    # writing

    @contextlib.contextmanager
    def writing(self, timeout_s: float = 600.0) -> Iterator[Path]:
        """Wait for the turn, then hand out the empty tmp/ folder; the kernel frees the lock when the process dies.

        UserFacingError when the turn does not come in time or the disk is full.
        """
        with room(), self._turn(timeout_s):
            for folder in _FOLDERS:
                (self.root / folder).mkdir(exist_ok=True)
            self._copies = PrivateCopies(self.root / "tmp")
            empty(self.root / "tmp")
            try:
                self._pointer.tell()
                yield self.root / "tmp"
            finally:
                empty(self.root / "tmp")

    def private_copy(self, source: Path) -> Path:
        """A copy in tmp/ that nobody else writes to; FileRefused when the file changes while it is read."""
        return self._copies.take(source)

    def keep(self, path: Path, folder: str) -> str:
        """Move a file from tmp/ to its place under the hash of its bytes; the new file name.

        A file of that name is replaced: if it was damaged, it is whole again.
        """
        with path.open("rb") as file:
            name = f"{hashlib.file_digest(file, 'sha256').hexdigest()}{path.suffix}"
        put(path, self.root / folder / name)
        return name

    def publish(
        self, snapshot: Snapshot, *, by: str = "Kommandozeile", brought: tuple[tuple[str, dt.date], ...] = ()
    ) -> None:
        """Make a snapshot the current one: manifest first, then CURRENT, each durable before the next.

        Within `writing`. `by` says who publishes, `brought` which (table, date) are delivered. FileRefused when a
        file was changed since it was copied, StoreUnreadable when an object of the snapshot is missing or damaged.
        """
        self._copies.refuse_changed()
        self.verify(snapshot)
        if not self._is_listed(snapshot):
            write(manifest_of(snapshot, dt.datetime.now(dt.UTC)), self._manifest(snapshot.id), self.root / "tmp")
        reached("manifest written")
        self._make_current(snapshot, "Lieferung", by, brought)

    def go_back(self, snapshot_id: str, *, by: str) -> Snapshot:
        """Make an earlier snapshot the current one again; none is removed, so the way forth stays open.

        NothingPublished when it is not there, StoreUnreadable when it is damaged: then nothing changes.
        """
        with self.writing():
            snapshot = self.snapshot(snapshot_id)
            self.verify(snapshot)
            self._make_current(snapshot, "Rückkehr", by)
        return snapshot

    def _make_current(
        self, snapshot: Snapshot, kind: Kind, by: str, brought: tuple[tuple[str, dt.date], ...] = ()
    ) -> None:
        self._pointer.move(Entry(dt.datetime.now(dt.UTC), snapshot.id, kind, by, brought))

    def _is_listed(self, snapshot: Snapshot) -> bool:
        """Whether the manifest is there and whole; a damaged one is written anew."""
        try:
            found = self.snapshot(snapshot.id)
        except (NothingPublished, StoreUnreadable):
            return False
        return snapshot_of(found.parts, found.thresholds).id == snapshot.id

    def _manifest(self, snapshot_id: str) -> Path:
        return self.root / "snapshots" / f"{snapshot_id}.json"

    def _contents(self, snapshot_id: str) -> Contents | None:
        try:
            return {part.key: part.content() for part in self.snapshot(snapshot_id).parts}
        except NothingPublished:
            return None
        except StoreUnreadable:
            return {}

    @contextlib.contextmanager
    def _turn(self, timeout_s: float) -> Iterator[None]:
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / ".lock").open("a") as lock:
            _acquire(lock.fileno(), time.monotonic() + timeout_s)
            yield


def _acquire(lock: int, until: float) -> None:
    while True:
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise UserFacingError("Eine andere Veröffentlichung läuft noch: bitte später wiederholen.") from None
            reached("waiting")
            time.sleep(0.05)
