"""A target in a drawing: a dashed line with its word, told from what else there is to compare with (dotted)."""

from __future__ import annotations

import plotly.graph_objects as go

from analytics import formats
from analytics.figures.parts import plotly_text
from analytics.figures.ranking import FOOT, Limit
from analytics.theme import Tokens

DASHES = "7px,4px"
ROW = 22
"""Pixels of the words at the foot, below those of another line."""


def words(goal: Limit) -> str:
    """Ziel 50 %"""
    return f"{goal.word} {formats.unit(formats.number(goal.pct, 1, trim=True), '%')}"


def upright(fig: go.Figure, rows: int, goal: Limit | None, t: Tokens) -> go.Figure:
    """A dashed line through a ranking of so many rows, its words in a row of their own at the foot."""
    if goal is None:
        return fig
    other_words = fig.layout.margin.b or 0
    line = {"color": t.ink, "width": 2, "dash": DASHES}
    fig.add_shape(type="line", x0=goal.pct, x1=goal.pct, y0=-0.7, y1=rows - 0.5, line=line)
    fig.add_annotation(
        x=goal.pct,
        y=0,
        yref="paper",
        yanchor="top",
        yshift=-ROW if other_words else 0,
        xanchor="left" if goal.pct < 25 else "right" if goal.pct > 75 else "center",
        text=f"<b>{plotly_text(words(goal))}</b>",
        font={"size": 13, "color": t.ink},
        showarrow=False,
    )
    more = ROW if other_words else FOOT
    fig.update_layout(height=fig.layout.height + more, margin_b=other_words + more)
    return fig
