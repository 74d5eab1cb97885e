"""The list of the Maßnahmen: limited, sorted, searched, and with every column as a file."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.figures.measures import measure_list
from analytics.reference import reference
from pages.components import address, blocks
from pages.components import table as tables
from pages.components.search import search
from pages.components.session import View
from pages.components.table import Source

ORDERS, KINDS = measure_list.ORDERS, measure_list.KINDS


def show(view: View, listed: pd.DataFrame) -> None:
    """Controls, list and files; `listed` = every Maßnahme of the selection."""
    blocks.section("Alle Maßnahmen", "die Nummer führt zum Steckbrief")
    with st.container(key="measure-controls", horizontal=True, vertical_alignment="bottom"):
        words = search("Suche", "Nummer, Titel …")
        kind = address.choose("nur", "Gezeigt werden", list(KINDS), "alle", KINDS.__getitem__)
        order = address.choose("sortierung", "Sortierung", list(ORDERS), "verspaetung", ORDERS.__getitem__)
    found = measure_list.ordered(measure_list.matching(measure_list.limited(listed, kind), words), order)
    blocks.sentence(measure_list.found_sentence(len(found), len(listed), words, kind))
    if found.empty:
        return
    chosen, names = view.selection.districts, reference().districts
    source = Source("massnahmen.csv", view.as_of, figures=("measures/list",))
    with st.container(key="measure-list"):
        blocks.html(tables.table_html(measure_list.list_table(found, chosen, names), view.measure_link))
        tables.downloads(view, measure_list.full_table(found, chosen, names), source)
    tables.source_note(view, source, "Die Dateien enthalten alle Spalten.")
