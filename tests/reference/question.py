"""What is known on the date asked, and which rows a role may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Row = dict[str, Any]
Books = dict[dt.date, dict[str, list[Row]]]


class NoAnswer(Exception):
    """The contract says exit 2."""


@dataclass(frozen=True)
class Limits:
    """Thresholds of computed_rating; these are the contract's defaults."""

    red_days: int = 90
    yellow_days: int = 30
    red_cost_pct: Decimal = Decimal(110)
    yellow_cost_pct: Decimal = Decimal(105)
    yellow_lag_points: Decimal = Decimal(20)


class Deliveries:
    """The kept rows: folder date -> table -> rows. A table that a folder does not name was not delivered."""

    def __init__(self, books: Books) -> None:
        self.books = books

    def dates(self, table: str | None = None) -> list[dt.date]:
        """Folder dates in order, of one table or of all."""
        return sorted(day for day, tables in self.books.items() if table is None or table in tables)

    def latest(self, table: str | None, day: dt.date | None) -> dt.date | None:
        """Each table is read at its own latest reporting date ≤ D; None = whichever was delivered last."""
        return max((d for d in self.dates(table) if day is not None and d <= day), default=None)

    def rows(self, table: str, day: dt.date | None) -> list[Row]:
        """A delivery is the whole book as of its date; no date, no rows."""
        return [] if day is None else self.books[day][table]


@dataclass(frozen=True)
class Question:
    """One question, with the rows that its role may see."""

    deliveries: Deliveries
    day: dt.date
    since: dt.date | None
    area: str | None
    role: str
    limits: Limits
    chosen: dict[str, tuple[str, ...]]
    measure: str | None
    seen: dict[dt.date | None, list[Row]] = field(default_factory=dict)
    histories: dict[tuple[str, dt.date], list[Row]] = field(default_factory=dict)
    ledgers: dict[tuple[dt.date | None, dt.date | None], dict[str, list[Row]]] = field(default_factory=dict)

    @property
    def as_of(self) -> dt.date | None:
        """as_of for measures; of all deliveries, whatever the role sees."""
        return self.deliveries.latest("measures", self.day)

    @property
    def costs_as_of(self) -> dt.date | None:
        """costs_as_of; of all deliveries, whatever the role sees."""
        return self.deliveries.latest("costs", self.day)

    @property
    def sees_every_row(self) -> bool:
        """False for oeffentlich and ausschuss."""
        return self.role.partition(":")[0] not in ("oeffentlich", "ausschuss")

    def sees(self, measure: Row) -> bool:
        """oeffentlich: public rows; ausschuss: these and all rows of its committees; the others: every row."""
        committees = self.role.partition(":")[2]
        if self.sees_every_row:
            return True
        return bool(measure["is_public"]) or measure["committee"] in committees.split(",")

    def measures(self, day: dt.date | None) -> list[Row]:
        """The visible measure rows of one reporting date, row by row; looked up once per question."""
        if day not in self.seen:
            self.seen[day] = [row for row in self.deliveries.rows("measures", day) if self.sees(row)]
        return self.seen[day]

    def history(self, measure_id: str, until: dt.date) -> list[Row]:
        """The measure's visible rows up to a date, in order; looked up once per question."""
        key = (measure_id, until)
        if key not in self.histories:
            days = [day for day in self.deliveries.dates("measures") if day <= until]
            rows = [row for day in days for row in self.measures(day)]
            self.histories[key] = [row for row in rows if row["measure_id"] == measure_id]
        return self.histories[key]

    def costs(self, day: dt.date | None) -> list[Row]:
        """Costs follow their measure at as_of of the date asked; those of an unknown measure are non-public."""
        rows = self.deliveries.rows("costs", day)
        if self.sees_every_row:
            return rows
        visible = {row["measure_id"] for row in self.measures(self.as_of)}
        return [row for row in rows if row["measure_id"] in visible]

    def costs_of(self, measure_id: str, day: dt.date | None) -> list[Row]:
        """Those of one measure; looked up once per question and date asked."""
        asked = (self.as_of, day)
        if asked not in self.ledgers:
            groups = grouped(self.costs(day), ("measure_id",))
            self.ledgers[asked] = {number: rows for (number,), rows in groups}
        return self.ledgers[asked].get(measure_id, [])


def grouped(rows: Sequence[Row], names: Sequence[str]) -> list[tuple[tuple[Any, ...], list[Row]]]:
    """Rows by the values of some columns."""
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row[name] for name in names), []).append(row)
    return list(groups.items())
