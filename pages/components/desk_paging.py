"""Leafing through many rows: where the reader is, one page back, one on."""

from __future__ import annotations

import math

import streamlit as st

from analytics import formats
from pages.components import address, blocks
from pages.components.address import LEAF


def asked_page(rows_on_page: int, rows: int | None = None) -> int:
    """The page of the address, 1 where it says none; never beyond the last of `rows`."""
    asked = st.query_params.get(LEAF, "")
    page = int(asked) if asked.isascii() and asked.isdigit() and int(asked[:9]) > 0 else 1
    return page if rows is None else max(1, min(page, math.ceil(rows / rows_on_page)))


def turn_pages(rows: int, rows_on_page: int, word: str) -> None:
    """Nothing where everything stands on one page."""
    last = math.ceil(rows / rows_on_page)
    if last < 2:
        return
    page = asked_page(rows_on_page, rows)
    first, end = rows_on_page * (page - 1) + 1, min(rows, rows_on_page * page)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        said = f"{word} {formats.number(first)} bis {formats.number(end)} von {formats.number(rows)}"
        blocks.html(f'<p class="db-answer" role="status">{said}</p>')
        for name, target in (("Zurück", page - 1), ("Weiter", page + 1)):
            st.button(name, key=f"desk {name}", disabled=not 1 <= target <= last, on_click=_turn, args=(target,))


def _turn(page: int) -> None:
    address.go({LEAF: [str(page)] if page > 1 else []})
