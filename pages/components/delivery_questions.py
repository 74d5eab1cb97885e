"""What must be answered before dropped files are checked: their Stichtag, and the profile where several fit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from analytics import formats
from analytics.publish.first_look import FirstLook, other_day, unclear
from pages.components import blocks

_STAYED = "delivery day stays"


def asks_for_day(looks: Sequence[FirstLook], day: dt.date, key: object, use: Callable[[dt.date], None]) -> bool:
    """True while the files name another Stichtag than the chosen one and nobody said which holds.

    `key` tells these files from others, `use` sets the day.
    """
    named = other_day(looks, day)
    if named is None or st.session_state.get(_STAYED) == (key, day):
        return False
    who = "Die Dateien nennen" if len(looks) > 1 else "Die Datei nennt"
    shown, chosen = formats.day(named), formats.day(day)
    blocks.notes([f"{who} den {shown} als Stichtag, gewählt ist der {chosen}."], role="alert")
    with st.container(horizontal=True, gap="small"):
        st.button(f"Mit dem Stichtag {shown} prüfen", type="primary", on_click=use, args=(named,))
        st.button(f"Beim {chosen} bleiben", on_click=_stay, args=(key, day))
    return True


def _stay(key: object, day: dt.date) -> None:
    st.session_state[_STAYED] = (key, day)


def profiles(looks: Sequence[FirstLook], key: object) -> Mapping[str, str] | None:
    """The profile that somebody chose for each file that several fit, by file name; None while one is not chosen."""
    open_ = unclear(looks)
    if not open_:
        return {}
    above = st.container()
    with st.container(key="delivery-profiles"):
        chosen = {look.file: _profile(look, key) for look in open_}
    missing = [file for file, name in chosen.items() if not name]
    if missing:
        with above:
            files = " und ".join(missing)
            blocks.notes([f"Zu {files} passen mehrere Profile: bitte wählen, was die Datei enthält."], role="alert")
        return None
    return {file: name for file, name in chosen.items() if name}


def _profile(look: FirstLook, key: object) -> str | None:
    titles = {one.name: one.title for one in look.fitting}
    return st.selectbox(
        f"Was enthält {look.file}?",
        [*titles],
        index=None,
        format_func=titles.__getitem__,
        placeholder="Bitte wählen",
        key=f"delivery profile {look.file} {key}",
    )
