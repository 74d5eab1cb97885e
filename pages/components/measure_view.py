"""One Maßnahme on a page of its own, `/massnahmen?nr=`: where it stands, why, who is responsible, how it got there."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable
from html import escape

import pandas as pd
import streamlit as st

from analytics.figures.measures import measure_course, measure_history, measure_outlook, measure_sheet
from analytics.figures.measures.measure_sheet import Line, State
from analytics.filters import DIMENSIONS
from analytics.formats import count
from analytics.queries import measures, outlook
from analytics.queries import selection as selection_queries
from analytics.queries.measures import Sheet
from analytics.reference import reference
from pages.components import blocks, chart, outlook_view
from pages.components import table as tables
from pages.components.chart import Answer
from pages.components.session import View
from pages.components.table import Source


def unknown(number: str) -> None:
    """The same words whether there is no such Maßnahme, none on that day, or none that the role may see."""
    text = f"Eine Maßnahme „{number[:20]}“ gibt es zu diesem Stichtag nicht, oder sie darf hier nicht gezeigt werden. "
    blocks.notes([f"{text}Darunter stehen alle Maßnahmen der Auswahl."])


def show(view: View, sheet: Sheet) -> None:
    """The Steckbrief."""
    if sheet.measure_id not in set(selection_queries.measures(view.engine, view.selection)["measure_id"]):
        blocks.notes(["Diese Maßnahme gehört nicht zur Auswahl. Sie wird trotzdem ganz gezeigt."])
    st.set_page_config(page_title=f"{sheet.measure_id} {sheet.title} · {blocks.APP}")
    way_back = escape(view.address(page="massnahmen"))
    blocks.html(f'<p class="db-back"><a href="{way_back}" target="_self">Zurück zu allen Maßnahmen</a></p>')
    blocks.page_head(f"{sheet.measure_id} {sheet.title}", measure_sheet.lead(sheet))
    blocks.html(f'<ul class="db-states">{"".join(map(_state, measure_sheet.states(sheet)))}</ul>')
    with st.container(key="measure-sheet"):  # one sheet of paper
        _dates(view, sheet)
        _situation(sheet)
        money = measure_course.money_table(_history(view, sheet))
        blocks.section("Einordnung und Kosten", measure_course.money_scope(money))
        left, right = blocks.pair("measure-place")
        with left:
            _responsibility(view, sheet)
        with right:
            _money(view, sheet)


def _dates(view: View, sheet: Sheet) -> None:
    blocks.section("Termine", count(len(_history(view, sheet)), "Stichtag", "Stichtage"))
    left, right = blocks.pair("measure-dates")
    question = "Wie hat sich das Ende verschoben?"
    with left, chart.card(view, question):
        if measure_history.has_ends(_history(view, sheet)):
            chart.answer(view, question, functools.partial(_course, view, sheet))
            blocks.html(f'<p class="db-how">{escape(measure_history.READING)}</p>')
        else:
            blocks.sentence(measure_course.end_sentence(_history(view, sheet)))
            tables.show(view, measure_course.end_table(_history(view, sheet)), _dates_source(sheet))
    with right:
        _ends(view, sheet)


def _ends(view: View, sheet: Sheet) -> None:
    """The dates, and for a running Maßnahme what became of comparable cases."""
    found = outlook.measure(view.engine, view.selection, sheet.measure_id)
    lines = measure_sheet.dates(sheet)
    _lines("Plan und erwartetes Ende", (*lines, measure_outlook.line(found)) if found else lines)
    if found:
        words = measure_outlook.sentence(found, outlook.measures_tested(view.engine, view.selection))
        way = outlook_view.method_link(view, "outlook/measures_tested", "outlook/measures")
        blocks.html(f'<p class="db-how">{escape(words)} {way}</p>')


def _course(view: View, sheet: Sheet) -> Answer:
    frame = _history(view, sheet)
    return Answer(
        measure_course.end_sentence(frame),
        "Zwei Linien",
        measure_history.end_history(frame, view.tokens),
        measure_course.end_table(frame),
        _dates_source(sheet),
    )


def _dates_source(sheet: Sheet) -> Source:
    return _source(sheet, "massnahmen.csv", sheet.as_of, "measures/history", "measures/sheet", "outlook/measures")


def _situation(sheet: Sheet) -> None:
    blocks.section("Lage und Wirkung")
    left, right = blocks.pair("measure-situation")
    with left:
        none = measure_sheet.nothing_reported(sheet)
        _lines("Was weicht ab, und was ist zu entscheiden?", measure_sheet.situation(sheet), none)
    with right:
        _title("Was ist getan, was ist bewirkt?")
        both = (measure_sheet.activity(sheet), measure_sheet.outcome(sheet))
        blocks.html(f'<ul class="db-outcome">{"".join(map(_state, both))}</ul>')


def _responsibility(view: View, sheet: Sheet) -> None:
    options = {dimension.name: dimension.options() for dimension in DIMENSIONS}
    names = {
        "department": options["departments"],
        "committee": options["committees"],
        "districts": reference().districts,
    }
    lines = measure_sheet.responsibility(sheet, names, reference().council, is_sample=view.engine.is_sample)
    _lines("Wer ist zuständig, und wo steht mehr dazu?", lines)
    tables.source_note(view, _dates_source(sheet))


def _money(view: View, sheet: Sheet) -> None:
    frame = _history(view, sheet)
    with st.container(gap="small"):
        _title("Was kostet die Maßnahme?")
        blocks.sentence(measure_course.money_sentence(frame))
    table = measure_course.money_table(frame)
    if table.rows:
        source = _source(sheet, "kosten.csv", measure_course.money_as_of(frame), "measures/history")
        shown = measure_course.newest_money(table)
        blocks.html(tables.table_html(shown))
        tables.downloads(view, table, source)
        tables.source_note(view, source, "Die Dateien enthalten alle Stände.")


def _history(view: View, sheet: Sheet) -> pd.DataFrame:
    return measures.history(view.engine, view.selection, sheet.measure_id)


def _source(sheet: Sheet, file: str, as_of: dt.date | None, *figures: str) -> Source:
    return Source(file, as_of, scope=f"Maßnahme {sheet.measure_id}", figures=figures)


def _title(text: str) -> None:
    blocks.html(f'<h3 class="db-question">{escape(text)}</h3>')


def _lines(title: str, lines: Iterable[Line], none: str = "") -> None:
    listed = tuple(lines)
    with st.container(gap="small"):
        _title(title)
        blocks.html(blocks.lines_html(listed) if listed else f"<p>{escape(none)}</p>")


def _state(state: State) -> str:
    swatch = f'<i class="db-q q-{state.swatch}" aria-hidden="true"></i>' if state.swatch else ""
    share = min(max(state.share_pct or 0, 0), 100)
    bar = f'<div class="db-bar" aria-hidden="true"><i style="width:{share:.1f}%"></i></div>'
    return (
        f'<li><span class="k">{escape(state.label)}</span><b>{swatch}{escape(state.value)}</b>'
        f'{bar if state.share_pct is not None else ""}<span class="x">{escape(state.note)}</span></li>'
    )
