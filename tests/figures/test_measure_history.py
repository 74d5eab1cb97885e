"""The end of one Maßnahme by reporting date, and its money: lines, labels that never touch, sentences, tables."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from analytics.figures.measures.measure_course import (
    SHOWN,
    end_sentence,
    end_table,
    money_as_of,
    money_scope,
    money_sentence,
    money_table,
    newest_money,
)
from analytics.figures.measures.measure_history import (
    BOTTOM,
    DIAGONAL,
    HEIGHT,
    LABEL_HEIGHT,
    READING,
    TOP,
    end_history,
    has_ends,
)
from analytics.queries.measures import MeasureState
from analytics.theme import LIGHT
from tests.figures.listed import PLAN, STATE, plain, states

DAYS = tuple(dt.date(year, month, day) for year in (2020, 2021) for month, day in ((6, 30), (12, 31)))


def state(day: dt.date, days_late: int | None = 0, **values: Any) -> MeasureState:
    """What was known on that day; None = zurückgestellt."""
    if days_late is None:
        ends: dict[str, Any] = {"valid_end": None, "expected_end": None, "status": "zurückgestellt"}
    else:
        ends = {"expected_end": PLAN + dt.timedelta(days_late)}
    return STATE._replace(**{"as_of": day, "days_late_valid": days_late} | ends | values)


LATER = [state(DAYS[0]), state(DAYS[1], 10), state(DAYS[2], 10), state(DAYS[3], 92)]
PAUSED = [state(DAYS[0]), state(DAYS[1], 31), state(DAYS[2], None)]
DONE = [state(DAYS[0], 31), state(DAYS[1], -3, status="abgeschlossen")]
ONE = [state(DAYS[0], 1)]


def notes(rows: list[MeasureState]) -> list[str]:
    return [note.text for note in end_history(states(*rows), LIGHT).layout.annotations if note.text != DIAGONAL]


def test_the_outlook_lies_over_the_steps_of_the_plan() -> None:
    plan, outlook = end_history(states(*LATER), LIGHT).data
    assert list(outlook.x) == list(plan.x) == list(DAYS)
    assert list(outlook.y) == [row.expected_end for row in LATER]
    assert (plan.line.shape, plan.mode, outlook.mode) == ("hv", "lines", "lines+markers")


def test_each_line_says_its_last_end() -> None:
    assert notes(LATER) == ["<b>30.09.2022</b><br>erwartet", "<b>30.06.2022</b><br>gültiger Plan"]
    assert notes(DONE)[0] == "<b>27.06.2022</b><br>beendet"
    assert notes([state(DAYS[0])]) == ["<b>30.06.2022</b><br>wie geplant"]


@pytest.mark.parametrize("days", [-400, -30, -1, 1, 30, 400, 4000])
def test_end_labels_never_touch(days: int) -> None:
    fig = end_history(states(state(DAYS[0]), state(DAYS[1], days)), LIGHT)
    low, high = fig.layout.yaxis.range
    per_day = (HEIGHT - TOP - BOTTOM) / (high - low).days
    outlook, plan = ((note.y - low).days * per_day + note.yshift for note in fig.layout.annotations[:2])
    assert abs(outlook - plan) >= LABEL_HEIGHT - 1
    assert (outlook > plan) == (days > 0)
    assert fig.layout.yaxis.tickvals


@pytest.mark.parametrize("rows", [LATER, PAUSED, DONE])
def test_the_diagonal_is_where_the_reporting_date_is_the_end(rows: list[MeasureState]) -> None:
    fig = end_history(states(*rows), LIGHT)
    [line] = fig.layout.shapes
    assert (line.x0, line.x1) == (line.y0, line.y1) == (rows[0].as_of, rows[-1].as_of)
    low, high = fig.layout.yaxis.range
    assert low < line.y0 and line.y1 < high
    assert fig.layout.annotations[-1].text == DIAGONAL
    assert "Diagonale" in READING


def test_one_reporting_date_has_no_diagonal() -> None:
    fig = end_history(states(*ONE), LIGHT)
    assert (fig.layout.shapes, [note for note in fig.layout.annotations if note.text == DIAGONAL]) == ((), [])


def test_a_pause_is_a_gap() -> None:
    assert list(end_history(states(*PAUSED), LIGHT).data[1].y)[-1] is None
    assert has_ends(states(*PAUSED))
    assert not has_ends(states(PAUSED[-1]))
    assert not has_ends(states())


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            LATER,
            "Das erwartete Ende (30.09.2022) liegt 92 Tage nach dem am 30.06.2020 erwarteten (30.06.2022); "
            "das bedeutet 92 Tage Verspätung gegenüber dem gültigen Plan.",
        ),
        (
            DONE,
            "Das tatsächliche Ende (27.06.2022) liegt 34 Tage vor dem am 30.06.2020 erwarteten (31.07.2022); "
            "das bedeutet 3 Tage Vorsprung gegenüber dem gültigen Plan.",
        ),
        (
            [state(DAYS[0]), state(DAYS[1])],
            "Das erwartete Ende (30.06.2022) ist das, das schon am 30.06.2020 erwartet wurde; "
            "es entspricht dem gültigen Plan.",
        ),
        (
            ONE,
            "Das erwartete Ende (01.07.2022) ist bisher nur zum 30.06.2020 berichtet; "
            "das bedeutet 1 Tag Verspätung gegenüber dem gültigen Plan.",
        ),
        (
            PAUSED,
            "Bis zum 31.12.2020 wurde das Ende für den 31.07.2022 erwartet; "
            "inzwischen ist die Maßnahme zurückgestellt und hat keines.",
        ),
        (PAUSED[2:], "Ein Ende ist nicht zu erwarten: Zurückgestellte und eingestellte Maßnahmen haben keines."),
        ([], "Ein Ende ist nicht zu erwarten: Zurückgestellte und eingestellte Maßnahmen haben keines."),
    ],
)
def test_sentence(rows: list[MeasureState], sentence: str) -> None:
    assert plain(end_sentence(states(*rows))) == sentence


def test_table_lists_the_newest_first_and_says_where_there_is_no_end() -> None:
    table = end_table(states(*PAUSED))
    assert [row[0] for row in table.text_rows] == ["30.06.2021", "31.12.2020", "30.06.2020"]
    assert table.text_rows[0][5:] == ("entfällt",) * 3
    assert plain(" ".join(table.text_rows[1][2:])) == "● im Plan ● im Plan 50,0 % 30.06.2022 31.07.2022 +31"


def test_empty_and_single_frames_are_drawn() -> None:
    assert end_history(states(), LIGHT).data == ()
    assert end_table(states()).rows == ()
    assert len(end_history(states(*ONE), LIGHT).data) == 2


MONEY = state(DAYS[1], costs_as_of=DAYS[1], budget_eur=1_480_000.0, actual_eur=420_000.0, forecast_eur=1_560_000.0)
NO_MONEY: dict[str, Any] = {"costs_as_of": None, "budget_eur": None, "actual_eur": None, "forecast_eur": None}


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [MONEY],
            "0,42 von 1,48 Mio. € des gültigen Ansatzes aller Jahre sind ausgegeben; "
            "die Prognose beträgt 1,56 Mio. €, 80 Tsd. € mehr als der Ansatz.",
        ),
        (
            [STATE],
            "40 von 100 Tsd. € des gültigen Ansatzes aller Jahre sind ausgegeben; "
            "die Prognose beträgt 100 Tsd. €, so viel wie der Ansatz.",
        ),
        ([state(DAYS[0], budget_eur=0.0, actual_eur=0.0, forecast_eur=0.0)], "Zu dieser Maßnahme ist nichts gebucht."),
        (
            [state(DAYS[0], budget_eur=0.0, actual_eur=5_000.0, forecast_eur=5_000.0)],
            "5.000 € sind ohne gültigen Ansatz ausgegeben; die Prognose beträgt 5.000 €.",
        ),
        (
            [state(DAYS[0], budget_eur=0.0, actual_eur=0.0, forecast_eur=5_000.0)],
            "Es gibt keinen gültigen Ansatz, und ausgegeben ist nichts; die Prognose beträgt 5.000 €.",
        ),
        ([state(DAYS[0], **NO_MONEY)], "Zu den Kosten liegt bis zu diesem Stichtag keine Lieferung vor."),
        ([], "Zu den Kosten liegt bis zu diesem Stichtag keine Lieferung vor."),
    ],
)
def test_money_sentence(rows: list[MeasureState], sentence: str) -> None:
    assert plain(money_sentence(states(*rows))) == sentence


def test_money_table_leaves_out_dates_before_the_first_costs() -> None:
    table = money_table(states(state(DAYS[0], **NO_MONEY), MONEY))
    assert table.text_rows == (("31.12.2020", "1.480.000,00", "420.000,00", "1.560.000,00"),)
    assert money_table(states()).rows == ()


def test_money_carries_the_date_of_the_costs_that_were_read_each_once() -> None:
    later = state(DAYS[3], costs_as_of=dt.date(2022, 3, 31), forecast_eur=900.0)
    table = money_table(states(MONEY, MONEY._replace(as_of=DAYS[2]), later))
    assert [row[0] for row in table.text_rows] == ["31.03.2022", "31.12.2020"]
    assert money_as_of(states(MONEY, later)) == dt.date(2022, 3, 31)
    assert money_as_of(states()) is money_as_of(states(state(DAYS[0], **NO_MONEY))) is None


def test_a_page_shows_the_newest_money_and_says_of_how_many() -> None:
    many = money_table(states(*(MONEY._replace(costs_as_of=dt.date(2010 + year, 1, 1)) for year in range(8))))
    assert len(many.rows) == 8
    assert newest_money(many).rows == many.rows[:SHOWN]
    assert money_scope(many) == "Kosten aller Haushaltsjahre zusammen, die neuesten 6 von 8 Ständen"
    assert money_scope(newest_money(many)) == "Kosten aller Haushaltsjahre zusammen"
