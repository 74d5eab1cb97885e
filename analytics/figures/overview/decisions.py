"""What is critical or has to be decided, the most urgent first, from the frame of overview/decisions."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from analytics import formats
from analytics.figures.measures.measure_sheet import Line
from analytics.figures.measures.ratings import marked
from analytics.figures.overview.tiles import overdue
from analytics.labels import RATING_MARKS, label
from analytics.tables import Column, Table

PARTS = {
    "Ursache": "reason",
    "Auswirkung": "impact",
    "Gegenmaßnahme": "mitigation",
    "Optionen": "options",
    "Entscheidung": "decision_needed",
    "Zuständig": "owner",
    "Ausschuss": "committee",
}
"""What whoever decides must know, in the order of a card; the deadline stands above it."""
DISPENSABLE = ("mitigation",)
"""What need not be asked for."""
Row = Mapping[Hashable, Any]


class Card(NamedTuple):
    """One Maßnahme that is critical or waits for a decision; its deadline in words, and what is known or missing.

    `due` = the day of a deadline that has passed, which the words do not name.
    """

    measure_id: str
    title: str
    rating: str
    deadline: str
    is_overdue: bool
    due: str
    place: str
    rule: str
    known: tuple[Line, ...]
    missing: tuple[str, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is known, and in one line what must be asked for."""
        if not self.missing:
            return self.known
        return (*self.known, Line("Es fehlt", f"{formats.listed(self.missing)}: bitte nachfordern", "wanted"))


def decisions_sentence(frame: pd.DataFrame) -> str:
    """How many decisions are open and overdue, which one is the most urgent, and what is red without a decision."""
    if frame.empty:
        return "Keine offene Maßnahme ist kritisch, und zu keiner ist ein Entscheidungsbedarf gemeldet."
    needed = frame[frame["decision_needed"].notna()]
    return f"{_needed(needed)}{_undecided(len(frame) - len(needed))}"


def _needed(frame: pd.DataFrame) -> str:
    if frame.empty:
        return "Ein Entscheidungsbedarf ist nicht gemeldet."
    open_ones = formats.count_in_words(len(frame), "Entscheidung steht an", "Entscheidungen stehen an")
    late = formats.feminine_in_words(overdue(frame))
    first = frame.to_dict("records")[0]
    due = first["decision_due"]
    deadline = ", ohne Frist" if formats.is_missing(due) else f", Frist {formats.day(due)}"
    return (
        f"{open_ones}, davon {late} überfällig. Am dringendsten ist {first['measure_id']} {first['title']}{deadline}."
    )


def _undecided(number: int) -> str:
    if not number:
        return ""
    those = formats.count(number, "weitere offene Maßnahme ist", "weitere offene Maßnahmen sind")
    return f" {those} kritisch, ohne dass eine Entscheidung vorgeschlagen ist."


def decision_cards(frame: pd.DataFrame) -> tuple[Card, ...]:
    """One card per row; what is missing says that it must be asked for."""
    return tuple(map(_card, frame.to_dict("records")))


def _card(row: Row) -> Card:
    is_overdue = not formats.is_missing(row["days_overdue"]) and row["days_overdue"] > 0
    deadline = _state(row["days_overdue"]) if is_overdue else _deadline(row)
    due = formats.day(row["decision_due"]) if is_overdue else ""
    place = _place(row, due)
    return Card(
        row["measure_id"],
        row["title"],
        _rating(row),
        deadline,
        is_overdue,
        due,
        place,
        _rule(row),
        _known(row),
        _missing(row),
    )


def _known(row: Row) -> tuple[Line, ...]:
    return tuple(Line(word, str(row[name])) for word, name in PARTS.items() if not formats.is_missing(row[name]))


def _missing(row: Row) -> tuple[str, ...]:
    wanted = {**PARTS, "Frist": "decision_due"}
    return tuple(word for word, name in wanted.items() if formats.is_missing(row[name]) and name not in DISPENSABLE)


def _deadline(row: Row) -> str:
    due = row["decision_due"]
    return "ohne Frist" if formats.is_missing(due) else f"bis {formats.day(due)}"


def _rating(row: Row) -> str:
    """The worse of both: one that is reported red is a case for decision whatever the rule says."""
    return "rot" if "rot" in (row["computed_rating"], row["reported_rating"]) else str(row["computed_rating"])


def _place(row: Row, due: str) -> str:
    deadline = f"Frist {due}" if due else ""
    return " · ".join(filter(None, (row["field_of_action"], f"Dezernat {row['department']}", deadline)))


def _rule(row: Row) -> str:
    """Why the rule says what it says, and what was reported where that is something else."""
    if row["reported_rating"] == row["computed_rating"]:
        return str(row["rule"])
    return f"{row['rule']} Gemeldet ist „{RATING_MARKS[row['reported_rating']].word}“."


def decisions_table(frame: pd.DataFrame) -> Table:
    """One row per card, with everything that is reported."""
    columns = (
        Column("Nr."),
        Column("Maßnahme"),
        Column(label("computed_rating")),
        Column(label("reported_rating")),
        Column("Frist", "day"),
        Column("Stand der Frist"),
        *(Column(word) for word in PARTS),
        Column(label("rule")),
    )
    return Table("Kritische Maßnahmen und offene Entscheidungen", columns, tuple(_cells(frame.to_dict("records"))))


def _cells(rows: Iterable[Row]) -> Iterable[tuple[Any, ...]]:
    for row in rows:
        ratings = (marked(row["computed_rating"]), marked(row["reported_rating"]))
        deadline = (row["decision_due"], _state(row["days_overdue"]))
        parts = (row[name] for name in PARTS.values())
        yield (row["measure_id"], row["title"], *ratings, *deadline, *parts, row["rule"])


def _state(days_overdue: float | None) -> str:
    if days_overdue is None or formats.is_missing(days_overdue):
        return "ohne Frist"
    if not days_overdue:
        return "offen"
    return f"überfällig seit {formats.count(int(days_overdue), 'Tag', 'Tagen')}"
