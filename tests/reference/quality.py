"""The figures about the deliveries themselves, a second time: from the files, because the kept rows do not tell them.

The plain intake says lines, columns and severities; value and message of a finding of the file itself are held against
what the publication said (tests/test_quality_of_deliveries.py).
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterator
from pathlib import Path

from analytics.contract import export_of, header
from analytics.findings import Finding
from analytics.rules import SET_RULES
from tests import plain_intake
from tests.plain_intake import FILES, Plain
from tests.reference.question import Books, Row
from tests.test_rules import PLAIN

Delivered = dict[dt.date, dict[str, Plain]]


@functools.cache
def delivered(exports: Path, asked: dt.date) -> Delivered:
    """Every file up to the date asked, as the plain intake reads it."""
    days = {dt.date.fromisoformat(folder.name): folder for folder in exports.iterdir() if folder.is_dir()}
    return {
        day: {
            table: plain_intake.read(folder / file, day, table)
            for file, table in FILES.items()
            if (folder / file).is_file()
        }
        for day, folder in sorted(days.items())
        if day <= asked
    }


@functools.cache
def found(exports: Path, asked: dt.date) -> dict[tuple[dt.date, str], list[Row]]:
    """Every finding of every file; value and message only where they are known here."""
    files = delivered(exports, asked)
    books = {
        day: {name: [row.values for row in file.kept] for name, file in tables.items()} for day, tables in files.items()
    }
    return {
        (day, table): [_own(finding) for finding in plain.findings]
        + list(_across(books, plain, day, table))
        + list(_fewer_records(files, day, table))
        for day, tables in files.items()
        for table, plain in sorted(tables.items())
    }


def _own(finding: Finding) -> Row:
    return {"line": finding.line, "column": finding.column, "severity": finding.severity}


def _across(books: Books, plain: Plain, day: dt.date, table: str) -> Iterator[Row]:
    """What the rules across rows and deliveries say about one file; their loops count rows, so lines are put back."""
    for rule in SET_RULES:
        for position, value, detail in PLAIN[rule.name](books, day) if rule.table == table else ():
            yield {
                "line": position and plain.kept[position - 2].line,
                "column": header(export_of(table))[rule.field],
                "severity": "warning",
                "value": value,
                "message": rule.message.format(detail=detail),
            }


def _fewer_records(files: Delivered, day: dt.date, table: str) -> Iterator[Row]:
    """More than a fifth fewer than in the file before, if that had at least fifty."""
    before = [date for date in sorted(files) if date < day and table in files[date]]
    if before and files[before[-1]][table].records >= max(50, 1.25 * files[day][table].records + 1e-9):
        counts = [f"{files[date][table].records:,}".replace(",", ".") for date in (day, before[-1])]
        message = (
            f"Die Datei hat nur {counts[0]} statt {counts[1]} Datensätze in der Lieferung vom {before[-1]:%d.%m.%Y}: "
            "bitte prüfen, ob sie vollständig ist."
        )
        yield {"line": None, "column": None, "severity": "warning", "value": None, "message": message}


def findings(exports: Path, asked: dt.date) -> list[Row]:
    """quality/findings: one row per finding, in no order."""
    return [
        {"delivery": day, "export": table} | row for (day, table), rows in found(exports, asked).items() for row in rows
    ]


def books(exports: Path, asked: dt.date) -> list[Row]:
    """quality/books: canonical files leave no row out, so what is not kept is set aside."""
    files, rows = delivered(exports, asked), []
    for (day, table), said in found(exports, asked).items():
        plain, severities = files[day][table], [row["severity"] for row in said]
        row = {"delivery": day, "export": table, "records": plain.records, "kept": len(plain.kept)}
        row |= {"set_aside": plain.records - len(plain.kept), "left_out": 0}
        rows.append(row | {"errors": severities.count("error"), "warnings": severities.count("warning")})
    return rows


FIGURES: dict[str, Callable[[Path, dt.date], list[Row]]] = {"quality/books": books, "quality/findings": findings}
