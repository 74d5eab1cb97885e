"""Breitband: where in the city which technology is, how it develops, and who is served."""

from __future__ import annotations

import streamlit as st

from analytics.figures.broadband import district_map as maps
from analytics.figures.broadband import district_ranking as rankings
from analytics.figures.broadband import groups, targets, trends
from analytics.figures.broadband.choice import city_word
from analytics.figures.broadband.coverage import counted_sources, coverage
from analytics.figures.broadband.lead import lead
from analytics.outlines import outlines
from analytics.queries import broadband
from analytics.reference import reference
from pages.components import blocks, chart, neighbourhood, outlook_view
from pages.components.chart import Answer
from pages.components.coverage_choice import choose, scope_of, tell_what_applies
from pages.components.filter_bar import filter_bar
from pages.components.session import open_view
from pages.components.table import Source

MAP_NOTE = "Zahlen in der Karte in Prozent; Umrisse schematisch"


def spread() -> Answer:
    """The districts on the map."""
    return Answer(
        maps.map_sentence(shown),
        "Karte",
        maps.district_map(shown, outlines(), view.tokens),
        shown.table(),
        Source("breitband.csv", shown.as_of, (*credits, MAP_NOTE), scope, ("broadband/districts",)),
        maps.map_legend(shown),
    )


def ranked() -> Answer:
    """The districts by their share."""
    return Answer(
        rankings.district_sentence(shown, goal),
        "Balken",
        rankings.district_ranking(shown, view.tokens, goal),
        rankings.district_table(shown),
        Source("breitband.csv", shown.as_of, credits, scope, ("broadband/districts",)),
        rankings.district_legend(shown, goal),
    )


def developed() -> Answer:
    """The whole city by technology, in time."""
    shares = broadband.trend(city.engine, city.selection)
    sources = broadband.sources(city.engine, city.selection)["source"]
    city_credits = places.credits_of(sources)
    own = targets.target_for(places.targets, (places.ags,), choice, shown.city.as_of, sources)
    gap = targets.gap_sentence(own, "in der ganzen Stadt", shown.city.pct, shown.city.as_of)
    return Answer(
        f"{trends.technology_sentence(shares, choice)} {gap}".strip(),
        "Linien",
        trends.technology_trend(shares, choice, view.tokens, own),
        trends.technology_table(shares, choice),
        Source(
            "breitband.csv", trends.technology_as_of(shares, choice), city_credits, "Ganze Stadt", ("broadband/trend",)
        ),
        targets.legend(own, "goal-across"),
    )


def served() -> Answer:
    """The groups of users side by side."""
    counted = broadband.user_groups(view.engine, view.selection)
    basis = ("Summe der Stadtbezirke mit Anzahl", *places.credits_of(counted_sources(frame, shown)))
    return Answer(
        groups.group_sentence(counted, choice, len(shown.shown)),
        "Balken",
        groups.group_ranking(counted, choice, view.tokens),
        groups.group_table(counted, choice, len(shown.shown)),
        Source("breitband.csv", groups.group_as_of(counted, choice), basis, scope, ("broadband/user_groups",)),
    )


view = open_view()
city = view.whole_city()
filter_bar(view, shows_measures=False)

places, head = reference(), st.container()
frame = broadband.districts(view.engine, view.selection)
choice = choose(frame, places.ags)
shown = coverage(frame, choice, places, view.selection.districts)
with head:
    blocks.page_head(f"Wo hat {city_word(places.city)} {choice.noun}?", lead(shown))
tell_what_applies(view)

goal = targets.district_target(places.targets, shown, places.ags)
credits = (*shown.provenance(), *places.credits_of(shown.sources))
scope = scope_of(view, choice)
blocks.section("Stadtbezirke", scope)
left, right = blocks.pair("districts")
with left, st.container(key="district-map"):
    chart.show(view, f"Wie verteilt sich {choice.noun} über die Stadtbezirke?", spread)
with right:
    chart.show(view, "Welcher Stadtbezirk liegt vorn?", ranked)

blocks.section("Entwicklung und Nutzergruppen", "Ganze Stadt, daneben die Summe der Stadtbezirke")
left, right = blocks.pair("development")
with left:
    chart.show(city, "Welche Technik trägt den Ausbau der ganzen Stadt?", developed)
with right:
    chart.show(view, "Sind Schulen und Betriebe besser versorgt als Haushalte?", served)

outlook_view.show(view, city)
neighbourhood.show(city, choice)

blocks.footer(view)
