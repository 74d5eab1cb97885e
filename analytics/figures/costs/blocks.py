"""What a budget is used for, as nested bars: the four blocks of a year, from the frame of overview/cost_blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from analytics import formats
from analytics.figures.parts import HOVER, LegendEntry, mark, plotly_text, row_figure, row_heads
from analytics.labels import label
from analytics.tables import Column, Table, euro_columns
from analytics.theme import Tokens

BUDGET_LEGEND = (
    LegendEntry("Ansatz", "budget"),
    LegendEntry("Ist", "actual"),
    LegendEntry("gebunden", "committed"),
    LegendEntry("Prognose", "forecast"),
)
PENDING = LegendEntry("angemeldet", "pending")
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


Blocks = Mapping[str, Block]
"""Amounts by the name of their row."""


def blocks_by(rows: pd.DataFrame, column: str) -> dict[str, Block]:
    """The amounts of a frame added up by the values of a column, A to Z."""
    sums = rows.groupby(column)[list(Block._fields)].sum()
    return {str(name): _block(row) for name, row in zip(sums.index, sums.values, strict=True)}


def blocks_within(rows: pd.DataFrame, group: str, column: str) -> dict[str, dict[str, Block]]:
    """The same within each value of another column, A to Z."""
    sums = rows.groupby([group, column])[list(Block._fields)].sum()
    found: dict[str, dict[str, Block]] = {}
    for (outer, name), row in zip(sums.index, sums.values, strict=True):
        found.setdefault(str(outer), {})[str(name)] = _block(row)
    return found


def _block(amounts: Iterable[float]) -> Block:
    return Block(*(round(float(amount), 2) for amount in amounts))


def year_of(frame: pd.DataFrame, year: int) -> pd.DataFrame:
    """The rows of one budget year."""
    return frame[frame["budget_year"] == year]


def total_of(frame: pd.DataFrame, year: int) -> Block:
    """All amounts of one budget year; zeros where it has none."""
    return sum_of(list(blocks_by(year_of(frame, year), "budget_year").values()))


def sum_of(blocks: list[Block]) -> Block:
    """Blocks added up, to the cent."""
    return Block(*(round(sum(amounts), 2) for amounts in zip(*blocks, strict=True))) if blocks else Block()


def plan_vs_actual(frame: pd.DataFrame, year: int, t: Tokens) -> go.Figure:
    """Per block: the Ansatz as a frame, Ist and gebunden nested in it, the Prognose as a stroke."""
    return nested_bars(blocks_by(year_of(frame, year), "cost_block"), t)


def nested_bars(
    blocks: Blocks, t: Tokens, *, forecast: bool = True, pending: bool = False, choice: str = ""
) -> go.Figure:
    """One row per block; with what is only announced dotted behind the Ansatz; a click sets `?choice=` to the row."""
    fig = row_figure(t, len(blocks), "overlay")
    fig.add_trace(_bar(blocks, "budget_eur", choice, 0.42, {"color": t.budget, "line": {"color": t.rule, "width": 1}}))
    fig.add_trace(_bar(blocks, "actual_eur", choice, 0.22, {"color": t.actual, "line": {"width": 0}}))
    fig.add_trace(_bar(blocks, "committed_eur", choice, 0.22, hatched(t), [b.actual_eur for b in blocks.values()]))
    if pending:
        fig.add_trace(_bar(blocks, "pending_eur", choice, 0.42, dotted(t), [b.budget_eur for b in blocks.values()]))
    if forecast:
        fig.add_trace(_strokes(blocks, choice, t))
    row_heads(fig, t, ((HEAD_OF_BLOCK.get(name, name), used_words(block)) for name, block in blocks.items()), lift=15)
    ends = [0.0, *(end for block in blocks.values() for end in _ends(block, forecast, pending))]
    fig.update_layout(margin={"r": 2})
    fig.update_xaxes(range=[1.02 * min(ends), 1.02 * max(ends) or 1])
    return fig


def _ends(block: Block, forecast: bool, pending: bool) -> tuple[float, ...]:
    announced = block.budget_eur + (block.pending_eur if pending else 0.0)
    return block.budget_eur, announced, block.actual_eur, block.used_eur, block.forecast_eur if forecast else 0.0


def hatched(t: Tokens) -> dict[str, object]:
    """How bound money is drawn."""
    pattern = {"shape": "/", "fgcolor": t.committed, "bgcolor": t.bg, "size": 5, "solidity": 0.55}
    return {"color": t.bg, "line": {"color": t.committed, "width": 1}, "pattern": pattern}


def dotted(t: Tokens) -> dict[str, object]:
    """How money that is only announced is drawn."""
    pattern = {"shape": ".", "fgcolor": t.rule, "bgcolor": t.bg, "size": 5, "solidity": 0.25}
    return {"color": t.bg, "line": {"color": t.rule, "width": 1}, "pattern": pattern}


def _bar(
    blocks: Blocks, column: str, choice: str, width: float, marker: dict[str, object], base: list[float] | None = None
) -> go.Bar:
    return go.Bar(orientation="h", base=base, width=width, marker=marker, **_amounts(blocks, column, choice))


def _strokes(blocks: Blocks, choice: str, t: Tokens) -> go.Scatter:
    marker = {"symbol": "line-ns", "size": 22, "line": {"width": 3, "color": t.forecast}}
    return go.Scatter(mode="markers", marker=marker, cliponaxis=False, **_amounts(blocks, "forecast_eur", choice))


def _amounts(blocks: Blocks, column: str, choice: str) -> dict[str, object]:
    values = [getattr(block, column) for block in blocks.values()]
    named = zip(map(plotly_text, blocks), values, strict=True)
    hover = [f"{name}<br>{label(column)} {formats.euro(value)}" for name, value in named]
    return {
        "x": values,
        "y": list(range(len(values))),
        "name": label(column),
        "customdata": [
            mark(text, **({choice: name} if choice else {})) for name, text in zip(blocks, hover, strict=True)
        ],
        "hovertemplate": HOVER,
    }


def used_words(block: Block) -> str:
    """0,42 von 1,48 Mio. €: spent or bound of the Ansatz; what is announced where there is nothing else."""
    if block.budget_eur > 0:
        return formats.euro_of(block.used_eur, block.budget_eur)
    if block.pending_eur and not block.used_eur:
        return f"{formats.euro_short(block.pending_eur)} angemeldet"
    return f"{formats.euro_short(block.used_eur)} ohne Ansatz"


def plan_vs_actual_sentence(frame: pd.DataFrame, year: int) -> str:
    """What is spent or bound of the year's budget, and which forecast exceeds its Ansatz most."""
    blocks = blocks_by(year_of(frame, year), "cost_block")
    if not blocks:
        return f"Für das Haushaltsjahr {year} liegen keine Buchungen vor."
    total = sum_of(list(blocks.values()))
    rate = formats.share(total.used_eur, total.budget_eur)
    if rate is None:
        used = formats.euro_short(total.used_eur)
        return f"Für {year} gibt es keinen gültigen Ansatz; ausgegeben oder gebunden sind {used}."
    spent = f"{formats.euro_of(total.used_eur, total.budget_eur)} ({formats.percent(rate)})"
    return f"{spent} sind {year} ausgegeben oder gebunden; {_excess(blocks)}."


def _excess(blocks: Blocks) -> str:
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
    blocks = blocks_by(year_of(frame, year), "cost_block")
    named = {**blocks, "Summe": sum_of(list(blocks.values()))} if blocks else {}
    rows = tuple((name, *block) for name, block in named.items())
    columns = (Column(label("cost_block")), *euro_columns([label(column) for column in Block._fields]))
    return Table(f"Kosten {year} je Kostenblock", columns, rows, frozenset({len(blocks)}))
