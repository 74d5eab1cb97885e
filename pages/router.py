"""Runs first for every address: page set of the role, navigation, and the one voice for questions without an answer."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from analytics.access import viewer
from analytics.errors import UserFacingError
from analytics.settings import Settings
from pages import legal
from pages.components import address, blocks, bugs, no_answer
from pages.components.address import NUMBER
from pages.components.session import open_view
from pages.shell.style import STATIC

PAGES = {
    "overview": functools.partial(st.Page, "overview.py", title="Überblick", default=True),
    "measures": functools.partial(st.Page, "measures.py", title="Maßnahmen", url_path="massnahmen"),
    "costs": functools.partial(st.Page, "costs.py", title="Kosten", url_path="kosten"),
    "broadband": functools.partial(st.Page, "broadband.py", title="Breitband", url_path="breitband"),
    "districts": functools.partial(st.Page, "districts.py", title="Stadtbezirke", url_path="stadtbezirke"),
    "committees": functools.partial(st.Page, "committees.py", title="Ausschüsse", url_path="ausschuesse"),
    "explore": functools.partial(st.Page, "explore.py", title="Analyse", url_path="analyse"),
    "data_delivery": functools.partial(st.Page, "data_delivery.py", title="Datenlieferung", url_path="datenlieferung"),
    "data_quality": functools.partial(st.Page, "data_quality.py", title="Datenqualität", url_path="datenqualitaet"),
    "methodology": functools.partial(st.Page, "methodology.py", title="Methodik", url_path="methodik"),
    "accessibility": functools.partial(
        st.Page, legal.accessibility, title="Barrierefreiheit", url_path="barrierefreiheit"
    ),
    "privacy": functools.partial(st.Page, legal.privacy, title="Datenschutz", url_path="datenschutz"),
    "imprint": functools.partial(st.Page, legal.imprint, title="Impressum", url_path="impressum"),
}
OF_MEASURES = ("massnahmen", "kosten", "ausschuesse")
"""Pages with nothing to show where no Maßnahme is chosen; a Steckbrief shows its own whatever is chosen."""
ABOUT = ("methodology", "accessibility", "privacy", "imprint")
"""Open to every role, from the foot of each page."""


def page_set(shown: Sequence[str]) -> list[StreamlitPage]:
    """The pages of the navigation, and behind them those that only the foot of a page names."""
    hidden = [name for name in ABOUT if name not in shown]
    return [PAGES[name]() for name in shown] + [PAGES[name](visibility="hidden") for name in hidden]


def run(page: StreamlitPage) -> None:
    """The page, or one frame in its place where the selection leaves nothing of it."""
    if page.url_path in OF_MEASURES and NUMBER not in st.query_params:
        view = open_view()
        if no_answer.is_emptied(view):
            no_answer.nothing_chosen(view)
            return
    page.run()


st.set_page_config(
    page_title=blocks.APP,  # until the page is known
    layout="wide",
    initial_sidebar_state="collapsed",  # on a phone the navigation lies there
    page_icon=str(STATIC / "icon.svg"),
    menu_items={"Get help": None, "Report a bug": None, "About": None},
)
st.logo(str(STATIC / "logo.svg"), size="large")
blocks.begin()
bugs.begin()
try:
    page = st.navigation(page_set(viewer(Settings.from_env().role).pages), position="top")
    st.set_page_config(page_title=f"{page.title} · {blocks.APP}")
    address.carry(page.url_path)
    run(page)
    bugs.raise_contained()
except UserFacingError as error:
    no_answer.tell(error)
