"""What must come of a variant, told from how it was made, and whether the intake agrees.

Two questions, asked apart: does every detail hold (`complaints`), and did anything change in silence (`silent`).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

from analytics.findings import Beside, Books, CheckedFile, DeliveredFile
from analytics.intake.check import check_file
from tests.polluter.clean import DELIVERY, FILES, values
from tests.polluter.draft import ANY, Draft, Record, Written, said, written

Place = tuple[int, str | None]


@dataclass(frozen=True)
class Variant:
    """A polluted file: `name` says in which way, `family` of which sort, `outcome` what must come of it."""

    name: str
    family: str
    made: Draft

    @property
    def outcome(self) -> str:
        if self.made.refused is not None:
            return "refused"
        if any(record.reads_as for record in self.made.records):
            return "differs knowingly"
        return "set aside" if any(record.errors for record in self.made.records) else "same"

    @property
    def is_warned(self) -> bool:
        return self.made.refused is None and (bool(self.made.extra) or self.made.is_open)

    def deliver(self, folder: Path) -> Path:
        """Write the file into a folder."""
        path = folder / Path(FILES[self.made.table]).with_suffix(self.made.suffix)
        path.write_bytes(written(self.made).content)
        return path


def checked(con: duckdb.DuckDBPyConnection, variant: Variant, folder: Path) -> CheckedFile:
    """The product's answer; its Parquet file lies in the folder afterwards."""
    path = variant.deliver(folder)
    return check_file(con, DeliveredFile(path, path.name, variant.made.table, DELIVERY), folder)


def kept(found: CheckedFile) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(found.rows).to_pylist() if found.rows else []
    return rows


def complaints(variant: Variant, found: CheckedFile) -> list[str]:
    """Everything that is not as it must be."""
    if (words := variant.made.refused) is not None:
        return list(_not_refused(words, found))
    if found.refused:
        return [f"refused: {found.refused}"]
    out = written(variant.made)
    return [
        *_rows(variant.made, out, found),
        *_errors(variant.made, out, found),
        *_warnings(variant.made, out, found),
        *_books(variant.made, out, found),
        *(f"no plain sentence: {one.message}" for one in found.findings if not is_one_sentence(one.message)),
    ]


def silent(variant: Variant, found: CheckedFile) -> list[str]:
    """Rows that are gone or changed without an error on their line, and kept rows that nobody delivered."""
    if found.refused:
        return []
    table, out = variant.made.table, written(variant.made)
    said = {one.line for one in found.findings if one.severity == "error"}
    warned = {one.line for one in found.findings if one.severity == "warning"}
    clean = [values(table, row) for row in variant.made.clean]
    given = [{name: row[name] for name in clean[0]} for row in kept(found)]
    places: dict[int, set[int]] = {number: set() for number in range(len(clean))}
    knowingly = []
    for line, record in zip(out.lines, variant.made.records, strict=True):
        for number in record.rows:
            places[number].add(line)
        if record.reads_as and line in warned:
            knowingly.append(values(table, variant.made.clean[record.rows[0]] | record.reads_as))
            said.add(line)
    lost = [number for number, row in enumerate(clean) if row not in given and not places[number] & said]
    invented = [row for row in given if given.count(row) > clean.count(row) + knowingly.count(row)]
    return [f"row {number} is gone" for number in lost] + [f"nobody delivered {row}" for row in invented]


def is_one_sentence(text: str) -> bool:
    """One line, one full stop at its end, something to do in it, nothing of Python or DuckDB."""
    inside = re.sub(r"massnahmen\.csv|kosten\.csv|breitband\.csv|[0-9]\.[0-9]", "", text)
    foreign = re.search("Error|Traceback|DuckDB|None|line |quote|unexpected|widersprechen", text)
    return inside.endswith(".") and "\n" not in text and ("bitte" in text.casefold()) and not foreign


def _not_refused(words: tuple[str, ...], found: CheckedFile) -> list[str]:
    if not found.refused:
        return [f"not refused: {found.books}, {found.findings}"]
    wrong = [f"does not say {word!r}: {found.refused}" for word in words if word not in found.refused]
    wrong += [] if is_one_sentence(found.refused) else [f"no plain sentence: {found.refused}"]
    return wrong + (["something was loaded"] if found.rows or found.books != Books() else [])


def _rows(made: Draft, out: Written, found: CheckedFile) -> list[str]:
    expected = [
        {"delivery": DELIVERY, "source_line": line} | values(made.table, made.clean[record.rows[0]] | record.reads_as)
        for line, record in zip(out.lines, made.records, strict=True)
        if _is_kept(record)
    ]
    given = kept(found)
    if given == expected:
        return []
    wrong = [f"{mine} is {row}" for mine, row in zip(expected, given, strict=False) if mine != row][:1]
    return [f"{len(given)} of {len(expected)} rows are kept; {wrong}"]


def _is_kept(record: Record) -> bool:
    return not record.is_blank and not record.errors


def _errors(made: Draft, out: Written, found: CheckedFile) -> list[str]:
    expected: Counter[Any] = Counter(
        (line, made.shown(name)) for line, record in _records(made, out) for name in dict.fromkeys(record.errors)
    )
    said = Counter((one.line, one.column) for one in found.findings if one.severity == "error")
    for line in [line for line, name in expected if name == ANY]:
        expected.pop((line, ANY))
        some = [place for place in said if place[0] == line]
        expected.update({place: said[place] for place in some} or {(line, "any"): 1})
    return _compared("errors", expected, said)


def _records(made: Draft, out: Written) -> list[tuple[int, Record]]:
    return list(zip(out.lines, made.records, strict=True))


def _warnings(made: Draft, out: Written, found: CheckedFile) -> list[str]:
    expected: Counter[Any] = Counter((out.header_line, said(name)) for name in made.extra)
    expected += Counter([(out.height, None)] * made.is_open)
    return _compared(
        "warnings", expected, Counter((one.line, one.column) for one in found.findings if one.severity == "warning")
    )


def _compared(what: str, expected: Counter[Any], said: Counter[Any]) -> list[str]:
    if said == expected:
        return []
    return [f"{what}: missing {dict(expected - said)}, too many {dict(said - expected)}"]


def _books(made: Draft, out: Written, found: CheckedFile) -> list[str]:
    given = [record for record in made.records if not record.is_blank]
    aside = sum(bool(record.errors) for record in given)
    books = Books(len(given), len(given) - aside, aside, 0)
    first = out.lines[0] if out.lines else out.height + 1
    blank_top = sum(not line.strip(f"{made.dialect.delimiter} \xa0") for line in made.top)
    beside = Beside(
        first - out.header_line,
        out.header_line - 1 - blank_top,
        blank_top + sum(record.is_blank for record in made.records),
    )
    wrong = [] if found.books == books else [f"{found.books} instead of {books}"]
    return wrong + ([] if found.beside == beside else [f"{found.beside} instead of {beside}"])
