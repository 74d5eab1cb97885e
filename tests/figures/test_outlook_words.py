"""Ranges in words: what stands behind them, why there is none, how they did so far; never a promise."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from analytics.figures.broadband import outlook as fibre
from analytics.figures.measures import measure_outlook
from analytics.figures.outlook import tested
from analytics.figures.outlook.words import CLASSES, LEAST, track
from analytics.queries.outlook import CoverageRange, CoverageTested, EndRange, EndsTested
from analytics.reference import reference
from tests.figures.listed import plain

END = dt.date(2022, 6, 30)
NO_RANGE: dict[str, Any] = {"cases": 15, "earliest_end": None, "latest_end": None}
FOUND = EndRange("5.03", "E-Akte", END, "bis 365 Tage", 28, 0, 19, dt.date(2022, 6, 3), dt.date(2024, 11, 27))
ROW = EndsTested("bis 365 Tage", 41, 16, 14, 10, 8, 1, 1, 5, 1, 28, 1, 19, -27, 881)
NOTHING = ROW._replace(remaining="bis 180 Tage", ranges=0, decided=0, hits=0, undecided=0, without_end=0, low_days=None)
CITY = CoverageRange("03241001", "Hannover", END, 28.2, dt.date(2023, 6, 30), 52, 13, 30.1, 37.9)
MITTE = CITY._replace(area_id="03241001-01", coverage_pct=99.0, low_pct=100.0, high_pct=100.0)
DISTRICTS = CoverageTested("Stadtbezirk", 104, 39, 13, 13, 4, 0, 9, 26)
WHOLE = CoverageTested("Gemeinde", 6, 2, 1, 0, 0, 0, 0, 2)


def test_a_measure_says_range_cases_and_what_it_is_not() -> None:
    assert plain(measure_outlook.sentence(FOUND, [ROW])) == (
        "Erwartetes Ende 30.06.2022; ginge es wie in mindestens 8 von 10 vergleichbaren Fällen mit 181 bis 365 Tagen "
        "Restzeit, läge es zwischen dem 03.06.2022 und dem 27.11.2024 (28 Fälle aus 19 Maßnahmen). Das ist Erfahrung "
        "aus der Vergangenheit, keine Zusage für diese Maßnahme. Zugetroffen sind bisher 8 von 10 entschiedenen "
        "Spannen dieser Art."
    )
    assert measure_outlook.line(FOUND).text == "03.06.2022 bis 27.11.2024"


def test_cases_without_an_end_are_told() -> None:
    assert "19 Maßnahmen, 1 weiterer ohne Ende, weil" in plain(
        measure_outlook.sentence(FOUND._replace(cases_without_end=1), [])
    )
    none = measure_outlook.sentence(FOUND._replace(cases_without_end=11, **NO_RANGE), [])
    assert "11 weitere ohne Ende" in plain(none)


def test_a_measure_without_a_range_says_why() -> None:
    none = FOUND._replace(**NO_RANGE)
    assert plain(measure_outlook.sentence(none, [ROW])) == (
        "Eine Spanne für das Ende gibt es nicht: erst 15 von mindestens 20 vergleichbaren Fällen mit 181 bis 365 Tagen "
        "Restzeit liegen vor."
    )
    assert measure_outlook.line(none).voice == "missing"


def test_every_class_has_words() -> None:
    for remaining in CLASSES:
        assert CLASSES[remaining] in measure_outlook.sentence(FOUND._replace(remaining=remaining), [])


@pytest.mark.parametrize(
    ("decided", "hits", "words"),
    [
        (0, 0, "noch keine entschieden"),
        (1, 1, "ist bisher 1 von 1 entschiedenen Spanne"),
        (13, 4, "sind bisher 4 von 13"),
    ],
)
def test_how_ranges_did_so_far(decided: int, hits: int, words: str) -> None:
    assert words in plain(track(decided, hits))


def test_hits_say_x_of_y_and_what_may_still_come() -> None:
    assert plain(tested.ends_sentence([ROW, NOTHING])) == (
        "8 von 10 entschiedenen Spannen für das Ende einer Maßnahme trafen zu (80,0 %). "
        "Zu erwarten sind acht von zehn. 5 weitere sind offen; am Ende werden es zwischen 8 und 13 von 15 sein. "
        "1 Spanne gehört zu Maßnahmen ohne Ende und zählt nicht mit."
    )


def test_nothing_to_test_is_said() -> None:
    assert "fehlt ein früherer Stichtag" in tested.ends_sentence([])
    assert f"gab es {LEAST} vergleichbare Fälle" in tested.ends_sentence([NOTHING])
    waiting = ROW._replace(decided=0, hits=0, undecided=16, without_end=0)
    assert "Von 16 früheren Spannen für das Ende einer Maßnahme ist noch keine entschieden." in plain(
        tested.ends_sentence([waiting])
    )


def test_tables_hold_what_became_of_the_ranges_and_why_there_is_none() -> None:
    assert tested.ends_table([ROW]).rows == (("bis 365 Tage", 16, 10, 8, 1, 1, 5, 1),)
    assert [row[-1] for row in tested.basis_table([ROW, NOTHING]).rows] == [
        "\u221227 bis +881",
        "keine Spanne: weniger als 20 Fälle",
    ]
    assert [row[:4] for row in tested.coverage_table([WHOLE, DISTRICTS]).rows] == [
        ("Stadtbezirke", 39, 13, 4),
        ("Ganze Stadt", 2, 0, 0),
    ]


def test_city_and_districts_are_tested_apart() -> None:
    said = plain(tested.coverage_sentence([WHOLE, DISTRICTS]))
    assert said.startswith("4 von 13 entschiedenen Spannen für die Glasfaser eines Stadtbezirks trafen zu (30,8 %).")
    assert said.endswith("Von 2 früheren Spannen für die Glasfaser der ganzen Stadt ist noch keine entschieden.")
    assert "fehlten 20 Fälle" in tested.coverage_sentence([WHOLE._replace(ranges=0)])
    assert tested.coverage_sentence([]) == "Für die Glasfaser liegen keine Anteile vor."


def test_fibre_of_the_city_names_the_growth_it_rests_on() -> None:
    said = plain(fibre.sentence([CITY, MITTE], [WHOLE, DISTRICTS], reference()))
    assert "(52 Fälle aus 13 Stadtbezirken)" in said
    assert "zum 30.06.2023 zwischen 30,1 % und 37,9 % (zuletzt 28,2 %, Stand 30.06.2022)" in said
    assert "am Wachstum der Stadtbezirke gemessen" in said
    assert said.endswith("Zugetroffen sind bisher 4 von 13 entschiedenen Spannen dieser Art.")


def test_fibre_without_a_range_says_why() -> None:
    none = CITY._replace(cases=7, low_pct=None, high_pct=None)
    assert "erst 7 von mindestens 20 vergleichbaren Fällen von Stadtbezirken" in plain(
        fibre.sentence([none], [], reference())
    )
    assert "liegen keine Anteile vor" in fibre.sentence([], [], reference())
    assert "in der Spanne der Tabelle" in fibre.sentence([MITTE], [], reference())


def test_the_table_of_fibre_follows_the_chosen_districts() -> None:
    places = reference()
    others = [CITY, MITTE, MITTE._replace(area_id="03241001-02")]
    assert [row.area_id for row in fibre.shown(others, places, ["02"])] == ["03241001", "03241001-02"]
    assert fibre.shown(others, places, []) == others
    table = fibre.table(others, places)
    assert [row[0] for row in table.rows] == ["Ganze Stadt", "01 Mitte", "02 Vahrenwald-List"]
    assert (fibre.newest(others), fibre.newest([])) == (END, None)
