"""Delivered files on their way into the store: each as the user sees it, and the private copy that is read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from analytics.errors import FileRefused
from analytics.findings import UNREADABLE, DeliveredFile
from analytics.intake.rows_aside import FINGERPRINT
from analytics.store import Store
from analytics.store.snapshot import Snapshot


@dataclass(frozen=True)
class Taken:
    """A delivered file and its copy. `is_sample`: the very same file is published as sample data."""

    source: DeliveredFile
    copy: DeliveredFile
    is_sample: bool = False


def taken(sources: Iterable[DeliveredFile], store: Store, former: Snapshot | None) -> list[Taken]:
    """Copies of the files in the tmp/ folder of a store whose turn is taken; what cannot be copied gets its fault."""
    samples = {part.raw.partition(".")[0] for part in (former.parts if former else ()) if part.sample}
    return [_taken(source, store, samples) for source in map(_dated, sources)]


def _taken(source: DeliveredFile, store: Store, samples: set[str]) -> Taken:
    copy = _copied(store, source)
    return Taken(source, copy, bool(samples) and not copy.fault and _sha256(copy.path) in samples)


def _dated(source: DeliveredFile) -> DeliveredFile:
    """Only files of a dated folder can be published."""
    if source.fault or source.delivery:
        return source
    fault = "Die Datei liegt nicht in einem Ordner mit dem Stichtag: bitte dorthin legen, zum Beispiel 2021-12-31."
    return replace(source, fault=fault)


def _copied(store: Store, source: DeliveredFile) -> DeliveredFile:
    if source.fault:
        return source
    try:
        return replace(source, path=store.private_copy(source.path))
    except FileRefused as refusal:
        return replace(source, fault=str(refusal))
    except PermissionError:
        return replace(source, fault=UNREADABLE)


def fingerprint(path: Path) -> str:
    """The first digits of the hash of a file's bytes, by which a correction names it."""
    return _sha256(path)[:FINGERPRINT]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
