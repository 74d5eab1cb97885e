"""kosten.csv of one delivery: every posting is made once with the span of deliveries that show it."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass, replace
from decimal import Decimal

from analytics.contract import Cost
from analytics.sample.budget import Cell, cells
from analytics.sample.content import DELIVERIES, plans, records, toml
from analytics.sample.sheet import Record, line

YEAR_END = ((6, 30), (12, 31))
NEVER_ORDERED = ("Personal", "Abschreibung")


@dataclass(frozen=True)
class Posting:
    """One posting and the deliveries that show it (`since` to `until`)."""

    cell: Cell
    value_type: str
    cents: int
    since: dt.date
    until: dt.date = DELIVERIES[-1]
    month: int | None = None
    posting_id: str = ""


def costs(day: dt.date) -> list[list[str]]:
    """The lines of kosten.csv, the whole book as of the day."""
    return [line(Cost, _record(posting, day)) for posting in book() if posting.since <= day <= posting.until] + [
        line(Cost, _single(row, day)) for row in records("single_postings.csv") if row["since"] <= day.isoformat()
    ]


@functools.cache
def book() -> tuple[Posting, ...]:
    """All postings of all deliveries, numbered per budget year."""
    numbered: list[Posting] = []
    count: dict[int, int] = {}
    for posting in (posting for plan in plans() for cell in cells(plan) for posting in _postings(cell)):
        year = posting.cell.year
        count[year] = count.get(year, 0) + 1
        numbered.append(replace(posting, posting_id=f"B{year}-{count[year]:05d}"))
    return tuple(numbered)


def _postings(cell: Cell) -> list[Posting]:
    found = [Posting(cell, "Ansatz", cell.planned, cell.announced)]
    if cell.amended_on:
        found.append(Posting(cell, "Fortgeschriebener Ansatz", cell.budget, cell.amended_on))
    for month, cents in cell.spent:
        found.append(Posting(cell, "Ist", cents, max(_known(cell.year, month), cell.plan.joined), month=month))
    return found + [posting for half in YEAR_END for posting in _running_year(cell, dt.date(cell.year, *half))]


def _known(year: int, month: int) -> dt.date:
    return dt.date(year, 6, 30) if month <= 6 else dt.date(year, 12, 31)


def _running_year(cell: Cell, day: dt.date) -> list[Posting]:
    """Mittelbindung and Prognose of the running year; the next delivery replaces them."""
    if day not in DELIVERIES or day < cell.announced or not cell.spent:
        return []
    spent = sum(cents for month, cents in cell.spent if month <= day.month)
    total = sum(cents for _, cents in cell.spent)
    found = []
    ordered = _hundreds((total - spent) * 0.6 if day.month == 6 else (cell.budget - total) * 0.45)
    if ordered > 0 and cell.cost_type not in NEVER_ORDERED:
        found.append(Posting(cell, "Mittelbindung", ordered, day, day))
    if cell.plan.number in toml("money.toml")["prognosis"]["measures"] and cell.phase == "project":
        found.append(Posting(cell, "Prognose", _hundreds(total + max(0, cell.budget - total) * 0.8), day, day))
    return found


def _hundreds(cents: float) -> int:
    return round(cents / 10_000) * 10_000


def _record(posting: Posting, day: dt.date) -> Record:
    cell = posting.cell
    return cell.record | {
        "as_of": day,
        "posting_id": posting.posting_id,
        "month": posting.month,
        "value_type": posting.value_type,
        "approval": cell.approval(day),
        "amount_eur": Decimal(posting.cents).scaleb(-2),
    }


def _single(row: dict[str, str], day: dt.date) -> Record:
    return {"as_of": day} | {name: text for name, text in row.items() if name != "since"}
