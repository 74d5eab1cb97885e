"""Which files are delivered: a file, a delivery folder `<YYYY-MM-DD>/`, or a folder of deliveries.

What looks like a delivery but cannot be read is listed with its fault, so that nothing is passed over in silence.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from analytics.contract import EXPORTS
from analytics.findings import DeliveredFile

SAMPLE_MARK = "BEISPIELDATEN.md"
"""A file of this name in a folder of deliveries marks all of them as sample data."""

_TABLES = {Path(row.file).stem: row.table for row in EXPORTS}
_NAMES = ", ".join(row.file for row in EXPORTS)
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SUFFIXES = (".csv", ".tsv", ".xlsx", ".xls", ".ods")


def delivered_files(paths: Iterable[Path], profile: str | None = None) -> list[DeliveredFile]:
    """Every file under `paths`, each once, in the order of dates and exports; `profile` is named for all of them."""
    found = [file for path in paths for file in _under(path.absolute())]
    return [replace(file, profile=profile) for file in {file.path.resolve(): file for file in found}.values()]


def is_sample(folder: Path) -> bool:
    """True when the delivery folder, or the folder of deliveries around it, carries the sample mark."""
    return any((place / SAMPLE_MARK).is_file() for place in (folder, folder.parent))


def _under(path: Path) -> list[DeliveredFile]:
    if path.is_file():
        return [_file(path)]
    if not path.is_dir():
        return [_unusable(path, "Das gibt es nicht: bitte eine Datei oder einen Ordner mit Lieferungen nennen.")]
    entries = _entries(path)
    folders = [entry for entry in entries if entry.is_dir() and _DATE.match(entry.name)]
    if _DATE.fullmatch(path.name) and not folders:
        return _delivery(path)
    files = [file for folder in folders for file in _delivery(folder)]
    loose = [_unusable(entry, _LOOSE) for entry in entries if entry.is_file() and _is_meant(entry)]
    return [*files, *_no_days(entries), *loose] or [_unusable(path, _NOTHING)]


_LOOSE = "Die Datei liegt in keinem Ordner ihres Stichtags: bitte in einen legen, der wie 2021-12-31 heißt."
_NOTHING = "Hier liegt keine Lieferung: bitte einen Ordner je Stichtag anlegen, zum Beispiel 2021-12-31."
_NO_DAY = "Der Ordner heißt nicht nach einem Tag: bitte wie 2021-12-31 benennen."
_TABLES_IN_NO_DAY = (
    "Der Ordner enthält Tabellen und heißt nicht nach einem Tag: bitte wie 2021-12-31 benennen oder anderswo ablegen."
)


def _entries(folder: Path) -> list[Path]:
    """What lies in a folder, without hidden files and the locks that office programs leave."""
    return sorted(entry for entry in folder.iterdir() if not entry.name.startswith((".", "~$")))


def _delivery(folder: Path) -> list[DeliveredFile]:
    if _day(folder.name) is None:
        return [_unusable(folder, _NO_DAY)]
    entries = _entries(folder)
    files = [entry for entry in entries if entry.is_file() and _is_meant(entry)]
    order = list(_TABLES.values())
    files.sort(key=lambda file: (order.index(_table(file)) if _table(file) else len(order), file.name))
    found = [_file(file) if _is_table(file) else _unusable(file, _ending(file)) for file in files]
    return [*found, *_no_days(entries)] or [_unusable(folder, f"Hier liegt kein Export: bitte {_NAMES} liefern.")]


def _no_days(entries: Iterable[Path]) -> Iterator[DeliveredFile]:
    """Folders that somebody took for deliveries."""
    for entry in entries:
        if entry.is_dir() and not _DATE.match(entry.name) and _holds_tables(entry):
            yield _unusable(entry, _TABLES_IN_NO_DAY)


def _holds_tables(folder: Path) -> bool:
    """Looks no deeper than a year around its deliveries; what may not be opened holds nothing for us."""
    with contextlib.suppress(PermissionError):
        return any(_is_meant(entry) if entry.is_file() else _day(entry.name) for entry in _entries(folder))
    return False


def _is_table(path: Path) -> bool:
    """Whether a file can be read as a table; plain text (.txt) only under the name of an export."""
    return path.suffix.lower() in (*_SUFFIXES, *([".txt"] if _table(path) else []))


def _is_meant(path: Path) -> bool:
    """A table, or what is named after an export whatever its ending; the rest are notes."""
    return _is_table(path) or path.name.partition(".")[0].rstrip("~").lower() in _TABLES


def _ending(path: Path) -> str:
    named = f"mit der Endung {path.suffix} " if path.suffix else "ohne Endung "
    return f"Eine Datei {named}wird nicht gelesen: bitte als CSV oder als Excel-Mappe (XLSX) liefern."


def _table(path: Path) -> str:
    """What the name says; where it says nothing the header has to."""
    return _TABLES.get(path.stem.lower(), "")


def _file(path: Path) -> DeliveredFile:
    return DeliveredFile(path, _name(path), _table(path) or None, _day(path.parent.name), _fault(path))


def _fault(path: Path) -> str | None:
    return _NO_DAY if _DATE.fullmatch(path.parent.name) and _day(path.parent.name) is None else None


def _unusable(path: Path, fault: str) -> DeliveredFile:
    return DeliveredFile(path, _name(path), None, None, fault)


def _name(path: Path) -> str:
    """How the user sees a file: with the date of its folder where it has one."""
    return f"{path.parent.name}/{path.name}" if _DATE.match(path.parent.name) else path.name


def _day(name: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(name) if _DATE.fullmatch(name) else None
    except ValueError:
        return None
