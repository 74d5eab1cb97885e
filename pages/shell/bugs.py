"""Our own bug has its own voice: one German sentence and a short number on screen, the traceback only in the log."""

from __future__ import annotations

import logging
import secrets

from pages.components import blocks

LOG = logging.getLogger("digitalbilanz")


def report_bug(error: Exception) -> bool:
    """Called by Streamlit for an exception that a page let through; True keeps the traceback off the screen."""
    number = secrets.token_hex(2)
    LOG.error("The traceback above was shown as number %s: %s", number, type(error).__name__)
    blocks.bug(number)
    return True
