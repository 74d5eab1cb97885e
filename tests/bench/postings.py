"""A kosten.csv of any length, from one seed: the German dialect, all rows valid."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

from analytics.contract import Cost, header

DELIVERY = dt.date(2021, 12, 31)
_TYPES = ("Neuanschaffung", "Erweiterung", "Modernisierung", "Abschreibung", "Support", "Wartung", "Personal")


def write(path: Path, rows: int) -> None:
    """Write `rows` postings; about 115 bytes each."""
    dice = random.Random(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(";".join(header(Cost).values()) + "\r\n")
        for number in range(rows):
            file.write(_posting(number, dice) + "\r\n")


def _posting(number: int, dice: random.Random) -> str:
    value_type = "Ansatz" if number % 5 == 0 else "Ist"
    funded = "Fördermittel;Beispielprogramm;30.06.2023" if number % 7 == 0 else "Eigenmittel;;"
    measure, year, month = number % 400, 2018 + number % 5, 1 + number % 12
    amount = f"{dice.randrange(-5_000, 900_000)},{dice.randrange(100):02d}"
    return (
        f"31.12.2021;B{number:08d};{4 + measure % 5}.{measure:03d};{year};{month};THH {measure % 20:02d};"
        f"Produkt {measure % 60};"
        f"Ergebnishaushalt;{_TYPES[number % 7]};Software;{value_type};{funded};genehmigt;{amount}"
    )
