"""Questions about the deliveries themselves. A limited role gets no rows: they tell of rows that it may not see."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import pandas as pd

from analytics.engine import Engine
from analytics.filters import EVERYTHING, Selection
from analytics.findings import Finding
from analytics.findings_across import findings_across
from analytics.queries.answer import Asked, Figure

Across = tuple[str, dt.date, Finding]
_ASKED: WeakKeyDictionary[Engine, list[Across]] = WeakKeyDictionary()


class FileBooks(NamedTuple):
    """Where the records of a delivered file went (records = kept + set_aside + left_out) and what was found in it."""

    delivery: dt.date
    export: str
    file: str
    records: int
    kept: int
    set_aside: int
    left_out: int
    errors: int
    warnings: int


class FoundFault(NamedTuple):
    """A finding: error (its row is set aside) or warning. None = the whole file, the whole row, no value."""

    delivery: dt.date
    export: str
    file: str
    line: int | None
    column: str | None
    value: str | None
    severity: str
    message: str


def _across(engine: Engine, date: dt.date) -> list[Across]:
    """What rules across rows and deliveries find by a day; asked once of every engine, because it is never stored."""
    if not engine.viewer.every_row:
        return []
    if engine not in _ASKED:
        _ASKED[engine] = [
            (part.export, part.delivery, finding)
            for part in engine.deliveries
            for finding in findings_across(engine, part.export, part.delivery)
        ]
    return [found for found in _ASKED[engine] if found[1] <= date]


def counted(engine: Engine, _asked: Asked, date: dt.date) -> dict[str, Any]:
    """What is needed to count the findings of those rules, as lists of equal length."""
    found = _across(engine, date)
    return {
        "across_export": tuple(export for export, _, _ in found),
        "across_delivery": tuple(delivery for _, delivery, _ in found),
        "across_severity": tuple(finding.severity for _, _, finding in found),
    }


def told(engine: Engine, _asked: Asked, date: dt.date) -> dict[str, Any]:
    """What else these findings say."""
    found = [finding for _, _, finding in _across(engine, date)]
    names = ("line", "column", "value", "message")
    return {f"across_{name}": tuple(getattr(finding, name) for finding in found) for name in names}


BOOKS = Figure("quality/books", "deliveries", FileBooks, counted)
FINDINGS = Figure("quality/findings", "deliveries", FoundFault, counted, told)


def books(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One FileBooks per delivery date and export up to the day asked; of the selection only the day counts."""
    return BOOKS.frame(engine, Asked(selection))


def findings(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One FoundFault per finding up to the day asked; of the selection only the day counts."""
    return FINDINGS.frame(engine, Asked(selection))
