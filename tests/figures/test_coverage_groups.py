"""User groups over the districts: order, x von y in the head of each row, and who is better served than households."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from analytics.figures.broadband.choice import Choice
from analytics.figures.broadband.groups import group_as_of, group_ranking, group_sentence, group_table
from analytics.queries.broadband import UserGroup
from analytics.theme import LIGHT
from tests.figures.coverages import plain

Group = tuple[str, int, int, int]
STANDS = dt.date(2021, 6, 30), dt.date(2021, 12, 31)
OLD = dt.date(2014, 12, 31)
HOUSEHOLDS: Group = ("Privathaushalte", 13, 89_936, 292_000)
SCHOOLS: Group = ("Schulen", 12, 61, 95)
AREAS: Group = ("Gewerbegebiete", 12, 13, 50)
BUILDINGS: Group = ("Städtische Gebäude", 12, 189, 369)


def frame(*groups: Group, stands: dict[str, tuple[dt.date, dt.date]] | None = None) -> pd.DataFrame:
    days = dict.fromkeys([name for name, *_ in groups], STANDS) | (stands or {})
    rows = [
        UserGroup(name, "FTTB/H", 1000, areas, total, covered, 100 * covered / total if total else None, *days[name])
        for name, areas, covered, total in groups
    ]
    data = pd.DataFrame(rows, columns=list(UserGroup._fields))
    return data.assign(**{name: pd.to_datetime(data[name]) for name in ("oldest_as_of", "newest_as_of")})


def test_highest_first_with_the_counts_beside_the_name_and_a_click_that_asks_about_it() -> None:
    fig = group_ranking(frame(AREAS, HOUSEHOLDS, SCHOOLS), Choice(), LIGHT)
    assert [plain(note.text) for note in fig.layout.annotations] == [
        "Schulen, 61 von 95",
        "<b>64,2 %</b>",
        "Privathaushalte, 89.936 von 292.000",
        "<b>30,8 %</b>",
        "Gewerbegebiete, 13 von 50",
        "<b>26,0 %</b>",
    ]
    assert fig.data[1].customdata[0][1] == "gruppe=Schulen"
    assert plain(fig.data[1].customdata[0][0]).endswith(
        "in 12 Stadtbezirken mit Angabe<br>Stände 30.06.2021 bis 31.12.2021"
    )


@pytest.mark.parametrize(
    ("groups", "sentence"),
    [
        ((HOUSEHOLDS, SCHOOLS, AREAS, BUILDINGS),
         "Besser versorgt als Privathaushalte (30,8 %, 89.936 von 292.000, in 13 von 13 Stadtbezirken): Schulen "
         "(64,2 %, in 12 von 13) und Städtische Gebäude (51,2 %, in 12 von 13); nicht besser: Gewerbegebiete (26,0 %, "
         "in 12 von 13)."),
        ((HOUSEHOLDS, SCHOOLS), "Besser versorgt als Privathaushalte (30,8 %, 89.936 von 292.000, in 13 von 13 "
                                "Stadtbezirken): Schulen (64,2 %, in 12 von 13)."),
        ((HOUSEHOLDS, ("Schulen", 1, 308, 1000)),
         "Nicht besser versorgt als Privathaushalte (30,8 %, 89.936 von 292.000, in 13 von 13 Stadtbezirken): Schulen "
         "(30,8 %, in 1 von 13)."),
        ((HOUSEHOLDS,), "Privathaushalte: 30,8 % (89.936 von 292.000, in 13 von 13 Stadtbezirken); zu anderen Gruppen "
                        "fehlen Anzahlen."),
        ((SCHOOLS, AREAS), "Schulen: 64,2 % (61 von 95, in 12 von 13 Stadtbezirken); zu Privathaushalten fehlen "
                           "Anzahlen."),
        ((("Schulen", 1, 0, 0),), "Zu Glasfaser ab 1.000 Mbit/s liegen je Stadtbezirk keine Anzahlen vor."),
        ((), "Zu Glasfaser ab 1.000 Mbit/s liegen je Stadtbezirk keine Anzahlen vor."),
    ],
)  # fmt: skip
def test_sentence(groups: tuple[Group, ...], sentence: str) -> None:
    assert plain(group_sentence(frame(*groups), Choice(), 13)) == sentence


@pytest.mark.parametrize(
    ("stands", "sentence"),
    [
        ({"Privathaushalte": (OLD, OLD)},
         "Privathaushalte: 10,0 % (1 von 10, in 1 von 13 Stadtbezirken). Nicht verglichen, weil zwischen den Ständen "
         "die Methode wechselte: Schulen und Gewerbegebiete."),
        ({"Schulen": (OLD, STANDS[1])},
         "Besser versorgt als Privathaushalte (10,0 %, 1 von 10, in 1 von 13 Stadtbezirken): Gewerbegebiete (26,0 %, "
         "in 12 von 13). Nicht verglichen, weil zwischen den Ständen die Methode wechselte: Schulen."),
        ({"Privathaushalte": (OLD, STANDS[1])},
         "Privathaushalte: 10,0 % (1 von 10, in 1 von 13 Stadtbezirken, Stände vor und nach einem "
         "Methodenwechsel). Nicht verglichen, weil zwischen den Ständen die Methode wechselte: Schulen und "
         "Gewerbegebiete."),
    ],
)  # fmt: skip
def test_no_comparison_crosses_a_method_break(stands: dict[str, tuple[dt.date, dt.date]], sentence: str) -> None:
    counted = frame(("Privathaushalte", 1, 1, 10), ("Schulen", 1, 9, 10), AREAS, stands=stands)
    assert plain(group_sentence(counted, Choice(), 13)) == sentence


def test_a_sum_over_a_method_break_says_so_where_it_is_drawn() -> None:
    fig = group_ranking(frame(SCHOOLS, stands={"Schulen": (OLD, STANDS[1])}), Choice(), LIGHT)
    hover = plain(fig.data[1].customdata[0][0])
    assert hover.endswith("Stände 31.12.2014 bis 31.12.2021, vor und nach einem Methodenwechsel")


def test_table_says_how_many_of_the_districts_count_and_which_stands_they_have() -> None:
    table = group_table(frame(HOUSEHOLDS, SCHOOLS), Choice(), 13)
    assert [plain(" | ".join(row)) for row in table.text_rows] == [
        "Schulen | 64,2 % | 61 | 95 | 12 von 13 | 30.06.2021 | 31.12.2021",
        "Privathaushalte | 30,8 % | 89.936 | 292.000 | 13 von 13 | 30.06.2021 | 31.12.2021",
    ]
    assert group_as_of(frame(SCHOOLS), Choice()) == dt.date(2021, 12, 31)


def test_other_technologies_are_not_counted_and_nothing_is_nothing() -> None:
    other = Choice("HFC")
    assert group_table(frame(HOUSEHOLDS), other, 13).rows == ()
    assert group_as_of(frame(HOUSEHOLDS), other) is None
    assert not group_ranking(frame(), Choice(), LIGHT).data[1].x
