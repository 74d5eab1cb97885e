"""A search that a page adds to the address as `?suche=`."""

from __future__ import annotations

import streamlit as st

from pages.components import address

NAME, STATE = "suche", "search"
LONGEST = 100


def search(title: str, example: str) -> str:
    """A field for words to look for; what stands in it stands in the address too."""
    asked = st.query_params.get(NAME, "")[:LONGEST]
    st.session_state[STATE] = asked
    st.text_input(title, key=STATE, on_change=_searched, placeholder=example, max_chars=LONGEST)
    return asked


def _searched() -> None:
    words = st.session_state[STATE].strip()
    address.go({NAME: [words] if words else []})
