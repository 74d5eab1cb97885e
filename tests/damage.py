"""Real stores, published from sample files, and what can happen to them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq

from analytics.publish import publish
from analytics.settings import ROOT
from analytics.store import Store

EXPORTS = ROOT / "data" / "exports"
DAY = "2020-06-30"
FILES = ("massnahmen.csv", "kosten.csv", "breitband.csv")


def delivery(folder: Path, *files: str) -> Path:
    """A folder with one delivery of these files, by default of all."""
    (folder / DAY).mkdir(parents=True)
    for file in files or FILES:
        shutil.copy(EXPORTS / DAY / file, folder / DAY / file)
    return folder


def published(folder: Path, *files: str) -> Path:
    """A store of one delivery with these files."""
    publish(delivery(folder / "exports", *files), Store(folder / "store"))
    return folder / "store"


def _manifest(store: Path) -> Path:
    return store / "snapshots" / f"{Store(store).current_id()}.json"


def _costs(store: Path) -> Path:
    return object_of(store, "costs")


def object_of(store: Path, table: str) -> Path:
    """The first object of a table."""
    parts = json.loads(_manifest(store).read_text("utf-8"))["parts"]
    return store / "objects" / next(part["rows"] for part in parts if part["table"] == table)


def _folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def _overwrite(path: Path) -> None:
    """Other bytes up to the middle; what tells its columns, at the end, stays."""
    content = path.read_bytes()
    path.write_bytes(b"PAR1" + b"\xaa" * (len(content) // 2 - 4) + content[len(content) // 2 :])


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "pointer to nothing": (lambda store: (store / "CURRENT").write_text("0123456789abcdef"), "CURRENT"),
    "pointer emptied": (lambda store: (store / "CURRENT").write_text(""), "CURRENT"),
    "pointer of bytes": (lambda store: (store / "CURRENT").write_bytes(b"\xff\xfe\x00"), "CURRENT"),
    "pointer not a file": (lambda store: _folder_instead(store / "CURRENT"), "CURRENT"),
    "manifest cut off": (lambda store: _cut(_manifest(store)), "snapshots/"),
    "manifest of another kind": (lambda store: _manifest(store).write_text('{"parts": [1]}'), "snapshots/"),
    "manifest a list": (lambda store: _manifest(store).write_text("[]"), "snapshots/"),
    "manifest not a file": (lambda store: _folder_instead(_manifest(store)), "snapshots/"),
    "object missing": (lambda store: _costs(store).unlink(), "noch einmal veröffentlichen"),
    "object cut off": (lambda store: _cut(_costs(store)), "noch einmal veröffentlichen"),
    "object overwritten": (lambda store: _overwrite(_costs(store)), "noch einmal veröffentlichen"),
    "object emptied": (lambda store: _costs(store).write_bytes(b""), "noch einmal veröffentlichen"),
    "object not a file": (lambda store: _folder_instead(_costs(store)), "noch einmal veröffentlichen"),
}
"""What happens to a store, and a word of what its operator is told to do."""


def copied(whole: Path, folder: Path) -> Path:
    """The store of a folder once more, for a test that does something to it."""
    return Path(shutil.copytree(whole / "store", folder / "store"))


def damaged(whole: Path, folder: Path, what: str) -> Path:
    """A copy of a store, to which this has happened."""
    store = copied(whole, folder)
    DAMAGES[what][0](store)
    return store


def misunderstood(folder: Path) -> Path:
    """A store that opens, and whose costs no query can read: an error of ours on every page that asks for them."""
    store = published(folder)
    rows = pq.read_table(_costs(store))
    pq.write_table(rows.rename_columns([f"{name}_" for name in rows.column_names]), _costs(store))
    return store
