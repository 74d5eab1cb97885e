"""The sections of a committee paper that name its Maßnahmen: all of them, what was decided, what is to be decided."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analytics import formats
from analytics.figures.committees import control
from analytics.figures.measures.measure_list import NONE
from analytics.figures.measures.ratings import marked, rows_of
from analytics.figures.overview import decisions
from analytics.paper.content import Facts, Section, Text
from analytics.paper.occasion import Occasion
from analytics.queries import committees, measures, overview
from analytics.tables import Column, Table, Value

NOTHING = "Zu diesem Stand gehört keine Maßnahme zu diesem Ausschuss."


def measure_list(asked: Occasion) -> Section:
    """Every Maßnahme in a row, and why those are rated that are not on plan."""
    listed = measures.listed(asked.engine, asked.selection)
    if listed.empty:
        return Section("Maßnahmen", (Text(NOTHING),))
    rows = rows_of(listed.assign(title=list(map(asked.titled, listed["measure_id"], listed["title"]))))
    table = Table("Maßnahmen", LISTED, tuple(map(_measure, rows)))
    off_plan = [row for row in rows if row.computed_rating in ("rot", "gelb")]
    reasons = Table("Gründe der Ampel nach Regel", REASONS, tuple((r.measure_id, r.title, r.rule) for r in off_plan))
    return Section("Maßnahmen", (Text(RATING), table, *shown(reasons)))


RATING = (
    "Bearbeitungsstand und Ampel sind zweierlei: Der Stand sagt, wie weit eine Maßnahme ist, die Ampel, wie weit sie "
    "vom gültigen Plan abweicht. Die Ampel nach Regel ist gerechnet; daneben steht die gemeldete, wo sie abweicht."
)
LISTED = (
    Column("Nr."),
    Column("Maßnahme"),
    Column("Bearbeitungsstand"),
    Column("Ampel nach Regel"),
    Column("Fortschritt", "pct"),
    Column("gültiges Ende", "day"),
    Column("erwartetes Ende", "day"),
)
REASONS = (Column("Nr."), Column("Maßnahme"), Column("Grund"))


def _measure(row: pd.Series) -> tuple[Value, ...]:
    rating = marked(row.computed_rating)
    if row.reported_rating != row.computed_rating:
        rating += f"\ngemeldet: {marked(row.reported_rating)}"
    ends = [NONE if formats.is_missing(row.valid_end) else end for end in (row.valid_end, row.expected_end)]
    return (row.measure_id, row.title, row.status, rating, row.progress_pct, *ends)


def decided(asked: Occasion) -> Section:
    """Beschlusskontrolle: what became of what was decided."""
    frame = committees.control(asked.engine, asked.selection)
    table = control.paper_table(frame)
    sentence = NOTHING if frame.empty else control.control_sentence(frame)
    return Section("Beschlusskontrolle", (Text(sentence), *shown(table)))


def open_decisions(asked: Occasion) -> Section:
    """What is to be decided, the most urgent first, and what is critical without anything proposed."""
    frame = overview.decisions(asked.engine, asked.selection)
    cards = tuple(
        Facts(_card(card), f"{card.measure_id} {asked.titled(card.measure_id, card.title)}")
        for card in decisions.decision_cards(frame)
    )
    return Section("Offene Entscheidungen und kritische Maßnahmen", (Text(decisions.decisions_sentence(frame)), *cards))


def _card(card: decisions.Card) -> tuple[tuple[str, str], ...]:
    known = [(line.label, line.text) for line in card.known if line.label != "Ausschuss"]
    if card.missing:
        known.append(("Keine Angabe zu", formats.listed(card.missing)))
    return (
        ("Ampel", marked(card.rating)),
        ("Frist", ", ".join(filter(None, (card.due, card.deadline)))),
        ("Regel", card.rule),
        *known,
    )


def annex_tables(asked: Occasion) -> tuple[Table, ...]:
    """What the paper tells in words, as a table for the annex."""
    frame = overview.decisions(asked.engine, asked.selection)
    titled = frame.assign(title=list(map(asked.titled, frame["measure_id"], frame["title"])))
    return tuple(shown(decisions.decisions_table(titled)))


def shown(table: Table) -> Sequence[Table]:
    """The table, where it has rows."""
    return (table,) if table.rows else ()
