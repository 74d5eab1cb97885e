"""Datenlieferung: drop files, read what is wrong and what would change, then publish. Nothing happens by opening it."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from analytics.access import viewer
from analytics.errors import UserFacingError
from analytics.figures.overview.lead import Fact
from analytics.settings import Settings
from analytics.store import Store
from pages.components import blocks, delivery_questions, delivery_trial, delivery_view, reading
from pages.components.delivery_dates import default_day
from pages.components.delivery_history import history
from pages.components.delivery_publishing import decide, go_back, publish_asked, tell_outcome
from pages.components.delivery_trial import Delivered
from pages.components.upload import MOST_FILES, dropped_files

LEAD = (
    Fact("Dateien ablegen, Prüfung lesen, veröffentlichen.", ""),
    Fact("", "Solange Sie nicht auf „Veröffentlichen“ klicken, ändert sich nichts."),
)
TOO_MANY = "Bitte höchstens zwölf Dateien auf einmal ablegen: je Export eine, dazu ihre Berichtigungen."
ROLE, DAY = "datenlieferung", "delivery day"


def choose() -> tuple[Sequence[UploadedFile], dt.date]:
    """The files and their date."""
    blocks.section("Was wird geliefert?", "CSV oder Excel, Maßnahmen, Kosten und Breitband zu einem Stichtag")
    with st.container(key="delivery-choice"):
        st.session_state.setdefault(DAY, default_day(store, dt.date.today()))
        first, last = dt.date(1900, 1, 1), dt.date(2199, 12, 31)  # beyond it the field says nothing that is seen
        day = st.date_input("Stichtag der Lieferung", key=DAY, format="DD.MM.YYYY", min_value=first, max_value=last)
        return dropped_files(), day


def result(files: Sequence[UploadedFile], day: dt.date) -> None:
    """What must be answered first, then everything that is to be known before publishing, and the button."""
    looks, key = delivery_trial.looked(files, day), tuple(file.file_id for file in files)
    if delivery_questions.asks_for_day(looks, day, key, use_day):
        return
    profiles = delivery_questions.profiles(looks, key)
    if profiles is None:
        return
    delivered = Delivered(files, day, profiles)
    found = delivery_trial.tried(delivered, store)
    delivery_view.files_read(found)
    if not found.is_refused or any(file.findings for file in found.files):
        delivery_view.findings(found, day)
    if not found.is_refused:
        delivery_view.consequences(found)
        decide(delivered, found, store)


def use_day(day: dt.date) -> None:
    """Set the date, before the page is drawn again."""
    st.session_state[DAY] = day


settings = Settings.from_env()
if viewer(settings.role).role != ROLE:
    raise UserFacingError("Diese Seite ist nur für die Rolle datenlieferung: bitte mit dieser Rolle starten.")
store = Store(settings.store)
blocks.page_head("Was bringt die neue Lieferung?", LEAD)
publish_asked(store)
tell_outcome()
with st.container():  # what somebody else publishes meanwhile moves none of the choices below
    delivery_view.published_line(store.current())
dropped, chosen = choose()
with st.container():
    if len(dropped) > MOST_FILES:
        blocks.notes([TOO_MANY], role="alert")
    elif dropped:
        result(dropped, chosen)
history(store, functools.partial(go_back, store))
reading.footer(delivery_view.published(store.current()))
