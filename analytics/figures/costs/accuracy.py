"""How far past forecasts of a year's end were off, from the frame of costs/forecast_accuracy, and how one is made."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from analytics import formats
from analytics.figures.outlook.words import LEAST
from analytics.figures.parts import HOVER, LegendEntry, mark, row_figure, row_heads
from analytics.labels import label
from analytics.tables import Column, Table, euro_columns
from analytics.theme import Tokens

ACCURACY_LEGEND = (LegendEntry("Ist", "actual"), LegendEntry("erste Prognose des Jahres", "forecast"))
METHOD = (
    "So entsteht die Prognose: Für jede Kostenzelle zählt die gemeldete Prognose; fehlt sie, der größere Wert von "
    "gültigem Ansatz und Ist plus Gebunden. Wo wenig gemeldet wird, liegt sie deshalb nahe am Ansatz."
)


class Case(NamedTuple):
    """What was forecast for a year on a day within it, and what was spent."""

    year: int
    day: dt.date
    forecast_eur: float
    final_day: dt.date
    actual_eur: float
    deviation_eur: float
    deviation_pct: float | None

    @property
    def words(self) -> str:
        """+0,43 Mio. € (+14,5 %): what the forecast said too much or too little."""
        amount = formats.euro_short(self.deviation_eur)
        rate = "" if self.deviation_pct is None else f" ({_signed_percent(self.deviation_pct)})"
        return f"{'+' if self.deviation_eur > 0 else ''}{amount}{rate}"


def _signed_percent(value: float) -> str:
    return formats.unit(formats.signed(value, 1), "%")


def cases(frame: pd.DataFrame) -> list[Case]:
    """By year and day."""
    return [
        Case(
            int(row["budget_year"]),
            pd.Timestamp(row["forecast_as_of"]).date(),
            float(row["forecast_eur"]),
            pd.Timestamp(row["actual_as_of"]).date(),
            float(row["actual_eur"]),
            float(row["deviation_eur"]),
            None if formats.is_missing(row["deviation_pct"]) else float(row["deviation_pct"]),
        )
        for row in frame.to_dict("records")
    ]


def first_of(found: list[Case]) -> list[Case]:
    """The earliest forecast of each year, which had most to foresee; the later ones stand in the table."""
    return list({case.year: case for case in reversed(found)}.values())[::-1]


def accuracy(frame: pd.DataFrame, t: Tokens) -> go.Figure:
    """One row per year, with its first forecast: a bar for what was spent, a stroke where the forecast was."""
    found = first_of(cases(frame))
    fig = row_figure(t, len(found), "overlay")
    places = list(range(len(found)))
    hover = [
        f"{case.year}, Prognose vom {formats.day(case.day)}<br>Prognose {formats.euro(case.forecast_eur)}"
        f"<br>Ist {formats.euro(case.actual_eur)} (Stand {formats.day(case.final_day)})"
        for case in found
    ]
    data = {"y": places, "customdata": [mark(text) for text in hover], "hovertemplate": HOVER}
    spent = [case.actual_eur for case in found]
    expected = [case.forecast_eur for case in found]
    bar = {"color": t.actual, "line": {"width": 0}}
    fig.add_trace(go.Bar(orientation="h", x=spent, width=0.22, marker=bar, name=label("actual_eur"), **data))
    stroke = {"symbol": "line-ns", "size": 22, "line": {"width": 3, "color": t.forecast}}
    name = label("forecast_eur")
    fig.add_trace(go.Scatter(mode="markers", x=expected, marker=stroke, cliponaxis=False, name=name, **data))
    row_heads(fig, t, ((f"{case.year}, am {case.day:%d.%m.}", case.words) for case in found), lift=15)
    ends = [0.0, *spent, *expected]
    fig.update_layout(margin={"r": 2})
    fig.update_xaxes(range=[1.02 * min(ends), 1.02 * max(ends) or 1])
    return fig


def accuracy_sentence(frame: pd.DataFrame, year: int, outlook: float | None, *, is_over: bool) -> str:
    """What is expected of the year, and how far the first forecast of each past year was from its result."""
    return f"{_expected(year, outlook, is_over)} {_past(cases(frame))}"


def _expected(year: int, outlook: float | None, is_over: bool) -> str:
    if is_over:
        return f"{year} ist abgelaufen, eine Prognose wird nicht mehr erwartet."
    if outlook is None:
        return f"Für {year} fehlt noch ein gültiger Ansatz und damit eine Prognose."
    return f"Für {year} werden {formats.euro_short(outlook)} erwartet."


def _past(found: list[Case]) -> str:
    first = first_of(found)
    rated = [case for case in first if case.deviation_pct is not None]
    without = [case.year for case in first if case.deviation_pct is None]
    if not rated:
        return f"Wie verlässlich das ist, lässt sich noch nicht sagen: {_ground(without)}."
    off = _off([case.deviation_pct for case in rated if case.deviation_pct is not None])
    aside = f"; {_without_result(without)}" if without else ""
    return f"{_which(rated)} lag {_years([case.year for case in rated])} {off}{aside}. {_range(rated)}"


def _ground(without: list[int]) -> str:
    if not without:
        return "Es gibt kein abgelaufenes Jahr zum Vergleich"
    return f"{_without_result(without)}, an dem sich die Prognose messen ließe"


def _without_result(years: list[int]) -> str:
    """Nothing spent, or more came back than was spent: no rate can be told."""
    have = "hat" if len(years) == 1 else "haben"
    return f"{formats.listed([str(year) for year in years])} {have} kein Ist über {formats.euro_short(0)}"


def _which(first: list[Case]) -> str:
    is_midyear = all(case.day.month in (6, 7) for case in first)
    return "Die Prognose zur Jahresmitte" if is_midyear else "Die erste Prognose des Jahres"


def _years(years: list[int]) -> str:
    if len(years) == 1:
        return str(years[0])
    is_span = len(years) > 2 and years == list(range(years[0], years[-1] + 1))
    named = f"{years[0]} bis {years[-1]}" if is_span else formats.listed([str(year) for year in years])
    return f"in den Jahren {named}"


def _off(rates: list[float]) -> str:
    """Um 13,9 bis 15,6 % über dem Ergebnis."""
    sizes = sorted(abs(rate) for rate in rates)
    low, high = formats.number(sizes[0], 1), formats.percent(sizes[-1])
    size = high if high.startswith(f"{low}{formats.NBSP}") else f"{low} bis {high}"
    over = sum(rate > 0 for rate in rates)
    if high == formats.percent(0):
        return "genau beim Ergebnis"
    if over and any(rate < 0 for rate in rates):
        return f"um {size} vom Ergebnis entfernt, {over} von {len(rates)} Mal darüber"
    return f"um {size} {'über' if over else 'unter'} dem Ergebnis"


def _range(rated: list[Case]) -> str:
    """Why there is one number and no range; a year counts once, with the forecast that the sentence speaks of."""
    known = formats.count(len(rated), "früherer Fall", "frühere Fälle")
    if len(rated) < LEAST:
        verb = "ist" if len(rated) == 1 else "sind"
        return f"Eine Spanne steht hier nicht: {known} {verb} zu wenig, nötig sind {LEAST}."
    return f"Dahinter stehen {known}."


def accuracy_table(frame: pd.DataFrame) -> Table:
    """Every past forecast beside its result, to the cent."""
    forecast, actual, deviation = euro_columns([label(n) for n in ("forecast_eur", "actual_eur", "deviation_eur")])
    columns = (
        Column(label("budget_year")),
        Column(label("forecast_as_of"), "day"),
        forecast,
        Column(label("actual_as_of"), "day"),
        actual,
        deviation,
        Column(label("deviation_pct"), "pct"),
    )
    rows = tuple(
        (str(c.year), c.day, c.forecast_eur, c.final_day, c.actual_eur, c.deviation_eur, _rate(c)) for c in cases(frame)
    )
    return Table("Frühere Prognosen und Ergebnis", columns, rows)


def _rate(case: Case) -> float | str:
    if case.deviation_pct is None:
        return "Ist unter 0" if case.actual_eur < 0 else "kein Ist"
    return case.deviation_pct
