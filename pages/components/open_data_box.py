"""The whole state to take away: every public row of all reporting dates, as open data."""

from __future__ import annotations

from html import escape

import streamlit as st

from analytics import open_data
from pages.components import blocks
from pages.components.session import View

MOST_ROWS = 500_000
"""More are written by the command line: a browser's download is held in memory."""
WHAT = (
    "Alle öffentlichen Zeilen aller Stichtage als CSV, die sich wieder einliefern lassen, mit Datenpaket "
    "(Frictionless) und Beschreibung für Datenportale (DCAT-AP.de)."
)
TOO_LARGE = (
    "Der Datenstand ist für den Browser zu groß; wer die Digitalbilanz betreibt, schreibt ihn mit "
    "„python -m analytics open-data“."
)


def show(view: View) -> None:
    """What it is and a button; the ZIP is made when it is pressed."""
    blocks.section("Offene Daten", f"Datenstand {view.engine.snapshot_id}")
    blocks.sentence(WHAT)
    if sum(part.books.kept for part in view.engine.deliveries) > MOST_ROWS:
        blocks.sentence(TOO_LARGE)
        return
    if (missing := open_data.facts().missing) and open_data.facts().lacks_demanded:
        blocks.html(f'<p class="db-source">Die Stadt hat noch nicht angegeben: {escape(", ".join(missing))}.</p>')
    made = lambda: open_data.archive_bytes(view.as_public().engine)  # noqa: E731 - opened when it is pressed
    name = open_data.file_name(view.engine)
    st.download_button("Offene Daten (ZIP)", made, name, "application/zip", key="open data", on_click="ignore")
