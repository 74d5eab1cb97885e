"""Ranges in words: what stands behind them, why there is none, how they did so far; never a promise."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from analytics.figures.broadband import outlook as fibre
from analytics.figures.measures import measure_outlook
from analytics.figures.outlook import tested
from analytics.figures.outlook.words import CLASSES, LEAST, tendency, track
from analytics.queries.outlook import CoverageRange, CoverageTested, EndRange, EndsTested
from analytics.reference import reference
from tests.figures.listed import plain

END = dt.date(2022, 6, 30)
NO_RANGE: dict[str, Any] = {"cases": 15, "earliest_end": None, "latest_end": None}
FOUND = EndRange("5.03", "E-Akte", END, "bis 365 Tage", 28, 0, dt.date(2022, 6, 3), dt.date(2024, 11, 27))
ROW = EndsTested("bis 365 Tage", 32, 16, 10, 8, 1, 1, 5, 1, 28, 1, -27, 881)
NOTHING = ROW._replace(remaining="bis 180 Tage", ranges=0, decided=0, hits=0, undecided=0, without_end=0, low_days=None)
CITY = CoverageRange("03241001", "Hannover", END, 28.2, dt.date(2023, 6, 30), 52, 13, 4, 30.1, 37.9)
MITTE = CITY._replace(area_id="03241001-01", coverage_pct=99.0, low_pct=100.0, high_pct=100.0)
DISTRICTS = CoverageTested("Stadtbezirk", 104, 39, 13, 13, 1, 4, 0, 9, 26)
WHOLE = CoverageTested("Gemeinde", 6, 2, 1, 0, 0, 0, 0, 0, 2)


def test_a_measure_says_range_cases_and_what_it_is_not() -> None:
    assert plain(measure_outlook.sentence(FOUND, [ROW])) == (
        "Erwartetes Ende 30.06.2022; ginge es wie in mindestens 8 von 10 vergleichbaren Fällen mit 181 bis 365 Tagen "
        "Restzeit, läge es zwischen dem 03.06.2022 und dem 27.11.2024 (28 Fälle, je Maßnahme einer). Das ist Erfahrung "
        "aus der Vergangenheit, keine Zusage für diese Maßnahme. Zugetroffen sind bisher 8 von 10 entschiedenen "
        "Spannen dieser Art."
    )
    assert measure_outlook.line(FOUND).text == "03.06.2022 bis 27.11.2024"


def test_cases_without_an_end_are_told() -> None:
    assert "28 Fälle, je Maßnahme einer, 1 weiterer ohne Ende, weil" in plain(
        measure_outlook.sentence(FOUND._replace(cases_without_end=1), [])
    )
    none = measure_outlook.sentence(FOUND._replace(cases_without_end=11, **NO_RANGE), [])
    assert "11 weitere ohne Ende" in plain(none)


def test_a_measure_without_a_range_says_why() -> None:
    none = FOUND._replace(**NO_RANGE)
    assert plain(measure_outlook.sentence(none, [ROW])) == (
        "Eine Spanne für das Ende gibt es nicht: erst 15 von mindestens 20 vergleichbaren Fällen mit 181 bis 365 Tagen "
        "Restzeit liegen vor, je Maßnahme einer."
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
    assert words in plain(track(20, decided, hits))


def test_no_earlier_range_is_not_an_open_one() -> None:
    assert track(0, 0, 0).startswith("Frühere Spannen dieser Art, an denen sie zu prüfen wäre, gibt es nicht")
    assert "gibt es nicht" in measure_outlook.sentence(FOUND, [NOTHING._replace(remaining="bis 365 Tage")])


@pytest.mark.parametrize(
    ("decided", "hits", "low", "high", "words"),
    [
        (13, 4, 9, 0, "meist zu niedrig"),
        (13, 4, 4, 5, "meist zu hoch oder zu niedrig"),
        (12, 7, 5, 0, "oft zu niedrig"),
        (10, 6, 4, 0, ""),
        (13, 13, 0, 0, ""),
        (4, 0, 4, 0, ""),
        (5, 0, 5, 0, "meist zu niedrig"),
        (0, 0, 0, 0, ""),
    ],
)
def test_only_what_mostly_failed_is_warned_of(decided: int, hits: int, low: int, high: int, words: str) -> None:
    assert tendency(decided, hits, {"zu niedrig": low, "zu hoch": high}) == words


def test_ranges_that_failed_say_so_before_the_next_one() -> None:
    said = plain(measure_outlook.sentence(FOUND, [ROW._replace(hits=1, too_late=8)]))
    assert said.startswith(
        "Spannen dieser Art waren bisher meist zu früh oder zu spät: 1 von 10 entschiedenen traf zu. Erwartetes Ende"
    )
    assert said.endswith("keine Zusage für diese Maßnahme.")
    of_all = plain(tested.ends_sentence([ROW._replace(hits=1, too_late=9, too_early=0)]))
    assert of_all.startswith("Spannen für das Ende einer Maßnahme waren bisher meist zu früh. 1 von 10")


def test_hits_say_x_of_y_and_what_may_still_come() -> None:
    assert plain(tested.ends_sentence([ROW, NOTHING])) == (
        "8 von 10 entschiedenen Spannen für das Ende einer Maßnahme trafen zu (80,0 %). "
        "Acht von zehn wären es, ginge es weiter wie in den Fällen dahinter. "
        "5 weitere sind offen; am Ende werden es zwischen 8 und 13 von 15 sein. "
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
    assert [row[:5] for row in tested.coverage_table([WHOLE, DISTRICTS]).rows] == [
        ("Stadtbezirke", 39, 13, 1, 4),
        ("Ganze Stadt", 2, 0, 0, 0),
    ]


def test_city_and_districts_are_tested_apart() -> None:
    said = plain(tested.coverage_sentence([WHOLE, DISTRICTS]))
    assert said.startswith(
        "Spannen für die Glasfaser eines Stadtbezirks waren bisher meist zu niedrig. 4 von 13 entschiedenen Spannen "
        "für die Glasfaser eines Stadtbezirks trafen zu (30,8 %). Entschieden sind sie von 1 Stand aus;"
    )
    assert said.endswith("Von 2 früheren Spannen für die Glasfaser der ganzen Stadt ist noch keine entschieden.")
    assert "Für die Glasfaser der ganzen Stadt gab es noch keine" in tested.coverage_sentence(
        [WHOLE._replace(ranges=0)]
    )
    assert tested.coverage_sentence([]) == "Für die Glasfaser liegen keine Anteile vor."


def test_eight_of_ten_are_expected_of_districts_not_of_the_city() -> None:
    assert "Acht von zehn" in tested.coverage_sentence([DISTRICTS])
    assert "Acht von zehn" not in tested.coverage_sentence([WHOLE._replace(decided=2, hits=1, base_dates=2)])


def test_fibre_of_the_city_names_the_growth_it_rests_on() -> None:
    said = plain(fibre.sentence([CITY, MITTE], [WHOLE, DISTRICTS], reference()))
    assert "8 von 10 Fällen von Stadtbezirken (52 Fälle aus 13 Stadtbezirken und 4 Ausgangsständen)" in said
    assert "zum 30.06.2023 zwischen 30,1 % und 37,9 % (zuletzt 28,2 %, Stand 30.06.2022)" in said
    assert "am Wachstum der Stadtbezirke gemessen" in said
    assert "wiegen weniger, als ihre Zahl sagt. Das ist Erfahrung aus der Vergangenheit, keine Zusage." in said


def test_city_and_districts_each_stand_on_their_own_record() -> None:
    said = plain(fibre.sentence([CITY, MITTE], [WHOLE, DISTRICTS], reference()))
    assert said.startswith("Spannen von Stadtbezirken waren bisher meist zu niedrig: 4 von 13 entschiedenen trafen zu.")
    assert said.endswith("Von früheren Spannen der ganzen Stadt ist noch keine entschieden.")
    good = plain(fibre.sentence([CITY, MITTE], [WHOLE, DISTRICTS._replace(hits=11, too_high=2)], reference()))
    assert good.startswith("Wüchse")
    assert good.endswith(
        "noch keine entschieden. Zugetroffen sind bisher 11 von 13 entschiedenen Spannen von Stadtbezirken."
    )
    alone = fibre.sentence([MITTE], [DISTRICTS._replace(hits=11, too_high=2)], reference())
    assert "ganzen Stadt" not in alone and plain(alone).endswith("Spannen von Stadtbezirken.")


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
