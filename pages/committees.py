"""Ausschüsse: all beside each other, or one with what changed since it met, decisions, money and the control of what
was decided (`?ausschuss=`)."""

from __future__ import annotations

import streamlit as st

from analytics.figures.committees import overview
from analytics.queries import committees
from analytics.reference import reference
from pages.components import blocks, committee_view
from pages.components import table as tables
from pages.components.filter_bar import filter_bar
from pages.components.session import View, open_view
from pages.components.table import Source


def everywhere(view: View) -> None:
    """The committees of the selection, the reader's own first, each with a way to its own page."""
    asked, own = view.selection.committees or reference().committees, view.engine.viewer.committees
    codes = sorted(asked, key=lambda code: code not in own)
    counts = committees.overview(view.engine, view.selection)
    blocks.page_head("Wie steht es um die Maßnahmen der Ausschüsse?", overview.lead(counts))
    title = "Gewählte Ausschüsse" if view.selection.committees else "Alle Ausschüsse"
    blocks.section(title, f"{'eigene zuerst, ' if own else ''}der Name führt zum Ausschuss")
    blocks.sentence(overview.overview_sentence(counts))
    table = overview.overview_table(counts, {code: reference().committees[code] for code in codes})
    source = Source("massnahmen.csv", view.as_of, figures=("committees/overview",))
    with st.container(key="committee-list"):
        tables.show(view, table, source, lambda name: view.committee_link(overview.code_of(name)))


view = open_view()
filter_bar(view)
if len(view.selection.committees) == 1:
    view = committee_view.show(view, view.selection.committees[0])
else:
    everywhere(view)
blocks.footer(view)
