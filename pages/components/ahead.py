"""While a reader looks at one day, the page is derived for the other days: a change of the day has only to be drawn."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable

from pages.components.session import View

_log = logging.getLogger(__name__)
MOST_DAYS = 12
"""The newest ones; an older day is derived when it is asked for."""
PAUSE_S = 0.2
"""Before each day: whoever waits for a page comes first."""
_begun: set[tuple[object, ...]] | None = None
"""What has been begun; None = not in this process, as in a test of a page or a notebook."""


def turn_on() -> None:
    """From now on; said by the launcher of the server."""
    global _begun
    _begun = set()


def derive_other_days(view: View, derive: Callable[[View], None]) -> None:
    """Derives the whole city's page for the other days, behind the back of this run; a narrower choice is not guessed.

    Once per snapshot, role, page and theme. `derive` asks everything of `once`, which keeps it for all readers.
    """
    key = (view.engine.snapshot_id, view.engine.viewer, view.page, view.theme)
    if _begun is None or key in _begun or view.own or not view.selection.is_everything:
        return
    _begun.add(key)
    days = [day for day in sorted(view.dates, reverse=True)[:MOST_DAYS] if day != view.answered]
    threading.Thread(target=_derive, args=(derive, map(view.on, days)), daemon=True, name="ahead").start()


def _derive(derive: Callable[[View], None], views: Iterable[View]) -> None:
    for view in views:
        time.sleep(PAUSE_S)
        try:
            derive(view)
        except Exception:  # such as an engine closed meanwhile; whoever asks for that day is told
            _log.debug("not derived ahead: %s", view.selection.day, exc_info=True)
