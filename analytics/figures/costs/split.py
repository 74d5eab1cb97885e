"""How the money splits: investiv and konsumtiv of one year, and the budget years beside each other."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics import formats
from analytics.figures.costs.blocks import (
    BUDGET_LEGEND,
    PENDING,
    Block,
    Blocks,
    blocks_by,
    nested_bars,
    sum_of,
    year_of,
)
from analytics.figures.parts import LegendEntry
from analytics.labels import label
from analytics.tables import Column, Table, euro_columns
from analytics.theme import Tokens

KINDS = {"Finanzhaushalt": "Investiv", "Ergebnishaushalt": "Konsumtiv"}
"""What the two budgets of a municipality are for."""


def _kinds(frame: pd.DataFrame, year: int) -> dict[str, Block]:
    found = blocks_by(year_of(frame, year), "budget_kind")
    return {f"{word} ({kind})": found[kind] for kind, word in KINDS.items() if kind in found}


def kinds(frame: pd.DataFrame, year: int, t: Tokens, *, forecast: bool = True) -> go.Figure:
    """Nested bars, one for each of the two budgets."""
    found = _kinds(frame, year)
    return nested_bars(found, t, forecast=forecast, pending=_is_pending(found))


def kinds_legend(frame: pd.DataFrame, year: int, *, forecast: bool = True) -> tuple[LegendEntry, ...]:
    """What is drawn of the two budgets."""
    return _legend(_kinds(frame, year), forecast=forecast)


def _legend(blocks: Blocks, *, forecast: bool) -> tuple[LegendEntry, ...]:
    drawn = BUDGET_LEGEND if forecast else BUDGET_LEGEND[:-1]
    return (*drawn, PENDING) if _is_pending(blocks) else drawn


def _is_pending(blocks: Blocks) -> bool:
    return any(block.pending_eur for block in blocks.values())


def kinds_sentence(frame: pd.DataFrame, year: int) -> str:
    """Which part of the year's valid Ansatz is invested."""
    found = _kinds(frame, year)
    if not found:
        return f"Für das Haushaltsjahr {year} liegen keine Beträge vor."
    total = sum_of(list(found.values()))
    if total.budget_eur > 0:
        return f"Der gültige Ansatz {year} ist zu {_parts(found, 'budget_eur', total.budget_eur)}."
    missing = f"Für {year} ist noch kein Ansatz beschlossen oder genehmigt"
    if total.pending_eur <= 0:
        return f"{missing}."
    return f"{missing}; die Anmeldungen sind zu {_parts(found, 'pending_eur', total.pending_eur)}."


def _parts(blocks: Blocks, column: str, total: float) -> str:
    """52,8 % investiv (4,02 von 7,62 Mio. €) und zu 47,2 % konsumtiv (…)."""
    amounts = {name.partition(" ")[0].lower(): getattr(block, column) for name, block in blocks.items()}
    return " und zu ".join(
        f"{formats.percent(formats.share(amount, total))} {word} ({formats.euro_of(amount, total)})"
        for word, amount in amounts.items()
    )


def kinds_table(frame: pd.DataFrame, year: int) -> Table:
    """The amounts of both budgets to the cent, and their sum."""
    return _table(f"Investiv und konsumtiv {year}", label("budget_kind"), _kinds(frame, year))


def years(frame: pd.DataFrame, t: Tokens) -> go.Figure:
    """Nested bars, one per budget year; a click opens that year. Years that are over expect nothing any more."""
    found = _years(frame)
    return nested_bars(found, t, forecast=False, pending=_is_pending(found), choice="jahr")


def years_legend(frame: pd.DataFrame) -> tuple[LegendEntry, ...]:
    """What is drawn of each year."""
    return _legend(_years(frame), forecast=False)


def _years(frame: pd.DataFrame) -> dict[str, Block]:
    return blocks_by(frame, "budget_year")


def years_sentence(frame: pd.DataFrame) -> str:
    """What all years together have taken, and the year with the largest Ansatz."""
    found = _years(frame)
    if not found:
        return "Zu dieser Auswahl liegen keine Beträge vor."
    total = sum_of(list(found.values()))
    rate = formats.share(total.used_eur, total.budget_eur)
    if rate is None:
        return f"Ein gültiger Ansatz fehlt; ausgegeben oder gebunden sind {formats.euro_short(total.used_eur)}."
    most = max(found, key=lambda year: found[year].budget_eur)
    summed = [year for year, block in found.items() if block.budget_eur or block.actual_eur or block.committed_eur]
    first, last = min(summed), max(summed)
    span = f"Von {first} bis {last}" if first != last else first
    return (
        f"{span} sind {formats.euro_of(total.used_eur, total.budget_eur)} ({formats.percent(rate)}) ausgegeben oder "
        f"gebunden; den größten Ansatz hat {most} mit {formats.euro_short(found[most].budget_eur)}."
    )


def years_table(frame: pd.DataFrame) -> Table:
    """The amounts of all years to the cent, and their sum."""
    return _table("Alle Haushaltsjahre", label("budget_year"), _years(frame))


def _table(caption: str, head: str, blocks: Blocks) -> Table:
    named = {**blocks, "Summe": sum_of(list(blocks.values()))} if blocks else {}
    rows = tuple((name, *b, formats.share(b.used_eur, b.budget_eur)) for name, b in named.items())
    columns = (Column(head), *euro_columns([label(column) for column in Block._fields]), Column("belegt", "pct"))
    return Table(caption, columns, rows, frozenset({len(blocks)}))
