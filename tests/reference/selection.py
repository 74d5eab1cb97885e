"""Which measures and costs a selection asks for, from the rows that the role may see."""

from __future__ import annotations

from tests.reference.measures import rating
from tests.reference.question import Question, Row

COLUMN = {
    "fields": "field_of_action",
    "departments": "department",
    "committees": "committee",
    "statuses": "status",
}


def is_selected(q: Question, row: Row) -> bool:
    """Values of one dimension are alternatives, dimensions narrow each other, an empty one asks for all."""
    return all(not values or fits(q, row, name, values) for name, values in q.chosen.items())


def fits(q: Question, row: Row, name: str, values: tuple[str, ...]) -> bool:
    """A district also takes whole-city measures; the Ampel is the computed one."""
    if name == "districts":
        return not row["districts"] or bool(set(row["districts"]) & set(values))
    if name == "ratings":
        return rating(q, row)[0] in values
    return row[COLUMN[name]] in values


def selected_measures(q: Question) -> list[Row]:
    """The measures at as_of that belong to the selection."""
    return [row for row in q.measures(q.as_of) if is_selected(q, row)]


def selected_costs(q: Question) -> list[Row]:
    """Costs at costs_as_of follow their measure; those of an unknown one count only where nothing is chosen."""
    costs = q.costs(q.costs_as_of)
    if not any(q.chosen.values()):
        return costs
    chosen = {row["measure_id"] for row in selected_measures(q)}
    return [row for row in costs if row["measure_id"] in chosen]


def selection_measures(q: Question) -> list[Row]:
    """selection/measures: one row per measure of the selection."""
    return [{"measure_id": row["measure_id"], "is_whole_city": not row["districts"]} for row in selected_measures(q)]
