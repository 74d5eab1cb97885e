"""Past forecasts beside their result: what is said, and what is not said where too little is known."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from analytics.figures.costs.accuracy import accuracy, accuracy_sentence, accuracy_table
from analytics.queries.promises import ForecastCase
from analytics.theme import LIGHT

END = dt.date(2021, 12, 31)


def case(year: int, forecast: float, actual: float, month: int = 6) -> ForecastCase:
    rate = 100 * (forecast - actual) / actual if actual > 0 else None
    return ForecastCase(year, dt.date(year, month, 30), forecast, END, actual, forecast - actual, rate)


def frame(*cases: ForecastCase) -> pd.DataFrame:
    data = pd.DataFrame(cases, columns=list(ForecastCase._fields))
    for column in ("forecast_as_of", "actual_as_of"):
        data[column] = pd.to_datetime(data[column])
    return data


OVER = (case(2018, 110, 100), case(2018, 300, 100, 12), case(2019, 120, 100))
FEW = "Eine Spanne steht hier nicht: 3 frühere Fälle sind zu wenig, nötig sind 20."
TWO = FEW.replace("3 frühere", "2 frühere")


@pytest.mark.parametrize(
    ("cases", "past"),
    [
        (
            OVER,
            f"Die Prognose zur Jahresmitte lag in den Jahren 2018 und 2019 um 10,0 bis 20,0 % über dem Ergebnis. {TWO}",
        ),
        (
            (case(2018, 90, 100), case(2019, 80, 100), case(2020, 95, 100)),
            f"Die Prognose zur Jahresmitte lag in den Jahren 2018 bis 2020 um 5,0 bis 20,0 % unter dem Ergebnis. {FEW}",
        ),
        (
            (case(2018, 90, 100, 3), case(2019, 110, 100, 3), case(2020, 110, 100, 3)),
            "Die erste Prognose des Jahres lag in den Jahren 2018 bis 2020 um 10,0 % vom Ergebnis entfernt, "
            f"2 von 3 Mal darüber. {FEW}",
        ),
        (
            (case(2018, 100, 100),),
            "Die Prognose zur Jahresmitte lag 2018 genau beim Ergebnis. "
            "Eine Spanne steht hier nicht: 1 früherer Fall ist zu wenig, nötig sind 20.",
        ),
        (
            (),
            "Wie verlässlich das ist, lässt sich noch nicht sagen: Es gibt kein abgelaufenes Jahr zum Vergleich.",
        ),
        (
            (case(2018, 5, 0),),
            "Wie verlässlich das ist, lässt sich noch nicht sagen: "
            "2018 hat kein Ist über 0 €, an dem sich die Prognose messen ließe.",
        ),
        (
            (case(2018, 5, 0), case(2019, 950_000, -1_200)),
            "Wie verlässlich das ist, lässt sich noch nicht sagen: "
            "2018 und 2019 haben kein Ist über 0 €, an dem sich die Prognose messen ließe.",
        ),
        (
            (case(2018, 110, 100), case(2019, 5, 0, 3), case(2020, 120, 100)),
            "Die Prognose zur Jahresmitte lag in den Jahren 2018 und 2020 um 10,0 bis 20,0 % über dem Ergebnis; "
            f"2019 hat kein Ist über 0 €. {TWO}",
        ),
        (
            [case(year, 110, 100, month) for year in (2018, 2019) for month in range(3, 13)],
            f"Die erste Prognose des Jahres lag in den Jahren 2018 und 2019 um 10,0 % über dem Ergebnis. {TWO}",
        ),
        (
            [case(2000 + number, 110, 100) for number in range(20)],
            "Die Prognose zur Jahresmitte lag in den Jahren 2000 bis 2019 um 10,0 % über dem Ergebnis. "
            "Dahinter stehen 20 frühere Fälle.",
        ),
    ],
)
def test_past_forecasts(cases: tuple[ForecastCase, ...], past: str) -> None:
    said = accuracy_sentence(frame(*cases), 2021, 7_820_000.0, is_over=False).replace("\u00a0", " ")
    assert said == f"Für 2021 werden 7,82 Mio. € erwartet. {past}"


def test_a_year_that_is_over_expects_nothing_and_one_without_a_budget_neither() -> None:
    over = accuracy_sentence(frame(), 2019, None, is_over=True)
    assert over.startswith("2019 ist abgelaufen, eine Prognose wird nicht mehr erwartet. ")
    open_year = accuracy_sentence(frame(), 2022, None, is_over=False)
    assert open_year.startswith("Für 2022 fehlt noch ein gültiger Ansatz und damit eine Prognose. ")


def test_a_bar_for_the_result_and_a_stroke_for_the_forecast() -> None:
    fig = accuracy(frame(*OVER), LIGHT)
    assert [list(trace.x) for trace in fig.data] == [[100, 100], [110, 120]]
    assert [note.text.replace("\u00a0", " ") for note in fig.layout.annotations] == [
        *("2018, am 30.06.", "+10 € (+10,0 %)"),
        *("2019, am 30.06.", "+20 € (+20,0 %)"),
    ]
    assert fig.layout.xaxis.range[1] > 120


def test_table_to_the_cent() -> None:
    rows = accuracy_table(frame(case(2018, 90.5, 100), case(2019, 5, 0))).text_rows
    assert rows[0] == ("2018", "30.06.2018", "90,50", "31.12.2021", "100,00", "−9,50", "−9,5\u00a0%")
    assert rows[1][-1] == "kein Ist"
    assert accuracy_table(frame(case(2019, 5, -1_200))).text_rows[0][-1] == "Ist unter 0"
    assert accuracy_table(frame()).rows == ()
