"""Findings of rules across rows and deliveries: asked anew of every snapshot, so never stale."""

from __future__ import annotations

import datetime as dt

from analytics import formats
from analytics.contract import export_of, header
from analytics.engine import Engine
from analytics.findings import Finding
from analytics.rules import SET_RULES
from analytics.rules.shrinking import has_shrunk, shrunk


def findings_across(engine: Engine, table: str, delivery: dt.date) -> list[Finding]:
    """The warnings that rules across rows and deliveries give for one delivered export."""
    found = _fewer_records(engine, table, delivery)
    for rule in (rule for rule in SET_RULES if rule.table == table):
        column = header(export_of(table))[rule.field]
        for row in engine.query(f"findings/{rule.name}", delivery=delivery).to_pylist():
            message = rule.message.format(detail=row["detail"])
            found.append(Finding(row["source_line"], column, row["value"], "warning", message))
    return found


def _fewer_records(engine: Engine, table: str, delivery: dt.date) -> list[Finding]:
    """Against the delivery of the same export before it."""
    books = {part.delivery: part.books for part in engine.deliveries if part.export == table}
    former = max((day for day in books if day < delivery), default=None)
    if former is None or delivery not in books or not has_shrunk(books[delivery], books[former]):
        return []
    return [shrunk(books[delivery], books[former], f"in der Lieferung vom {formats.day(former)}")]
