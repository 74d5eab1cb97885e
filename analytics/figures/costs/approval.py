"""How far the plan of each budget year is: angemeldet, beschlossen, genehmigt, from the frame of costs/approval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from analytics import formats
from analytics.figures.costs.blocks import dotted
from analytics.figures.parts import HOVER, LegendEntry, mark, row_figure, row_heads
from analytics.labels import label
from analytics.tables import Column, Table, euro_columns
from analytics.theme import Tokens

APPROVAL_LEGEND = (
    LegendEntry("genehmigt", "budget"),
    LegendEntry("beschlossen", "decided"),
    LegendEntry("angemeldet", "pending"),
)


class Plan(NamedTuple):
    """The plan of a year or of a post by the state of its approval; decided and approved are the valid budget."""

    pending_eur: float = 0.0
    decided_eur: float = 0.0
    approved_eur: float = 0.0

    @property
    def budget_eur(self) -> float:
        """Beschlossen or genehmigt."""
        return round(self.decided_eur + self.approved_eur, 2)

    @property
    def words(self) -> str:
        """The state in words, without amounts where it is one state alone."""
        states = {"genehmigt": self.approved_eur, "beschlossen": self.decided_eur, "angemeldet": self.pending_eur}
        found = {word: amount for word, amount in states.items() if amount}
        if not found:
            return "ohne Plan"
        if len(found) == 1:
            return next(iter(found)) + ("" if "genehmigt" in found else ", noch nicht genehmigt")
        return ", ".join(f"{formats.euro_short(amount)} {word}" for word, amount in found.items())


def plans(frame: pd.DataFrame) -> dict[int, Plan]:
    """The plan by budget year, amounts to the cent."""
    amounts = frame.groupby("budget_year")[list(Plan._fields)].sum()
    found = zip(amounts.index, amounts.values, strict=True)
    return {int(year): Plan(*(round(float(amount), 2) for amount in row)) for year, row in found}


def approval(frame: pd.DataFrame, t: Tokens) -> go.Figure:
    """One bar per budget year: genehmigt, behind it beschlossen, behind it angemeldet."""
    found = plans(frame)
    fig = row_figure(t, len(found), "stack")
    edge = {"color": t.rule, "width": 1}
    hatched = {"shape": "/", "fgcolor": t.rule, "bgcolor": t.bg, "size": 6, "solidity": 0.2}
    styles: dict[str, dict[str, object]] = {
        "approved_eur": {"color": t.budget, "line": edge},
        "decided_eur": {"color": t.bg, "line": edge, "pattern": hatched},
        "pending_eur": dotted(t),
    }
    for column, style in styles.items():
        fig.add_trace(_bar(found, column, style))
    row_heads(fig, t, ((str(year), _head(plan)) for year, plan in found.items()), lift=15)
    return fig


def _bar(found: dict[int, Plan], column: str, marker: dict[str, object]) -> go.Bar:
    values = [getattr(plan, column) for plan in found.values()]
    named = zip(found, values, strict=True)
    return go.Bar(
        orientation="h",
        x=values,
        y=list(range(len(values))),
        width=0.42,
        marker=marker,
        name=label(column),
        customdata=[mark(f"{year}<br>{label(column)} {formats.euro(value)}", jahr=str(year)) for year, value in named],
        hovertemplate=HOVER,
    )


def _head(plan: Plan) -> str:
    planned = plan.budget_eur + plan.pending_eur
    if plan.approved_eur == planned and planned:
        return f"{formats.euro_short(planned)} genehmigt"
    if plan.budget_eur:
        return f"{formats.euro_of(plan.approved_eur, planned)} genehmigt"
    return f"{formats.euro_short(planned)} {'angemeldet' if plan.pending_eur else 'ohne Plan'}"


def approval_sentence(frame: pd.DataFrame, year: int) -> str:
    """How far the plan of the year is, and which other years wait for a decision or an approval."""
    found = plans(frame)
    if year not in found:
        return f"Für das Haushaltsjahr {year} liegen keine Beträge vor."
    others = {other: plan for other, plan in found.items() if other != year and (plan.pending_eur or plan.decided_eur)}
    waiting = [f"für {other} sind {_waiting(plan)}" for other, plan in others.items()]
    return "; ".join([_of_year(found[year], year), *waiting]) + "."


def _of_year(plan: Plan, year: int) -> str:
    if plan.budget_eur <= 0:
        announced = f"; angemeldet sind {formats.euro_short(plan.pending_eur)}" if plan.pending_eur else ""
        return f"Für {year} ist noch kein Ansatz beschlossen oder genehmigt{announced}"
    rate = formats.share(plan.approved_eur, plan.budget_eur)
    part = formats.euro_of(plan.approved_eur, plan.budget_eur)
    more = f", weitere {formats.euro_short(plan.pending_eur)} sind angemeldet" if plan.pending_eur else ""
    return f"Vom gültigen Ansatz {year} sind {formats.percent(rate)} genehmigt ({part}){_decided(plan)}{more}"


def _decided(plan: Plan) -> str:
    return ", der Rest ist beschlossen" if plan.decided_eur else ""


def _waiting(plan: Plan) -> str:
    states: Sequence[tuple[float, str]] = ((plan.pending_eur, "angemeldet"), (plan.decided_eur, "beschlossen"))
    return " und ".join(f"{formats.euro_short(amount)} {word}" for amount, word in states if amount)


def approval_table(frame: pd.DataFrame) -> Table:
    """The amounts by year to the cent."""
    names = ("pending_eur", "decided_eur", "approved_eur", "budget_eur")
    columns = (Column(label("budget_year")), *euro_columns([label(name) for name in names]), Column("genehmigt", "pct"))
    rows = tuple((str(year), *plan, plan.budget_eur, _rate(plan)) for year, plan in plans(frame).items())
    return Table("Genehmigung des Plans je Haushaltsjahr", columns, rows)


def _rate(plan: Plan) -> float | str:
    rate = formats.share(plan.approved_eur, plan.budget_eur)
    return "ohne Ansatz" if rate is None else rate
