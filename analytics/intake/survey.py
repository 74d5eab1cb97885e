"""One pass over the bytes of a delivered file: is it strict UTF-8, where do its lines end, what needs care.

Most bytes are letters, digits and separators, which tell nothing: each block is searched once for the few others, and
only these and their neighbours are looked at.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Any

import numpy as np

from analytics.cells import WHITE_SPACE
from analytics.errors import FileRefused
from analytics.intake.plain_text import BLOCK, NotUtf8, PlainText, blocks

PIECE = 96 << 10
"""Bytes that are looked at together: as many as the caches of a processor hold, and no allocation asks the system."""
_NUL = "Die Datei ist kein Text (sie enthält NUL-Bytes): bitte als CSV (UTF-8) exportieren."
_BLANK = "Die Datei enthält über ein Megabyte leerer Zeilen: bitte den Export wiederholen."
# First bytes of a UTF-8 sign; not Ö, Ü, ß of Windows-1252, which a dash or closing quote makes look like one.
_UTF8_LEAD = re.compile(rb"[\xc2-\xd5\xd7-\xdb\xdd\xde\xe0-\xf4]")

_LF, _CR, _QUOTE = b'\n\r"'
_TELLING = _QUOTE + 1
"""As signed numbers, all that tells something is less: NUL, white space, line ends, the quote, whatever is no ASCII."""
_NEUTRAL = b"x"
_SPACES = [sign.encode() for sign in WHITE_SPACE if sign not in "\r\n"]
_SORTS = (
    frozenset(b';,|\r\n"\t'),  # border of a cell
    frozenset(space[0] for space in _SPACES),  # may begin a blank
    frozenset(space[-1] for space in _SPACES),  # may end one
    frozenset(b'"'),
    frozenset(b" \t\xa0"),  # blank before a quote
    frozenset(b" \t\xc2"),  # blank behind one
)
_KINDS = np.array([sum((byte in sort) << bit for bit, sort in enumerate(_SORTS)) for byte in range(256)], np.uint8)
"""For each byte a bit for each of the sorts, the first one lowest."""
_Signs = np.ndarray[Any, np.dtype[np.uint8]]


def surveyed(path: Path) -> PlainText:
    """What a file is. NotUtf8 where it is none, FileRefused for NUL or a block of blanks."""
    survey = _Survey()
    for piece in blocks(path, PIECE):
        survey.read(piece)
    return survey.told(path)


class _Survey:
    """What was seen so far. `_last` is the byte before the block at hand, whose neighbour is known only then."""

    def __init__(self) -> None:
        self._text = _StrictUtf8()
        self._newlines = self._returns = self._pairs = 0
        self._is_disputed = self._is_padded = False
        self._last = b""
        self._blank = 0  # bytes of the pieces up to here that hold white space alone

    def read(self, block: bytes) -> None:
        """Look at the next bytes."""
        signs = np.frombuffer(b"".join((_NEUTRAL, self._last, block, _NEUTRAL)), np.uint8)
        places = np.flatnonzero(signs.view(np.int8) < _TELLING)
        telling = signs[places]
        fresh = telling[int(bool(self._last) and telling.size > 0 and places[0] == 1) :]
        if not telling.all():
            raise FileRefused(_NUL)
        self._blank = 0 if block.strip() else self._blank + len(block)
        if self._blank >= BLOCK:
            raise FileRefused(_BLANK)
        self._text.read(block, self._newlines, is_ascii=not (fresh & 0x80).any())
        self._newlines += int(np.count_nonzero(fresh == _LF))
        self._look_at(telling, signs[places - 1], signs[places + 1])
        self._returns += int(np.count_nonzero(fresh == _CR))
        self._last = block[-1:]

    def _look_at(self, telling: _Signs, before: _Signs, after: _Signs) -> None:
        """What stands beside the telling bytes: blanks at the border of a cell, and quotes beside blanks.

        A quote beside a blank is where CSV readers disagree: such files take the careful path of `records`.
        """
        self._pairs += int(np.count_nonzero((telling == _CR) & (after == _LF)))
        it, left, right = _KINDS[telling], _KINDS[before], _KINDS[after]
        self._is_padded = self._is_padded or bool(((it >> 1 & left | it >> 2 & right) & 1).any())
        self._is_disputed = self._is_disputed or bool((it >> 3 & (left >> 4 | right >> 5) & 1).any())

    def told(self, path: Path) -> PlainText:
        """The whole of it; the end of the file is a border of a cell, too."""
        self._text.read(b"", self._newlines, final=True)
        ends_blank = bool(self._last) and bool(_KINDS[self._last[0]] >> 2 & 1)
        tame = self._returns == self._pairs and self._pairs in (0, self._newlines) and not self._is_disputed
        return PlainText(path, self._newlines, tame, self._last == b"\n", self._is_padded or ends_blank)


class _StrictUtf8:
    """Refuses what is no UTF-8, and remembers whether there was anything but ASCII before."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._is_utf8 = False

    def read(self, block: bytes, newlines: int, *, is_ascii: bool = False, final: bool = False) -> None:
        """Check the next bytes of a file, before which `newlines` lines ended."""
        begun = self._decoder.getstate()[0]  # the first bytes of a sign that the last block has cut
        if is_ascii and not begun:
            return
        try:
            self._decoder.decode(block, final)
        except UnicodeDecodeError as error:
            before = error.object[: error.start]
            mixed = self._is_utf8 or bool(_UTF8_LEAD.search(before))
            raise NotUtf8(newlines + before.count(b"\n") + 1, mixed=mixed, cut=final) from None
        whole = (begun + block).removesuffix(self._decoder.getstate()[0])
        self._is_utf8 = self._is_utf8 or bool(_UTF8_LEAD.search(whole))
