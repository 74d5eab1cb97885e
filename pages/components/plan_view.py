"""Maßnahmen, `?ansicht=plantreue`: who misses the year, how ends moved, who keeps dates, what came and went."""

from __future__ import annotations

import functools

import pandas as pd
import streamlit as st

from analytics.figures.portfolio import ledger, missed, rebaselined, reliability, trend
from analytics.figures.portfolio.trend_chart import TREND_LEGEND, trend_chart
from analytics.queries import portfolio
from analytics.tables import Table
from pages.components import address, blocks, chart
from pages.components import table as tables
from pages.components.chart import Answer
from pages.components.session import View
from pages.components.table import Source

QUESTION = "Wie haben sich die erwarteten Enden verschoben?"
WHOLE = "Ganzes Portfolio, unabhängig von der Auswahl"


def show(view: View, listed: pd.DataFrame) -> None:
    """`listed` = every Maßnahme of the selection."""
    _missed(view, listed)
    _moved(view, listed)
    _reliable(view)
    with st.container(key="plan-tables"):
        _ledger(view)


def _missed(view: View, listed: pd.DataFrame) -> None:
    blocks.section("Verfehlte Jahre", "offene Maßnahmen, deren gültiger Plan in dem Jahr endet")
    with chart.card(view, "Welche Maßnahmen verfehlen das Jahr, und seit wann wissen wir es?"):
        found = portfolio.missed(view.engine, view.selection)
        assert view.as_of
        options = missed.years(found, view.as_of)
        year = address.choose("jahr", "Jahr", options, str(view.as_of.year), missed.year_words, as_buttons=True)
        blocks.sentence(missed.missed_sentence(found, listed, year))
        table = missed.missed_table(found, year)
        if table.rows:
            tables.show(view, table, _source(view, "portfolio/missed", "measures/list"), view.measure_link)


def _moved(view: View, listed: pd.DataFrame) -> None:
    blocks.section("Verschobene Enden", "Meilensteintrendanalyse; Ursprungsplan und gültiger Plan")
    left, right = blocks.pair("plans")
    with left, chart.card(view, QUESTION):
        chart.answer(view, QUESTION, functools.partial(_trend, view), view.measure_link)
        blocks.html(f'<p class="db-quiet">{trend.HOW_TO_READ}</p>')
    with right:
        question = "Wie viel Verspätung nehmen Fortschreibungen aus dem Blick?"
        chart.show(view, question, functools.partial(_hidden, view, listed), view.measure_link)


def _trend(view: View) -> Answer:
    frame = portfolio.milestones(view.engine, view.selection)
    return Answer(
        trend.trend_sentence(frame),
        "Eine Linie je Maßnahme",
        trend_chart(frame, view.tokens),
        trend.trend_table(frame),
        _source(view, "portfolio/milestones"),
        TREND_LEGEND,
    )


def _hidden(view: View, listed: pd.DataFrame) -> Answer:
    both = rebaselined.delays(listed)
    return Answer(
        rebaselined.delay_sentence(both),
        "Balken im Rahmen",
        rebaselined.delay_chart(both, view.tokens),
        rebaselined.delay_table(both),
        _source(view, "measures/list", "measures/slippage"),
        rebaselined.DELAY_LEGEND,
    )


def _reliable(view: View) -> None:
    blocks.section("Verlässlichkeit je Fachbereich", "Terminverlässlichkeit und Meldetreue")
    frame = portfolio.reliability(view.engine, view.selection)
    left, right = blocks.pair("reliability")
    with left, chart.card(view, "Wer hält seine Termine?"):
        blocks.sentence(reliability.dates_sentence(frame))
        _shares(view, reliability.dates_table(frame), reliability.dates_counts(frame))
    with right, chart.card(view, "Wer meldet rechtzeitig?"):
        blocks.sentence(reliability.reports_sentence(frame))
        _shares(view, reliability.reports_table(frame), reliability.reports_counts(frame))


def _shares(view: View, shown: Table, counted: Table) -> None:
    """x von y on screen, the counts in the files."""
    source = _source(view, "portfolio/reliability")
    blocks.html(tables.table_html(shown))
    tables.downloads(view, counted, source)
    tables.source_note(view, source, "Die Dateien enthalten die einzelnen Zahlen.")


def _ledger(view: View) -> None:
    blocks.section("Portfoliobuch", WHOLE)
    whole = view.whole_city()
    with chart.card(whole, "Was kam in das Portfolio, was verließ es?"):
        frame = portfolio.ledger(view.engine, view.selection)
        blocks.sentence(ledger.ledger_sentence(frame))
        tables.show(whole, ledger.ledger_table(frame), _whole_source(view))
    chart.show(whole, "Was ist aus den Maßnahmen des ersten Stichtags geworden?", functools.partial(_cohort, view))


def _cohort(view: View) -> Answer:
    frame = portfolio.ledger(view.engine, view.selection)
    return Answer(
        ledger.cohort_sentence(frame),
        "Gestapelte Balken",
        ledger.cohort_chart(frame, view.tokens),
        ledger.cohort_table(frame),
        _whole_source(view),
        ledger.COHORT_LEGEND,
    )


def _source(view: View, *figures: str) -> Source:
    return Source("massnahmen.csv", view.as_of, figures=figures)


def _whole_source(view: View) -> Source:
    return Source("massnahmen.csv", view.as_of, scope=WHOLE, figures=("portfolio/ledger",))
