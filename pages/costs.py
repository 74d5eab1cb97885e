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
from pages.components.filter_bar import filter_bar
from pages.components.session import open_view
from pages.components.table import Source

view = open_view()
filter_bar(view)

as_of = costs.costs_as_of(view.engine, view.selection)
this_year = (view.as_of or as_of).year
years = sorted({*costs.budget_years(view.engine, view.selection), this_year})
head = st.container()
year = address.choose("jahr", "Haushaltsjahr", years, this_year, as_buttons=len(years) <= 6)

theme, source = chart.theme(), Source("kosten.csv", as_of)
amounts = costs.cost_table(view.engine, view.selection)
total = total_of(amounts, year)
outlook = total.forecast_eur if year >= this_year and total.budget_eur else None
with head:
    question = f"Was kostet die Digitalstrategie {year}, und was ist noch verfügbar?"
    blocks.page_head(question, cost_lead(total, year, this_year))

blocks.section(f"Haushaltsjahr {year}", "Ergebnis- und Finanzhaushalt")
left, right = blocks.pair("year")

with left, chart.card(view, "Wie wird aus dem Ansatz, was noch verfügbar ist?"):
    sentence, steps = bridge.bridge_sentence(total, year), bridge.bridge_table(total, year)
    chart.answer(view, sentence, "Brücke", bridge.bridge(total, theme), steps, source)

with right, chart.card(view, "Liegen die Ausgaben im Plan?"):
    months = costs.by_month(view.engine, view.selection)
    course = cost_course.course_of(months, year, as_of)
    chart.answer(
        view,
        cost_course.course_sentence(months, year, as_of),
        "Linie über die Monate",
        course_chart(course, year, outlook, theme),
        cost_course.course_table(months, year, as_of),
        source,
        cost_course.course_legend(course, outlook),
    )

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

with left, chart.card(view, "Wie teilt sich das Geld auf investiv und konsumtiv?"):
    chart.answer(
        view,
        cost_split.kinds_sentence(amounts, year),
        "Balken im Rahmen des Ansatzes",
        cost_split.kinds(amounts, year, theme, forecast=outlook is not None),
        cost_split.kinds_table(amounts, year),
        source,
        cost_split.kinds_legend(amounts, year, forecast=outlook is not None),
    )

left.space("small")
with left, chart.card(view, "Wie entwickeln sich Ansatz und Ausgaben?"):
    chart.answer(
        view,
        cost_split.years_sentence(amounts),
        "Balken im Rahmen des Ansatzes",
        cost_split.years(amounts, theme),
        cost_split.years_table(amounts),
        source,
        cost_split.years_legend(amounts),
    )

with right, chart.card(view, "Welche Fördermittel sind noch abzurufen, und bis wann?"):
    grants = costs.funding(view.engine, view.selection)
    chart.answer(
        view,
        funding.funding_sentence(grants, as_of),
        "Balken im Rahmen der Bewilligung",
        funding.funding(grants, as_of, theme),
        funding.funding_table(grants, as_of),
        Source("kosten.csv", as_of, funding.funding_notes(grants)),
        funding.FUNDING_LEGEND,
    )

blocks.footer(view)
