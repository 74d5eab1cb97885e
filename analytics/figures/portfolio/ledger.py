"""What came into the portfolio and what left it, and what became of its first Maßnahmen; from portfolio/ledger."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics import formats
from analytics.figures.measures.ratings import rows_of
from analytics.figures.measures.status import STATUS_LEGEND
from analytics.figures.parts import HOVER, LegendEntry, mark, row_figure, row_heads
from analytics.tables import NOT_ASKED, Column, Table, Value
from analytics.theme import StatusStyle, Tokens, status_styles

MOVES = {
    "measures_before": "davor",
    "added": "neu",
    "returned": "davon zurückgekehrt",
    "vanished": "entfallen",
    "measures_after": "danach",
    "finished": "abgeschlossen",
    "paused": "zurückgestellt",
    "stopped": "eingestellt",
    "resumed": "wieder aufgenommen",
    "relabelled": "umbenannt",
}
COHORT = {
    "cohort_planned": "geplant",
    "cohort_running": "in Umsetzung",
    "cohort_completed": "abgeschlossen",
    "cohort_paused": "zurückgestellt",
    "cohort_stopped": "eingestellt",
    "cohort_vanished": "entfallen",
}
COHORT_LEGEND = (*STATUS_LEGEND, LegendEntry("entfallen", "vanished"))
MOST_DATES = 8
"""Rows of the drawing; the table has all."""


def ledger_sentence(frame: pd.DataFrame) -> str:
    """What the newest date changed, and everything since the first."""
    rows = rows_of(frame)
    last, after = rows[-1], formats.count(int(rows[-1].measures_after), "Maßnahme", "Maßnahmen")
    if len(rows) == 1:
        return f"Der Anfangsbestand vom {formats.day(last.as_of)} sind {after}; einen früheren Stichtag gibt es nicht."
    head = f"Seit dem {formats.day(last.previous)}: {_came(last.added, last.vanished)}"
    before = formats.number(last.measures_before)
    words = (
        f"{head}; aus {before} {'wurde' if last.measures_after == 1 else 'wurden'} {after}"
        if last.added or last.vanished
        else f"{head}, es bleiben {after}"
    )
    return f"{words}. {_since_first(frame)}"


def _came(added: int, vanished: int) -> str:
    return f"{_number(added)} neu, {_number(vanished)} entfallen"


def _since_first(frame: pd.DataFrame) -> str:
    later = frame.iloc[1:]
    added, vanished, renamed = (int(later[name].sum()) for name in ("added", "vanished", "relabelled"))
    head = f"Seit dem ersten Stichtag ({formats.day(frame['as_of'].iloc[0])}): {_came(added, vanished)}"
    return f"{head}, {_number(renamed)} umbenannt."


def _number(value: int) -> str:
    return formats.number(value) if value else "keine"


def ledger_table(frame: pd.DataFrame) -> Table:
    """One row per reporting date, newest first; of the first only its stock can be told."""
    rows = tuple(map(_line, reversed(rows_of(frame))))
    return Table("Portfolio je Stichtag", (Column("Stand", "day"), *(Column(h, "count") for h in MOVES.values())), rows)


def _line(row: Any) -> tuple[Value, ...]:
    if formats.is_missing(row.previous):
        return (row.as_of, *(int(row.measures_after) if name == "measures_after" else NOT_ASKED for name in MOVES))
    return (row.as_of, *(int(getattr(row, name)) for name in MOVES))


def cohort_sentence(frame: pd.DataFrame) -> str:
    """What has become of the first Maßnahmen, beside the same share of today's portfolio."""
    last, first = rows_of(frame)[-1], formats.day(frame["as_of"].iloc[0])
    if not last.cohort:
        return "Der erste Stichtag hat keine Maßnahmen, deren Weg sich verfolgen ließe."
    done = f"{formats.number(last.cohort_completed)} von {formats.count(int(last.cohort), 'Maßnahme', 'Maßnahmen')}"
    others = ("cohort_paused", "cohort_stopped", "cohort_vanished")
    rest = ", ".join(f"{_number(getattr(last, name))} {COHORT[name]}" for name in others)
    still_open = _number(last.cohort_planned + last.cohort_running)
    today = f"{formats.number(last.completed_after)} von {formats.number(last.measures_after)}"
    verb = "ist" if last.cohort_completed == 1 else "sind"
    head = f"{done} vom {first} {verb} abgeschlossen, {still_open} noch offen, {rest}"
    are = "ist" if last.completed_after == 1 else "sind"
    return f"{head}. Im heutigen Portfolio {are} {today} abgeschlossen{_grown(last)}."


def _grown(last: Any) -> str:
    """Why the share of today's portfolio says something else: its base is another."""
    if last.measures_after == last.cohort:
        return ""
    return f": Dort {'wuchs' if last.measures_after > last.cohort else 'sank'} auch die Zahl, durch die geteilt wird"


def cohort_chart(frame: pd.DataFrame, t: Tokens) -> go.Figure:
    """The same Maßnahmen at each of the newest reporting dates; all bars are equally long."""
    rows = rows_of(frame)[-MOST_DATES:][::-1]
    styles = [*status_styles(t).values(), StatusStyle(t.bg, t.rule, None, ".")]
    fig = row_figure(t, len(rows), "stack")
    for name, style in zip(COHORT, styles, strict=True):
        fig.add_trace(_bar(rows, name, style, t))
    row_heads(fig, t, ((formats.day(row.as_of), _done(row)) for row in rows))
    widest = max((row.cohort for row in rows), default=0) or 1
    fig.update_xaxes(range=[-0.003 * widest, 1.003 * widest])
    return fig


def _done(row: Any) -> str:
    return f"{formats.number(row.cohort_completed)} von {formats.number(row.cohort)} fertig"


def _bar(rows: list[Any], name: str, style: StatusStyle, t: Tokens) -> go.Bar:
    values = [int(getattr(row, name)) for row in rows]
    return go.Bar(
        orientation="h",
        x=[value or None for value in values],  # None: a bar of zero would still show its edge
        y=list(range(len(rows))),
        name=COHORT[name],
        width=0.4,
        marker={
            "color": style.fill,
            "line": {"color": style.edge, "width": 1},
            "pattern": {"shape": style.pattern, "fgcolor": t.rule, "size": 6, "solidity": 0.5},
        },
        text=[str(value) if value and style.text else "" for value in values],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        insidetextfont={"size": 13, "color": style.text or t.ink},
        customdata=[
            mark(f"Stand {formats.day(row.as_of)}<br>{value} von {row.cohort} {COHORT[name]}")
            for row, value in zip(rows, values, strict=True)
        ],
        hovertemplate=HOVER,
    )


def cohort_table(frame: pd.DataFrame) -> Table:
    """The Maßnahmen of the first date by their state at every date, newest first."""
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (row.as_of, *(int(getattr(row, name)) for name in COHORT), int(row.cohort)) for row in reversed(rows_of(frame))
    )
    heads = (*COHORT.values(), "alle")
    return Table("Maßnahmen des ersten Stichtags", (Column("Stand", "day"), *(Column(h, "count") for h in heads)), rows)
