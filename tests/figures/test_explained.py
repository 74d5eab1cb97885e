"""Any answer reads as a German table; the rows behind it are counted in one sentence per file."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from analytics.figures.explained import answer_table, rows_behind
from analytics.queries.table import Rows

DAY = dt.date(2021, 12, 31)
COUNTS = (
    Rows("broadband", None, 0, 0, 0),
    Rows("costs", DAY, 3014, 1366, 13512),
    Rows("measures", DAY, 1, 1, 1),
)


def shown(*rows: dict[str, object]) -> list[tuple[str, ...]]:
    table = answer_table("Titel", list(rows[0]), rows)
    return [table.head, *table.text_rows]


def test_heads_and_values_are_german() -> None:
    row = {"measure_id": "4.02", "budget_eur": 1234.5, "coverage_pct": 12.345, "as_of": DAY}
    assert shown(row, row)[:2] == [
        ("Maßnahme-Nr", "Gültiger Ansatz in\u00a0€", "Anteil in Prozent", "Stand"),
        ("4.02", "1.234,50", "12,3\u00a0%", "31.12.2021"),
    ]


def test_numbers_that_name_stay_as_they_are_and_counts_get_points() -> None:
    assert shown({"budget_year": 2021, "records": 2021, "month": None}, {"budget_year": 1, "records": 2, "month": 3})[
        1
    ] == ("2021", "2.021", "keine Angabe")


def test_yes_no_lists_and_ampeln_are_words() -> None:
    row = {"differs": True, "districts": ["01", "13"], "reported_rating": "rot"}
    other = {"differs": False, "districts": [], "reported_rating": "grau"}
    assert shown(row, other)[1:] == [("ja", "01, 13", "▲ kritisch"), ("nein", "ganze Stadt", "○ nicht bewertet")]


def test_money_of_the_contract_names_its_unit_once() -> None:
    assert shown({"amount_eur": Decimal("-5.50")}) == [("Betrag in EUR",), ("\u22125,50",)]


def test_a_single_row_stands_upright() -> None:
    row = {"as_of": DAY, "measures_total": 60, "fibre_pct": None, "budget_eur": 7.0}
    assert shown(row) == [
        ("Angabe", "Wert"),
        ("Stand", "31.12.2021"),
        ("Maßnahmen", "60"),
        ("Glasfaser", "keine Angabe"),
        ("Gültiger Ansatz in\u00a0€", "7,00"),
    ]


def test_rows_are_counted_per_file_that_is_read() -> None:
    found = rows_behind(COUNTS, ("massnahmen.csv", "kosten.csv", "breitband.csv"))
    assert [(one.file, one.sentence.replace("\u00a0", " "), one.figure) for one in found] == [
        ("breitband.csv", "bis zu diesem Stichtag nicht geliefert", "table/broadband"),
        (
            "kosten.csv",
            "Stand 31.12.2021: 3.014 Zeilen, davon 1.366 in der Auswahl; bisher geliefert 13.512",
            "table/costs",
        ),
        ("massnahmen.csv", "Stand 31.12.2021: 1 Zeile; bisher geliefert 1", "table/measures"),
    ]
    assert [one.file for one in rows_behind(COUNTS, ("kosten.csv",))] == ["kosten.csv"]
