"""The questions of the page Ausschüsse: measures by committee, and the control of what was decided."""

from __future__ import annotations

from tests.reference.districts import STATES
from tests.reference.measure_pages import described
from tests.reference.measures import OPEN
from tests.reference.question import Question, Row
from tests.reference.selection import selected_measures

CONTROLLED = (
    "measure_id", "title", "committee", "paper", "rebaseline_paper", "valid_end", "status", "days_late_valid",
    "is_late", "reason", "end_actual", "is_public",
)  # fmt: skip


def overview(q: Question) -> list[Row]:
    """committees/overview: counts per committee that has a measure of the selection."""
    rows = [described(q, row) for row in selected_measures(q)]
    return [
        counts(committee, [row for row in rows if row["committee"] == committee])
        for committee in {row["committee"] for row in rows}
    ]


def counts(committee: str, rows: list[Row]) -> Row:
    states = [row["status"] for row in rows]
    deciding = [row for row in rows if row["status"] in OPEN and row["decision_needed"] is not None]
    return (
        {"committee": committee, "measures": len(rows)}
        | {name: states.count(state) for name, state in STATES.items()}
        | {"measures_late": [row["is_late"] for row in rows].count(True)}
        | {"rating_red": [row["computed_rating"] for row in rows].count("rot")}
        | {"decisions_open": len(deciding)}
        | {"decisions_overdue": [row["is_overdue"] for row in deciding].count(True)}
    )


def control(q: Question) -> list[Row]:
    """committees/control: one row per measure of the selection."""
    rows = [described(q, row) for row in selected_measures(q)]
    return [{name: row[name] for name in CONTROLLED} for row in rows]
