"""What may come, on the pages that show it: fibre a year later, and how well ranges did so far."""

from __future__ import annotations

from html import escape

from analytics.figures.broadband import outlook as fibre
from analytics.figures.outlook import tested
from analytics.queries import broadband, outlook
from analytics.reference import reference
from analytics.tables import Table
from pages.components import blocks, chart
from pages.components import table as tables
from pages.components.session import View
from pages.components.table import Source

TESTED = "Wie gut treffen die Prognosen?"
"""The chapter of Methodik."""


def show(view: View, city: View) -> None:
    """Fibre a year later as a sentence and a table; `city` = the view without a selection."""
    places = reference()
    blocks.section("Ausblick", "Glasfaser, Privathaushalte mit mindestens 1.000 Mbit/s")
    with chart.card(view, fibre.QUESTION):
        found = fibre.shown(outlook.coverage(city.engine, city.selection), places, view.selection.districts)
        tested_before = outlook.coverage_tested(city.engine, city.selection)
        way = method_link(view, "outlook/coverage_tested", "outlook/coverage")
        words = escape(fibre.sentence(found, tested_before, places))
        blocks.html(f'<p class="db-answer">{words} {way}</p>')
        if found:
            credits = places.credits_of(broadband.sources(city.engine, city.selection)["source"])
            source = Source("breitband.csv", fibre.newest(found), credits, figures=("outlook/coverage",))
            tables.show(view, fibre.table(found, places), source)


def method_link(view: View, *figures: str) -> str:
    """The way to rule and track record of ranges."""
    place = escape(view.question_link(figures))
    return f'<a href="{place}" target="_self">Wie gut treffen solche Spannen?</a>'


def track_record(view: View) -> None:
    """How often ranges of earlier dates came true, class by class, and where there is none today."""
    with chart.card(view, "Für das Ende von Maßnahmen"):
        _ends(view.whole_city())
    with chart.card(view, "Für die Glasfaser"):
        _coverage(view.whole_city())


def _ends(view: View) -> None:
    rows = outlook.measures_tested(view.engine, view.selection)
    source = Source("massnahmen.csv", view.as_of, scope="Alle Maßnahmen", figures=("outlook/measures_tested",))
    _told(view, tested.ends_sentence(rows), source, tested.ends_table(rows), tested.basis_table(rows))


def _coverage(view: View) -> None:
    rows = outlook.coverage_tested(view.engine, view.selection)
    days = (row.as_of for row in outlook.coverage(view.engine, view.selection))
    source = Source(
        "breitband.csv", max(days, default=None), scope="Stadt und Stadtbezirke", figures=("outlook/coverage_tested",)
    )
    _told(view, tested.coverage_sentence(rows), source, tested.coverage_table(rows))


def _told(view: View, sentence: str, source: Source, *found: Table) -> None:
    on_sample = " Gerechnet auf Beispieldaten." if view.engine.is_sample else ""
    blocks.html(f'<p class="db-answer">{escape(sentence + on_sample)}</p>')
    for table in found:
        if table.rows:
            tables.show(view, table, source)
