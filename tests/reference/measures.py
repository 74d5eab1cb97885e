"""The definitions for measures: ends, lateness, shifts, computed_rating."""

from __future__ import annotations

import datetime as dt
import itertools
from fractions import Fraction

from tests.reference.costs import cells_of, total
from tests.reference.question import Question, Row

OPEN = ("geplant", "in Umsetzung")
NO_END = ("zurückgestellt", "eingestellt")


def first_baseline(q: Question, row: Row) -> dt.date:
    """end_baseline in figures = that of the measure's first row up to as_of."""
    end: dt.date = q.history(row["measure_id"], row["as_of"])[0]["end_baseline"]
    return end


def valid_end(q: Question, row: Row) -> dt.date | None:
    """end_rebaselined of the as_of row, else end_baseline of the first; null for zurückgestellt and eingestellt."""
    if row["status"] in NO_END:
        return None
    rebaselined: dt.date | None = row["end_rebaselined"]
    return rebaselined or first_baseline(q, row)


def expected_end(q: Question, row: Row) -> dt.date | None:
    """end_actual, else the later of as_of and (end_forecast, else valid_end); null where valid_end is."""
    end = valid_end(q, row)
    if end is None:
        return None
    if row["end_actual"]:
        actual: dt.date = row["end_actual"]
        return actual
    later: dt.date = max(row["as_of"], row["end_forecast"] or end)
    return later


def days_late_valid(q: Question, row: Row) -> int | None:
    """expected_end − valid_end."""
    expected, valid = expected_end(q, row), valid_end(q, row)
    return (expected - valid).days if expected and valid else None


def days_late_baseline(q: Question, row: Row) -> int | None:
    """expected_end − end_baseline (negative = early)."""
    expected = expected_end(q, row)
    return (expected - first_baseline(q, row)).days if expected else None


def is_late(q: Question, row: Row) -> bool:
    """late = open and days_late_valid > 0."""
    return row["status"] in OPEN and (days_late_valid(q, row) or 0) > 0


def shifts(q: Question, row: Row) -> int:
    """Rows up to as_of, in order, whose end_forecast is later than the previous given one."""
    given = [r["end_forecast"] for r in q.history(row["measure_id"], row["as_of"]) if r["end_forecast"]]
    return sum(later > earlier for earlier, later in itertools.pairwise(given))


def reported(row: Row) -> str:
    """An empty reported rating is grau."""
    return row["reported_rating"] or "grau"


def elapsed_pct(q: Question, row: Row) -> Fraction | None:
    """100 × (as_of − start_planned) / (valid_end − start_planned), clamped to 0…100; skipped where both are equal."""
    end = valid_end(q, row)
    if end is None or end == row["start_planned"]:
        return None
    share = Fraction(100 * (row["as_of"] - row["start_planned"]).days, (end - row["start_planned"]).days)
    return min(max(share, Fraction(0)), Fraction(100))


def lags(q: Question, row: Row) -> bool:
    """In Umsetzung and progress_pct < elapsed − 20."""
    elapsed = elapsed_pct(q, row)
    if row["status"] != "in Umsetzung" or elapsed is None:
        return False
    return Fraction(row["progress_pct"]) < elapsed - Fraction(q.limits.yellow_lag_points)


def rating(q: Question, row: Row) -> tuple[str, str]:
    """computed_rating and a short code of its reason: the first that applies."""
    days, limits = days_late_valid(q, row) or 0, q.limits
    cells = cells_of(q.costs_of(row["measure_id"], q.costs_as_of))
    budget = total(cell.budget for cell in cells)
    spent = total((cell.actual if row["status"] == "abgeschlossen" else cell.forecast) for cell in cells)
    due = row["decision_due"]
    checks: list[tuple[bool, str, str]] = [
        (row["status"] in NO_END, "grau", "Status"),
        (days > limits.red_days, "rot", "Termin"),
        (budget > 0 and 100 * spent > limits.red_cost_pct * budget, "rot", "Kosten"),
        (row["status"] in OPEN and due is not None and due < row["as_of"], "rot", "Entscheidung"),
        (days > limits.yellow_days, "gelb", "Termin"),
        (budget > 0 and 100 * spent > limits.yellow_cost_pct * budget, "gelb", "Kosten"),
        (budget <= 0 and spent > 0, "gelb", "ohne Ansatz"),
        (lags(q, row), "gelb", "Fortschritt"),
        (True, "grün", "im Plan"),
    ]
    return next((colour, f"{colour}: {reason}") for applies, colour, reason in checks if applies)
