"""The list: lead, orders, search, and its tables on screen and in a file."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.export import csv_bytes, xlsx_bytes
from analytics.figures.measures.measure_list import (
    NONE,
    ORDERS,
    found_sentence,
    full_table,
    lead,
    limited,
    list_table,
    matching,
    ordered,
)
from analytics.figures.overview.lead import Fact
from analytics.queries.measures import ListedMeasure
from tests.figures.listed import frame, measure, plain

MAY, JUNE = dt.date(2022, 5, 1), dt.date(2022, 6, 1)
ROWS = [
    measure("4.01", 5, title="WLAN in Schulen", field_of_action="Breitband", computed_rating="gelb"),
    measure("4.02", 0, field_of_action="Breitband", decision_needed="Vergabe", decision_due=JUNE),
    measure("5.01", 100, computed_rating="rot", decision_needed="Haushaltsmittel <b>x</b>", decision_due=MAY),
    measure("5.02", None, title="Chatbot"),
    measure("5.03", 300, status="abgeschlossen", decision_needed="alt", decision_due=dt.date(2019, 1, 1)),
    measure("5.04", -17, status="geplant", districts=["01", "99"]),
]
NAMES = {"01": "Mitte", "02": "Vahrenwald-List"}


def ids(*rows: ListedMeasure, order: str = "nummer", words: str = "") -> list[str]:
    return list(ordered(matching(frame(*rows), words), order)["measure_id"])


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("verspaetung", ["5.01", "4.01", "4.02", "5.04", "5.03", "5.02"]),
        ("nummer", ["4.01", "4.02", "5.01", "5.02", "5.03", "5.04"]),
        ("ampel", ["5.01", "4.01", "4.02", "5.03", "5.04", "5.02"]),
        ("frist", ["5.01", "4.02", "4.01", "5.02", "5.03", "5.04"]),
    ],
)
def test_orders(order: str, expected: list[str]) -> None:
    assert ids(*ROWS, order=order) == ids(*reversed(ROWS), order=order) == expected


def test_every_order_keeps_every_row_even_of_none() -> None:
    for order in ORDERS:
        assert sorted(ids(*ROWS, order=order)) == [row.measure_id for row in ROWS]
        assert ids(order=order) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", [row.measure_id for row in ROWS]),
        ("  ", [row.measure_id for row in ROWS]),
        ("wlan", ["4.01"]),
        ("SCHULEN wlan", ["4.01"]),
        ("5.0 öffentliche", ["5.01", "5.02", "5.03", "5.04"]),
        ("haushaltsmittel", ["5.01"]),
        ("zurückgestellt", ["5.02"]),
        ("(", []),
        ("nan", []),
    ],
)
def test_a_search_finds_rows_that_hold_every_word(words: str, expected: list[str]) -> None:
    assert ids(*ROWS, words=words) == expected


@given(st.text(max_size=20))
def test_any_search_gives_a_part_of_the_list(words: str) -> None:
    found = matching(frame(*ROWS), words)
    assert set(found["measure_id"]) <= {row.measure_id for row in ROWS}
    assert found_sentence(len(found), len(ROWS), words)


@pytest.mark.parametrize(
    ("found", "words", "sentence"),
    [
        (60, "", "60 Maßnahmen in der Auswahl."),
        (3, "wlan", "3 von 60 Maßnahmen passen zu „wlan“."),
        (1, "wlan", "1 von 60 Maßnahmen passt zu „wlan“."),
        (0, "xyz", "Keine von 60 Maßnahmen passt zu „xyz“."),
    ],
)
def test_the_search_says_how_many_of_how_many(found: int, words: str, sentence: str) -> None:
    assert plain(found_sentence(found, 60, words)) == sentence


def test_a_list_can_be_limited_to_what_a_key_figure_counts() -> None:
    everything = frame(*ROWS, measure("5.06", 40, status="abgeschlossen"))
    assert list(limited(everything, "verspaetet")["measure_id"]) == ["4.01", "5.01"]
    assert list(limited(everything, "entscheidung")["measure_id"]) == ["4.02", "5.01"]
    assert limited(everything, "alle") is everything


@pytest.mark.parametrize(
    ("found", "words", "kind", "sentence"),
    [
        (10, "", "verspaetet", "10 von 60 Maßnahmen sind verspätet."),
        (1, "", "entscheidung", "1 von 60 Maßnahmen hat eine offene Entscheidung."),
        (2, "wlan", "verspaetet", "2 von 60 Maßnahmen sind verspätet und passen zu „wlan“."),
        (0, "", "entscheidung", "Keine von 60 Maßnahmen hat eine offene Entscheidung."),
    ],
)
def test_a_limited_list_says_to_what(found: int, words: str, kind: str, sentence: str) -> None:
    assert plain(found_sentence(found, 60, words, kind)) == sentence


def said(*rows: ListedMeasure) -> str:
    return plain(" ".join(fact.strong + fact.rest for fact in lead(frame(*rows))))


def test_lead_answers_how_many_are_late_and_where() -> None:
    assert said(*ROWS, measure("5.05")) == (
        "2 von 5 offenen Maßnahmen sind verspätet, anteilig am meisten bei Breitband (1 von 2). "
        "Am weitesten liegt 5.01 „E-Akte“ zurück: 100 Tage hinter dem gültigen Plan."
    )
    assert said(*ROWS).startswith("2 von 4 offenen Maßnahmen sind verspätet, anteilig überall gleich viele. ")
    assert said(ROWS[0]).startswith("1 von 1 offenen Maßnahme ist verspätet. Am weitesten liegt 4.01")


def test_lead_names_all_that_are_equally_late() -> None:
    late = [measure(f"4.0{n}", 9) for n in range(1, 5)]
    assert said(*late[:2]).endswith(
        "Am weitesten liegen 4.01 „E-Akte“ und 4.02 „E-Akte“ zurück: je 9 Tage hinter dem gültigen Plan."
    )
    assert "liegen 4.01 „E-Akte“, 4.02 „E-Akte“ und 2 weitere zurück" in said(*late)


def test_lead_of_none() -> None:
    assert said(ROWS[1]) == "Die einzige offene Maßnahme ist nicht verspätet."
    assert said(ROWS[1], ROWS[5]) == "Keine der 2 offenen Maßnahmen ist verspätet."
    assert said(ROWS[3], ROWS[4]) == "Keine Maßnahme ist offen."
    assert lead(frame()) == (Fact("", "Keine Maßnahme passt zur Auswahl."),)


def test_table_says_where_there_can_be_no_value() -> None:
    running, paused, done = (list_table(frame(ROWS[n])).text_rows[0] for n in (2, 3, 4))
    assert plain(" ".join(running[4:])) == "▲ kritisch ● im Plan 50,0 % 30.06.2022 08.10.2022 +100 01.05.2022"
    assert paused[7:] == (NONE,) * 4
    assert done[10] == NONE, "the deadline of a measure that is done asks for nothing"


def test_a_missing_deadline_is_keine_angabe() -> None:
    assert list_table(frame(measure(decision_needed="Vergabe"))).text_rows[0][10] == "keine Angabe"


def test_the_file_holds_every_column_of_the_screen_and_more() -> None:
    short, full = list_table(frame(*ROWS)), full_table(frame(*ROWS), (), NAMES)
    assert full.columns[: len(short.columns)] == short.columns
    assert [row[: len(short.columns)] for row in full.rows] == list(short.rows)
    assert (full.text_rows[5][15], full.text_rows[0][15]) == ("Mitte, 99", "ganze Stadt")
    assert full.text_rows[2][18] == "Haushaltsmittel <b>x</b>"
    assert b"+1" not in csv_bytes(full, ()) and xlsx_bytes(full, ())


def test_where_districts_are_chosen_the_whole_city_stands_apart() -> None:
    table = list_table(frame(*ROWS), ("01", "02"), NAMES)
    assert table.grouped
    assert [row[0] for row in table.rows] == ["Stadtbezirk Mitte oder Vahrenwald-List"] + ["Ganze Stadt"] * 5
    assert [row[1] for row in table.rows] == ["5.04", "4.01", "4.02", "5.01", "5.02", "5.03"]


def test_empty_frame_lists_nothing() -> None:
    assert list_table(frame()).rows == full_table(frame(), ("01",), NAMES).rows == ()
