"""Private copies of delivered files, taken while nobody writes to them: a file that changes is refused, never mixed."""

from __future__ import annotations

import shutil
import time
import uuid
from pathlib import Path

from analytics.errors import FileRefused
from analytics.store.durable import reached

_AT_REST_NS = 20_000_000
"""A file that changed less than this ago may change again under the same time stamp: file systems count in ticks."""
_BEING_WRITTEN = "Die Datei wird noch geschrieben: bitte warten und neu veröffentlichen."
_Marks = tuple[int, int, int]


class PrivateCopies:
    """The copies that one publication takes into its own folder `tmp`."""

    def __init__(self, tmp: Path) -> None:
        self._tmp = tmp
        self._taken: dict[Path, _Marks] = {}

    def take(self, source: Path) -> Path:
        """A copy of a file; FileRefused when it changes while it is read."""
        copy = self._tmp / f"{uuid.uuid4().hex}{source.suffix.lower()}"
        before = _marks_at_rest(source)
        shutil.copyfile(source, copy)
        after = self._taken[source] = _marks(source)
        reached("copied")
        if before != after or copy.stat().st_size != after[0]:
            raise FileRefused(_BEING_WRITTEN)
        return copy

    def refuse_changed(self) -> None:
        """FileRefused when a file has changed since: one that grows slowly looks finished while it is copied.

        One that was moved or removed meanwhile was finished.
        """
        for source, marks in self._taken.items():
            if source.exists() and _marks(source) != marks:
                name = f"{source.parent.name}/{source.name}"
                raise FileRefused(f"„{name}“ wurde während der Prüfung geändert: bitte warten und neu veröffentlichen.")


def _marks(path: Path) -> _Marks:
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ino


def _marks_at_rest(path: Path) -> _Marks:
    """The marks of a file once its time stamp is old enough to tell a further change; FileRefused if it never is."""
    for _ in range(100):
        marks = _marks(path)
        if not 0 <= time.time_ns() - marks[1] < _AT_REST_NS:
            return marks
        time.sleep(0.005)
    raise FileRefused(_BEING_WRITTEN)
