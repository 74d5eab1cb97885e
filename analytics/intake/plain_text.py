"""What the intake reads of any file: UTF-8 text on disk, and what one pass over its bytes told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

BLOCK = 1 << 20


@dataclass(frozen=True)
class PlainText:
    """A UTF-8 file and what one pass over its bytes told.

    `tame`: one kind of line end, no lone CR, no disputed quote, so that records can be told by counting.
    `padded`: there may be a blank at the border of a cell, so that cells must be trimmed.
    `numbered`: written from a sheet as `row;kinds;cell;…` (see `workbook`); lines are then rows of the sheet,
    `blank_rows` those without a value, `hidden_rows` those that Excel hides though they hold one, and `merged` the
    lowest row that merged cells reach, with their range.
    """

    path: Path
    newlines: int
    tame: bool
    complete: bool
    padded: bool
    numbered: bool = False
    blank_rows: int = 0
    hidden_rows: tuple[int, ...] = ()
    merged: tuple[int, str] | None = None

    @property
    def lines(self) -> int:
        """Physical lines, an unfinished last one included."""
        return self.newlines + (not self.complete)

    def count(self, sign: str) -> int:
        """How often a sign of one byte occurs."""
        return sum(_count(block, ord(sign)) for block in blocks(self.path))


class NotUtf8(Exception):
    """The bytes of `line` are no UTF-8. `mixed`: signs of several bytes stand before it, so it was UTF-8 up to there.

    `cut`: the file ends in the middle of a sign.
    """

    def __init__(self, line: int, *, mixed: bool, cut: bool) -> None:
        super().__init__(line)
        self.line, self.mixed, self.cut = line, mixed, cut


def blocks(path: Path, size: int = BLOCK) -> Iterator[bytes]:
    """The bytes of a file, a megabyte at a time or as many as asked for."""
    with path.open("rb") as file:
        while block := file.read(size):
            yield block


def _count(block: bytes, byte: int) -> int:
    """How often a byte occurs; several times faster than bytes.count where it is frequent."""
    return int(np.count_nonzero(np.frombuffer(block, np.uint8) == byte))
