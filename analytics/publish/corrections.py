"""Corrected rows come back: a table that ends in Zeile and Grund (set_aside) takes its place in the file it is from.

The file it is from lies in the same delivery, or is the one published for that date; the whole of it is then checked
anew, so a correction never replaces a book by a few rows.
"""

from __future__ import annotations

import contextlib
import csv
import uuid
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from analytics.cells import clean
from analytics.contract import EXPORTS
from analytics.errors import FileRefused
from analytics.findings import DeliveredFile
from analytics.intake.casts import casts
from analytics.intake.header import Header, header_of, normal
from analytics.intake.layout import Layout
from analytics.intake.profiles import canonical, knower, profiles
from analytics.intake.recognise import recognised
from analytics.intake.records import normalise
from analytics.intake.text import PlainText, decode
from analytics.publish.corrected import Columns, write_sheet, write_text
from analytics.publish.set_aside import LINE, REASON
from analytics.publish.taken import Taken
from analytics.store import Store
from analytics.store.damaged import is_whole
from analytics.store.snapshot import Snapshot

_ENDING = (normal(LINE), normal(REASON))
_PEEK = 200_000
_ALONE = (
    "Das sind beiseitegelegte Zeilen; die Datei, aus der sie stammen, ist nicht dabei und zu diesem Stichtag nicht "
    "veröffentlicht: bitte beide zusammen liefern."
)


class _Row(NamedTuple):
    """What shall stand on a line: its cells, and a letter for the kind of each where they come from a workbook."""

    cells: list[str]
    kinds: str


class _Base(NamedTuple):
    text: PlainText
    layout: Layout


class _Opened(NamedTuple):
    text: PlainText
    header: Header

    @property
    def names(self) -> tuple[str, ...]:
        """The columns as they are compared."""
        return tuple(map(normal, self.header.names))


def is_correction(names: Sequence[str]) -> bool:
    """True for the header of a file of rows set aside."""
    return tuple(map(normal, names[-2:])) == _ENDING


def with_corrections(files: Sequence[Taken], former: Snapshot | None, store: Store, workdir: Path) -> list[Taken]:
    """The files with each correction put into the file it is from; a correction that fits none gets its fault."""
    others: list[Taken] = []
    corrections: list[tuple[Taken, _Opened]] = []
    for file in files:
        opened = _opened_correction(file.copy, workdir)
        if opened:
            corrections.append((file, opened))
        else:
            others.append(file)
    for correction, opened in corrections:
        try:
            others = _put_in(correction, opened, others, former, store, workdir)
        except FileRefused as refusal:
            others.append(replace(correction, copy=replace(correction.copy, fault=str(refusal))))
    return others


def _opened_correction(copy: DeliveredFile, workdir: Path) -> _Opened | None:
    if copy.fault or not _may_be_correction(copy.path):
        return None
    try:
        text = decode(copy.path, workdir)
        opened = _Opened(text, header_of(text, knower([*map(canonical, EXPORTS), *profiles()])))
    except FileRefused:
        return None
    return opened if is_correction(opened.header.names) else None


def _may_be_correction(path: Path) -> bool:
    """What the first bytes say; those of a workbook are packed and say nothing."""
    with path.open("rb") as file:
        start = file.read(_PEEK).replace(b"\0", b"")  # UTF-16, too
    return start.startswith(b"PK") or (LINE.encode() in start and REASON.encode() in start)


def _put_in(
    correction: Taken, opened: _Opened, others: list[Taken], former: Snapshot | None, store: Store, workdir: Path
) -> list[Taken]:
    """The other files with the one it is from corrected, else the published one with it in place of the correction."""
    day, rows = correction.source.delivery, _rows(opened, workdir)
    for index, file in enumerate(others):
        if file.copy.delivery == day and (base := _base(file.copy, opened, workdir)):
            corrected = replace(file, copy=_corrected(file.copy, base, rows, workdir))
            return [*others[:index], corrected, *others[index + 1 :]]
    for part in former.parts if former else ():
        published = replace(correction.copy, path=store.root / "raw" / part.raw, table=part.table)
        if part.delivery == day and is_whole(published.path) and (base := _base(published, opened, workdir)):
            corrected = replace(correction, copy=_corrected(published, base, rows, workdir), is_sample=part.sample)
            return [*others, corrected]
    raise FileRefused(_ALONE)


def _base(file: DeliveredFile, correction: _Opened, workdir: Path) -> _Base | None:
    """The file, where it has the columns of the correction."""
    with contextlib.suppress(FileRefused, OSError):
        if not file.fault:
            base = _Base(*recognised(file, workdir))
            return base if tuple(map(normal, base.layout.header.names)) == correction.names[:-2] else None
    return None


def _corrected(file: DeliveredFile, base: _Base, rows: dict[int, _Row], workdir: Path) -> DeliveredFile:
    """The file with the corrected records in place of those on their lines; all else stays as it is."""
    is_sheet, columns = base.text.numbered, _columns(base.layout)
    _refuse_other_kinds(base.layout, columns, rows)
    target = workdir / f"{uuid.uuid4().hex}{'.xlsx' if is_sheet else '.csv'}"
    cells = {line: row.cells for line, row in rows.items()}
    if is_sheet:
        write_sheet(base.text, cells, columns, target, workdir)
    else:
        write_text(base.text, base.layout.header, cells, columns, target)
    return replace(file, path=target)


def _columns(layout: Layout) -> Columns:
    straight = layout.mapping.straight
    texts = {cast.name for cast in casts(layout.row) if cast.type.startswith("VARCHAR")}
    key = (name for name in layout.row.key if name != "as_of")
    return Columns(*(frozenset(straight[name] for name in names if name in straight) for names in (key, texts)))


def _refuse_other_kinds(layout: Layout, columns: Columns, rows: dict[int, _Row]) -> None:
    """A spreadsheet makes numbers and days of codes: what was a text must come back as one."""
    for line, row in rows.items():
        if wrong := next(
            (index for index in sorted(columns.text) if row.kinds[index : index + 1] in ("n", "d", "b")), None
        ):
            raise FileRefused(
                f"Zur Zeile {line} steht in der Spalte „{layout.header.names[wrong]}“ der Berichtigung kein Text mehr: "
                "bitte die Zelle als Text formatieren und den Wert neu eintragen."
            )


def _rows(correction: _Opened, workdir: Path) -> dict[int, _Row]:
    """Line in the base -> the corrected cells."""
    text, top = correction
    records = normalise(text, top.delimiter, len(top.names), top.skip, workdir / f"{uuid.uuid4().hex}.csv")
    if records.broken:
        first = records.broken[0]
        raise FileRefused(f"Zeile {first.line} der Berichtigung ist nicht lesbar: {first.message}")
    found: dict[int, _Row] = {}
    with records.path.open(encoding="utf-8", newline="") as file:
        for own, kinds, *cells, line, _ in csv.reader(file, delimiter=top.delimiter):
            if not any(map(clean, (*cells, line))):
                continue  # a spreadsheet leaves empty rows behind
            if not (number := clean(line) or "").isdecimal() or int(number) in found:
                raise FileRefused(
                    f"In Zeile {own} der Berichtigung steht keine eigene Zeile: bitte die Spalte Zeile prüfen."
                )
            found[int(number)] = _Row([clean(cell) or "" for cell in cells], kinds)
    return found
