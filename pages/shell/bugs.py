"""Our own bug has its own voice: one German sentence and a short number on screen, the traceback only in the log."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from pages.components import blocks, reading

LOG = logging.getLogger("digitalbilanz")


CONTAINED = "errors of cards"


def contain(error: Exception) -> None:
    """One card failed: its number stands in its place, and the others go on."""
    number = secrets.token_hex(2)
    error.add_note(f"Shown as number {number}.")
    st.session_state[CONTAINED] = [*st.session_state.get(CONTAINED, ()), error]
    blocks.bug(number, "Diese Antwort konnte nicht berechnet werden")


def raise_contained() -> None:
    """When the page stands: what its cards kept to themselves, for the log and for tests."""
    if errors := st.session_state.pop(CONTAINED, None):
        raise ExceptionGroup("Shown in the cards where they happened", errors)


def report_bug(error: Exception) -> bool:
    """Called by Streamlit for an exception that a page let through; True keeps the traceback off the screen."""
    if isinstance(error, ExceptionGroup):  # their numbers stand in their cards, and in the traceback
        return True
    number = secrets.token_hex(2)
    LOG.error("The traceback above was shown as number %s: %s", number, type(error).__name__)
    blocks.bug(number)
    if not blocks.has("<footer"):
        reading.footer()
    return True
