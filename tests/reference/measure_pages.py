"""The questions of the page Maßnahmen: the list, the history of a measure, and all that is known of it."""

from __future__ import annotations

from dataclasses import replace

from tests.reference.costs import cells_of, total
from tests.reference.measures import (
    OPEN,
    days_late_baseline,
    days_late_valid,
    expected_end,
    first_baseline,
    is_late,
    rating,
    reported,
    shifts,
    valid_end,
)
from tests.reference.question import Question, Row
from tests.reference.selection import selected_measures

LISTED = (
    "measure_id", "title", "field_of_action", "department", "division", "committee", "districts", "status",
    "reported_rating", "computed_rating", "rule", "progress_pct", "start_planned", "end_baseline", "valid_end",
    "expected_end", "days_late_valid", "is_late", "decision_needed", "decision_due",
)  # fmt: skip
STATE = (
    "measure_id", "as_of", "status", "reported_rating", "computed_rating", "rule", "progress_pct", "valid_end",
    "expected_end", "days_late_valid", "costs_as_of", "budget_eur", "actual_eur", "forecast_eur",
)  # fmt: skip
SHEET = (
    "measure_id", "as_of", "title", "field_of_action", "department", "division", "committee", "districts", "status",
    "reported_rating", "computed_rating", "rule", "progress_pct", "start_planned", "end_baseline", "end_rebaselined",
    "rebaseline_paper", "valid_end", "end_forecast", "end_actual", "expected_end", "days_late_baseline",
    "days_late_valid", "is_late", "shifts", "reason", "mitigation", "impact", "options", "decision_needed",
    "decision_due", "is_overdue", "owner", "reported_on", "paper", "city_goal", "gender_aspects", "is_public",
    "outcome", "outcome_target", "outcome_actual", "outcome_unit",
)  # fmt: skip


def described(q: Question, row: Row) -> Row:
    """A delivered row with everything that follows from it; end_baseline is that of the measure's first row."""
    colour, rule = rating(q, row)
    due = row["decision_due"]
    return row | {
        "reported_rating": reported(row),
        "computed_rating": colour,
        "rule": rule,
        "end_baseline": first_baseline(q, row),
        "valid_end": valid_end(q, row),
        "expected_end": expected_end(q, row),
        "days_late_baseline": days_late_baseline(q, row),
        "days_late_valid": days_late_valid(q, row),
        "is_late": is_late(q, row),
        "shifts": shifts(q, row),
        "is_overdue": row["status"] in OPEN and due is not None and due < row["as_of"],
    }


def asked_for(q: Question, row: Row) -> bool:
    """One measure, or every measure."""
    return q.measure in (None, row["measure_id"])


def measures_list(q: Question) -> list[Row]:
    """measures/list: one row per measure of the selection."""
    rows = [described(q, row) for row in selected_measures(q)]
    return [{name: row[name] for name in LISTED} for row in rows]


def measures_sheet(q: Question) -> list[Row]:
    """measures/sheet: one row per measure at as_of, whatever is selected."""
    rows = [described(q, row) for row in q.measures(q.as_of) if asked_for(q, row)]
    return [{name: row[name] for name in SHEET} for row in rows]


def money(q: Question, row: Row) -> Row:
    """Valid budget, actual and forecast of all years at costs_as_of; null without a costs date."""
    if q.costs_as_of is None:
        return dict.fromkeys(("costs_as_of", "budget_eur", "actual_eur", "forecast_eur"))
    cells = cells_of(q.costs_of(row["measure_id"], q.costs_as_of))
    return {
        "costs_as_of": q.costs_as_of,
        "budget_eur": total(cell.budget for cell in cells),
        "actual_eur": total(cell.actual for cell in cells),
        "forecast_eur": total(cell.forecast for cell in cells),
    }


def measures_history(q: Question) -> list[Row]:
    """measures/history: the newest reporting date as of the date asked, each earlier one as if asked on it."""
    found = []
    for day in q.deliveries.dates("measures"):
        if day <= q.day:
            then = q if day == q.as_of else replace(q, day=day)
            found += [described(then, row) | money(then, row) for row in q.measures(day) if asked_for(q, row)]
    return [{name: row[name] for name in STATE} for row in found]
