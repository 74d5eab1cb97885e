"""What a delivered file is: its text, the export it holds, the profile that reads it, the sheet of a workbook."""

from __future__ import annotations

from pathlib import Path

from analytics.contract import EXPORTS
from analytics.errors import FileRefused
from analytics.findings import DeliveredFile
from analytics.intake.header import NARROW, first_records, known_in
from analytics.intake.layout import Layout, layout_of
from analytics.intake.plain_text import PlainText
from analytics.intake.profiles import SeveralProfilesFit, canonical, knower, profiles
from analytics.intake.text import decode, is_archive
from analytics.intake.workbook import hidden_rows, refuse_merged, sheets

_MOST_SHEETS = 20


def recognised(source: DeliveredFile, workdir: Path) -> tuple[PlainText, Layout]:
    """The text of a file and how its columns are read; FileRefused where it is no export."""
    if not is_archive(source.path):
        return _read(source, workdir, None)
    named = sheets(source.path)
    found = _one_of(source, workdir, named) if len(named) > 1 else _read(source, workdir, None)
    for name in sheets(source.path, hidden=True):
        if _is_meant(source, workdir, name):
            raise FileRefused(
                f"Im ausgeblendeten Blatt „{name[:40]}“ stehen Zeilen eines Exports: bitte einblenden oder löschen."
            )
    return found


def _read(source: DeliveredFile, workdir: Path, sheet: str | None) -> tuple[PlainText, Layout]:
    text = decode(source.path, workdir, sheet)
    layout = layout_of(text, source)
    refuse_merged(text, layout.header.last_line)
    layout.findings.extend(hidden_rows(text, layout.header.last_line))
    return text, layout


def _one_of(source: DeliveredFile, workdir: Path, named: list[str]) -> tuple[PlainText, Layout]:
    """The only sheet with the header of an export; the others must be notes, lists or sums."""
    if len(named) > _MOST_SHEETS:
        raise FileRefused("Die Mappe hat mehr als 20 Blätter: bitte nur das Blatt mit dem Export liefern.")
    found: dict[str, tuple[PlainText, Layout]] = {}
    refused: dict[str, str] = {}
    for name in named:
        try:
            found[name] = _read(source, workdir, name)
        except SeveralProfilesFit:
            raise
        except FileRefused as refusal:
            refused[name] = str(refusal)
    if len(found) > 1:
        several = _listed(list(found))
        raise FileRefused(
            f"Jedes der Blätter {several} ist ein Export: bitte je Export und Stichtag eine Datei liefern."
        )
    for name, sentence in refused.items():
        if _is_meant(source, workdir, name):
            raise FileRefused(f"Blatt „{name[:40]}“: {sentence}")
    if not found:
        raise FileRefused(
            f"Keines der Blätter {_listed(named)} ist ein Export: bitte das Blatt mit dem Export liefern."
        )
    return next(iter(found.values()))


def _is_meant(source: DeliveredFile, workdir: Path, sheet: str) -> bool:
    """Whether a sheet holds rows of an export though it is not read: known names, or rows about as wide as one."""
    text = decode(source.path, workdir, sheet)
    is_known = knower([*map(canonical, EXPORTS), *profiles()])
    narrowest = min(len(row.model_fields) for row in EXPORTS)
    return any(known_in(found, is_known) >= NARROW or 2 * found.filled >= narrowest for found in first_records(text))


def _listed(names: list[str]) -> str:
    return ", ".join(f"„{name[:40]}“" for name in names[:5]) + (" und weitere" if len(names) > 5 else "")
