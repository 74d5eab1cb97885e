"""The paper for the meeting: one button that makes it while a bar tells how far it is, then its three files."""

from __future__ import annotations

import datetime as dt
from html import escape

import streamlit as st

from analytics import paper as papers
from analytics.errors import UserFacingError
from pages.components import address, blocks
from pages.components.session import View
from pages.components.table import XLSX

PUBLIC, ALL = "oeffentlich", "alle"
EXTENTS = {PUBLIC: "nur öffentliche Maßnahmen", ALL: "alle Maßnahmen des Ausschusses"}
FILES = {
    ".pdf": ("Papier (PDF)", "application/pdf", "Das Papier wird gesetzt …"),
    ".xlsx": ("Anlage (Excel)", XLSX, "Die Anlage wird geschrieben …"),
    ".html": ("Sitzungsmappe (HTML)", "text/html", "Die Sitzungsmappe wird gepackt …"),
}
ABOUT = (
    "Das Papier hat die Form einer Informationsdrucksache und gilt für den ganzen Ausschuss, unabhängig von der "
    "übrigen Auswahl. Die Anlage enthält seine Tabellen, die Sitzungsmappe ist eine Datei für das Tablet und braucht "
    "kein Netz."
)


def show(view: View, committee: str, since: dt.date | None) -> None:
    """A section of its own; who may see rows that are not public chooses whether the paper holds them."""
    blocks.section("Papier für die Sitzung", "PDF, Anlage und Sitzungsmappe")
    blocks.html(f"<p>{ABOUT}</p>")
    extent = PUBLIC
    if view.engine.viewer.holds_all(committee):
        extent = address.choose("umfang", "Umfang", list(EXTENTS), PUBLIC, EXTENTS.__getitem__, as_buttons=True)
    _files(view, extent, committee, since)


@st.fragment
def _files(view: View, extent: str, committee: str, since: dt.date | None) -> None:
    """The button, or the files that it has made for exactly this state."""
    made: dict[tuple[object, ...], dict[str, bytes]] = st.session_state.setdefault("papers made", {})
    key = (view.engine.snapshot_id, view.engine.viewer, extent, committee, view.answered, since)
    if key not in made and st.button("Papier erstellen", key="make paper"):
        made.clear()  # one paper at a time: a reader looks at one state
        try:
            made[key] = _make(view, extent, committee, since)
        except UserFacingError as error:
            blocks.html(f'<p role="status">{escape(str(error))}</p>')
    if key not in made:
        return
    blocks.html('<p role="status">Das Papier ist fertig.</p>')
    with st.container(horizontal=True, gap="small"):
        for ending, (words, mime, _) in FILES.items():
            name = f"papier_{committee}_{view.as_of}{'' if extent == PUBLIC else '_nicht_oeffentlich'}{ending}"
            st.download_button(words, made[key][ending], name, mime, key=f"paper {ending}", on_click="ignore")


def _make(view: View, extent: str, committee: str, since: dt.date | None) -> dict[str, bytes]:
    bar = st.progress(0.0, "Die Fragen werden beantwortet …")
    shown = view.reopened() if extent == ALL else view.as_public()
    paper = papers.paper(papers.occasion(shown.engine, committee, view.selection.day, since))
    files = {}
    for done, (ending, (_, _, words)) in enumerate(FILES.items(), 1):
        bar.progress(done / (len(FILES) + 1), words)
        files[ending] = papers.FILES[ending](paper)
    bar.empty()
    return files
