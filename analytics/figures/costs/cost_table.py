"""The Kostentabelle of a budget year, by Kostenart in the blocks of the Drucksache, by Teilhaushalt or by Produkt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from analytics import formats
from analytics.figures.costs.blocks import Block
from analytics.figures.costs.cost_lines import (
    BREAKDOWNS,
    BY_PRODUCT,
    BY_SUB_BUDGET,
    BY_TYPE,
    GROUPS,
    WHOLE,
    Line,
    lines_of,
)
from analytics.labels import label
from analytics.tables import NOT_ASKED, Column, Table, Value, euro_columns

AMOUNTS = ("pending_eur", "budget_eur", "actual_eur", "committed_eur", "forecast_eur", "available_eur")


class CostTable(NamedTuple):
    """The table, and for the small bar of each row the shares of its Ansatz that are spent and bound (0 … 100)."""

    table: Table
    bars: tuple[tuple[float, float] | None, ...]


def cost_table(amounts: pd.DataFrame, parts: pd.DataFrame, year: int, breakdown: str) -> CostTable:
    """The table to the cent; what is only announced has a column where there is any, a forecast where it is known."""
    lines = lines_of(amounts, parts, year, breakdown)
    names = [name for name in AMOUNTS if _is_shown(name, lines, breakdown)]
    table = Table(
        f"Kostentabelle {year} nach {BREAKDOWNS[breakdown]}",
        _columns(names, breakdown),
        tuple(_row(line, names)[0 if breakdown in GROUPS else 1 :] for line in lines),
        frozenset(index for index, line in enumerate(lines) if line.is_sum),
        breakdown in GROUPS,
        frozenset(index for index, line in enumerate(lines) if line.is_part),
    )
    return CostTable(table, tuple(_bar(line.amounts) for line in lines))


def _is_shown(name: str, lines: Sequence[Line], breakdown: str) -> bool:
    if name == "pending_eur":
        return any(line.amounts.pending_eur for line in lines)
    return name != "forecast_eur" or breakdown != BY_PRODUCT


def _columns(names: Sequence[str], breakdown: str) -> tuple[Column, ...]:
    heads = [WORDS.get(name, label(name)) for name in names]
    first = (Column(GROUPS[breakdown]),) if breakdown in GROUPS else ()
    return (*first, Column(BREAKDOWNS[breakdown]), *euro_columns(heads), Column("belegt", "pct"))


WORDS = {
    "budget_eur": "Ansatz",
    "committed_eur": "gebunden",
    "available_eur": "noch verfügbar",
    "pending_eur": "angemeldet",
}
"""Shorter or later in a sentence than the label of the column."""


def split_note(amounts: pd.DataFrame, parts: pd.DataFrame, year: int, breakdown: str) -> str:
    """Why some of the table has no forecast; empty where all of it has one."""
    lines = lines_of(amounts, parts, year, breakdown)
    if breakdown == BY_PRODUCT and lines:
        return "Ohne Prognose: Sie gilt für Teilhaushalt und Kostenart und lässt sich nicht auf Produkte verteilen."
    if any(line.is_part for line in lines):
        return "Eine Prognose lässt sich nicht auf Hardware, Software und Netz verteilen."
    return ""


def _row(line: Line, names: Sequence[str]) -> tuple[Value, ...]:
    amounts = (_amount(line, name) for name in names)
    rate = formats.share(line.amounts.used_eur, line.amounts.budget_eur)
    return (line.group, line.name, *amounts, "ohne Ansatz" if rate is None else rate)


def _amount(line: Line, name: str) -> Value:
    if name == "forecast_eur" and not line.has_forecast:
        return NOT_ASKED
    amount: float = getattr(line.amounts, name)
    return amount


def _bar(amounts: Block) -> tuple[float, float] | None:
    """Spent and bound as shares of the Ansatz, together never more than all of it; None without an Ansatz."""
    spent = formats.share(amounts.actual_eur, amounts.budget_eur)
    used = formats.share(amounts.used_eur, amounts.budget_eur)
    if spent is None or used is None:
        return None
    inside = min(max(spent, 0), 100)
    return inside, max(min(used, 100) - inside, 0)


def cost_table_sentence(amounts: pd.DataFrame, parts: pd.DataFrame, year: int, breakdown: str) -> str:
    """Where more is taken than approved, or where the least is left."""
    single = {kind: _single(lines_of(amounts, parts, year, kind)) for kind in BREAKDOWNS}
    lines = single[breakdown]
    if not lines:
        return f"Für das Haushaltsjahr {year} liegen keine Beträge vor."
    over = _over(lines)
    if over:
        return _overdrawn(over, len(lines), breakdown)
    tight = [line for line in lines if line.amounts.budget_eur > 0]
    if not tight:
        return f"Für {year} ist noch kein Ansatz beschlossen oder genehmigt."
    least = max(tight, key=lambda line: line.amounts.used_eur / line.amounts.budget_eur)
    elsewhere = _but_elsewhere({kind: _over(found) for kind, found in single.items() if kind != breakdown})
    return (
        f"{NOWHERE[breakdown]} ist mehr belegt als genehmigt{elsewhere}; "
        f"am knappsten ist {_named(least, breakdown)}: {_taken(least.amounts)}."
    )


def _single(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.is_single and line.name != WHOLE]


def _over(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.amounts.available_eur < 0]


def _but_elsewhere(others: dict[str, list[Line]]) -> str:
    """An all-clear in one breakdown must not hide what another one shows."""
    kind, over = next(((kind, over) for kind, over in others.items() if over), (BY_TYPE, []))
    names = ", ".join(_named(line, kind) for line in over[:MOST_NAMED])
    more = f" und {len(over) - MOST_NAMED} weiteren" if len(over) > MOST_NAMED else ""
    return f", nach {BREAKDOWNS[kind]} aber bei {names}{more}" if over else ""


def _named(line: Line, breakdown: str) -> str:
    """A Produkt may occur in several Teilhaushalte."""
    return f"„{line.name}“ ({line.group})" if breakdown == BY_PRODUCT else f"„{line.name}“"


def _overdrawn(over: list[Line], lines: int, breakdown: str) -> str:
    worst = min(over, key=lambda line: line.amounts.available_eur)
    where = f"{len(over)} von {formats.count(lines, *PLACES[breakdown])}"
    most = "" if len(over) == 1 else "am meisten "
    return (
        f"In {where} ist mehr belegt als genehmigt, {most}bei {_named(worst, breakdown)}: "
        f"{formats.euro_short(-worst.amounts.available_eur)} zu viel ({_taken(worst.amounts)})."
    )


MOST_NAMED = 2
NOWHERE = {BY_TYPE: "Bei keiner Kostenart", BY_SUB_BUDGET: "In keinem Teilhaushalt", BY_PRODUCT: "Bei keinem Produkt"}
PLACES = {
    BY_TYPE: ("Zeile", "Zeilen"),
    BY_SUB_BUDGET: ("Teilhaushalt", "Teilhaushalten"),
    BY_PRODUCT: ("Produkt", "Produkten"),
}


def _taken(amounts: Block) -> str:
    rate = formats.share(amounts.used_eur, amounts.budget_eur)
    if rate is None:
        return f"{formats.euro_short(amounts.used_eur)} ohne Ansatz"
    return f"{formats.euro_of(amounts.used_eur, amounts.budget_eur)} belegt, {formats.percent(rate)}"
