"""Where the Maßnahmen stand: Bearbeitungsstand by field of action, from the frame of measures/by_status."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from analytics import formats
from analytics.figures.measures.largest_part import largest_part
from analytics.figures.parts import HOVER, LegendEntry, mark, plotly_text, row_figure, row_heads
from analytics.labels import label
from analytics.tables import Column, Table, Value
from analytics.theme import StatusStyle, Tokens, status_styles

STATUSES = ("geplant", "in Umsetzung", "abgeschlossen", "zurückgestellt", "eingestellt")
STATUS_LEGEND = tuple(
    LegendEntry(word, swatch)
    for word, swatch in zip(STATUSES, ("planned", "running", "completed", "paused", "stopped"), strict=True)
)
Counts = dict[str, dict[str, int]]
"""Field of action -> Bearbeitungsstand -> number of Maßnahmen."""


def counts_by_field(frame: pd.DataFrame, fields: Sequence[str]) -> Counts:
    """Fields of action in the given order, others behind; every Bearbeitungsstand has a number."""
    found = set(frame["field_of_action"])
    order = [field for field in fields if field in found]
    counts = {field: dict.fromkeys(STATUSES, 0) for field in order + sorted(found - set(order))}
    for field, status, measures in zip(frame["field_of_action"], frame["status"], frame["measures"], strict=True):
        counts[field][status] += int(measures)
    return counts


def status_by_field(frame: pd.DataFrame, t: Tokens, fields: Sequence[str] = ()) -> go.Figure:
    """Stacked bars with the counts inside, one row per field of action."""
    counts = counts_by_field(frame, fields)
    fig = row_figure(t, len(counts), "stack")
    for status, style in status_styles(t).items():
        fig.add_trace(_bar(counts, status, style, t))
    row_heads(fig, t, ((field, f"{done_words(row)} fertig") for field, row in counts.items()))
    widest = max((sum(row.values()) for row in counts.values()), default=1)
    fig.update_xaxes(range=[-0.003 * widest, 1.003 * widest])
    return fig


def _bar(counts: Counts, status: str, style: StatusStyle, t: Tokens) -> go.Bar:
    values = [row[status] for row in counts.values()]
    return go.Bar(
        orientation="h",
        x=[value or None for value in values],  # None: a bar of zero would still show its edge
        y=list(range(len(values))),
        name=status,
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
            mark(f"{plotly_text(field)}<br>{row[status]} {status}", handlungsfeld=field, bearbeitungsstand=status)
            for field, row in counts.items()
        ],
        hovertemplate=HOVER,
    )


def done_words(row: dict[str, int]) -> str:
    """4 von 12: completed of all."""
    return f"{formats.number(row['abgeschlossen'])} von {formats.number(sum(row.values()))}"


def status_sentence(frame: pd.DataFrame) -> str:
    """How many Maßnahmen are done, and in which field the largest part."""
    counts = counts_by_field(frame, ())
    total = sum(sum(row.values()) for row in counts.values())
    done = sum(row["abgeschlossen"] for row in counts.values())
    if not total:
        return "Zu diesem Stichtag liegen keine Maßnahmen vor."
    of_all = formats.count(total, "Maßnahme", "Maßnahmen")
    if not done:
        return f"Von {of_all} ist noch keine abgeschlossen."
    where = largest_part({field: (row["abgeschlossen"], sum(row.values())) for field, row in counts.items()})
    return f"{formats.number(done)} von {of_all} {'ist' if done == 1 else 'sind'} abgeschlossen{where}."


def how_many(frame: pd.DataFrame) -> str:
    """60 Maßnahmen in 5 Handlungsfeldern: those that occur."""
    measures = formats.count(int(frame["measures"].sum()), "Maßnahme", "Maßnahmen")
    fields = formats.count(frame["field_of_action"].nunique(), "Handlungsfeld", "Handlungsfeldern")
    return f"{measures} in {fields}" if len(frame) else "keine Maßnahme"


def status_table(frame: pd.DataFrame, fields: Sequence[str] = ()) -> Table:
    """The counts of the chart, with a total per row."""
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (field, *row.values(), sum(row.values())) for field, row in counts_by_field(frame, fields).items()
    )
    columns = (Column(label("field_of_action")), *(Column(word, "count") for word in (*STATUSES, "alle")))
    return Table("Maßnahmen je Handlungsfeld und Bearbeitungsstand", columns, rows)
