"""Files that are there whole or not at all, whenever their writer dies, and what is said when the disk is full."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

from analytics.errors import UserFacingError

watchers: list[Callable[[str], None]] = []
"""Called with the name of every step of a publication: tests end the process there."""

NO_ROOM = "Der Speicherplatz reicht nicht: bitte Platz schaffen und den Vorgang wiederholen."


def reached(step: str) -> None:
    """Say that a step of a publication is done."""
    for watcher in watchers:
        watcher(step)


def put(draft: Path, target: Path) -> None:
    """Give a file its name, durable and atomic: the data first, then the name, then the folder."""
    _sync(draft)
    reached("synced")
    if target.is_dir():  # nothing that was published: files alone are
        target.rename(draft.with_name(f"{draft.name}-in-the-way"))
    draft.replace(target)
    reached("renamed")
    _sync(target.parent)


def write(text: str, target: Path, tmp: Path) -> None:
    """Put a text in its place, by way of a draft in `tmp`."""
    draft = tmp / uuid.uuid4().hex
    draft.write_text(text, "utf-8")
    put(draft, target)


def empty(folder: Path) -> None:
    """Remove everything in a folder, which is made where it is missing."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir()


@contextlib.contextmanager
def room() -> Iterator[None]:
    """Whatever a full disk leads to becomes one sentence; every other error stays what it is."""
    try:
        yield
    except UserFacingError:
        raise
    except Exception as error:
        if _is_full(error):
            raise UserFacingError(NO_ROOM) from error
        raise


def _is_full(error: Exception) -> bool:
    """Told by the words of the system, which DuckDB hands on too, or by DuckDB's limit for what it lays aside."""
    words = (*map(os.strerror, (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)), "max_temp_directory_size")
    return any(word in str(error) for word in words)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
