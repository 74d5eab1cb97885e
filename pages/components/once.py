"""A snapshot never changes and the address says all that is asked: what a page derives from both is derived once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar, cast

import streamlit as st

from pages.components import address
from pages.components.session import View

MOST = 1_200
"""Kept at a time, of all pages and readers; the ones not asked for longest make room. About 100 KB each."""
Derived = TypeVar("Derived")


@dataclass(frozen=True)
class _Derivation:
    """How something is derived, and what tells it from everything else: page, address, who sees it, theme, name."""

    place: tuple[object, ...]
    make: Callable[[], object]


def once(view: View, name: str, make: Callable[[], Derived]) -> Derived:
    """What `make` derives from view and address alone, a list's search and order aside, shared by all readers.

    Nobody may change it, and it holds no link: one reader's address may name the snapshot, another's not.
    """
    asked = view.durable_link(without=address.LIST_CHOICES)
    place = (view.engine.viewer, view.page, asked, view.theme, name)
    return cast("Derived", _derived(_Derivation(place, make)))


@st.cache_resource(max_entries=MOST, show_spinner=False, hash_funcs={_Derivation: attrgetter("place")})
def _derived(derivation: _Derivation) -> Any:
    return derivation.make()
