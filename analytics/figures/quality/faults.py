"""Where deliveries go wrong: findings by column, from the frame of quality/findings."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from analytics import formats
from analytics.contract import EXPORTS
from analytics.figures.parts import HOVER, LegendEntry, mark, plotly_text, row_figure, row_heads
from analytics.labels import SEVERITY_MARKS, label
from analytics.tables import Column, Table
from analytics.theme import Tokens

FILES = {row.table: row.file for row in EXPORTS}
WORDS = {"measures": "Maßnahmen", "costs": "Kosten", "broadband": "Breitband"}
SEVERITIES = {"fehler": "error", "hinweise": "warning"}
"""The word in the address, and the severity."""
WHOLE_ROW, WHOLE_FILE = "ganze Zeile", "ganze Datei"
FAULT_LEGEND = (
    LegendEntry("Fehler: die Zeile ist beiseitegelegt", "fault"),
    LegendEntry("Hinweis: die Zeile ist übernommen", "hint"),
)
MOST_ROWS = 8
"""Rows that a chart shows; the rest stands in its table."""
LONGEST_HEAD = 30


class Place(NamedTuple):
    """A column of an export, and how many findings name it."""

    export: str
    column: str
    errors: int
    warnings: int

    @property
    def findings(self) -> int:
        """Of both severities."""
        return self.errors + self.warnings


def faults(errors: int, warnings: int) -> str:
    """9 Fehler und 1 Hinweis."""
    hints = formats.count(warnings, "Hinweis", "Hinweise") if warnings else "kein Hinweis"
    return f"{formats.count(errors, 'Fehler', 'Fehler') if errors else 'kein Fehler'} und {hints}"


def _places(frame: pd.DataFrame) -> list[Place]:
    """Every column that has findings, most findings first, then A to Z."""
    counts: dict[tuple[str, str], list[int]] = {}
    for export, column, line, severity in zip(
        *(frame[name] for name in ("export", "column", "line", "severity")), strict=True
    ):
        count = counts.setdefault((export, place(column, line)), [0, 0])
        count[severity != "error"] += 1
    places = [Place(*place, *count) for place, count in counts.items()]
    return sorted(places, key=lambda place: (-place.findings, -place.errors, place.export, place.column))


def place(column: str | None, line: float | None) -> str:
    """The column that a finding names, else the whole row, else the whole file."""
    if not pd.isna(column):
        return str(column)
    return WHOLE_FILE if pd.isna(line) else WHOLE_ROW


def columns_with_findings(frame: pd.DataFrame) -> tuple[str, ...]:
    """The names of these columns, A to Z; a name that two exports share stands once."""
    return tuple(sorted({place.column for place in _places(frame)}))


def findings_by_column(frame: pd.DataFrame, t: Tokens) -> go.Figure:
    """Stacked bars of errors and warnings, one row per column of an export; a click narrows the list."""
    places = _places(frame)[:MOST_ROWS]
    fig = row_figure(t, len(places), "stack")
    fig.add_trace(_bar(places, "error", [place.errors for place in places], t.forecast, t.forecast, t.bg))
    fig.add_trace(_bar(places, "warning", [place.warnings for place in places], t.budget, t.rule, t.ink))
    row_heads(fig, t, ((_head(place), formats.count(place.findings, "Befund", "Befunde")) for place in places))
    widest = max((place.findings for place in places), default=1)
    fig.update_xaxes(range=[-0.003 * widest, 1.003 * widest])
    return fig


def _head(place: Place) -> str:
    name = place.column if len(place.column) <= LONGEST_HEAD else f"{place.column[:LONGEST_HEAD]}…"
    return f"{WORDS[place.export]}: {name}"


def _bar(places: list[Place], severity: str, counts: list[int], fill: str, edge: str, ink: str) -> go.Bar:
    word = SEVERITY_MARKS[severity].word
    address = next(name for name, meant in SEVERITIES.items() if meant == severity)
    return go.Bar(
        orientation="h",
        x=[count or None for count in counts],  # None: a bar of zero would still show its edge
        y=list(range(len(places))),
        name=word,
        width=0.4,
        marker={"color": fill, "line": {"color": edge, "width": 1}},
        text=[str(count) if count else "" for count in counts],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        insidetextfont={"size": 13, "color": ink},
        customdata=[
            mark(
                f"{plotly_text(_head(place))}<br>{word}: {count}",
                datei=FILES[place.export],
                spalte=place.column,
                schwere=address,
            )
            for place, count in zip(places, counts, strict=True)
        ],
        hovertemplate=HOVER,
    )


def findings_sentence(frame: pd.DataFrame) -> str:
    """How many findings there are, how many of them are errors, and which column has the most."""
    places = _places(frame)
    if not places:
        return "Bis zu diesem Stichtag gibt es keinen Befund."
    told = faults(sum(place.errors for place in places), sum(place.warnings for place in places))
    worst, more = places[0], len(places) - MOST_ROWS
    share = f"{formats.number(worst.findings)} von {formats.number(sum(place.findings for place in places))}"
    rest = formats.count(more, "weitere Spalte steht", "weitere Spalten stehen")
    answer = f"{told}; {share} Befunden betreffen „{worst.column}“ in {FILES[worst.export]}."
    return f"{answer} {rest} in der Tabelle." if more > 0 else answer


def findings_by_column_table(frame: pd.DataFrame) -> Table:
    """The numbers of the chart, for every column."""
    rows = tuple((p.column, FILES[p.export], p.errors, p.warnings, p.findings) for p in _places(frame))
    heads = (Column(label(name), "count") for name in ("errors", "warnings"))
    columns = (Column(label("column")), Column(label("file")), *heads, Column("alle", "count"))
    return Table("Befunde je Spalte", columns, rows)
