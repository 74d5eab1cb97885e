"""The views that ship with the product: questions that somebody asked, one choice away."""

from __future__ import annotations

import streamlit as st

from analytics.saved_views import SavedView, saved_views
from pages.components import address, desk_address

_STATE = "desk saved view"


def choose() -> SavedView | None:
    """The choice, and the view that is shown; None where the reader asks something of his own."""
    views = {one.name: one for one in saved_views().views}
    shown = next((one for one in views.values() if _is_shown(one)), None)
    st.session_state[_STATE] = shown.name if shown else None
    st.selectbox(
        "Gespeicherte Ansicht",
        list(views),
        index=None,
        key=_STATE,
        format_func=lambda name: views[name].title,
        on_change=_open,
        args=(views,),
        placeholder="Frage wählen",
    )
    return shown


def _is_shown(saved: SavedView) -> bool:
    """Whether the address asks exactly this."""
    asked = {name: tuple(values) for name, values in address.address().items() if name in desk_address.OWN}
    asked.pop(address.LEAF, None)
    return asked == dict(saved.address)


def _open(views: dict[str, SavedView]) -> None:
    if (name := st.session_state[_STATE]) is not None:
        desk_address.say_view(views[name])
