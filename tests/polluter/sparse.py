"""Rows with nothing but what they must have, and rows that stand where nobody looks for them: above the header."""

from __future__ import annotations

from tests.plain_intake import COLUMNS
from tests.polluter.clean import TABLES
from tests.polluter.draft import Draft, draft
from tests.polluter.way import Change, Way, both, ways

_BESIDE = {"measures": {"status": "geplant"}, "costs": {"funding_source": "Eigenmittel"}, "broadband": {}}
"""Words that ask for nothing else in the row."""
_MUST = {
    table: [name for _, name, _, may_be_empty in columns if not may_be_empty] for table, columns in COLUMNS.items()
}


def sparse(*rows: int) -> Change:
    """Only the must fields are given: 13 of the 33 cells of a measure."""

    def apply(made: Draft) -> None:
        for row in rows:
            for name, text in made.clean[row].items():
                made.clean_put(row, name, _BESIDE[made.table].get(name, text if name in _MUST[made.table] else ""))

    return apply


def above(*rows: int) -> Change:
    """These rows stand above the header: data, however few of their cells are filled."""

    def apply(made: Draft) -> None:
        made.top += [made.dialect.line(made.cells(row)) for row in rows]
        made.records = [record for record in made.records if record.rows[0] not in rows]
        made.refuse("Kopfzeile")

    return apply


def above_title(made: Draft) -> None:
    """A title, a row, and only then the header."""
    made.top.append("Auszug aus dem Verfahren")
    above(0)(made)


def another_above(*, header: bool, rows: int = 8) -> Change:
    """The table of another export in the same file, above: its rows must not pass for a preamble."""

    def apply(made: Draft) -> None:
        other = draft(TABLES[TABLES.index(made.table) - 1])
        made.top += [made.dialect.line(other.names)] * header
        made.top += [made.dialect.line(other.cells(row)) for row in range(rows)]
        made.top.append("")
        made.refuse("Zeile")

    return apply


def long_line(line: str) -> Change:
    """A line above the header that is longer than any record may be: refused, or passed over with every row read."""

    def apply(made: Draft) -> None:
        made.top.append(line)
        made.is_open_to = True

    return apply


ALL = tuple(range(8))
SPARSE: dict[str, Change] = {
    "all rows": sparse(*ALL),
    "every other row": sparse(*ALL[::2]),
    "the last row alone": sparse(7),
}
ABOVE: dict[str, Change] = {
    "two sparse rows above the header": both(sparse(*ALL), above(0, 1)),
    "one sparse row above the header": both(sparse(*ALL), above(0)),
    "a sparse row under a title": both(sparse(0), above_title),
    "one full row above the header": above(0),
    "another export above": another_above(header=True),
    "a row of another export above": another_above(header=True, rows=1),
    "rows of another export above": another_above(header=False),
}
LONG: dict[str, Change] = {
    "450,000 delimiters above the header": long_line(";" * 450_000),
    "450,000 letters above the header": long_line("x" * 450_000),
    "399,999 delimiters above the header": long_line(";" * 399_999),
    "a million delimiters above the header": long_line(";" * 1_000_000),
}

WAYS: list[Way] = [
    *ways("sparse rows", SPARSE, layer="rows"),
    *ways("sparse rows", ABOVE),
    *ways("preambles", LONG, ("costs", "broadband")),
]
