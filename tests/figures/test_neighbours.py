"""The city beside its neighbours, Kreis, Land and Bund: only what is of about one Stand and measured alike."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from analytics.figures.broadband.choice import Choice
from analytics.figures.broadband.neighbours import (
    Comparison,
    comparison_ranking,
    comparison_table,
    neighbour_sentence,
    neighbours,
    surroundings,
    surroundings_sentence,
)
from analytics.queries.broadband import Comparison as Row
from analytics.reference import reference
from analytics.theme import LIGHT
from tests.figures.coverages import ATLAS, CITY, FIBRE, plain

STAND, BEFORE = dt.date(2021, 6, 30), dt.date(2020, 12, 31)
LEVELS = {2: "Land", 5: "Kreis", 8: "Gemeinde"}


def row(area: str, pct: float | None, as_of: dt.date = STAND, name: str = "", **values: Any) -> Row:
    level = "Bund" if area == "00" else LEVELS[len(area)]
    return Row(as_of, area, "Privathaushalte", "FTTB/H", 1000, name or area, level, pct, ATLAS)._replace(**values)


def frame(*rows: Row) -> pd.DataFrame:
    data = pd.DataFrame(list(rows), columns=list(Row._fields))
    return data.assign(as_of=pd.to_datetime(data["as_of"]), coverage_pct=data["coverage_pct"].astype(float))


TOWNS = (row(CITY, 28.23), row("03241014", 11.82, name="Ronnenberg"), row("03241010", 7.09, name="Langenhagen"))


def around(*rows: Row, choice: Choice = FIBRE) -> Comparison:
    return neighbours(frame(*rows), choice, reference())


def above(*rows: Row) -> Comparison:
    return surroundings(frame(*rows), FIBRE, reference())


def test_neighbours_are_ranked_and_the_city_has_its_place() -> None:
    shown = around(*TOWNS, row("03241", 15.5))
    assert [area.name for area in shown.valued] == ["Hannover", "Ronnenberg", "Langenhagen"]
    assert plain(neighbour_sentence(shown)) == (
        "Hannover liegt mit 28,2 % auf Platz 1 von 3 Gemeinden, danach Ronnenberg mit 11,8 % (Stand 30.06.2021)."
    )
    assert len(comparison_table(shown, "Gemeinden").rows) == 3


@pytest.mark.parametrize(
    ("pct", "said"),
    [(96.9, "Platz 2 von 2 Gemeinden, vorn Laatzen mit 96,9 %"), (28.2, "Platz 1 von 2 Gemeinden, gleichauf Laatzen")],
)
def test_who_is_ahead_or_level_is_said(pct: float, said: str) -> None:
    assert said in plain(neighbour_sentence(around(TOWNS[0], row("03241009", pct, name="Laatzen"))))


def test_kreis_land_and_bund_and_what_is_missing_of_them() -> None:
    shown = above(*TOWNS, row("03241", 15.5), row("00", 28.2))
    assert plain(surroundings_sentence(shown)) == (
        "Hannover kommt auf 28,2 %: 12,7 Punkte mehr als Region Hannover (15,5 %); gleich viel wie Deutschland "
        "(Stand 30.06.2021). Zu Niedersachsen liegt dazu keine Angabe vor."
    )
    fig = comparison_ranking(shown, LIGHT)
    heads = [plain(note.text) for note in fig.layout.annotations]
    assert heads[-3:] == ["Niedersachsen", "keine Angabe", "<b>Hannover 28,2 %</b>"]
    assert fig.layout.shapes[0].x0 == 28.23


def test_values_of_another_stand_are_not_compared() -> None:
    assert around(TOWNS[0], row("03241010", 7.0, BEFORE)).as_of is None
    shown = around(TOWNS[0], row(CITY, 25.0, BEFORE), row("03241010", 7.0, BEFORE))
    assert (shown.as_of, shown.city.pct) == (BEFORE, 25.0)


def test_files_delivered_some_days_apart_are_and_both_stands_are_said() -> None:
    shown = above(TOWNS[0], row("03241", 15.5, STAND + dt.timedelta(31)), row("03241", 9.0, BEFORE))
    assert "15,5 %) (Stände 30.06.2021 bis 31.07.2021)" in plain(surroundings_sentence(shown))
    assert above(TOWNS[0], row("03241", 15.5, STAND + dt.timedelta(32))).as_of is None


def test_nothing_is_compared_across_a_break_of_the_method() -> None:
    day = dt.date(2019, 3, 31)
    rows = row(CITY, 28.0, day - dt.timedelta(1)), row("03241010", 7.0, day)
    assert around(*rows).as_of is None


def test_a_missing_value_is_no_value() -> None:
    assert around(TOWNS[0], row("03241010", None)).as_of is None
    assert around(row(CITY, None), TOWNS[1]).as_of is None


@pytest.mark.parametrize("rows", [(), TOWNS[:1], TOWNS[1:]])
def test_without_others_or_without_the_city_there_is_nothing_to_compare(rows: tuple[Row, ...]) -> None:
    for shown in (around(*rows), above(*rows)):
        assert shown.as_of is None
        assert comparison_table(shown, "x").rows == ()
    assert "keine Angaben" in neighbour_sentence(around(*rows)) and "keine Angaben" in surroundings_sentence(
        above(*rows)
    )


def test_another_choice_is_another_comparison() -> None:
    assert around(*TOWNS, choice=Choice("HFC")).as_of is None


def test_names_of_deliveries_are_text() -> None:
    fig = comparison_ranking(around(TOWNS[0], row("03241010", 7.0, name="<b>x</b>")), LIGHT)
    assert "&lt;b&gt;x" in fig.data[1].customdata[1][0] and "&lt;b&gt;x" in fig.layout.annotations[2].text
