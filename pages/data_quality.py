"""Datenqualität: how complete the deliveries are, and every finding with its line, column, value and reason."""

from __future__ import annotations

import streamlit as st

from analytics.figures.quality import delivery_books
from analytics.figures.quality import faults as quality_figures
from analytics.figures.quality import findings as finding_lists
from analytics.figures.quality.findings import EVERY
from analytics.queries import quality
from pages.components import address, blocks, chart
from pages.components import table as tables
from pages.components.chart import Answer
from pages.components.filter_bar import filter_bar
from pages.components.session import open_view
from pages.components.table import Source

SCOPE = "Alle Zeilen aller Dateien bis zum Stichtag, unabhängig von der übrigen Auswahl"


def faults() -> Answer:
    """Findings by column."""
    return Answer(
        quality_figures.findings_sentence(found),
        "Gestapelte Balken",
        quality_figures.findings_by_column(found, view.tokens),
        quality_figures.findings_by_column_table(found),
        source,
        quality_figures.FAULT_LEGEND,
    )


def set_aside() -> Answer:
    """The books of each delivery."""
    return Answer(
        delivery_books.rows_set_aside_sentence(books),
        "Balken",
        delivery_books.rows_set_aside(books, view.tokens),
        delivery_books.books_table(books),
        source._replace(figures=("quality/books",)),
    )


def charts() -> None:
    """Where findings are, and how many rows were set aside."""
    blocks.section("Wo hakt es?", SCOPE)
    left, right = blocks.pair("quality")
    with left:
        chart.show(deliveries, "Wo gibt es die meisten Befunde?", faults)
    with right:
        chart.show(deliveries, "Wie viele Zeilen wurden beiseitegelegt?", set_aside)


def every_finding() -> None:
    """The list, narrowed by what the address adds: `?datei=`, `?schwere=`, `?spalte=`."""
    blocks.section("Was ist zu berichtigen?", "Neueste Lieferung zuerst")
    with st.container(key="finding-choices", horizontal=True):
        files, severities = [EVERY, *quality_figures.FILES.values()], [EVERY, *quality_figures.SEVERITIES]
        file = address.choose("datei", "Datei", files, EVERY, lambda name: name or "Alle Dateien")
        severity = address.choose("schwere", "Schwere", severities, EVERY, finding_lists.severity_words)
        columns = [EVERY, *quality_figures.columns_with_findings(finding_lists.narrowed(found, file, severity))]
        column = address.choose("spalte", "Spalte", columns, EVERY, lambda name: name or "Alle Spalten")
    listed = finding_lists.narrowed(found, file, severity, column)
    if listed.empty:
        chart.empty(view, "Zu dieser Wahl gibt es keinen Befund.")
        return
    blocks.html(f'<p class="db-count">{finding_lists.shown_of(listed)}</p>')
    with st.container(key="findings"):
        blocks.html(tables.table_html(finding_lists.findings_on_screen(listed)))
    narrowed_to = f"{SCOPE}; {finding_lists.scope(file, severity, column)}"
    tables.downloads(view, finding_lists.findings_table(listed), source._replace(scope=narrowed_to))
    tables.source_note(view, source)


view = open_view()
filter_bar(view, shows_measures=False)

deliveries = view.whole_city()
books = quality.books(deliveries.engine, deliveries.selection)
found = quality.findings(deliveries.engine, deliveries.selection)
day = view.engine.asked("deliveries", view.selection.day)
source = Source(", ".join(quality_figures.FILES.values()), day, scope=SCOPE, figures=("quality/findings",))
blocks.page_head("Wie vollständig sind die Lieferungen?", delivery_books.lead(books, day))
if not books.empty:  # a limited role gets no rows; the lead says why
    charts()
    every_finding()

blocks.footer(view)
