"""The definitions for broadband: it adds up by Stand."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

from tests.reference.question import Question, Row, grouped

CITY = "03241001"
PLACE = ("area_id", "user_group", "technology", "min_mbits")


def known_broadband(q: Question) -> list[Row]:
    """Per key and Stand one row; where several deliveries hold the same, the latest folder wins."""
    found: dict[tuple[Any, ...], Row] = {}
    for day in q.deliveries.dates("broadband"):
        if day <= q.day:
            found |= {tuple(row[n] for n in ("as_of", *PLACE)): row for row in q.deliveries.rows("broadband", day)}
    return list(found.values())


def current_broadband(q: Question) -> list[Row]:
    """Per key the row of the latest Stand ≤ D counts, also when its value is null."""
    return [max(rows, key=lambda row: row["as_of"]) for _, rows in grouped(known_broadband(q), PLACE)]


def coverage_pct(row: Row) -> Fraction | None:
    """100 × covered / total where counts are given (total 0 → null), else the share."""
    count, covered, share = row["premises_total"], row["premises_covered"], row["coverage_pct"]
    if count is not None and covered is not None:
        return Fraction(100 * covered, count) if count else None
    return None if share is None else Fraction(share)


def city_gigabit(q: Question, technology: str) -> tuple[Fraction | None, dt.date | None]:
    """The city's own row, Privathaushalte, 1000 Mbit/s: its coverage and its Stand, null when there is none."""
    place = (CITY, "Privathaushalte", technology, 1000)
    rows = [row for row in current_broadband(q) if tuple(row[name] for name in PLACE) == place]
    return (coverage_pct(rows[0]), rows[0]["as_of"]) if rows else (None, None)
