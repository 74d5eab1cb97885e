"""The ranking: order, bars on tracks, rings, the dotted city, keine Angabe last, and what it says and lists."""

from __future__ import annotations

import re

import pytest

from analytics.figures.broadband.choice import Choice
from analytics.figures.broadband.district_ranking import (
    district_legend,
    district_ranking,
    district_sentence,
    district_table,
)
from analytics.figures.ranking import PITCH, Limit, Rank, ranking
from analytics.theme import LIGHT
from tests.figures.coverages import ROWS, area, plain, shown


def heads(fig: object) -> list[str]:
    return [re.sub("</?span[^>]*>", "", plain(note.text)) for note in fig.layout.annotations]  # type: ignore[attr-defined]


def test_highest_first_and_keine_angabe_last() -> None:
    fig = district_ranking(shown(*ROWS, chosen=("04", "03", "01", "02")), LIGHT)
    assert heads(fig)[:-1] == [
        "01 Mitte",
        "<b>54,6 %</b> von 21.000",
        "02 Vahrenwald-List",
        "<b>34,3 %</b> von 41.500",
        "03 Bothfeld-Vahrenheide",
        "<b>14,0 %</b> von 24.500",
        "04 Buchholz-Kleefeld",
        "keine Angabe",
    ]
    track, bar, ring = fig.data
    assert (list(track.x), list(bar.x), list(ring.x)) == ([100, 100, 100], [54.6, 34.3, 14.0], [97.9])
    assert [mark[1] for mark in bar.customdata] == ["bezirk=01", "bezirk=02", "bezirk=03"]
    assert plain(bar.customdata[0][0]).endswith("Stand 31.12.2021<br>alle Techniken: 97,9 %")


def test_equal_shares_stand_in_the_order_of_their_numbers() -> None:
    fig = district_ranking(shown(area("03", 50.0), area("02", 50.0), chosen=("02", "03")), LIGHT)
    assert heads(fig)[::2] == ["02 Vahrenwald-List", "03 Bothfeld-Vahrenheide"]


def test_the_city_is_a_dotted_line_with_its_words_at_the_foot() -> None:
    fig = district_ranking(shown(*ROWS), LIGHT)
    (line,) = fig.layout.shapes
    assert line.x0 == line.x1 == 28.23
    assert heads(fig)[-1] == "<b>Ganze Stadt 28,2 %</b>"
    assert not district_ranking(shown(*ROWS[1:]), LIGHT).layout.shapes


@pytest.mark.parametrize(("pct", "side"), [(3.0, "left"), (50.0, "center"), (99.0, "right")])
def test_words_at_the_foot_never_leave_the_chart(pct: float, side: str) -> None:
    fig = ranking([Rank("a", 1.0, ["", ""])], "fibre", LIGHT, Limit("Stadt", pct))
    assert fig.layout.annotations[-1].xanchor == side


def test_names_are_text_and_each_row_has_its_height() -> None:
    fig = ranking([Rank("<b>x</b>", 1.0, ["", ""])] * 300, "fibre", LIGHT)
    assert fig.layout.annotations[0].text == "&lt;b&gt;x&lt;/b&gt;"
    assert fig.layout.height > 300 * PITCH


def test_colour_follows_the_technology() -> None:
    for technology, colour in {"FTTB/H": LIGHT.fibre, "HFC": LIGHT.cable, "alle": LIGHT.gigabit}.items():
        choice = Choice(technology)
        fig = district_ranking(shown(area("01", 1.0, technology=technology), choice=choice), LIGHT)
        assert fig.data[1].marker.color == colour


def test_legend_names_only_what_is_drawn() -> None:
    assert [plain(entry.word) for entry in district_legend(shown(*ROWS))] == [
        "Glasfaser ab 1.000 Mbit/s",
        "alle Techniken ab 1.000 Mbit/s",
        "ganze Stadt (Breitbandatlas 06/2021)",
    ]
    assert len(district_legend(shown(ROWS[1]))) == 1


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ((), "Vorn liegt Mitte mit 54,6 % (11.457 von 21.000), dann Vahrenwald-List und Bothfeld-Vahrenheide; 2 von 3 "
             "liegen über dem Wert der ganzen Stadt (28,2 %, Breitbandatlas 06/2021). "
             "Die meisten Privathaushalte ohne Glasfaser hat Vahrenwald-List (27.259 von 41.500). "
             "Für 10 Stadtbezirke liegt keine Angabe vor."),
        (("03",), "Bothfeld-Vahrenheide kommt auf 14,0 % (3.437 von 24.500), nicht mehr als die ganze Stadt "
                  "(28,2 %, Breitbandatlas 06/2021)."),
        (("04",), "Ohne Angaben je Stadtbezirk gibt es keine Rangfolge."),
    ],
)  # fmt: skip
def test_sentence(chosen: tuple[str, ...], sentence: str) -> None:
    assert plain(district_sentence(shown(*ROWS, chosen=chosen))) == sentence


@pytest.mark.parametrize(
    ("shares", "sentence"),
    [
        ((50.0, 50.0, 40.0), "Vorn liegen gleichauf Mitte (5 von 10) und Vahrenwald-List (5 von 10) mit je 50,0 %, "
                             "dann Bothfeld-Vahrenheide."),
        ((50.0, 40.0, 40.0), "Vorn liegt Mitte mit 50,0 % (5 von 10), dann Vahrenwald-List und Bothfeld-Vahrenheide."),
        ((50.0, 40.0, 30.0, 30.0, 30.0), "Vorn liegt Mitte mit 50,0 % (5 von 10), dann Vahrenwald-List."),
        ((50.0, 30.0, 30.0, 30.0, 30.0), "Vorn liegt Mitte mit 50,0 % (5 von 10), dann 4 Stadtbezirke."),
        ((50.0, 50.0, 50.0, 50.0, 40.0), "Vorn liegen gleichauf 4 Stadtbezirke mit je 50,0 %, dann Misburg-Anderten."),
        ((50.02, 49.98), "Mitte (5 von 10) und Vahrenwald-List (5 von 10) liegen gleichauf mit je 50,0 %."),
        ((50.0,) * 4, "Alle 4 Stadtbezirke mit Angabe liegen gleichauf mit je 50,0 %."),
    ],
)  # fmt: skip
def test_who_is_level_is_not_put_in_an_order(shares: tuple[float, ...], sentence: str) -> None:
    rows = [area(f"{number:02}", pct, (5, 10)) for number, pct in enumerate(shares, 1)]
    assert plain(district_sentence(shown(*rows))).startswith(sentence)


def test_sentence_without_the_city_compares_with_nothing() -> None:
    assert "ganzen Stadt" not in district_sentence(shown(*ROWS[1:]))


def test_table_ends_with_the_city_and_names_each_source() -> None:
    table = district_table(shown(*ROWS, chosen=("01", "02")))
    assert table.head[-2:] == ("Quelle", "Anteil alle Techniken")
    assert [plain(" | ".join(row)) for row in table.text_rows] == [
        "01 Mitte | 54,6 % | 11.457 | 21.000 | 31.12.2021 | Beispieldaten | 97,9 %",
        "02 Vahrenwald-List | 34,3 % | 14.241 | 41.500 | 31.12.2021 | Beispieldaten | keine Angabe",
        "Ganze Stadt | 28,2 % | keine Angabe | keine Angabe | 30.06.2021 | Breitbandatlas 06/2021 | keine Angabe",
    ]
    assert table.sums == {2}
    assert district_table(shown(ROWS[0])).rows == ()
