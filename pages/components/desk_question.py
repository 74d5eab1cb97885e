"""Where a reader of the desk says what is asked: table, rows, columns, value, and how it is computed and shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from analytics.desk.catalogue import tables
from analytics.desk.pivot import (
    ACROSS,
    AXIS_ROWS,
    HOW,
    HOWS,
    METRIC,
    ORDER,
    ORDERS,
    SHOWN,
    SHOWNS,
    TABLE,
    Pivot,
    showns_of,
    ways_of,
)
from pages.components import desk_address

_FIRST, _SECOND, _LIFTED = "desk rows", "desk rows parted", "desk lifted"


def choose_table(pivot: Pivot) -> None:
    """The table that is asked."""
    known = tables()
    _one(TABLE, "Tabelle", list(known), pivot.table.name, lambda name: known[name].title)


def choose(pivot: Pivot) -> None:
    """Rows, columns and value, and how the value is computed, shown and ordered."""
    table, titles = pivot.table, {"": "ohne", **{name: one.title for name, one in pivot.table.attributes.items()}}
    with st.container(key="desk-axes"):
        _rows(pivot, titles)
        _across(pivot, titles)
        _one(METRIC, "Wert", list(table.metrics), pivot.metric.name, lambda name: table.metrics[name].title)
        ways = ways_of(pivot.metric)
        if len(ways) > 1:
            _one(HOW, "Rechnung", ways, pivot.how, HOWS.__getitem__)
        shown = showns_of(pivot)
        if len(shown) > 1:
            _one(SHOWN, "Anzeigen als", shown, pivot.shown, SHOWNS.__getitem__)
        _one(ORDER, "Reihenfolge", list(ORDERS), pivot.order, ORDERS.__getitem__)


def _rows(pivot: Pivot, titles: dict[str, str]) -> None:
    """What makes the rows, and what parts each of them further."""
    first, second = pivot.rows[0], "".join(pivot.rows[1:])
    st.session_state[_FIRST], st.session_state[_SECOND] = first, second
    axes = pivot.table.axes
    st.selectbox("Zeilen", axes, key=_FIRST, format_func=titles.__getitem__, on_change=_write_rows, args=(pivot,))
    further = ["", *(name for name in axes if name != first)]
    st.selectbox(
        "Unterteilt nach", further, key=_SECOND, format_func=titles.__getitem__, on_change=_write_rows, args=(pivot,)
    )


def _across(pivot: Pivot, titles: dict[str, str]) -> None:
    offered = [name for name in ("", *pivot.table.axes) if name not in pivot.rows]
    state = _state(ACROSS)
    st.session_state[state] = pivot.across
    st.selectbox("Spalten", offered, key=state, format_func=titles.__getitem__, on_change=_write_across, args=(pivot,))


def _write_across(pivot: Pivot) -> None:
    chosen = st.session_state[_state(ACROSS)]
    _free(pivot, [chosen])
    desk_address.say_conditions(pivot.freed(chosen), **{ACROSS: [chosen] if chosen else []})


def _free(pivot: Pivot, names: Sequence[str]) -> None:
    """Note what is lifted, because parting by one value would show nothing."""
    gone = [one.sentence(pivot.table) for one in pivot.conditions if one not in pivot.freed(*names)]
    st.session_state[_LIFTED] = [f"Aufgehoben, weil jetzt danach aufgeteilt wird: {one}." for one in gone]


def lifted() -> list[str]:
    """What the last choice has lifted, told once."""
    found: list[str] = st.session_state.pop(_LIFTED, [])
    return found


def _write_rows(pivot: Pivot) -> None:
    chosen = [name for name in dict.fromkeys((st.session_state[_FIRST], st.session_state[_SECOND])) if name]
    new = [name for name in chosen if name not in pivot.rows]
    _free(pivot, new)
    desk_address.say_conditions(pivot.freed(*new), **{AXIS_ROWS: chosen})


def _one(name: str, title: str, options: Sequence[str], chosen: str, words: Callable[[str], str]) -> None:
    state = _state(name)
    st.session_state[state] = chosen
    st.selectbox(title, options, key=state, format_func=words, on_change=_write, args=(name,))


def _write(name: str) -> None:
    value = st.session_state[_state(name)]
    if name == TABLE:
        desk_address.say_table(value)
    else:
        desk_address.say(**{name: [value] if value else []})


def _state(name: str) -> str:
    return f"desk {name}"
