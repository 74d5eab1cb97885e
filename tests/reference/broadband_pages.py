"""Broadband of the city and its districts, as the page Breitband asks for it."""

from __future__ import annotations

from fractions import Fraction

from tests.reference.broadband import CITY, PLACE, coverage_pct, current_broadband, known_broadband
from tests.reference.question import Question, Row, grouped

DISTRICTS = tuple(f"{number:02}" for number in range(1, 14))


def areas(codes: tuple[str, ...]) -> set[str]:
    return {f"{CITY}-{code}" for code in codes}


def districts(q: Question) -> list[Row]:
    """broadband/districts: the current rows of the city and of its 13 districts, whatever is selected."""
    return [
        {name: row[name] for name in PLACE}
        | {"as_of": row["as_of"], "area_name": row["area_name"], "coverage_pct": coverage_pct(row)}
        | {name: row[name] for name in ("premises_total", "premises_covered", "source")}
        for row in current_broadband(q)
        if row["area_id"] in areas(DISTRICTS) | {CITY}
    ]


def user_groups(q: Question) -> list[Row]:
    """broadband/user_groups: sums over the districts of the selection (all where none is chosen) that give counts."""
    asked = areas(q.chosen.get("districts") or DISTRICTS)
    rows = [row for row in current_broadband(q) if row["area_id"] in asked and row["premises_total"] is not None]
    return [
        dict(zip(PLACE[1:], key, strict=True)) | {"areas_counted": len(group)} | sums(group)
        for key, group in grouped(rows, PLACE[1:])
    ]


def sums(rows: list[Row]) -> Row:
    """Premises added up, their share (total 0 → null), and the oldest and newest Stand behind them."""
    total, covered = (sum(row[name] for row in rows) for name in ("premises_total", "premises_covered"))
    days = [row["as_of"] for row in rows]
    share = {"coverage_pct": Fraction(100 * covered, total) if total else None}
    counts = {"premises_total": total, "premises_covered": covered}
    return counts | share | {"oldest_as_of": min(days), "newest_as_of": max(days)}


def comparison(q: Question) -> list[Row]:
    """broadband/comparison: the city and its neighbours in the Kreis, Kreis, Land and Bund, by Stand."""
    kreis = CITY[:5]
    return [
        {name: row[name] for name in ("as_of", *PLACE, "area_name", "level")}
        | {"coverage_pct": coverage_pct(row), "source": row["source"]}
        for row in known_broadband(q)
        if row["area_id"] in (kreis, CITY[:2], "00")
        or (row["level"] == "Gemeinde" and row["area_id"].startswith(kreis))
    ]
