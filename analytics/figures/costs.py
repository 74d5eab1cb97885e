"""What the budget of one year is used for, in four blocks of costs, from the frame of overview/cost_blocks."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from analytics import formats
from analytics.figures.parts import LegendEntry, Table, row_figure, row_heads
from analytics.labels import label
from analytics.theme import Tokens

BUDGET_LEGEND = (
    LegendEntry("Ansatz", "budget"),
    LegendEntry("Ist", "actual"),
    LegendEntry("gebunden", "committed"),
    LegendEntry("Prognose", "forecast"),
)
HEAD_OF_BLOCK = {"Veranstaltungen und Kommunikation": "Veranstaltungen, Kommunikation"}
"""Row heads that would not fit beside their value on a phone."""


class Block(NamedTuple):
    """The amounts of one block of costs, or of all together."""

    budget_eur: float = 0.0
    actual_eur: float = 0.0
    committed_eur: float = 0.0
    available_eur: float = 0.0
    forecast_eur: float = 0.0
    pending_eur: float = 0.0

    @property
    def used_eur(self) -> float:
        """Spent or bound."""
        return self.actual_eur + self.committed_eur

    @property
    def excess_eur(self) -> float:
        """How far the forecast lies above the budget, to the cent."""
        return round(self.forecast_eur - self.budget_eur, 2)


def _blocks(frame: pd.DataFrame, year: int) -> dict[str, Block]:
    """The blocks of one year, in the order of the query (A to Z)."""
    rows = frame[frame["budget_year"] == year].to_dict("records")
    return {str(row["cost_block"]): Block(*(float(row[column]) for column in Block._fields)) for row in rows}


def _sum(blocks: list[Block]) -> Block:
    return Block(*map(sum, zip(*blocks, strict=True))) if blocks else Block()


def plan_vs_actual(frame: pd.DataFrame, year: int, t: Tokens) -> go.Figure:
    """Per block: the Ansatz as a frame, Ist and gebunden nested in it, the Prognose as a stroke."""
    blocks = _blocks(frame, year)
    fig = row_figure(t, len(blocks), "overlay")
    fig.add_trace(_bar(blocks, "budget_eur", 0.42, {"color": t.budget, "line": {"color": t.rule, "width": 1}}))
    fig.add_trace(_bar(blocks, "actual_eur", 0.22, {"color": t.actual, "line": {"width": 0}}))
    fig.add_trace(_bar(blocks, "committed_eur", 0.22, _hatched(t), [block.actual_eur for block in blocks.values()]))
    fig.add_trace(_strokes(blocks, t))
    row_heads(fig, t, ((HEAD_OF_BLOCK.get(name, name), _used(block)) for name, block in blocks.items()), lift=15)
    ends = [0.0, *(end for b in blocks.values() for end in (b.budget_eur, b.actual_eur, b.used_eur, b.forecast_eur))]
    fig.update_layout(margin={"r": 2})
    fig.update_xaxes(range=[1.02 * min(ends), 1.02 * max(ends) or 1])
    return fig


def _hatched(t: Tokens) -> dict[str, object]:
    pattern = {"shape": "/", "fgcolor": t.committed, "bgcolor": t.bg, "size": 5, "solidity": 0.55}
    return {"color": t.bg, "line": {"color": t.committed, "width": 1}, "pattern": pattern}


def _bar(
    blocks: dict[str, Block], column: str, width: float, marker: dict[str, object], base: list[float] | None = None
) -> go.Bar:
    return go.Bar(orientation="h", base=base, width=width, marker=marker, **_amounts(blocks, column))


def _strokes(blocks: dict[str, Block], t: Tokens) -> go.Scatter:
    marker = {"symbol": "line-ns", "size": 22, "line": {"width": 3, "color": t.forecast}}
    return go.Scatter(mode="markers", marker=marker, cliponaxis=False, **_amounts(blocks, "forecast_eur"))


def _amounts(blocks: dict[str, Block], column: str) -> dict[str, object]:
    values = [getattr(block, column) for block in blocks.values()]
    hover = [f"{escape(name)}<br>{label(column)} {formats.euro(v)}" for name, v in zip(blocks, values, strict=True)]
    return {
        "x": values,
        "y": list(range(len(values))),
        "name": label(column),
        "customdata": hover,
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _used(block: Block) -> str:
    if block.budget_eur > 0:
        return formats.euro_of(block.used_eur, block.budget_eur)
    return f"{formats.euro_short(block.used_eur)} ohne Ansatz"


def plan_vs_actual_sentence(frame: pd.DataFrame, year: int) -> str:
    """What is spent or bound of the year's budget, and which forecast exceeds its Ansatz most."""
    blocks = _blocks(frame, year)
    if not blocks:
        return f"Für das Haushaltsjahr {year} liegen keine Buchungen vor."
    total = _sum(list(blocks.values()))
    rate = formats.share(total.used_eur, total.budget_eur)
    if rate is None:
        used = formats.euro_short(total.used_eur)
        return f"Für {year} gibt es keinen gültigen Ansatz; ausgegeben oder gebunden sind {used}."
    spent = f"{formats.euro_of(total.used_eur, total.budget_eur)} ({formats.percent(rate)})"
    return f"{spent} sind {year} ausgegeben oder gebunden; {_excess(blocks)}."


def _excess(blocks: dict[str, Block]) -> str:
    over = {name: block for name, block in blocks.items() if block.excess_eur > 0}
    if not over:
        return "keine Prognose liegt über dem Ansatz"
    name, worst = max(over.items(), key=lambda item: item[1].excess_eur)
    rate = formats.share(worst.excess_eur, worst.budget_eur)
    more = formats.euro_short(worst.excess_eur) + (f" ({formats.percent(rate)})" if rate is not None else "")
    if len(over) == 1:
        return f"die Prognose liegt bei „{name}“ {more} über dem Ansatz"
    of_blocks = f"{len(over)} von {formats.count(len(blocks), 'Block', 'Blöcken')}"
    return f"über dem Ansatz liegt die Prognose bei {of_blocks}, am meisten bei „{name}“: {more}"


def plan_vs_actual_table(frame: pd.DataFrame, year: int) -> Table:
    """The amounts of the chart to the cent, with what is still free and what is only announced."""
    blocks = _blocks(frame, year)
    named = {**blocks, "Summe": _sum(list(blocks.values()))} if blocks else {}
    rows = tuple((name, *(formats.number(amount, 2) for amount in block)) for name, block in named.items())
    head = (label("cost_block"), *(f"{label(column)} in{formats.NBSP}€" for column in Block._fields))
    return Table(f"Kosten {year} je Kostenblock", head, rows, last_is_sum=True)
