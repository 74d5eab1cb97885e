"""Bytes of a delivered file -> a UTF-8 text file that DuckDB can read, or one German sentence why not.

What is no text is told by its first bytes, whatever its name; an encoding that is not certain is refused.
"""

from __future__ import annotations

import codecs
import re
import uuid
from pathlib import Path

from analytics.errors import FileRefused
from analytics.intake.plain_text import BLOCK, NotUtf8, PlainText, blocks
from analytics.intake.survey import surveyed
from analytics.intake.workbook import sheet_text

__all__ = ["PlainText", "decode"]

_ARCHIVES = (b"PK\3\4", b"PK\5\6", b"PK\7\x08")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURE = "Das ist ein Bild: bitte die Tabelle als CSV (UTF-8) oder als Excel-Mappe (XLSX) exportieren."
_PACKED = "Die Datei ist gepackt: bitte entpacken und den Inhalt liefern."
_WEB_PAGE = "Das ist eine Webseite oder XML-Datei: bitte als CSV (UTF-8) oder als Excel-Mappe (XLSX) exportieren."
_FOREIGN = {
    b"\x1f\x8b": _PACKED,
    b"BZh": _PACKED,
    b"7z\xbc\xaf\x27\x1c": _PACKED,
    b"Rar!": _PACKED,
    b"\xfd7zXZ": _PACKED,
    b"\xff\xd8\xff": _PICTURE,
    b"\x89PNG\r\n": _PICTURE,
    b"GIF8": _PICTURE,
    b"II*\0": _PICTURE,
    b"MM\0*": _PICTURE,
    b"%PDF": "Das ist ein PDF-Dokument: bitte die Tabelle als CSV (UTF-8) oder als Excel-Mappe exportieren.",
    b"{\\rtf": "Das ist ein Textdokument (RTF): bitte die Tabelle als CSV (UTF-8) oder als Excel-Mappe exportieren.",
}
_LOCKED = "Die Excel-Mappe ist mit einem Kennwort geschützt: bitte ohne Kennwort speichern und neu liefern."
_OLD = "Das ist eine Mappe des alten Excel-Formats (XLS): bitte in Excel als XLSX oder als CSV (UTF-8) speichern."
_WEB = re.compile(rb"<(\?xml|!doctype|html|table|head|body)\b", re.IGNORECASE)

_BOMS = {  # longer ones first: that of UTF-32 begins like that of UTF-16
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    codecs.BOM_UTF8 * 2: "utf-8",
}
_BLANK = codecs.BOM_UTF8 + codecs.BOM_UTF16_LE + b"\r\n\t "
_UNREADABLE = "Die Zeichen der Datei sind nicht lesbar, vielleicht fehlt ihr Ende: bitte als CSV (UTF-8) exportieren."

_UMLAUTS = tuple(bytes([byte]) for byte in b"\xe4\xf6\xfc\xdf\xc4\xd6\xdc")
# A letter, then what is ä, ö (DOS) or ä, ü, ß (old Macs) there and a quote or sign here, then a letter; or DOS's Ö.
_OTHER_SYSTEM = re.compile(rb"[A-Za-z][\x84\x94\x8a\x9f\xa7][a-z]|\x99[a-z]")
# Signs of a German text as UTF-8: a Windows text has no reason for these bytes side by side.
_UTF8_LEADS = (b"\xc3", b"\xc2", b"\xe2\x80", b"\xe2\x82")
_UTF8 = re.compile(rb"\xc3[\x84\x96\x9c\x9f\xa4\xb6\xbc]|\xc2[\xa0\xa7\xb2]|\xe2\x80[\x93\x98-\x9e]|\xe2\x82\xac")


def decode(path: Path, workdir: Path, sheet: str | None = None) -> PlainText:
    """Find what the bytes are and write UTF-8 into `workdir` where they differ; `sheet` chooses one of a workbook.

    FileRefused where that is not certain.
    """
    start = next(blocks(path), b"")
    if start.startswith(_ARCHIVES):
        return sheet_text(path, workdir, sheet)
    _refuse_foreign(path, start)
    if len(start) < BLOCK and not start.strip(_BLANK):
        raise FileRefused("Die Datei ist leer: bitte den Export wiederholen.")
    if encoding := _declared(start) or _told_by_nul(start):
        return surveyed(_transcoded(path, workdir, encoding))
    try:
        return surveyed(path)
    except NotUtf8 as fault:
        if fault.mixed:
            raise FileRefused(_cut(fault.line) if fault.cut else _mixed(fault.line)) from None
    return surveyed(_from_windows(path, workdir))


def is_archive(path: Path) -> bool:
    """True for what may be a workbook."""
    return next(blocks(path), b"").startswith(_ARCHIVES)


def _refuse_foreign(path: Path, start: bytes) -> None:
    """What is no text at all, by its first bytes."""
    if start.startswith(_OLD_EXCEL):
        locked = any("EncryptedPackage".encode("utf-16-le") in block for block in blocks(path))
        raise FileRefused(_LOCKED if locked else _OLD)
    for magic, sentence in _FOREIGN.items():
        if start.startswith(magic):
            raise FileRefused(sentence)
    if _WEB.match(start.lstrip(_BLANK)[:20]):
        raise FileRefused(_WEB_PAGE)


def _declared(start: bytes) -> str | None:
    """The encoding that the file names at its start, but one BOM of UTF-8, which every reader knows."""
    return next((encoding for bom, encoding in _BOMS.items() if start.startswith(bom)), None)


def _told_by_nul(start: bytes) -> str | None:
    """UTF-16 without BOM: every other byte is NUL, all but a few on the same side."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if 3 * (even + odd) <= len(start) or 99 * min(even, odd) > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _transcoded(path: Path, workdir: Path, encoding: str) -> Path:
    target = _target(workdir)
    try:
        with path.open(encoding=encoding, newline="") as source, target.open("w", encoding="utf-8", newline="") as copy:
            copy.write(source.read(BLOCK).lstrip("\ufeff"))
            while text := source.read(BLOCK):
                copy.write(text)
    except UnicodeDecodeError:
        raise FileRefused(_UNREADABLE) from None
    return target


def _from_windows(path: Path, workdir: Path) -> Path:
    """Windows-1252 as UTF-8; FileRefused where a byte or a word says that it is another encoding."""
    target, newlines, last = _target(workdir), 0, b""
    has_umlauts, other_system = False, None
    with target.open("wb") as copy:
        for block in blocks(path):
            _refuse_mixed(last + block, newlines)
            copy.write(_windows(block, newlines).encode())
            has_umlauts = has_umlauts or any(umlaut in block for umlaut in _UMLAUTS)
            if not has_umlauts and other_system is None and (found := _OTHER_SYSTEM.search(last + block)):
                other_system = _line(last + block, found.start(), newlines)
            newlines += block.count(b"\n")
            last = block[-2:].rpartition(b"\n")[2]
    if other_system and not has_umlauts:
        raise FileRefused(_other_system(other_system))
    return target


def _refuse_mixed(block: bytes, newlines: int) -> None:
    if any(lead in block for lead in _UTF8_LEADS) and (found := _UTF8.search(block)):
        raise FileRefused(_mixed(_line(block, found.start(), newlines)))
    if (place := block.find(b"\xa4")) >= 0:  # ¤ of Windows is € of ISO 8859-15
        raise FileRefused(_other_system(_line(block, place, newlines)))


def _windows(block: bytes, newlines: int) -> str:
    try:
        return block.decode("cp1252")
    except UnicodeDecodeError as error:
        raise FileRefused(_other_system(_line(block, error.start, newlines))) from None


def _target(workdir: Path) -> Path:
    return workdir / f"{uuid.uuid4().hex}.utf8"


def _line(block: bytes, place: int, newlines: int) -> int:
    return newlines + block.count(b"\n", 0, place) + 1


def _mixed(line: int) -> str:
    return (
        f"Die Datei mischt zwei Zeichenkodierungen, ab Zeile {line} wechselt sie: "
        "bitte die Datei aus einer Quelle als CSV (UTF-8) exportieren."
    )


def _cut(line: int) -> str:
    return f"Die Datei bricht in Zeile {line} mitten in einem Zeichen ab: bitte den Export wiederholen."


def _other_system(line: int) -> str:
    return (
        f"Die Umlaute in Zeile {line} sind in einer unbekannten Kodierung geschrieben (DOS, Mac oder ISO 8859-15): "
        "bitte als CSV (UTF-8) exportieren."
    )
