"""What a measure plans and spends: one cost cell per budget year, kind of cost and source of money."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from analytics.sample.content import SEED, Plan, toml
from analytics.sample.sheet import Record

YEARS = range(2018, 2023)
EURO = 100


@dataclass(frozen=True)
class Cell:
    """One cost cell with its plan and, per month, what was paid; amounts in cents."""

    plan: Plan
    year: int
    cost_type: str
    phase: str
    planned: int
    budget: int
    amended_on: dt.date | None
    spent: tuple[tuple[int, int], ...]
    record: Record

    @property
    def announced(self) -> dt.date:
        """The first delivery that holds this budget year for the measure."""
        announced: dt.date = _budget(self.year)["announced"]
        return max(announced, self.plan.joined)

    def approval(self, day: dt.date) -> str:
        """How far the budget of this year is on that day."""
        if day >= _budget(self.year)["approved"]:
            return "genehmigt"
        return "beschlossen" if day >= _budget(self.year)["decided"] else "angemeldet"


def _budget(year: int) -> dict[str, Any]:
    budget: dict[str, Any] = toml("money.toml")["budgets"][str(year)]
    return budget


def cells(plan: Plan) -> Iterator[Cell]:
    """All cost cells of a measure: profile lines x budget years x sources of money."""
    rng = Random(f"{SEED}/money/{plan.number}")
    for item in toml("money.toml")["profiles"][plan.profile]:
        for year in _years(plan, item["phase"]):
            amount = _year_amount(plan, item, year, rng)
            for programme, part in _sources(plan, item["phase"]):
                yield _cell(plan, item, year, round(amount * part), programme, rng)


def _years(plan: Plan, phase: str) -> list[int]:
    first, last = plan.start.year, plan.done.year
    if phase != "project":
        first, last = first + 1, YEARS[-1]
    years = [year for year in YEARS if first <= year <= last]
    return [year for year in years if not plan.halt or _budget(year)["announced"] < plan.halt]


def _sources(plan: Plan, phase: str) -> list[tuple[str, float]]:
    if not plan.programme or phase != "project":
        return [("", 1.0)]
    part = toml("money.toml")["programmes"][plan.programme]["part"]
    return [("", 1 - part), (plan.programme, part)]


def _year_amount(plan: Plan, item: dict[str, Any], year: int, rng: Random) -> int:
    """The plan of one year in cents; a first year that begins late is smaller."""
    full = plan.thousand_eur * float(item["share"]) * 1000 * EURO
    if item["phase"] == "post":
        return round(full)
    months = 13 - plan.start.month if item["phase"] == "project" and year == plan.start.year else 12
    return max(600 * EURO, round(full * rng.uniform(0.8, 1.2) * months / 12 / 10_000) * 10_000)


def _cell(plan: Plan, item: dict[str, Any], year: int, planned: int, programme: str, rng: Random) -> Cell:
    amendment = _amendment(plan, item["cost_type"], year) if not programme else None
    budget = round(planned * amendment["factor"] / 10_000) * 10_000 if amendment else planned
    rate = rng.uniform(0.80, 0.95) * _overrun(plan, year)
    rate *= toml("money.toml")["programmes"][programme]["drawn"] if programme else 1
    return Cell(
        plan=plan,
        year=year,
        cost_type=item["cost_type"],
        phase=item["phase"],
        planned=planned,
        budget=budget,
        amended_on=amendment["since"] if amendment else None,
        spent=_spent(plan, item["phase"], year, round(budget * rate), rng),
        record=_record(plan, item, year, programme),
    )


def _amendment(plan: Plan, cost_type: str, year: int) -> dict[str, Any] | None:
    wanted = {"number": plan.number, "cost_type": cost_type, "year": year}
    return next((found for found in toml("money.toml")["amendment"] if wanted.items() <= found.items()), None)


def _overrun(plan: Plan, year: int) -> float:
    overrun = toml("money.toml")["overrun"].get(plan.number)
    return float(overrun["factor"]) if overrun and year >= overrun["since"] else 1.0


def _spent(plan: Plan, phase: str, year: int, total: int, rng: Random) -> tuple[tuple[int, int], ...]:
    """Months and amounts; a measure that is halted in the middle of a year keeps only what was paid until then."""
    months = _months(plan, phase, year)
    if not months or not total:
        return ()
    chosen = months if phase == "post" else sorted(rng.sample(months, min(len(months), rng.randint(3, 7))))
    weights = [1.0 if phase == "post" else rng.uniform(0.6, 1.4) for _ in chosen]
    amounts = [round(total * weight / sum(weights)) for weight in weights]
    amounts[-1] += total - sum(amounts)
    last = plan.halt.month if plan.halt and plan.halt.year == year else 12
    return tuple((month, cents) for month, cents in zip(chosen, amounts, strict=True) if month <= last)


def _months(plan: Plan, phase: str, year: int) -> list[int]:
    if year > 2021 or (plan.halt and year > plan.halt.year):
        return []
    first = plan.start.month if year == plan.start.year else 1
    last = plan.done.month if phase == "project" and year == plan.done.year else 12
    return list(range(first, last + 1))


def _record(plan: Plan, item: dict[str, Any], year: int, programme: str) -> Record:
    division = toml("organisation.toml")[plan.division]
    grant = toml("money.toml")["programmes"].get(programme, {})
    return {
        "measure_id": plan.number,
        "budget_year": year,
        "sub_budget": division["sub_budget"],
        "product": division["product"],
        "budget_kind": item["budget_kind"],
        "cost_type": item["cost_type"],
        "asset": item["asset"],
        "funding_source": "Fördermittel" if programme else "Eigenmittel",
        "funding_programme": grant.get("name"),
        "funding_expires": grant.get("expires"),
    }
