"""Deliveries: what is drawn, said and listed about books and findings, for small, empty, large and ugly frames."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from analytics.export import csv_bytes, xlsx_bytes
from analytics.figures.quality import delivery_books
from analytics.figures.quality import faults as figures
from analytics.figures.quality import findings as lists
from analytics.theme import DARK, LIGHT

OLD, NEW = dt.date(2021, 6, 30), dt.date(2021, 12, 31)
BOOKS = ["delivery", "export", "file", "records", "kept", "set_aside", "left_out", "errors", "warnings"]
FINDINGS = ["delivery", "export", "file", "line", "column", "value", "severity", "message"]


def books(*rows: tuple[Any, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=BOOKS)
    return frame.assign(delivery=pd.to_datetime(frame["delivery"]))


def findings(*rows: tuple[Any, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=FINDINGS)
    return frame.assign(delivery=pd.to_datetime(frame["delivery"]))


def fault(
    column: str | None = "Monat",
    severity: str = "error",
    export: str = "costs",
    line: int | None = 2,
    value: str | None = "13",
    day: dt.date = NEW,
) -> tuple[Any, ...]:
    return (day, export, f"{day}/{figures.FILES[export]}", line, column, value, severity, "Bitte berichtigen.")


TWO = books(
    (OLD, "costs", "2021-06-30/kosten.csv", 1000, 1000, 0, 0, 0, 2),
    (NEW, "costs", "2021-12-31/kosten.csv", 2000, 1996, 4, 0, 4, 3),
    (NEW, "measures", "2021-12-31/massnahmen.csv", 60, 57, 1, 2, 1, 0),
)
SOME = findings(
    fault(),
    fault("Gemeldet am", "warning", "measures"),
    fault("Gemeldet am", "warning", "measures", day=OLD),
    fault("Gemeldet am", "error", "measures"),
    fault(None, "error", "measures", value="a;b"),
)


def lead(frame: pd.DataFrame, day: dt.date = NEW) -> str:
    return " ".join(fact.strong + fact.rest for fact in delivery_books.lead(frame, day)).replace("\u00a0", " ")


def test_the_lead_tells_the_delivery_asked_and_all_of_them() -> None:
    assert lead(TWO) == (
        "2.053 von 2.060 Zeilen vom 31.12.2021 sind übernommen, fünf beiseitegelegt, zwei ausgelassen. "
        "Befunde darin: 5 Fehler und 3 Hinweise. Über alle 2 Lieferungen bis dahin sind es 3.053 von 3.060 Zeilen."
    )
    assert lead(TWO[:1], OLD).endswith("kein Fehler und 2 Hinweise. Es ist die erste Lieferung.")
    assert lead(books()) == delivery_books.LIMITED


def test_bars_are_stacked_by_severity_worst_column_first() -> None:
    fig = figures.findings_by_column(SOME, LIGHT)
    assert [note.text for note in fig.layout.annotations] == [
        "Maßnahmen: Gemeldet am",
        "3\u00a0Befunde",
        "Kosten: Monat",
        "1\u00a0Befund",
        "Maßnahmen: ganze Zeile",
        "1\u00a0Befund",
    ]
    assert {bar.name: list(bar.x) for bar in fig.data} == {"Fehler": [1, 1, 1], "Hinweis": [2, None, None]}


def test_a_click_names_file_column_and_severity() -> None:
    fig = figures.findings_by_column(SOME, LIGHT)
    assert fig.data[1].customdata[0][1] == "datei=massnahmen.csv&spalte=Gemeldet+am&schwere=hinweise"
    assert delivery_books.rows_set_aside(TWO, LIGHT).data[0].customdata[0][1] == "stichtag=2021-12-31"


def test_sentences_count_and_name_the_worst() -> None:
    assert figures.findings_sentence(SOME).replace("\u00a0", " ") == (
        "3 Fehler und 2 Hinweise; 3 von 5 Befunden betreffen „Gemeldet am“ in massnahmen.csv."
    )
    assert delivery_books.rows_set_aside_sentence(TWO) == (
        "5 von 3.060 Zeilen sind beiseitegelegt, alle am 31.12.2021."
    )
    older = TWO.assign(set_aside=[1, 4, 0])
    assert delivery_books.rows_set_aside_sentence(older).endswith("die meisten am 31.12.2021 (4 von 2.060).")
    assert delivery_books.rows_set_aside_sentence(older[:1]) == "1 von 1.000 Zeilen ist beiseitegelegt, am 30.06.2021."
    assert "Alle 1.000 gelesenen Zeilen sind übernommen" in delivery_books.rows_set_aside_sentence(TWO[:1])


def test_bars_of_rows_set_aside_stand_newest_first() -> None:
    fig = delivery_books.rows_set_aside(TWO, DARK)
    assert list(fig.data[0].x) == [5, None]
    assert [note.text for note in fig.layout.annotations] == [
        "31.12.2021", "5 von 2.060 Zeilen", "30.06.2021", "keine von 1.000 Zeilen",
    ]  # fmt: skip


def test_the_table_of_books_adds_up() -> None:
    table = delivery_books.books_table(TWO)
    assert [row[1] for row in table.rows] == [
        "2021-12-31/kosten.csv", "2021-12-31/massnahmen.csv", "2021-06-30/kosten.csv", "alle Dateien",
    ]  # fmt: skip
    assert table.rows[-1][2:] == (3060, 3053, 5, 2, 5, 5)
    assert table.sums == {3}


def test_nothing_to_draw_is_said_in_words() -> None:
    assert figures.findings_sentence(findings()) == "Bis zu diesem Stichtag gibt es keinen Befund."
    assert delivery_books.rows_set_aside_sentence(books()) == delivery_books.LIMITED
    for fig in (figures.findings_by_column(findings(), LIGHT), delivery_books.rows_set_aside(books(), LIGHT)):
        assert not fig.layout.annotations
    assert delivery_books.books_table(books()).rows == figures.findings_by_column_table(findings()).rows == ()
    assert lists.findings_table(findings()).rows == lists.findings_on_screen(findings()).rows == ()


def test_many_columns_are_cut_in_the_chart_and_whole_in_the_table() -> None:
    many = findings(*(fault(f"Spalte {number:02}") for number in range(30)))
    assert len(figures.findings_by_column(many, LIGHT).data[0].x) == figures.MOST_ROWS
    assert "22\u00a0weitere Spalten stehen in der Tabelle" in figures.findings_sentence(many)
    assert len(figures.findings_by_column_table(many).rows) == 30


def test_markup_and_long_names_from_a_delivery_stay_text() -> None:
    ugly = findings(fault("<b>x</b>" * 40, line=1))
    fig = figures.findings_by_column(ugly, LIGHT)
    assert "<b>" not in fig.layout.annotations[0].text
    assert "<b>" not in fig.data[0].customdata[0][0]
    assert len(fig.layout.annotations[0].text) < 100


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        ({}, 5),
        ({"file": "massnahmen.csv"}, 4),
        ({"severity": "hinweise"}, 2),
        ({"column": "ganze Zeile"}, 1),
        ({"file": "massnahmen.csv", "severity": "fehler", "column": "Gemeldet am"}, 1),
        ({"file": "breitband.csv"}, 0),
    ],
)
def test_a_list_is_narrowed(choice: dict[str, str], left: int) -> None:
    assert len(lists.narrowed(SOME, **choice)) == left


def test_the_newest_delivery_is_listed_first() -> None:
    assert [day.date() for day in lists.narrowed(SOME)["delivery"]] == [NEW, NEW, NEW, NEW, OLD]


def test_the_list_on_screen_is_cut_and_the_file_holds_all() -> None:
    many = findings(*(fault(line=line) for line in range(2, 402)))
    assert len(lists.findings_on_screen(many).rows) == lists.SHOWN < len(lists.findings_table(many).rows) == 400
    assert lists.shown_of(many) == "200 von 400 Befunden; die Dateien enthalten alle"
    assert lists.shown_of(SOME).replace("\u00a0", " ") == "5 Befunde"


def test_a_finding_reads_in_words() -> None:
    rows = lists.findings_on_screen(SOME).text_rows
    assert rows[0] == ("kosten.csv, Lieferung vom 31.12.2021", "2", "× Fehler", "Monat", "13", "Bitte berichtigen.")
    assert rows[4][3:5] == ("ganze Zeile", "a;b")
    odd = lists.findings_on_screen(findings(fault(None, line=None, value=None), fault(value="x" * 1_000_000)))
    assert odd.text_rows[0][1:5] == ("–", "× Fehler", "ganze Datei", "keine Angabe")
    assert len(odd.text_rows[1][4]) < 200


def test_a_finding_about_a_file_is_not_about_a_row() -> None:
    """Nor does its column, where it names one, become a whole file."""
    shrunk = fault(None, "warning", line=None, value=None)
    gone = fault("Maßnahme-Nr", "warning", "measures", line=None, value="5.10")
    frame = findings(fault(None, value="a;b"), shrunk, gone)
    assert figures.columns_with_findings(frame) == ("Maßnahme-Nr", "ganze Datei", "ganze Zeile")
    assert [len(lists.narrowed(frame, column=name)) for name in ("ganze Datei", "ganze Zeile")] == [1, 1]
    assert [row[1:4:2] for row in lists.findings_on_screen(frame).text_rows] == [
        ("2", "ganze Zeile"),
        ("–", "ganze Datei"),
        ("–", "Maßnahme-Nr"),
    ]


def test_line_numbers_carry_no_thousands_point_and_files_are_written() -> None:
    table = lists.findings_table(findings(fault(line=12345, value="=1+1")))
    assert table.text_rows[0][2] == "12345"
    assert b";12345;" in csv_bytes(table, ())
    assert b";'=1+1;" in csv_bytes(table, ())
    assert xlsx_bytes(table, ()).startswith(b"PK")
    assert lists.scope("kosten.csv", "fehler", "") == "nur kosten.csv, Fehler"
    assert lists.scope("", "", "") == "alle Befunde"
