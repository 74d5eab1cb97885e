"""The history of a store: which snapshot became the current one, when, by what, and what it brought.

history/000001.json …   one entry each, never changed
history/next.json       what a writer is about to make the current one; it holds from the moment that CURRENT names it

So a writer may die anywhere: what was announced and never published is no entry, what was published always is one.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any, get_args

from analytics.entry import Entry, Kind

NEXT = "next.json"
_DAMAGED = (OSError, ValueError, KeyError, TypeError, AttributeError)
"""All that reading a damaged entry leads to."""


def text_of(entry: Entry) -> str:
    """The content of an entry's file."""
    brought = [(table, delivery.isoformat()) for table, delivery in entry.brought]
    return json.dumps(asdict(entry) | {"at": entry.at.isoformat(), "brought": brought}, ensure_ascii=False, indent=1)


def told(folder: Path) -> list[Entry]:
    """The entries, oldest first; a damaged one is passed over."""
    return [entry for path in _numbered(folder) if (entry := read(path))]


def read(path: Path) -> Entry | None:
    """One entry; None when the file is missing or damaged."""
    try:
        return _entry(json.loads(path.read_text("utf-8")))
    except _DAMAGED:
        return None


def next_place(folder: Path) -> Path:
    """Where the next entry goes; the place of a damaged one is not used again."""
    numbers = [int(path.stem) for path in _numbered(folder)]
    return folder / f"{max(numbers, default=0) + 1:06}.json"


def has_begun(folder: Path) -> bool:
    """Whether anything was ever told."""
    return bool(_numbered(folder))


def _numbered(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.json") if re.fullmatch("[0-9]{6}", path.stem))


def _entry(raw: dict[str, Any]) -> Entry:
    brought = tuple((str(table), dt.date.fromisoformat(day)) for table, day in raw["brought"])
    entry = Entry(dt.datetime.fromisoformat(raw["at"]), raw["snapshot"], raw["kind"], raw["by"], brought)
    is_whole = entry.kind in get_args(Kind) and isinstance(entry.by, str) and entry.at.tzinfo
    if not is_whole or not re.fullmatch("[0-9a-f]{16}", entry.snapshot):
        raise ValueError(raw)
    return entry
