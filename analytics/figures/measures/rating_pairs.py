"""How often the reported Ampel is the one that the rule computes: one against the other, from measures/list."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics import formats
from analytics.figures.measures.ratings import RATINGS, marked
from analytics.figures.parts import HOVER, mark, row_figure, row_heads
from analytics.labels import RATING_MARKS
from analytics.tables import Column, Table, Value
from analytics.theme import RatingStyle, Tokens, rating_styles

LEAST_SHARE, ROOM_FOR_SYMBOL = 9, 4
"""In percent of the longest bar: what symbol and count need on a phone, and the symbol alone."""
Counts = dict[tuple[str, str], int]
"""(reported, computed) -> number of Maßnahmen."""


def _counts(frame: pd.DataFrame) -> Counts:
    pairs = [*zip(frame["reported_rating"], frame["computed_rating"], strict=True)]
    return {(reported, computed): pairs.count((reported, computed)) for reported in RATINGS for computed in RATINGS}


def _reports(counts: Counts) -> list[str]:
    """The reported ratings that occur, worst first."""
    return [reported for reported in RATINGS if any(counts[reported, computed] for computed in RATINGS)]


def pairs_sentence(frame: pd.DataFrame) -> str:
    """How often both agree, and the most serious kind of disagreement."""
    if frame.empty:
        return "Keine Maßnahme passt zur Auswahl."
    of_all = formats.count(len(frame), "Maßnahme", "Maßnahmen")
    same = int((frame["reported_rating"] == frame["computed_rating"]).sum())
    hidden = int(((frame["reported_rating"] == "grün") & (frame["computed_rating"] == "rot")).sum())
    told = f"{formats.number(hidden) if hidden else 'keine'} als im Plan gemeldete ist nach der Regel kritisch"
    if hidden > 1:
        told = f"{formats.number(hidden)} als im Plan gemeldete sind nach der Regel kritisch"
    return f"Bei {formats.number(same)} von {of_all} stimmen beide überein; {told}."


def pairs_chart(frame: pd.DataFrame, t: Tokens) -> go.Figure:
    """A row per reported Ampel, in parts by what the rule computes."""
    counts = _counts(frame)
    reports = _reports(counts)
    fig = row_figure(t, len(reports), "stack")
    widest = max((sum(counts[reported, computed] for computed in RATINGS) for reported in reports), default=1)
    for computed, style in rating_styles(t).items():
        fig.add_trace(_part(counts, reports, computed, style, widest))
    row_heads(fig, t, ((f"gemeldet {marked(reported)}", _otherwise(counts, reported)) for reported in reports))
    fig.update_xaxes(range=[-0.003 * widest, 1.003 * widest])
    return fig


def _otherwise(counts: Counts, reported: str) -> str:
    whole = sum(counts[reported, computed] for computed in RATINGS)
    return f"{formats.number(whole - counts[reported, reported])} von {formats.number(whole)} anders"


def _part(counts: Counts, reports: list[str], computed: str, style: RatingStyle, widest: int) -> go.Bar:
    values = [counts[reported, computed] for reported in reports]
    return go.Bar(
        orientation="h",
        x=[value or None for value in values],  # None: a bar of zero would still show its edge
        y=list(range(len(values))),
        name=RATING_MARKS[computed].word,
        width=0.4,
        marker={"color": style.fill, "line": {"color": style.edge, "width": 1}},
        text=[_text(computed, n, 100 * n / widest) for n in values],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        insidetextfont={"size": 13, "color": style.text},
        customdata=[
            mark(f"gemeldet {marked(reported)}<br>nach Regel {marked(computed)}<br>{_measures(n)}", ampel=computed)
            for reported, n in zip(reports, values, strict=True)
        ],
        hovertemplate=HOVER,
    )


def _text(rating: str, number: int, share: float) -> str:
    """The symbol as long as it has room: colour alone says nothing."""
    symbol = RATING_MARKS[rating].symbol
    return f"{symbol}{formats.NBSP}{number}" if share >= LEAST_SHARE else symbol if share >= ROOM_FOR_SYMBOL else ""


def _measures(number: int) -> str:
    return formats.count(number, "Maßnahme", "Maßnahmen")


def pairs_table(frame: pd.DataFrame) -> Table:
    """The same as a cross table."""
    counts = _counts(frame)
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            f"gemeldet {marked(reported)}",
            *(counts[reported, computed] for computed in RATINGS),
            *_sums(counts, reported),
        )
        for reported in _reports(counts)
    )
    heads = (*(f"nach Regel {marked(computed)}" for computed in RATINGS), "alle", "davon anders")
    columns = (Column("Ampel gemeldet"), *(Column(head, "count") for head in heads))
    return Table("Gemeldete und berechnete Ampel", columns, rows)


def _sums(counts: Counts, reported: str) -> tuple[int, int]:
    whole = sum(counts[reported, computed] for computed in RATINGS)
    return whole, whole - counts[reported, reported]
