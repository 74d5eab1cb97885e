"""Where report and rule part: the Ampel that was reported beside the one the rule computes, from measures/list."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics import formats
from analytics.figures.measures.ratings import RATINGS, marked, rows_of
from analytics.figures.overview.lead import Fact
from analytics.tables import Column, Table, Value

DIRECTIONS = {
    "besser": "Besser gemeldet, als die Regel rechnet",
    "schlechter": "Schlechter gemeldet, als die Regel rechnet",
    "nicht": "Nicht gemeldet, von der Regel bewertet",
    "ohne": "Gemeldet, von der Regel nicht bewertet",
}
"""In which way a report differs, what needs a question first."""


def direction(reported: str, computed: str) -> str:
    """One of DIRECTIONS; empty where both agree."""
    if reported == computed:
        return ""
    if "grau" in (reported, computed):
        return "nicht" if reported == "grau" else "ohne"
    return "besser" if RATINGS.index(reported) > RATINGS.index(computed) else "schlechter"


def differing(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows that differ, with their direction; in each direction the worst by rule first."""
    pairs = zip(frame["reported_rating"], frame["computed_rating"], strict=True)
    marked_rows = frame.assign(direction=pd.Series([direction(*pair) for pair in pairs], frame.index, dtype=str))
    found = marked_rows[marked_rows["direction"] != ""]
    order, rank = (found["direction"].map([*DIRECTIONS].index), found["computed_rating"].map(RATINGS.index))
    return found.assign(order=order, rank=rank).sort_values(["order", "rank", "measure_id"])


def lead(frame: pd.DataFrame) -> tuple[Fact, ...]:
    """How many of how many are reported otherwise, and in which direction."""
    of_all, found = formats.count(len(frame), "Maßnahme", "Maßnahmen"), differing(frame)
    if frame.empty:
        return (Fact("", "Keine Maßnahme passt zur Auswahl."),)
    if found.empty:
        head = "Nirgends: Gemeldete und berechnete Ampel stimmen überein"
        return (Fact(head, f" ({formats.number(len(frame))} von {of_all})."),)
    verb = "ist" if len(found) == 1 else "sind"
    head = f"{formats.number(len(found))} von {of_all} {verb} anders gemeldet, als die Regel rechnet"
    return (Fact(head, f": {_by_direction(found)}."),)


def _by_direction(found: pd.DataFrame) -> str:
    words = {
        "besser": "besser",
        "schlechter": "schlechter",
        "nicht": "nicht gemeldet, obwohl die Regel bewertet",
        "ohne": "gemeldet, obwohl die Regel nicht bewertet",
    }
    counts = {name: int((found["direction"] == name).sum()) for name in words}
    return ", ".join(f"{formats.number(counts[name])} {words[name]}" for name in words if counts[name])


REASONED = (
    Column("Nr."),
    Column("Maßnahme"),
    Column("Bearbeitungsstand"),
    Column("gemeldet"),
    Column("nach Regel"),
    Column("Grund der Regel"),
    Column("Fachbereich"),
)


def differing_table(frame: pd.DataFrame) -> Table:
    """All that differ, under the direction in which they do."""
    rows = tuple((DIRECTIONS[row.direction], *_reasoned(row)) for row in rows_of(differing(frame)))
    return Table("Anders gemeldete Maßnahmen", (Column("Richtung"), *REASONED), rows, grouped=True)


def _reasoned(row: Any) -> tuple[Value, ...]:
    ratings = (marked(row.reported_rating), marked(row.computed_rating))
    return (row.measure_id, row.title, row.status, *ratings, row.rule, row.division)


def axes_table(frame: pd.DataFrame, statuses: tuple[str, ...]) -> Table:
    """Both axes: how many of each Bearbeitungsstand the rule rates how."""
    pairs = [*zip(frame["status"], frame["computed_rating"], strict=True)]
    found = [status for status in statuses if status in set(frame["status"])]
    counts = [(status, [pairs.count((status, rating)) for rating in RATINGS]) for status in found]
    rows: tuple[tuple[Value, ...], ...] = tuple((status, *parts, sum(parts)) for status, parts in counts)
    columns = (Column("Bearbeitungsstand"), *(Column(head, "count") for head in (*map(marked, RATINGS), "alle")))
    return Table("Bearbeitungsstand und Ampel nach Regel", columns, rows)


def _done_off_plan(frame: pd.DataFrame) -> pd.DataFrame:
    found = frame[(frame["status"] == "abgeschlossen") & frame["computed_rating"].isin(("rot", "gelb"))]
    return found.assign(rank=found["computed_rating"].map(RATINGS.index)).sort_values(["rank", "measure_id"])


def done_sentence(frame: pd.DataFrame) -> str:
    """How many completed Maßnahmen did not keep date or budget."""
    done, off = int((frame["status"] == "abgeschlossen").sum()), len(_done_off_plan(frame))
    if not done:
        return "Keine Maßnahme der Auswahl ist abgeschlossen."
    of_all = formats.count(done, "abgeschlossenen Maßnahme", "abgeschlossenen Maßnahmen")
    if not off:
        kept = "Termin und Kosten gehalten"
        return f"Alle {of_all} haben {kept}." if done > 1 else f"Die einzige abgeschlossene Maßnahme hat {kept}."
    verb = "war" if off == 1 else "waren"
    return f"{formats.number(off)} von {of_all} {verb} bei Termin oder Kosten nicht im Plan."


def done_table(frame: pd.DataFrame) -> Table:
    """The completed Maßnahmen that are not im Plan, and why."""
    columns = (Column("Nr."), Column("Maßnahme"), Column("nach Regel"), Column("Grund"))
    rows = tuple((r.measure_id, r.title, marked(r.computed_rating), r.rule) for r in rows_of(_done_off_plan(frame)))
    return Table("Abgeschlossen und nicht im Plan", columns, rows)
