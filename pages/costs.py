"""Kosten: what a budget year costs, what is still available, what is approved, and which funding expires when."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from analytics.figures.costs import accuracy, cost_lines, cost_table
from analytics.figures.costs.blocks import total_of
from analytics.figures.costs.lead import cost_lead, without_measure_sentence
from analytics.queries import costs
from pages.components import address, blocks, chart, promise_view
from pages.components import cost_table as cost_tables
from pages.components.cost_answers import CostYear
from pages.components.filter_bar import filter_bar
from pages.components.once import once
from pages.components.session import open_view

BY_YEAR, PROMISES = "haushaltsjahr", "stellen"
VIEWS = {BY_YEAR: "Haushaltsjahr", PROMISES: "Stellen, Genehmigung, Förderung"}


class Kostentabelle(NamedTuple):
    """The table with its answer and what must be said of it."""

    table: cost_table.CostTable
    sentence: str
    note: str


def budget_year(asked: CostYear) -> None:
    """What is left, how it runs, the Kostentabelle, how it splits, and what is still to come."""
    view, year = asked.view, asked.year
    blocks.section(f"Haushaltsjahr {year}", "Ergebnis- und Finanzhaushalt")
    left, right = blocks.pair("year")
    with left:
        chart.show(view, "Wie wird aus dem Ansatz, was noch verfügbar ist?", asked.left_over)
    with right:
        chart.show(view, "Liegen die Ausgaben im Plan?", asked.course)
    blocks.section(f"Kostentabelle {year}", "Ansatz: beschlossen oder genehmigt")
    with chart.card(view, "Wo ist das Geld knapp?"):
        table(asked)
    blocks.section("Aufteilung, Jahre und Prognose")
    left, right = blocks.pair("split")
    with left:
        chart.show(view, "Wie teilt sich das Geld auf investiv und konsumtiv?", asked.kinds)
        left.space("small")
        chart.show(view, "Wie entwickeln sich Ansatz und Ausgaben?", asked.all_years)
    with right:
        question = "Wie verlässlich sind die Prognosen?"
        with chart.card(view, question):
            chart.answer(view, question, asked.reliability)
            blocks.html(f"<p>{accuracy.METHOD}</p>")


def table(asked: CostYear) -> None:
    """The Kostentabelle, broken down as the reader chooses."""
    words = cost_lines.BREAKDOWNS
    kind = address.choose(
        "gliederung", "Gliederung", list(words), cost_lines.BY_TYPE, words.__getitem__, as_buttons=True
    )
    source = asked.source("costs/cost_table", "costs/breakdown", "costs/without_measure")
    made = once(asked.view, "Kostentabelle", lambda: _derived(asked, kind))
    cost_tables.show(asked.view, made.table, source, made.sentence, made.note)


def _derived(asked: CostYear, kind: str) -> Kostentabelle:
    year, engine, selection = asked.year, asked.view.engine, asked.view.selection
    parts = costs.breakdown(engine, selection)
    unknown = without_measure_sentence(costs.without_measure(engine, selection), year)
    split = cost_table.split_note(asked.amounts, parts, year, kind)
    return Kostentabelle(
        cost_table.cost_table(asked.amounts, parts, year, kind),
        cost_table.cost_table_sentence(asked.amounts, parts, year, kind),
        " ".join(filter(None, (unknown, split))),
    )


view = open_view()
filter_bar(view)

as_of = costs.costs_as_of(view.engine, view.selection)
this_year = (view.as_of or as_of).year
years = sorted({*costs.budget_years(view.engine, view.selection), this_year})
head = st.container()
choices = st.container(horizontal=True, gap="medium")
with choices:
    year = address.choose("jahr", "Haushaltsjahr", years, this_year, as_buttons=len(years) <= 6)
    kind = address.choose("ansicht", "Ansicht", list(VIEWS), BY_YEAR, VIEWS.__getitem__, as_buttons=True)

amounts = costs.cost_table(view.engine, view.selection)
asked = CostYear(view, year, this_year, as_of, amounts, total_of(amounts, year))
with head:
    question = f"Was kostet die Digitalstrategie {year}, und was ist noch verfügbar?"
    blocks.page_head(question, cost_lead(asked.total, year, this_year))

if kind == BY_YEAR:
    budget_year(asked)
else:
    promise_view.show(asked)

blocks.footer(view)
