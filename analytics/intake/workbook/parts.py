"""The packed parts of an Excel workbook: its list of sheets, shared texts and formats, all within limits."""

from __future__ import annotations

import posixpath
import struct
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from analytics.errors import FileRefused
from analytics.intake.workbook.cells import CellReader, Format, format_of
from analytics.intake.workbook.sheet_xml import Sheet, shared_texts
from analytics.intake.workbook.xml_stream import DAMAGED, Attributes, Part

_MOST_UNPACKED, _MOST_STRINGS, _MOST_FRAME = 400_000_000, 100_000_000, 20_000_000
_MOST_PARTS, _MOST_SHEETS, _LONGEST_LIST = 10_000, 255, 4_000_000
TOO_LARGE = "Die Excel-Mappe ist entpackt größer als 400 MB: bitte als CSV (UTF-8) liefern."
_TOO_MANY_TEXTS = "Die Texte der Excel-Mappe sind entpackt größer als 100 MB: bitte als CSV (UTF-8) liefern."
_ARCHIVE = "Das ist ein ZIP-Archiv: bitte entpacken und die Dateien darin einzeln liefern."
_OPEN_DOCUMENT = "Das ist eine OpenDocument-Tabelle (ODS): bitte als Excel-Mappe (XLSX) oder als CSV (UTF-8) speichern."
_BINARY = "Das ist eine binäre Excel-Mappe (XLSB): bitte in Excel als XLSX oder als CSV (UTF-8) speichern."
_OTHERS = {"content.xml": _OPEN_DOCUMENT, "xl/workbook.bin": _BINARY}
_WORKBOOK = "xl/workbook.xml"


class SheetPart(NamedTuple):
    """A sheet: its name on screen, the part that holds its cells, and whether anybody sees it."""

    name: str
    part: str
    is_hidden: bool = False


@contextmanager
def opened(path: Path) -> Iterator[Workbook]:
    """An open workbook. FileRefused for all that is none, is damaged or passes a limit, while it is open, too."""
    try:
        with path.open("rb") as file:
            _refuse_long_list(file)
            with ZipFile(file) as archive:
                yield Workbook(archive)
    except (BadZipFile, NotImplementedError, zlib.error, EOFError, struct.error, UnicodeError):
        raise FileRefused(DAMAGED) from None


def _refuse_long_list(file: IO[bytes]) -> None:
    """The list of parts is read as a whole, so its size is looked at first, as `zipfile` finds it."""
    file.seek(max(0, file.seek(0, 2) - (1 << 16) - 22))
    tail = file.read()
    at = len(tail) - 22 if tail[-22:-18] == b"PK\5\6" and tail.endswith(b"\0\0") else tail.rfind(b"PK\5\6")
    if at < 0:
        raise FileRefused(DAMAGED)
    parts, size = struct.unpack("<HL", tail[at + 10 : at + 16])
    if parts > _MOST_PARTS or size > _LONGEST_LIST or tail[max(at - 20, 0) : at].startswith(b"PK\6\7"):
        raise FileRefused(_ARCHIVE)
    file.seek(0)


class Workbook:
    """What is common to all `sheets`, which stand in their order."""

    def __init__(self, archive: ZipFile) -> None:
        self._zip = archive
        self._parts = {info.filename.replace("\\", "/").lower(): info for info in archive.infolist()}
        _refuse_other_archives(self._parts)
        _refuse_bombs(self._parts.values(), len(archive.infolist()))
        self._since_1904 = False
        self._related = self._relations()
        self.sheets: list[SheetPart] = []
        Part({"workbookPr": self._take_calendar, "sheet": self._take_sheet}, {}).read_all(self._part(_WORKBOOK))
        if len({sheet.part for sheet in self.sheets}) < len(self.sheets) or len(self.sheets) > _MOST_SHEETS:
            raise FileRefused(DAMAGED)

    def is_filled(self, sheet: SheetPart) -> bool:
        """True where a cell of the sheet has a value; reads it up to there."""
        with self.part(sheet) as part:
            return any(True for _ in self.reader().rows(part))

    def part(self, sheet: SheetPart) -> IO[bytes]:
        """The XML of a sheet."""
        return self._part(sheet.part, _MOST_UNPACKED)

    def reader(self) -> Sheet:
        """A reader for one sheet, with shared texts and formats."""
        return Sheet(CellReader(self._texts, self._formats, since_1904=self._since_1904))

    @cached_property
    def _texts(self) -> list[str]:
        name = self._related_part("sharedStrings")
        return shared_texts(self._part(name, _MOST_STRINGS)) if name else []

    @cached_property
    def _formats(self) -> list[Format]:
        """What the number format of each cell style makes of a number."""
        name = self._related_part("styles")
        styles = _Styles()
        if name:
            styles.read(self._part(name))
        return [format_of(number, styles.codes) for number in styles.numbers]

    def _part(self, name: str, most: int = _MOST_FRAME) -> IO[bytes]:
        """A part as a stream; FileRefused where it is missing, packed in an unknown way or larger than `most`."""
        info = self._parts.get(name.lower())
        if info is None or info.flag_bits & 1 or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise FileRefused(DAMAGED)
        if info.file_size > most:
            raise FileRefused(_TOO_MANY_TEXTS if most == _MOST_STRINGS else TOO_LARGE)
        return self._zip.open(info)

    def _relations(self) -> dict[str, tuple[str, str]]:
        """Id of a relation -> its kind and the part it leads to."""
        found: dict[str, tuple[str, str]] = {}

        def take(given: Attributes) -> None:
            target = posixpath.normpath(posixpath.join("/xl", given.get("Target", ""))).lstrip("/")
            found[given.get("Id", "")] = (given.get("Type", "").rpartition("/")[2], target)

        Part({"Relationship": take}, {}).read_all(self._part("xl/_rels/workbook.xml.rels"))
        return found

    def _related_part(self, kind: str) -> str | None:
        return next((part for found, part in self._related.values() if found == kind), None)

    def _take_calendar(self, given: Attributes) -> None:
        self._since_1904 = given.get("date1904") in ("1", "true")

    def _take_sheet(self, given: Attributes) -> None:
        """Charts are passed over."""
        relation = next((value for name, value in given.items() if name.rpartition(":")[2] == "id"), "")
        kind, part = self._related.get(relation, ("", ""))
        if kind == "worksheet":
            self.sheets.append(SheetPart(given.get("name", ""), part, given.get("state", "visible") != "visible"))


class _Styles:
    """Number formats of a workbook: `numbers` per cell style, `codes` of those that it defines itself."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.numbers: list[int] = []
        self._is_cell_style = False

    def read(self, part: IO[bytes]) -> None:
        """FileRefused where a style is damaged."""
        begins = {"numFmt": self._take_code, "cellXfs": self._begin, "xf": self._take_style}
        try:
            Part(begins, {"cellXfs": self._end}).read_all(part)
        except (KeyError, ValueError):
            raise FileRefused(DAMAGED) from None

    def _take_code(self, given: Attributes) -> None:
        self.codes[int(given["numFmtId"])] = given["formatCode"][:1_000]

    def _begin(self, _: Attributes) -> None:
        self._is_cell_style = True

    def _end(self) -> None:
        self._is_cell_style = False

    def _take_style(self, given: Attributes) -> None:
        if self._is_cell_style:
            self.numbers.append(int(given.get("numFmtId", "0")))


def _refuse_other_archives(parts: Collection[str]) -> None:
    if _WORKBOOK not in parts:
        raise FileRefused(next((said for part, said in _OTHERS.items() if part in parts), _ARCHIVE))


def _refuse_bombs(parts: Collection[ZipInfo], listed: int) -> None:
    """What the list of parts tells before any is unpacked; `zipfile` reads no more of a part than is listed."""
    if len(parts) < listed:
        raise FileRefused(DAMAGED)
    if sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise FileRefused(TOO_LARGE)
