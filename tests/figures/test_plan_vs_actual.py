"""Ansatz, Ist, gebunden and Prognose of one year: what is drawn, said and listed for a small frame."""

from __future__ import annotations

import pandas as pd
import pytest

from analytics.figures.costs.blocks import plan_vs_actual, plan_vs_actual_sentence, plan_vs_actual_table
from analytics.queries.overview import CostBlock
from analytics.theme import LIGHT

COLUMNS = list(CostBlock._fields)
EVENTS = "Veranstaltungen und Kommunikation"
ROWS = [
    (2020, "Laufend", 9_000_000.0, 0.0, 1.0, 1.0, 1.0, 1.0),
    (2021, "Investiv", 1_720_000.0, 0.0, 610_000.0, 580_000.0, 530_000.0, 1_575_000.0),
    (2021, "Laufend", 1_480_000.0, 50_000.0, 740_000.0, 560_000.0, 180_000.0, 1_560_000.0),
    (2021, "Personal", 980_000.0, 0.0, 440_000.0, 460_000.0, 80_000.0, 940_000.0),
    (2021, EVENTS, 440_000.0, 0.0, 150_000.0, 270_000.0, 20_000.0, 410_000.0),
]


def frame(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


def texts(fig: object) -> list[str]:
    return [note.text.replace("\u00a0", " ") for note in fig.layout.annotations]  # type: ignore[attr-defined]


def test_blocks_of_the_year_with_what_is_used_of_each() -> None:
    assert texts(plan_vs_actual(frame(ROWS), 2021, LIGHT)) == [
        "Investiv",
        "1,19 von 1,72 Mio. €",
        "Laufend",
        "1,3 von 1,48 Mio. €",
        "Personal",
        "900 von 980 Tsd. €",
        "Veranstaltungen, Kommunikation",
        "420 von 440 Tsd. €",
    ]


def test_committed_money_begins_where_the_actual_ends() -> None:
    budget, actual, committed, forecast = plan_vs_actual(frame(ROWS), 2021, LIGHT).data
    assert list(budget.x) == [1_720_000, 1_480_000, 980_000, 440_000]
    assert list(committed.base) == list(actual.x) == [610_000, 740_000, 440_000, 150_000]
    assert list(forecast.x) == [1_575_000, 1_560_000, 940_000, 410_000]
    assert committed.marker.pattern.shape == "/"


def test_axis_holds_an_overrun_and_a_refund() -> None:
    overrun = (2021, "Laufend", 100.0, 0.0, 90.0, 60.0, -50.0, 300.0)
    refund = (2021, "Personal", 0.0, 0.0, -40.0, 0.0, 40.0, 0.0)
    low, high = plan_vs_actual(frame([overrun, refund]), 2021, LIGHT).layout.xaxis.range
    assert low < -40
    assert high > 300


def test_hover_shows_cents_and_escapes_nothing_twice() -> None:
    actual = plan_vs_actual(frame(ROWS), 2021, LIGHT).data[1]
    assert actual.customdata[0][0].replace("\u00a0", " ") == "Investiv<br>Ist 610.000,00 €"


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            ROWS,
            (
                "3,81 von 4,62 Mio. € (82,5 %) sind 2021 ausgegeben oder gebunden; "
                "die Prognose liegt bei „Laufend“ 80 Tsd. € (5,4 %) über dem Ansatz."
            ),
        ),
        (
            ROWS[3:4],
            "900 von 980 Tsd. € (91,8 %) sind 2021 ausgegeben oder gebunden; keine Prognose liegt über dem Ansatz.",
        ),
        (
            [(2021, "Laufend", 0.0, 0.0, 5_000.0, 0.0, -5_000.0, 5_000.0)],
            "Für 2021 gibt es keinen gültigen Ansatz; ausgegeben oder gebunden sind 5.000 €.",
        ),
        (ROWS[:1], "Für das Haushaltsjahr 2021 liegen keine Buchungen vor."),
        ([], "Für das Haushaltsjahr 2021 liegen keine Buchungen vor."),
    ],
)
def test_sentence(rows: list[tuple[object, ...]], sentence: str) -> None:
    assert plan_vs_actual_sentence(frame(rows), 2021).replace("\u00a0", " ") == sentence


def test_a_block_without_budget_says_so() -> None:
    rows = [(2021, "Laufend", 0.0, 0.0, 5_000.0, 0.0, -5_000.0, 5_000.0)]
    assert texts(plan_vs_actual(frame(rows), 2021, LIGHT))[1] == "5.000 € ohne Ansatz"


def test_table_ends_with_the_sum_to_the_cent() -> None:
    table = plan_vs_actual_table(frame(ROWS), 2021)
    assert [row[0] for row in table.text_rows] == [
        "Investiv",
        "Laufend",
        "Personal",
        EVENTS,
        "Summe",
    ]
    assert table.text_rows[-1][1:3] == ("4.620.000,00", "1.940.000,00")
    assert table.head[1].replace("\u00a0", " ") == "Gültiger Ansatz in €"


def test_empty_year_draws_and_lists_nothing() -> None:
    assert all(not trace.x for trace in plan_vs_actual(frame([]), 2021, LIGHT).data)
    assert plan_vs_actual_table(frame([]), 2021).rows == ()
