"""Pages about the product itself: Barrierefreiheit, Datenschutz, Impressum. They work before anything is published."""

from __future__ import annotations

import contextlib

from analytics import legal
from analytics.errors import UserFacingError
from pages.components import blocks, reading
from pages.components.session import View, open_view


def accessibility() -> None:
    """Erklärung zur Barrierefreiheit."""
    _show("barrierefreiheit")


def privacy() -> None:
    """Datenschutz."""
    _show("datenschutz")


def imprint() -> None:
    """Impressum."""
    _show("impressum")


def _show(name: str) -> None:
    reading.legal_page(legal.page(name))
    view = _view()
    if view:
        blocks.footer(view)
    else:
        reading.footer()


def _view() -> View | None:
    """What is published, for the foot of the page; None while there is nothing or the address names nothing."""
    with contextlib.suppress(UserFacingError):
        return open_view()
    return None
