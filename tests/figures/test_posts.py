"""The posts of the Drucksache: what they cost, whether that is approved, and what is said where one is missing."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest

from analytics.figures.costs.posts import (
    posts_chart,
    posts_legend,
    posts_sentence,
    posts_table,
    promised,
    question,
    title,
)
from analytics.queries.promises import PostYear
from analytics.reference import Post
from analytics.theme import LIGHT

BOTH = Decimal(164_400)
FIRST = Post("4.01", "Koordinierung", "1004/2018", None, BOTH, "Quelle")
SECOND = Post("6.01", "Beauftragte/r", "1004/2018", None, BOTH, "Quelle")
POSTS = (FIRST, SECOND)
NOTHING = (None,) * 7


def row(
    number: str, year: int = 2021, approved: float = 0, pending: float = 0, decided: float = 0, actual: float = 0
) -> PostYear:
    budget = decided + approved
    return PostYear(number, year, True, pending, decided, approved, budget, actual, 0, max(budget, actual))


def frame(*rows: PostYear) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(PostYear._fields))


APPROVED = (row("4.01", approved=82_200, actual=70_000), row("6.01", approved=82_200, actual=60_000.5))
ANNOUNCED = (row("4.01", 2022, pending=82_200), row("6.01", 2022, pending=82_200))


@pytest.mark.parametrize(
    ("rows", "year", "sentence"),
    [
        (
            (*APPROVED, *ANNOUNCED),
            2021,
            "2021 sind für beide Stellen zusammen 164.400 € Personalkosten geplant (genehmigt), so viel, wie die "
            "Drucksache nennt (rund 164.400 € im Jahr für beide). Ausgegeben sind 130.001 €. "
            "Angemeldet, noch nicht beschlossen: 164.400 € für 2022.",
        ),
        (
            ANNOUNCED,
            2022,
            "2022 sind für beide Stellen zusammen 164.400 € Personalkosten geplant (angemeldet, noch nicht genehmigt), "
            "so viel, wie die Drucksache nennt (rund 164.400 € im Jahr für beide).",
        ),
        (
            (row("4.01", decided=90_000), row("6.01", approved=80_000)),
            2021,
            "2021 sind für beide Stellen zusammen 170.000 € Personalkosten geplant (80 Tsd. € genehmigt, "
            "90 Tsd. € beschlossen); die Drucksache nennt rund 164.400 € im Jahr für beide, also 5.600 € weniger.",
        ),
        (
            (APPROVED[0], row("6.01", pending=82_200)),
            2021,
            "2021 sind für beide Stellen zusammen an Personalkosten 82.200 € genehmigt und 82.200 € angemeldet, "
            "noch nicht beschlossen; die Drucksache nennt rund 164.400 € im Jahr für beide. Ausgegeben sind 70.000 €.",
        ),
        (
            (row("4.01", approved=82_200, pending=1_000), row("6.01", decided=80_000, pending=82_200)),
            2021,
            "2021 sind für beide Stellen zusammen an Personalkosten 82.200 € genehmigt, 80.000 € beschlossen und "
            "83.200 € angemeldet, noch nicht beschlossen; die Drucksache nennt rund 164.400 € im Jahr für beide.",
        ),
        (
            (APPROVED[0], row("6.01", actual=5_000)),
            2021,
            "2021 sind für 1 von 2 Stellen 82.200 € Personalkosten geplant (genehmigt); die Drucksache nennt rund "
            "164.400 € im Jahr für beide. Ausgegeben sind 75.000 €. "
            "Maßnahme 6.01 ist 2021 ohne geplante Personalkosten.",
        ),
        (
            (APPROVED[0],),
            2021,
            "2021 sind für 1 von 2 Stellen 82.200 € Personalkosten geplant (genehmigt); die Drucksache nennt rund "
            "164.400 € im Jahr für beide. Ausgegeben sind 70.000 €. "
            "Maßnahme 6.01 ist in dieser Auswahl zum Stichtag nicht bekannt.",
        ),
        (
            (APPROVED[0], PostYear("6.01", None, True, *NOTHING)),
            2021,
            "2021 sind für 1 von 2 Stellen 82.200 € Personalkosten geplant (genehmigt); die Drucksache nennt rund "
            "164.400 € im Jahr für beide. Ausgegeben sind 70.000 €. Maßnahme 6.01 ist 2021 ohne Personalkosten.",
        ),
        (
            (),
            2021,
            "Für 2021 sind keine Personalkosten dieser Stellen geplant; die Drucksache nennt rund 164.400 € im Jahr "
            "für beide. Maßnahmen 4.01 und 6.01 sind in dieser Auswahl zum Stichtag nicht bekannt.",
        ),
    ],
)
def test_sentence(rows: tuple[PostYear, ...], year: int, sentence: str) -> None:
    assert posts_sentence(frame(*rows), POSTS, year).replace("\u00a0", " ") == sentence


def test_one_post_and_several_papers_are_named_in_their_number() -> None:
    alone = posts_sentence(frame(), (post_saying(FIRST, 82_200),), 2021).replace("\u00a0", " ")
    assert alone == (
        "Für 2021 sind keine Personalkosten dieser Stelle geplant; die Drucksache nennt rund 82.200 € im Jahr. "
        "Maßnahme 4.01 ist in dieser Auswahl zum Stichtag nicht bekannt."
    )
    three = (*POSTS, Post("7.01", "Dritte", "77/2020", None, Decimal(100_000), "Quelle"))
    said = posts_sentence(frame(*APPROVED, row("7.01", approved=100_000)), three, 2021).replace("\u00a0", " ")
    assert ", so viel, wie die Drucksachen nennen (rund 264.400 € im Jahr für alle 3)." in said
    assert posts_legend(three)[-1].word.startswith("laut Drucksachen ")
    nobody = posts_sentence(frame(), three, 2021).replace("\u00a0", " ")
    assert "; die Drucksachen nennen rund 264.400 €" in nobody
    assert "Maßnahmen 4.01, 6.01 und 7.01 sind" in nobody


def post_saying(post: Post, yearly: int) -> Post:
    return Post(post.measure_id, post.name, post.paper, Decimal(yearly), None, post.source)


def test_a_drucksache_that_says_no_amount_is_not_compared() -> None:
    silent = tuple(post_without(post) for post in POSTS)
    assert promised(silent) is None
    assert "Drucksache" not in posts_sentence(frame(*APPROVED), silent, 2021)
    assert not posts_chart(frame(*APPROVED), silent, LIGHT).layout.shapes
    assert [entry.word for entry in posts_legend(silent)][-1] == "angemeldet"


def post_without(post: Post) -> Post:
    return Post(post.measure_id, post.name, post.paper, None, None, post.source)


def test_amounts_of_each_post_add_up_and_a_joint_one_counts_once() -> None:
    single = [Post(number, "", "1", Decimal(amount), None, "") for number, amount in (("1", 5), ("2", 7))]
    assert promised(single) == 12
    assert promised(POSTS) == 164_400
    assert promised((*POSTS, Post("9", "", "77/2020", None, Decimal(100), ""))) == 164_500
    assert promised((*POSTS, post_without(FIRST))) is None
    assert promised(()) is None


def test_title_and_question_count_the_posts() -> None:
    assert title(POSTS) == "Die zwei Stellen der Drucksache 1004/2018"
    assert title((FIRST,)) == "Die Stelle der Drucksache 1004/2018"
    assert question(POSTS) == "Was kosten die zwei Stellen im Jahr, und sind sie genehmigt?"
    assert question((FIRST,)) == "Was kostet die Stelle im Jahr, und ist sie genehmigt?"


def test_a_row_per_year_and_a_stroke_for_what_the_drucksache_says() -> None:
    fig = posts_chart(frame(*APPROVED, *ANNOUNCED), POSTS, LIGHT)
    assert list(fig.data[0].x) == [164_400, 0]
    assert [(shape.x0, shape.x1) for shape in fig.layout.shapes] == [(164_400, 164_400)] * 2
    assert fig.layout.xaxis.range[1] > 164_400


def test_the_table_has_each_post_by_year_all_together_and_the_missing_one() -> None:
    table = posts_table(frame(*APPROVED, *ANNOUNCED), POSTS, 2022)
    assert [row[:2] for row in table.rows] == [
        *(("4.01 Koordinierung", "2021"), ("4.01 Koordinierung", "2022")),
        *(("6.01 Beauftragte/r", "2021"), ("6.01 Beauftragte/r", "2022")),
        *(("Zusammen", "2021"), ("Zusammen", "2022")),
    ]
    assert table.text_rows[4][2:] == ("0,00", "0,00", "164.400,00", "130.000,50", "0,00", "–", "genehmigt")
    assert table.text_rows[5][7] == "0,00"
    assert (table.sums, table.grouped) == ({4, 5}, True)
    alone = posts_table(frame(APPROVED[0], PostYear("6.01", None, True, *NOTHING)), POSTS, 2021)
    assert alone.text_rows[1] == ("6.01 Beauftragte/r", *"–" * 7, "ohne Personalkosten")
    assert posts_table(frame(), POSTS, 2021).text_rows[0][-1] == "nicht bekannt"
