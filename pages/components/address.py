"""The address is the only truth of what is asked: read here, written here, carried from page to page.

`?stand=` names a snapshot, the rest is the selection (analytics/filters.py) and what a page adds of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import streamlit as st

from analytics.desk.pivot import NAMES as DESK
from analytics.filters import DAY, DIMENSIONS, Address, Selection, selection_of

SNAPSHOT_KEY = "stand"
SQL, LEAF = "sql", "seite"
"""A statement of the console."""
SINCE = "seit"
"""The earlier day to compare with."""
QUESTION, NUMBER = "frage", "nr"
"""A figure that is to explain itself; a Maßnahme."""
CARRIED = (SNAPSHOT_KEY, DAY, *(dimension.address for dimension in DIMENSIONS))
"""What stays when the reader goes to another page."""
OWN = {"stadtbezirke": ("bezirk",), "ausschuesse": ("ausschuss",)}
"""What is the page itself, not a choice about it, and does not go along to the next page."""
LIST_CHOICES = ("suche", "sortierung", "nur")
"""What changes nothing but a list: its search, its order, the rows of one kind."""
PAGE_CHOICES = (
    *(SINCE, QUESTION, NUMBER, "ansicht", "zeitplan", "jahr", "gliederung", "technik", "mbits", "gruppe"),
    *("datei", "schwere", "spalte", "umfang"),
    *(*DESK, "spaltenliste", "folge", "richtung", LEAF, SQL),
    *LIST_CHOICES,
)
"""What a page adds of its own; any other name in an address means nothing to us."""
_CARRIED_STATE, _PAGE_STATE, _WRITTEN_STATE = "carried address", "page shown", "address written"
Value = TypeVar("Value", str, int)


def address() -> dict[str, list[str]]:
    """The query string, taken apart."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def page() -> str:
    """The page that is shown, by its address; empty for the Überblick."""
    return str(st.session_state.get(_PAGE_STATE, ""))


def absolute(link: str) -> str:
    """A link of ours as it can be passed on: with the host under which the reader sees the page."""
    here = st.context.url or ""
    return urljoin(here if urlsplit(here).path else f"{here}/", link)


def asked() -> dict[str, list[str]]:
    """What is asked, for callbacks: the browser may not say yet what the choice before has written."""
    shown = address()
    outdated, written = st.session_state.get(_WRITTEN_STATE, ([], {}))
    return written if shown in outdated else shown


def carry(page: str) -> None:
    """On another page than before, an address without a selection takes over the one that was shown last."""
    shown_before = st.session_state.get(_PAGE_STATE, page)
    if shown_before != page and not any(name in st.query_params for name in CARRIED):
        left = OWN.get(shown_before, ())
        carried = {name: v for name, v in st.session_state.get(_CARRIED_STATE, {}).items() if name not in left}
        if carried:
            st.query_params.from_dict(address() | carried)
    found = address()
    if found != st.session_state.get(_WRITTEN_STATE, ([], {}))[1]:
        st.session_state.pop(_WRITTEN_STATE, None)  # the reader went elsewhere, such as back
    st.session_state[_PAGE_STATE] = page
    st.session_state[_CARRIED_STATE] = {name: values for name, values in found.items() if name in CARRIED}


def narrow(change: Callable[[Selection], Selection]) -> None:
    """Change the selection that is asked, and leave everything else in the address."""
    before = asked()
    selection = change(selection_of(before)[0])
    said = (DAY, *(dimension.address for dimension in DIMENSIONS))
    kept = {name: values for name, values in before.items() if name not in (*said, LEAF)}
    _say(kept | selection.address())


def go(mark: Address) -> None:
    """Set what a page itself reads from the address, such as the measure shown; nothing = leave it out.

    Whatever is asked anew begins on its first leaf.
    """
    found = asked() | {LEAF: []} | {name: list(values) for name, values in mark.items()}
    _say({name: values for name, values in found.items() if values})


def _say(query: dict[str, list[str]]) -> None:
    """All at once: each change of the address is a step that the back button takes."""
    shown = address()
    outdated, written = st.session_state.get(_WRITTEN_STATE, ([], {}))
    st.session_state[_WRITTEN_STATE] = ([*outdated, written] if shown in outdated else [shown], query)
    if query != shown:
        st.query_params.from_dict(query)


def choose(
    name: str,
    title: str,
    options: Sequence[Value],
    default: Value,
    words: Callable[[Value], str] = str,
    *,
    known: Iterable[Value] = (),
    as_buttons: bool = False,
) -> Value:
    """A choice that a page adds to the address as `?name=`; the default and what is not offered are left out of it.

    `known` are values that have words of their own though they may not be offered here.
    """
    asked = st.query_params.get(name)
    chosen = next((option for option in options if str(option) == asked), default)
    told = st.container(width="content")  # there without a note too, or what follows would be drawn anew
    if asked is not None and str(chosen) != asked:
        st.query_params.pop(name)
        word = next((words(value) for value in known if str(value) == asked), asked)
        said = f"„{escape(word[:40])}“ ist unter „{title}“ hier nicht wählbar."
        told.html(f'<p class="db db-source" role="status">{said}</p>')
    state = f"choice {name}"
    st.session_state[state] = chosen
    control = st.segmented_control if as_buttons else st.selectbox
    control(title, options, key=state, format_func=words, on_change=_chosen, args=(name, default))
    return chosen


def _chosen(name: str, default: Value) -> None:
    value = st.session_state[f"choice {name}"]
    go({name: [] if value is None or value == default else [str(value)]})
