"""Maßnahmen: which are late, where reports differ, whether plans hold (`?ansicht=`), and all of one (`?nr=`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd
import streamlit as st

from analytics.figures.measures import differing, measure_list
from analytics.figures.overview.lead import Fact
from analytics.figures.portfolio import rebaselined
from analytics.queries import measures
from pages.components import address, blocks, chart, list_view, measure_view, plan_view, rating_view, standing_view
from pages.components.filter_bar import filter_bar
from pages.components.session import View, open_view

LATE = "Welche Maßnahmen sind verspätet?"


class Shown(NamedTuple):
    """A view of the page: its word on the button, its question, the answer in short, and what explains it."""

    word: str
    question: str
    lead: Callable[[pd.DataFrame], tuple[Fact, ...]]
    show: Callable[[View, pd.DataFrame], None]


VIEWS = {
    "stand": Shown("Stand und Termine", LATE, measure_list.lead, standing_view.show),
    "liste": Shown("Liste", "Welche Maßnahmen gibt es?", measure_list.count_lead, list_view.show),
    "meldung": Shown(
        "Meldung und Regel", "Wo weichen Meldung und Regel voneinander ab?", differing.lead, rating_view.show
    ),
    "plantreue": Shown("Plantreue", "Halten die Maßnahmen ihren Plan?", rebaselined.lead, plan_view.show),
}


view = open_view()
filter_bar(view)
number = st.query_params.get(address.NUMBER)
sheet = measures.sheet(view.engine, view.selection, number) if number else None
if sheet:
    measure_view.show(view, sheet)
else:
    if number:
        measure_view.unknown(number)
    name = address.choose("ansicht", "Ansicht", list(VIEWS), "stand", lambda one: VIEWS[one].word, as_buttons=True)
    listed = measures.listed(view.engine, view.selection)
    blocks.page_head(VIEWS[name].question, VIEWS[name].lead(listed))
    if listed.empty:
        chart.empty(view, "So gibt es nichts zu zeichnen und nichts aufzulisten.")
    else:
        VIEWS[name].show(view, listed)
blocks.footer(view)
