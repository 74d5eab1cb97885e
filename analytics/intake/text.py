"""Bytes of a delivered file -> a UTF-8 text file that DuckDB can read, or one German sentence why not."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analytics.cells import WHITE_SPACE
from analytics.errors import FileRefused

BLOCK = 1 << 20
_BOMS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# A quote beside a blank is where CSV readers disagree: such files take the careful path of `records`.
_DISPUTED = (b' "', b'" ', b'\t"', b'"\t', b'\xa0"', b'"\xc2')

_BORDER, _BEGINS_BLANK, _ENDS_BLANK = 1, 2, 4
_BYTE_KINDS = bytes(
    _BORDER * (byte in b';,|\r\n"\t')
    | _BEGINS_BLANK * (byte in {sign.encode()[0] for sign in WHITE_SPACE} - {*b"\r\n"})
    | _ENDS_BLANK * (byte in {sign.encode()[-1] for sign in WHITE_SPACE} - {*b"\r\n"})
    for byte in range(256)
)


@dataclass(frozen=True)
class PlainText:
    """A UTF-8 file and what one pass over its bytes told.

    `tame`: one kind of line end, no lone CR, no disputed quote, so that records can be told by counting.
    `padded`: there may be a blank at the border of a cell, so that cells must be trimmed.
    """

    path: Path
    newlines: int
    tame: bool
    complete: bool
    padded: bool

    @property
    def lines(self) -> int:
        """Physical lines, an unfinished last one included."""
        return self.newlines + (not self.complete)

    def count(self, sign: str) -> int:
        """How often a sign of one byte occurs."""
        return sum(block.count(sign.encode()) for block in _blocks(self.path))


def decode(path: Path, workdir: Path) -> PlainText:
    """Find the encoding (BOM, else UTF-8, else Windows-1252) and write UTF-8 into `workdir` where it differs."""
    start = next(_blocks(path), b"")
    if not start.strip(b"\xef\xbb\xbf\xff\xfe\r\n\t "):
        raise FileRefused("Die Datei ist leer: bitte den Export wiederholen.")
    for bom, encoding in _BOMS.items():
        if start.startswith(bom):
            return _surveyed(_transcoded(path, workdir, encoding))
    try:
        return _surveyed(path)
    except UnicodeDecodeError:
        return _surveyed(_transcoded(path, workdir, "cp1252"))


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


def _surveyed(path: Path) -> PlainText:
    """One pass: strict UTF-8, no NUL, line ends counted."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    newlines = returns = pairs = 0
    disputed, padded, last = False, False, b""
    for block in _blocks(path):
        if b"\0" in block:
            raise FileRefused("Die Datei enthält NUL-Bytes und ist keine Textdatei: bitte als CSV (UTF-8) exportieren.")
        decoder.decode(block)
        seam = last + block
        newlines += block.count(b"\n")
        returns += block.count(b"\r")
        pairs += seam.count(b"\r\n")
        disputed = disputed or (b'"' in seam and any(sign in seam for sign in _DISPUTED))
        padded = padded or _is_padded(seam)
        last = block[-1:]
    decoder.decode(b"", final=True)
    tame = returns == pairs and pairs in (0, newlines) and not disputed
    return PlainText(
        path, newlines, tame, last == b"\n", padded or _is_padded(last + b"\n")
    )  # the end is a border, too


def _is_padded(block: bytes) -> bool:
    """True when a byte that may belong to a blank touches a separator; may also be True where there is none."""
    kinds = np.frombuffer(block.translate(_BYTE_KINDS), np.uint8)
    before, after = kinds[:-1], kinds[1:]
    return bool(((before & _BORDER) & (after >> 1)).any() or ((before >> 2) & (after & _BORDER)).any())


def _transcoded(path: Path, workdir: Path, encoding: str) -> Path:
    target = workdir / f"{path.stem}.utf8"
    try:
        with path.open(encoding=encoding, newline="") as source, target.open("w", encoding="utf-8", newline="") as copy:
            while text := source.read(BLOCK):
                copy.write(text)
    except UnicodeDecodeError:
        raise FileRefused("Die Zeichen der Datei sind nicht lesbar: bitte als CSV (UTF-8) exportieren.") from None
    return target
