"""Where report and rule part: the direction, the sentence, the list, the drawing, and completed ones off plan."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest

from analytics.figures.measures.differing import (
    DIRECTIONS,
    axes_table,
    differing_table,
    direction,
    done_sentence,
    done_table,
    lead,
)
from analytics.figures.measures.rating_pairs import pairs_chart, pairs_sentence, pairs_table
from analytics.figures.measures.ratings import RATINGS
from analytics.figures.measures.status import STATUSES
from analytics.queries.measures import ListedMeasure
from analytics.theme import LIGHT
from tests.figures.listed import frame, measure, plain


def rated(measure_id: str, reported: str, computed: str, **values: str) -> ListedMeasure:
    return measure(measure_id, reported_rating=reported, computed_rating=computed, **values)


ROWS = [
    rated("1", "grün", "rot"),
    rated("2", "grün", "gelb", status="abgeschlossen"),
    rated("3", "rot", "gelb"),
    rated("4", "grau", "grün", status="geplant"),
    rated("5", "gelb", "grau", status="eingestellt"),
    rated("6", "grün", "grün"),
    rated("7", "gelb", "rot", rule="Grund & <b>"),
]


def test_every_pair_has_one_direction_and_agreement_none() -> None:
    found = {pair: direction(*pair) for pair in ((a, b) for a in RATINGS for b in RATINGS)}
    assert {pair for pair, word in found.items() if not word} == {(rating, rating) for rating in RATINGS}
    assert [pair for pair, word in found.items() if word == "besser"] == [
        ("gelb", "rot"),
        ("grün", "rot"),
        ("grün", "gelb"),
    ]
    assert [pair for pair, word in found.items() if word == "schlechter"] == [
        ("rot", "gelb"),
        ("rot", "grün"),
        ("gelb", "grün"),
    ]
    assert {a for (a, _), word in found.items() if word == "nicht"} == {"grau"}
    assert {b for (_, b), word in found.items() if word == "ohne"} == {"grau"}


def test_the_lead_counts_every_direction() -> None:
    (fact,) = lead(frame(*ROWS))
    assert plain(fact.strong) == "6 von 7 Maßnahmen sind anders gemeldet, als die Regel rechnet"
    directions = fact.rest.removeprefix(": ").removesuffix(".").split(", ")
    assert directions == [
        "3 besser",
        "1 schlechter",
        "1 nicht gemeldet",
        "obwohl die Regel bewertet",
        "1 gemeldet",
        "obwohl die Regel nicht bewertet",
    ]


def test_the_lead_where_all_agree_and_where_there_is_nothing() -> None:
    (same,) = lead(frame(ROWS[5]))
    assert plain(same.strong) == "Nirgends: Gemeldete und berechnete Ampel stimmen überein"
    assert plain(same.rest) == " (1 von 1 Maßnahme)."
    assert lead(frame())[0].rest == "Keine Maßnahme passt zur Auswahl."


def test_the_list_stands_under_its_directions_worst_first() -> None:
    table = differing_table(frame(*ROWS))
    assert table.grouped
    assert [(row[0], row[1]) for row in table.rows] == [
        (DIRECTIONS["besser"], "1"),
        (DIRECTIONS["besser"], "7"),
        (DIRECTIONS["besser"], "2"),
        (DIRECTIONS["schlechter"], "3"),
        (DIRECTIONS["nicht"], "4"),
        (DIRECTIONS["ohne"], "5"),
    ]
    assert table.rows[1][3:7] == ("in Umsetzung", "◆ beobachten", "▲ kritisch", "Grund & <b>")


def test_the_drawing_has_a_row_per_reported_rating_and_shows_symbols() -> None:
    fig = pairs_chart(frame(*ROWS), LIGHT)
    red, yellow, green, grey = fig.data
    assert [note.text for note in fig.layout.annotations] == [
        "gemeldet ▲ kritisch",
        "1 von 1 anders",
        "gemeldet ◆ beobachten",
        "2 von 2 anders",
        "gemeldet ● im Plan",
        "2 von 3 anders",
        "gemeldet ○ nicht bewertet",
        "1 von 1 anders",
    ]
    assert list(red.x) == [None, 1, 1, None]
    assert list(yellow.x) == [1, None, 1, None]
    assert list(green.x) == [None, None, 1, 1]
    assert list(grey.x) == [None, 1, None, None]
    assert plain(red.text[2]) == "▲ 1"
    assert parse_qs(red.customdata[2][1]) == {"ampel": ["rot"]}


def test_a_small_part_keeps_its_symbol_without_the_count() -> None:
    many = [rated(f"a{n}", "grün", "grün") for n in range(20)]
    red, _, green, _ = pairs_chart(frame(ROWS[0], *many), LIGHT).data
    assert (red.text[0], plain(green.text[0])) == ("▲", "● 20")


def test_sentence_and_cross_table() -> None:
    assert plain(pairs_sentence(frame(*ROWS))) == (
        "Bei 1 von 7 Maßnahmen stimmen beide überein; 1 als im Plan gemeldete ist nach der Regel kritisch."
    )
    rows = {row[0]: row[1:] for row in pairs_table(frame(*ROWS)).rows}
    assert rows["gemeldet ● im Plan"] == (1, 1, 1, 0, 3, 2)
    assert sum(int(row[-2]) for row in rows.values()) == len(ROWS)
    assert sum(int(row[-1]) for row in rows.values()) == 6


def test_both_axes_side_by_side() -> None:
    table = axes_table(frame(*ROWS), STATUSES)
    assert [row[0] for row in table.rows] == ["geplant", "in Umsetzung", "abgeschlossen", "eingestellt"]
    assert table.rows[1][1:] == (2, 1, 1, 0, 4)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (ROWS, "1 von 1 abgeschlossenen Maßnahme war bei Termin oder Kosten nicht im Plan."),
        (ROWS[:1], "Keine Maßnahme der Auswahl ist abgeschlossen."),
        (
            [rated("1", "grün", "grün", status="abgeschlossen"), rated("2", "grün", "grün", status="abgeschlossen")],
            "Alle 2 abgeschlossenen Maßnahmen haben Termin und Kosten gehalten.",
        ),
    ],
)
def test_completed_ones_off_plan_are_told(rows: list[ListedMeasure], sentence: str) -> None:
    assert plain(done_sentence(frame(*rows))) == sentence


def test_a_completed_one_off_plan_says_why() -> None:
    (row,) = done_table(frame(*ROWS)).rows
    assert row == ("2", "E-Akte", "◆ beobachten", "Termin, Kosten und Fortschritt liegen im Plan.")
