"""Who is ahead: a bar on a track per row, a ring for a second share, a dotted line to compare with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import plotly.graph_objects as go

from analytics import formats
from analytics.figures.parts import HOVER, figure, plotly_text
from analytics.theme import Tokens

PITCH, FOOT = 40, 26
"""Pixels of a row, and of the words under a line to compare with."""
OF_ALL = '<span style="font-size:13px"> von {}</span>'
"""Of how many: on the smallest screens style/chart.css leaves it out, the table has it."""
TECHNOLOGY_TOKENS = {"FTTB/H": "fibre", "HFC": "cable", "DSL": "dsl"}
OTHER_TOKEN = "gigabit"


class Rank(NamedTuple):
    """A row: its name, its share and a second one in percent (None = keine Angabe), what a click on it chooses, and of
    how many the share is, where that is to stand beside it."""

    name: str
    pct: float | None
    mark: list[str]
    second_pct: float | None = None
    total: int | None = None


class Limit(NamedTuple):
    """A value to compare with, in percent."""

    word: str
    pct: float


def token_of(technology: str) -> str:
    """The colour of a technology, the same in every chart."""
    return TECHNOLOGY_TOKENS.get(technology, OTHER_TOKEN)


def ranking(ranks: Sequence[Rank], token: str, t: Tokens, limit: Limit | None = None) -> go.Figure:
    """The rows in the given order; what has no share has no bar."""
    foot = FOOT if limit else 0
    fig = figure(t, max(len(ranks), 1) * PITCH + 8 + foot)
    fig.update_layout(barmode="overlay", margin={"l": 0, "r": 6, "t": 4, "b": foot})
    fig.update_yaxes(visible=False, range=[len(ranks) - 0.5, -0.9])
    fig.update_xaxes(visible=False, range=[0, 100])
    rows = [(y, rank) for y, rank in enumerate(ranks) if rank.pct is not None]
    fig.add_trace(_bar(rows, [100.0] * len(rows), t.budget))
    fig.add_trace(_bar(rows, [rank.pct or 0.0 for _, rank in rows], getattr(t, token)))
    fig.add_trace(_rings([(y, rank) for y, rank in rows if rank.second_pct is not None], t))
    # All at once: adding one annotation after the other takes plotly time that grows with their square.
    fig.update_layout(annotations=[*_heads(ranks, t), *([_foot(limit, t)] if limit else [])])
    if limit:
        dotted = {"color": t.ink, "width": 1.4, "dash": "2px,3px"}
        fig.add_shape(type="line", x0=limit.pct, x1=limit.pct, y0=-0.7, y1=len(ranks) - 0.5, line=dotted)
    return fig


def _heads(ranks: Sequence[Rank], t: Tokens) -> Iterator[dict[str, Any]]:
    """Above each bar its name and its value; the dotted line passes behind the words."""
    for y, rank in enumerate(ranks):
        value, colour = formats.percent(rank.pct), t.muted
        if rank.pct is not None:
            of_all = OF_ALL.format(formats.number(rank.total)) if rank.total is not None else ""
            value, colour = f"<b>{value}</b>{of_all}", t.ink
        for x, text, side, ink in ((0, plotly_text(rank.name), "left", t.ink), (1, value, "right", colour)):
            at = {
                "x": x,
                "xref": "paper",
                "xanchor": side,
                "xshift": 2 * x - 1,
                "y": y,
                "yanchor": "bottom",
                "yshift": 6,
            }
            look = {"font": {"size": 14, "color": ink}, "bgcolor": t.bg, "borderpad": 0, "showarrow": False}
            yield {"text": text, **at, **look}


def _bar(rows: Sequence[tuple[int, Rank]], values: Sequence[float], colour: str) -> go.Bar:
    return go.Bar(
        orientation="h",
        x=values,
        y=[y for y, _ in rows],
        width=0.2,
        marker={"color": colour, "line": {"width": 0}},
        customdata=[rank.mark for _, rank in rows],
        hovertemplate=HOVER,
    )


def _rings(rows: Sequence[tuple[int, Rank]], t: Tokens) -> go.Scatter:
    return go.Scatter(
        x=[rank.second_pct for _, rank in rows],
        y=[y for y, _ in rows],
        mode="markers",
        marker={"symbol": "circle", "size": 10, "color": t.bg, "line": {"width": 2.2, "color": t.gigabit}},
        cliponaxis=False,
        customdata=[rank.mark for _, rank in rows],
        hovertemplate=HOVER,
    )


def _foot(limit: Limit, t: Tokens) -> dict[str, Any]:
    """The words of the dotted line, never beyond the edge of the chart."""
    side = "left" if limit.pct < 20 else "right" if limit.pct > 80 else "center"
    text = f"<b>{plotly_text(limit.word)} {formats.percent(limit.pct)}</b>"
    at = {"x": limit.pct, "xanchor": side, "y": 0, "yref": "paper", "yanchor": "top"}
    return {"text": text, **at, "font": {"size": 13, "color": t.ink}, "showarrow": False}
