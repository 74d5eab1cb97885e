"""A page without an answer: nothing published, nothing readable, nothing chosen. Each says why, and what to do next."""

from __future__ import annotations

import hashlib
import logging
from html import escape
from urllib.parse import urlencode

from analytics import formats
from analytics.errors import NoSuchDate, StoreUnreadable, UserFacingError
from analytics.filters import DAY, DIMENSIONS, EVERYTHING, Selection
from analytics.queries import selection as selection_queries
from pages.components import address, blocks, reading
from pages.components.address import SNAPSHOT_KEY
from pages.components.filter_bar import filter_bar
from pages.components.session import View

LOG = logging.getLogger("digitalbilanz")


def tell(error: UserFacingError) -> None:
    """The sentence of the error where the page would be, and the foot that every page has."""
    if isinstance(error, StoreUnreadable):
        number = _number(error)
        LOG.error("Shown as number %s: %s %s", number, error, error.reason)
        blocks.unreadable(str(error), number, _newest(SNAPSHOT_KEY))
    else:
        blocks.bad_news(str(error), _newest(DAY if isinstance(error, NoSuchDate) else SNAPSHOT_KEY))
    reading.footer()


def _number(error: StoreUnreadable) -> str:
    """The same for every reader who meets the same damage."""
    return hashlib.sha256(f"{error} {error.reason}".encode()).hexdigest()[:6]


def _newest(without: str) -> str:
    """The same address without the day or the state it asks for; empty where it asks for none."""
    asked = address.address()
    if without not in asked:
        return ""
    return f"?{urlencode({name: values for name, values in asked.items() if name != without}, doseq=True)}"


def is_emptied(view: View) -> bool:
    """Whether no Maßnahme belongs to what is chosen, although there are some."""
    return not view.selection.is_everything and view.as_of is not None and not _counted(view, view.selection)


def nothing_chosen(view: View) -> None:
    """One frame in place of a page of empty cards: what excludes what, and each choice that can be lifted."""
    filter_bar(view, shows_measures=False)
    blocks.html(frame(view))
    blocks.footer(view)


def frame(view: View, heading: str = "h1") -> str:
    """The frame alone, for a page that has more to show."""
    every = _counted(view, EVERYTHING.on(view.selection.day))
    ways = "".join(f"<li>{way}</li>" for way in (*_narrower(view), _way(view, EVERYTHING, "Auswahl aufheben", every)))
    return (
        f'<div class="db-note db-empty"><{heading}>{blocks.NOTHING}</{heading}>'
        f"<p>Keine Maßnahme passt zur Auswahl. {escape(_why(view, every))}</p><ul>{ways}</ul></div>"
    )


def _why(view: View, every: int) -> str:
    """What excludes what: several choices may each have Maßnahmen, and no one all of them."""
    chosen = [view.selection.part(dimension) for dimension in DIMENSIONS if view.selection.values(dimension)]
    asked = f"keine {'zugleich ' if len(chosen) > 1 else ''}zu {' und '.join(chosen)}"
    of_all = formats.count(every, "Maßnahme", "Maßnahmen")
    return f"{blocks.scope_of(view)} Von {of_all} zum {formats.day(view.as_of)} gehört {asked}.".strip()


def _narrower(view: View) -> list[str]:
    """One way per choice that stands alone in the way, where there are several."""
    chosen = [dimension for dimension in DIMENSIONS if view.selection.values(dimension)]
    others = {one: view.selection.choosing(one, ()) for one in chosen if len(chosen) > 1}
    found = {one: _counted(view, selection) for one, selection in others.items()}
    return [_way(view, others[one], f"Ohne {view.selection.part(one)}", count) for one, count in found.items() if count]


def _way(view: View, selection: Selection, words: str, count: int) -> str:
    link = view.address(selection.on(view.selection.day), **view.own)
    found = formats.count(count, "Maßnahme", "Maßnahmen")
    return f'<a href="{escape(link)}" target="_self">{escape(words)}</a> ({found})'


def _counted(view: View, selection: Selection) -> int:
    return len(selection_queries.measures(view.engine, selection))
