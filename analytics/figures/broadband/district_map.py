"""Where in the city: the districts as classed areas with their value inside, from the frame of broadband/districts."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import NamedTuple

import plotly.graph_objects as go

from analytics import formats
from analytics.figures.broadband.coverage import Coverage, Share, known, level, missing_words
from analytics.figures.parts import HOVER, LegendEntry, figure, mark
from analytics.outlines import Outlines
from analytics.theme import MapClass, Tokens, map_classes

HEIGHT = 470
MARGIN = 0.002
"""Degrees around the outlines."""
VALUE_LIFT, CODE_DROP = 0.0022, 0.0042
"""Degrees of latitude from the middle of a label up to the value of a district, and down to its number."""
STEPS = (5, 10, 20)
"""Widths of a class in percentage points; less than 5 would make trifles look large."""
CLASSES = 6
NO_VALUE = "k. A."
NOT_CHOSEN = "ohne Zahl = nicht gewählt"


class Classes(NamedTuple):
    """Classes of equal width that hold all values: the lower bound of the first, the width and their number."""

    start: int
    step: int
    number: int

    def of(self, pct: float) -> int:
        """The class of a value; 100 % belongs to the last."""
        return min(int((pct - self.start) // self.step), self.number - 1)

    @property
    def colours(self) -> list[int]:
        """Which of the six colours each class has: as far apart as there is room, the strongest one for the highest."""
        stride = 2 if self.number <= CLASSES // 2 else 1
        return [CLASSES - 1 - stride * (self.number - 1 - i) for i in range(self.number)]

    @property
    def words(self) -> list[str]:
        """ab 10 %"""
        return [f"ab {formats.percent(self.start + i * self.step, 0)}" for i in range(self.number)]


def classes_of(values: Sequence[float]) -> Classes:
    """The narrowest classes that need at most six colours."""
    low, high = min(values, default=0.0), max(values, default=0.0)
    for step in STEPS:
        start = int(low // step) * step
        count = max(1, math.ceil((high - start) / step))
        if start >= 100:
            start, count = 100 - step, 1
        if count <= CLASSES:
            break
    return Classes(start, step, count)


def _classes(shown: Coverage) -> Classes:
    """Of all districts, so that a choice of some does not repaint them."""
    return classes_of([area.pct for area in shown.districts if area.pct is not None])


def district_map(shown: Coverage, outlines: Outlines, t: Tokens) -> go.Figure:
    """All outlines; filled where a value is known and the district is chosen."""
    fig, classes = figure(t, HEIGHT), _classes(shown)
    drawn = [area for area in shown.districts if area.code in outlines.centres]
    valued = [area for area in drawn if area.pct is not None and area in shown.shown]
    hollow = [area for area in drawn if area not in valued]
    fig.add_trace(_areas(hollow, shown, outlines, [t.bg], [0] * len(hollow), t.rule))
    fills = [map_classes(t)[colour].fill for colour in classes.colours]
    fig.add_trace(_areas(valued, shown, outlines, fills, [classes.of(area.pct or 0) for area in valued], t.bg))
    _labels(fig, shown, outlines, t)
    fig.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0})
    fig.update_geos(
        visible=False,
        projection_type="mercator",
        lonaxis_range=[outlines.west - MARGIN, outlines.east + MARGIN],
        lataxis_range=[outlines.south - MARGIN, outlines.north + MARGIN],
        bgcolor="rgba(0,0,0,0)",
    )
    return fig


def _areas(
    areas: Sequence[Share], shown: Coverage, outlines: Outlines, fills: Sequence[str], classes: Sequence[int], edge: str
) -> go.Choropleth:
    """Areas in the fills of their classes; a click chooses the district."""
    steps = [[(i + side) / len(fills), fill] for i, fill in enumerate(fills) for side in (0, 1)]
    return go.Choropleth(
        geojson=outlines.geojson,
        locations=[area.code for area in areas],
        z=[index + 0.5 for index in classes],
        zmin=0,
        zmax=len(fills),
        colorscale=steps,
        showscale=False,
        marker={"line": {"color": edge, "width": 1.6}},
        customdata=[mark(area.hover(shown.choice), bezirk=area.code) for area in areas],
        hovertemplate=HOVER,
    )


def _labels(fig: go.Figure, shown: Coverage, outlines: Outlines, t: Tokens) -> None:
    """Value and number of each district shown; texts of one colour share a trace, so that a click dims none of them."""
    classes, styles = _classes(shown), map_classes(t)
    drawn = [area for area in shown.shown if area.code in outlines.centres]
    areas = sorted(drawn, key=lambda area: _text_colour(area, classes, styles, t))
    for colour, group in itertools.groupby(areas, key=lambda area: _text_colour(area, classes, styles, t)):
        alike = list(group)
        values = [NO_VALUE if area.pct is None else f"<b>{formats.number(area.pct, 1)}</b>" for area in alike]
        fig.add_trace(_texts(alike, values, outlines, colour, 15, VALUE_LIFT))
        fig.add_trace(_texts(alike, [area.code for area in alike], outlines, colour, 12, -CODE_DROP))


def _text_colour(area: Share, classes: Classes, styles: Sequence[MapClass], t: Tokens) -> str:
    return t.ink if area.pct is None else styles[classes.colours[classes.of(area.pct)]].text


def _texts(
    areas: Sequence[Share], texts: Sequence[str], outlines: Outlines, colour: str, size: int, lift: float
) -> go.Scattergeo:
    places = [outlines.centres[area.code] for area in areas]
    return go.Scattergeo(
        lon=[lon for lon, _ in places],
        lat=[lat + lift for _, lat in places],
        text=texts,
        mode="text",
        textposition="middle center",
        textfont={"size": size, "color": colour},
        unselected={"textfont": {"color": colour}},
        hoverinfo="skip",
    )


def map_legend(shown: Coverage) -> tuple[LegendEntry, ...]:
    """The classes, then what is hollow and why."""
    if not known(shown.districts):
        return ()
    classes = _classes(shown)
    entries = [LegendEntry(w, f"map-{c + 1}") for w, c in zip(classes.words, classes.colours, strict=True)]
    if any(area.pct is None for area in shown.shown):
        entries.append(LegendEntry(f"{NO_VALUE} = {formats.MISSING}", "hollow"))
    if shown.chosen:
        entries.append(LegendEntry(NOT_CHOSEN, "hollow"))
    return tuple(entries)


def map_sentence(shown: Coverage) -> str:
    """How evenly the shares are spread."""
    valued = known(shown.shown)
    if not valued:
        return f"Wie viele {shown.choice.who} {shown.choice.words} haben, ist je Stadtbezirk nicht angegeben."
    said = (_spread(shown, valued), missing_words(shown.shown), _filled(shown))
    return " ".join(filter(None, said))


def _spread(shown: Coverage, valued: Sequence[Share]) -> str:
    best, last = valued[0], valued[-1]
    if len(valued) == 1:
        return f"{best.name} kommt auf {formats.percent(best.pct)} ({best.part_of})."
    above = sum((area.pct or 0) > 50 for area in valued)
    gap = f"zwischen dem höchsten und dem niedrigsten Anteil liegen {formats.points((best.pct or 0) - (last.pct or 0))}"
    if len(level(valued)) == 1:
        gap = f"alle Anteile sind gleich ({formats.percent(best.pct)})"
    half = f"{_in_districts(above, len(valued))} hat mehr als die Hälfte {shown.choice.users} {shown.choice.words}"
    return f"{half}; {gap}."


def _in_districts(some: int, of_all: int) -> str:
    if some == of_all:
        return f"In allen {of_all} Stadtbezirken"
    return f"In {some} von {of_all} Stadtbezirken" if some else f"In keinem der {of_all} Stadtbezirke"


def _filled(shown: Coverage) -> str:
    return "Gefüllt sind nur die gewählten Stadtbezirke." if shown.chosen else ""
