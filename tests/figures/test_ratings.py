"""One mark of the Ampel per Maßnahme: order, what a click chooses, and shares where a row would be too long."""

from __future__ import annotations

import json
from urllib.parse import parse_qs

import pytest

from analytics.figures.measures.ratings import MOST_MARKS, RATING_LEGEND, rating_by_field, rating_sentence, rating_table
from analytics.labels import RATING_MARKS
from analytics.queries.measures import ListedMeasure
from analytics.theme import DARK, LIGHT
from tests.figures.listed import LONG, frame, measure, plain

WIFI, OPEN = "Breitband- und WLAN-Ausbau", "Open Government"


def rated(measure_id: str, rating: str, field: str = WIFI, reported: str | None = None, **values: str) -> ListedMeasure:
    return measure(
        measure_id, field_of_action=field, computed_rating=rating, reported_rating=reported or rating, **values
    )


ROWS = [
    rated("4.01", "grün"),
    rated("4.02", "rot", reported="grün"),
    rated("4.03", "grau"),
    rated("4.04", "rot"),
    rated("6.01", "gelb", OPEN),
    rated("6.02", "grün", OPEN, reported="gelb"),
]


def test_a_row_of_marks_per_field_worst_first() -> None:
    red, yellow, green, grey = rating_by_field(frame(*ROWS), LIGHT, (OPEN, WIFI)).data
    assert [red.name, yellow.name, green.name, grey.name] == [mark.word for mark in RATING_MARKS.values()]
    assert (list(red.x), list(red.y)) == ([0, 1], [1, 1])
    assert (list(yellow.x), list(yellow.y)) == ([0], [0])
    assert (list(green.x), list(green.y)) == ([1, 2], [0, 1])
    assert (list(grey.x), list(grey.y)) == ([3], [1])
    assert len({trace.marker.symbol for trace in (red, yellow, green)}) == 3
    assert grey.marker.color == LIGHT.bg


def test_row_heads_say_x_of_y() -> None:
    fig = rating_by_field(frame(*ROWS), LIGHT, (WIFI, OPEN))
    assert [note.text for note in fig.layout.annotations] == [WIFI, "2 von 4 kritisch", OPEN, "0 von 2 kritisch"]


def test_a_mark_names_its_measure_and_chooses_field_and_rating() -> None:
    hover, chosen = rating_by_field(frame(*ROWS), LIGHT).data[0].customdata[1]
    assert hover.startswith("4.04 E-Akte<br>▲ kritisch<br>Termin, Kosten")
    assert parse_qs(chosen) == {"handlungsfeld": [WIFI], "ampel": ["rot"]}


def test_too_many_for_a_row_become_shares_of_each_field() -> None:
    many = [rated(f"4.{n:02}", "rot" if n < 5 else "grün") for n in range(MOST_MARKS + 1)]
    fig = rating_by_field(frame(*many, *ROWS[4:]), DARK, (WIFI, OPEN))
    red, yellow, green, _ = fig.data
    assert {trace.type for trace in fig.data} == {"bar"}
    assert fig.layout.barmode == "stack"
    assert list(red.x) == [20, None]
    assert list(green.x) == [80, 50]
    assert (red.text[0], red.text[1], yellow.text[1]) == ("▲\u00a05", "", "◆\u00a01")
    assert red.customdata[0][0] == f"{WIFI}<br>5 von 25 ▲ kritisch"
    assert {trace.type for trace in rating_by_field(frame(*many[1:]), LIGHT).data} == {"scatter"}


def test_data_cannot_write_markup_and_long_titles_break() -> None:
    rows = [rated("1", "rot", "<b>Feld</b>", title="<i>x</i>"), rated("2", "rot", title=LONG)]
    fig = rating_by_field(frame(*rows), LIGHT)
    assert "<b>" not in json.dumps(fig.to_plotly_json()["layout"]["annotations"])
    marks = {hover for hover, _ in fig.data[0].customdata}
    assert any(hover.startswith("1 &lt;i&gt;x") for hover in marks)
    assert max(len(line) for hover in marks for line in hover.split("<br>")) <= 60


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            ROWS,
            "2 von 6 Maßnahmen sind nach der Regel kritisch, anteilig am meisten bei Breitband- und WLAN-Ausbau "
            "(2 von 4); bei 2 weicht die gemeldete Ampel von ihr ab.",
        ),
        (
            ROWS[3:4],
            "1 von 1 Maßnahme ist nach der Regel kritisch; die gemeldete Ampel stimmt überall mit ihr überein.",
        ),
        (
            ROWS[4:],
            "Nach der Regel ist keine von 2 Maßnahmen kritisch; bei 1 weicht die gemeldete Ampel von ihr ab.",
        ),
        ([], "Keine Maßnahme passt zur Auswahl."),
    ],
)
def test_sentence(rows: list[ListedMeasure], sentence: str) -> None:
    assert plain(rating_sentence(frame(*rows))) == sentence


def test_table_repeats_the_marks_with_totals_and_differing_reports() -> None:
    table = rating_table(frame(*ROWS), (WIFI, OPEN))
    assert table.rows == ((WIFI, 2, 0, 1, 1, 4, 1), (OPEN, 0, 1, 1, 0, 2, 1))
    assert table.head[1:] == (
        "▲ kritisch", "◆ beobachten", "● im Plan", "○ nicht bewertet", "alle", "davon anders gemeldet",
    )  # fmt: skip


def test_empty_frame_draws_and_lists_nothing() -> None:
    assert all(not trace.x for trace in rating_by_field(frame(), LIGHT).data)
    assert rating_table(frame()).rows == ()


def test_every_mark_has_its_legend() -> None:
    assert [entry.word for entry in RATING_LEGEND] == [mark.word for mark in RATING_MARKS.values()]
