"""What may never happen: a row that changes, moves or is gone without a word."""

from __future__ import annotations

from analytics.findings import CheckedFile
from tests.polluter.draft import Draft
from tests.polluter.variant import Row, Variant, kept
from tests.polluter.writing import written


def silent(variant: Variant, found: CheckedFile) -> list[str]:
    """Rows that are gone, changed or moved without an error on their line, and kept rows that nobody delivered."""
    if found.refused or _says(found, variant.made.elsewhere):
        return []
    told = {one.line for one in found.findings if one.severity == "error"}
    warned = {one.line for one in found.findings if one.severity == "warning"}
    may_be, lost = _expected(variant.made, warned, told)
    given = [{name: row[name] for name in (*may_be[0], "source_line")} for row in kept(found)] if may_be else []
    invented = [row for row in given if given.count(row) > may_be.count(row)]
    gone = [f"a row of line {row['source_line']} is gone" for row in lost if row not in given]
    return gone + [f"nobody delivered {row}" for row in invented]


def _expected(made: Draft, warned: set[int | None], told: set[int | None]) -> tuple[list[Row], list[Row]]:
    """The rows that may be kept, each with its line, and those of them that must be: no error is told on their line."""
    may_be, must = [], []
    places: dict[int, list[int]] = {number: [] for number in range(len(made.clean))}
    for line, record in zip(written(made).lines, made.records, strict=True):
        for number in record.rows:
            places[number].append(line)
        if record.reads_as and line in warned:
            may_be += [row | {"source_line": line} for row in made.rows(record.rows[0], record.reads_as)]
            told = told | {line}
    for number, lines in places.items():
        rows = [row | {"source_line": line} for line in lines or [0] for row in made.rows(number)]
        may_be += rows
        must += rows if not told & set(lines) else []
    return may_be, must


def _says(found: CheckedFile, word: str) -> bool:
    return bool(word) and any(word in one.message for one in found.findings)
