"""The definitions for costs: cells are built first, then summed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tests.reference.question import Row, grouped

CELL = (
    "measure_id", "budget_year", "sub_budget", "budget_kind", "cost_type", "funding_source", "funding_programme",
)  # fmt: skip
ZERO = Decimal(0)


@dataclass(frozen=True)
class Cell:
    """One cost cell: measure_id, budget_year, sub_budget, budget_kind, cost_type, funding_source, funding_programme."""

    key: Row
    rows: tuple[Row, ...]

    def _sum(self, value_type: str, approvals: Sequence[str] | None = None) -> Decimal | None:
        amounts = [
            row["amount_eur"]
            for row in self.rows
            if row["value_type"] == value_type and (approvals is None or row["approval"] in approvals)
        ]
        return sum(amounts, ZERO) if amounts else None

    def _plan(self, approvals: Sequence[str]) -> Decimal:
        updated = self._sum("Fortgeschriebener Ansatz", approvals)
        return updated if updated is not None else self._sum("Ansatz", approvals) or ZERO

    @property
    def budget(self) -> Decimal:
        """Among rows beschlossen or genehmigt: the sum of Fortgeschriebener Ansatz if there is one, else of Ansatz."""
        return self._plan(("beschlossen", "genehmigt"))

    @property
    def pending(self) -> Decimal:
        """The same over angemeldet rows."""
        return self._plan(("angemeldet",))

    @property
    def approved(self) -> Decimal:
        """What of the valid budget is genehmigt."""
        return total(row["amount_eur"] for row in self.valid_rows if row["approval"] == "genehmigt")

    @property
    def decided(self) -> Decimal:
        """What of the valid budget is beschlossen."""
        return total(row["amount_eur"] for row in self.valid_rows if row["approval"] == "beschlossen")

    @property
    def valid_rows(self) -> list[Row]:
        """The postings that make up the valid budget: Fortgeschriebener Ansatz if there is one, else Ansatz."""
        return self.plan_rows(("beschlossen", "genehmigt"))

    @property
    def pending_rows(self) -> list[Row]:
        """The postings that make up what is pending, likewise."""
        return self.plan_rows(("angemeldet",))

    def plan_rows(self, approvals: Sequence[str]) -> list[Row]:
        """The planned rows of these approvals that count."""
        found = [row for row in self.rows if row["approval"] in approvals]
        updates = [row for row in found if row["value_type"] == "Fortgeschriebener Ansatz"]
        return updates or [row for row in found if row["value_type"] == "Ansatz"]

    @property
    def actual(self) -> Decimal:
        """Sum of Ist, whatever its Genehmigung."""
        return self._sum("Ist") or ZERO

    @property
    def committed(self) -> Decimal:
        """Sum of Mittelbindung, whatever its Genehmigung."""
        return self._sum("Mittelbindung") or ZERO

    @property
    def available(self) -> Decimal:
        """Valid budget − actual − committed."""
        return self.budget - self.actual - self.committed

    @property
    def forecast(self) -> Decimal:
        """Sum of Prognose where the cell has one, else the larger of valid budget and actual + committed."""
        forecast = self._sum("Prognose")
        return forecast if forecast is not None else max(self.budget, self.actual + self.committed)


def cells_of(rows: Iterable[Row]) -> list[Cell]:
    """Cells are built first, then summed."""
    groups = grouped(list(rows), CELL)
    return [Cell(dict(zip(CELL, key, strict=True)), tuple(group)) for key, group in groups]


def total(amounts: Iterable[Decimal]) -> Decimal:
    """A sum that is 0 for nothing."""
    return sum(amounts, ZERO)


def sums(cells: Sequence[Cell], metrics: Sequence[str]) -> Row:
    """`<metric>_eur` summed over cells."""
    return {f"{metric}_eur": total(getattr(cell, metric) for cell in cells) for metric in metrics}


def cost_table(costs: Iterable[Row], names: Sequence[str], metrics: Sequence[str]) -> list[Row]:
    """Cells, summed by some of their columns."""
    cells = cells_of(costs)
    keys = {tuple(cell.key[name] for name in names) for cell in cells}
    return [
        dict(zip(names, key, strict=True))
        | sums([cell for cell in cells if tuple(cell.key[name] for name in names) == key], metrics)
        for key in keys
    ]
