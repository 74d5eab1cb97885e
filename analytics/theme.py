"""Colours by meaning for the light and the dark screen, the marks of both axes, and one small Plotly template.

The page's stylesheet is made from these tokens and `.streamlit/config.toml` repeats five of them; tests compare all.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import NamedTuple

import plotly.graph_objects as go

FONT = '"Source Sans", "Source Sans 3", "Segoe UI", system-ui, sans-serif'


@dataclass(frozen=True)
class Tokens:
    """Every colour by what it means; `_text` reads as small text, `_edge` outlines a fill."""

    bg: str
    surface: str
    ink: str
    muted: str
    line: str
    rule: str
    accent: str
    critical_text: str
    better: str
    worse: str
    red: str
    yellow: str
    yellow_edge: str
    green: str
    planned: str
    running: str
    running_text: str
    completed: str
    budget: str
    actual: str
    committed: str
    forecast: str
    available: str
    gigabit: str
    fibre: str
    cable: str
    dsl: str
    map_1: str
    map_2: str
    map_3: str
    map_4: str
    map_5: str
    map_6: str
    map_strong_text: str


LIGHT = Tokens(
    bg="#FFFFFF",
    surface="#F4F6F8",
    ink="#14202B",
    muted="#4F5D6A",
    line="#D3DAE0",
    rule="#7B8894",
    accent="#005B82",
    critical_text="#B3240F",
    better="#0B8270",
    worse="#B3240F",
    red="#B3240F",
    yellow="#F4B625",
    yellow_edge="#8A6100",
    green="#0B8270",
    planned="#E3E9ED",
    running="#4C92B8",
    running_text="#14202B",
    completed="#00456A",
    budget="#E3E9ED",
    actual="#00456A",
    committed="#4C92B8",
    forecast="#B65A00",
    available="#0B8270",
    gigabit="#14202B",
    fibre="#005B82",
    cable="#B65A00",
    dsl="#7B8894",
    map_1="#E2EEF4",
    map_2="#BAD6E4",
    map_3="#8ABAD2",
    map_4="#5597BA",
    map_5="#24739B",
    map_6="#004E72",
    map_strong_text="#FFFFFF",
)

DARK = Tokens(
    bg="#10171D",
    surface="#18222B",
    ink="#E9EEF2",
    muted="#A9B6C1",
    line="#2E3B46",
    rule="#74838F",
    accent="#7CC4EA",
    critical_text="#FF8B75",
    better="#12B39A",
    worse="#E2553B",
    red="#E2553B",
    yellow="#FFD24D",
    yellow_edge="#FFD24D",
    green="#12B39A",
    planned="#2E3B46",
    running="#4A93BC",
    running_text="#14202B",
    completed="#A9DAF5",
    budget="#26323C",
    actual="#8CCDF0",
    committed="#4A8DB3",
    forecast="#F0A04B",
    available="#12B39A",
    gigabit="#E9EEF2",
    fibre="#7CC4EA",
    cable="#F0A04B",
    dsl="#8A98A5",
    map_1="#1C2D38",
    map_2="#24475C",
    map_3="#2C6384",
    map_4="#3F85AC",
    map_5="#6CABD0",
    map_6="#AAD6EF",
    map_strong_text="#0B1116",
)


def tokens(kind: str | None) -> Tokens:
    """The tokens of the viewer's theme; an unknown theme means light."""
    return DARK if kind == "dark" else LIGHT


class StatusStyle(NamedTuple):
    """How one Bearbeitungsstand is drawn; without a text colour the count stands only in table and hover."""

    fill: str
    edge: str
    text: str | None
    pattern: str


def status_styles(t: Tokens) -> dict[str, StatusStyle]:
    """Bearbeitungsstand -> style, in the order in which bars are stacked."""
    return {
        "geplant": StatusStyle(t.planned, t.rule, t.ink, ""),
        "in Umsetzung": StatusStyle(t.running, t.bg, t.running_text, ""),
        "abgeschlossen": StatusStyle(t.completed, t.bg, t.bg, ""),
        "zurückgestellt": StatusStyle(t.bg, t.rule, None, "/"),
        "eingestellt": StatusStyle(t.bg, t.rule, None, "x"),
    }


class RatingStyle(NamedTuple):
    """How a mark of the Ampel is drawn: Plotly symbol and size, fill and edge, and a text that reads on the fill."""

    symbol: str
    size: int
    fill: str
    edge: str
    text: str


def rating_styles(t: Tokens) -> dict[str, RatingStyle]:
    """Ampel -> style, worst first."""
    return {
        "rot": RatingStyle("triangle-up", 13, t.red, t.red, t.bg),
        "gelb": RatingStyle("diamond", 12, t.yellow, t.yellow_edge, t.running_text),
        "grün": RatingStyle("circle", 12, t.green, t.green, t.bg),
        "grau": RatingStyle("circle", 11, t.bg, t.ink, t.ink),
    }


class MapClass(NamedTuple):
    """A class of a map: its fill and a text that reads on it."""

    fill: str
    text: str


def map_classes(t: Tokens) -> tuple[MapClass, ...]:
    """From little to much: darker on the light screen, lighter on the dark one."""
    fills = (t.map_1, t.map_2, t.map_3, t.map_4, t.map_5, t.map_6)
    weak = 4 if t is LIGHT else 3
    return tuple(MapClass(fill, t.ink if i < weak else t.map_strong_text) for i, fill in enumerate(fills))


@functools.cache
def template(t: Tokens) -> go.layout.Template:
    """The whole look of a chart in one small object, set on each figure and never globally."""
    axis = {
        "gridcolor": t.line,
        "zeroline": False,
        "ticks": "",
        "tickfont": {"size": 13, "color": t.muted},
        "fixedrange": True,
    }
    layout = {
        "font": {"family": FONT, "size": 14, "color": t.ink},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 0, "r": 0, "t": 4, "b": 0},
        "showlegend": False,
        "xaxis": axis,
        "yaxis": axis,
        "dragmode": False,
        "separators": ",.",
        "hoverlabel": {
            "bgcolor": t.surface,
            "bordercolor": t.rule,
            "font": {"family": FONT, "size": 14, "color": t.ink},
        },
    }
    clicked = {"selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}}}
    return go.layout.Template(layout=layout, data={"bar": [clicked], "scatter": [clicked], "choropleth": [clicked]})
