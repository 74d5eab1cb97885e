"""The questions of the page Stadtbezirke: measures by the districts that they concern, and coverage over time."""

from __future__ import annotations

from tests.reference.broadband import CITY, PLACE, coverage_pct, known_broadband
from tests.reference.broadband_pages import DISTRICTS, areas
from tests.reference.measure_pages import described
from tests.reference.measures import OPEN
from tests.reference.question import Question, Row
from tests.reference.selection import selected_measures

WHOLE_CITY = None
STATES = {
    "measures_planned": "geplant",
    "measures_running": "in Umsetzung",
    "measures_completed": "abgeschlossen",
    "measures_paused": "zurückgestellt",
    "measures_stopped": "eingestellt",
}
RATINGS = {"rating_red": "rot", "rating_yellow": "gelb", "rating_green": "grün", "rating_grey": "grau"}
MEASURE = (
    "measure_id", "title", "field_of_action", "status", "reported_rating", "computed_rating", "rule", "progress_pct",
    "valid_end", "expected_end", "days_late_valid", "is_late", "decision_needed", "decision_due", "is_overdue",
    "is_public",
)  # fmt: skip


def by_district(q: Question) -> dict[str | None, list[Row]]:
    """The selected measures by each district asked that they name; those that name none are the whole city's."""
    asked = q.chosen.get("districts") or DISTRICTS
    found: dict[str | None, list[Row]] = {}
    for row in selected_measures(q):
        named = {code for code in row["districts"] if code in asked} if row["districts"] else {WHOLE_CITY}
        for code in named:
            found.setdefault(code, []).append(described(q, row))
    return found


def overview(q: Question) -> list[Row]:
    """districts/overview: counts per district, a measure of several in each of them."""
    return [counts(district, rows) for district, rows in by_district(q).items()]


def counts(district: str | None, rows: list[Row]) -> Row:
    states = [row["status"] for row in rows]
    ratings = [row["computed_rating"] for row in rows]
    return (
        {"district": district, "measures": len(rows)}
        | {name: states.count(state) for name, state in STATES.items()}
        | {"measures_late": [row["is_late"] for row in rows].count(True)}
        | {name: ratings.count(rating) for name, rating in RATINGS.items()}
        | {"decisions_open": len([r for r in rows if r["status"] in OPEN and r["decision_needed"] is not None])}
    )


def measures(q: Question) -> list[Row]:
    """districts/measures: one row per district and measure."""
    return [
        {"district": district} | {name: row[name] for name in MEASURE}
        for district, rows in by_district(q).items()
        for row in rows
    ]


def trend(q: Question) -> list[Row]:
    """districts/trend: the city and the districts of the selection (all where none is chosen), Stand by Stand."""
    asked = areas(q.chosen.get("districts") or DISTRICTS) | {CITY}
    return [
        {name: row[name] for name in ("as_of", *PLACE)} | {"coverage_pct": coverage_pct(row), "source": row["source"]}
        for row in known_broadband(q)
        if row["area_id"] in asked
    ]
