"""Launcher: `streamlit run dashboard.py`. The router lies beside the pages, so a cold deep link cannot bypass it."""

import streamlit as st

from pages.components import ahead
from pages.shell import MIDDLEWARE, ROUTES, report_bug

app = st.App("pages/router.py", routes=ROUTES, middleware=MIDDLEWARE, on_script_error=report_bug)
ahead.turn_on()
