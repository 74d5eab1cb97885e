"""The rows set aside, as a file to correct and deliver again: the columns of the delivered file, the line, the reason.

Values stand as delivered. Only what a spreadsheet would change (5.03, 007, 11,10 as a code) or run (=A1) gets a
no-break space, which the intake strips, so that an untouched cell comes back as it was.
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
from analytics.intake.rows_aside import REASON, line_head
from analytics.publish.as_delivered import records
from analytics.publish.corrections.columns import number_columns
from analytics.publish.taken import fingerprint

MOST_ROWS = 100_000
"""Rows that are kept for the file; whoever has more must correct the export itself."""
_MONTHS = (
    "jan(?:uar)?|feb(?:ruar)?|mär(?:z)?|mrz|apr(?:il)?|mai|juni?|juli?|aug(?:ust)?|sep(?:t|tember)?|okt(?:ober)?"
    "|nov(?:ember)?|dez(?:ember)?"
)
_NUMBER_LIKE = re.compile(
    r"[-+(]? ?[€$]? ?[-+]?[\d.,:;/ -]*\d[\d.,:;/ -]*(?:e[+-]?\d+)?\)? ?(?:[%€$]|eur|am|pm)?"
    rf"|(?:\d+[. -]*)?(?:{_MONTHS})[. -]*\d*|wahr|falsch|true|false",
    re.IGNORECASE,
)
"""What a German spreadsheet may take for a number, a day or a truth value."""
_HARMLESS = re.compile(r"-?(?:0|(?!\d{11}|[\d,]{12})[1-9]\d*)(?:,\d{1,4})?|[0-3]\d[.][01]\d[.][12]\d{3}")
"""Numbers and days that it keeps, and saves as they are: up to ten digits."""
_LONG = 100
"""No spreadsheet takes so long a text for a number."""
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
    """What a file lost: records to correct, and `broken` lines whose cells cannot be told apart.

    `fingerprint` names the file by its bytes, `numbers` are the columns where a spreadsheet may see numbers and days.
    """

    file: str
    fingerprint: str
    columns: tuple[str, ...]
    numbers: frozenset[int]
    rows: tuple[AsideRow, ...]
    broken: tuple[Finding, ...]

    def csv_bytes(self) -> bytes:
        """The records as CSV for German Excel: UTF-8 with BOM, `;`, CRLF."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow((*map(_kept_as_text, self.columns), line_head(self.fingerprint), REASON))
        for row in self.rows:
            cells = (self._kept(index, cell) for index, cell in enumerate(row.cells))
            writer.writerow((*cells, row.line, _kept_as_text(" ".join(row.reasons))))
        return text.getvalue().encode("utf-8-sig")

    def _kept(self, column: int, cell: str) -> str:
        return cell if column in self.numbers and _HARMLESS.fullmatch(cell) else _kept_as_text(cell)


def _kept_as_text(cell: str) -> str:
    """The cell as a spreadsheet shows and saves it unchanged."""
    if cell.startswith(_FORMULA_STARTS):
        return formats.NBSP + cell
    return cell + formats.NBSP if len(cell) < _LONG and _NUMBER_LIKE.fullmatch(cell) else cell


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
    name, top, numbers = file.source.path.name, layout.header, number_columns(layout)
    return SetAside(name, fingerprint(read.path), top.names, numbers, tuple(rows), tuple(lost))


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
