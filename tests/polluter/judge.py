"""What must come of a variant, told from how it was made, and whether the intake agrees in every detail.

Whether anything changed in silence is asked apart (`silence`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from analytics.findings import Beside, Books, CheckedFile
from tests.polluter.draft import ANY, Draft, Record, said
from tests.polluter.silence import silent
from tests.polluter.variant import Row, Variant, kept
from tests.polluter.writing import Written, written


def complaints(variant: Variant, found: CheckedFile) -> list[str]:
    """Everything that is not as it must be."""
    if (words := variant.made.refused) is not None:
        return list(_not_refused(words, found))
    if found.refused:
        return list(_refused_or(variant.made, found.refused))
    if variant.made.is_open_to or variant.made.elsewhere:
        return [*silent(variant, found), *([] if found.books.balanced else [f"{found.books}"])]
    out = written(variant.made)
    return [
        *_rows(variant.made, out, found),
        *_errors(variant.made, out, found),
        *_warnings(variant.made, out, found),
        *_books(variant.made, out, found),
        *(f"no plain sentence: {one.message}" for one in found.findings if not is_one_sentence(one.message)),
    ]


def is_one_sentence(text: str) -> bool:
    """One line, one full stop at its end, something to do in it, nothing of Python or DuckDB."""
    inside = re.sub(r"massnahmen\.csv|kosten\.csv|breitband\.csv|[0-9]\.[0-9]", "", text)
    foreign = re.search("Error|Traceback|DuckDB|None|line |quote|unexpected|widersprechen", text)
    return inside.endswith(".") and "\n" not in text and ("bitte" in text.casefold()) and not foreign


def _refused_or(made: Draft, sentence: str) -> Iterator[str]:
    """A refusal where it is one of the right answers."""
    if not (made.is_open_to or made.elsewhere) or made.elsewhere not in sentence or not is_one_sentence(sentence):
        yield f"refused: {sentence}"


def _not_refused(words: tuple[str, ...], found: CheckedFile) -> list[str]:
    if not found.refused:
        return [f"not refused: {found.books}, {found.findings}"]
    wrong = [f"does not say {word!r}: {found.refused}" for word in words if word not in found.refused]
    wrong += [] if is_one_sentence(found.refused) else [f"no plain sentence: {found.refused}"]
    return wrong + (["something was loaded"] if found.rows or found.books != Books() else [])


def _rows(made: Draft, out: Written, found: CheckedFile) -> list[str]:
    expected = [
        {"delivery": made.day, "source_line": line} | row
        for line, record in zip(out.lines, made.records, strict=True)
        if _is_kept(record)
        for row in made.rows(record.rows[0], record.reads_as)
        if row not in _lost(made, record)
    ]
    given = [{name: row[name] for name in expected[0]} for row in kept(found)]
    if given == expected:
        return []
    wrong = [f"{mine} is {row}" for mine, row in zip(expected, given, strict=False) if mine != row][:1]
    return [f"{len(given)} of {len(expected)} rows are kept; {wrong}"]


def _lost(made: Draft, record: Record) -> list[Row]:
    """The rows of a wide record that are set aside alone."""
    return [made.family.becomes[record.rows[0]][name] for name in record.lost] if made.family else []


def _is_kept(record: Record) -> bool:
    return not record.is_blank and not record.errors


def _errors(made: Draft, out: Written, found: CheckedFile) -> list[str]:
    expected: Counter[Any] = Counter(
        (line, made.shown(name))
        for line, record in _records(made, out)
        for name in dict.fromkeys((*record.errors, *record.lost.values()))
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
    rows = [len(made.rows(record.rows[0])) if _is_kept(record) else made.per_record for record in given]
    aside = sum(made.per_record if record.errors else len(record.lost) for record in given)
    books = Books(len(given) * made.per_record, sum(rows) - aside, aside, len(given) * made.per_record - sum(rows))
    first = out.lines[0] if out.lines else out.height + 1
    blank_top = sum(not line.strip(f"{made.dialect.delimiter} \xa0") for line in made.top)
    beside = Beside(
        first - out.header_line,
        out.header_line - 1 - blank_top,
        blank_top + sum(record.is_blank for record in made.records),
    )
    wrong = [] if found.books == books else [f"{found.books} instead of {books}"]
    return wrong + ([] if found.beside == beside else [f"{found.beside} instead of {beside}"])
