"""One Stadtbezirk on a page of its own, `/stadtbezirke?bezirk=09`: network, measures, decisions, and a ready answer."""

from __future__ import annotations

import functools
from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from analytics.figures.broadband import targets
from analytics.figures.broadband.coverage import Coverage, coverage
from analytics.figures.broadband.lead import lead
from analytics.figures.districts import concerning, network
from analytics.figures.districts import reply as answers
from analytics.figures.districts.network import FIBRE
from analytics.queries import districts
from analytics.reference import reference
from pages.components import blocks, chart, reply_box
from pages.components import table as tables
from pages.components.chart import Answer
from pages.components.delivered import network_and_measures
from pages.components.session import View
from pages.components.table import Source

MEASURES = ("districts/measures",)


def show(view: View, code: str) -> None:
    """The page of the district with this number."""
    name = reference().districts[code]
    frame, measures = network_and_measures(view)
    st.set_page_config(page_title=f"Stadtbezirk {name} · {blocks.APP}")
    way_back = escape(view.district_link())
    blocks.html(f'<p class="db-back"><a href="{way_back}" target="_self">Zurück zu allen Stadtbezirken</a></p>')
    shown = coverage(frame, FIBRE, reference(), (code,))
    blocks.page_head(f"Wie steht es um {name}?", (*lead(shown), concerning.measures_fact(measures, code, name)))
    _network(view, code, frame)
    if measures is not None:
        _measures(view, code, measures)
        _decisions(view, code, measures)
    _reply(view, code, frame, measures)


def _network(view: View, code: str, frame: pd.DataFrame) -> None:
    name = reference().districts[code]
    blocks.section("Breitband", f"{FIBRE.words}, nach Nutzergruppe")
    left, right = blocks.pair("district-network")
    with left:
        chart.show(view, f"Wer hat in {name} Glasfaser?", functools.partial(_served, view, code, frame))
    with right:
        chart.show(view, f"Wie entwickelt sich Glasfaser in {name}?", functools.partial(_developed, view, code, frame))
    on_map = escape(view.address(page="breitband"))
    blocks.html(f'<p class="db-quiet"><a href="{on_map}" target="_self">{escape(name)} auf der Karte</a></p>')


def _served(view: View, code: str, frame: pd.DataFrame) -> Answer:
    places, name = reference(), reference().districts[code]
    groups = network.served(frame, code, places)
    shown = coverage(frame, FIBRE, places, (code,))
    table = network.served_table(frame, code, places, name)
    return Answer(
        network.served_sentence(groups, name),
        "Balken",
        network.served_ranking(groups, view.tokens),
        table if any(one.fibre.as_of for one in groups) else table._replace(rows=()),
        _source(code, shown, "broadband/districts"),
        network.LEGEND,
    )


def _developed(view: View, code: str, frame: pd.DataFrame) -> Answer:
    places, name = reference(), reference().districts[code]
    area = f"{places.ags}-{code}"
    shown = coverage(frame, FIBRE, places, (code,))
    (share,) = shown.shown
    trend = districts.trend(view.engine, view.selection)
    target = network.own_target(places.targets, area, share)
    gap = targets.gap_sentence(target, f"in {name}", share.pct, share.as_of)
    return Answer(
        f"{network.development_sentence(trend, area, name)} {gap}".strip(),
        "Linien",
        network.development(trend, area, view.tokens, target),
        network.development_table(trend, area, name),
        _source(code, shown, "districts/trend"),
        targets.legend(target, "goal-across"),
    )


def _source(code: str, shown: Coverage, name: str) -> Source:
    places = reference()
    scope = f"Stadtbezirk {places.districts[code]}; {FIBRE.words}"
    credits = (*shown.provenance(), *places.credits_of(shown.sources))
    return Source("breitband.csv", shown.as_of, credits, scope, (name,))


def _measures(view: View, code: str, frame: pd.DataFrame) -> None:
    name = reference().districts[code]
    own, others = concerning.own(frame, code), concerning.whole_city(frame)
    blocks.section("Maßnahmen", "die Nummer führt zum Steckbrief")
    source = Source("massnahmen.csv", view.as_of, figures=MEASURES)
    with chart.card(view, f"Welche Maßnahmen gelten eigens für {name}?"):
        blocks.sentence(concerning.own_sentence(own, name))
        if len(own):
            tables.show(view, concerning.measures_table(own, f"Eigene Maßnahmen {name}"), source, view.measure_link)
    with chart.card(view, "Was gilt für die ganze Stadt, also auch hier?"):
        blocks.sentence(concerning.city_sentence(others))
        if len(others):
            _folded(view, concerning.measures_table(others, "Maßnahmen für die ganze Stadt"))
            tables.source_note(view, source)


def _folded(view: View, table: tables.Table) -> None:
    rows = tables.table_html(table, view.measure_link)
    words = f"Alle {len(table.rows)} Maßnahmen für die ganze Stadt"
    blocks.html(f'<details class="db-whole-city"><summary>{escape(words)}</summary>{rows}</details>')


def _decisions(view: View, code: str, frame: pd.DataFrame) -> None:
    name = reference().districts[code]
    blocks.section("Entscheidungen", "offene, eigene zuerst")
    blocks.sentence(concerning.decisions_sentence(frame, name))
    table = concerning.decisions_table(frame, name)
    if table.rows:
        tables.show(view, table, Source("massnahmen.csv", view.as_of, figures=MEASURES), view.measure_link)


def _reply(view: View, code: str, frame: pd.DataFrame, measures: pd.DataFrame | None) -> None:
    places = reference()
    blocks.section("Antwortbaustein", "zum Einfügen in eine Antwort an den Bezirksrat")
    shown = coverage(frame, FIBRE, places, (code,))
    known = answers.Network(network.served(frame, code, places), network.gigabit(frame, code, places), shown.city)
    rest = replace(view.selection, districts=())
    narrowed = "" if rest.is_everything else rest.sentence()
    origin = answers.Origin(blocks.APP, view.as_of, view.engine.snapshot_id, view.engine.is_sample, narrowed)
    _, public = network_and_measures(view.as_public())
    sentences = answers.reply(code, places.districts[code], None if frame.empty else known, public, origin)
    reply_box.show(sentences, answers.left_out(measures))
