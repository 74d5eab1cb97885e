"""Überblick: how late, how much money, what to decide."""

from __future__ import annotations

import datetime as dt
import functools
from html import escape
from typing import NamedTuple

from analytics.figures.broadband import spread as broadband_figures
from analytics.figures.costs.funding_words import urgent_sentence
from analytics.figures.measures import status as measure_figures
from analytics.figures.overview import decisions as decision_figures
from analytics.figures.overview.decisions import Card
from analytics.figures.overview.lead import Fact, lead
from analytics.figures.overview.tiles import Tile, overdue, tiles
from analytics.queries import broadband, measures, overview, promises
from analytics.reference import reference
from analytics.tables import Table
from pages.components import ahead, blocks, change_list, chart, decision_cards, no_answer
from pages.components.budget_answer import budget_answer, budget_question
from pages.components.chart import Answer
from pages.components.filter_bar import filter_bar
from pages.components.once import once
from pages.components.session import View, open_view
from pages.components.status_answer import QUESTION, status_answer
from pages.components.table import Source

HOUSEHOLDS = "Wie viele Haushalte haben Gigabit, wie viele Glasfaser?"
WHOLE_CITY = "Ganze Stadt, unabhängig von der Auswahl"


class Head(NamedTuple):
    """What the page says before any chart."""

    as_of: dt.date
    costs_as_of: dt.date | None
    year: int
    lead: tuple[Fact, ...]
    tiles: tuple[Tile, ...]
    decide: str
    cards: tuple[Card, ...]
    decisions: Table
    how_many: str
    funding: str


def derive_head(view: View) -> Head:
    """Key figures with their change, and what is critical or to be decided."""
    kpis = overview.kpis(view.engine, view.selection)
    previous = overview.kpis(view.engine, view.selection.on(view.since)) if view.since else None
    decisions = overview.decisions(view.engine, view.selection)
    return Head(
        kpis.as_of,
        kpis.costs_as_of,
        kpis.budget_year,
        lead(kpis, previous, overdue(decisions)),
        tiles(kpis, previous, decisions, view.engine.thresholds),
        decision_figures.decisions_sentence(decisions),
        decision_figures.decision_cards(decisions),
        decision_figures.decisions_table(decisions),
        measure_figures.how_many(measures.by_status(view.engine, view.selection)),
        _funding(view, kpis.costs_as_of),
    )


def _funding(view: View, as_of: dt.date | None) -> str:
    return urgent_sentence(promises.funding_clock(view.engine, view.selection), as_of) if as_of else ""


def head_of(view: View) -> Head:
    """The same, derived once."""
    return once(view, "head", functools.partial(derive_head, view))


def connected(city: View) -> Answer:
    """Gigabit and fibre in the whole city, in time."""
    credits = reference().credits_of(broadband.sources(city.engine, city.selection)["source"])
    shares = broadband.trend(city.engine, city.selection)
    return Answer(
        broadband_figures.trend_sentence(shares),
        "Zwei Linien",
        broadband_figures.trend(shares, city.tokens),
        broadband_figures.trend_table(shares),
        Source(
            "breitband.csv",
            broadband_figures.trend_as_of(shares),
            credits,
            WHOLE_CITY,
            ("broadband/trend", "broadband/sources"),
        ),
    )


def of_measures(view: View) -> None:
    """Key figures, what is to be decided, and how far measures and money are."""
    head = head_of(view)
    blocks.page_head("Wie steht die Digitalstrategie?", head.lead)
    blocks.kpi_row(view, head.tiles)

    blocks.section("Entscheidungsbedarf", "offene Maßnahmen, die dringendste Frist zuerst")
    blocks.sentence(head.decide)
    if head.cards:
        decision_cards.show(view, head.cards)
        source = Source("massnahmen.csv", head.as_of, figures=("overview/decisions",))
        chart.folded_table(view, head.decisions, source, view.measure_link)

    if view.since:
        change_list.show(view, view.since, head.as_of)

    blocks.section("Maßnahmen und Geld", head.how_many)
    left, right = blocks.pair("measures")
    with left:
        chart.show(view, QUESTION, functools.partial(status_answer, view))
    with right:
        chart.show(
            view, budget_question(head.year), functools.partial(budget_answer, view, head.year, head.costs_as_of)
        )
        if head.funding:
            clock = escape(view.address(page="kosten", ansicht="stellen"))
            link = f'<p class="db-quiet"><a href="{clock}" target="_self">Alle Fristen der Fördermittel</a></p>'
            blocks.html(f"<p>{escape(head.funding)}</p>{link}")


def derive(view: View) -> None:
    """Everything that the page says of this day."""
    once(view.whole_city(), HOUSEHOLDS, functools.partial(connected, view.whole_city()))
    head = head_of(view)
    if view.since:
        change_list.found_since(view, view.since, head.as_of)
    once(view, QUESTION, functools.partial(status_answer, view))
    once(view, budget_question(head.year), functools.partial(budget_answer, view, head.year, head.costs_as_of))


view = open_view()
city = view.whole_city()
is_emptied = no_answer.is_emptied(view)
filter_bar(view, shows_measures=not is_emptied, compares=not is_emptied)

if is_emptied:
    blocks.html(no_answer.frame(view))
else:
    of_measures(view)

blocks.section("Breitband", "Privathaushalte in der ganzen Stadt")
chart.show(city, HOUSEHOLDS, functools.partial(connected, city))

blocks.footer(view)
ahead.derive_other_days(view, derive)
