"""The row of controls of the page Breitband: technology, speed class, user group; only what has values is offered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pandas as pd
import streamlit as st

from analytics.figures.broadband import choice as offer
from analytics.figures.broadband.choice import GIGABIT, TECHNOLOGIES, Choice
from analytics.filters import DIMENSIONS
from pages.components import address, blocks
from pages.components.session import View

USUAL = Choice()
DISTRICTS = next(dimension for dimension in DIMENSIONS if dimension.name == "districts")


def choose(frame: pd.DataFrame, city: str) -> Choice:
    """What the reader chose; the user group decides which technologies are offered, both decide on the speeds."""
    with st.container(key="coverage-choice", horizontal=True):
        first, second, third = (st.container(width="content") for _ in range(3))
    with third:
        group = _pick("gruppe", "Nutzergruppe", offer.user_groups(frame), USUAL.user_group, str)
    with first:
        offered = offer.technologies(frame, group)
        words = TECHNOLOGIES.__getitem__
        technology = _pick("technik", "Technik", offered, USUAL.technology, words, known=TECHNOLOGIES, as_buttons=True)
    with second:
        classes = offer.speeds(frame, group, technology, city)[::-1]
        speed = _pick("mbits", "Mindestens", classes, GIGABIT, offer.speed_words)
    return Choice(technology, speed, group)


def _pick(
    name: str,
    title: str,
    options: Sequence[address.Value],
    usual: address.Value,
    words: Callable[[address.Value], str],
    *,
    known: Iterable[address.Value] = (),
    as_buttons: bool = False,
) -> address.Value:
    """One control; where the usual value is not offered the first is the default. Nothing to offer: the usual one."""
    offered = options or (usual,)
    default = usual if usual in offered else offered[0]
    return address.choose(name, title, offered, default, words, known=known, as_buttons=as_buttons)


def tell_what_applies(view: View) -> None:
    """Of a selection of measures only the district can apply here."""
    if any(view.selection.values(dimension) for dimension in DIMENSIONS if dimension is not DISTRICTS):
        sentence = "Breitbanddaten kennen keine Maßnahmen: Von der Auswahl gilt hier nur der Stadtbezirk."
        blocks.html(f'<p class="db-quiet" role="status">{sentence}</p>')


def scope_of(view: View, choice: Choice) -> str:
    """What applies to the figures of districts: Stadtbezirk Mitte; Glasfaser ab 1.000 Mbit/s, Privathaushalte."""
    where = view.selection.part(DISTRICTS) if view.selection.districts else "Alle Stadtbezirke"
    return f"{where}; {choice.words}, {choice.user_group}"
