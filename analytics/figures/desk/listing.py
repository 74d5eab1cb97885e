"""Rows of a table of the desk under German heads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analytics import formats
from analytics.desk.catalogue import Attribute, Kind
from analytics.desk.compose import Listing
from analytics.desk.conditions import word_of
from analytics.tables import Column, Table, Value
from analytics.tables import Kind as CellKind

KINDS: Mapping[Kind, CellKind] = {"eur": "eur", "pct": "pct", "day": "day", "count": "decimal", "number": "number"}


def listing_table(listing: Listing, rows: Sequence[Mapping[str, Any]]) -> Table:
    """The rows with the columns asked for."""
    attributes = [listing.table.attributes[name] for name in listing.columns]
    cells = tuple(tuple(_cell(one, row[one.name]) for one in attributes) for row in rows)
    return Table(f"{listing.table.title}, Zeilen", tuple(map(_column, attributes)), cells)


def _column(attribute: Attribute) -> Column:
    head = attribute.title
    unit = f" in{formats.NBSP}€" if attribute.kind == "eur" and not head.endswith("EUR") else ""
    return Column(f"{head}{unit}", KINDS.get(attribute.kind, "text"))


def _cell(attribute: Attribute, value: Any) -> Value:
    """Codes as people say them, several in one cell."""
    if isinstance(value, list):
        return ", ".join(word_of(attribute, one) for one in value) or attribute.missing
    if attribute.kind in KINDS:
        found: Value = value
        return found
    return word_of(attribute, value)
