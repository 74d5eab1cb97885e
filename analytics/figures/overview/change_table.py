"""Every change between two days as a table, and how many there are; from changes/since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from analytics import formats
from analytics.figures.measures.ratings import marked, rows_of
from analytics.tables import NOT_ASKED, Column, Table, Value


def changes_aside(changes: pd.DataFrame, measures: int, since: dt.date, as_of: dt.date) -> str:
    """30.06.2021 bis 31.12.2021: 48 Änderungen an 33 von 60 Maßnahmen; vanished ones are counted apart."""
    span = f"{formats.day(since)} bis {formats.day(as_of)}"
    if changes.empty:
        return f"{span}: keine Änderung gemeldet"
    touched = changes[changes["change"] != "entfallen"]["measure_id"].nunique()
    of_all = f"{formats.number(touched)} von {formats.count(measures, 'Maßnahme', 'Maßnahmen')}"
    return f"{span}: {formats.count(len(changes), 'gemeldete Änderung', 'gemeldete Änderungen')} an {of_all}"


def changes_table(changes: pd.DataFrame, titles: Mapping[str, str]) -> Table:
    """Every change, with both values in German."""
    rows = tuple((row.measure_id, titles.get(row.measure_id), row.change, *_values(row)) for row in rows_of(changes))
    columns = (Column("Nr."), Column("Maßnahme"), Column("Änderung"), Column("Vorher"), Column("Jetzt"))
    return Table("Änderungen der Maßnahmen", columns, rows)


def _values(row: Any) -> tuple[Value, Value]:
    if row.change in ("neu", "entfallen"):
        return (NOT_ASKED, NOT_ASKED)
    return (_value(row.change, row.old), _value(row.change, row.new))


def _value(change: str, text: Any) -> Value:
    if pd.isna(text):
        return None
    words: dict[str, Callable[[str], str]] = {
        "Ampel": marked,
        "Termin": lambda day: formats.day(dt.date.fromisoformat(day)),
        "Kosten": lambda amount: formats.euro(Decimal(amount)),
    }
    return words.get(change, str)(str(text))
