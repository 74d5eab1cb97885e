"""The lead of the page Kosten, and the sentence about money that no Maßnahme owns."""

from __future__ import annotations

import pandas as pd
import pytest

from analytics.figures.costs.blocks import Block
from analytics.figures.costs.lead import cost_lead, without_measure_sentence

PLAIN = Block(
    budget_eur=4_620_000, actual_eur=1_940_000, committed_eur=1_870_000, available_eur=810_000, forecast_eur=4_484_000
)
SPENT = "Ausgegeben sind 1,94 Mio. €, gebunden 1,87 Mio. €."


def said(total: Block, year: int = 2021) -> str:
    return " ".join(fact.strong + fact.rest for fact in cost_lead(total, year, 2021)).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("total", "words"),
    [
        (
            PLAIN,
            f"0,81 von 4,62 Mio. € sind noch verfügbar (17,5 % des gültigen Ansatzes). {SPENT} "
            "Als Jahresergebnis werden 4,48 Mio. € erwartet, 136 Tsd. € weniger als der gültige Ansatz.",
        ),
        (
            Block(budget_eur=100, actual_eur=90, committed_eur=40, available_eur=-30, forecast_eur=130),
            "Der gültige Ansatz 2021 ist um 30 € überschritten: 130 von 100 € (130,0 %) sind ausgegeben oder gebunden. "
            "Ausgegeben sind 90 €, gebunden 40 €. "
            "Als Jahresergebnis werden 130 € erwartet, 30 € mehr als der gültige Ansatz.",
        ),
        (
            Block(pending_eur=7_690_000),
            "Für 2021 ist kein Ansatz beschlossen oder genehmigt. "
            "Angemeldet, aber noch nicht beschlossen sind 7,69 Mio. €.",
        ),
        (
            Block(budget_eur=100, actual_eur=20, available_eur=80, forecast_eur=100),
            "80 von 100 € sind noch verfügbar (80,0 % des gültigen Ansatzes). "
            "Ausgegeben sind 20 €, gebunden ist nichts. "
            "Als Jahresergebnis werden 100 € erwartet, so viel wie der gültige Ansatz.",
        ),
        (Block(), "Für 2021 liegen keine Beträge vor."),
    ],
)
def test_lead(total: Block, words: str) -> None:
    assert said(total) == words


def test_a_year_that_is_over_expects_nothing_any_more() -> None:
    assert said(PLAIN, 2020) == f"0,81 von 4,62 Mio. € sind noch verfügbar (17,5 % des gültigen Ansatzes). {SPENT}"


def test_money_without_a_measure_is_said_where_there_is_any() -> None:
    rows = [(2020, 0.0, 5.0, 0.0), (2021, 1_000.0, 3_860.0, 0.0), (2022, 0.0, 0.0, 0.0)]
    frame = pd.DataFrame(rows, columns=["budget_year", "budget_eur", "actual_eur", "committed_eur"])
    assert without_measure_sentence(frame, 2021).replace("\u00a0", " ") == (
        "Darin enthalten und keiner bekannten Maßnahme zugeordnet: 1.000 € Ansatz, 3.860 € Ist."
    )
    assert without_measure_sentence(frame, 2022) == without_measure_sentence(frame, 2019) == ""
