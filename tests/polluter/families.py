"""Files of other sources: their columns, their records, and the rows that each record must become."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tests.dirty_files import Text
from tests.foreign_files import DAY, FOREIGN, Foreign
from tests.polluter.clean import DELIVERY, FIELDS, FILES

Becomes = dict[str, dict[str, Any]]
"""Column that becomes a row -> that row, as far as it matters; `ONE` in place of the column where the record is one."""
ONE = "*"


@dataclass(frozen=True)
class Family:
    """`records` are cells by column as the source writes them, `numbers` the columns of amounts or shares.

    `wrong` is a column that holds a number or a day in every record; `profile` must be named where the header fits two.
    """

    name: str
    table: str
    day: dt.date
    names: tuple[str, ...]
    records: tuple[Text, ...]
    becomes: tuple[Becomes, ...]
    numbers: tuple[str, ...]
    wrong: str
    profile: str | None = None

    @property
    def per_record(self) -> int:
        return max(map(len, self.becomes))

    @property
    def full(self) -> int:
        """The first record of which nothing is left out."""
        return next(number for number, rows in enumerate(self.becomes) if len(rows) == self.per_record)

    @property
    def is_wide(self) -> bool:
        return ONE not in self.becomes[self.full]

    def rows(self, number: int, columns: Sequence[str]) -> list[dict[str, Any]]:
        """What a record becomes, in the order of the columns in the file."""
        return [self.becomes[number][name] for name in (ONE, *columns) if name in self.becomes[number]]


def _read(foreign: Foreign) -> tuple[list[str], dict[int, list[str]]]:
    """The header of a look-alike, and its records by physical line."""
    text = _decoded(foreign.content)
    delimiter = max(";,\t", key=text.partition("\n")[0].count)
    reader, found, line = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), {}, 1
    for cells in reader:
        found[line] = cells
        line = reader.line_num + 1
    return found.pop(1), found


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


_TABLES = {file: table for table, file in FILES.items()}


def _family(name: str, foreign: Foreign) -> Family:
    names, lines = _read(foreign)
    records = {line: dict(zip(names, cells, strict=True)) for line, cells in lines.items()}
    becomes: dict[int, Becomes] = {line: {} for line in records}
    wide = _wide(names)
    for row in foreign.expected:
        there = becomes[row["source_line"]]
        column = _column(row, wide, len(there))
        there[column] = {field: value for field, value in row.items() if field != "source_line"}
    if foreign.set_aside:  # of those nothing becomes, and nothing is left out
        becomes = {line: rows for line, rows in becomes.items() if rows}
    return Family(
        name, _TABLES[foreign.export], DAY, tuple(names), tuple(records[line] for line in becomes),
        tuple(becomes.values()), tuple(wide), wide[-1] if wide else names[8], foreign.profile,
    )  # fmt: skip


def _wide(names: list[str]) -> list[str]:
    """The columns of look-alikes that become rows."""
    marks = ("≥", "verf_300", "verf_100", "verf_200", "verf_dsl", "verf_catv", "verf_ftth", "priv_", "(Aufwendungen)")
    short = ("300_", "100_", "200_", "DSL_", "CATV_", "FTTH_", "Ergebnis 2011", "Plan 2012")
    return [name for name in names if any(mark in name for mark in marks) or name.startswith(short)]


def _column(row: dict[str, Any], wide: list[str], before: int) -> str:
    if "budget_year" in row:
        return next(name for name in wide if str(row["budget_year"]) in name)
    return wide[before] if wide else ONE


_COST = dict.fromkeys(FIELDS["costs"]) | {
    "as_of": DELIVERY, "budget_kind": "Ergebnishaushalt", "funding_source": "Eigenmittel", "approval": "beschlossen",
}  # fmt: skip
_PROJECTS = (
    ("1", "18", "5.10", "alt", "lfd. Betrieb", "1234,5", "Wartung"),
    ("2", "18", "", "4.03", "Ersatzbeschaffung", "-0,25", "Neuanschaffung"),
    ("3", "07", "0101", "", "Support", "1000000", "Support"),
    ("4", "07", "5.10", "", "", "0", "Sonstige"),
    ("05", "07", "5.01", "x", "LFD. Betrieb", "12345,67", "Wartung"),
)


def _projects(name: str, amount: str, point: str) -> Family:
    names = ("Laufnummer", "Bereich", "Projekt", "Projekt alt", "Art der Kosten", amount)
    records = tuple(dict(zip(names, (*row[:5], row[5].replace(",", point)), strict=True)) for row in _PROJECTS)
    becomes = tuple({ONE: _project(row)} for row in _PROJECTS)
    return Family(name, "costs", DELIVERY, names, records, becomes, (amount,), amount)


def _project(row: tuple[str, ...]) -> dict[str, Any]:
    number, area, project, older, _, amount, kind = row
    return _COST | {
        "posting_id": f"{area}-{number}", "measure_id": project or older, "sub_budget": f"TH {area}",
        "budget_year": 2021, "value_type": "Ansatz", "cost_type": kind,
        "amount_eur": 1000 * Decimal(amount.replace(",", ".")),
    }  # fmt: skip


_ACCOUNTS = (
    ("0101", "Straßen, Wege", "-1234,5", "-2000"),
    ("0102", "Bürgerbüro", "-0,07", ""),
    ("Summe 01", "", "-1234,57", "-2000"),
    ("5.10", "Netz – 5 €", "250000", "-12345678,9"),
    ("7.1", "Sitzungen", "0", "-1"),
    ("Summe", "alles", "248765,43", "-12347679,9"),
)
YEARS = ("Rechnung 2020", "Voranschlag 2021")


def _accounts() -> Family:
    names = ("Konto", "Kontobezeichnung", *YEARS)
    records = tuple(dict(zip(names, row, strict=True)) for row in _ACCOUNTS)
    becomes = tuple(_account(row) for row in _ACCOUNTS)
    return Family("accounts", "costs", DELIVERY, names, records, becomes, YEARS, YEARS[1])


def _account(row: tuple[str, ...]) -> Becomes:
    account, title, *amounts = row
    kinds = zip(YEARS, (("Ist", 2020), ("Ansatz", 2021)), amounts, strict=True)
    return {
        column: _COST | {
            "posting_id": f"{account}/{kind} {year}", "measure_id": f"K {account}", "sub_budget": title,
            "budget_year": year, "value_type": kind, "cost_type": "Sonstige",
            "amount_eur": -Decimal(amount.replace(",", ".")),
        }
        for column, (kind, year), amount in kinds if amount and not account.startswith("Summe")
    }  # fmt: skip


PROJECTS = _projects("projects in T€", "Soll T€", ",")
PLAIN = _projects("projects in TEUR", "Soll TEUR", ".")
ACCOUNTS = _accounts()
_ALIKE = ("Breitbandatlas, comma, quoted", "Breitbandatlas, UTF-16", "Gewerbegebiete")  # but for their dialect
FAMILIES: tuple[Family, ...] = (
    PROJECTS, PLAIN, ACCOUNTS, *(_family(name, one) for name, one in FOREIGN.items() if name not in _ALIKE),
)  # fmt: skip
