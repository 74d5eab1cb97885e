"""What the view Plantreue asks: plans that miss their year, moving ends, divisions that keep dates, the ledger."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from tests.reference.measures import OPEN, days_late_baseline, days_late_valid, expected_end, first_baseline, valid_end
from tests.reference.question import Question, Row
from tests.reference.selection import selected_measures

LATEST_REPORT = dt.timedelta(14)
COHORT = {
    "cohort_planned": "geplant",
    "cohort_running": "in Umsetzung",
    "cohort_completed": "abgeschlossen",
    "cohort_paused": "zurückgestellt",
    "cohort_stopped": "eingestellt",
    "cohort_vanished": "entfallen",
}


def dates(q: Question) -> list[dt.date]:
    """The measures' reporting dates up to as_of, in order."""
    return [day for day in q.deliveries.dates("measures") if day <= q.day]


def by_number(q: Question, day: dt.date) -> dict[str, Row]:
    return {row["measure_id"]: row for row in q.measures(day)}


def ends_after(q: Question, measure_id: str, day: dt.date, year: int) -> bool:
    """Whether the end that was expected on that date lay after that year; without a row or an end it did not."""
    row = by_number(q, day).get(measure_id)
    end = expected_end(q, row) if row else None
    return end is not None and end > dt.date(year, 12, 31)


def known_since(q: Question, measure_id: str, year: int) -> dt.date:
    """Walking back from as_of, the last date before the first on which the end did not lie after that year."""
    since = dates(q)[-1]
    for day in reversed(dates(q)):
        if not ends_after(q, measure_id, day, year):
            break
        since = day
    return since


def missed(q: Question) -> list[Row]:
    """portfolio/missed: open measures expected to end in a later year than their valid end."""
    found = []
    for row in selected_measures(q):
        plan, end = valid_end(q, row), expected_end(q, row)
        if row["status"] in OPEN and plan and end and end.year > plan.year:
            found.append(
                {"measure_id": row["measure_id"], "title": row["title"], "division": row["division"]}
                | {"missed_year": plan.year, "end_baseline": first_baseline(q, row), "valid_end": plan}
                | {"expected_end": end, "days_late_valid": (end - plan).days}
                | {"known_since": known_since(q, row["measure_id"], plan.year)}
            )
    return found


def milestones(q: Question) -> list[Row]:
    """portfolio/milestones: the rows up to as_of of the measures that belong to the selection at as_of."""
    return [line for row in selected_measures(q) for line in course(q, row)]


def course(q: Question, row: Row) -> list[Row]:
    """One measure from date to date; days_moved counts from the first end that it had."""
    found, first = [], None
    for then in q.history(row["measure_id"], row["as_of"]):
        end = expected_end(q, then)
        first = first or end
        found.append(
            {"measure_id": row["measure_id"], "as_of": then["as_of"], "title": row["title"], "status": then["status"]}
            | {"valid_end": valid_end(q, then), "expected_end": end}
            | {"days_moved": (end - first).days if end and first else None}
        )
    return found


def reliability(q: Question) -> list[Row]:
    """portfolio/reliability: plans of the selection at as_of, its reports of all dates; without one, all reports."""
    plans, chosen = selected_measures(q), {row["measure_id"] for row in selected_measures(q)}
    is_everything = not any(q.chosen.values())
    reports = [row for day in dates(q) for row in q.measures(day) if is_everything or row["measure_id"] in chosen]
    return [
        {"division": division}
        | kept_dates(q, [row for row in plans if row["division"] == division])
        | kept_reports([row for row in reports if row["division"] == division])
        for division in sorted({row["division"] for row in reports})
    ]


def kept_dates(q: Question, rows: list[Row]) -> Row:
    """Completed and open measures, and how many of them are on time against the valid plan and the first."""
    done = [row for row in rows if row["status"] == "abgeschlossen"]
    running = [row for row in rows if row["status"] in OPEN]
    return {
        "measures": len(rows),
        "completed": len(done),
        "completed_by_valid_end": count(days_late_valid(q, row) <= 0 for row in done),  # type: ignore[operator]
        "completed_by_baseline": count(days_late_baseline(q, row) <= 0 for row in done),  # type: ignore[operator]
        "still_open": len(running),
        "late_by_valid_end": count(days_late_valid(q, row) > 0 for row in running),  # type: ignore[operator]
        "late_by_baseline": count(days_late_baseline(q, row) > 0 for row in running),  # type: ignore[operator]
    }


def kept_reports(rows: list[Row]) -> Row:
    """Gemeldet am should be ≤ Stichtag + 14 days (later = delivered late)."""
    dated = [row for row in rows if row["reported_on"] is not None]
    in_time = count(row["reported_on"] <= row["as_of"] + LATEST_REPORT for row in dated)
    late = len(dated) - in_time
    return {"reports": len(rows), "reports_in_time": in_time, "reports_late": late} | {
        "reports_undated": len(rows) - len(dated)
    }


def count(found: Iterable[bool]) -> int:
    return sum(map(bool, found))


def ledger(q: Question) -> list[Row]:
    """portfolio/ledger: each date against the one before, whatever is selected."""
    days = dates(q)
    every = replace(q, chosen={})
    return [line(every, day, days[place - 1] if place else None, days[0]) for place, day in enumerate(days)]


def line(q: Question, day: dt.date, previous: dt.date | None, first: dt.date) -> Row:
    """The books of one date: before + added - vanished = after."""
    now, before = by_number(q, day), by_number(q, previous) if previous else {}
    seen = {name for earlier in dates(q) if earlier < day for name in by_number(q, earlier)}
    both = [(before[name], now[name]) for name in before.keys() & now.keys()]
    added = now.keys() - before.keys()
    return {
        "as_of": day,
        "previous": previous,
        "measures_before": len(before),
        "added": len(added),
        "returned": len(added & seen),
        "vanished": len(before.keys() - now.keys()),
        "measures_after": len(now),
        "completed_after": count(row["status"] == "abgeschlossen" for row in now.values()),
        "finished": count(became(pair, "abgeschlossen") for pair in both),
        "paused": count(became(pair, "zurückgestellt") for pair in both),
        "stopped": count(became(pair, "eingestellt") for pair in both),
        "resumed": count(old["status"] not in OPEN and new["status"] in OPEN for old, new in both),
        "relabelled": count(name_of(old) != name_of(new) for old, new in both),
    } | cohort(by_number(q, first), now)


def became(pair: tuple[Row, Row], status: str) -> bool:
    """Whether a measure has this status and had another before."""
    return pair[1]["status"] == status != pair[0]["status"]


def name_of(row: Row) -> tuple[str, str, str]:
    return row["title"], row["field_of_action"], row["department"]


def cohort(first: dict[str, Row], now: dict[str, Row]) -> Row:
    """What has become of the measures of the first date."""
    states = Counter(now[name]["status"] if name in now else "entfallen" for name in first)
    return {"cohort": len(first)} | {column: states[status] for column, status in COHORT.items()}
