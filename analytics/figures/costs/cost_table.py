"""The Kostentabelle of a budget year, by Kostenart in the blocks of the Drucksache or by Teilhaushalt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, get_args

import pandas as pd

from analytics import formats
from analytics.contract import CostType
from analytics.figures.costs.blocks import Block, Blocks, blocks_by, sum_of, year_of
from analytics.labels import label
from analytics.tables import Column, Table, Value, euro_columns

BY_TYPE, BY_SUB_BUDGET = "kostenart", "teilhaushalt"
BREAKDOWNS = {BY_TYPE: "Kostenart", BY_SUB_BUDGET: "Teilhaushalt"}
"""How the table can be broken down: value in the address, word."""
BLOCKS = ("Investiv", "Laufend", "Personal", "Veranstaltungen und Kommunikation")
WHOLE = "Insgesamt"
AMOUNTS = ("pending_eur", "budget_eur", "actual_eur", "committed_eur", "forecast_eur", "available_eur")


class Line(NamedTuple):
    """A line of the table: the block it stands in, its name, its amounts, whether it adds up others."""

    block: str
    name: str
    amounts: Block
    is_sum: bool = False


class CostTable(NamedTuple):
    """The table, and for the small bar of each row the shares of its Ansatz that are spent and bound (0 … 100)."""

    table: Table
    bars: tuple[tuple[float, float] | None, ...]


def lines_of(frame: pd.DataFrame, year: int, breakdown: str) -> list[Line]:
    """The lines in reading order, the sum of all last; empty where the year has no postings."""
    rows = year_of(frame, year)
    if rows.empty:
        return []
    whole = Line(WHOLE, WHOLE, sum_of(list(blocks_by(rows, "budget_year").values())), True)
    if breakdown == BY_SUB_BUDGET:
        return [*(Line("", name, amounts) for name, amounts in blocks_by(rows, "sub_budget").items()), whole]
    found = [block for block in BLOCKS if block in set(rows["cost_block"])]
    return [*(line for block in found for line in _block_lines(rows, block)), whole]


def _block_lines(rows: pd.DataFrame, block: str) -> list[Line]:
    """A block's Kostenarten and their sum; a block that is one Kostenart of the same name is its own sum."""
    types = _in_order(blocks_by(rows[rows["cost_block"] == block], "cost_type"))
    total = sum_of(list(types.values()))
    if list(types) == [block]:
        return [Line(block, block, total, True)]
    return [
        *(Line(block, name, amounts) for name, amounts in types.items()),
        Line(block, f"Summe {block}", total, True),
    ]


def _in_order(types: Blocks) -> Blocks:
    return {name: types[name] for name in get_args(CostType) if name in types}


def cost_table(frame: pd.DataFrame, year: int, breakdown: str) -> CostTable:
    """The table to the cent; what is only announced has a column where there is any."""
    lines = lines_of(frame, year, breakdown)
    names = AMOUNTS if any(line.amounts.pending_eur for line in lines) else AMOUNTS[1:]
    grouped = breakdown == BY_TYPE
    table = Table(
        f"Kostentabelle {year} nach {BREAKDOWNS[breakdown]}",
        _columns(names, breakdown),
        tuple(_row(line, names)[0 if grouped else 1 :] for line in lines),
        frozenset(index for index, line in enumerate(lines) if line.is_sum),
        grouped,
    )
    return CostTable(table, tuple(_bar(line.amounts) for line in lines))


def _columns(names: Sequence[str], breakdown: str) -> tuple[Column, ...]:
    heads = [WORDS.get(name, label(name)) for name in names]
    first = (Column(label("cost_block")),) if breakdown == BY_TYPE else ()
    return (*first, Column(BREAKDOWNS[breakdown]), *euro_columns(heads), Column("belegt", "pct"))


WORDS = {
    "budget_eur": "Ansatz",
    "committed_eur": "gebunden",
    "available_eur": "noch verfügbar",
    "pending_eur": "angemeldet",
}
"""Shorter or later in a sentence than the label of the column."""


def _row(line: Line, names: Sequence[str]) -> tuple[Value, ...]:
    amounts = (getattr(line.amounts, name) for name in names)
    rate = formats.share(line.amounts.used_eur, line.amounts.budget_eur)
    return (line.block, line.name, *amounts, "ohne Ansatz" if rate is None else rate)


def _bar(amounts: Block) -> tuple[float, float] | None:
    """Spent and bound as shares of the Ansatz, together never more than all of it; None without an Ansatz."""
    spent = formats.share(amounts.actual_eur, amounts.budget_eur)
    used = formats.share(amounts.used_eur, amounts.budget_eur)
    if spent is None or used is None:
        return None
    inside = min(max(spent, 0), 100)
    return inside, max(min(used, 100) - inside, 0)


def cost_table_sentence(frame: pd.DataFrame, year: int, breakdown: str) -> str:
    """Where more is taken than approved, or where the least is left."""
    lines = _single(frame, year, breakdown)
    if not lines:
        return f"Für das Haushaltsjahr {year} liegen keine Beträge vor."
    over = _over(lines)
    if over:
        return _overdrawn(over, len(lines), breakdown)
    tight = [line for line in lines if line.amounts.budget_eur > 0]
    if not tight:
        return f"Für {year} ist noch kein Ansatz beschlossen oder genehmigt."
    least = max(tight, key=lambda line: line.amounts.used_eur / line.amounts.budget_eur)
    return (
        f"{NOWHERE[breakdown]} ist mehr belegt als genehmigt{_but_elsewhere(frame, year, breakdown)}; "
        f"am knappsten ist „{least.name}“: {_taken(least.amounts)}."
    )


def _single(frame: pd.DataFrame, year: int, breakdown: str) -> list[Line]:
    """The lines that are not sums of others."""
    return [line for line in lines_of(frame, year, breakdown) if not line.is_sum or line.name == line.block != WHOLE]


def _over(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.amounts.available_eur < 0]


def _but_elsewhere(frame: pd.DataFrame, year: int, breakdown: str) -> str:
    """An all-clear in one breakdown must not hide what the other one shows."""
    other = BY_SUB_BUDGET if breakdown == BY_TYPE else BY_TYPE
    over = _over(_single(frame, year, other))
    names = ", ".join(f"„{line.name}“" for line in over[:MOST_NAMED])
    more = f" und {len(over) - MOST_NAMED} weiteren" if len(over) > MOST_NAMED else ""
    return f", nach {BREAKDOWNS[other]} aber bei {names}{more}" if over else ""


def _overdrawn(over: list[Line], lines: int, breakdown: str) -> str:
    worst = min(over, key=lambda line: line.amounts.available_eur)
    where = f"{len(over)} von {formats.count(lines, *PLACES[breakdown])}"
    most = "" if len(over) == 1 else "am meisten "
    return (
        f"In {where} ist mehr belegt als genehmigt, {most}bei „{worst.name}“: "
        f"{formats.euro_short(-worst.amounts.available_eur)} zu viel ({_taken(worst.amounts)})."
    )


MOST_NAMED = 2
NOWHERE = {BY_TYPE: "Bei keiner Kostenart", BY_SUB_BUDGET: "In keinem Teilhaushalt"}
PLACES = {BY_TYPE: ("Zeile", "Zeilen"), BY_SUB_BUDGET: ("Teilhaushalt", "Teilhaushalten")}


def _taken(amounts: Block) -> str:
    rate = formats.share(amounts.used_eur, amounts.budget_eur)
    if rate is None:
        return f"{formats.euro_short(amounts.used_eur)} ohne Ansatz"
    return f"{formats.euro_of(amounts.used_eur, amounts.budget_eur)} belegt, {formats.percent(rate)}"
