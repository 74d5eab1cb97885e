"""Kosten, Stellen, Genehmigung, Förderung: the posts of the Drucksache, what is approved, which money expires when."""

from __future__ import annotations

from html import escape

import pandas as pd

from analytics.figures.costs import funding, posts
from analytics.figures.costs.funding_words import funding_sentence
from analytics.queries import promises
from analytics.reference import reference
from pages.components import blocks, chart
from pages.components.chart import Answer
from pages.components.cost_answers import CostYear
from pages.components.session import View
from pages.components.table import Source


def show(asked: CostYear) -> None:
    """What is approved beside what expires; a city that lists no posts has no section for them."""
    left, right = blocks.pair("promises")
    with left:
        if reference().posts:
            _posts(asked)
        blocks.section("Genehmigung des Plans", "Alle Haushaltsjahre")
        chart.show(asked.view, "Wie viel vom Plan ist genehmigt?", asked.approval)
    with right:
        _funding(asked)


def _posts(asked: CostYear) -> None:
    listed, view = reference().posts, asked.view
    found = promises.posts(view.engine, view.selection)
    blocks.section(posts.title(listed))
    question = posts.question(listed)
    with chart.card(view, question):
        chart.answer(view, question, lambda: staff(asked, found))
        blocks.html(f"<p>{_sources()} {_sheets(view, found)}</p>")


def _funding(asked: CostYear) -> None:
    blocks.section("Fördermittel", "Alle Haushaltsjahre")
    chart.show(
        asked.view, "Welche Mittel verfallen dieses Jahr, und was muss die Stadt noch zugeben?", lambda: grants(asked)
    )


def _sources() -> str:
    """What the Drucksache says, word for word from the list."""
    return " ".join(f"{escape(source)}." for source in dict.fromkeys(post.source for post in reference().posts))


def _sheets(view: View, found: pd.DataFrame) -> str:
    known = dict.fromkeys(found[found["is_known"]]["measure_id"])
    links = (f'<a href="{escape(view.measure_link(nr))}" target="_self">Maßnahme {escape(nr)}</a>' for nr in known)
    return " · ".join(links)


def staff(asked: CostYear, found: pd.DataFrame) -> Answer:
    """What the posts cost each year."""
    listed = reference().posts
    papers = tuple(f"Stellen laut Drucksache {paper}" for paper in dict.fromkeys(post.paper for post in listed))
    return Answer(
        posts.posts_sentence(found, listed, asked.year),
        "Balken im Rahmen des Ansatzes",
        posts.posts_chart(found, listed, asked.view.tokens),
        posts.posts_table(found, listed, asked.this_year),
        Source("kosten.csv", asked.as_of, papers, figures=("costs/posts",)),
        posts.posts_legend(listed),
    )


def grants(asked: CostYear) -> Answer:
    """Granted, drawn, and until when the rest can be drawn."""
    terms = promises.funding_clock(asked.view.engine, asked.view.selection)
    notes = funding.funding_notes(terms)
    return Answer(
        funding_sentence(terms, asked.as_of),
        "Balken im Rahmen der Bewilligung",
        funding.funding(terms, asked.as_of, asked.view.tokens),
        funding.funding_table(terms, asked.as_of),
        Source("kosten.csv", asked.as_of, notes, figures=("costs/funding_clock", "costs/funding")),
        funding.FUNDING_LEGEND,
    )
