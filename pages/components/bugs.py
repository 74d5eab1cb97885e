"""Our own bug has its own voice: one German sentence and a short number on screen, the traceback only in the log."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from pages.components import blocks, reading

LOG = logging.getLogger("digitalbilanz")
_CONTAINED = "errors of cards"


class Contained(ExceptionGroup):
    """What the cards of one page kept to themselves; each has its number on screen and in the log already."""


def begin() -> None:
    """A page is drawn anew; what a run that was cut short kept is no longer its business."""
    st.session_state[_CONTAINED] = []


def contain(error: Exception) -> None:
    """One card failed: its number stands in its place, and the others go on."""
    number = _numbered("An error in a card", error)
    st.session_state[_CONTAINED] = [*st.session_state.get(_CONTAINED, ()), error]
    blocks.bug(number, "Diese Antwort konnte nicht berechnet werden")


def raise_contained() -> None:
    """When the page stands: its errors once more, so that tests and the log with its traceback never overlook them."""
    if errors := st.session_state.pop(_CONTAINED, None):
        raise Contained("Shown in the cards where they happened", errors)


def report_bug(error: Exception) -> bool:
    """Called by Streamlit for an exception that a page let through; True keeps the traceback off the screen."""
    if isinstance(error, Contained):
        return True
    blocks.bug(_numbered("The traceback above", error))
    if not blocks.has("<footer"):
        reading.footer()
    return True


def _numbered(what: str, error: Exception) -> str:
    number = secrets.token_hex(3)
    LOG.error("%s was shown as number %s: %s", what, number, type(error).__name__)
    return number
