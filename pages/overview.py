"""Überblick: how late, how much money, what to decide."""

from __future__ import annotations

from analytics.figures.broadband import spread as broadband_figures
from analytics.figures.costs import blocks as cost_figures
from analytics.figures.measures import status as measure_figures
from analytics.figures.overview import decisions as decision_figures
from analytics.figures.overview.lead import lead
from analytics.figures.overview.tiles import overdue, tiles
from analytics.queries import broadband, measures, overview
from analytics.reference import reference
from pages.components import blocks, chart
from pages.components import table as tables
from pages.components.filter_bar import filter_bar
from pages.components.session import open_view
from pages.components.table import Source

WHOLE_CITY = "Ganze Stadt, unabhängig von der Auswahl"

view = open_view()
filter_bar(view, compares=True)

kpis = overview.kpis(view.engine, view.selection)
previous = overview.kpis(view.engine, view.selection.on(view.previous)) if view.previous else None
decisions = overview.decisions(view.engine, view.selection)
blocks.page_head("Wie steht die Digitalstrategie?", lead(kpis, previous, overdue(decisions)))
blocks.kpi_row(view, tiles(kpis, previous, decisions, view.engine.thresholds))

blocks.section("Entscheidungsbedarf", "offene Maßnahmen, die dringendste Frist zuerst")
blocks.sentence(decision_figures.decisions_sentence(decisions))
if not decisions.empty:
    tables.show(
        view,
        decision_figures.decisions_table(decisions),
        Source("massnahmen.csv", kpis.as_of),
        link=view.measure_link,
    )

theme, fields, year = chart.theme(), reference().fields_of_action, kpis.budget_year
counts = measures.by_status(view.engine, view.selection)
blocks.section("Maßnahmen und Geld", measure_figures.how_many(counts))
left, right = blocks.pair("measures")

with left, chart.card(view, "Wie weit sind die Handlungsfelder?"):
    chart.answer(
        view,
        measure_figures.status_sentence(counts),
        "Gestapelte Balken",
        measure_figures.status_by_field(counts, theme, fields),
        measure_figures.status_table(counts, fields),
        Source("massnahmen.csv", kpis.as_of),
        measure_figures.STATUS_LEGEND,
    )

with right, chart.card(view, f"Wie viel vom Budget {year} ist ausgegeben oder gebunden?"):
    amounts = overview.cost_blocks(view.engine, view.selection)
    chart.answer(
        view,
        cost_figures.plan_vs_actual_sentence(amounts, year),
        "Balken im Rahmen des Ansatzes",
        cost_figures.plan_vs_actual(amounts, year, theme),
        cost_figures.plan_vs_actual_table(amounts, year),
        Source("kosten.csv", kpis.costs_as_of),
        cost_figures.BUDGET_LEGEND,
    )

blocks.section("Breitband", "Privathaushalte in der ganzen Stadt")
with chart.card(view, "Wie viele Haushalte haben Gigabit, wie viele Glasfaser?"):
    credits = reference().credits_of(broadband.sources(view.engine, view.selection)["source"])
    shares = broadband.trend(view.engine, view.selection)
    chart.answer(
        view,
        broadband_figures.trend_sentence(shares),
        "Zwei Linien",
        broadband_figures.trend(shares, theme),
        broadband_figures.trend_table(shares),
        Source("breitband.csv", broadband_figures.trend_as_of(shares), credits, WHOLE_CITY),
    )

blocks.footer(view)
