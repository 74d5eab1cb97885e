"""The history of a store as lines of text, for people at a command line."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.contract import export_of
from analytics.errors import UserFacingError
from analytics.figures.delivery.past import moment
from analytics.store import Entry, Store


def history_lines(store: Store) -> Iterator[str]:
    """One line per entry, the newest first; hours are German ones.

    Raises StoreUnreadable after the last line when the current snapshot is damaged: then none is marked as current.
    """
    entries, fault = store.history(), _fault(store)
    for entry in entries:
        yield _line(entry, is_current=entry is entries[0] and not fault)
    if fault:
        raise fault
    if not entries:
        yield "Es ist noch nichts veröffentlicht."


def _fault(store: Store) -> UserFacingError | None:
    try:
        store.current()
    except UserFacingError as fault:
        return fault
    return None


def _line(entry: Entry, *, is_current: bool) -> str:
    when, mark = moment(entry.at), " (gilt jetzt)" if is_current else ""
    return f"{when}  {entry.kind}  {entry.snapshot}{mark}  {entry.by}  {_brought(entry)}".rstrip()


def _brought(entry: Entry) -> str:
    """Which exports of which dates a delivery held, such as 2021-12-31: kosten.csv, massnahmen.csv."""
    dates = sorted({delivery for _, delivery in entry.brought})
    files = {date: sorted(export_of(table).file for table, day in entry.brought if day == date) for date in dates}
    return "; ".join(f"{date}: {', '.join(names)}" for date, names in files.items())
