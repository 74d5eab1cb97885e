"""Where the files go: a folder or a ZIP. Either is made beside its place and then moved there, so that none is half."""

from __future__ import annotations

import datetime as dt
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, TypeVar

from analytics.errors import UserFacingError

Place = Callable[[str], AbstractContextManager[IO[bytes]]]
"""Opens a file of that name to be written."""
Told = TypeVar("Told")


def in_folder(folder: Path) -> Place:
    """Files in an existing folder."""
    return lambda name: (folder / name).open("wb")


def in_zip(archive: zipfile.ZipFile, day: dt.date) -> Place:
    """Members of a ZIP; their time is the day of the data, never that of a clock."""
    return lambda name: archive.open(_member(name, day), "w", force_zip64=True)


def zipped(file: IO[bytes]) -> zipfile.ZipFile:
    """A new archive inside an open file."""
    return zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)


def _member(name: str, day: dt.date) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))  # a ZIP knows no earlier year
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system, info.external_attr = 3, 0o644 << 16  # the same on every system
    return info


def is_zip(target: Path) -> bool:
    """Whether a target is meant as an archive."""
    return target.suffix.casefold() == ".zip"


def made(target: Path, make: Callable[[Path], Told]) -> Told:
    """What `make` tells of the folder or archive it has made; UserFacingError where it would overwrite a folder."""
    target = target.resolve()
    _refuse_taken(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".open-data-") as beside:
        draft = Path(beside) / target.name
        told = make(draft)
        draft.replace(target)
    return told


def _refuse_taken(target: Path) -> None:
    if is_zip(target) and target.is_dir():
        raise UserFacingError(f"„{target}“ ist ein Ordner: bitte eine Datei nennen, die auf .zip endet.")
    if not is_zip(target) and target.exists() and not target.is_dir():
        raise UserFacingError(f"„{target}“ ist eine Datei: bitte einen Ordner nennen oder eine Datei mit .zip am Ende.")
    if not is_zip(target) and target.is_dir() and any(target.iterdir()):
        raise UserFacingError(f"Der Ordner „{target}“ ist nicht leer: bitte einen neuen oder leeren Ordner nennen.")
