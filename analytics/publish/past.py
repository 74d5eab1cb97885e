"""The publications so far with their books, for the page of those who deliver."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence

from analytics.entry import Entry
from analytics.errors import NothingPublished, StoreUnreadable
from analytics.figures.delivery.past import Past
from analytics.findings import Books
from analytics.store import Store
from analytics.store.snapshot import Part

MOST = 50
"""Publications that are looked into; older ones stay in the store."""


def past(store: Store) -> tuple[Past, ...]:
    """The newest publications first; the books are those of the parts that each one brought."""
    return tuple(_looked_into(store, store.history()[:MOST]))


def _looked_into(store: Store, entries: Sequence[Entry]) -> Iterator[Past]:
    for entry in entries:
        books = None
        with contextlib.suppress(NothingPublished, StoreUnreadable, OSError):
            parts = [part for part in store.snapshot(entry.snapshot).parts if part.key in entry.brought]
            books = _sum(parts) if entry.brought else None
        yield Past(entry, books)


def _sum(parts: Sequence[Part]) -> Books:
    names = ("records", "kept", "set_aside", "left_out")
    return Books(*(sum(getattr(part.books, name) for part in parts) for name in names))
