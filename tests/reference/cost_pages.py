"""What the page Kosten asks beyond the figures of record: the Kostentabelle, the months, money without a measure."""

from __future__ import annotations

from decimal import Decimal

from tests.reference.costs import cells_of, cost_table, sums, total
from tests.reference.question import Question, Row, grouped
from tests.reference.selection import selected_costs

METRICS = ("budget", "pending", "actual", "committed", "available", "forecast")


def block(row: Row) -> str:
    """Finanzhaushalt is one block; of the Ergebnishaushalt, Personal and events stand alone."""
    if row["budget_kind"] == "Finanzhaushalt":
        return "Investiv"
    kind: str = row["cost_type"]
    return kind if kind in ("Personal", "Veranstaltungen und Kommunikation") else "Laufend"


def costs_cost_table(q: Question) -> list[Row]:
    """costs/cost_table: the cells of the selection, summed, each row with its block."""
    key = ("budget_year", "sub_budget", "budget_kind", "cost_type")
    rows = cost_table(selected_costs(q), key, METRICS)
    return [
        {name: row[name] for name in key} | {"cost_block": block(row)} | {f"{m}_eur": row[f"{m}_eur"] for m in METRICS}
        for row in rows
    ]


def costs_breakdown(q: Question) -> list[Row]:
    """costs/breakdown: the postings that count, by product and asset; every combination that a posting names."""
    key = ("budget_year", "sub_budget", "product", "budget_kind", "cost_type", "asset")
    costs = selected_costs(q)
    cells = cells_of(costs)
    planned = [row for cell in cells for row in cell.valid_rows]
    pending = [row for cell in cells for row in cell.pending_rows]
    answer = []
    for values, rows in grouped(costs, key):
        budget, announced = (
            total(row["amount_eur"] for row in counted if tuple(row[name] for name in key) == values)
            for counted in (planned, pending)
        )
        actual, committed = (
            total(row["amount_eur"] for row in rows if row["value_type"] == kind) for kind in ("Ist", "Mittelbindung")
        )
        amounts = (budget, announced, actual, committed, budget - actual - committed)
        named = dict(zip(key, values, strict=True)) | {"cost_block": block(rows[0])}
        answer.append(named | {f"{metric}_eur": amount for metric, amount in zip(METRICS[:5], amounts, strict=True)})
    return answer


def costs_approval(q: Question) -> list[Row]:
    """costs/approval: how far the plan of each year is."""
    return cost_table(selected_costs(q), ("budget_year",), ("pending", "decided", "approved", "budget"))


def costs_by_month(q: Question) -> list[Row]:
    """costs/by_month: every month that a posting names, null = whole year."""
    costs = selected_costs(q)
    planned = [row for cell in cells_of(costs) for row in cell.valid_rows]
    answer = []
    for (year, month), rows in grouped(costs, ("budget_year", "month")):
        here = [row["amount_eur"] for row in planned if (row["budget_year"], row["month"]) == (year, month)]
        actual = total(row["amount_eur"] for row in rows if row["value_type"] == "Ist")
        answer.append({"budget_year": year, "month": month, "planned_eur": sum(here, Decimal(0)), "actual_eur": actual})
    return answer


def costs_without_measure(q: Question) -> list[Row]:
    """costs/without_measure: cells whose measure is not delivered at as_of."""
    known = {row["measure_id"] for row in q.measures(q.as_of)}
    unknown = [cell for cell in cells_of(selected_costs(q)) if cell.key["measure_id"] not in known]
    years = {cell.key["budget_year"] for cell in unknown}
    return [
        {"budget_year": year}
        | sums([cell for cell in unknown if cell.key["budget_year"] == year], ("budget", "actual", "committed"))
        for year in years
    ]
