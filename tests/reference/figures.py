"""The figures of record, one function per name of the contract's table."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from fractions import Fraction

from tests.reference.broadband import CITY, PLACE, city_gigabit, coverage_pct, current_broadband, known_broadband
from tests.reference.costs import Cell, cells_of, cost_table, sums, total
from tests.reference.measures import (
    OPEN,
    days_late_baseline,
    days_late_valid,
    expected_end,
    is_late,
    rating,
    reported,
    shifts,
    valid_end,
)
from tests.reference.question import NoAnswer, Question, Row, grouped
from tests.reference.selection import selected_costs, selected_measures


def kpis_of_measures(q: Question) -> Row:
    """The counts of overview/kpis."""
    rows = selected_measures(q)
    states = [row["status"] for row in rows]
    computed = [rating(q, row)[0] for row in rows]
    return {
        "measures_total": len(rows),
        "measures_planned": states.count("geplant"),
        "measures_running": states.count("in Umsetzung"),
        "measures_completed": states.count("abgeschlossen"),
        "measures_paused": states.count("zurückgestellt"),
        "measures_stopped": states.count("eingestellt"),
        "measures_late": sum(is_late(q, row) for row in rows),
        "rating_red_reported": sum(reported(row) == "rot" for row in rows),
        "rating_red_computed": computed.count("rot"),
        "ratings_differ": sum(reported(row) != colour for row, colour in zip(rows, computed, strict=True)),
        "decisions_open": sum(row["status"] in OPEN and row["decision_needed"] is not None for row in rows),
    }


def kpis_of_costs(q: Question, year: int) -> Row:
    """The money of overview/kpis: nulls without a costs date, 0 without rows in that year."""
    metrics = ("budget", "pending", "actual", "committed", "available", "forecast")
    if q.costs_as_of is None:
        return dict.fromkeys((*(f"{metric}_eur" for metric in metrics), "funding_eur", "funding_share_pct"))
    cells = [cell for cell in cells_of(selected_costs(q)) if cell.key["budget_year"] == year]
    values = sums(cells, metrics)
    funding = total(cell.budget for cell in cells if cell.key["funding_source"] == "Fördermittel")
    budget = values["budget_eur"]
    share = 100 * Fraction(funding) / Fraction(budget) if budget > 0 else None
    return values | {"funding_eur": funding, "funding_share_pct": share}


def overview_kpis(q: Question) -> list[Row]:
    """overview/kpis: one row."""
    assert q.as_of
    dates = {"as_of": q.as_of, "costs_as_of": q.costs_as_of}
    gigabit, gigabit_as_of = city_gigabit(q, "alle")
    fibre, fibre_as_of = city_gigabit(q, "FTTB/H")
    network = {"gigabit_pct": gigabit, "gigabit_as_of": gigabit_as_of, "fibre_pct": fibre, "fibre_as_of": fibre_as_of}
    year = q.as_of.year
    return [dates | kpis_of_measures(q) | {"budget_year": year} | kpis_of_costs(q, year) | network]


def overview_cost_blocks(q: Question) -> list[Row]:
    """overview/cost_blocks: Finanzhaushalt is one block; of the Ergebnishaushalt, Personal and events stand alone."""
    alone = ("Personal", "Veranstaltungen und Kommunikation")
    blocks: dict[tuple[int, str], list[Cell]] = {}
    for cell in cells_of(selected_costs(q)):
        running = cell.key["cost_type"] if cell.key["cost_type"] in alone else "Laufend"
        block = "Investiv" if cell.key["budget_kind"] == "Finanzhaushalt" else running
        blocks.setdefault((cell.key["budget_year"], block), []).append(cell)
    metrics = ("budget", "pending", "actual", "committed", "available", "forecast")
    return [
        {"budget_year": year, "cost_block": block} | sums(cells, metrics) for (year, block), cells in blocks.items()
    ]


DECISION = (
    "measure_id", "title", "field_of_action", "department", "computed_rating", "reported_rating", "rule", "reason",
    "impact", "options", "mitigation", "decision_needed", "decision_due", "days_overdue", "owner", "committee",
)  # fmt: skip


def overview_decisions(q: Question) -> list[Row]:
    """overview/decisions: open measures that are red (computed or reported) or name a decision; the most urgent first.

    Days overdue at as_of, never negative. `place` stands for the order: deadline, decision, delay.
    """
    answer = []
    for row in selected_measures(q):
        colour, rule = rating(q, row)
        if row["status"] in OPEN and (row["decision_needed"] is not None or "rot" in (colour, reported(row))):
            due = row["decision_due"]
            overdue = max((row["as_of"] - due).days, 0) if due else None
            said = {"computed_rating": colour, "reported_rating": reported(row), "rule": rule, "days_overdue": overdue}
            place = (due or dt.date.max, row["decision_needed"] is None, -(days_late_valid(q, row) or 0))
            answer.append((place, row["measure_id"], row | said))
    return [{name: row[name] for name in DECISION} for _, _, row in sorted(answer, key=lambda found: found[:2])]


def measures_by_status(q: Question) -> list[Row]:
    """measures/by_status: field_of_action and status that occur."""
    groups = grouped(selected_measures(q), ("field_of_action", "status"))
    return [{"field_of_action": field, "status": status, "measures": len(rows)} for (field, status), rows in groups]


def measures_slippage(q: Question) -> list[Row]:
    """measures/slippage: one row per measure at as_of."""
    return [
        {
            "measure_id": row["measure_id"],
            "valid_end": valid_end(q, row),
            "expected_end": expected_end(q, row),
            "days_late_baseline": days_late_baseline(q, row),
            "days_late_valid": days_late_valid(q, row),
            "shifts": shifts(q, row),
        }
        for row in selected_measures(q)
    ]


def measures_rating(q: Question) -> list[Row]:
    """measures/rating: one row per measure at as_of; `rule` is a code here, a German sentence in the product."""
    answers = [(row, rating(q, row)) for row in selected_measures(q)]
    return [
        {
            "measure_id": row["measure_id"],
            "reported_rating": reported(row),
            "computed_rating": colour,
            "rule": rule,
            "differs": reported(row) != colour,
        }
        for row, (colour, rule) in answers
    ]


def costs_plan_vs_actual(q: Question) -> list[Row]:
    """costs/plan_vs_actual."""
    metrics = ("budget", "pending", "actual", "committed", "available", "forecast")
    return cost_table(selected_costs(q), ("budget_year", "budget_kind", "cost_type"), metrics)


def costs_by_sub_budget(q: Question) -> list[Row]:
    """costs/by_sub_budget."""
    return cost_table(selected_costs(q), ("budget_year", "sub_budget"), ("budget", "actual", "committed", "available"))


def costs_funding(q: Question) -> list[Row]:
    """costs/funding: cells from Fördermittel, all years; expires = earliest given, else null."""
    rows = [row for row in selected_costs(q) if row["funding_source"] == "Fördermittel"]
    answer = []
    for (programme,), group in grouped(rows, ("funding_programme",)):
        granted = total(cell.budget for cell in cells_of(group))
        drawn = total(cell.actual for cell in cells_of(group))
        expires = min((row["funding_expires"] for row in group if row["funding_expires"]), default=None)
        money = {"granted_eur": granted, "drawn_eur": drawn, "open_eur": granted - drawn}
        answer.append({"funding_programme": programme} | money | {"expires": expires})
    return answer


def broadband_coverage(q: Question) -> list[Row]:
    """broadband/coverage: as_of is the Stand of the row."""
    return [
        {name: row[name] for name in (*PLACE, "as_of", "area_name", "level")} | {"coverage_pct": coverage_pct(row)}
        for row in current_broadband(q)
        if q.area in (None, row["area_id"])
    ]


def broadband_trend(q: Question) -> list[Row]:
    """broadband/trend: the city alone, one row per Stand known at D."""
    return [
        {name: row[name] for name in ("as_of", *PLACE[1:])} | {"coverage_pct": coverage_pct(row)}
        for row in known_broadband(q)
        if row["area_id"] == CITY
    ]


def broadband_sources(q: Question) -> list[Row]:
    """broadband/sources: the sources of the rows that broadband/trend reads."""
    counts = Counter(row["source"] for row in known_broadband(q) if row["area_id"] == CITY)
    return [{"source": source, "shares": count} for source, count in counts.items()]


def changes_since(q: Question) -> list[Row]:
    """changes/since: measures at as_of against the latest reporting date ≤ S; neu and entfallen stand alone.

    A selection takes the measures that belong to it now, and the vanished ones that belonged to it then.
    """
    before = since_date(q)
    then_asked = replace(q, day=min(q.since or before, q.day))
    old, new = ({row["measure_id"]: row for row in q.measures(day)} for day in (before, q.as_of))
    costs_before = q.deliveries.latest("costs", then_asked.day)
    chosen = {row["measure_id"] for row in selected_measures(q)}
    chosen_before = {row["measure_id"] for row in selected_measures(then_asked)}
    answer = [change(name, "neu") for name in chosen - old.keys()]
    answer += [change(name, "entfallen") for name in chosen_before - new.keys()]
    for name in old.keys() & chosen:
        now, then = facts(q, new[name], q.costs_as_of), facts(q, old[name], costs_before)
        answer += [change(name, what, then[what], now[what]) for what in now if then[what] != now[what]]
    return answer


def since_date(q: Question) -> dt.date:
    """The latest reporting date ≤ S (default: the previous one; none → exit 2)."""
    assert q.as_of
    last = q.as_of - dt.timedelta(days=1) if q.since is None else min(q.since, q.day)
    before = q.deliveries.latest("measures", last)
    if before is None:
        raise NoAnswer("no reporting date before")
    return before


def change(measure_id: str, what: str, old: str | None = None, new: str | None = None) -> Row:
    """One row of changes/since."""
    return {"measure_id": measure_id, "change": what, "old": old, "new": new}


def facts(q: Question, row: Row, costs_day: dt.date | None) -> dict[str, str | None]:
    """Status, reported Ampel, Termin (end_actual, else end_forecast, else valid_end) and valid budget of all years."""
    end = row["end_actual"] or row["end_forecast"] or valid_end(q, row)
    cells = cells_of(q.costs_of(row["measure_id"], costs_day))
    budget = total(cell.budget for cell in cells)
    return {
        "Bearbeitungsstand": row["status"],
        "Ampel": reported(row),
        "Termin": end.isoformat() if end else None,
        "Kosten": None if costs_day is None else f"{budget:.2f}",
    }


def table_measures(q: Question) -> list[Row]:
    """table/measures: the kept rows at as_of."""
    return [dict(row) for row in selected_measures(q)]


def table_costs(q: Question) -> list[Row]:
    """table/costs: the kept rows at costs_as_of."""
    return [dict(row) for row in selected_costs(q)]


def table_broadband(q: Question) -> list[Row]:
    """table/broadband: the rows that broadband/coverage reads."""
    return [dict(row) for row in current_broadband(q) if q.area in (None, row["area_id"])]


def table_rows(q: Question) -> list[Row]:
    """table/rows: per export what is read on its date, what of it is selected, and the rows of all dates so far.

    Of every date a role counts what it could see on that date.
    """
    days = [day for day in q.deliveries.dates() if day <= q.day]
    dated = [(day, replace(q, day=day), q.deliveries.books[day]) for day in days]
    measures = sum(len(then.measures(day)) for day, then, tables in dated if "measures" in tables)
    costs = sum(len(then.costs(day)) for day, then, tables in dated if "costs" in tables)
    network = sum(len(tables.get("broadband", ())) for _, _, tables in dated)
    current = current_broadband(q)
    newest = max((row["as_of"] for row in current), default=None)
    counts = {
        "broadband": (newest, len(current), len(current), network),
        "costs": (q.costs_as_of, len(q.costs(q.costs_as_of)), len(selected_costs(q)), costs),
        "measures": (q.as_of, len(q.measures(q.as_of)), len(selected_measures(q)), measures),
    }
    names = ("as_of", "rows_read", "rows_selected", "rows_so_far")
    return [{"export": export} | dict(zip(names, found, strict=True)) for export, found in counts.items()]
