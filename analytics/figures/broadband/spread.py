"""How gigabit and fibre spread among the city's private households, from the frame of broadband/trend."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import plotly.graph_objects as go

from analytics import formats
from analytics.figures import lines as drawn
from analytics.figures.broadband.choice import Choice
from analytics.figures.lines import LABEL_GAP, Line
from analytics.tables import Table
from analytics.theme import Tokens

__all__ = ["LABEL_GAP", "trend", "trend_as_of", "trend_sentence", "trend_table"]


def _lines(frame: pd.DataFrame) -> list[Line]:
    """Private households with 1000 Mbit/s, by any technology and by fibre; a line without any value is left out."""
    lines = [
        Line("Gigabit", "gigabit", drawn.values_of(Choice("alle").rows(frame))),
        Line("Glasfaser", "fibre", drawn.values_of(Choice("FTTB/H").rows(frame))),
    ]
    return [line for line in lines if line.known]


def trend(frame: pd.DataFrame, t: Tokens) -> go.Figure:
    """Two lines with value and name at their end, and dotted marks where the method broke."""
    return drawn.draw(_lines(frame), t)


def trend_sentence(frame: pd.DataFrame) -> str:
    """The last known shares with their Stand, and the distance between them where both are of one day."""
    lines = _lines(frame)
    if not lines:
        return "Für die Stadt liegen keine Angaben zu Gigabit und Glasfaser vor."
    if len({line.last[0] for line in lines}) == 1 and len(lines) > 1:
        (day, gigabit), (_, fibre) = (line.last for line in lines)
        return (
            f"{formats.percent(gigabit)} der Privathaushalte haben Gigabit, {formats.percent(fibre)} Glasfaser "
            f"(Stand{formats.NBSP}{formats.day(day)}); der Abstand beträgt {formats.points(abs(gigabit - fibre))}."
        )
    parts = (
        f"{formats.percent(line.last[1])} {line.word} (Stand{formats.NBSP}{formats.day(line.last[0])})"
        for line in lines
    )
    return f"Von den Privathaushalten haben {' und '.join(parts)}."


def trend_as_of(frame: pd.DataFrame) -> dt.date | None:
    """The newest Stand drawn, whichever line it belongs to."""
    return drawn.newest(_lines(frame))


def trend_table(frame: pd.DataFrame) -> Table:
    """The shares by Stand, newest first."""
    return drawn.table("Anteil der Privathaushalte mit mindestens 1.000 Mbit/s", _lines(frame))
