"""What one Maßnahme went through by reporting date, in sentences and tables; from measures/history."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from analytics import formats
from analytics.figures.measures.measure_list import NONE
from analytics.figures.measures.ratings import marked, rows_of
from analytics.labels import label
from analytics.tables import Column, Table, Value, euro_columns

SHOWN = 6
"""Dates of the costs on the page."""


def end_sentence(frame: pd.DataFrame) -> str:
    """From the first expected end to the last, and how far that lies from the valid plan."""
    known = rows_of(frame[frame["expected_end"].notna()])
    if not known:
        return "Ein Ende ist nicht zu erwarten: Zurückgestellte und eingestellte Maßnahmen haben keines."
    now, last = rows_of(frame)[-1], known[-1]
    if formats.is_missing(now.expected_end):
        until = f"Bis zum {formats.day(last.as_of)} wurde das Ende für den {formats.day(last.expected_end)} erwartet"
        return f"{until}; inzwischen ist die Maßnahme {now.status} und hat keines."
    return f"{_moved(known)}; {_against_plan(last)}."


def _moved(known: list[Any]) -> str:
    first, last = known[0], known[-1]
    word = "tatsächliche" if last.status == "abgeschlossen" else "erwartete"
    end, since = formats.day(last.expected_end), formats.day(first.as_of)
    days = (last.expected_end - first.expected_end).days
    if len(known) == 1:
        return f"Das {word} Ende ({end}) ist bisher nur zum {since} berichtet"
    if not days:
        return f"Das {word} Ende ({end}) ist das, das schon am {since} erwartet wurde"
    distance = f"{formats.count(abs(days), 'Tag', 'Tage')} {'nach' if days > 0 else 'vor'}"
    return f"Das {word} Ende ({end}) liegt {distance} dem am {since} erwarteten ({formats.day(first.expected_end)})"


def _against_plan(last: Any) -> str:
    days = int(last.days_late_valid)
    if not days:
        return "es entspricht dem gültigen Plan"
    word = "Verspätung" if days > 0 else "Vorsprung"
    return f"das bedeutet {formats.count(abs(days), 'Tag', 'Tage')} {word} gegenüber dem gültigen Plan"


def end_table(frame: pd.DataFrame) -> Table:
    """One row per reporting date, newest first."""
    columns = (
        Column("Stand", "day"),
        Column(label("status")),
        Column(label("computed_rating")),
        Column(label("reported_rating")),
        Column("Fortschritt", "pct"),
        Column(label("valid_end"), "day"),
        Column(label("expected_end"), "day"),
        Column(label("days_late_valid"), "signed"),
    )
    return Table("Verlauf der Maßnahme", columns, tuple(map(_cells, reversed(rows_of(frame)))))


def _cells(row: Any) -> tuple[Value, ...]:
    ends = (row.valid_end, row.expected_end, row.days_late_valid)
    ratings = (marked(row.computed_rating), marked(row.reported_rating))
    shown = (NONE,) * 3 if formats.is_missing(row.valid_end) else (*ends[:2], int(ends[2]))
    return (row.as_of, row.status, *ratings, row.progress_pct, *shown)


def money_sentence(frame: pd.DataFrame) -> str:
    """What is spent of the valid budget of all years at the last date, and the outlook."""
    known = frame[frame["budget_eur"].notna()]
    if known.empty:
        return "Zu den Kosten liegt bis zu diesem Stichtag keine Lieferung vor."
    last = known.iloc[-1]
    if not (last.budget_eur or last.actual_eur or last.forecast_eur):
        return "Zu dieser Maßnahme ist nichts gebucht."
    forecast = f"die Prognose beträgt {formats.euro_short(last.forecast_eur)}"
    if last.budget_eur <= 0:
        return f"{_spent_without_budget(last.actual_eur)}; {forecast}."
    spent = f"{formats.euro_of(last.actual_eur, last.budget_eur)} des gültigen Ansatzes aller Jahre"
    return f"{spent} sind ausgegeben; {forecast}{_excess(last)}."


def _spent_without_budget(actual: float) -> str:
    if not actual:
        return "Es gibt keinen gültigen Ansatz, und ausgegeben ist nichts"
    return f"{formats.euro_short(actual)} sind ohne gültigen Ansatz ausgegeben"


def _excess(last: pd.Series) -> str:
    more = last.forecast_eur - last.budget_eur
    if round(more, 2) == 0:
        return ", so viel wie der Ansatz"
    return f", {formats.euro_short(abs(more))} {'mehr' if more > 0 else 'weniger'} als der Ansatz"


def money_table(frame: pd.DataFrame) -> Table:
    """The money of all years by date of the costs, newest first; no rows where nothing is known of it."""
    names = ("budget_eur", "actual_eur", "forecast_eur")
    known = frame[frame["costs_as_of"].notna()].drop_duplicates("costs_as_of").iloc[::-1]
    rows = tuple((row.costs_as_of, *(getattr(row, name) for name in names)) for row in rows_of(known))
    heads = euro_columns([label(name) for name in names])
    return Table("Kosten der Maßnahme über alle Jahre", (Column("Stand", "day"), *heads), rows)


def newest_money(table: Table) -> Table:
    """The rows that a page has room for: a book of many years goes into the files."""
    return table._replace(rows=table.rows[:SHOWN])


def money_scope(table: Table) -> str:
    """What the money covers, and how many of its dates the page shows."""
    older = len(table.rows) > SHOWN
    shown = f", die neuesten {SHOWN} von {formats.number(len(table.rows))} Ständen" if older else ""
    return f"Kosten aller Haushaltsjahre zusammen{shown}"


def money_as_of(frame: pd.DataFrame) -> dt.date | None:
    """The date of the newest costs that were read; None before the first."""
    newest = frame["costs_as_of"].max()
    return None if formats.is_missing(newest) else pd.Timestamp(newest).date()
