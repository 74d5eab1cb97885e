"""Records that are cut, broken, merged, shifted, or have too many or too few cells."""

from __future__ import annotations

from collections.abc import Callable

from tests.polluter.clean import TEXT_FIELD
from tests.polluter.draft import ANY, Dialect, Draft, Record
from tests.polluter.way import Change, Way, ways


def shortened(cells: list[str], left: Callable[[str], str]) -> Callable[[Dialect], str]:
    return lambda dialect: left(dialect.line(cells))


def cut(keep: Callable[[str], int]) -> Change:
    """The file ends within its last record."""

    def apply(made: Draft) -> None:
        record = made.record(7)
        record.cells = shortened(made.cells(7), lambda line: line[: keep(line)])
        record.errors = (None,)
        made.write(last_end=False)

    return apply


def cut_in_the_last_cell(made: Draft) -> None:
    """12,3 becomes 12: no reader can tell, so the last line without end is warned about."""
    last = made.fields[-1]
    cell = made.clean[7][last]
    made.put(7, last, cell[:-2])
    made.record(7).reads_as = {last: cell[:-2]}
    made.write(last_end=False)


def cut_before_the_last_cell(made: Draft) -> None:
    """Right behind the last delimiter: all cells are there, a must cell is empty."""
    made.put(7, made.fields[-1], "", error=True)
    made.write(last_end=False)


def broken(row: int, place: int) -> Change:
    """One record on two lines."""

    def apply(made: Draft) -> None:
        cells = made.cells(row)
        at = made.records.index(made.record(row))
        halves = [Record(part, (row,), (None,)) for part in (cells[:place], cells[place:])]
        made.records[at : at + 1] = halves

    return apply


def broken_in_a_cell(made: Draft) -> None:
    """A line break in a text that is not quoted."""
    cells, place = made.cells(4), made.index(TEXT_FIELD[made.table])
    at = made.records.index(made.record(4))
    halves = ([*cells[:place], "Netz"], ["Nord", *cells[place + 1 :]])
    made.records[at : at + 1] = [Record(half, (4,), (None,)) for half in halves]


def merged(row: int, between: str) -> Change:
    """Two records on one line: the line end between them is lost, or became something else."""

    def apply(made: Draft) -> None:
        first, second = made.record(row), made.record(row + 1)
        mine, next_one = made.cells(row), made.cells(row + 1)
        first.cells = lambda dialect: dialect.line(mine) + between + dialect.line(next_one)
        first.rows, first.errors = (row, row + 1), (None,)
        made.records.remove(second)

    return apply


def resized(row: int, change: Callable[[list[str]], list[str]]) -> Change:
    def apply(made: Draft) -> None:
        record = made.record(row)
        record.cells, record.errors = change(made.cells(row)), (None,)

    return apply


def shifted(row: int) -> Change:
    """One cell too many in front, and the last one lost."""

    def apply(made: Draft) -> None:
        record = made.record(row)
        record.cells, record.errors = ["", *made.cells(row)[:-1]], (ANY,)

    return apply


def swapped(first: str, second: str, errors: tuple[str, ...]) -> Change:
    """Two cells of a row in each other's place."""

    def apply(made: Draft) -> None:
        cells, one, other = made.cells(3), made.index(first), made.index(second)
        cells[one], cells[other] = cells[other], cells[one]
        made.record(3).errors = errors

    return apply


def several(made: Draft) -> None:
    """What is wrong with a row is told at once, all of it."""
    for name in ("budget_year", "budget_kind", "amount_eur"):
        made.put(2, name, "falsch", error=True)
    made.put(5, "cost_type", "", error=True)


CUTS: dict[str, Change] = {
    "in the first cell": cut(lambda line: 4),
    "in the middle": cut(lambda line: len(line) // 2),
    "before the last delimiter": cut(lambda line: line.rindex(";")),
}
CHANGES: dict[str, Change] = {
    "a record on two lines": broken(3, 4),
    "a record on two lines, after its first cell": broken(0, 1),
    "a line break in a text without quotes": broken_in_a_cell,
    "two records on one line": merged(2, ""),
    "two records on one line with a delimiter": merged(5, ";"),
    "two records with a blank between": merged(6, " "),
    "one cell too few": resized(2, lambda cells: cells[:-1]),
    "one cell too few in front": resized(0, lambda cells: cells[1:]),
    "one cell too many": resized(7, lambda cells: [*cells, "x"]),
    "an empty cell too many": resized(4, lambda cells: [*cells, ""]),
    "many empty cells too many": resized(4, lambda cells: [*cells, *[""] * 40]),
    "a single cell": resized(3, lambda cells: cells[:1]),
    "cells shifted": shifted(3),
}
SWAPS = {
    "costs": [
        ("budget_kind", "cost_type", ("budget_kind", "cost_type")),
        ("as_of", "posting_id", ("as_of",)),
        ("budget_year", "amount_eur", ("budget_year",)),
        ("month", "funding_expires", ("month", "funding_expires")),
    ],
    "measures": [
        ("status", "reported_rating", ("status", "reported_rating")),
        ("start_planned", "end_baseline", ("end_baseline",)),
        ("department", "committee", ("department", "committee")),
    ],
    "broadband": [
        ("area_id", "area_name", ("area_id",)),
        ("level", "technology", ("level", "technology")),
    ],
}
_SWAPPED = [
    Way(f"{first} and {second} swapped", "records", swapped(first, second, errors), (table,), "rows")
    for table, given in SWAPS.items()
    for first, second, errors in given
]

WAYS: list[Way] = [
    *ways("records", {f"cut {where}": change for where, change in CUTS.items()} | CHANGES),
    *ways("records", {"cut behind the last delimiter": cut_before_the_last_cell}, ("costs", "broadband")),
    *ways("records", {"cut in the last cell": cut_in_the_last_cell}, ("costs",)),
    *ways("records", {"several faults in a row": several}, ("costs",), "rows"),
    *_SWAPPED,
]
