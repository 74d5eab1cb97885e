"""Large files polluted: what goes wrong with many rows only, such as rows that change places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from analytics.findings import Books, CheckedFile, DeliveredFile
from analytics.intake.check import check_file
from tests.polluter.clean import DELIVERY
from tests.polluter.large import Large, Many, accounts, canonical, projects
from tests.polluter.numbers import grouped

Kept = tuple[int, str, Decimal]
"""Physical line, Buchungs-Nr, amount."""
Change = Callable[[Large], None]


def as_it_is(made: Large) -> None:
    """Nothing changed."""


def wrong_cell(made: Large) -> None:
    """In about row 15,000."""
    record, column = made.at(0.75), made.amounts[-1]
    made.put(record, column, "viel")
    record.lost.add(column)


def contradicted(made: Large) -> None:
    """A key again, far below, with another amount in the last column of amounts."""
    record, column = made.at(0.45), made.amounts[-1]
    other = Many(list(record.cells), dict(record.rows), set(record.rows))
    made.put(other, column, "77,5")
    record.lost.add(column)
    made.records.insert(made.records.index(made.at(0.8)), other)


def repeated(made: Large) -> None:
    """A record again, far below."""
    record = made.at(0.3)
    made.records.insert(made.records.index(made.at(0.9)), Many(list(record.cells), dict(record.rows), set(record.rows)))


def thousands(made: Large) -> None:
    """German thousands points in every amount."""
    for record in made.records:
        for column in made.amounts:
            if text := record.cells[made.names.index(column)]:
                made.put(record, column, grouped(text, "."))


def broken(made: Large) -> None:
    """A record without its last cell."""
    record = made.at(0.75)
    del record.cells[-1]
    record.is_broken = True


def line_breaks(made: Large) -> None:
    """Texts of several lines: every line below is counted on."""
    for share in (0.1, 0.35, 0.6):
        made.put(made.at(share), made.text, "erste\nzweite\n\nvierte Zeile")


def together(*changes: Change) -> Change:
    def apply(made: Large) -> None:
        for change in changes:
            change(made)

    return apply


FAMILIES = {"the export": canonical, "a factor": projects, "columns of years": accounts}
WAYS: dict[str, Change] = {
    "as it is": as_it_is,
    "a wrong cell": wrong_cell,
    "thousands points": thousands,
    "a key with two amounts": contradicted,
    "a broken record": together(broken, repeated),
    "thousands points, a wrong cell, a key twice": together(thousands, wrong_cell, contradicted, repeated),
    "line breaks, a wrong cell": together(line_breaks, wrong_cell),
}


@dataclass(frozen=True)
class Making:
    """A large file that is made when it is asked for."""

    name: str
    make: Callable[[], Large]
    change: Change

    def __call__(self) -> Large:
        made = self.make()
        self.change(made)
        return made


def files(*, everywhere: bool = False) -> Iterator[Making]:
    """Each way in each family; else the last four, of the export itself, in which nothing is multiplied, two."""
    for family, make in FAMILIES.items():
        first = 0 if everywhere else -2 if make is canonical else -4
        for name, change in list(WAYS.items())[first:]:
            yield Making(f"{family}: {name}", make, change)


def checked(con: duckdb.DuckDBPyConnection, made: Large, folder: Path) -> CheckedFile:
    """The product's answer."""
    path = folder / "kosten.csv"
    path.write_bytes(made.content())
    return check_file(con, DeliveredFile(path, path.name, "costs", DELIVERY), folder)


def complaints(made: Large, found: CheckedFile) -> list[str]:
    """Everything that is not as it must be."""
    if found.refused or not found.rows:
        return [f"refused: {found.refused}"]
    table = pq.read_table(found.rows, columns=["source_line", "posting_id", "amount_eur"])
    given = list(zip(*(column.to_pylist() for column in table.columns), strict=True))
    expected = list(_kept(made))
    pairs = enumerate(zip(given, expected, strict=False), 1)
    wrong = [f"row {place} is {one}, not {other}" for place, (one, other) in pairs if one != other][:1]
    wrong += [f"{len(given)} of {len(expected)} rows"] if len(given) != len(expected) else []
    lines = {one.line for one in found.findings if one.severity == "error"}
    faulty = {line for line, record in made.lines() if record.lost or record.is_broken}
    wrong += [f"errors in {sorted(map(str, lines ^ faulty))}"] if lines != faulty else []
    return wrong + ([f"{found.books} instead of {_books(made)}"] if found.books != _books(made) else [])


def _kept(made: Large) -> Iterator[Kept]:
    for line, record in made.lines():
        for column in () if record.is_broken else made.amounts:
            if column in record.rows and column not in record.lost:
                yield line, *record.rows[column]


def _books(made: Large) -> Books:
    width = len(made.amounts)
    aside = sum(width if record.is_broken else len(record.lost) for record in made.records)
    left_out = sum(width - len(record.rows) for record in made.records if not record.is_broken)
    total = width * len(made.records)
    return Books(total, total - aside - left_out, aside, left_out)
