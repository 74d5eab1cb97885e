"""The sections of a committee paper, each from the questions and the sentences that the pages use too."""

from __future__ import annotations

from analytics import formats
from analytics.figures.costs import blocks, cost_table
from analytics.figures.costs.cost_lines import BY_TYPE
from analytics.figures.costs.funding_words import urgent_sentence
from analytics.figures.measures import status
from analytics.figures.measures.ratings import rows_of
from analytics.figures.overview import change_table, changes, lead
from analytics.figures.overview.tiles import overdue
from analytics.paper.charts import cost_chart, delay_chart, status_chart
from analytics.paper.content import Address, Block, Facts, Section, Text
from analytics.paper.measure_chapters import NOTHING, decided, measure_list, open_decisions, shown
from analytics.paper.occasion import Occasion
from analytics.queries import changes as change_queries
from analytics.queries import costs, measures, overview, promises
from analytics.queries import table as table_queries
from analytics.reference import reference
from analytics.tables import Column, Table

GENDER = ("Auswirkungen", "nicht geprüft", "keine Auswirkungen")
"""What has to be looked at first."""


def sections(asked: Occasion) -> tuple[Section, ...]:
    """The paper from its summary to its method; a section without anything to say says so."""
    return (
        summary(asked),
        changed(asked),
        progress(asked),
        measure_list(asked),
        decided(asked),
        open_decisions(asked),
        gender(asked),
        money(asked),
        method(asked),
    )


def summary(asked: Occasion) -> Section:
    """The answer in a few sentences."""
    kpis = overview.kpis(asked.engine, asked.selection)
    before = overview.kpis(asked.engine, asked.selection.on(asked.since)) if asked.since else None
    facts = lead.lead(kpis, before, overdue(overview.decisions(asked.engine, asked.selection)))
    counts = measures.by_status(asked.engine, asked.selection)
    if counts.empty:
        return Section("Zusammenfassung", (Text(NOTHING),))
    parts = [Text(fact.rest, fact.strong) for fact in facts]
    red, reported = kpis.rating_red_computed, kpis.rating_red_reported
    critical = (
        f"{formats.number(red)} von {formats.count(kpis.measures_total, 'Maßnahme', 'Maßnahmen')} "
        f"{'ist' if red == 1 else 'sind'} nach Regel kritisch, gemeldet {'ist' if reported == 1 else 'sind'} es "
        f"{formats.number(reported)}."
    )
    said = (status.status_sentence(counts), critical, _funding(asked))
    return Section("Zusammenfassung", (*parts, *(Text(words) for words in said if words)))


def _funding(asked: Occasion) -> str:
    terms = promises.funding_clock(asked.engine, asked.selection) if asked.costs_as_of else None
    return urgent_sentence(terms, asked.costs_as_of) if terms is not None and asked.costs_as_of else ""


def changed(asked: Occasion) -> Section:
    """What changed since the last meeting, in sentences and every change as a table."""
    if asked.since is None or asked.stand is None:
        return Section(asked.since_title, (Text(asked.since_words),))
    found = change_queries.since(asked.engine, asked.selection, asked.since)
    then, now = (measures.listed(asked.engine, asked.selection.on(day)) for day in (asked.since, asked.day))
    told = changes.change_lines(found, then, now)
    span = change_table.changes_aside(found, len(now), asked.stand, asked.as_of)
    titles = {number: asked.titled(number, title) for number, title in changes.titles_of(then, now).items()}
    if not told:
        return Section(asked.since_title, (Text(f"{asked.since_words} {span}."),))
    lines = tuple((line.kind, " ".join(map(_change, line.parts))) for line in told)
    table = change_table.changes_table(found, titles)
    return Section(asked.since_title, (Text(f"{asked.since_words} {span}."), Facts(lines), *shown(table)))


def _change(part: changes.Part) -> str:
    named = ", ".join(f"{one.measure_id} {one.title}{f' ({one.what})' if one.what else ''}" for one in part.named)
    more = f" und {formats.count(part.more, 'weitere', 'weitere')}" if part.more else ""
    return f"{part.strong}: {named}{more}."


def progress(asked: Occasion) -> Section:
    """How far the fields of action are, and which Maßnahmen are late."""
    counts, fields = measures.by_status(asked.engine, asked.selection), reference().fields_of_action
    if counts.empty:
        return Section("Fortschritt je Handlungsfeld", (Text(NOTHING),))
    sentence = status.status_sentence(counts)
    listed = measures.listed(asked.engine, asked.selection)
    late: tuple[Block, ...] = ()
    if listed["is_late"].any():
        late = (Text("Am weitesten hinter dem gültigen Plan, in Tagen:"), delay_chart(listed))
    table = status.status_table(counts, fields)
    return Section(
        "Fortschritt je Handlungsfeld", (Text(sentence), status_chart(counts, fields, sentence), table, *late)
    )


def gender(asked: Occasion) -> Section:
    """What the Fachbereiche report about the consequences for the sexes."""
    rows = rows_of(table_queries.measures(asked.engine, asked.selection))
    if not rows:
        return Section("Berücksichtigung von Gender-Aspekten", (Text(NOTHING),))
    counted = [(word, [row for row in rows if row.gender_aspects == word]) for word in GENDER]
    said = formats.listed([f"{formats.number(len(found))} „{word}“" for word, found in counted if found])
    sentence = f"Gemeldet sind für {formats.count(len(rows), 'Maßnahme', 'Maßnahmen')}: {said}."
    table = Table(
        "Gender-Aspekte je Maßnahme",
        (Column("Nr."), Column("Maßnahme"), Column("Gender-Aspekte")),
        tuple(
            (row.measure_id, asked.titled(row.measure_id, row.title), row.gender_aspects)
            for _, found in counted
            for row in found
        ),
    )
    return Section("Berücksichtigung von Gender-Aspekten", (Text(sentence), table))


def money(asked: Occasion) -> Section:
    """The Kostentabelle of the budget year, like the Drucksache's."""
    if asked.costs_as_of is None:
        return Section("Kostentabelle", (Text("Zu den Kosten liegt keine Lieferung vor."),))
    year, engine, selection = asked.as_of.year, asked.engine, asked.selection
    amounts, parts = costs.cost_table(engine, selection), costs.breakdown(engine, selection)
    by_block = overview.cost_blocks(engine, selection)
    sentence = blocks.plan_vs_actual_sentence(by_block, year)
    table = cost_table.cost_table(amounts, parts, year, BY_TYPE).table
    notes = (
        cost_table.cost_table_sentence(amounts, parts, year, BY_TYPE) if table.rows else "",
        cost_table.split_note(amounts, parts, year, BY_TYPE),
        _funding(asked),
        f"Stand der Kosten: {formats.day(asked.costs_as_of)}.",
    )
    chart = (cost_chart(by_block, year, sentence),) if table.rows else ()
    return Section(
        f"Kostentabelle {year}", (Text(sentence), *chart, *shown(table), *(Text(note) for note in notes if note))
    )


def method(asked: Occasion) -> Section:
    """How the figures are made, what they rest on, and where exactly they can be seen again."""
    limits = asked.engine.thresholds
    rule = (
        f"Kritisch ist eine Maßnahme nach Regel bei mehr als {limits.red_days} Tagen nach dem gültigen Ende, bei einer "
        f"Prognose über {formats.number(limits.red_cost_pct)}{formats.NBSP}% des gültigen Ansatzes oder bei einer "
        f"überfälligen Entscheidung; zu beobachten bei mehr als {limits.yellow_days} Tagen, über "
        f"{formats.number(limits.yellow_cost_pct)}{formats.NBSP}% oder bei mehr als "
        f"{formats.number(limits.yellow_lag_points)} Punkten Rückstand im Fortschritt."
    )
    facts = (
        ("Stand", formats.day(asked.as_of)),
        ("Datenquelle", asked.source),
        ("Umfang", asked.scope),
        ("Datenstand", asked.engine.snapshot_id),
    )
    link = Address("Derselbe Stand im Dashboard:", asked.link)
    return Section("Methode, Stand und Quelle", (Text(rule), Text(BASIS), Facts(facts), link))


BASIS = (
    "Das gültige Ende ist das zuletzt fortgeschriebene, sonst das zuerst gemeldete; das erwartete ist das gemeldete, "
    "frühestens der Stichtag. Verspätet ist, was offen ist und nach dem gültigen Ende erwartet wird. Ein gültiger "
    "Ansatz ist beschlossen oder genehmigt; Fehlendes heißt „keine Angabe“ und zählt nicht als null."
)
