"""Where the rows of the deliveries went, from the frame of quality/books."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pandas as pd
import plotly.graph_objects as go

from analytics import formats
from analytics.figures.overview.lead import Fact
from analytics.figures.parts import HOVER, mark, row_figure, row_heads
from analytics.figures.quality.faults import MOST_ROWS, faults
from analytics.labels import label
from analytics.tables import Column, Table, Value
from analytics.theme import Tokens

LIMITED = "Für diese Rolle gibt es hier nichts zu lesen: Befunde nennen auch Werte nichtöffentlicher Maßnahmen."


def lead(books: pd.DataFrame, day: dt.date) -> tuple[Fact, ...]:
    """Where the rows of the delivery of that day went, what was found in them, and the same for all deliveries."""
    if books.empty:
        return (Fact("", LIMITED),)
    now = books[pd.to_datetime(books["delivery"]).dt.date == day]
    rows, kept = int(now["records"].sum()), int(now["kept"].sum())
    aside, left_out = (formats.feminine_in_words(int(now[name].sum())) for name in ("set_aside", "left_out"))
    fact = f"{formats.number(kept)} von {formats.number(rows)} Zeilen vom {formats.day(day)} sind übernommen"
    found = f"Befunde darin: {faults(int(now['errors'].sum()), int(now['warnings'].sum()))}."
    return (Fact(fact, f", {aside} beiseitegelegt, {left_out} ausgelassen."), Fact("", found), _all_deliveries(books))


def _all_deliveries(books: pd.DataFrame) -> Fact:
    dates, rows = books["delivery"].nunique(), int(books["records"].sum())
    if dates == 1:
        return Fact("", "Es ist die erste Lieferung.")
    part = f"{formats.number(int(books['kept'].sum()))} von {formats.number(rows)}"
    return Fact("", f"Über alle {dates} Lieferungen bis dahin sind es {part} Zeilen.")


def _days(books: pd.DataFrame) -> Iterator[tuple[dt.date, int, int]]:
    """Delivery date, rows read and rows set aside, the newest first."""
    sums = books.groupby("delivery")[["records", "set_aside"]].sum().sort_index(ascending=False)
    for day, (records, aside) in zip(sums.index, sums.itertuples(index=False), strict=True):
        yield pd.Timestamp(day).date(), int(records), int(aside)


def rows_set_aside(books: pd.DataFrame, t: Tokens) -> go.Figure:
    """One bar per delivery, the newest first; a click asks for its date."""
    days = [*_days(books)][:MOST_ROWS]
    fig = row_figure(t, len(days), "overlay")
    fig.add_trace(
        go.Bar(
            orientation="h",
            x=[aside or None for _, _, aside in days],
            y=list(range(len(days))),
            name=label("set_aside"),
            width=0.4,
            marker={"color": t.forecast, "line": {"width": 0}},
            customdata=[
                mark(f"{formats.day(day)}<br>{_aside(aside, records)} beiseitegelegt", stichtag=day.isoformat())
                for day, records, aside in days
            ],
            hovertemplate=HOVER,
        )
    )
    row_heads(fig, t, ((formats.day(day), _aside(aside, records)) for day, records, aside in days))
    fig.update_xaxes(range=[0, max((aside for _, _, aside in days), default=0) or 1])
    return fig


def _aside(aside: int, records: int) -> str:
    return f"{formats.number(aside) if aside else 'keine'} von {formats.number(records)} Zeilen"


def rows_set_aside_sentence(books: pd.DataFrame) -> str:
    """All rows set aside so far, and the delivery with the most."""
    days = [*_days(books)]
    if not days:
        return LIMITED
    total, records = sum(aside for _, _, aside in days), sum(records for _, records, _ in days)
    if not total:
        return f"Alle {formats.number(records)} gelesenen Zeilen sind übernommen oder nach Regel ausgelassen."
    day, read, most = max(days, key=lambda row: row[2])
    verb = "ist" if total == 1 else "sind"
    some = f"die meisten am {formats.day(day)} ({formats.number(most)} von {formats.number(read)})"
    where = some if most < total else f"{'alle ' if total > 1 else ''}am {formats.day(day)}"
    return f"{_aside(total, records)} {verb} beiseitegelegt, {where}."


def books_table(books: pd.DataFrame) -> Table:
    """Every file with its books, the newest delivery first, and their sum: gelesen = übernommen + beiseitegelegt + …"""
    counts = ("records", "kept", "set_aside", "left_out", "errors", "warnings")
    newest_first = books.sort_values("delivery", ascending=False, kind="stable")
    rows: list[tuple[Value, ...]] = [
        (pd.Timestamp(row["delivery"]).date(), row["file"], *(int(row[name]) for name in counts))
        for row in newest_first.to_dict("records")
    ]
    sums: list[tuple[Value, ...]] = (
        [("Summe", "alle Dateien", *(int(books[name].sum()) for name in counts))] if rows else []
    )
    columns = (
        Column(label("delivery"), "day"),
        Column(label("file")),
        *(Column(label(name), "count") for name in counts),
    )
    return Table("Bücher der Lieferungen", columns, (*rows, *sums), frozenset({len(rows)}), grouped=True)
