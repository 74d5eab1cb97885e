"""A kosten.csv of any length, from one seed: the German dialect, all rows valid or one in a thousand not."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence
from pathlib import Path

from analytics.contract import Cost, header

DELIVERY = dt.date(2021, 12, 31)
_TYPES = ("Neuanschaffung", "Erweiterung", "Modernisierung", "Abschreibung", "Support", "Wartung", "Personal")


BAD = (
    lambda row: row.replace("31.12.2021;", "31.12.21;", 1),
    lambda row: row.replace(";genehmigt;", ";erlaubt;", 1),
    lambda row: row + "x",
    lambda row: row.rpartition(";")[0] + ";",
    lambda row: row.replace("31.12.2021;", "2021-12-31;", 1).replace("Ergebnishaushalt", "Haushalt", 1),
)
"""Ways to spoil a posting: a cell that is no day, no word of the contract, no amount or missing; two faults at once."""
BROKEN = (lambda row: row.partition(";")[2], lambda row: row + ";;")
"""Ways to spoil a record, so that the file can no longer be told by counting: a cell too few, two too many."""


def write(path: Path, rows: int, spoilers: Sequence[Callable[[str], str]] = (), *, grouped: bool = False) -> None:
    """Write `rows` postings of about 115 bytes; every thousandth is spoilt by one of the `spoilers` in turn.

    `grouped`: amounts have a thousands point (1.234,56), so that every row is written otherwise than the contract.
    """
    dice = random.Random(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(";".join(header(Cost).values()) + "\r\n")
        for number in range(rows):
            row = _posting(number, dice, grouped=grouped)
            if spoilers and number % 1_000 == 999:
                row = spoilers[number // 1_000 % len(spoilers)](row)
            file.write(row + "\r\n")


def _posting(number: int, dice: random.Random, *, grouped: bool) -> str:
    value_type = "Ansatz" if number % 5 == 0 else "Ist"
    funded = "Fördermittel;Beispielprogramm;30.06.2023" if number % 7 == 0 else "Eigenmittel;;"
    measure, year, month = number % 400, 2018 + number % 5, 1 + number % 12
    euros, cents = dice.randrange(-5_000, 900_000), dice.randrange(100)
    amount = f"{euros:,}".replace(",", "." if grouped else "") + f",{cents:02d}"
    return (
        f"31.12.2021;B{number:08d};{4 + measure % 5}.{measure:03d};{year};{month};THH {measure % 20:02d};"
        f"Produkt {measure % 60};"
        f"Ergebnishaushalt;{_TYPES[number % 7]};Software;{value_type};{funded};genehmigt;{amount}"
    )
