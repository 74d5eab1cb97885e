"""Dropped files on their way to the intake: in a private folder for as long as they are read, and no longer.

Between two runs the bytes lie in the memory of the session alone; Streamlit lets go of them when it ends.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from analytics.contract import EXPORTS

ENDINGS = ("csv", "xlsx")
MOST_FILES = 12
"""The three exports, and the corrected rows of each, round by round."""
LIMIT_MB = 200
_ROUND = "delivery round"
_EXPORTS = {row.file for row in EXPORTS}
_SEPARATORS, _UNUSUAL = re.compile(r"[/\\]"), re.compile(r"[^\w() -]")


def dropped_files() -> Sequence[UploadedFile]:
    """The uploader, and what lies in it."""
    return st.file_uploader(
        "Dateien hierher ziehen oder hochladen: je Export eine, als CSV oder XLSX; der Name ist frei",
        accept_multiple_files=True,
        key=f"delivery files {st.session_state.get(_ROUND, 0)}",
        max_upload_size=LIMIT_MB,
    )


def clear() -> None:
    """Let the next run begin with an empty uploader."""
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


class Dropped(Protocol):
    """What the uploader hands over."""

    name: str

    def getbuffer(self) -> memoryview:
        """The bytes."""


@contextlib.contextmanager
def as_delivery(files: Sequence[Dropped], day: dt.date) -> Iterator[Path]:
    """The delivery folder of that day with these files; readable by the server alone, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="digitalbilanz-") as place:
        folder = Path(place) / day.isoformat()
        folder.mkdir()
        for name, file in zip(safe_names([file.name for file in files]), files, strict=True):
            (folder / name).write_bytes(file.getbuffer())
        yield folder


def safe_names(names: Sequence[str]) -> list[str]:
    """File names that lead nowhere else and are all different; those of the three exports stay what they are."""
    safe: list[str] = []
    for name in map(_safe, names):
        stem, _, ending = name.rpartition(".")
        others = (f"{stem} ({number}).{ending}" for number in range(2, len(names) + 2))
        safe.append(next(one for one in (name, *others) if one not in safe))
    return safe


def _safe(name: str) -> str:
    """The last part of a name, with signs that every file system knows."""
    last = _SEPARATORS.split(name)[-1]
    if last.casefold() in _EXPORTS:
        return last.casefold()
    stem, dot, ending = last.rpartition(".")
    known = dot and ending.lower() in ENDINGS
    plain = _UNUSUAL.sub("_", stem if known else last).strip(" _")[:80]
    return f"{plain or 'Datei'}.{ending.lower() if known else ENDINGS[0]}"
