"""The rows set aside, as a file to correct and deliver again: the columns of the delivered file, then Zeile and Grund.

Values stand as delivered. Only what a spreadsheet would change (5.03, 007) or run (=A1) gets a no-break space, which
the intake strips, so that an untouched cell comes back as it was.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from analytics import formats
from analytics.errors import FileRefused
from analytics.findings import CheckedFile, DeliveredFile, Finding
from analytics.intake.recognise import recognised
from analytics.publish.delivered_records import records

LINE, REASON = "Zeile", "Grund"
"""The columns added at the end."""
MOST_ROWS = 100_000
"""Rows that are kept for the file; whoever has more must correct the export itself."""
_NUMBER_LIKE = re.compile(r"[-+]?[\d.,:;/ -]*\d[\d.,:;/ -]*(?:[eE][+-]?\d+)?")
_HARMLESS = re.compile(r"-?(?:0|[1-9]\d{0,13})(?:,\d+)?|[0-3]\d[.][01]\d[.][12]\d{3}")
"""Numbers and days that a German spreadsheet reads as what they are."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_REASONS_AT_MOST = 10


@dataclass(frozen=True)
class AsideRow:
    """A record that was told apart but not taken: its first line, its cells as delivered, and why."""

    line: int
    cells: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class SetAside:
    """What a file lost: records to correct, and `broken` lines whose cells cannot be told apart."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[AsideRow, ...]
    broken: tuple[Finding, ...]

    def csv_bytes(self) -> bytes:
        """The records as CSV for German Excel: UTF-8 with BOM, `;`, CRLF."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow((*map(_kept_as_text, self.columns), LINE, REASON))
        for row in self.rows:
            writer.writerow((*map(_kept_as_text, row.cells), row.line, _kept_as_text(" ".join(row.reasons))))
        return text.getvalue().encode("utf-8-sig")


def _kept_as_text(cell: str) -> str:
    if _HARMLESS.fullmatch(cell):
        return cell
    if _NUMBER_LIKE.fullmatch(cell):
        return formats.NBSP + cell if cell.startswith(_FORMULA_STARTS) else cell + formats.NBSP
    return formats.NBSP + cell if cell.startswith(_FORMULA_STARTS) else cell


def set_aside(file: CheckedFile, read: DeliveredFile, workdir: Path) -> SetAside | None:
    """What a checked file lost, from the copy that was `read`; None where nothing, or nothing can be told apart."""
    reasons = _reasons(file.findings)
    if not reasons or read.fault:
        return None
    try:
        text, layout = recognised(read, workdir)
    except (FileRefused, PermissionError):
        return None
    rows, broken = [], set()
    for line, cells in islice(records(text, layout.header, reasons), MOST_ROWS):
        if len(cells) == layout.width:
            rows.append(AsideRow(line, tuple(cells), tuple(reasons[line])))
        else:
            broken.add(line)
    lost = (one for one in file.findings if one.line in broken and one.severity == "error" and one.column is None)
    return SetAside(file.source.path.name, layout.header.names, tuple(rows), tuple(lost))


def _reasons(findings: Sequence[Finding]) -> dict[int, list[str]]:
    """Line -> what is wrong there, column first."""
    found: dict[int, list[str]] = {}
    for finding in findings:
        if finding.severity == "error" and finding.line:
            reason = f"{finding.column}: {finding.message}" if finding.column else finding.message
            listed = found.setdefault(finding.line, [])
            if reason not in listed and len(listed) < _REASONS_AT_MOST:
                listed.append(reason)
    return found
