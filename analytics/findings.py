"""What the intake says about a delivered file: findings line by line, and books that add up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning"]


UNREADABLE = "Die Datei darf nicht gelesen werden: bitte die Zugriffsrechte prüfen."
"""Why a file is refused that the system keeps from us."""


@dataclass(frozen=True, order=True)
class Finding:
    """One fault in a file: `line` = physical line (first = 1), `column` = German header; None = the whole file or row.

    An error sets the row aside, a warning keeps it. `message` is one German sentence that says what to do.
    """

    line: int | None
    column: str | None
    value: str | None
    severity: Severity
    message: str


@dataclass(frozen=True)
class Books:
    """Where the records of a file went; blank lines and the header are not records."""

    records: int = 0
    kept: int = 0
    set_aside: int = 0
    left_out: int = 0

    @property
    def balanced(self) -> bool:
        """True when no record is unaccounted for."""
        return self.records == self.kept + self.set_aside + self.left_out


@dataclass(frozen=True)
class Beside:
    """What a file holds beside its records, in physical lines (rows of a sheet): header, preamble, blank lines.

    `breaks`: line ends inside the cells of records, by which a line of the text lies below its row in a spreadsheet.
    """

    header_lines: int = 1
    preamble_lines: int = 0
    blank_lines: int = 0
    breaks: int = field(default=0, compare=False)


@dataclass(frozen=True)
class DeliveredFile:
    """One file of a delivery: `name` is how the user sees it, `delivery` the date of its folder (None = unknown).

    `table` is None where only the header can tell the export. `profile` names a source profile that must be taken.
    `fault` says why it cannot be read at all, whatever it holds, `corrected` how many of its records came corrected.
    """

    path: Path
    name: str
    table: str | None
    delivery: dt.date | None
    fault: str | None = None
    profile: str | None = None
    corrected: int = 0


@dataclass
class CheckedFile:
    """The outcome of checking one file. `rows` is the Parquet file of its kept rows, None when it was refused.

    `source.table` is the export that the file turned out to be, `profile` the title of the profile it was read by.
    """

    source: DeliveredFile
    books: Books = field(default_factory=Books)
    beside: Beside = field(default_factory=Beside)
    profile: str | None = None
    findings: list[Finding] = field(default_factory=list)
    refused: str | None = None
    rows: Path | None = None

    def refuse(self, sentence: str) -> None:
        """Not to be used at all: no books, no rows."""
        self.refused, self.books, self.rows = sentence, Books(), None

    def sort(self) -> None:
        """Findings in the order of the file."""
        self.findings.sort(key=lambda finding: (finding.line or 0, finding.column or ""))

    def as_json(self) -> dict[str, object]:
        """The object that `check --format json` prints for this file (contract.md)."""
        head: dict[str, object] = {"file": self.source.name, **vars(self.books)}
        if self.refused:
            head["refused"] = f"{self.source.path.name}: {self.refused}"
        head["findings"] = [vars(finding) for finding in self.findings]
        return head
