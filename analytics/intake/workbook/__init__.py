"""An Excel workbook (XLSX) as a text file: one record `row;kinds;cell;cell;…` per row of a sheet that holds a value.

Read with a stream reader of our own: a table library builds a tree of each part, so that a small file could fill the
memory, and it drops what we have to tell (formulas without value, merged cells, the digits of a number).
"""

from __future__ import annotations

import csv
import uuid
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from analytics import formats
from analytics.errors import FileRefused
from analytics.findings import Finding
from analytics.intake.plain_text import PlainText
from analytics.intake.workbook.cells import EMPTY
from analytics.intake.workbook.parts import TOO_LARGE, SheetPart, Workbook, opened
from analytics.intake.workbook.sheet_xml import Row

_MOST_TEXT = 400_000_000
"""Characters of the text file: shared texts may make it much larger than the sheet."""
_FIRST_ROWS = 60
"""So many rows tell the width that shorter rows are padded to."""
_EMPTY = "Die Excel-Mappe hat kein sichtbares Blatt mit Daten: bitte den Export wiederholen."


def sheets(path: Path, *, hidden: bool = False) -> list[str]:
    """The names of the visible (or the hidden) sheets that hold a value, in their order. FileRefused as below."""
    with opened(path) as workbook:
        return [sheet.name for sheet in _filled(workbook) if sheet.is_hidden == hidden]


def sheet_text(path: Path, workdir: Path, sheet: str | None = None) -> PlainText:
    """Write a sheet into `workdir`: the one named `sheet`, else the only visible one that holds a value.

    FileRefused where there are several, where the workbook is none, is damaged, or passes a limit.
    """
    target = workdir / f"{uuid.uuid4().hex}.sheet"
    with opened(path) as workbook, workbook.part(_chosen(_filled(workbook), sheet)) as part:
        reader = workbook.reader()
        rows = _Padded(reader.rows(part))
        _write(rows, target)
    return PlainText(
        target,
        newlines=rows.last,
        tame=False,
        complete=True,
        padded=True,
        numbered=True,
        blank_rows=rows.blank,
        hidden_rows=tuple(reader.hidden),
        merged=reader.merged,
    )


def refuse_merged(text: PlainText, header_row: int) -> None:
    """FileRefused where cells below the header are merged: all but the first of them are empty, and nobody sees it."""
    if text.merged and text.merged[0] > header_row:
        raise FileRefused(
            f"Unter der Kopfzeile sind Zellen verbunden, zum Beispiel {text.merged[1]}: "
            "bitte alle Verbindungen aufheben und jede Zelle ausfüllen."
        )


def hidden_rows(text: PlainText, header_row: int) -> Iterator[Finding]:
    """A warning where Excel shows fewer rows than are read, because a filter or a hand hides some."""
    if found := [row for row in text.hidden_rows if row > header_row]:
        many = f"{formats.number(len(found))} Zeilen sind ausgeblendet und wurden"
        said = many if len(found) > 1 else "Die Zeile ist ausgeblendet und wurde"
        yield Finding(found[0], None, None, "warning", f"{said} mitgelesen: bitte einblenden und prüfen.")


def _filled(workbook: Workbook) -> list[SheetPart]:
    return [sheet for sheet in workbook.sheets if workbook.is_filled(sheet)]


def _chosen(filled: Sequence[SheetPart], name: str | None) -> SheetPart:
    if found := next((sheet for sheet in filled if sheet.name == name), None):
        return found
    filled = [sheet for sheet in filled if not sheet.is_hidden]
    if not filled:
        raise FileRefused(_EMPTY)
    if len(filled) == 1 and name is None:
        return filled[0]
    names = ", ".join(f"„{sheet.name[:40]}“" for sheet in filled[:5]) + (" und weitere" if len(filled) > 5 else "")
    said = f"kein gefülltes Blatt „{name}“, nur" if name else "mehrere gefüllte Blätter,"
    raise FileRefused(f"Die Excel-Mappe hat {said} {names}: bitte nur das Blatt mit dem Export liefern.")


class _Padded:
    """Rows, each at least as wide as the widest of the first ones; counts the rows between them that are blank."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self.last = self.blank = 0

    def __iter__(self) -> Iterator[Row]:
        first = list(islice(self._rows, _FIRST_ROWS))
        width = max((len(row.kinds) for row in first), default=0)
        for row in chain(first, self._rows):
            self.blank += row.number - self.last - 1
            self.last = row.number
            missing = width - len(row.kinds)
            yield Row(row.number, row.kinds + [EMPTY[0]] * missing, row.texts + [EMPTY[1]] * missing)


def _write(rows: Iterable[Row], target: Path) -> None:
    written = 0
    with target.open("w", encoding="utf-8", newline="") as copy:
        writer = csv.writer(copy, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL)
        for row in rows:
            written += sum(map(len, row.texts))
            if written > _MOST_TEXT:
                raise FileRefused(TOO_LARGE)
            writer.writerow([row.number, "".join(row.kinds), *row.texts])
