"""Which files are delivered: a file, a delivery folder `<YYYY-MM-DD>/`, or a folder of deliveries."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path

from analytics.contract import EXPORTS
from analytics.errors import UserFacingError
from analytics.findings import DeliveredFile

SAMPLE_MARK = "BEISPIELDATEN.md"
"""A file of this name in a folder of deliveries marks all of them as sample data."""

_TABLES = {row.file: row.table for row in EXPORTS}
_FOLDER = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def delivered_files(paths: Iterable[Path]) -> list[DeliveredFile]:
    """Every file under `paths`, in the order of dates and exports; UserFacingError when there is nothing to read."""
    return list({file.path.resolve(): file for path in paths for file in _under(path)}.values())


def is_sample(path: Path) -> bool:
    """True when the delivery folder, or the folder of deliveries around it, carries the sample mark."""
    return any((folder / SAMPLE_MARK).is_file() for folder in (path, path.resolve().parent))


def _under(path: Path) -> list[DeliveredFile]:
    if path.is_file():
        return [_file(path, path.name)]
    if not path.is_dir():
        raise UserFacingError(f"„{path}“ gibt es nicht: bitte eine Datei oder einen Ordner mit Lieferungen nennen.")
    folders = sorted(folder for folder in path.iterdir() if folder.is_dir() and _FOLDER.fullmatch(folder.name))
    if not folders and _FOLDER.fullmatch(path.resolve().name):
        folders = [path.resolve()]
    if not folders:
        raise UserFacingError(
            f"In „{path}“ liegt keine Lieferung: bitte einen Ordner je Stichtag anlegen, zum Beispiel 2021-12-31."
        )
    files = [file for folder in folders for file in _delivery(folder)]
    if not files:
        raise UserFacingError(f"In „{path}“ liegt kein Export: bitte {', '.join(_TABLES)} in den Ordner legen.")
    return files


def _delivery(folder: Path) -> list[DeliveredFile]:
    present = sorted(path for path in folder.iterdir() if path.is_file() and path.suffix.lower() == ".csv")
    order = list(_TABLES)
    known = sorted((path for path in present if path.name in _TABLES), key=lambda path: order.index(path.name))
    others = [path for path in present if path.name not in _TABLES]
    return [_file(path, f"{folder.name}/{path.name}") for path in known + others]


def _file(path: Path, name: str) -> DeliveredFile:
    table, folder = _TABLES.get(path.name), path.resolve().parent
    return DeliveredFile(path, name, table, _date(folder), _fault(table, folder))


def _fault(table: str | None, folder: Path) -> str | None:
    if table is None:
        return "Die Datei heißt nicht wie ein Export: bitte massnahmen.csv, kosten.csv oder breitband.csv nennen."
    if _FOLDER.fullmatch(folder.name) and _date(folder) is None:
        return f"Den Tag „{folder.name}“ gibt es nicht: bitte den Ordner nach dem Stichtag benennen."
    return None


def _date(folder: Path) -> dt.date | None:
    try:
        return dt.date.fromisoformat(folder.name) if _FOLDER.fullmatch(folder.name) else None
    except ValueError:
        return None
