"""The rows of a sheet of a workbook, as its XML streams by; and the texts that its cells share."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from itertools import product
from string import ascii_uppercase
from typing import IO, NamedTuple

from analytics.errors import FileRefused
from analytics.intake.workbook.cells import EMPTY, CellReader, text_of, within_limit
from analytics.intake.workbook.xml_stream import DAMAGED, Attributes, Part

MOST_ROWS, MOST_COLUMNS = 1_048_576, 2_000
_WIDE = "Das Blatt hat mehr als 2.000 Spalten: bitte nur die Spalten des Exports liefern."
_HIGH = "Das Blatt hat mehr als 1.048.576 Zeilen: bitte in mehreren Dateien liefern."
_RANGE = re.compile("([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_KIND_OF_NOTHING, _NOTHING = EMPTY
_TRUE = ("1", "true")


class Row(NamedTuple):
    """A row that holds a value: its number in the sheet from 1, a kind and a text per cell up to the last value."""

    number: int
    kinds: list[str]
    texts: list[str]


class _Text:
    """The text of one cell in its formatted runs, without the reading aid of Japanese ones."""

    def __init__(self) -> None:
        self._raw: str | None = None
        self._is_aid = False

    def add(self, raw: str) -> None:
        """One run. FileRefused where the cell grows over-long."""
        if not self._is_aid:
            self._raw = raw if self._raw is None else within_limit(self._raw + raw)

    def begin_aid(self, _: Attributes) -> None:
        """What follows is how to pronounce it."""
        self._is_aid = True

    def end_aid(self) -> None:
        """The text goes on."""
        self._is_aid = False

    def taken(self) -> str | None:
        """The text, None where there was none; begins anew."""
        raw, self._raw = self._raw, None
        return raw


class _Shared:
    def __init__(self) -> None:
        self._text = text = _Text()
        self.xml: Part = Part(
            {"t": lambda _: self.xml.text.clear(), "rPh": text.begin_aid},
            {"t": lambda: text.add(self.xml.taken()), "rPh": text.end_aid, "si": self._end},
        )
        self.found: list[str] = []

    def _end(self) -> None:
        self.found.append(text_of(self._text.taken() or ""))


def shared_texts(part: IO[bytes]) -> list[str]:
    """The texts that cells share, in the order of the part."""
    shared = _Shared()
    shared.xml.read_all(part)
    return shared.found


@functools.cache
def _columns() -> dict[str, int]:
    """A … XFD as numbers from 0."""
    names = ("".join(letters) for length in (1, 2, 3) for letters in product(ascii_uppercase, repeat=length))
    return {name: index for index, name in zip(range(16_384), names, strict=False)}


class Sheet:
    """The rows of a sheet. After all of them `merged` names the lowest range of merged cells that may hide a value.

    `hidden` are the rows with a value that a filter or a hand hides.
    """

    def __init__(self, cells: CellReader) -> None:
        self._cells = cells
        self._value = text = _Text()
        self._xml: Part = Part(
            {"row": self._begin_row, "c": self._begin_cell, "mergeCell": self._merge, "rPh": text.begin_aid}
            | dict.fromkeys("vtf", lambda _: self._xml.text.clear()),
            {"row": self._end_row, "c": self._end_cell, "f": self._end_formula, "rPh": text.end_aid}
            | dict.fromkeys("vt", lambda: text.add(self._xml.taken())),
        )
        self._rows: list[Row] = []
        self._row, self._column = 0, -1
        self._is_hidden = False
        self._kinds: list[str] = []
        self._texts: list[str] = []
        self._cell: Attributes | None = None
        self._formula: str | None = None
        self._held = bytearray(MOST_ROWS + 1)
        self.merged: tuple[int, str] | None = None
        self.hidden: list[int] = []

    def rows(self, part: IO[bytes]) -> Iterator[Row]:
        """Every row that holds a value. FileRefused where the part is damaged or passes a limit."""
        for _ in self._xml.read(part):
            yield from self._rows
            self._rows.clear()

    def _begin_row(self, attributes: Attributes) -> None:
        row = _number(attributes["r"]) if "r" in attributes else self._row + 1
        if row <= self._row or self._kinds:
            raise FileRefused(DAMAGED)
        if row > MOST_ROWS:
            raise FileRefused(_HIGH)
        self._row, self._column = row, -1
        self._is_hidden = attributes.get("hidden") in _TRUE

    def _end_row(self) -> None:
        self._held[self._row] = min(len(self._kinds) - self._kinds.count(_KIND_OF_NOTHING), 2)
        if self._kinds:
            self._rows.append(Row(self._row, self._kinds, self._texts))
            if self._is_hidden:
                self.hidden.append(self._row)
            self._kinds, self._texts = [], []

    def _begin_cell(self, attributes: Attributes) -> None:
        self._cell, self._formula = attributes, None
        self._value.taken()

    def _end_formula(self) -> None:
        self._formula = self._xml.taken()

    def _end_cell(self) -> None:
        attributes, self._cell = self._cell, None
        if attributes is None:
            raise FileRefused(DAMAGED)
        reference = attributes.get("r")
        try:
            column = _columns()[reference.rstrip("0123456789")] if reference else self._column + 1
            if column <= self._column:
                raise FileRefused(DAMAGED)
            self._column = column
            value = self._value.taken()
            if value is not None or self._formula is not None:
                cell = self._cells.cell(attributes.get("t", "n"), attributes.get("s"), value, self._formula)
                self._put(*cell)
        except (LookupError, ValueError):
            raise FileRefused(DAMAGED) from None

    def _put(self, kind: str, text: str) -> None:
        if not text:
            return
        if self._column >= MOST_COLUMNS:
            raise FileRefused(_WIDE)
        if gap := self._column - len(self._kinds):
            self._kinds += [_KIND_OF_NOTHING] * gap
            self._texts += [_NOTHING] * gap
        self._kinds.append(kind)
        self._texts.append(text)

    def _merge(self, attributes: Attributes) -> None:
        """A range within one row hides nothing where the row holds a single value: a title, a note."""
        if not (found := _RANGE.fullmatch(attributes.get("ref", ""))):
            return
        first, last = int(found[2]), int(found[4])
        if first == last <= MOST_ROWS and self._held[last] < 2:
            return
        if self.merged is None or self.merged[0] < last:
            self.merged = (last, found[0])


def _number(text: str) -> int:
    """A row number. FileRefused where it is none."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        raise FileRefused(DAMAGED)
    return int(text)
