"""Methodik: what every word and figure means, with its rule, its SQL, its sources and the limits of this snapshot."""

from __future__ import annotations

import streamlit as st

from analytics import legal, methodology
from analytics.figures.overview.lead import Fact
from analytics.formats import count
from analytics.methodology import GROUPS, Term
from analytics.reference import reference
from pages.components import address, blocks, chart, outlook_view, question_view, reading
from pages.components.reading import Chapter
from pages.components.search import search
from pages.components.session import open_view


def everything() -> None:
    """All words, rules and questions, or those that hold what is searched for."""
    blocks.page_head(
        "Wie kommen die Zahlen zustande?",
        (
            Fact(f"{len(methodology.entries())} Fragen", ", jede mit Definition, Regel und SQL."),
            Fact("", "Dieselbe Antwort steht auf den Seiten, in den Dateien und auf der Kommandozeile."),
        ),
    )
    with st.container(key="methodology-search"):
        asked = search("In der Methodik suchen", "zum Beispiel Prognose oder costs/funding")

    terms = methodology.matching(methodology.terms(), asked)
    entries = methodology.matching(methodology.entries(), asked)
    steps = methodology.matching(methodology.rating_rule(view.engine.thresholds), asked)
    groups = [group for group in GROUPS.values() if any(entry.group == group for entry in entries)]

    def questions() -> None:
        """All of them, page by page."""
        for group in groups:
            reading.questions(group, [entry for entry in entries if entry.group == group])

    def sources() -> None:
        """Whose data and documents these are."""
        reading.sources(legal.origins(), reference().credits.values())

    def sample() -> None:
        """What must not be taken for a fact about the city."""
        real, invented = methodology.sample()
        reading.definitions([*real, Term("Frei erfunden", " ".join(invented))])

    limits = f"Der erste Schritt, der zutrifft, entscheidet; Schwellen des Datenstands {view.engine.snapshot_id}"
    chapters = [
        (bool(terms), Chapter("Begriffe", "Was ein Wort auf allen Seiten heißt"), lambda: reading.definitions(terms)),
        (bool(steps), Chapter("Ampel nach Regel", limits), lambda: reading.steps(steps)),
        (
            not asked,
            Chapter(outlook_view.TESTED, "Spannen aus früheren Fällen, gegen das gehalten, was kam"),
            lambda: outlook_view.track_record(view),
        ),
        (bool(entries), Chapter("Fragen und ihr SQL", count(len(entries), "Frage", "Fragen"), groups), questions),
        (
            not asked,
            Chapter("Grundlagen", "Worauf die Fragen stehen"),
            lambda: reading.foundations(methodology.views()),
        ),
        (
            not asked,
            Chapter("Prüfregeln", "Woran jede Lieferung gemessen wird"),
            lambda: reading.checks(methodology.checks()),
        ),
        (not asked, Chapter("Quellen und Lizenzen", "Woher die Daten kommen"), sources),
        (not asked and view.engine.is_sample, Chapter("Beispieldaten", "Was echt ist und was erfunden"), sample),
    ]
    shown = [(chapter, draw) for is_shown, chapter, draw in chapters if is_shown]
    reading.index([chapter for chapter, _ in shown])
    for chapter, draw in shown:
        reading.chapter(chapter)
        draw()
    if not shown:
        chart.empty(view, f"Zu „{asked}“ steht nichts in der Methodik.")


view = open_view()
explained = question_view.asked()
if explained:
    question_view.show(view, explained)
else:
    if unknown := st.query_params.get(address.QUESTION):
        question_view.unknown(unknown)
    everything()
blocks.footer(view)
