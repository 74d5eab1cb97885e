"""Targets in drawings and sentences: which one applies, that an example never meets real values, what is missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from analytics.figures.broadband.choice import Choice
from analytics.figures.broadband.district_ranking import district_legend, district_ranking, district_sentence
from analytics.figures.broadband.targets import district_target, gap_sentence, limit, reached_sentence, target_for
from analytics.figures.broadband.trends import technology_trend
from analytics.figures.ranking import FOOT, PITCH
from analytics.targets import EACH_DISTRICT, Target
from analytics.theme import LIGHT
from tests.figures.coverages import ATLAS, CITY, FIBRE, NEWEST, ROWS, SAMPLE, area, plain, shown
from tests.figures.test_coverage_trend import POINTS, frame

DUE = dt.date(2025, 12, 31)
REAL = Target("Glasfaserziel", CITY, "Privathaushalte", "FTTB/H", 1000, 90.0, DUE, "Drucksache 1/2020")
LATER = replace(REAL, pct=100.0, due=dt.date(2030, 12, 31))
EXAMPLE = replace(REAL, name="Beispielziel je Stadtbezirk", area=EACH_DISTRICT, pct=50.0, source=SAMPLE)


def test_the_next_one_due_applies_else_the_last() -> None:
    both = (LATER, REAL)
    assert target_for(both, [CITY], FIBRE, NEWEST, [ATLAS]) == REAL
    assert target_for(both, [CITY], FIBRE, DUE, [ATLAS]) == LATER
    assert target_for(both, [CITY], FIBRE, dt.date(2031, 1, 1), [ATLAS]) == LATER
    assert target_for(both, [CITY], Choice("HFC"), NEWEST, [ATLAS]) is None
    assert target_for(both, [CITY], FIBRE._replace(min_mbits=100), NEWEST, [ATLAS]) is None
    assert target_for(both, [CITY], FIBRE._replace(user_group="Schulen"), NEWEST, [ATLAS]) is None
    assert target_for(both, [EACH_DISTRICT], FIBRE, NEWEST, [ATLAS]) is None


@pytest.mark.parametrize(
    ("sources", "is_shown"), [([SAMPLE], True), ([ATLAS], False), ([SAMPLE, ATLAS], False), ([], False)]
)
def test_an_example_is_never_held_against_real_values(sources: list[str], is_shown: bool) -> None:
    assert (target_for([EXAMPLE], [EACH_DISTRICT], FIBRE, NEWEST, sources) is not None) == is_shown


def test_one_real_district_is_enough_to_keep_the_example_away() -> None:
    assert district_target([EXAMPLE], shown(*ROWS), CITY) == EXAMPLE
    assert district_target([EXAMPLE], shown(*ROWS, area("05", 40.0, source=ATLAS)), CITY) is None
    assert district_target([REAL, EXAMPLE], shown(area("05", 40.0, source=ATLAS)), CITY) == REAL


@pytest.mark.parametrize(
    ("pct", "stand", "sentence"),
    [
        (28.23, NEWEST, "Zum Ziel (90 % bis 31.12.2025) fehlen in der ganzen Stadt 61,8 Punkte; "
         "nötig wären 15,5 Punkte im Jahr."),
        (89.0, dt.date(2025, 12, 1), "Zum Ziel (90 % bis 31.12.2025) fehlt in der ganzen Stadt 1,0 Punkt, "
         "nötig in 30 Tagen nach dem Stand vom 01.12.2025."),
        (89.0, DUE, "Zum Ziel (90 % bis 31.12.2025) fehlt in der ganzen Stadt 1,0 Punkt, die Frist ist vorbei."),
        (89.96, NEWEST, "Das Ziel (90 % bis 31.12.2025) ist in der ganzen Stadt erreicht."),
        (None, NEWEST, ""),
    ],
)  # fmt: skip
def test_what_is_missing_and_how_much_a_year(pct: float | None, stand: dt.date, sentence: str) -> None:
    assert plain(gap_sentence(REAL, "in der ganzen Stadt", pct, stand)) == sentence


def test_without_a_target_nothing_is_said_or_drawn() -> None:
    assert gap_sentence(None, "in Mitte", 1.0, NEWEST) == reached_sentence(None, shown(*ROWS)) == ""
    assert len(district_ranking(shown(*ROWS), LIGHT).layout.shapes) == 1
    assert len(district_legend(shown(*ROWS))) == 3


def test_the_ranking_draws_it_dashed_with_its_words_under_those_of_the_city() -> None:
    fig = district_ranking(shown(*ROWS), LIGHT, EXAMPLE)
    city, dashed = fig.layout.shapes
    assert (dashed.x0, dashed.x1, dashed.line.dash) == (50.0, 50.0, "7px,4px") != (28.23, 28.23, city.line.dash)
    words = [plain(note.text) for note in fig.layout.annotations[-2:]]
    assert words == ["<b>Ganze Stadt 28,2 %</b>", "<b>Beispielziel 50 %</b>"]
    assert fig.layout.annotations[-1].yshift < 0
    assert fig.layout.height == 13 * PITCH + 8 + fig.layout.margin.b > 13 * PITCH + 8 + FOOT


def test_without_the_city_the_words_have_the_first_row() -> None:
    fig = district_ranking(shown(*ROWS[1:]), LIGHT, EXAMPLE)
    assert (fig.layout.annotations[-1].yshift, fig.layout.margin.b) == (0, FOOT)


def test_the_ranking_says_who_has_reached_it_and_its_source_stands_in_the_legend() -> None:
    sentence = plain(district_sentence(shown(*ROWS), EXAMPLE))
    assert "1 von 3 hat das Beispielziel (50 % bis 31.12.2025) erreicht" in sentence
    assert "am meisten fehlt Bothfeld-Vahrenheide: 36,0 Punkte; nötig wären 9,0 Punkte im Jahr." in sentence
    last = plain(district_legend(shown(*ROWS), EXAMPLE)[-1].word)
    assert last == "Beispielziel je Stadtbezirk: 50 % bis 31.12.2025 (Quelle: Beispieldaten)"


def test_who_have_all_reached_it_miss_nothing() -> None:
    assert (
        plain(reached_sentence(EXAMPLE, shown(area("01", 50.0))))
        == "1 von 1 hat das Beispielziel (50 % bis 31.12.2025) erreicht."
    )


def test_the_development_draws_it_across_with_a_label_beside_those_of_the_lines() -> None:
    fig = technology_trend(frame(POINTS), FIBRE, LIGHT, REAL)
    dashed = [shape for shape in fig.layout.shapes if shape.line.dash == "7px,4px"]
    assert [(shape.y0, shape.y1, shape.xref) for shape in dashed] == [(90.0, 90.0, "paper")]
    labels = {plain(note.text): note.y for note in fig.layout.annotations if note.text.startswith("<b>")}
    assert "<b>90,0 %</b> Ziel" in labels
    assert not [
        shape for shape in technology_trend(frame(POINTS), FIBRE, LIGHT).layout.shapes if shape.line.dash == "7px,4px"
    ]


def test_an_example_says_so_in_the_drawing() -> None:
    assert (limit(EXAMPLE).word, limit(REAL).word) == ("Beispielziel", "Ziel")
