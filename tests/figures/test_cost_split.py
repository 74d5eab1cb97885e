"""Investiv and konsumtiv, and the budget years beside each other."""

from __future__ import annotations

import pandas as pd
import pytest

from analytics.figures.costs import split as cost_split
from analytics.queries.costs import CostRow
from analytics.theme import LIGHT

COLUMNS = list(CostRow._fields)
Row = tuple[int, str, float, float, float]
ROWS: list[Row] = [
    (2020, "Ergebnishaushalt", 300.0, 0.0, 290.0),
    (2021, "Ergebnishaushalt", 100.0, 0.0, 60.0),
    (2021, "Finanzhaushalt", 300.0, 0.0, 270.0),
    (2022, "Finanzhaushalt", 0.0, 50.0, 0.0),
]


def frame(rows: list[Row]) -> pd.DataFrame:
    full = [
        CostRow(year, "THH 18", kind, "Support", "Laufend", budget, pending, actual, 0.0, budget - actual, budget)
        for year, kind, budget, pending, actual in rows
    ]
    return pd.DataFrame(full, columns=COLUMNS)


def texts(fig: object) -> list[str]:
    return [note.text.replace("\u00a0", " ") for note in fig.layout.annotations]  # type: ignore[attr-defined]


def test_investiv_stands_above_konsumtiv() -> None:
    assert texts(cost_split.kinds(frame(ROWS), 2021, LIGHT)) == [
        "Investiv (Finanzhaushalt)",
        "270 von 300 €",
        "Konsumtiv (Ergebnishaushalt)",
        "60 von 100 €",
    ]


def test_a_year_that_is_over_shows_no_forecast() -> None:
    assert len(cost_split.kinds(frame(ROWS), 2021, LIGHT, forecast=False).data) == 3
    assert [e.swatch for e in cost_split.kinds_legend(frame(ROWS), 2021, forecast=False)][-1] == "committed"


@pytest.mark.parametrize(
    ("rows", "year", "sentence"),
    [
        (
            ROWS,
            2021,
            "Der gültige Ansatz 2021 ist zu 75,0 % investiv (300 von 400 €) und zu 25,0 % konsumtiv (100 von 400 €).",
        ),
        (ROWS, 2020, "Der gültige Ansatz 2020 ist zu 100,0 % konsumtiv (300 von 300 €)."),
        (
            ROWS,
            2022,
            "Für 2022 ist noch kein Ansatz beschlossen oder genehmigt; "
            "die Anmeldungen sind zu 100,0 % investiv (50 von 50 €).",
        ),
        ([(2021, "Finanzhaushalt", 0.0, 0.0, 5.0)], 2021, "Für 2021 ist noch kein Ansatz beschlossen oder genehmigt."),
        ([], 2021, "Für das Haushaltsjahr 2021 liegen keine Beträge vor."),
    ],
)  # fmt: skip
def test_kinds_sentence(rows: list[Row], year: int, sentence: str) -> None:
    assert cost_split.kinds_sentence(frame(rows), year).replace("\u00a0", " ") == sentence


def test_a_click_on_a_year_opens_it() -> None:
    fig = cost_split.years(frame(ROWS), LIGHT)
    assert [mark[1] for mark in fig.data[0].customdata] == ["jahr=2020", "jahr=2021", "jahr=2022"]
    assert texts(fig)[-2:] == ["2022", "50 € angemeldet"]


def test_announced_money_is_drawn_and_named_where_there_is_any() -> None:
    announced = cost_split.years(frame(ROWS), LIGHT).data[-1]
    assert (announced.name, list(announced.x)) == ("Angemeldet", [0, 0, 50])
    assert [entry.swatch for entry in cost_split.years_legend(frame(ROWS))][-1] == "pending"
    assert [entry.swatch for entry in cost_split.years_legend(frame(ROWS[:3]))][-1] == "committed"


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            ROWS,
            "Von 2020 bis 2021 sind 620 von 700 € (88,6 %) ausgegeben oder gebunden; "
            "den größten Ansatz hat 2021 mit 400 €.",
        ),
        (
            ROWS[:1],
            "2020 sind 290 von 300 € (96,7 %) ausgegeben oder gebunden; den größten Ansatz hat 2020 mit 300 €.",
        ),
        (
            [(2018, "Ergebnishaushalt", 0.0, 0.0, 50.0), (2020, "Ergebnishaushalt", 100.0, 0.0, 0.0)],
            "Von 2018 bis 2020 sind 50 von 100 € (50,0 %) ausgegeben oder gebunden; "
            "den größten Ansatz hat 2020 mit 100 €.",
        ),
        ([(2021, "Finanzhaushalt", 0.0, 0.0, 5.0)], "Ein gültiger Ansatz fehlt; ausgegeben oder gebunden sind 5 €."),
        ([], "Zu dieser Auswahl liegen keine Beträge vor."),
    ],
)
def test_years_sentence(rows: list[Row], sentence: str) -> None:
    assert cost_split.years_sentence(frame(rows)).replace("\u00a0", " ") == sentence


def test_tables_end_with_the_sum() -> None:
    assert cost_split.kinds_table(frame(ROWS), 2021).text_rows[-1][:3] == ("Summe", "400,00", "330,00")
    assert cost_split.years_table(frame(ROWS)).text_rows[-1][:3] == ("Summe", "700,00", "620,00")


def test_empty_frames_draw_and_list_nothing() -> None:
    assert cost_split.kinds_table(frame([]), 2021).rows == cost_split.years_table(frame([])).rows == ()
    assert not any(trace.x for trace in cost_split.years(frame([]), LIGHT).data)
    assert not any(trace.x for trace in cost_split.kinds(frame([]), 2021, LIGHT).data)
