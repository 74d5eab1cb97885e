"""How much delay a Fortschreibung takes out of sight: days after the first plan and after the valid one, side by side.

From measures/list; open Maßnahmen alone.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics import formats
from analytics.figures.measures.measure_list import is_open
from analytics.figures.measures.ratings import rows_of
from analytics.figures.overview.lead import Fact
from analytics.figures.parts import HOVER, LegendEntry, mark, row_figure, row_heads
from analytics.figures.wrapping import wrapped
from analytics.labels import label
from analytics.tables import Column, Table
from analytics.theme import Tokens

DELAY_LEGEND = (
    LegendEntry("Tage nach dem Ursprungsplan", "budget"),
    LegendEntry("Tage nach dem gültigen Plan", "delay"),
)
HEAD_WIDTH = 34
"""Characters of a name beside its values on a phone."""
MOST_ROWS = 15


def delays(listed: pd.DataFrame) -> pd.DataFrame:
    """The open Maßnahmen with both delays, the largest of either first."""
    both = listed[is_open(listed)]
    both = both.assign(days_late_baseline=(both["expected_end"] - both["end_baseline"]).dt.days)
    largest = both[["days_late_baseline", "days_late_valid"]].max(axis=1)
    ordered: pd.DataFrame = both.assign(largest=largest).sort_values(["largest", "measure_id"], ascending=[False, True])
    return ordered


def late(both: pd.DataFrame) -> pd.DataFrame:
    """Late in either way."""
    return both[both["largest"] > 0]


def lead(listed: pd.DataFrame) -> tuple[Fact, ...]:
    """How many open ones are late after the first plan, and how many after the valid one."""
    if listed.empty:
        return (Fact("", "Keine Maßnahme passt zur Auswahl."),)
    both = delays(listed)
    if both.empty:
        return (Fact("", "Keine Maßnahme der Auswahl ist offen."),)
    first, valid = _numbers(both)
    of_all = formats.count(len(both), "offenen Maßnahme", "offenen Maßnahmen")
    head = f"Gegenüber dem Ursprungsplan {'ist' if first == 1 else 'sind'} {_number(first)} von {of_all} verspätet"
    return (Fact(head, f", gegenüber dem gültigen Plan {_number(valid)}."),)


def _numbers(both: pd.DataFrame) -> tuple[int, int]:
    return int((both["days_late_baseline"] > 0).sum()), int((both["days_late_valid"] > 0).sum())


def _number(value: int) -> str:
    return formats.number(value) if value else "keine"


def delay_sentence(both: pd.DataFrame) -> str:
    """What Fortschreibungen hide: days that count after the first plan and no more after the valid one."""
    if both.empty:
        return "Keine Maßnahme der Auswahl ist offen."
    if late(both).empty:
        return "Keine offene Maßnahme ist verspätet, weder nach dem Ursprungsplan noch nach dem gültigen."
    first, valid = _numbers(both)
    hidden = both["days_late_baseline"].clip(lower=0) - both["days_late_valid"].clip(lower=0)
    days = int(hidden.clip(lower=0).sum())
    verb = "ist" if first == 1 else "sind"
    counts = f"nach dem Ursprungsplan {verb} {_number(first)} verspätet, nach dem gültigen {_number(valid)}"
    if not days:
        return f"Keine Fortschreibung nimmt Verspätung aus dem Blick: {counts}.{_shown(both)}"
    measures = formats.count(int((hidden > 0).sum()), "Maßnahme nehmen", "Maßnahmen nehmen")
    which = f"Bei {measures} Fortschreibungen {formats.count(days, 'Tag', 'Tage')} Verspätung aus dem Blick"
    return f"{which}: {counts}.{_shown(both)}"


def _shown(both: pd.DataFrame) -> str:
    number = len(late(both))
    return f" Gezeigt sind die {MOST_ROWS} größten von {formats.number(number)}." if number > MOST_ROWS else ""


def delay_chart(both: pd.DataFrame, t: Tokens) -> go.Figure:
    """Per late Maßnahme a frame for the days after the first plan, in it a bar for those after the valid one."""
    rows = rows_of(late(both).head(MOST_ROWS))
    fig = row_figure(t, len(rows), "overlay")
    fig.add_trace(_bar(rows, "days_late_baseline", 0.4, {"color": t.budget, "line": {"color": t.rule, "width": 1}}))
    fig.add_trace(_bar(rows, "days_late_valid", 0.2, {"color": t.forecast}))
    row_heads(fig, t, ((_head(row), _values(row)) for row in rows))
    widest = max((int(row.largest) for row in rows), default=1)
    fig.update_xaxes(range=[-0.003 * widest, 1.003 * widest])
    return fig


def _head(row: Any) -> str:
    name = " ".join(f"{row.measure_id} {row.title}".split())
    return name if len(name) <= HEAD_WIDTH else f"{name[:HEAD_WIDTH].rstrip()}…"


def _values(row: Any) -> str:
    """+546 / 0"""
    first, valid = (formats.signed(int(getattr(row, name))) for name in ("days_late_baseline", "days_late_valid"))
    return f"{first} / {valid}"


def _bar(rows: list[Any], column: str, width: float, marker: dict[str, object]) -> go.Bar:
    return go.Bar(
        orientation="h",
        x=[max(int(getattr(row, column)), 0) or None for row in rows],
        y=list(range(len(rows))),
        width=width,
        marker=marker,
        customdata=[mark(_hover(row), nr=row.measure_id) for row in rows],
        hovertemplate=HOVER,
    )


def _hover(row: Any) -> str:
    names = ("end_baseline", "valid_end", "expected_end")
    dates = (f"{label(name)} {formats.day(getattr(row, name))}" for name in names)
    return "<br>".join((wrapped(f"{row.measure_id} {row.title}"), *dates))


def delay_table(both: pd.DataFrame) -> Table:
    """Every late one with both plans and both delays."""
    dates = ("end_baseline", "valid_end", "expected_end")
    days = ("days_late_baseline", "days_late_valid")
    rows = tuple(
        (
            row.measure_id,
            row.title,
            *(getattr(row, name) for name in dates),
            *(int(getattr(row, name)) for name in days),
        )
        for row in rows_of(late(both))
    )
    columns = (
        Column("Nr."),
        Column("Maßnahme"),
        *(Column(label(name), "day") for name in dates),
        *(Column(label(name), "signed") for name in days),
    )
    return Table("Verspätung nach Ursprungsplan und gültigem Plan", columns, rows)
