"""One committee on a page of its own, `/ausschuesse?ausschuss=EDV`: what changed since it met, what it has to decide,
how far its measures and its money are, what became of what was decided."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import NamedTuple

import streamlit as st

from analytics import formats
from analytics.figures.committees import control, since
from analytics.figures.committees.since import Since
from analytics.figures.districts import concerning
from analytics.figures.overview import decisions as decision_figures
from analytics.figures.overview.lead import Fact, lead
from analytics.figures.overview.tiles import measure_tiles, overdue
from analytics.filters import day_of
from analytics.meetings import Meeting, held
from analytics.queries import committees, measures, overview
from analytics.queries.overview import Kpis
from analytics.reference import reference
from pages.components import address, blocks, change_list, chart, decision_cards, paper_box
from pages.components import table as tables
from pages.components.address import SINCE
from pages.components.budget_answer import budget_answer, budget_question
from pages.components.session import View
from pages.components.status_answer import QUESTION, status_answer
from pages.components.table import Source


class Compared(NamedTuple):
    """What can be compared with, by its value in the address; what is; the last meeting; the view that says so."""

    choices: Mapping[str, Since]
    chosen: Since | None
    last: Meeting | None
    view: View


def show(view: View, code: str) -> View:
    """The page of the committee with this code; the view that names what it compares with."""
    compared = _compared(view, code)
    view = compared.view
    st.set_page_config(page_title=f"Ausschuss {code} · {blocks.APP}")
    way_back = escape(view.committee_link())
    blocks.html(f'<p class="db-back"><a href="{way_back}" target="_self">Zurück zu allen Ausschüssen</a></p>')
    kpis = _head(view, code, compared.chosen)
    paper_box.show(view, code, compared.chosen.day if compared.chosen else None)
    _since(compared, kpis)
    _decisions(view, kpis)
    _progress_and_money(view, kpis)
    _measures(view, code)
    _control(view)
    return view


def _compared(view: View, code: str) -> Compared:
    """By default what was known at the last meeting; the address names another meeting, a reporting date or any day."""
    met = held(reference().meetings, code, view.answered) if view.as_of and view.answered else ()
    asked = view.own.get(SINCE, ())
    day = _before(view, asked)
    choices = {
        asked[-1] if point.day == day else point.day.isoformat(): point
        for point in since.points(met, view.earlier, day, view.as_of)
    }
    usual = next(iter(choices.values()), None)
    chosen = choices.get(asked[-1], usual) if asked else usual
    named = replace(view, own={**view.own, SINCE: [chosen.day.isoformat()]}) if chosen else view
    return Compared(choices, chosen, next(iter(met), None), named)


def _before(view: View, asked: Sequence[str]) -> dt.date | None:
    """The day asked; None for one that knew what is shown."""
    day = day_of(asked)
    return day if day and view.as_of and day < view.as_of else None


def _head(view: View, code: str, chosen: Since | None) -> Kpis:
    kpis = overview.kpis(view.engine, view.selection)
    previous = overview.kpis(view.engine, view.selection.on(chosen.day)) if chosen else None
    decisions = overview.decisions(view.engine, view.selection)
    belongs = "gehört" if kpis.measures_total == 1 else "gehören"
    number = formats.count(kpis.measures_total, "Maßnahme", "Maßnahmen")
    name = Fact(number, f" {belongs} zum Ausschuss {code} ({reference().committees[code]}).")
    blocks.page_head(f"Was liegt im Ausschuss {code} an?", (name, *lead(kpis, previous, overdue(decisions))))
    blocks.kpi_row(view, measure_tiles(kpis, previous, decisions, view.engine.thresholds))
    return kpis


def _since(compared: Compared, kpis: Kpis) -> None:
    view, chosen, last = compared.view, compared.chosen, compared.last
    if chosen is None:
        blocks.section("Seit der letzten Sitzung")
        blocks.sentence("Es gibt noch keinen früheren Stand, mit dem sich vergleichen lässt.")
        return
    found = change_list.found_since(view, chosen.day, kpis.as_of)
    blocks.section(since.title(chosen, last), found.span)
    keys = list(compared.choices)
    with st.container(key="committee-since"):
        address.choose(SINCE, "Verglichen mit", keys, keys[0], lambda key: since.words(compared.choices[key]))
    blocks.sentence(since.sentence(chosen, last))
    change_list.body(view, found, kpis.as_of)


def _decisions(view: View, kpis: Kpis) -> None:
    found = overview.decisions(view.engine, view.selection)
    blocks.section("Entscheidungsbedarf", "offene Maßnahmen, die dringendste Frist zuerst")
    blocks.sentence(decision_figures.decisions_sentence(found))
    if len(found):
        decision_cards.show(view, decision_figures.decision_cards(found))
        source = Source("massnahmen.csv", kpis.as_of, figures=("overview/decisions",))
        chart.folded_table(view, decision_figures.decisions_table(found), source, view.measure_link)


def _progress_and_money(view: View, kpis: Kpis) -> None:
    blocks.section("Fortschritt und Geld", f"Maßnahmen des Ausschusses, Haushaltsjahr {kpis.budget_year}")
    left, right = blocks.pair("committee")
    with left:
        chart.show(view, QUESTION, functools.partial(status_answer, view))
    with right:
        money = functools.partial(budget_answer, view, kpis.budget_year, kpis.costs_as_of)
        chart.show(view, budget_question(kpis.budget_year), money)


def _measures(view: View, code: str) -> None:
    found = concerning.worst_first(measures.listed(view.engine, view.selection))
    blocks.section("Maßnahmen", "kritische zuerst, die Nummer führt zum Steckbrief")
    blocks.sentence(f"{concerning.number(found)}: {concerning.by_status(found)}.")
    source = Source("massnahmen.csv", view.as_of, figures=("measures/list",))
    tables.show(view, concerning.measures_table(found, f"Maßnahmen des Ausschusses {code}"), source, view.measure_link)


def _control(view: View) -> None:
    found = committees.control(view.engine, view.selection)
    blocks.section("Beschlusskontrolle", "verspätete zuerst")
    blocks.sentence(control.control_sentence(found))
    source = Source("massnahmen.csv", view.as_of, figures=("committees/control",))
    with st.container(key="committee-control"):
        tables.show(view, control.control_table(found), source, view.measure_link)
