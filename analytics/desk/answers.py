"""Asks the engine what a pivot or a list of rows says. A page of rows at a time; nothing reads a table whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from analytics.desk.catalogue import DeskTable
from analytics.desk.compose import Composed, Listing, count_query, listing_query, pivot_query, values_query
from analytics.desk.pivot import Pivot
from analytics.desk.result import PivotAnswer, PivotRow
from analytics.engine import Engine
from analytics.filters import EVERYTHING, Selection
from analytics.queries.answer import Asked, city, selected


def asked_for(engine: Engine, query: Composed, table: DeskTable, selection: Selection, *, every_date: bool) -> Composed:
    """The query with what its table binds: the date that answers, the measures of the selection.

    Raises NoSuchDate where the export of the table was not delivered by that day.
    """
    date, asked = engine.asked(table.export, selection.day), Asked(selection)
    bound = {"asked": date, "every_date": every_date, **selected(engine, asked, date), **city(engine, asked, date)}
    used = {name: value for name, value in bound.items() if f"${name}" in query.sql}
    return Composed(query.sql, {**query.bound, **used})


def pivot_composed(engine: Engine, pivot: Pivot, selection: Selection, first: int, count: int) -> Composed:
    """The query of a page of a pivot with all that it binds."""
    query = pivot_query(pivot, first, first + count - 1)
    return asked_for(engine, query, pivot.table, selection, every_date=pivot.asks_every_date)


def pivoted(
    engine: Engine, pivot: Pivot, selection: Selection = EVERYTHING, first: int = 1, count: int = 50
) -> PivotAnswer:
    """`count` rows of the pivot from the place `first` on, with all sums; NoSuchDate where nothing was delivered."""
    found = engine.composed(*pivot_composed(engine, pivot, selection, first, count))
    as_of = engine.asked(pivot.table.export, selection.day)
    return _answer(pivot, as_of, first, found)


def _answer(pivot: Pivot, as_of: dt.date, first: int, found: pa.Table) -> PivotAnswer:
    """The long answer set out wide."""
    lines = found.to_pylist()
    names = [f"row_{number}" for number, _ in enumerate(pivot.rows, 1)]
    total = [line for line in lines if line["is_all_rows"]]
    by_place: dict[int, list[dict[str, Any]]] = {}
    for line in lines:
        if not line["is_all_rows"]:
            by_place.setdefault(line["place"], []).append(line)
    columns = [line["across"] for line in total if not line["is_all_columns"]]
    whole = _row((), total)
    rows = tuple(_row(tuple(group[0][name] for name in names), group) for group in by_place.values())
    counts = (lines[0]["row_count"], lines[0]["column_count"])
    return PivotAnswer(pivot, as_of, first, *counts, _ordered(pivot, columns), rows, whole)


def _row(keys: tuple[Any, ...], lines: Sequence[Mapping[str, Any]]) -> PivotRow:
    whole = next(line for line in lines if line["is_all_columns"])
    cells = {line["across"]: line["metric"] for line in lines if not line["is_all_columns"]}
    return PivotRow(keys, cells, whole["metric"], whole["lines"])


def _ordered(pivot: Pivot, columns: Sequence[Any]) -> tuple[Any, ...]:
    """In the order of the contract where it has one."""
    order = pivot.across_attribute.in_order if pivot.across_attribute else ()
    ranked = {value: rank for rank, value in enumerate(order)}
    return tuple(sorted(columns, key=lambda value: ranked.get(value, len(ranked)))) if order else tuple(columns)


def listed(engine: Engine, listing: Listing, selection: Selection, first: int, count: int) -> pa.Table:
    """`count` rows of a list from the place `first` (0 = the first)."""
    query = listing_query(listing, first, count)
    return engine.composed(*asked_for(engine, query, listing.table, selection, every_date=listing.asks_every_date))


def row_count(engine: Engine, listing: Listing, selection: Selection) -> int:
    """How many rows a list has."""
    query = asked_for(engine, count_query(listing), listing.table, selection, every_date=listing.asks_every_date)
    found: int = engine.composed(*query)["lines"][0].as_py()
    return found


def values_of(engine: Engine, table: DeskTable, attribute: str, selection: Selection, most: int) -> tuple[Any, ...]:
    """The values of a column that occur, None last; at most so many."""
    query = values_query(table, attribute, most)
    composed = asked_for(engine, query, table, selection, every_date=attribute.startswith("as_of"))
    found = tuple(engine.composed(*composed)["found"].to_pylist())
    return (*found, None) if table.attributes[attribute].kind == "list" else found
