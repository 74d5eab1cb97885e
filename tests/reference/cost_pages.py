"""What the page Kosten asks beyond the figures of record: the Kostentabelle, the months, money without a measure."""

from __future__ import annotations

from decimal import Decimal

from tests.reference.costs import Cell, cells_of, cost_table, sums, total
from tests.reference.question import Question, Row, grouped
from tests.reference.selection import selected_costs

APPROVED = ("beschlossen", "genehmigt")
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


def valid_rows(cell: Cell) -> list[Row]:
    """The postings that make up a valid budget: Fortgeschriebener Ansatz if there is one, else Ansatz."""
    approved = [row for row in cell.rows if row["approval"] in APPROVED]
    updates = [row for row in approved if row["value_type"] == "Fortgeschriebener Ansatz"]
    return updates or [row for row in approved if row["value_type"] == "Ansatz"]


def costs_by_month(q: Question) -> list[Row]:
    """costs/by_month: every month that a posting names, null = whole year."""
    costs = selected_costs(q)
    planned = [row for cell in cells_of(costs) for row in valid_rows(cell)]
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
