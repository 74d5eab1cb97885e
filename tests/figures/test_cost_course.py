"""The course of a budget year: plan by months or spread, Ist up to the day, postings without a month, the outlook."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from analytics.figures.costs.course import Course, course_legend, course_of, course_sentence, course_table
from analytics.figures.costs.course_chart import SLOT, course_chart
from analytics.theme import LIGHT

JUNE, MID_JUNE, NEXT_YEAR, YEAR_BEFORE = (
    dt.date(2021, 6, 30),
    dt.date(2021, 6, 15),
    dt.date(2022, 6, 30),
    dt.date(2020, 12, 31),
)
Month = tuple[int, int | None, float, float]
SPREAD: list[Month] = [
    (2020, 1, 9_000_000, 9_000_000),
    (2021, None, 1_200_000, 0),
    (2021, 1, 0, 100_000),
    (2021, 6, 0, 350_000),
]
WITH_EXTRAS: list[Month] = [
    (2021, None, 600_000, 30_000),
    (2021, 3, 600_000, 500_000),
    (2021, 6, 0, 100_000),
    (2021, 9, 0, 40_000),
]


def frame(rows: list[Month]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["budget_year", "month", "planned_eur", "actual_eur"])


def course(rows: list[Month], as_of: dt.date = JUNE) -> Course:
    return course_of(frame(rows), 2021, as_of)


def named(rows: list[Month], as_of: dt.date = JUNE, forecast: float | None = None) -> dict[str, Any]:
    return {trace.name: trace for trace in course_chart(course(rows, as_of), 2021, forecast, LIGHT).data}


def test_a_plan_without_months_is_spread_evenly() -> None:
    assert [course(SPREAD).plan_at(month) for month in (0, 6, 12)] == [0, 600_000, 1_200_000]


def test_a_plan_with_a_month_stands_in_that_month() -> None:
    assert [course(WITH_EXTRAS).plan_at(month) for month in (2, 2.5, 3, 12)] == [
        100_000,
        425_000,
        750_000,
        1_200_000,
    ]


def test_the_line_ends_at_the_day() -> None:
    assert list(named(SPREAD)["Ist"].x) == [0, 1, 2, 3, 4, 5, 6]
    assert list(named(SPREAD)["Ist"].y)[-1] == 450_000
    middle = named(SPREAD, MID_JUNE)["Ist"]
    assert list(middle.x)[-2:] == [5, 5.5]
    assert middle.customdata[-1][0].replace("\u00a0", " ") == "Bis 15.06.2021<br>Ist 450.000,00 €"


def test_a_year_that_is_over_is_drawn_whole_and_one_to_come_not_at_all() -> None:
    assert list(named(SPREAD, NEXT_YEAR)["Ist"].x)[-1] == 12
    assert list(named(SPREAD, YEAR_BEFORE)) == ["Plan"]


def test_months_after_the_day_are_not_drawn_but_said() -> None:
    assert list(named(WITH_EXTRAS)["Ist"].y)[-1] == 600_000
    assert "Weitere 40 Tsd. € tragen einen späteren Monat." in course_sentence(frame(WITH_EXTRAS), 2021, JUNE).replace(
        "\u00a0", " "
    )


def test_postings_without_a_month_are_a_step_of_their_own() -> None:
    step = named(WITH_EXTRAS)["ohne Monat"]
    assert (list(step.x), list(step.base), list(step.y)) == ([SLOT], [600_000], [30_000])
    assert "ohne Monat" not in named(SPREAD)
    axis = course_chart(course(WITH_EXTRAS), 2021, None, LIGHT).layout.xaxis
    assert axis.ticktext[-1] == "ohne<br>Monat"
    assert axis.range[1] > SLOT


def test_the_forecast_leads_from_the_day_to_the_years_end() -> None:
    outlook = named(WITH_EXTRAS, forecast=1_300_000.0)["Prognose"]
    assert (list(outlook.x), list(outlook.y)) == ([6, 12], [630_000, 1_300_000])
    at_the_end = named(WITH_EXTRAS, dt.date(2021, 12, 31), 1_300_000.0)["Prognose"]
    assert list(at_the_end.x) == [12]


def test_the_valid_budget_is_a_ceiling_with_its_name() -> None:
    fig = course_chart(course(SPREAD), 2021, None, LIGHT)
    assert [note.text.replace("\u00a0", " ") for note in fig.layout.annotations] == ["Gültiger Ansatz 1,2 Mio. €"]
    assert 1_200_000 in [line.y0 for line in fig.layout.shapes]


def test_the_axis_holds_refunds_and_a_forecast_above_the_budget() -> None:
    low, high = course_chart(course([(2021, 1, 100, -50)]), 2021, 900.0, LIGHT).layout.yaxis.range
    assert low <= -50
    assert high >= 900


@pytest.mark.parametrize(
    ("rows", "as_of", "sentence"),
    [
        (
            SPREAD,
            JUNE,
            "Bis zum 30.06.2021 sind 450 von 600 Tsd. € ausgegeben, die bis dahin geplant waren (75,0 %): "
            "150 Tsd. € weniger.",
        ),
        (
            WITH_EXTRAS,
            NEXT_YEAR,
            "2021 sind 0,67 von 1,2 Mio. € ausgegeben, die geplant waren (55,8 %): 530 Tsd. € weniger. "
            "Davon 30 Tsd. € ohne Monat.",
        ),
        (
            SPREAD,
            YEAR_BEFORE,
            "Geplant sind 1,2 Mio. €; zum Stand der Kosten (31.12.2020) hat das Haushaltsjahr 2021 "
            "noch nicht begonnen. Gebucht sind schon 450 Tsd. €.",
        ),
        (
            [(2021, 1, 5_000, 0)],
            YEAR_BEFORE,
            "Geplant sind 5.000 €; zum Stand der Kosten (31.12.2020) hat das Haushaltsjahr 2021 noch nicht begonnen.",
        ),
        (
            [(2021, 2, 0, 5_000)],
            JUNE,
            "Bis zum 30.06.2021 sind 5.000 € ausgegeben; geplant war bis dahin nichts.",
        ),
        (
            [(2021, 2, 5_000, 5_000)],
            JUNE,
            "Bis zum 30.06.2021 sind 5.000 von 5.000 € ausgegeben, die bis dahin geplant waren (100,0 %): "
            "genau wie geplant.",
        ),
        ([(2021, 2, 0, 0)], JUNE, "Für 2021 gibt es noch keinen gültigen Ansatz und keine Ausgaben."),
        ([], JUNE, "Für 2021 gibt es noch keinen gültigen Ansatz und keine Ausgaben."),
    ],
)
def test_sentence(rows: list[Month], as_of: dt.date, sentence: str) -> None:
    found = course_sentence(frame(rows), 2021, as_of).replace("\u00a0", " ")
    assert found == sentence


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        (SPREAD, "Plan, gleichmäßig über das Jahr verteilt"),
        (WITH_EXTRAS, "Plan, davon 0,6 von 1,2 Mio. € ohne Monat gleichmäßig verteilt"),
        ([(2021, 2, 5_000, 5_000)], "Plan nach Monaten"),
    ],
)
def test_the_legend_says_how_the_plan_comes_to_its_months(rows: list[Month], word: str) -> None:
    legend = course_legend(course(rows), 1_300_000)
    assert [entry.swatch for entry in legend] == ["course", "plan", "outlook"]
    assert legend[1].word.replace("\u00a0", " ") == word
    assert [entry.swatch for entry in course_legend(course(rows, YEAR_BEFORE), None)] == ["plan"]


def test_table_has_all_months_and_says_what_is_still_to_come() -> None:
    rows = course_table(frame(WITH_EXTRAS), 2021, JUNE).text_rows
    assert [row[0] for row in rows][::6] == ["Januar", "Juli", "ohne Monat"]
    assert rows[5] == ("Juni", "100.000,00", "600.000,00", "900.000,00", "−300.000,00")
    assert rows[8] == ("September", "40.000,00", "steht aus", "1.050.000,00", "steht aus")
    assert rows[12] == ("ohne Monat", "30.000,00", "630.000,00", "900.000,00", "−270.000,00")


def test_an_empty_frame_draws_and_lists_nothing() -> None:
    assert course_table(frame([]), 2021, JUNE).rows == ()
    assert set(course_chart(course([]), 2021, None, LIGHT).data[0].y) == {0}
