"""Where a reader of the desk narrows: one column at a time, and all conditions as chips that can be taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from analytics.desk import answers
from analytics.desk.catalogue import Attribute, DeskTable
from analytics.desk.conditions import (
    ANYWHERE,
    BETWEEN,
    CONTAINS,
    IS,
    IS_NOT,
    MOST_VALUES,
    Condition,
    operators_of,
    typed,
    without,
    word_of,
    written,
)
from analytics.desk.typing_in import amount_of, day_typed
from analytics.errors import NoSuchDate
from pages.components import desk_address
from pages.components.session import View

AND, OR = "und", "oder"
WORDS = {IS: "ist eins von", IS_NOT: "ist keins von", CONTAINS: "enthält", BETWEEN: "liegt zwischen"}
FIRST = f"Angeboten sind die ersten {MOST_VALUES} Werte"
_COLUMN, _OPERATOR, _JOIN = "desk narrowed column", "desk narrowed operator", "desk narrowed join"


def narrow(view: View, table: DeskTable, conditions: Sequence[Condition]) -> None:
    """The controls for one more condition, and below them those that hold."""
    with st.container(key="desk-narrow"):
        titles = {ANYWHERE: "Suche überall", **{name: one.title for name, one in table.attributes.items()}}
        if st.session_state.get(_COLUMN) not in titles:
            st.session_state[_COLUMN] = ANYWHERE
        column = st.selectbox("Einschränken nach", list(titles), key=_COLUMN, format_func=titles.__getitem__)
        operator = _operator(table.attributes.get(column))
        _values(view, table, column, operator, conditions)
        if conditions:
            st.session_state.setdefault(_JOIN, AND)
            st.segmented_control("Nächste Bedingung mit", (AND, OR), key=_JOIN, required=True)
    _held(table, conditions)


def _operator(attribute: Attribute | None) -> str:
    if attribute is None:
        return CONTAINS
    possible = operators_of(attribute)
    usual = BETWEEN if attribute.kind in ("eur", "pct", "count") else IS
    key = f"{_OPERATOR} {attribute.name}"
    st.session_state.setdefault(key, usual)
    found: str = st.selectbox("Bedingung", possible, key=key, format_func=WORDS.__getitem__)
    return found


def _values(view: View, table: DeskTable, column: str, operator: str, conditions: Sequence[Condition]) -> None:
    if operator == CONTAINS:
        _text(column, conditions)
    elif operator == BETWEEN:
        _ends(table.attributes[column], conditions)
    else:
        _listed(view, table, column, operator, conditions)


def _text(column: str, conditions: Sequence[Condition]) -> None:
    state = f"desk narrowed text {column}"
    st.session_state[state] = ""
    st.text_input(
        "Text", key=state, placeholder="Wort und Eingabetaste", on_change=_write_text, args=(state, column, conditions)
    )


def _write_text(state: str, column: str, conditions: Sequence[Condition]) -> None:
    if text := st.session_state[state].strip():
        _add(Condition(column, CONTAINS, (text,)), conditions)


def _ends(attribute: Attribute, conditions: Sequence[Condition]) -> None:
    """Both ends of a range as people write them; empty = open."""
    found = next((one for one in conditions if (one.attribute, one.operator) == (attribute.name, BETWEEN)), None)
    for word, end in (("von", 0), ("bis", 1)):
        state = f"desk narrowed {word} {attribute.name}"
        value = found.typed_values_of(attribute)[end] if found else None
        st.session_state[state] = "" if value is None else word_of(attribute, value)
        st.text_input(
            word,
            key=state,
            placeholder="TT.MM.JJJJ" if attribute.kind == "day" else "offen",
            on_change=_write_end,
            args=(state, attribute, end, found, conditions),
        )
        if st.session_state.pop(f"{state} wrong", False):
            st.html(f'<p class="db db-source" role="alert">{_how(attribute)}</p>')


def _how(attribute: Attribute) -> str:
    example = "31.12.2021" if attribute.kind == "day" else "2021" if attribute.kind == "number" else "1.234,50"
    return f"Das ist kein Wert dieser Spalte: bitte zum Beispiel {example} eingeben."


def _write_end(
    state: str, attribute: Attribute, end: int, found: Condition | None, conditions: Sequence[Condition]
) -> None:
    value = _typed_end(st.session_state[state].strip(), attribute)
    if value is None:
        st.session_state[f"{state} wrong"] = True
        return
    values = list(found.values if found else ("", ""))
    values[end] = value
    changed = Condition(attribute.name, BETWEEN, (values[0], values[1]))
    _say(changed if any(values) else None, found, conditions)


def _typed_end(text: str, attribute: Attribute) -> str | None:
    """As an address writes it; None where the column cannot hold such a value."""
    value = day_typed(text) if attribute.kind == "day" else amount_of(text)
    if text and value is None:
        return None
    try:
        typed(attribute, written(value))
    except ValueError:
        return None
    return written(value)


def _listed(view: View, table: DeskTable, column: str, operator: str, conditions: Sequence[Condition]) -> None:
    """The values that occur; those of a condition on this column are chosen already."""
    attribute = table.attributes[column]
    try:
        known = answers.values_of(view.engine, table, column, view.selection, MOST_VALUES + 1)
    except NoSuchDate:
        known = ()
    found = next((one for one in conditions if (one.attribute, one.operator) == (column, operator)), None)
    chosen = list(found.values) if found else []
    offered = list(dict.fromkeys([*map(written, known[:MOST_VALUES]), *chosen]))
    state = f"desk narrowed values {operator} {column}"
    st.session_state[state] = chosen
    st.multiselect(
        "Werte",
        offered,
        key=state,
        format_func=lambda value: word_of(attribute, typed(attribute, value)),
        on_change=_write_values,
        args=(state, Condition(column, operator, ()), found, conditions),
        placeholder="Wert wählen",
        help=_first(attribute) if len(known) > MOST_VALUES else None,
    )


def _first(attribute: Attribute) -> str:
    """That there are more, and which condition finds them."""
    other = next((WORDS[one] for one in operators_of(attribute) if one in (CONTAINS, BETWEEN)), "")
    return f"{FIRST}; „{other}“ findet alle." if other else f"{FIRST}."


def _write_values(state: str, empty: Condition, found: Condition | None, conditions: Sequence[Condition]) -> None:
    chosen: list[str] = st.session_state[state]
    _say(replace(empty, values=tuple(chosen)) if chosen else None, found, conditions)


def _say(changed: Condition | None, found: Condition | None, conditions: Sequence[Condition]) -> None:
    """The condition in the place of the one it changes, or as one more; None takes that one away, if there is one."""
    if found is None:
        if changed:
            _add(changed, conditions)
    elif changed:
        desk_address.say_conditions(
            [replace(changed, or_before=one.or_before) if one == found else one for one in conditions]
        )
    else:
        desk_address.say_conditions(without(conditions, found.__eq__))


def _add(condition: Condition, conditions: Sequence[Condition]) -> None:
    joined = bool(conditions) and st.session_state.get(_JOIN) == OR
    desk_address.say_conditions([*conditions, replace(condition, or_before=joined)])


def _held(table: DeskTable, conditions: Sequence[Condition]) -> None:
    """Every condition as a chip; taking it away lifts it."""
    if not conditions:
        return
    state = "desk conditions"
    words = {one.address: f"{'oder ' if one.or_before else ''}{one.sentence(table)}" for one in conditions}
    st.session_state[state] = list(words)
    st.multiselect(
        "Es gilt",
        list(words),
        key=state,
        format_func=words.__getitem__,
        on_change=_write_held,
        args=(state, conditions),
    )


def _write_held(state: str, conditions: Sequence[Condition]) -> None:
    kept = st.session_state[state]
    desk_address.say_conditions(without(conditions, lambda one: one.address not in kept))
