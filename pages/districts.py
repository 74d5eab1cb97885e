"""Stadtbezirke: all beside each other, or one with network, measures, decisions and a ready answer (`?bezirk=`)."""

from __future__ import annotations

import streamlit as st

from analytics.figures.broadband.choice import Choice
from analytics.figures.broadband.coverage import coverage
from analytics.figures.broadband.lead import lead
from analytics.figures.districts import overview
from analytics.queries import districts
from analytics.reference import reference
from pages.components import blocks, district_view
from pages.components import table as tables
from pages.components.delivered import if_delivered, network_and_measures
from pages.components.filter_bar import filter_bar
from pages.components.session import View, open_view
from pages.components.table import Source


def everywhere(view: View) -> None:
    """The districts of the selection, each with a way to its own page."""
    places, chosen = reference(), view.selection.districts
    frame, measures = network_and_measures(view)
    counts = if_delivered(lambda: districts.overview(view.engine, view.selection))
    fibre = coverage(frame, Choice(), places, chosen)
    blocks.page_head("Wie steht es um die Stadtbezirke?", (*lead(fibre), overview.measures_fact(measures)))
    blocks.section("Alle Stadtbezirke" if not chosen else "Gewählte Stadtbezirke", "der Name führt zum Stadtbezirk")
    blocks.sentence(overview.overview_sentence(counts, len(fibre.shown)))
    credits = (*fibre.provenance(), *places.credits_of(fibre.sources))
    asked = ("broadband/districts", "districts/overview")
    source = Source("breitband.csv und massnahmen.csv", view.as_of, credits, figures=asked)
    with st.container(key="district-list"):
        table = overview.overview_table(fibre, counts)
        tables.show(view, table, source, lambda name: view.district_link(overview.code_of(name)))


view = open_view()
filter_bar(view, joins_whole_city=False)
if len(view.selection.districts) == 1:
    district_view.show(view, view.selection.districts[0])
else:
    everywhere(view)
blocks.footer(view)
