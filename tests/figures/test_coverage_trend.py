"""Technologies of the whole city over time: lines, gaps, labels, breaks, and a sentence that never crosses a break."""

from __future__ import annotations

import datetime as dt
import itertools

import pandas as pd
import pytest

from analytics.figures.broadband.choice import Choice
from analytics.figures.broadband.trends import (
    technology_as_of,
    technology_sentence,
    technology_table,
    technology_trend,
)
from analytics.figures.lines import LABEL_GAP, MOST_YEARS
from analytics.theme import LIGHT
from tests.figures.coverages import plain

Point = tuple[str, str, float | None]
CHOICE = Choice()
POINTS: list[Point] = [
    ("2018-12-31", "HFC", 79.0),
    ("2019-06-30", "HFC", 92.66),
    ("2020-06-30", "HFC", 95.21),
    ("2021-06-30", "HFC", 96.03),
    ("2018-12-31", "FTTB/H", 19.0),
    ("2019-06-30", "FTTB/H", 19.0),
    ("2021-06-30", "FTTB/H", 28.23),
    ("2021-06-30", "alle", 96.34),
    ("2021-06-30", "leitungsgebunden", 96.34),
]


def frame(points: list[Point]) -> pd.DataFrame:
    data = pd.DataFrame(points, columns=["as_of", "technology", "coverage_pct"])
    data["as_of"] = pd.to_datetime(data["as_of"])
    return data.assign(user_group="Privathaushalte", min_mbits=1000)


def labels(points: list[Point]) -> dict[str, float]:
    notes = technology_trend(frame(points), CHOICE, LIGHT).layout.annotations
    return {plain(note.text): note.y for note in notes if note.text.startswith("<b>")}


def test_one_line_per_technology_in_its_colour() -> None:
    lines = technology_trend(frame(POINTS), CHOICE, LIGHT).data
    assert [(line.name, line.line.color) for line in lines] == [
        ("alle", LIGHT.gigabit),
        ("Glasfaser", LIGHT.fibre),
        ("Kabel", LIGHT.cable),
    ]


def test_lines_together_stand_for_all_where_all_is_not_given() -> None:
    names = [line.name for line in technology_trend(frame([*POINTS[:7], POINTS[8]]), CHOICE, LIGHT).data]
    assert names == ["Leitung", "Glasfaser", "Kabel"]


def test_other_groups_and_speeds_are_not_drawn() -> None:
    other = pd.concat([frame(POINTS).assign(user_group="Schulen"), frame(POINTS).assign(min_mbits=50)])
    assert not technology_trend(other, CHOICE, LIGHT).data


def test_a_stand_without_a_row_is_a_gap() -> None:
    fibre = technology_trend(frame(POINTS), CHOICE, LIGHT).data[1]
    assert list(fibre.y) == [19.0, 19.0, None, 28.23]
    assert not fibre.connectgaps


def test_end_labels_keep_their_distance_and_stay_above_the_axis() -> None:
    places = labels([("2021-06-30", name, 1.0) for name in ("alle", "FTTB/H", "HFC", "DSL")])
    heights = sorted(places.values())
    assert len(heights) == 4 and heights[0] >= 0
    assert all(high - low >= LABEL_GAP for low, high in itertools.pairwise(heights))


def test_a_line_that_ended_earlier_is_labelled_at_its_end_with_its_stand() -> None:
    assert "<b>28,2 %</b> Glasfaser" in labels(POINTS)
    assert "<b>19,0 %</b> Glasfaser (06/2019)" in labels([*POINTS[:6], POINTS[7]])


def test_a_pale_line_has_a_label_that_reads() -> None:
    fig = technology_trend(frame([("2021-06-30", "DSL", 50.0)]), CHOICE, LIGHT)
    assert (fig.data[0].line.color, fig.layout.annotations[0].font.color) == (LIGHT.dsl, LIGHT.muted)


def test_breaks_are_marked_in_words_that_do_not_touch() -> None:
    fig = technology_trend(frame([("2010-12-31", "alle", 50.0), *POINTS]), CHOICE, LIGHT)
    marks = [(note.text, note.y) for note in fig.layout.annotations if "neue" in note.text]
    assert [text for text, _ in marks] == ["neue Methode<br>2015", "neue Erhebung<br>2018/19"]
    assert marks[0][1] - marks[1][1] >= 15
    assert len(fig.layout.shapes) == 2
    assert len(fig.layout.xaxis.ticktext) <= MOST_YEARS


def test_a_single_stand_has_its_day_at_the_axis() -> None:
    axis = technology_trend(frame(POINTS[-1:]), CHOICE, LIGHT).layout.xaxis
    assert list(axis.ticktext) == ["30.06.2021"]
    assert axis.range[0] < axis.range[1]


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        (POINTS, "Kabel trägt am meisten und erreicht 96,0 % der Privathaushalte mit mindestens 1.000 Mbit/s (Stand "
                 "30.06.2021). Seit dem 30.06.2019 wächst Glasfaser am stärksten, um 9,2 Punkte auf 28,2 %."),
        ([POINTS[0], POINTS[1]], "Kabel erreicht 92,7 % der Privathaushalte mit mindestens 1.000 "
                                 "Mbit/s (Stand 30.06.2019). Zum Vergleich fehlt ein früherer Stand nach derselben "
                                 "Methode."),
        ([("2020-06-30", "HFC", 5.0), ("2021-06-30", "HFC", 5.0)],
         "Kabel erreicht 5,0 % der Privathaushalte mit mindestens 1.000 Mbit/s (Stand "
         "30.06.2021). Seit dem 30.06.2020 ist keine Technik gewachsen."),
        ([("2019-03-31", "HFC", 5.0), ("2021-06-30", "HFC", 6.0)],
         "Kabel erreicht 6,0 % der Privathaushalte mit mindestens 1.000 Mbit/s (Stand 30.06.2021). Seit dem 31.03.2019 "
         "wächst Kabel um 1,0 Punkt auf 6,0 %."),
        ([(day, name, pct) for name in ("HFC", "DSL") for day, pct in (("2020-06-30", 5.0), ("2021-06-30", 7.04))],
         "Kabel und DSL liegen gleichauf und erreichen je 7,0 % der Privathaushalte mit mindestens 1.000 Mbit/s (Stand "
         "30.06.2021). Seit dem 30.06.2020 wachsen Kabel und DSL um je 2,0 Punkte auf 7,0 % und 7,0 %."),
        (POINTS[-1:], "Wie viele Privathaushalte in der ganzen Stadt 1.000 Mbit/s haben, ist je Technik nicht "
                      "angegeben."),
        ([], "Wie viele Privathaushalte in der ganzen Stadt 1.000 Mbit/s haben, ist je Technik nicht angegeben."),
    ],
)  # fmt: skip
def test_sentence(points: list[Point], sentence: str) -> None:
    assert plain(technology_sentence(frame(points), CHOICE)) == sentence


def test_table_is_newest_first_and_says_keine_angabe() -> None:
    table = technology_table(frame(POINTS), CHOICE)
    assert table.head == ("Stand", "alle", "Glasfaser", "Kabel")
    assert table.text_rows[0][0] == "30.06.2021"
    assert table.text_rows[1][1:3] == ("keine Angabe", "keine Angabe")
    assert technology_as_of(frame(POINTS), CHOICE) == dt.date(2021, 6, 30)


def test_empty_frame_draws_and_lists_nothing() -> None:
    assert not technology_trend(frame([]), CHOICE, LIGHT).data
    assert technology_table(frame([]), CHOICE).rows == ()
    assert technology_as_of(frame([]), CHOICE) is None
