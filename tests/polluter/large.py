"""Files of 20,000 rows, as the export has them and as two profiles read them (polluted in `large_files`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from tests.polluter.clean import FIELDS, HEADERS, clean_rows
from tests.polluter.draft import Dialect
from tests.polluter.families import ACCOUNTS, PROJECTS, YEARS

ROWS = 20_000


@dataclass
class Many:
    """One record: its cells, and the row (Buchungs-Nr, amount) that each of its columns of amounts becomes.

    `lost` are columns whose row is set aside; `is_broken`: nothing of it can be read.
    """

    cells: list[str]
    rows: dict[str, tuple[str, Decimal]]
    lost: set[str] = field(default_factory=set)
    is_broken: bool = False


@dataclass
class Large:
    """A large file of postings; `amounts` are its columns of amounts, `text` a column of free text."""

    names: list[str]
    amounts: tuple[str, ...]
    text: str
    records: list[Many]

    def put(self, record: Many, column: str, text: str) -> None:
        """Write something else into a cell."""
        record.cells[self.names.index(column)] = text

    def at(self, share: float) -> Many:
        """The first record from this place on of which nothing is left out."""
        start = int(len(self.records) * share)
        return next(one for one in self.records[start:] if len(one.rows) == len(self.amounts))

    def lines(self) -> Iterator[tuple[int, Many]]:
        """Every record with its physical line."""
        line = 2
        for record in self.records:
            yield line, record
            line += 1 + "".join(record.cells).count("\n")

    def content(self) -> bytes:
        """The file."""
        return "".join(
            Dialect().line(cells) + "\n" for cells in (self.names, *(one.cells for one in self.records))
        ).encode()


def canonical() -> Large:
    """kosten.csv itself."""
    first = clean_rows("costs")[0]
    names = [HEADERS["costs"][name] for name in FIELDS["costs"]]
    amount, text = HEADERS["costs"]["amount_eur"], HEADERS["costs"]["sub_budget"]
    records = []
    for number in range(ROWS):
        row = first | {"posting_id": f"B{number:05}", "amount_eur": f"{number},25"}
        records.append(Many(list(row.values()), {amount: (f"B{number:05}", number + Decimal("0.25"))}))
    return Large(names, (amount,), text, records)


def projects() -> Large:
    """Amounts in thousands, keys from a template."""
    records = []
    for number in range(ROWS):
        cells = [str(number), "07", "5.10", "", "Support", f"{number},25"]
        records.append(Many(cells, {"Soll T€": (f"07-{number}", 1000 * number + Decimal(250))}))
    return Large(list(PROJECTS.names), ("Soll T€",), "Projekt", records)


def accounts() -> Large:
    """Two years as columns, some empty, and a sum after every nine accounts."""
    return Large(list(ACCOUNTS.names), YEARS, "Kontobezeichnung", list(map(_account, range(ROWS // 2))))


def _account(number: int) -> Many:
    amounts = {YEARS[0]: f"-{number},25", YEARS[1]: f"-{number},5" if number % 7 else ""}
    is_sum = number % 10 == 9
    rows = {} if is_sum else {
        column: (f"{number}/{kind}", number + Decimal(cents))
        for column, kind, cents in zip(YEARS, ("Ist 2020", "Ansatz 2021"), ("0.25", "0.5"), strict=True)
        if amounts[column]
    }  # fmt: skip
    return Many([f"Summe {number}" if is_sum else str(number), "Konto", *amounts.values()], rows)
