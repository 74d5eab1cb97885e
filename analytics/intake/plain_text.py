"""What the intake reads of any file: UTF-8 text on disk, and what one pass over its bytes told."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analytics.cells import WHITE_SPACE
from analytics.errors import FileRefused

BLOCK = 1 << 20
_NUL = "Die Datei enthält NUL-Bytes und ist keine Textdatei: bitte als CSV (UTF-8) exportieren."
_BLANK = "Die Datei enthält über ein Megabyte leerer Zeilen: bitte den Export wiederholen."
# First bytes of a UTF-8 sign; not Ö, Ü, ß of Windows-1252, which a dash or closing quote makes look like one.
_UTF8_LEAD = re.compile(rb"[\xc2-\xd5\xd7-\xdb\xdd\xde\xe0-\xf4]")

_LF, _CR = b"\n\r"
_BORDER, _BEGINS_BLANK, _ENDS_BLANK = 1, 2, 4
_BYTE_KINDS = bytes(
    _BORDER * (byte in b';,|\r\n"\t')
    | _BEGINS_BLANK * (byte in {sign.encode()[0] for sign in WHITE_SPACE} - {*b"\r\n"})
    | _ENDS_BLANK * (byte in {sign.encode()[-1] for sign in WHITE_SPACE} - {*b"\r\n"})
    for byte in range(256)
)
_KINDS = np.frombuffer(_BYTE_KINDS, np.uint8)
_SECOND, _FIRST = _KINDS[:, None], _KINDS[None, :]
_PADDED = (((_FIRST & _BORDER) & (_SECOND >> 1)) | ((_FIRST >> 2) & (_SECOND & _BORDER))).astype(bool).ravel()
"""For each two neighbouring bytes, whether they are a separator and what may be a blank."""
# A quote beside a blank is where CSV readers disagree: such files take the careful path of `records`.
_QUOTE, _BLANK_BEFORE, _BLANK_AFTER = 1, 2, 4
_QUOTE_KINDS = bytes(
    _QUOTE * (byte == 0x22) | _BLANK_BEFORE * (byte in b" \t\xa0") | _BLANK_AFTER * (byte in b" \t\xc2")
    for byte in range(256)
)


@dataclass(frozen=True)
class PlainText:
    """A UTF-8 file and what one pass over its bytes told.

    `tame`: one kind of line end, no lone CR, no disputed quote, so that records can be told by counting.
    `padded`: there may be a blank at the border of a cell, so that cells must be trimmed.
    `numbered`: written from a sheet as `row;kinds;cell;…` (see `workbook`); lines are then rows of the sheet,
    `blank_rows` those without a value, and `merged` the lowest row that merged cells reach, with their range.
    """

    path: Path
    newlines: int
    tame: bool
    complete: bool
    padded: bool
    numbered: bool = False
    blank_rows: int = 0
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


def blocks(path: Path) -> Iterator[bytes]:
    """The bytes of a file, a megabyte at a time."""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


def surveyed(path: Path) -> PlainText:
    """One pass over a file: strict UTF-8 (else NotUtf8), line ends counted. FileRefused for NUL or a blank block."""
    text = _StrictUtf8()
    newlines = returns = pairs = 0
    disputed, padded, last = False, False, b""
    for block in blocks(path):
        if b"\0" in block:
            raise FileRefused(_NUL)
        if len(block) == BLOCK and not block.strip():
            raise FileRefused(_BLANK)
        text.read(block, newlines)
        seam = last + block
        newlines += _count(block, _LF)
        if b"\r" in block or last == b"\r":
            returns += _count(block, _CR)
            signs = np.frombuffer(seam, np.uint8)
            pairs += int(np.count_nonzero((signs[:-1] == _CR) & (signs[1:] == _LF)))
        disputed = disputed or (b'"' in seam and _is_disputed(seam))
        padded = padded or _is_padded(seam)
        last = block[-1:]
    text.read(b"", newlines, final=True)
    tame = returns == pairs and pairs in (0, newlines) and not disputed
    return PlainText(
        path, newlines, tame, last == b"\n", padded or _is_padded(last + b"\n")
    )  # the end is a border, too


def _count(block: bytes, byte: int) -> int:
    """How often a byte occurs; several times faster than bytes.count where it is frequent."""
    return int(np.count_nonzero(np.frombuffer(block, np.uint8) == byte))


class _StrictUtf8:
    """Refuses what is no UTF-8, and remembers whether there was anything but ASCII before."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._is_utf8 = False

    def read(self, block: bytes, newlines: int, *, final: bool = False) -> None:
        """Check the next bytes of a file, before which `newlines` lines ended."""
        try:
            self._decoder.decode(block, final)
        except UnicodeDecodeError as error:
            before = error.object[: error.start]
            mixed = self._is_utf8 or bool(_UTF8_LEAD.search(before))
            raise NotUtf8(newlines + before.count(b"\n") + 1, mixed=mixed, cut=final) from None
        if not self._is_utf8 and not block.isascii():
            self._is_utf8 = bool(_UTF8_LEAD.search(block))


def _is_padded(block: bytes) -> bool:
    """True when a byte that may belong to a blank touches a separator; may also be True where there is none."""
    return any(bool(_PADDED[pairs].any()) for pairs in _pairs(block))


def _pairs(block: bytes) -> Iterator[np.ndarray[Any, np.dtype[np.uint16]]]:
    """Every two neighbouring bytes as one number, the first as its lower half: at even places, then at odd ones."""
    for offset in (0, 1):
        yield np.frombuffer(block, "<u2", count=(len(block) - offset) // 2, offset=offset)


def _is_disputed(block: bytes) -> bool:
    """True when a quote stands beside a blank; no slower the more quotes there are."""
    kinds = np.frombuffer(block.translate(_QUOTE_KINDS), np.uint8)
    before, after = kinds[:-1], kinds[1:]
    return bool(((before >> 1) & after & _QUOTE).any() or (before & _QUOTE & (after >> 2)).any())
