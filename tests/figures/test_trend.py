"""Gigabit and fibre over time: lines, gaps, end labels, method breaks, and the sentence about the last values."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from analytics.figures.broadband.spread import LABEL_GAP, trend, trend_as_of, trend_sentence, trend_table
from analytics.figures.lines import same_method
from analytics.theme import LIGHT

Point = tuple[str, str, float | None]
POINTS: list[Point] = [
    ("2018-12-31", "alle", 79.0),
    ("2019-06-30", "alle", 92.81),
    ("2021-06-30", "alle", 96.34),
    ("2018-12-31", "FTTB/H", 19.0),
    ("2019-06-30", "FTTB/H", None),
    ("2021-06-30", "FTTB/H", 28.23),
]


def frame(points: list[Point]) -> pd.DataFrame:
    data = pd.DataFrame(points, columns=["as_of", "technology", "coverage_pct"])
    data["as_of"] = pd.to_datetime(data["as_of"])
    return data.assign(user_group="Privathaushalte", min_mbits=1000)


def test_two_lines_in_time_with_a_gap_where_a_value_is_missing() -> None:
    gigabit, fibre = trend(frame(POINTS[::-1]), LIGHT).data
    assert (gigabit.name, list(gigabit.y)) == ("Gigabit", [79.0, 92.81, 96.34])
    assert (fibre.name, list(fibre.y)) == ("Glasfaser", [19.0, None, 28.23])
    assert not fibre.connectgaps
    assert gigabit.x[0] == dt.date(2018, 12, 31)


def test_other_groups_and_speeds_are_not_drawn() -> None:
    other = pd.concat([frame(POINTS).assign(user_group="Schulen"), frame(POINTS).assign(min_mbits=50)])
    assert not trend(other, LIGHT).data


def test_axis_is_a_share_ends_at_the_last_value_and_names_years() -> None:
    layout = trend(frame(POINTS), LIGHT).layout
    assert tuple(layout.yaxis.range) == (0, 100)
    assert layout.xaxis.range[1] == dt.date(2021, 6, 30)
    assert list(layout.xaxis.ticktext) == ["2019", "2020", "2021"]


def test_breaks_are_marked_inside_the_drawn_time_only() -> None:
    def marks(points: list[Point]) -> list[str]:
        return [note.text for note in trend(frame(points), LIGHT).layout.annotations if "<br>" in note.text]

    assert marks(POINTS) == ["neue Erhebung<br>2018/19"]
    assert marks([("2013-12-31", "alle", 1.0), *POINTS]) == ["neue Methode<br>2015", "neue Erhebung<br>2018/19"]
    assert marks([("2020-12-31", "alle", 1.0), ("2021-06-30", "alle", 2.0)]) == []
    assert marks([("2018-12-31", "alle", 1.0), ("2019-03-31", "alle", 2.0)]) == ["neue Erhebung<br>2018/19"]
    assert marks([("2019-03-31", "alle", 1.0), ("2019-06-30", "alle", 2.0)]) == []


def test_a_value_of_the_day_of_a_break_is_measured_in_the_new_way() -> None:
    before, day, after = dt.date(2019, 3, 30), dt.date(2019, 3, 31), dt.date(2019, 4, 1)
    assert not same_method(before, day) and not same_method(day, before)
    assert same_method(day, after) and same_method(before, before)


def test_words_at_a_late_break_stand_away_from_the_end_labels() -> None:
    def side(last: str) -> str:
        points: list[Point] = [("2018-12-31", "alle", 60.0), (last, "alle", 62.0)]
        return next(n for n in trend(frame(points), LIGHT).layout.annotations if "<br>" in n.text).xanchor

    assert (side("2019-03-31"), side("2021-06-30")) == ("right", "left")


def test_as_of_is_the_newest_value_of_either_line() -> None:
    assert trend_as_of(frame([*POINTS, ("2021-12-31", "alle", None)])) == dt.date(2021, 6, 30)
    assert trend_as_of(frame([*POINTS, ("2021-12-31", "FTTB/H", 30.0)])) == dt.date(2021, 12, 31)
    assert trend_as_of(frame([])) is None


def test_end_labels_never_touch() -> None:
    close: list[Point] = [("2021-06-30", "alle", 52.0), ("2021-06-30", "FTTB/H", 51.0)]
    upper, lower = trend(frame(close), LIGHT).layout.annotations
    assert upper.text.replace("\u00a0", " ") == "<b>52,0 %</b> Gigabit"
    assert upper.y - lower.y >= LABEL_GAP


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        (
            POINTS,
            "96,3 % der Privathaushalte haben Gigabit, 28,2 % Glasfaser (Stand 30.06.2021); "
            "der Abstand beträgt 68,1 Punkte.",
        ),
        (
            [*POINTS[:5], ("2021-06-30", "FTTB/H", None)],
            "Von den Privathaushalten haben 96,3 % Gigabit (Stand 30.06.2021) und 19,0 % Glasfaser (Stand 31.12.2018).",
        ),
        (POINTS[:3], "Von den Privathaushalten haben 96,3 % Gigabit (Stand 30.06.2021)."),
        ([("2021-06-30", "alle", None)], "Für die Stadt liegen keine Angaben zu Gigabit und Glasfaser vor."),
        ([], "Für die Stadt liegen keine Angaben zu Gigabit und Glasfaser vor."),
    ],
)
def test_sentence(points: list[Point], sentence: str) -> None:
    assert trend_sentence(frame(points)).replace("\u00a0", " ") == sentence


def test_table_is_newest_first_and_says_keine_angabe() -> None:
    table = trend_table(frame(POINTS))
    assert table.head == ("Stand", "Gigabit", "Glasfaser")
    assert [row[0] for row in table.text_rows] == ["30.06.2021", "30.06.2019", "31.12.2018"]
    assert table.text_rows[1][2] == "keine Angabe"


def test_empty_frame_draws_and_lists_nothing() -> None:
    assert not trend(frame([]), LIGHT).data
    assert trend_table(frame([])).rows == ()
