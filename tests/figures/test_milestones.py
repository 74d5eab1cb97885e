"""Meilensteintrendanalyse: which lines stand out, where a line ends, what a click opens, and the same as a table."""

from __future__ import annotations

import datetime as dt
import itertools
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.figures.portfolio.trend import MOST_LINES, MOST_NAMED, most_moved, trend_sentence, trend_table
from analytics.figures.portfolio.trend_chart import BOTTOM, HEIGHT, LABEL_HEIGHT, TOP, apart, trend_chart
from analytics.queries.portfolio import Milestone
from analytics.theme import DARK, LIGHT
from tests.figures.listed import LONG, plain
from tests.figures.portfolios import DATES, course, frame

STEADY, LATER, EARLIER = course("1", 0, 0, 0, 0), course("2", 0, 30, 90, 120), course("3", 0, 0, -10, -20)
PAUSED = course("4", 0, 0, None, None)


def test_the_most_delayed_stand_out_and_the_rest_is_one_trace() -> None:
    fig = trend_chart(frame(Milestone, *STEADY, *LATER, *EARLIER), LIGHT)
    pale, warm = fig.data
    assert (pale.line.color, warm.line.color) == (LIGHT.rule, LIGHT.forecast)
    assert pale.line.width < warm.line.width
    assert list(pale.x).count(None) == 2
    assert [note.text for note in fig.layout.annotations] == ["<b>2</b>"]


def test_no_more_than_a_few_stand_out() -> None:
    many = [point for n in range(20) for point in course(f"{n:02}", 0, 10 + n)]
    assert most_moved(frame(Milestone, *many)) == [f"{n:02}" for n in range(19, 19 - MOST_NAMED, -1)]
    assert len(trend_chart(frame(Milestone, *many), DARK).data) == 1 + MOST_NAMED


def test_a_field_of_lines_is_thinned_and_says_so() -> None:
    many = frame(Milestone, *(point for n in range(MOST_LINES + 5) for point in course(f"{n:03}", 0, -n)))
    (pale,) = trend_chart(many, LIGHT).data
    assert list(pale.x).count(None) == MOST_LINES
    assert trend_sentence(many).endswith(f"die {MOST_LINES} von {MOST_LINES + 5}, die sich am meisten bewegt haben.")
    assert len(trend_table(many).rows) == MOST_LINES + 5


def test_a_point_opens_its_measure_and_says_how_far_it_moved() -> None:
    fig = trend_chart(frame(Milestone, *course("<b>", 0, 30, title=LONG)), LIGHT)
    hover, chosen = fig.data[1].customdata[1]
    assert "&lt;b&gt;" in hover and plain(hover).endswith("Ende 30.07.2021<br>30 Tage später als zuerst erwartet")
    assert parse_qs(chosen) == {"nr": ["<b>"]}


def test_a_line_ends_where_its_measure_is_completed() -> None:
    rows = [*course("1", 0, 0), *(p._replace(status="abgeschlossen") for p in course("1", 0, 0, 5, 5)[2:])]
    (pale, warm) = trend_chart(frame(Milestone, *rows), LIGHT).data
    assert len(pale.x) == 0
    assert [day.date() for day in warm.x if day is not None] == [*DATES[:3]]


def test_the_diagonal_is_dashed_and_runs_through_equal_days() -> None:
    (line,) = trend_chart(frame(Milestone, *STEADY), LIGHT).layout.shapes
    assert (line.x0, line.x1) == (line.y0, line.y1)
    assert line.line.dash == "6px,4px"


@given(st.lists(st.floats(-10, HEIGHT), min_size=1, max_size=MOST_NAMED))
def test_numbers_never_touch_and_stay_inside(heights: list[float]) -> None:
    places = apart(heights)
    for one, other in itertools.pairwise(sorted(places)):
        assert other - one >= LABEL_HEIGHT - 1e-9
    assert all(-1e-9 <= place <= HEIGHT - TOP - BOTTOM for place in places)
    highest_first = sorted(range(len(heights)), key=lambda i: -heights[i])
    assert sorted(highest_first, key=lambda i: -places[i]) == highest_first


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [*STEADY, *LATER, *EARLIER, *PAUSED],
            "Bei 1 von 3 Maßnahmen mit einem Ende liegt es später als zuerst erwartet, bei 1 früher; am weitesten "
            "rückte 2 „E-Akte“ nach hinten, um 120 Tage.",
        ),
        (STEADY, "Bei 0 von 1 Maßnahme mit einem Ende liegt es später als zuerst erwartet, bei 0 früher."),
        (course("1", 0), "Es gibt erst einen Stichtag: Noch kann sich nichts verschoben haben."),
        (
            course("1", None, None),
            "Keine Maßnahme der Auswahl hat ein Ende: Zurückgestellte und eingestellte haben keines.",
        ),
    ],
)
def test_the_sentence(rows: list[Milestone], sentence: str) -> None:
    assert plain(trend_sentence(frame(Milestone, *rows))) == sentence


def test_the_table_has_a_column_per_date_and_the_largest_move_first() -> None:
    table = trend_table(frame(Milestone, *STEADY, *LATER, *EARLIER, *PAUSED))
    assert table.head[3:] == tuple(f"am {day:%d.%m.%Y}" for day in DATES)
    assert [row[0] for row in table.text_rows] == ["2", "1", "3", "4"]
    assert table.text_rows[0][2:4] == ("+120", "30.06.2021")
    assert table.text_rows[3][2:] == ("–", "30.06.2021", "30.06.2021", "–", "–")
    assert trend_table(frame(Milestone, *course("1", None))).rows == ()


def test_one_date_is_drawn_without_an_error() -> None:
    fig = trend_chart(frame(Milestone, *course("1", 0)), LIGHT)
    assert list(fig.layout.xaxis.ticktext) == [f"{DATES[0]:%d.%m.%Y}"]
    assert fig.data[0].y[0].date() - dt.date(2021, 6, 30) == dt.timedelta(0)
