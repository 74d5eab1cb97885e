"""The analyst's desk in plain Python: which rows a table has, which of them conditions keep, what a pivot makes of it.

What is asked comes as the words of the address and as typed values, not as objects of the product.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, NamedTuple

from tests.reference import measures as m
from tests.reference.broadband import CITY, coverage_pct, current_broadband, known_broadband
from tests.reference.cost_pages import block
from tests.reference.costs import cells_of, total
from tests.reference.question import Question, Row
from tests.reference.selection import selected_measures

MONEY = ("budget", "pending", "actual", "committed", "available", "forecast")
OF_MEASURE = ("title", "field_of_action", "department", "division", "committee", "status")


def source_rows(q: Question, table: str, *, every_date: bool) -> list[Row]:
    """The rows of a table of the desk at the date asked, or at every reporting date of its export up to it."""
    if table == "broadband":
        rows = known_broadband(q) if every_date else current_broadband(q)
        return [row | {"coverage_pct": coverage_pct(row)} for row in rows]
    export = "costs" if table in ("costs", "postings") else "measures"
    dates = [day for day in q.deliveries.dates(export) if day <= q.day] if every_date else [q.day]
    chosen = {row["measure_id"] for row in selected_measures(q)} if any(q.chosen.values()) else None
    found = [row for day in dates for row in TABLES[table](replace(q, day=day))]
    return [row for row in found if chosen is None or row["measure_id"] in chosen]


def measure_rows(q: Question) -> list[Row]:
    """One row per measure at as_of, with its plan, its ratings and its money over all years."""
    return [described(q, row) | money(q, row["measure_id"]) for row in q.measures(q.as_of)]


def described(q: Question, row: Row) -> Row:
    computed = m.rating(q, row)[0]
    return row | {
        "reported_rating": m.reported(row),
        "computed_rating": computed,
        "differs": m.reported(row) != computed,
        "end_baseline": m.first_baseline(q, row),
        "valid_end": m.valid_end(q, row),
        "expected_end": m.expected_end(q, row),
        "days_late_valid": m.days_late_valid(q, row),
        "days_late_baseline": m.days_late_baseline(q, row),
        "shifts": m.shifts(q, row),
        "is_late": m.is_late(q, row),
        "is_overdue": row["status"] in m.OPEN
        and row["decision_due"] is not None
        and row["decision_due"] < row["as_of"],
    }


def money(q: Question, measure_id: str) -> Row:
    """What its cells add up to; null where no costs were delivered, 0 where it has none."""
    if q.costs_as_of is None:
        return dict.fromkeys(f"{name}_eur" for name in MONEY)
    cells = cells_of(q.costs_of(measure_id, q.costs_as_of))
    return {f"{name}_eur": total(getattr(cell, name) for cell in cells) for name in MONEY}


def measure_district_rows(q: Question) -> list[Row]:
    """One row per measure and district that it names, one without a district where it names none."""
    shares = {
        (row["area_id"], row["technology"]): coverage_pct(row)
        for row in current_broadband(q)
        if (row["user_group"], row["min_mbits"], row["level"]) == ("Privathaushalte", 1000, "Stadtbezirk")
    }
    return [
        described(q, row)
        | {"district": code}
        | {"gigabit_pct": shares.get((f"{CITY}-{code}", "alle")), "fibre_pct": shares.get((f"{CITY}-{code}", "FTTB/H"))}
        for row in q.measures(q.as_of)
        for code in (sorted(set(row["districts"])) or [None])
    ]


def cost_rows(q: Question) -> list[Row]:
    """One row per cost cell, with the measure that it belongs to."""
    known = {row["measure_id"]: described(q, row) for row in q.measures(q.as_of)}
    return [
        cell.key
        | {f"{name}_eur": getattr(cell, name) for name in MONEY}
        | {"as_of": q.costs_as_of, "cost_block": block(cell.key)}
        | {"funding_expires": min((r["funding_expires"] for r in cell.rows if r["funding_expires"]), default=None)}
        | {name: known.get(cell.key["measure_id"], {}).get(name) for name in (*OF_MEASURE, "computed_rating")}
        for cell in cells_of(q.costs(q.costs_as_of))
    ]


def posting_rows(q: Question) -> list[Row]:
    """One row per posting, with the measure that it was booked for."""
    known = {row["measure_id"]: row for row in q.measures(q.as_of)}
    return [
        row | {name: known.get(row["measure_id"], {}).get(name) for name in OF_MEASURE}
        for row in q.costs(q.costs_as_of)
    ]


TABLES: Mapping[str, Callable[[Question], list[Row]]] = {
    "measures": measure_rows,
    "measure_districts": measure_district_rows,
    "costs": cost_rows,
    "postings": posting_rows,
}


def cell_of(row: Row, column: str) -> Any:
    """A column of a row; `.year` after a day is its year."""
    name, dot, _ = column.partition(".")
    value = row[name]
    return value.year if dot and value is not None else value


class Asked(NamedTuple):
    """One condition in plain words: a column or "volltext", ist, nicht, enthaelt or zwischen, typed values, oder."""

    column: str
    operator: str
    values: tuple[Any, ...]
    or_before: bool


def keeps(conditions: Sequence[Asked], row: Row, searched: Sequence[str]) -> bool:
    """All groups hold; a group holds when one of its conditions does."""
    groups: list[list[bool]] = []
    for condition in conditions:
        held = holds(condition, row, searched)
        if condition.or_before and groups:
            groups[-1].append(held)
        else:
            groups.append([held])
    return all(any(group) for group in groups)


def holds(condition: Asked, row: Row, searched: Sequence[str]) -> bool:
    """One condition."""
    if condition.column == "volltext":
        texts = [row[name.removesuffix("_searched")] for name in searched]
        return any(condition.values[0].lower() in text.lower() for text in texts if text is not None)
    value = cell_of(row, condition.column)
    if condition.operator == "enthaelt":
        return value is not None and condition.values[0].lower() in value.lower()
    if condition.operator == "zwischen":
        low, high = condition.values
        return value is not None and (low is None or value >= low) and (high is None or value <= high)
    if isinstance(value, list):
        one = bool(set(value) & set(condition.values)) or (not value and None in condition.values)
    else:
        one = value in condition.values
    return one if condition.operator == "ist" else not one


def metric(rows: Sequence[Row], name: str, how: str) -> Any:
    """What stands in a cell over these rows."""
    if name == "zeilen":
        return len(rows)
    if name == "measure_id":
        return len({row["measure_id"] for row in rows})
    if name == "covered_share":
        pairs = [(row["premises_covered"], row["premises_total"]) for row in rows]
        counted = [(part, whole) for part, whole in pairs if part is not None and whole is not None]
        whole = sum(whole for _, whole in counted)
        return Fraction(100 * sum(part for part, _ in counted), whole) if whole else None
    given = [row[name] for row in rows if row[name] is not None]
    if not given:
        return None
    if how == "mittel":
        return sum(map(Fraction, given), Fraction(0)) / len(given)
    return {"summe": sum, "kleinster": min, "groesster": max}[how](given)


def rank(value: Any, order: Sequence[str]) -> tuple[Any, ...]:
    """The place of a value: by the order of the contract, then by code point or size, None last."""
    if value is None:
        return (1, 0, 0)
    place = order.index(value) if value in order else len(order)
    return (0, place, value)


class Pivoted(NamedTuple):
    """The groups by their keys in order, each with its cells by column and its whole; the columns; the whole."""

    groups: list[tuple[tuple[Any, ...], dict[Any, Any], Any, int]]
    columns: list[Any]
    totals: dict[Any, Any]
    total: Any


def pivoted(
    rows: Sequence[Row], names: Sequence[str], across: str, name: str, how: str, orders: Mapping[str, Sequence[str]]
) -> Pivoted:
    """Rows grouped, each group parted by `across`, everything computed from the bare rows."""
    keyed: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        keyed.setdefault(tuple(cell_of(row, one) for one in names), []).append(row)
    in_order = sorted(keyed, key=lambda key: [rank(v, orders.get(n, ())) for v, n in zip(key, names, strict=True)])
    found = {cell_of(row, across) for row in rows} if across else set()
    columns = sorted(found, key=lambda value: rank(value, orders.get(across, ())))
    groups = [
        (key, parted(keyed[key], across, name, how), metric(keyed[key], name, how), len(keyed[key])) for key in in_order
    ]
    return Pivoted(groups, columns, parted(rows, across, name, how), metric(rows, name, how))


def parted(rows: Sequence[Row], across: str, name: str, how: str) -> dict[Any, Any]:
    """The cells of a group, by column; only columns that occur in it."""
    if not across:
        return {}
    found: dict[Any, list[Row]] = {}
    for row in rows:
        found.setdefault(cell_of(row, across), []).append(row)
    return {value: metric(part, name, how) for value, part in found.items()}
