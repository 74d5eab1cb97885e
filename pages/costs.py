"""Kosten: what a budget year costs, what is still available, and which funding is still to be drawn."""

from __future__ import annotations

import streamlit as st

from analytics.figures.costs import bridge, cost_table, funding
from analytics.figures.costs import course as cost_course
from analytics.figures.costs import split as cost_split
from analytics.figures.costs.blocks import total_of
from analytics.figures.costs.course_chart import course_chart
from analytics.figures.costs.lead import cost_lead, without_measure_sentence
from analytics.queries import costs
from pages.components import address, blocks, chart
from pages.components import cost_table as cost_tables
from pages.components.chart import Answer
from pages.components.filter_bar import filter_bar
from pages.components.session import open_view
from pages.components.table import Source


def left_over() -> Answer:
    """From the Ansatz to what is still available."""
    return Answer(
        bridge.bridge_sentence(total, year),
        "Brücke",
        bridge.bridge(total, chart.theme()),
        bridge.bridge_table(total, year),
        source,
    )


def course() -> Answer:
    """Spending in the course of the year, beside its plan."""
    months = costs.by_month(view.engine, view.selection)
    drawn = cost_course.course_of(months, year, as_of)
    return Answer(
        cost_course.course_sentence(months, year, as_of),
        "Linie über die Monate",
        course_chart(drawn, year, outlook, chart.theme()),
        cost_course.course_table(months, year, as_of),
        source,
        cost_course.course_legend(drawn, outlook),
    )


def kinds() -> Answer:
    """Investiv and konsumtiv."""
    is_open = outlook is not None
    return Answer(
        cost_split.kinds_sentence(amounts, year),
        "Balken im Rahmen des Ansatzes",
        cost_split.kinds(amounts, year, chart.theme(), forecast=is_open),
        cost_split.kinds_table(amounts, year),
        source,
        cost_split.kinds_legend(amounts, year, forecast=is_open),
    )


def all_years() -> Answer:
    """Each budget year."""
    return Answer(
        cost_split.years_sentence(amounts),
        "Balken im Rahmen des Ansatzes",
        cost_split.years(amounts, chart.theme()),
        cost_split.years_table(amounts),
        source,
        cost_split.years_legend(amounts),
    )


def grants() -> Answer:
    """Granted, drawn, and until when the rest can be drawn."""
    granted = costs.funding(view.engine, view.selection)
    return Answer(
        funding.funding_sentence(granted, as_of),
        "Balken im Rahmen der Bewilligung",
        funding.funding(granted, as_of, chart.theme()),
        funding.funding_table(granted, as_of),
        Source("kosten.csv", as_of, funding.funding_notes(granted)),
        funding.FUNDING_LEGEND,
    )


view = open_view()
filter_bar(view)

as_of = costs.costs_as_of(view.engine, view.selection)
this_year = (view.as_of or as_of).year
years = sorted({*costs.budget_years(view.engine, view.selection), this_year})
head = st.container()
year = address.choose("jahr", "Haushaltsjahr", years, this_year, as_buttons=len(years) <= 6)

source = Source("kosten.csv", as_of)
amounts = costs.cost_table(view.engine, view.selection)
total = total_of(amounts, year)
outlook = total.forecast_eur if year >= this_year and total.budget_eur else None
with head:
    question = f"Was kostet die Digitalstrategie {year}, und was ist noch verfügbar?"
    blocks.page_head(question, cost_lead(total, year, this_year))

blocks.section(f"Haushaltsjahr {year}", "Ergebnis- und Finanzhaushalt")
left, right = blocks.pair("year")
with left:
    chart.show(view, "Wie wird aus dem Ansatz, was noch verfügbar ist?", left_over)
with right:
    chart.show(view, "Liegen die Ausgaben im Plan?", course)

blocks.section(f"Kostentabelle {year}", "Ansatz: beschlossen oder genehmigt")
with chart.card(view, "Wo ist das Geld knapp?"):
    words = cost_table.BREAKDOWNS
    kind = address.choose(
        "gliederung", "Gliederung", list(words), cost_table.BY_TYPE, words.__getitem__, as_buttons=True
    )
    note = without_measure_sentence(costs.without_measure(view.engine, view.selection), year)
    sentence = cost_table.cost_table_sentence(amounts, year, kind)
    cost_tables.show(view, cost_table.cost_table(amounts, year, kind), source, sentence, note)

blocks.section("Aufteilung, Jahre und Förderung")
left, right = blocks.pair("split")
with left:
    chart.show(view, "Wie teilt sich das Geld auf investiv und konsumtiv?", kinds)
    left.space("small")
    chart.show(view, "Wie entwickeln sich Ansatz und Ausgaben?", all_years)
with right:
    chart.show(view, "Welche Fördermittel sind noch abzurufen, und bis wann?", grants)

blocks.footer(view)
