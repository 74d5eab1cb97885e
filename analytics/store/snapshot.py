"""A published state: which objects belong to it, with the books of every file, and the manifest that lists them."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from analytics.findings import Books
from analytics.reference import Thresholds
from analytics.store.damaged import damaged_manifest


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


def manifest_of(snapshot: Snapshot, at: dt.datetime) -> str:
    """The text that lists a snapshot; `at` says when it was first published."""
    body = asdict(snapshot) | {"published_at": at.isoformat()}
    return json.dumps(body, default=_plain, ensure_ascii=False, indent=1)


def listed(snapshot_id: str, manifest: Path) -> Snapshot:
    """The snapshot of a manifest; FileNotFoundError when it is not there, StoreUnreadable when it is damaged."""
    try:
        found = json.loads(manifest.read_text("utf-8"), parse_float=Decimal)
        return Snapshot(snapshot_id, tuple(map(_part, found["parts"])), Thresholds(**found["thresholds"]))
    except (FileNotFoundError, NotADirectoryError):
        raise
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:  # all that a damaged text leads to
        raise damaged_manifest(snapshot_id, error) from error


def _part(raw: dict[str, Any]) -> Part:
    return Part(**raw | {"delivery": dt.date.fromisoformat(raw["delivery"]), "books": Books(**raw["books"])})


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else float(value)
