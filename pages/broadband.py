"""Breitband: where in the city which technology is, how it develops, and who is served."""

from __future__ import annotations

import streamlit as st

from analytics.figures.broadband import district_map as maps
from analytics.figures.broadband import district_ranking as rankings
from analytics.figures.broadband import groups, trends
from analytics.figures.broadband.choice import city_word
from analytics.figures.broadband.coverage import counted_sources, coverage
from analytics.figures.broadband.lead import lead
from analytics.outlines import outlines
from analytics.queries import broadband
from analytics.reference import reference
from pages.components import blocks, chart
from pages.components.coverage_choice import choose, scope_of, tell_what_applies
from pages.components.filter_bar import filter_bar
from pages.components.session import open_view
from pages.components.table import Source

MAP_NOTE = "Zahlen in der Karte in Prozent; Umrisse schematisch"

view = open_view()
filter_bar(view, shows_measures=False)

theme, places = chart.theme(), reference()
head = st.container()
frame = broadband.districts(view.engine, view.selection)
choice = choose(frame, places.ags)
shown = coverage(frame, choice, places, view.selection.districts)
with head:
    blocks.page_head(f"Wo hat {city_word(places.city)} {choice.noun}?", lead(shown))
tell_what_applies(view)

credits = (*shown.provenance(), *places.credits_of(shown.sources))
scope = scope_of(view, choice)
left, right = blocks.pair("districts")

with (
    left,
    chart.card(view, f"Wie verteilt sich {choice.noun} über die Stadtbezirke?"),
    st.container(key="district-map"),
):
    chart.answer(
        view,
        maps.map_sentence(shown),
        "Karte",
        maps.district_map(shown, outlines(), theme),
        shown.table(),
        Source("breitband.csv", shown.as_of, (*credits, MAP_NOTE), scope),
        maps.map_legend(shown),
    )

with right, chart.card(view, "Welcher Stadtbezirk liegt vorn?"):
    chart.answer(
        view,
        rankings.district_sentence(shown),
        "Balken",
        rankings.district_ranking(shown, theme),
        rankings.district_table(shown),
        Source("breitband.csv", shown.as_of, credits, scope),
        rankings.district_legend(shown),
    )

blocks.section("Entwicklung und Nutzergruppen", "Ganze Stadt, daneben die Summe der Stadtbezirke")
left, right = blocks.pair("development")

with left, chart.card(view, "Welche Technik trägt den Ausbau der ganzen Stadt?"):
    shares = broadband.trend(view.engine, view.selection)
    city_credits = places.credits_of(broadband.sources(view.engine, view.selection)["source"])
    chart.answer(
        view,
        trends.technology_sentence(shares, choice),
        "Linien",
        trends.technology_trend(shares, choice, theme),
        trends.technology_table(shares, choice),
        Source("breitband.csv", trends.technology_as_of(shares, choice), city_credits, "Ganze Stadt"),
    )

with right, chart.card(view, "Sind Schulen und Betriebe besser versorgt als Haushalte?"):
    counted = broadband.user_groups(view.engine, view.selection)
    basis = ("Summe der Stadtbezirke mit Anzahl", *places.credits_of(counted_sources(frame, shown)))
    chart.answer(
        view,
        groups.group_sentence(counted, choice, len(shown.shown)),
        "Balken",
        groups.group_ranking(counted, choice, theme),
        groups.group_table(counted, choice, len(shown.shown)),
        Source("breitband.csv", groups.group_as_of(counted, choice), basis, scope),
    )

blocks.footer(view)
