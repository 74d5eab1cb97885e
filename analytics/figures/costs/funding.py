"""Which money of funding programmes expires when, and what the city must still add, over all budget years."""

from __future__ import annotations

import datetime as dt
from itertools import accumulate

import pandas as pd
import plotly.graph_objects as go

from analytics import formats
from analytics.figures.costs.funding_terms import OVERDRAWN, TO_DRAW, Sum, Term, sum_of, sums, terms
from analytics.figures.parts import HOVER, LegendEntry, figure, mark, plotly_text
from analytics.labels import label
from analytics.tables import NOT_ASKED, Column, Table, Value, euro_columns
from analytics.theme import Tokens

PITCH, SHOWN, NAME_LENGTH = 104, 8, 40
"""Pixels for a line (its name, its term and amount, its bar, the own share), how many are drawn, how much of a name."""
WHOLE = "Insgesamt"
HEAD = 0.32
"""What the head of a span of time takes, as a part of a line."""
FUNDING_LEGEND = (LegendEntry("bewilligt", "budget"), LegendEntry("abgerufen", "actual"))


def funding(frame: pd.DataFrame, as_of: dt.date, t: Tokens) -> go.Figure:
    """Per term: what was granted as a frame, what is drawn nested in it; the rest expires on the day above it."""
    shown = terms(frame)[:SHOWN]
    whens = [term.when(as_of) for term in shown]
    begins = [index == 0 or when != whens[index - 1] for index, when in enumerate(whens)]
    places = [place - 1 for place in accumulate(1 + HEAD * begin for begin in begins)]
    last = places[-1] if places else 0
    fig = figure(t, round((last + 1) * PITCH + 8))
    edge = {"color": t.rule, "width": 1}
    fig.add_trace(_bar(shown, places, "granted_eur", 0.21, {"color": t.budget, "line": edge}))
    fig.add_trace(_bar(shown, places, "drawn_eur", 0.11, {"color": t.actual, "line": {"width": 0}}))
    for term, place, when, is_first in zip(shown, places, whens, begins, strict=True):
        _heads(fig, term, place, when if is_first else "", t)
    ends = [0.0, *(amount for term in shown for amount in (term.granted_eur, term.drawn_eur))]
    fig.update_layout(barmode="overlay", margin={"r": 2})
    fig.update_xaxes(visible=False, range=[1.005 * min(ends), 1.005 * max(ends) or 1])
    fig.update_yaxes(visible=False, range=[last + 0.4, -0.6])
    return fig


def _bar(shown: list[Term], places: list[float], column: str, width: float, marker: dict[str, object]) -> go.Bar:
    values = [getattr(term, column) for term in shown]
    hover = [
        f"{plotly_text(term.name)}<br>{label(column)} {formats.euro(value)}<br>{term.term_words}<br>{term.own_words}"
        for term, value in zip(shown, values, strict=True)
    ]
    return go.Bar(
        orientation="h",
        x=values,
        y=places,
        width=width,
        marker=marker,
        name=label(column),
        customdata=[mark(text) for text in hover],
        hovertemplate=HOVER,
    )


def _heads(fig: go.Figure, term: Term, y: float, when: str, t: Tokens) -> None:
    """The name alone on its line, under it term and amount; a term gone by stands out where money is open."""
    stands_out = (term.days_left or 0) < 0 and term.open_eur > 0
    lines = [
        (0, 32, "left", plotly_text(_short(term.name)), t.ink),
        (0, 13, "left", term.term_words, t.ink if stands_out else t.muted),
        (1, 13, "right", term.open_words, t.ink),
        (0, -32, "left", term.own_words, t.muted),
    ]
    if when:
        lines.append((0, 56, "left", f"<b>{when}</b>", t.ink))
    for x, lift, anchor, text, colour in lines:
        fig.add_annotation(
            x=x,
            y=y,
            xref="paper",
            yref="y",
            text=text,
            showarrow=False,
            xanchor=anchor,
            align=anchor,
            yanchor="bottom",
            xshift=2 * x - 1,
            yshift=lift,
            borderpad=0,
            font={"size": 14, "color": colour},
        )


def _short(name: str) -> str:
    return name if len(name) <= NAME_LENGTH else f"{name[: NAME_LENGTH - 1].rstrip()}…"


def funding_notes(frame: pd.DataFrame) -> tuple[str, ...]:
    """What the drawing does not say by itself."""
    more = f"Gezeichnet: {SHOWN} von {len(frame)} Fristen" if len(frame) > SHOWN else ""
    return tuple(filter(None, ("Alle Haushaltsjahre", more)))


def funding_table(frame: pd.DataFrame, as_of: dt.date) -> Table:
    """The lines to the cent, soonest term first; the own share is never summed, because lines share measures."""
    found = terms(frame)
    columns = (
        Column("Frist"),
        Column(label("funding_programme")),
        Column(label("funding_expires"), "day"),
        Column(label("days_left"), "count"),
        *euro_columns([label(name) for name in ("granted_eur", "drawn_eur", "open_eur")]),
        Column("offen", "pct"),
        Column(label("measures"), "count"),
        *euro_columns([label(name) for name in ("own_budget_eur", "own_open_eur")]),
    )
    rows = tuple(
        (
            *(term.when(as_of), term.name, term.expires, _days(term)),
            *(term.granted_eur, term.drawn_eur, term.open_eur, term.open_pct),
            *(term.measures, term.own_budget_eur, term.own_open_eur),
        )
        for term in found
    )
    added = _sums(found) if rows else ()
    places = frozenset(range(len(rows), len(rows) + len(added)))
    return Table("Fördermittel je Frist", columns, (*rows, *added), places, True)


def _sums(found: list[Term]) -> tuple[tuple[Value, ...], ...]:
    """Apart what the sentence tells apart, then all; a share of the whole would mix what is open with what is lost."""
    apart, whole = sums(found), sum_of(found)
    if list(apart) == [TO_DRAW]:
        return (_sum(WHOLE, whole, whole.open_pct),)
    shares = {state: None if state == OVERDRAWN else amounts.open_pct for state, amounts in apart.items()}
    return (*(_sum(state, amounts, shares[state]) for state, amounts in apart.items()), _sum(WHOLE, whole, None))


def _sum(name: str, amounts: Sum, rate: float | None) -> tuple[Value, ...]:
    share = NOT_ASKED if rate is None and amounts.granted_eur > 0 else "nichts bewilligt" if rate is None else rate
    return (WHOLE, name, *(NOT_ASKED,) * 2, *amounts, amounts.open_eur, share, *(NOT_ASKED,) * 3)


def _days(term: Term) -> int | str | None:
    return "abgelaufen" if term.days_left is not None and term.days_left < 0 else term.days_left
