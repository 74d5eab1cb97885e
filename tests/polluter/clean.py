"""Clean rows of the three exports, as canonical text: what is polluted, and what must come out again.

Umlauts, dashes and € signs, codes with leading zeros, negative and large amounts, empty cells; each row is free of any
finding. `RICH` adds what needs quotes: delimiters, quotation marks and line breaks.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.dirty_files import Text
from tests.plain_intake import COLUMNS

DELIVERY = dt.date(2021, 12, 31)
FILES = {"measures": "massnahmen.csv", "costs": "kosten.csv", "broadband": "breitband.csv"}
TABLES = tuple(FILES)
FIELDS = {table: [name for _, name, _, _ in columns] for table, columns in COLUMNS.items()}
HEADERS = {table: {name: header for header, name, _, _ in columns} for table, columns in COLUMNS.items()}
TEXT_FIELD = {"measures": "title", "costs": "sub_budget", "broadband": "area_name"}
"""A field that may hold any text."""
KEY_FIELD = {"measures": "measure_id", "costs": "posting_id", "broadband": "area_id"}
"""The field of the key that findings about repeated rows name."""

_TEXTS = ("Größe – 5 €", "Straßenämter", "Öffentliches WLAN", "Bürgerbüro", "Überblick", "x", "Ärzte, Ämter", "ß-Netz")
_AMOUNTS = ("1000,50", "-12345,67", "98765432109,87", "0,00", "-0,5", "250000", "0,07", "12,3")
_STATUS = ("in Umsetzung", "geplant", "abgeschlossen", "zurückgestellt", "eingestellt", *("in Umsetzung",) * 3)
_PROGRESS = ("33,5", "0", "100", "7,25", "66,67", "12,5", "50", "99,99")
_OUTCOMES = ("1234,5", "0,0001", "-12,5", "1000000", "", "123456789,25", "0,75", "")
_ACTUALS = ("1000,25", "", "-0,5", "999999", "", "12,5", "", "")
_RATINGS = ("grün", "", "gelb", "rot", "", "grün", "rot", "gelb")
_DISTRICTS = ("", "01|13", "01", "", "02|03|10", "13", "", "05")
_AREAS = (
    ("00", "Bund"), ("03", "Land"), ("03241", "Kreis"), ("03241001", "Gemeinde"), ("03241001-01", "Stadtbezirk"),
    ("03241001-13", "Stadtbezirk"), ("03241002", "Gemeinde"), ("03241001", "Gemeinde"),
)  # fmt: skip
_SPEEDS = ("16", "30", "50", "100", "200", "400", "1000", "10000")
_SUPPLY = (
    ("1234567", "1000000", "81"), ("3000", "1000", "33,33"), ("", "", "7,5"), ("", "", ""), ("0", "0", ""),
    ("250000", "125000", "50"), ("", "", "0"), ("1000", "1000", "100,00"),
)  # fmt: skip
RICH = {2: 'Nord; "Süd"', 4: "erste Zeile\nzweite Zeile", 6: 'a,b|c\td;e\r\nf""'}
"""Row -> a text that has to be quoted."""


def _measure(number: int) -> Text:
    done, has_outcome = _STATUS[number] == "abgeschlossen", bool(_OUTCOMES[number])
    given = {
        "as_of": "31.12.2021", "measure_id": f"5.0{number}", "title": _TEXTS[number], "department": "OB",
        "field_of_action": "Digitale Services", "division": "18.1", "committee": "AGOB", "status": _STATUS[number],
        "districts": _DISTRICTS[number], "reported_rating": _RATINGS[number], "progress_pct": _PROGRESS[number],
        "start_planned": "01.06.2021", "end_baseline": "09.07.2021", "gender_aspects": "nicht geprüft",
        "end_forecast": "" if number == 1 else "05.03.2022", "end_actual": "30.11.2021" if done else "",
        "reason": "Stellen fehlen", "mitigation": "Stelle ausgeschrieben", "reported_on": "14.01.2022",
        "end_rebaselined": "01.02.2022" if number == 5 else "", "paper": "1004/2018 E1" if number == 6 else "",
        "rebaseline_paper": "0815/2020" if number == 5 else "", "is_public": "ja" if number % 2 else "nein",
        "outcome": "Nutzung" if has_outcome else "", "outcome_unit": "Stück" if has_outcome else "",
        "outcome_target": _OUTCOMES[number], "outcome_actual": _ACTUALS[number],
    }  # fmt: skip
    return dict.fromkeys(FIELDS["measures"], "") | given


def _cost(number: int) -> Text:
    funded = number in (3, 6)
    return {
        "as_of": "31.12.2021", "posting_id": f"000{number}", "measure_id": f"5.0{number}", "budget_year": "2021",
        "month": ("1", "12", "", "7", "", "3", "10", "2")[number], "sub_budget": _TEXTS[number],
        "product": ("11106", "", "007", "", "", "1.10", "", "")[number], "budget_kind": "Ergebnishaushalt",
        "cost_type": "Neuanschaffung" if number % 2 else "Support", "asset": "Netz" if number == 1 else "",
        "value_type": "Ist" if number % 2 else "Ansatz", "funding_source": "Fördermittel" if funded else "Eigenmittel",
        "funding_programme": "DigitalPakt" if funded else "", "funding_expires": "05.09.2022" if funded else "",
        "approval": "genehmigt", "amount_eur": _AMOUNTS[number],
    }  # fmt: skip


def _area(number: int) -> Text:
    (area, level), (total, covered, share) = _AREAS[number], _SUPPLY[number]
    return {
        "as_of": "31.12.2021", "area_id": area, "area_name": _TEXTS[number], "level": level,
        "user_group": "Städtische Gebäude" if number % 2 else "Privathaushalte", "technology": "FTTB/H",
        "min_mbits": _SPEEDS[number], "premises_total": total, "premises_covered": covered, "coverage_pct": share,
        "source": "Beispieldaten",
    }  # fmt: skip


_ROWS = {"measures": _measure, "costs": _cost, "broadband": _area}


def clean_rows(table: str, *, rich: bool = False) -> list[Text]:
    """Eight rows: field -> canonical text."""
    rows = [_ROWS[table](number) for number in range(8)]
    for number, text in RICH.items() if rich else ():
        rows[number][TEXT_FIELD[table]] = text
    return rows


def values(table: str, row: Text) -> dict[str, Any]:
    """A clean row as it must stand in the Parquet file."""
    empty: dict[str, Any] = {"districts": []}
    return {name: read(row[name]) if row[name] else empty.get(name) for _, name, read, _ in COLUMNS[table]}
