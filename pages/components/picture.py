"""A drawing to take away as SVG or PNG: two buttons, and what the file says of itself; static/take_away.js makes it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import NamedTuple

import streamlit as st


class Picture(NamedTuple):
    """What the words of a card say of its drawing: the question, the answer, and the alternative text, by which the
    browser finds the drawing; whether a legend stands above it, and whether it shows the outlines of a map."""

    question: str
    sentence: str
    alt: str
    has_legend: bool
    has_map: bool


def buttons(picture: Picture, notes: Mapping[str, str], name: str) -> None:
    """The two buttons; `notes` = what a file must say about itself, `name` = that of the file without its ending."""
    said = {"name": name, "notes": dict(notes), **picture._asdict()}
    st.html(
        f'<div class="db-take" data-picture="{escape(_json(said))}">'
        '<button type="button" data-take="svg">Diagramm als SVG</button>'
        '<button type="button" data-take="png">Diagramm als PNG</button>'
        '<span role="status"></span></div>',
        width="content",
    )


def _json(said: Mapping[str, object]) -> str:
    """Without `<` and `>`: Streamlit's sanitiser throws away an attribute that looks like the end of an element."""
    return json.dumps(said, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e")
