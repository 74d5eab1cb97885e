"""Corrected rows come back: each takes its place in the very file that it is from, told by the hash of its bytes.

That file lies in the same delivery, or is the one published for that date; the whole of it is then checked anew, so a
correction never replaces a book by a few rows, and never goes into another version of it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from analytics.errors import FileRefused
from analytics.findings import DeliveredFile
from analytics.intake.layout import Layout
from analytics.intake.recognise import recognised
from analytics.intake.rows_aside import FINGERPRINT
from analytics.publish.corrections.columns import text_columns
from analytics.publish.corrections.read import Correction, Row, correction_in, has_columns, rows_of
from analytics.publish.corrections.write import Columns, write_sheet, write_text
from analytics.publish.taken import Taken, fingerprint
from analytics.store import Store
from analytics.store.damaged import is_whole
from analytics.store.snapshot import Part, Snapshot

_ALONE = (
    "Das sind beiseitegelegte Zeilen; die Datei, aus der sie stammen, ist nicht dabei und zu diesem Stichtag nicht "
    "veröffentlicht: bitte beide zusammen liefern."
)
_OTHER = (
    "Diese Berichtigung gehört zu einer anderen Fassung von {name}: "
    "bitte mit ihr und allen früheren Berichtigungen zusammen ablegen."
)


class _Waiting(NamedTuple):
    """A delivered correction whose base is not found yet."""

    file: Taken
    correction: Correction


_Key = tuple[dt.date | None, str]
"""Day and fingerprint of the file that a correction is from."""


def with_corrections(
    files: Sequence[Taken], former: Callable[[], Snapshot | None], store: Store, workdir: Path
) -> list[Taken]:
    """The files with each correction put into the file it is from; a correction that fits none gets its fault.

    `former` is asked, for what `store` has published, only where a correction is among the files.
    """
    merging = _Merging(workdir)
    others = [file for file in files if not merging.keeps(file)]
    others = [merging.merged(file) for file in others]
    parts = snapshot.parts if merging.waiting and (snapshot := former()) else ()
    others += [done for part in parts for done in merging.published(part, store)]
    return [*others, *merging.refused, *merging.left(others, parts, store)]


class _Merging:
    """The corrections of one delivery on their way into their files; `refused` are those that cannot be put in."""

    def __init__(self, workdir: Path) -> None:
        self._workdir = workdir
        self.waiting: dict[_Key, list[_Waiting]] = {}
        self.refused: list[Taken] = []

    def keeps(self, file: Taken) -> bool:
        """Take a file that is a correction; False for all others."""
        try:
            found = None if file.copy.fault else correction_in(file.copy.path, self._workdir)
        except FileRefused as refusal:
            self.refused.append(_faulty(file, str(refusal)))
            return True
        except PermissionError:
            return False  # the intake says so
        if found:
            self.waiting.setdefault((file.copy.delivery, found.base), []).append(_Waiting(file, found))
        return found is not None

    def merged(self, file: Taken) -> Taken:
        """The file with its corrections, then with those of what it became by them."""
        while found := self._of(file):
            try:
                file = replace(file, copy=_corrected(file.copy, found, self._workdir))
            except FileRefused as refusal:
                self.refused += [_faulty(one.file, str(refusal)) for one in found]
        return file

    def _of(self, file: Taken) -> list[_Waiting]:
        """The corrections of exactly these bytes, which then wait no longer."""
        with contextlib.suppress(PermissionError):  # the intake says so
            if self.waiting and not file.copy.fault:
                return self.waiting.pop((file.copy.delivery, fingerprint(file.copy.path)), [])
        return []

    def published(self, part: Part, store: Store) -> Iterator[Taken]:
        """A published file with its corrections, in place of the first of them."""
        found = self.waiting.get((part.delivery, part.raw[:FINGERPRINT]), [])
        base = _as_delivered(part, store)
        if found and is_whole(base.path):
            copy = replace(base, profile=found[0].file.copy.profile)
            done = self.merged(replace(found[0].file, copy=copy, is_sample=part.sample))
            if done.copy != copy:
                yield done

    def left(self, others: Sequence[Taken], parts: Sequence[Part], store: Store) -> Iterator[Taken]:
        """The corrections whose base is not there, each with what is missing."""
        near = [replace(one.copy, name=one.source.path.name) for one in others]
        near += [_as_delivered(part, store) for part in parts]
        for (day, base), found in self.waiting.items():
            versions = [file for file in near if file.delivery == day and not file.path.name.startswith(base)]
            for one in found:
                names = (file.name for file in versions if self._is_version(file, one))
                name = next(names, None)
                yield _faulty(one.file, _OTHER.format(name=name) if name else _ALONE)

    def _is_version(self, file: DeliveredFile, waiting: _Waiting) -> bool:
        with contextlib.suppress(FileRefused, OSError):
            _, layout = recognised(replace(file, profile=file.profile or waiting.file.copy.profile), self._workdir)
            return not file.fault and has_columns(waiting.correction, layout.header.names)
        return False


def _as_delivered(part: Part, store: Store) -> DeliveredFile:
    """A published file under the name that it came with."""
    name = part.file.rpartition("/")[2]
    return DeliveredFile(store.root / "raw" / part.raw, name, part.table, part.delivery)


def _faulty(file: Taken, fault: str) -> Taken:
    return replace(file, copy=replace(file.copy, fault=fault))


def _corrected(file: DeliveredFile, found: Sequence[_Waiting], workdir: Path) -> DeliveredFile:
    """The file with the corrected records in place of those on their lines; all else stays as it is."""
    text, layout = recognised(file, workdir)
    columns, rows = _columns(layout), _rows(found, layout, workdir)
    _refuse_other_kinds(columns, rows)
    target = workdir / f"{uuid.uuid4().hex}{'.xlsx' if text.numbered else '.csv'}"
    cells = {line: row.cells for line, row in rows.items()}
    if text.numbered:
        write_sheet(text, cells, columns, target, workdir)
    else:
        write_text(text, layout.header, cells, columns, target)
    return replace(file, path=target, corrected=file.corrected + len(rows))


def _rows(found: Sequence[_Waiting], layout: Layout, workdir: Path) -> dict[int, Row]:
    """The rows of all corrections of one file."""
    rows: dict[int, Row] = {}
    for one in found:
        more = rows_of(one.correction, layout.header.names, workdir)
        if twice := rows.keys() & more.keys():
            raise FileRefused(f"Die Zeile {min(twice)} steht in zwei Berichtigungen: bitte nur eine davon ablegen.")
        rows |= more
    return rows


def _columns(layout: Layout) -> Columns:
    straight = layout.mapping.straight
    key = frozenset(straight[name] for name in layout.row.key if name != "as_of" and name in straight)
    return Columns(layout.header.names, key, text_columns(layout))


def _refuse_other_kinds(columns: Columns, rows: dict[int, Row]) -> None:
    """A spreadsheet makes numbers and days of codes: what was a text must come back as one."""
    for line, row in rows.items():
        if wrong := next(
            (index for index in sorted(columns.text) if row.kinds[index : index + 1] in ("n", "d", "b")), None
        ):
            raise FileRefused(
                f"Zur Zeile {line} steht in der Spalte „{columns.names[wrong]}“ der Berichtigung kein Text mehr: "
                "bitte die Zelle als Text formatieren und den Wert neu eintragen."
            )
