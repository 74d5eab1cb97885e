"""From the Ansatz to what is still available: steps, signs, an overdrawn year, a refund, an empty year."""

from __future__ import annotations

import pytest

from analytics.figures.costs.blocks import Block
from analytics.figures.costs.bridge import bridge, bridge_sentence, bridge_table, steps
from analytics.theme import LIGHT

PLAIN = Block(budget_eur=4_620_000, actual_eur=1_940_000, committed_eur=1_870_000, available_eur=810_000)
OVERDRAWN = Block(budget_eur=100_000, actual_eur=90_000, committed_eur=40_000, available_eur=-30_000)
REFUND = Block(budget_eur=100_000, actual_eur=-20_000, committed_eur=0, available_eur=120_000)


def texts(total: Block) -> list[str]:
    return [note.text.replace("\u00a0", " ") for note in bridge(total, LIGHT).layout.annotations]


def test_each_step_begins_where_the_one_above_ends() -> None:
    bars = bridge(PLAIN, LIGHT).data
    assert [(bar.base[0], bar.base[0] + bar.x[0]) for bar in bars] == [
        (0, 4_620_000),
        (2_680_000, 4_620_000),
        (810_000, 2_680_000),
        (0, 810_000),
    ]


def test_heads_name_the_steps_with_their_signs_and_totals_are_bold() -> None:
    assert texts(PLAIN) == [
        "<b>Gültiger Ansatz</b>",
        "<b>4,62 Mio. €</b>",
        "Ist",
        "−1,94 Mio. €",
        "Gebunden",
        "−1,87 Mio. €",
        "<b>Noch verfügbar</b>",
        "<b>810 Tsd. €</b>",
    ]


def test_a_negative_rest_is_called_so_and_stands_left_of_a_zero_line() -> None:
    fig = bridge(OVERDRAWN, LIGHT)
    rest = fig.data[-1]
    assert (rest.base[0], rest.x[0], rest.marker.color) == (-30_000, 30_000, LIGHT.critical_text)
    assert texts(OVERDRAWN)[-2:] == ["<b>Überschritten</b>", "<b>−30 Tsd. €</b>"]
    assert fig.layout.annotations[-1].font.color == LIGHT.critical_text
    assert [line.x0 for line in fig.layout.shapes] == [100_000, 10_000, -30_000, 0]
    assert fig.layout.xaxis.range[0] < -30_000


def test_a_refund_adds() -> None:
    assert texts(REFUND)[3] == "+20 Tsd. €"
    assert bridge(REFUND, LIGHT).layout.xaxis.range[1] > 120_000
    assert steps(REFUND)[1].end == 120_000


@pytest.mark.parametrize(
    ("total", "sentence"),
    [
        (PLAIN, "Der gültige Ansatz 2021 ist zu 82,5 % ausgegeben oder gebunden (3,81 von 4,62 Mio. €)."),
        (
            OVERDRAWN,
            "Der gültige Ansatz 2021 ist zu 130,0 % ausgegeben oder gebunden und damit überschritten "
            "(130 von 100 Tsd. €).",
        ),
        (
            Block(actual_eur=5_000, available_eur=-5_000),
            "Für 2021 gibt es keinen gültigen Ansatz; ausgegeben oder gebunden sind 5.000 €.",
        ),
        (Block(pending_eur=7), "Für 2021 gibt es noch keinen gültigen Ansatz und keine Ausgaben."),
    ],
)
def test_sentence(total: Block, sentence: str) -> None:
    assert bridge_sentence(total, 2021).replace("\u00a0", " ") == sentence


def test_table_adds_up() -> None:
    table = bridge_table(PLAIN, 2021)
    assert [row[1] for row in table.rows] == [4_620_000, -1_940_000, -1_870_000, 810_000]
    assert table.text_rows[-1][2].replace("\u00a0", " ") == "17,5 %"
    assert table.sums == {3}


def test_an_empty_year_lists_nothing_and_draws_without_failing() -> None:
    assert bridge_table(Block(), 2021).rows == ()
    assert len(bridge(Block(), LIGHT).data) == 4
