"""The records of a delivered file as they stand in it, told by the line they begin on."""

from __future__ import annotations

import csv
from collections.abc import Container, Iterator
from typing import NamedTuple

from analytics.intake.header import Header
from analytics.intake.text import PlainText


class Piece(NamedTuple):
    """Lines as `written`, from `line` on. `cells` where a wanted record begins there; [] where nobody can read it."""

    line: int
    cells: list[str] | None
    written: list[str]


class SheetRow(NamedTuple):
    """A row of a sheet that holds a value, with a letter for the kind of each cell."""

    number: int
    kinds: str
    cells: list[str]


def pieces(text: PlainText, header: Header, wanted: Container[int]) -> Iterator[Piece]:
    """All lines below the header of a CSV file; only records that begin on a `wanted` line are told apart."""
    with text.path.open(encoding="utf-8-sig", newline="\n") as source:
        number = 0
        for line in source:
            number += 1
            if number <= header.skip:
                continue
            if number not in wanted:
                yield Piece(number, None, [line])
                continue
            piece = _record(number, line, source, header.delimiter)
            number += len(piece.written) - 1
            yield piece


def _record(number: int, first: str, more: Iterator[str], delimiter: str) -> Piece:
    """The record that begins with this line, however many it takes."""
    used = [first]

    def lines() -> Iterator[str]:
        yield first
        for line in more:
            used.append(line)
            yield line

    try:
        cells = next(csv.reader(lines(), delimiter=delimiter, strict=True))
    except csv.Error:
        cells = []  # the intake has set it aside as it stands
    return Piece(number, cells, used)


def sheet_rows(text: PlainText) -> Iterator[SheetRow]:
    """All rows of a sheet, its header too."""
    with text.path.open(encoding="utf-8", newline="") as source:
        for number, kinds, *cells in csv.reader(source, delimiter=";"):
            yield SheetRow(int(number), kinds, cells)


def records(text: PlainText, header: Header, wanted: Container[int]) -> Iterator[tuple[int, list[str]]]:
    """The line and the cells of each wanted record below the header; no cells where nobody can tell them apart."""
    if text.numbered:
        yield from ((row.number, row.cells) for row in sheet_rows(text) if row.number in wanted)
    else:
        yield from ((one.line, one.cells) for one in pieces(text, header, wanted) if one.cells is not None)
