"""Findings of rules across rows and deliveries: asked anew of every snapshot, so never stale."""

from __future__ import annotations

import datetime as dt

from analytics.contract import export_of, header
from analytics.engine import Engine
from analytics.findings import Finding
from analytics.rules import SET_RULES


def findings_across(engine: Engine, table: str, delivery: dt.date) -> list[Finding]:
    """The warnings that rules across rows and deliveries give for one delivered export."""
    found = []
    for rule in (rule for rule in SET_RULES if rule.table == table):
        column = header(export_of(table))[rule.field]
        for row in engine.query(f"findings/{rule.name}", delivery=delivery).to_pylist():
            message = rule.message.format(detail=row["detail"])
            found.append(Finding(row["source_line"], column, row["value"], "warning", message))
    return found
