"""What has to be decided, the most urgent first, from the frame of overview/decisions."""

from __future__ import annotations

import pandas as pd

from analytics import formats
from analytics.tables import Column, Table


def decisions_sentence(frame: pd.DataFrame) -> str:
    """How many decisions are open, how many overdue, and which one is the most urgent."""
    if frame.empty:
        return "Zu keiner offenen Maßnahme ist ein Entscheidungsbedarf gemeldet."
    late = int((frame["days_overdue"] > 0).sum())
    one, many = "Entscheidung steht an", "Entscheidungen stehen an"
    most_urgent = frame.to_dict("records")[0]
    due = most_urgent["decision_due"]
    deadline = ", ohne Frist" if formats.is_missing(due) else f", Frist {formats.day(due)}"
    return (
        f"{formats.count_in_words(len(frame), one, many)}, davon {formats.feminine_in_words(late)} überfällig. "
        f"Am dringendsten ist {most_urgent['measure_id']} {most_urgent['title']}{deadline}."
    )


def decisions_table(frame: pd.DataFrame) -> Table:
    """One row per open decision; overdue ones say for how long."""
    rows = tuple(
        (row["measure_id"], row["title"], row["decision_needed"], row["decision_due"], _state(row["days_overdue"]))
        for row in frame.to_dict("records")
    )
    columns = (
        Column("Nr."),
        Column("Maßnahme"),
        Column("Was ist zu entscheiden?"),
        Column("Frist", "day"),
        Column("Stand der Frist"),
    )
    return Table("Offene Entscheidungen", columns, rows)


def _state(days_overdue: float | None) -> str:
    if days_overdue is None or formats.is_missing(days_overdue):
        return "ohne Frist"
    if not days_overdue:
        return "offen"
    return f"überfällig seit {formats.count(int(days_overdue), 'Tag', 'Tagen')}"
