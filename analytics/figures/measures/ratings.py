"""Where the Umsetzung departs from the plan: one mark of the computed Ampel per Maßnahme, from measures/list."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics import formats
from analytics.figures.measures.largest_part import largest_part
from analytics.figures.parts import HOVER, LegendEntry, mark, row_figure, row_heads
from analytics.figures.wrapping import wrapped
from analytics.labels import RATING_MARKS, label
from analytics.tables import Column, Table, Value
from analytics.theme import RatingStyle, Tokens, rating_styles

RATINGS = tuple(RATING_MARKS)
"""Worst first."""
SWATCHES = {"rot": "red", "gelb": "yellow", "grün": "green", "grau": "grey"}
RATING_LEGEND = tuple(LegendEntry(RATING_MARKS[rating].word, swatch) for rating, swatch in SWATCHES.items())
MOST_MARKS, FEWEST_PLACES = 24, 16
"""With more marks in a row than this, shares are drawn; a row has room for at least so many."""
LEAST_SHARE = 11
"""In percent: a smaller part of a bar has no room for its symbol and count."""
Rows = dict[str, pd.DataFrame]
"""Field of action -> its Maßnahmen, worst first."""


def rows_of(frame: pd.DataFrame) -> list[Any]:
    """The rows of a frame, each with its columns as attributes."""
    row = namedtuple("Row", frame.columns)  # type: ignore[misc]  # the columns are those of the question
    return list(map(row._make, zip(*(frame[name].tolist() for name in frame.columns), strict=True)))  # column by column


def marked(rating: str) -> str:
    """▲ kritisch"""
    return " ".join(RATING_MARKS[rating])


def _rows(frame: pd.DataFrame, fields: Sequence[str]) -> Rows:
    found = set(frame["field_of_action"])
    order = [field for field in fields if field in found]
    worst_first = frame.assign(rank=frame["computed_rating"].map(RATINGS.index)).sort_values(["rank", "measure_id"])
    return {field: worst_first[worst_first["field_of_action"] == field] for field in order + sorted(found - set(order))}


def _count(rows: pd.DataFrame, rating: str) -> int:
    return int((rows["computed_rating"] == rating).sum())


def rating_by_field(frame: pd.DataFrame, t: Tokens, fields: Sequence[str] = ()) -> go.Figure:
    """A row of marks per field of action; where one row would be too long, all become bars of shares."""
    rows = _rows(frame, fields)
    widest = max(map(len, rows.values()), default=0)
    fig = row_figure(t, len(rows), "stack")
    is_marked = widest <= MOST_MARKS
    for rating, style in rating_styles(t).items():
        fig.add_trace(_marks(rows, rating, style) if is_marked else _shares(rows, rating, style))
    row_heads(fig, t, ((field, f"{_critical(row)} kritisch") for field, row in rows.items()))
    fig.update_xaxes(range=[-0.4, max(widest, FEWEST_PLACES) - 0.6] if is_marked else [-0.3, 100.3])
    return fig


def _marks(rows: Rows, rating: str, style: RatingStyle) -> go.Scatter:
    places = [
        (x, y, measure)
        for y, row in enumerate(rows.values())
        for x, measure in enumerate(rows_of(row))
        if measure.computed_rating == rating
    ]
    return go.Scatter(
        mode="markers",
        x=[x for x, _, _ in places],
        y=[y for _, y, _ in places],
        name=RATING_MARKS[rating].word,
        marker={
            "symbol": style.symbol,
            "size": style.size,
            "color": style.fill,
            "line": {"color": style.edge, "width": 1.4},
        },
        cliponaxis=False,
        customdata=[
            mark(_hover(measure), handlungsfeld=measure.field_of_action, ampel=rating) for _, _, measure in places
        ],
        hovertemplate=HOVER,
    )


def _hover(measure: Any) -> str:
    head = wrapped(f"{measure.measure_id} {measure.title}")
    return f"{head}<br>{marked(measure.computed_rating)}<br>{wrapped(measure.rule)}"


def _shares(rows: Rows, rating: str, style: RatingStyle) -> go.Bar:
    counts = [(field, _count(row, rating), len(row)) for field, row in rows.items()]
    shares = [100 * part / whole for _, part, whole in counts]
    return go.Bar(
        orientation="h",
        x=[share or None for share in shares],  # None: a bar of zero would still show its edge
        y=list(range(len(shares))),
        name=RATING_MARKS[rating].word,
        width=0.4,
        marker={"color": style.fill, "line": {"color": style.edge, "width": 1}},
        text=[_part(rating, n, share) for (_, n, _), share in zip(counts, shares, strict=True)],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        insidetextfont={"size": 13, "color": style.text},
        customdata=[
            mark(f"{wrapped(field)}<br>{n} von {whole} {marked(rating)}", handlungsfeld=field, ampel=rating)
            for field, n, whole in counts
        ],
        hovertemplate=HOVER,
    )


def _part(rating: str, count: int, share: float) -> str:
    return f"{RATING_MARKS[rating].symbol}{formats.NBSP}{formats.number(count)}" if share >= LEAST_SHARE else ""


def _critical(rows: pd.DataFrame) -> str:
    return f"{formats.number(_count(rows, 'rot'))} von {formats.number(len(rows))}"


def rating_sentence(frame: pd.DataFrame) -> str:
    """How many Maßnahmen the rule calls critical, where the largest part, and how often the report says otherwise."""
    if frame.empty:
        return "Keine Maßnahme passt zur Auswahl."
    of_all, critical = formats.count(len(frame), "Maßnahme", "Maßnahmen"), _count(frame, "rot")
    if not critical:
        return f"Nach der Regel ist keine von {of_all} kritisch; {_differing(frame)}."
    verb = "ist" if critical == 1 else "sind"
    where = largest_part({field: (_count(rows, "rot"), len(rows)) for field, rows in _rows(frame, ()).items()})
    return f"{formats.number(critical)} von {of_all} {verb} nach der Regel kritisch{where}; {_differing(frame)}."


def _differing(frame: pd.DataFrame) -> str:
    number = int((frame["reported_rating"] != frame["computed_rating"]).sum())
    if not number:
        return "die gemeldete Ampel stimmt überall mit ihr überein"
    return f"bei {formats.number(number)} weicht die gemeldete Ampel von ihr ab"


def rating_table(frame: pd.DataFrame, fields: Sequence[str] = ()) -> Table:
    """The counts of the chart, with a total and the number of differing reports per field."""
    rows: tuple[tuple[Value, ...], ...] = tuple((field, *_counts(row)) for field, row in _rows(frame, fields).items())
    heads = (*map(marked, RATINGS), "alle", "davon anders gemeldet")
    columns = (Column(label("field_of_action")), *(Column(head, "count") for head in heads))
    return Table("Maßnahmen je Handlungsfeld und Ampel nach Regel", columns, rows)


def _counts(rows: pd.DataFrame) -> tuple[int, ...]:
    differing = int((rows["reported_rating"] != rows["computed_rating"]).sum())
    return (*(_count(rows, rating) for rating in RATINGS), len(rows), differing)
