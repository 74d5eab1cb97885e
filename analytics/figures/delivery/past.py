"""The deliveries so far, the newest first: when, what, by whom, and their books."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from analytics import formats
from analytics.entry import Entry
from analytics.figures.quality.faults import WORDS
from analytics.findings import Books
from analytics.labels import label
from analytics.tables import NOT_ASKED, Column, Table, Value

CAPTION = "Veröffentlichungen"
GERMANY = ZoneInfo("Europe/Berlin")


class Past(NamedTuple):
    """One publication; `books` are the sums over what it brought, None where it brought nothing or is unreadable."""

    entry: Entry
    books: Books | None


def moment(at: dt.datetime) -> str:
    """31.12.2021, 14:05 Uhr, by the clocks in Germany wherever the server stands."""
    here = local(at)
    return f"{formats.day(here.date())}, {here:%H:%M} Uhr"


def local(at: dt.datetime) -> dt.datetime:
    """The same moment in Germany, summer time observed."""
    return at.astimezone(GERMANY)


def past_table(published: Sequence[Past], current: str | None) -> Table:
    """One row per publication; the state that is shown now is marked."""
    heads = ("Wann", "Vorgang", "Was", "Datenstand", "Durch")
    counts = (Column(label(name), "count") for name in ("records", "kept", "set_aside", "left_out"))
    newest = next((one.entry for one in published if one.entry.snapshot == current), None)
    rows = tuple(_row(one, is_current=one.entry is newest) for one in published)
    return Table(CAPTION, (*map(Column, heads), *counts), rows)


def _row(one: Past, *, is_current: bool) -> tuple[Value, ...]:
    entry, books = one.entry, one.books
    missing = None if entry.brought else NOT_ASKED
    counts = (books.records, books.kept, books.set_aside, books.left_out) if books else (missing,) * 4
    state = f"{entry.snapshot} (gilt jetzt)" if is_current else entry.snapshot
    return (moment(entry.at), entry.kind, brought(entry.brought) or NOT_ASKED, state, entry.by, *counts)


def brought(parts: Sequence[tuple[str, dt.date]]) -> str:
    """Maßnahmen und Kosten vom 31.12.2021; Breitband vom 30.06.2021"""
    days = sorted({day for _, day in parts}, reverse=True)
    told = [f"{joined([WORDS[t] for t in WORDS if (t, day) in parts])} vom {formats.day(day)}" for day in days]
    more = len(told) - 3
    return "; ".join(told[:3]) + (
        f"; {formats.count(more, 'weiterer Stichtag', 'weitere Stichtage')}" if more > 0 else ""
    )


def joined(words: Sequence[str]) -> str:
    """Maßnahmen, Kosten und Breitband"""
    return " und ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""
