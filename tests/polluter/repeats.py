"""Records that come twice, in another order, or do not belong between the others."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.polluter.clean import KEY_FIELD, TABLES, TEXT_FIELD, clean_rows
from tests.polluter.draft import Draft, Record
from tests.polluter.way import Change, Way, ways


def as_it_is(made: Draft, cells: list[str]) -> None:
    """Nothing changed."""


def repeated(row: int, times: int = 1, changed: Callable[[Draft, list[str]], object] = as_it_is) -> Change:
    """A row again, in another spelling of the same values perhaps: the first is kept."""

    def apply(made: Draft) -> None:
        for _ in range(times):
            cells = list(made.cells(row))
            changed(made, cells)
            made.records.append(Record(cells, (), (KEY_FIELD[made.table],)))

    return apply


def contradicted(row: int, field: Callable[[Draft], tuple[str, str]]) -> Change:
    """A row again with another value: which is right nobody can know, so both are set aside."""

    def apply(made: Draft) -> None:
        (name, cell), key = field(made), KEY_FIELD[made.table]
        cells = list(made.cells(row))
        cells[made.index(name)] = cell
        made.record(row).errors = (key,)
        made.records.insert(1, Record(cells, (), (key,)))

    return apply


def another_text(made: Draft) -> tuple[str, str]:
    return TEXT_FIELD[made.table], "anders"


def spelled_otherwise(made: Draft, cells: list[str]) -> None:
    """The same number with a zero more."""
    name = {"measures": "progress_pct", "costs": "budget_year", "broadband": "min_mbits"}[made.table]
    cells[made.index(name)] = f"0{cells[made.index(name)]}"
    cells[made.index("as_of")] = " 31.12.2021 "


def foreign_rows(made: Draft) -> None:
    """Rows of the other two exports in between."""
    for place, table in enumerate(table for table in TABLES if table != made.table):
        cells = list(clean_rows(table)[0].values())
        made.records.insert(2 + 2 * place, Record(cells, (), (None,)))


def page_breaks(made: Draft) -> None:
    """Titles, comments and sums between the rows."""
    for place, line in ((6, "Zwischensumme"), (4, "# geprüft"), (2, "Seite 2 von 3")):
        made.records.insert(place, Record([line], (), (None,)))


def reordered(made: Draft) -> None:
    """The same rows in another order are kept in that order."""
    random.Random(3).shuffle(made.records)


REPEATS: dict[str, Change] = {
    "twice": repeated(2),
    "three times": repeated(0, 2),
    "twice, in another spelling": repeated(6, 1, spelled_otherwise),
    "twice with another value": contradicted(4, another_text),
    "rows of the other exports": foreign_rows,
    "rows in another order": reordered,
    "page breaks": page_breaks,
}

WAYS: list[Way] = ways("records", REPEATS)
