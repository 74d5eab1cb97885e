"""Which Maßnahmen the timeline shows, what it says in words and as a table; from the frame of measures/list."""

from __future__ import annotations

import pandas as pd

from analytics import formats
from analytics.figures.measures.measure_list import is_open
from analytics.figures.measures.ratings import rows_of
from analytics.labels import label
from analytics.tables import Column, Table

SHORTENED = 20
"""Rows that a reader takes in at once."""


def with_end(frame: pd.DataFrame) -> pd.DataFrame:
    """The Maßnahmen that have an end at all: open ones first, by delay, and equally late ones by their end."""
    ends = frame[frame["valid_end"].notna()]
    placed = ends.assign(closed=~is_open(ends), delay=-ends["days_late_valid"].astype(float))
    return placed.sort_values(["closed", "delay", "expected_end", "measure_id"]).drop(columns=["closed", "delay"])


def shown(frame: pd.DataFrame, is_short: bool) -> pd.DataFrame:
    """The rows that are drawn: all that have an end, or the first of them."""
    return with_end(frame).head(SHORTENED) if is_short else with_end(frame)


def delay(days: float) -> str:
    """+548 Tage, −17 Tage, pünktlich: against the valid plan."""
    return formats.unit(formats.signed(int(days)), "Tag" if abs(days) == 1 else "Tage") if days else "pünktlich"


def timeline_sentence(frame: pd.DataFrame, is_short: bool) -> str:
    """How many open Maßnahmen end in time, how many later, and which are shown; `frame` = all of the selection."""
    everyone = with_end(frame)
    if everyone.empty:
        return "Keine Maßnahme der Auswahl hat ein geplantes Ende: Zurückgestellte und eingestellte haben keines."
    still_open = everyone[is_open(everyone)]
    number, late = len(still_open), int((still_open["days_late_valid"] > 0).sum())
    rebaselined = int((still_open["valid_end"] != still_open["end_baseline"]).sum())
    return f"{_punctual(number, late)} {_rebaselined(rebaselined, number)}{_shown(len(everyone), is_short)}"


def _punctual(still_open: int, late: int) -> str:
    if not still_open:
        return "Keine Maßnahme ist mehr offen."
    in_time, verb = still_open - late, "wird" if still_open - late == 1 else "werden"
    later = formats.number(late) if late else "keine"
    of_all = f"{formats.number(in_time)} von {_open(still_open)}"
    return f"{of_all} {verb} zum gültigen Plan fertig, {later} später."


def _open(number: int) -> str:
    return formats.count(number, "offenen Maßnahme", "offenen Maßnahmen")


def _rebaselined(number: int, still_open: int) -> str:
    """Of the open ones alone, and it says so: the drawing shows completed ones as well."""
    if not number:
        return ""
    of_all = f"{formats.number(number)} von {_open(still_open)}"
    return f"Bei {of_all} ist der gültige Plan gegenüber dem Ursprungsplan fortgeschrieben. "


def _shown(number: int, is_short: bool) -> str:
    drawn = min(number, SHORTENED) if is_short else number
    of_all = f"{formats.number(drawn)} von {formats.count(number, 'Maßnahme', 'Maßnahmen')} mit einem Ende"
    return f"Gezeigt {'ist' if drawn == 1 else 'sind'} {of_all}, die offenen mit der größten Verspätung zuerst."


def timeline_table(frame: pd.DataFrame) -> Table:
    """The days of the drawing."""
    names = ("end_baseline", "valid_end", "expected_end")
    rows = tuple(
        (row.measure_id, row.title, row.status, *(getattr(row, name) for name in names), int(row.days_late_valid))
        for row in rows_of(frame)
    )
    columns = (
        Column("Nr."),
        Column("Maßnahme"),
        Column(label("status")),
        *(Column(label(name), "day") for name in names),
        Column(label("days_late_valid"), "signed"),
    )
    return Table("Geplantes und erwartetes Ende der Maßnahmen", columns, rows)
