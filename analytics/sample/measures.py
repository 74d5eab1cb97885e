"""massnahmen.csv of one delivery: the plan, how far it has come, and the events that overrule both."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random

from analytics.contract import Measure
from analytics.sample.content import HALTED, SEED, Plan, plans, told, toml
from analytics.sample.sheet import Record, line

CITY_GOAL_FIELDS = ("5", "8")


def measures(day: dt.date) -> list[list[str]]:
    """The lines of massnahmen.csv, by measure number."""
    return [line(Measure, _record(plan, day)) for plan in plans() if plan.joined <= day]


def _record(plan: Plan, day: dt.date) -> Record:
    record = _constant(plan) | _course(plan, day) | {"as_of": day, "reported_on": _reported_on(plan, day)}
    story = told(plan.number, day)
    record |= story
    if record["status"] in HALTED:
        record |= {"end_forecast": None, "reported_rating": None}
    elif "reported_rating" not in story:
        record |= _rating(plan, record) | story
    return record


def _constant(plan: Plan) -> Record:
    division = toml("organisation.toml")[plan.division]
    goal = "Digitale Stadtverwaltung" if plan.number[0] in CITY_GOAL_FIELDS and plan.thousand_eur > 100 else None
    return {
        "measure_id": plan.number,
        "title": plan.title,
        "field_of_action": plan.field_of_action,
        "department": division["department"],
        "division": division["name"],
        "committee": plan.committee,
        "districts": plan.districts,
        "start_planned": plan.start,
        "end_baseline": plan.baseline,
        "owner": division["owner"],
        "paper": plan.paper,
        "city_goal": goal,
        "gender_aspects": plan.gender,
        "is_public": plan.public,
        "outcome": plan.outcome,
        "outcome_target": plan.outcome_target,
        "outcome_unit": plan.outcome_unit,
    }


def _course(plan: Plan, day: dt.date) -> Record:
    """Status, dates, progress and outcome that follow from the plan alone; a halted measure stays where it was."""
    day = min(day, plan.halt - dt.timedelta(1)) if plan.halt else day
    if day < plan.start:
        return {"status": "geplant", "progress_pct": 0, "end_forecast": plan.baseline}
    if day >= plan.done:
        return {
            "status": "abgeschlossen",
            "progress_pct": 100,
            "end_actual": plan.done,
            "outcome_actual": _outcome(plan, 1.0),
        }
    share = (day - plan.start) / (plan.done - plan.start)
    return {
        "status": "in Umsetzung",
        "progress_pct": min(95, max(5, 5 * round(20 * share ** _pace(plan)))),
        "end_forecast": _forecast(plan, day),
        "outcome_actual": _outcome(plan, 0.9 * share),
    }


def _pace(plan: Plan) -> float:
    return Random(f"{SEED}/pace/{plan.number}").uniform(0.95, 1.2)


def _forecast(plan: Plan, day: dt.date) -> dt.date:
    """Bad news comes in two steps: half of the delay past the middle of the plan, all of it near its end."""
    elapsed = (day - plan.start) / (plan.baseline - plan.start)
    if elapsed < 0.5:
        return plan.baseline
    return plan.done if elapsed >= 0.8 else plan.baseline + (plan.done - plan.baseline) / 2


def _outcome(plan: Plan, share: float) -> Decimal | None:
    if not plan.outcome:
        return None
    start, target = float(plan.outcome_start), float(plan.outcome_target)
    reach = Random(f"{SEED}/outcome/{plan.number}").uniform(0.86, 1.0)
    return Decimal(round(start + (target - start) * share * reach))


def _reported_on(plan: Plan, day: dt.date) -> dt.date:
    late = day in toml("organisation.toml")[plan.division].get("late_reports", ())
    return day + dt.timedelta(Random(f"{SEED}/report/{plan.division}/{day}").randint(*((19, 34) if late else (3, 12))))


def _rating(plan: Plan, record: Record) -> Record:
    """What an honest Fachbereich reports about its date, unless the plan names a fixed report."""
    if record["status"] == "geplant":
        return {"reported_rating": None}
    late = _days_late(record)
    honest = "rot" if late > 90 else "gelb" if late > 30 else "grün"
    if record["status"] == "abgeschlossen" or honest == "grün" or plan.report == "grün":
        return {"reported_rating": "grün"}
    return {"reported_rating": plan.report or honest, **toml("causes.toml")[plan.cause]}


def _days_late(record: Record) -> int:
    end, valid = record.get("end_forecast"), record.get("end_rebaselined") or record["end_baseline"]
    return (end - valid).days if isinstance(end, dt.date) and isinstance(valid, dt.date) else 0
