"""From the valid Ansatz to what is still available: a horizontal bridge of one budget year."""

from __future__ import annotations

from typing import NamedTuple

import plotly.graph_objects as go

from analytics import formats
from analytics.figures.costs.blocks import Block, hatched
from analytics.figures.parts import HOVER, figure, mark
from analytics.labels import label
from analytics.tables import Column, Table, euro_columns
from analytics.theme import Tokens

PITCH = 72
"""Pixels for a step: its head and its bar."""
HALF_BAR = 0.18


class Step(NamedTuple):
    """A bar of the bridge: what it says, the signed amount, where it begins and ends, whether it is a total."""

    word: str
    amount: float
    start: float
    end: float
    is_total: bool

    @property
    def text(self) -> str:
        """Totals as they are; what is taken away with its sign."""
        plus = "" if self.is_total or self.amount <= 0 else "+"
        return plus + formats.euro_short(self.amount)


def steps(total: Block) -> tuple[Step, ...]:
    """Ansatz, minus Ist, minus what is bound, leaves what is available; a refund adds."""
    budget, after, rest = total.budget_eur, total.budget_eur - total.actual_eur, total.available_eur
    return (
        Step(label("budget_eur"), budget, 0, budget, True),
        Step(label("actual_eur"), -total.actual_eur, budget, after, False),
        Step(label("committed_eur"), -total.committed_eur, after, rest, False),
        Step(label("available_eur") if rest >= 0 else "Überschritten", rest, 0, rest, True),
    )


def bridge(total: Block, t: Tokens) -> go.Figure:
    """Four steps from top to bottom, each bar beginning where the one above ends."""
    shown = steps(total)
    fig = figure(t, len(shown) * PITCH + 8)
    for y, (step, style) in enumerate(zip(shown, _styles(total, t), strict=True)):
        fig.add_trace(_bar(step, y, style))
        _head(fig, step, y, t)
    for y, step in enumerate(shown[:-1]):
        _line(fig, t, step.end, y + HALF_BAR, y + 1 - HALF_BAR)
    ends = [end for step in shown for end in (step.start, step.end)]
    if min(ends) < 0:
        _line(fig, t, 0, -HALF_BAR, len(shown) - 1 + HALF_BAR)
    pad = 0.004 * (max(ends) - min(ends)) or 1
    fig.update_xaxes(visible=False, range=[min(ends) - pad, max(ends) + pad])
    fig.update_yaxes(visible=False, range=[len(shown) - 0.72, -0.72])
    return fig


def _styles(total: Block, t: Tokens) -> tuple[dict[str, object], ...]:
    rest = t.available if total.available_eur >= 0 else t.critical_text
    return (
        {"color": t.budget, "line": {"color": t.rule, "width": 1}},
        {"color": t.actual, "line": {"color": t.actual, "width": 1}},
        hatched(t),
        {"color": rest, "line": {"color": rest, "width": 1}},
    )


def _bar(step: Step, y: int, style: dict[str, object]) -> go.Bar:
    return go.Bar(
        orientation="h",
        x=[abs(step.end - step.start)],
        base=[min(step.start, step.end)],
        y=[y],
        width=2 * HALF_BAR,
        marker=style,
        name=step.word,
        customdata=[mark(f"{step.word}<br>{formats.euro(step.amount)}")],
        hovertemplate=HOVER,
    )


def _head(fig: go.Figure, step: Step, y: int, t: Tokens) -> None:
    """Name and amount above the bar; totals bold, a negative rest in the colour of what is critical."""
    colour = t.critical_text if step.is_total and step.amount < 0 else t.ink
    for x, text, anchor in ((0, step.word, "left"), (1, step.text, "right")):
        fig.add_annotation(
            x=x,
            y=y,
            xref="paper",
            yref="y",
            text=f"<b>{text}</b>" if step.is_total else text,
            showarrow=False,
            xanchor=anchor,
            align=anchor,
            yanchor="bottom",
            yshift=15,
            borderpad=1,
            bgcolor=t.bg,
            font={"size": 14, "color": colour},
        )


def _line(fig: go.Figure, t: Tokens, x: float, top: float, bottom: float) -> None:
    fig.add_shape(type="line", layer="below", x0=x, x1=x, y0=top, y1=bottom, line={"color": t.rule, "width": 1})


def bridge_sentence(total: Block, year: int) -> str:
    """How much of the valid Ansatz is taken by what is spent and bound."""
    if not _has_amounts(total):
        return f"Für {year} gibt es noch keinen gültigen Ansatz und keine Ausgaben."
    rate, used = formats.share(total.used_eur, total.budget_eur), formats.euro_short(total.used_eur)
    if rate is None:
        return f"Für {year} gibt es keinen gültigen Ansatz; ausgegeben oder gebunden sind {used}."
    part = formats.euro_of(total.used_eur, total.budget_eur)
    over = " und damit überschritten" if total.available_eur < 0 else ""
    return f"Der gültige Ansatz {year} ist zu {formats.percent(rate)} ausgegeben oder gebunden{over} ({part})."


def bridge_table(total: Block, year: int) -> Table:
    """The steps to the cent, with their share of the valid Ansatz."""
    caption = f"Vom Ansatz {year} zu dem, was noch verfügbar ist"
    columns = (Column("Schritt"), *euro_columns(["Betrag"]), Column("Anteil am Ansatz", "pct"))
    rows = tuple((s.word, s.amount, formats.share(s.amount, total.budget_eur)) for s in steps(total))
    return Table(caption, columns, rows if _has_amounts(total) else (), frozenset({len(rows) - 1}))


def _has_amounts(total: Block) -> bool:
    return bool(total.budget_eur or total.actual_eur or total.committed_eur)
