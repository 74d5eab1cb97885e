"""The button that publishes what was tried, what holds it back, and what became of it; the same for the way back."""

from __future__ import annotations

from html import escape

import streamlit as st

from analytics import formats
from analytics.errors import StoreUnreadable, UserFacingError
from analytics.publish import Overtaken, publish
from analytics.publish.trial import Trial
from analytics.store import Store
from pages.components import blocks, delivery_trial, delivery_view
from pages.components.delivery_trial import Delivered
from pages.components.upload import as_delivery, clear

BY = "Datenlieferung"
WAITING = "Die Lieferung wird veröffentlicht. Läuft gerade eine andere Veröffentlichung, wartet sie darauf …"
_ASKED, _TOLD = "delivery asked", "delivery told"


def publish_asked(store: Store) -> None:
    """What the button of the run before asked for: exactly what was tried, on the state that it was tried on."""
    asked: tuple[Delivered, Trial] | None = st.session_state.pop(_ASKED, None)
    if not asked:
        return
    try:
        with st.spinner(WAITING):
            snapshot = _published(*asked, store)
    except StoreUnreadable:
        raise
    except UserFacingError as error:
        st.session_state[_TOLD] = (str(error), "")
        return
    st.session_state[_TOLD] = (
        ("", f"Veröffentlicht: Es gilt der Datenstand {snapshot}.")
        if snapshot
        else ("Nichts veröffentlicht: bitte die Dateien neu prüfen lassen.", "")
    )
    if snapshot:
        delivery_trial.forget()
        clear()


def _published(delivered: Delivered, tried: Trial, store: Store) -> str:
    """The id of the new state; empty where a file was refused after all."""
    try:
        with as_delivery(delivered.files, delivered.day) as folder:
            outcome = publish(
                folder, store, by=BY, expected=tried.former, promised=tried.snapshot_id, chosen=delivered.profiles
            )
    except Overtaken:
        if store.current_id() != tried.snapshot_id:
            raise
        return tried.snapshot_id or ""  # by a second click on the same button
    return outcome.snapshot_id or ""


def tell_outcome() -> None:
    """What the last button led to."""
    refusal, done = st.session_state.pop(_TOLD, ("", ""))
    with st.container():  # there without an outcome, too: what follows keeps its place
        if refusal:
            blocks.notes([refusal], role="alert")
        if done:
            _done(done)


def _done(done: str) -> None:
    ways = {"/": "Zum Überblick", "/datenqualitaet": "Zur Datenqualität"}
    links = " · ".join(f'<a href="{address}" target="_self">{words}</a>' for address, words in ways.items())
    blocks.html(f'<div class="db-note db-done" role="status"><p>{escape(done)}</p><p>{links}</p></div>')


def decide(delivered: Delivered, found: Trial, store: Store) -> None:
    """What holds the delivery back, and the button that publishes it."""
    blocks.section("Veröffentlichen", f"{delivery_view.recognised(found.files)} zum {formats.day(delivered.day)}")
    if store.current_id() != found.former:
        blocks.notes(["Inzwischen wurde ein anderer Stand veröffentlicht: bitte neu prüfen lassen."], role="alert")
        st.button("Neu prüfen", on_click=delivery_trial.forget)
        return
    blocks.sentence(delivery_view.left_behind(found))
    blocks.notes(found.held, role="alert")
    confirmed = not found.held or st.checkbox(
        "Ich habe das geprüft und will trotzdem veröffentlichen.", key=f"delivery sure {found.snapshot_id}"
    )
    may = confirmed and not found.changes_nothing
    st.button("Veröffentlichen", type="primary", disabled=not may, on_click=_ask, args=(delivered, found))


def _ask(delivered: Delivered, found: Trial) -> None:
    st.session_state[_ASKED] = (delivered, found)


def go_back(store: Store, snapshot: str) -> None:
    """Make an earlier state the current one."""
    try:
        store.go_back(snapshot, by=BY)
    except UserFacingError as error:
        st.session_state[_TOLD] = (str(error), "")
    else:
        st.session_state[_TOLD] = ("", f"Zurückgekehrt: Es gilt wieder der Datenstand {snapshot}.")
    delivery_trial.forget()
