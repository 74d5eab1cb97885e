"""What Fortschreibungen take out of sight: both delays of the open Maßnahmen in words, drawing and table."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qs

import pytest

from analytics.figures.portfolio.rebaselined import (
    HEAD_WIDTH,
    MOST_ROWS,
    delay_chart,
    delay_sentence,
    delay_table,
    delays,
    lead,
)
from analytics.queries.measures import ListedMeasure
from analytics.theme import LIGHT
from tests.figures.listed import LONG, PLAN, frame, measure, plain


def moved(measure_id: str, days_late: int, by: int, **values: str) -> ListedMeasure:
    """A Maßnahme whose plan was moved by so many days."""
    return measure(measure_id, days_late, end_baseline=PLAN - dt.timedelta(by), **values)


ROWS = [
    moved("1", 0, 546),
    moved("2", 62, 0),
    moved("3", 0, 0),
    moved("4", -10, 5),
    moved("5", 30, -20),
    moved("6", 90, 90, status="abgeschlossen"),
    measure("7", None),
]


def test_the_lead_counts_both_ways_among_open_ones() -> None:
    (fact,) = lead(frame(*ROWS))
    assert plain(fact.strong) == "Gegenüber dem Ursprungsplan sind 3 von 5 offenen Maßnahmen verspätet"
    assert fact.rest == ", gegenüber dem gültigen Plan 2."
    assert lead(frame(ROWS[5]))[0].rest == "Keine Maßnahme der Auswahl ist offen."


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            ROWS,
            "Bei 1 Maßnahme nehmen Fortschreibungen 546 Tage Verspätung aus dem Blick: nach dem Ursprungsplan sind 3 "
            "verspätet, nach dem gültigen 2.",
        ),
        (
            ROWS[1:3],
            "Keine Fortschreibung nimmt Verspätung aus dem Blick: nach dem Ursprungsplan ist 1 verspätet, nach dem "
            "gültigen 1.",
        ),
        (ROWS[2:4], "Keine offene Maßnahme ist verspätet, weder nach dem Ursprungsplan noch nach dem gültigen."),
        (ROWS[5:], "Keine Maßnahme der Auswahl ist offen."),
    ],
)
def test_the_sentence(rows: list[ListedMeasure], sentence: str) -> None:
    assert plain(delay_sentence(delays(frame(*rows)))) == sentence


def test_a_frame_for_the_first_plan_and_a_bar_for_the_valid_one() -> None:
    fig = delay_chart(delays(frame(*ROWS)), LIGHT)
    first, valid = fig.data
    assert (list(first.x), list(valid.x)) == ([546, 62, 10], [None, 62, 30])
    assert first.width > valid.width
    assert [note.text for note in fig.layout.annotations[::2]] == ["1 E-Akte", "2 E-Akte", "5 E-Akte"]
    assert [plain(note.text) for note in fig.layout.annotations[1::2]] == ["+546 / 0", "+62 / +62", "+10 / +30"]
    assert parse_qs(first.customdata[0][1]) == {"nr": ["1"]}


def test_a_long_name_is_cut_and_its_hover_is_not() -> None:
    fig = delay_chart(delays(frame(moved("1", 5, 0, title=LONG))), LIGHT)
    assert fig.layout.annotations[0].text.endswith("…") and len(fig.layout.annotations[0].text) <= HEAD_WIDTH + 1
    assert fig.data[0].customdata[0][0].count("lang") == LONG.count("lang")


def test_the_table_has_all_late_ones_the_drawing_the_largest() -> None:
    many = delays(frame(*(moved(f"{n:02}", n, 0) for n in range(1, MOST_ROWS + 3))))
    assert len(delay_chart(many, LIGHT).data[0].x) == MOST_ROWS
    assert len(delay_table(many).rows) == MOST_ROWS + 2
    assert delay_sentence(many).endswith(f"Gezeigt sind die {MOST_ROWS} größten von {MOST_ROWS + 2}.")
    assert delay_table(delays(frame(*ROWS))).text_rows[0][-2:] == ("+546", "0")
