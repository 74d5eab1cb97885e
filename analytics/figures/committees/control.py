"""Beschlusskontrolle: what became of what a committee has decided; from committees/control."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics import formats
from analytics.figures.measures.measure_list import NONE, is_open
from analytics.figures.measures.ratings import rows_of
from analytics.tables import NOT_ASKED, Column, Table, Value

COLUMNS = (
    Column("Nr."),
    Column("Maßnahme"),
    Column("Drucksache"),
    Column("Frist", "day"),
    Column("Bearbeitungsstand"),
    Column("Tage nach Frist", "signed"),
    Column("Begründung"),
    Column("erledigt am", "day"),
    Column("öffentlich"),
)


def control_sentence(frame: pd.DataFrame) -> str:
    """How many name a paper, how many are done or late, and how many of the late ones say no reason."""
    if frame.empty:
        return "Keine Maßnahme gehört zur Auswahl."
    named = int((frame["paper"].notna() | frame["rebaseline_paper"].notna()).sum())
    of_all = f"{formats.number(named) if named else 'keiner'} von {formats.count(len(frame), 'Maßnahme', 'Maßnahmen')}"
    done = int((frame["status"] == "abgeschlossen").sum())
    late = frame[frame["is_late"].astype(bool)]
    return f"Zu {of_all} ist eine Drucksache angegeben; {_are(done)} erledigt, {_late(late)}."


def _are(number: int) -> str:
    """5 sind; 1 ist; keine ist."""
    return f"{formats.number(number) if number else 'keine'} {'ist' if number < 2 else 'sind'}"


def _late(late: pd.DataFrame) -> str:
    if late.empty:
        return "keine ist verspätet"
    silent = int(late["reason"].isna().sum())
    head = f"{_are(len(late))} verspätet"
    if not silent:
        return f"{head}, {'mit' if len(late) == 1 else 'jede mit'} Begründung"
    if len(late) == 1:
        return f"{head}, ohne Begründung"
    return f"{head}, zu {formats.number(silent)} davon fehlt eine Begründung"


def control_table(frame: pd.DataFrame) -> Table:
    """One row per measure: late ones first, the latest at the top; then the open ones by deadline; then the others."""
    return Table("Beschlusskontrolle", COLUMNS, tuple(map(_row, rows_of(_placed(frame)))))


def paper_table(frame: pd.DataFrame) -> Table:
    """The same rows as narrow as a sheet of paper asks for; what is not public says so beside its title."""
    return Table("Beschlusskontrolle", ON_PAPER, tuple(map(_on_paper, rows_of(_placed(frame)))))


ON_PAPER = (
    Column("Nr."),
    Column("Maßnahme"),
    Column("Drucksache"),
    Column("Frist", "day"),
    Column("Bearbeitungsstand"),
    Column("Begründung"),
    Column("erledigt am", "day"),
)


def _on_paper(row: Any) -> tuple[Value, ...]:
    number, title, papers, deadline, status, _, reason, done, _ = _row(row)
    late = f", {formats.count(int(row.days_late_valid), 'Tag', 'Tage')} nach der Frist erwartet" if row.is_late else ""
    return (
        number,
        f"{title}{'' if row.is_public else ' (nicht öffentlich)'}",
        papers,
        deadline,
        f"{status}{late}",
        reason,
        done,
    )


def _placed(frame: pd.DataFrame) -> pd.DataFrame:
    days = frame["days_late_valid"].where(frame["is_late"].astype(bool)).astype(float)
    placed = frame.assign(days=-days, closed=~is_open(frame))
    return placed.sort_values(["closed", "days", "valid_end", "measure_id"]).drop(columns=["days", "closed"])


def _row(row: Any) -> tuple[Value, ...]:
    has_end = not formats.is_missing(row.valid_end)
    return (
        row.measure_id,
        row.title,
        _papers(row),
        row.valid_end if has_end else NONE,
        row.status,
        int(row.days_late_valid) if has_end else NONE,
        row.reason if row.is_late or not formats.is_missing(row.reason) else NOT_ASKED,
        row.end_actual if row.status == "abgeschlossen" else NOT_ASKED,
        "ja" if row.is_public else "nein",
    )


def _papers(row: Any) -> str | None:
    """The paper that decided it, and the one that moved its end where that is another."""
    paper, moved = (None if formats.is_missing(one) else one for one in (row.paper, row.rebaseline_paper))
    if moved is None or moved == paper:
        return paper
    return ", ".join(filter(None, (paper, f"fortgeschrieben mit {moved}")))
