"""Runs first for every address: page set of the role, navigation, and the one voice for questions without an answer."""

from __future__ import annotations

import streamlit as st

from analytics.access import viewer
from analytics.errors import UserFacingError
from analytics.settings import Settings
from pages.components import blocks
from pages.shell.style import STATIC

PAGES = {"overview": st.Page("overview.py", title="Überblick", default=True)}

st.set_page_config(
    layout="wide",
    page_icon=str(STATIC / "icon.svg"),
    menu_items={"Get help": None, "Report a bug": None, "About": None},
)
st.logo(str(STATIC / "logo.svg"), size="large")
try:
    page = st.navigation([PAGES[name] for name in viewer(Settings.from_env().role).pages], position="top")
    st.set_page_config(page_title=f"{page.title} · {blocks.APP}")
    page.run()
except UserFacingError as error:
    blocks.bad_news(str(error), has_newest=bool(st.query_params))
