"""Which funding is still to be drawn, and until when, from the frame of costs/funding (all budget years)."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from analytics import formats
from analytics.figures.parts import HOVER, LegendEntry, figure, mark, plotly_text
from analytics.labels import label
from analytics.tables import Column, Table, euro_columns
from analytics.theme import Tokens

PITCH, SHOWN, NAME_LENGTH = 84, 8, 40
"""Pixels for a programme (its name, its term and amount, its bar), how many are drawn, and how much of a name."""
FUNDING_LEGEND = (LegendEntry("bewilligt", "budget"), LegendEntry("abgerufen", "actual"))


class Programme(NamedTuple):
    """A funding programme over all budget years; `expires` = the earliest of its terms, None where none was delivered.

    Which part of the open money a term holds is not known: later terms may cover all of it.
    """

    name: str
    granted_eur: float
    drawn_eur: float
    open_eur: float
    expires: dt.date | None

    def has_expired_term(self, as_of: dt.date) -> bool:
        """True after the earliest day until which money had to be drawn."""
        return self.expires is not None and self.expires < as_of

    def state(self, as_of: dt.date) -> str:
        """How the day lies to the earliest term."""
        if self.expires is None:
            return "ohne Frist"
        return "früheste abgelaufen" if self.has_expired_term(as_of) else "läuft"

    def term(self, as_of: dt.date) -> str:
        """The earliest term in words."""
        if self.expires is None:
            return self.state(as_of)
        return f"erste Frist {'war ' if self.has_expired_term(as_of) else ''}{formats.day(self.expires)}"

    @property
    def open_pct(self) -> float | str:
        """The share that is still to be drawn."""
        rate = formats.share(self.open_eur, self.granted_eur)
        return "nichts bewilligt" if rate is None else rate

    @property
    def open_words(self) -> str:
        """What is still to be drawn of what was granted."""
        if self.granted_eur <= 0:
            return f"{formats.euro_short(self.drawn_eur)} ohne Zusage" if self.drawn_eur else "noch nichts bewilligt"
        if self.open_eur < 0:
            return f"{formats.euro_short(-self.open_eur)} zu viel abgerufen"
        return f"{formats.euro_of(self.open_eur, self.granted_eur)} offen"


def programmes(frame: pd.DataFrame) -> list[Programme]:
    """Soonest term first, those without one last."""
    days = [None if pd.isna(day) else pd.Timestamp(day).date() for day in frame["expires"]]
    amounts = (map(float, frame[column]) for column in ("granted_eur", "drawn_eur", "open_eur"))
    found = [Programme(*row) for row in zip(map(str, frame["funding_programme"]), *amounts, days, strict=True)]
    return sorted(found, key=lambda programme: (programme.expires or dt.date.max, programme.name))


def funding(frame: pd.DataFrame, as_of: dt.date, t: Tokens) -> go.Figure:
    """Per programme: what was granted as a frame, what is drawn nested in it; the rest is still open."""
    shown = programmes(frame)[:SHOWN]
    fig = figure(t, max(len(shown), 1) * PITCH + 8)
    edge = {"color": t.rule, "width": 1}
    fig.add_trace(_bar(shown, "granted_eur", as_of, 0.26, {"color": t.budget, "line": edge}))
    fig.add_trace(_bar(shown, "drawn_eur", as_of, 0.14, {"color": t.actual, "line": {"width": 0}}))
    for y, programme in enumerate(shown):
        _heads(fig, programme, y, as_of, t)
    ends = [0.0, *(amount for p in shown for amount in (p.granted_eur, p.drawn_eur))]
    fig.update_layout(barmode="overlay", margin={"r": 2})
    fig.update_xaxes(visible=False, range=[1.005 * min(ends), 1.005 * max(ends) or 1])
    fig.update_yaxes(visible=False, range=[len(shown) - 0.8, -0.8])
    return fig


def _bar(shown: list[Programme], column: str, as_of: dt.date, width: float, marker: dict[str, object]) -> go.Bar:
    values = [getattr(programme, column) for programme in shown]
    hover = [
        f"{plotly_text(p.name)}<br>{label(column)} {formats.euro(value)}<br>{p.term(as_of)}"
        for p, value in zip(shown, values, strict=True)
    ]
    return go.Bar(
        orientation="h",
        x=values,
        y=list(range(len(shown))),
        width=width,
        marker=marker,
        name=label(column),
        customdata=[mark(text) for text in hover],
        hovertemplate=HOVER,
    )


def _heads(fig: go.Figure, programme: Programme, y: int, as_of: dt.date, t: Tokens) -> None:
    """The name alone on its line, under it term and amount; a term gone by stands out where money is open."""
    stands_out = programme.has_expired_term(as_of) and programme.open_eur > 0
    lines = (
        (0, 32, "left", _short(programme.name), t.ink),
        (0, 13, "left", programme.term(as_of), t.ink if stands_out else t.muted),
        (1, 13, "right", programme.open_words, t.ink),
    )
    for x, lift, anchor, text, colour in lines:
        fig.add_annotation(
            x=x,
            y=y,
            xref="paper",
            yref="y",
            text=plotly_text(text),
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


def funding_sentence(frame: pd.DataFrame, as_of: dt.date) -> str:
    """How much is still to be drawn, where a term has gone by, and which one ends next."""
    found = programmes(frame)
    granted, still_open = sum(p.granted_eur for p in found), sum(max(p.open_eur, 0) for p in found)
    if not found:
        return "In dieser Auswahl gibt es keine Fördermittel."
    rate = formats.share(still_open, granted)
    if rate is None:
        return "Fördermittel sind noch nicht bewilligt."
    if not round(still_open, 2):
        return f"Alle bewilligten Fördermittel sind abgerufen ({formats.euro_short(granted)})."
    part = f"{formats.euro_of(still_open, granted)} Fördermitteln sind noch abzurufen ({formats.percent(rate)})"
    return f"{part}; {_deadlines([p for p in found if p.open_eur > 0], as_of)}."


def _deadlines(still_open: list[Programme], as_of: dt.date) -> str:
    expired = [p for p in still_open if p.has_expired_term(as_of)]
    ahead = [p for p in still_open if p.expires and not p.has_expired_term(as_of)]
    gone_by = _gone_by(expired) if expired else ""
    verb = "sonst endet als Nächstes" if expired else "als Nächstes endet"
    soon = f"{verb} {_term_ahead(ahead[0])}" if ahead else ""
    return "; ".join(filter(None, (gone_by, soon))) or "eine Frist ist nicht genannt"


def _gone_by(expired: list[Programme]) -> str:
    more = formats.count(len(expired) - 1, "weiterem Programm", "weiteren Programmen")
    others = f" und {more}" if expired[1:] else ""
    money = formats.euro_short(sum(p.open_eur for p in expired))
    return f"bei „{expired[0].name}“{others} ({money} offen) ist die früheste Frist abgelaufen"


def _term_ahead(programme: Programme) -> str:
    money = formats.euro_short(programme.open_eur)
    return f"eine Frist von „{programme.name}“ am {formats.day(programme.expires)} ({money} offen)"


def funding_notes(frame: pd.DataFrame) -> tuple[str, ...]:
    """What the drawing does not say by itself."""
    more = f"Gezeichnet: {SHOWN} von {len(frame)} Programmen" if len(frame) > SHOWN else ""
    return tuple(filter(None, ("Alle Haushaltsjahre", more)))


def funding_table(frame: pd.DataFrame, as_of: dt.date) -> Table:
    """The programmes to the cent, soonest term first."""
    amounts = euro_columns([label(name) for name in ("granted_eur", "drawn_eur", "open_eur")])
    columns = (Column(label("funding_programme")), *amounts, Column("offen", "pct"))
    columns += (Column(label("expires"), "day"), Column("Frist"))
    rows = tuple(
        (p.name, p.granted_eur, p.drawn_eur, p.open_eur, p.open_pct, p.expires, p.state(as_of))
        for p in programmes(frame)
    )
    return Table("Fördermittel je Programm", columns, rows)
