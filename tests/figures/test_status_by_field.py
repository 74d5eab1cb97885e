"""Bearbeitungsstand by field: what is drawn, said and listed for a small frame."""

from __future__ import annotations

import pandas as pd
import pytest

from analytics.figures.measures.status import STATUSES, how_many, status_by_field, status_sentence, status_table
from analytics.theme import DARK, LIGHT

ROWS = [
    ("Digitale Services", "geplant", 3),
    ("Digitale Services", "in Umsetzung", 9),
    ("Digitale Services", "abgeschlossen", 5),
    ("Digitale Services", "eingestellt", 1),
    ("Open Government", "abgeschlossen", 4),
    ("Open Government", "geplant", 5),
]


def frame(rows: list[tuple[str, str, int]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["field_of_action", "status", "measures"])


def test_bars_are_stacked_in_the_order_of_the_statuses() -> None:
    fig = status_by_field(frame(ROWS), LIGHT)
    assert [bar.name for bar in fig.data] == list(STATUSES)
    assert fig.layout.barmode == "stack"
    assert {bar.name: list(bar.x) for bar in fig.data}["abgeschlossen"] == [5, 4]


def test_a_count_of_zero_leaves_no_edge() -> None:
    assert list(status_by_field(frame(ROWS), LIGHT).data[4].x) == [1, None]


def test_fields_stand_in_the_given_order_and_unknown_ones_behind() -> None:
    fig = status_by_field(frame([*ROWS, ("Neues Feld", "geplant", 1)]), LIGHT, ("Open Government", "Digitale Services"))
    assert [note.text for note in fig.layout.annotations[::2]] == ["Open Government", "Digitale Services", "Neues Feld"]


def test_row_heads_say_x_of_y() -> None:
    fig = status_by_field(frame(ROWS), LIGHT)
    assert [note.text for note in fig.layout.annotations[1::2]] == ["5 von 18 fertig", "4 von 9 fertig"]


def test_counts_stand_inside_plain_bars_only() -> None:
    texts = {bar.name: list(bar.text) for bar in status_by_field(frame(ROWS), LIGHT).data}
    assert texts["geplant"] == ["3", "5"]
    assert texts["in Umsetzung"] == ["9", ""]
    assert texts["eingestellt"] == ["", ""]


def test_height_follows_the_rows_and_the_theme_its_tokens() -> None:
    one, two = (status_by_field(frame(ROWS[:n]), DARK) for n in (1, 6))
    assert two.layout.height - one.layout.height == 56
    assert two.layout.template.layout.font.color == DARK.ink


def test_data_cannot_write_markup() -> None:
    fig = status_by_field(frame([("<b>Feld</b>", "geplant", 1)]), LIGHT)
    assert fig.layout.annotations[0].text == "&lt;b&gt;Feld&lt;/b&gt;"
    assert fig.data[0].customdata[0][0] == "&lt;b&gt;Feld&lt;/b&gt;<br>1 geplant"


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (ROWS, "9 von 27 Maßnahmen sind abgeschlossen, anteilig am meisten bei Open Government (4 von 9)."),
        ([("A", "geplant", 2)], "Von 2 Maßnahmen ist noch keine abgeschlossen."),
        ([("A", "abgeschlossen", 1)], "1 von 1 Maßnahme ist abgeschlossen."),
        ([], "Zu diesem Stichtag liegen keine Maßnahmen vor."),
    ],
)
def test_sentence(rows: list[tuple[str, str, int]], sentence: str) -> None:
    assert status_sentence(frame(rows)).replace("\u00a0", " ") == sentence


def test_table_repeats_the_chart_with_totals() -> None:
    table = status_table(frame(ROWS))
    assert table.head == ("Handlungsfeld", *STATUSES, "alle")
    assert table.text_rows[0] == ("Digitale Services", "3", "9", "5", "0", "1", "18")


def test_empty_frame_draws_and_lists_nothing() -> None:
    assert all(not bar.x for bar in status_by_field(frame([]), LIGHT).data)
    assert status_table(frame([])).rows == ()


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (ROWS, "27 Maßnahmen in 2 Handlungsfeldern"),
        (ROWS[:2], "12 Maßnahmen in 1 Handlungsfeld"),
        (ROWS[3:4], "1 Maßnahme in 1 Handlungsfeld"),
        ([], "keine Maßnahme"),
    ],
)
def test_fields_that_do_not_occur_are_not_counted(rows: list[tuple[str, str, int]], words: str) -> None:
    assert how_many(frame(rows)).replace("\u00a0", " ") == words
