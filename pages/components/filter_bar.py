"""The one bar for the selection: what is shown, in a sentence, and the one place to change it."""

from __future__ import annotations

import datetime as dt
from html import escape

import streamlit as st

from analytics import formats
from analytics.filters import DIMENSIONS, EVERYTHING, Dimension, day_of, selection_notes
from analytics.queries import selection as selection_queries
from pages.components import address, blocks
from pages.components.address import SINCE
from pages.components.session import View


def filter_bar(
    view: View, *, shows_measures: bool = True, compares: bool = False, joins_whole_city: bool = True
) -> None:
    """The selection as a sentence, the popover that changes it, and every note about it.

    `shows_measures` = False leaves out what is only true of Maßnahmen; `compares` names the earlier date, to be chosen;
    `joins_whole_city` = False where the page itself tells the whole city's Maßnahmen apart from those of a district.
    """
    with st.container(key="stand", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        scope = blocks.scope_of(view) if shows_measures else ""
        blocks.html(f'<p class="db-stand">{_sentence(view, scope, compares)}</p>')
        with st.popover("Auswahl ändern"):
            with st.container(key="selection-days", horizontal=True):
                _choose_day(view)
                if compares and view.earlier:
                    _choose_since(view)
            for dimension in DIMENSIONS:
                _choose(view, dimension)
            with st.container(key="selection-done"):
                blocks.html('<button class="db-close" type="button">Schließen</button>')  # acts in static/reach.js
    compared = _since_notes(view) if compares else ()
    blocks.notes((*view.notes, *compared, *(_notes(view) if shows_measures and joins_whole_city else ())))


def _sentence(view: View, scope: str, compares: bool) -> str:
    stand = f"Stand {formats.day(view.as_of)}" if view.as_of else _no_stand(view.selection.day)
    compared = f", verglichen mit {formats.day(view.since)}" if compares and view.since else ""
    sample = f' <span class="db-sample">{blocks.sample_label(view)}</span>' if blocks.sample_label(view) else ""
    said = f"{scope} {view.selection.sentence()}.".lstrip()
    return f"<b>{stand}</b>{compared}. {escape(said)}{_reset(view)}{sample}"


def _no_stand(day: dt.date | None) -> str:
    return f"Kein Stand bis {formats.day(day)}" if day else "Keine Maßnahmen geliefert"


def _reset(view: View) -> str:
    if view.selection.is_everything:
        return ""
    return f' <a href="{escape(view.whole_link())}" target="_self">Auswahl aufheben</a>'


def _notes(view: View) -> tuple[str, ...]:
    if view.selection.is_everything or not view.as_of:
        return ()
    chosen = selection_queries.measures(view.engine, view.selection)
    every = selection_queries.measures(view.engine, EVERYTHING.on(view.selection.day))
    return selection_notes(view.selection, len(chosen), len(every), int(chosen["is_whole_city"].sum()))


def _choose_day(view: View) -> None:
    state = "selection day"
    st.session_state[state] = view.answered
    st.selectbox(
        "Stichtag",
        sorted(view.dates, reverse=True),
        index=0 if view.answered else None,
        key=state,
        format_func=formats.day,
        on_change=_write_day,
        args=(state,),
        placeholder="Stichtag wählen",
    )


def _write_day(state: str) -> None:
    day: dt.date | None = st.session_state[state]
    address.narrow(lambda selection: selection.on(day))


def _choose_since(view: View) -> None:
    """The day compared with; the one before is what nobody has to ask for."""
    state = "selection since"
    st.session_state[state] = view.since
    st.selectbox(
        "Verglichen mit",
        view.earlier,
        key=state,
        format_func=formats.day,
        on_change=_write_since,
        args=(state, view.earlier[0]),
    )


def _write_since(state: str, usual: dt.date) -> None:
    day: dt.date = st.session_state[state]
    address.go({SINCE: [] if day == usual else [day.isoformat()]})


def _since_notes(view: View) -> tuple[str, ...]:
    """What is compared with instead of the day asked."""
    asked = view.own.get(SINCE, ())
    if not asked or view.since is None or day_of(asked) == view.since:
        return ()
    return (
        f"Zum Vergleich mit „{asked[-1][:20]}“ gibt es keinen Stand. Verglichen wird mit {formats.day(view.since)}.",
    )


def _choose(view: View, dimension: Dimension) -> None:
    state, options = f"selection {dimension.name}", dimension.options()
    st.session_state[state] = list(view.selection.values(dimension))
    st.multiselect(
        dimension.title,
        list(options),
        key=state,
        format_func=options.__getitem__,
        on_change=_write,
        args=(dimension, state),
        placeholder=dimension.every,
    )


def _write(dimension: Dimension, state: str) -> None:
    values = st.session_state[state]
    address.narrow(lambda selection: selection.choosing(dimension, values))
