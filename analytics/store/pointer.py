"""CURRENT, the one file that says which snapshot readers open, and the history of what it has named."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from analytics.entry import Entry
from analytics.errors import StoreUnreadable
from analytics.store import history
from analytics.store.damaged import no_pointer
from analytics.store.durable import reached, write

Contents = Mapping[tuple[str, dt.date], Any]
"""What a snapshot holds, by (table, delivery date)."""


class Pointer:
    """`contents` tells what a snapshot holds, None when there is no such snapshot. Writers must have their turn."""

    def __init__(self, root: Path, contents: Callable[[str], Contents | None]) -> None:
        self._file, self._tmp, self._folder = root / "CURRENT", root / "tmp", root / "history"
        self._contents = contents

    def id(self) -> str | None:
        """The id in CURRENT, None while nothing is published; StoreUnreadable when the file is damaged or lost."""
        try:
            return self._file.read_text("utf-8").strip()
        except (FileNotFoundError, NotADirectoryError) as error:
            if history.has_begun(self._folder):  # to begin anew would hide what was published
                raise no_pointer(error) from error
            return None
        except (OSError, ValueError) as error:
            raise no_pointer(error) from error

    def move(self, entry: Entry) -> None:
        """Announce, swap, tell: the entry holds from the swap on, whatever becomes of the writer."""
        if self._readable_id() == entry.snapshot:
            return
        write(history.text_of(entry), self._folder / history.NEXT, self._tmp)
        reached("announced")
        write(entry.snapshot, self._file, self._tmp)
        reached("published")
        with contextlib.suppress(OSError):  # published is published: what cannot be told now, the next writer tells
            self.tell()

    def tell(self) -> None:
        """Write the entry that is missing, if one is: a writer died, or CURRENT was changed by hand."""
        if self._readable_id() is None:
            return
        changes = self.changes()
        if len(changes) > len(history.told(self._folder)):
            write(history.text_of(changes[-1]), history.next_place(self._folder), self._tmp)
        reached("told")
        (self._folder / history.NEXT).unlink(missing_ok=True)
        reached("announcement removed")

    def changes(self) -> list[Entry]:
        """Every change up to the current snapshot, oldest first; looked at again where a writer is about to tell."""
        for _ in range(5):
            announced = history.read(self._folder / history.NEXT)
            told, current = history.told(self._folder), self._readable_id()
            if current is None or (told and told[-1].snapshot == current):
                return told
            if announced and announced.snapshot == current and announced not in told:
                return [*told, announced]
        return [*told, *self._found(told)]

    def _readable_id(self) -> str | None:
        with contextlib.suppress(StoreUnreadable):
            return self.id() or None
        return None

    def _found(self, told: list[Entry]) -> list[Entry]:
        """What is current without having been told, if it is a snapshot at all; what differs counts as brought."""
        current = self._readable_id()
        contents = self._contents(current) if current else None
        if current is None or contents is None:
            return []
        former = (self._contents(told[-1].snapshot) if told else None) or {}
        brought = tuple(key for key, content in contents.items() if former.get(key) != content)
        at = dt.datetime.fromtimestamp(self._file.stat().st_mtime, dt.UTC)
        return [Entry(at, current, "nachgetragen", "unbekannt", brought)]
