"""The only door to the data: opens the snapshot that the address names, for the role of this installation.

`?stichtag=JJJJ-MM-TT` is the date asked, `?stand=` a snapshot id. One View serves a whole page run, so no two tiles can
show two states.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from analytics import formats
from analytics.engine import Engine, open_snapshot
from analytics.errors import NoSuchDate, NothingPublished
from analytics.settings import Settings
from analytics.store import Snapshot, Store

DATE_KEY, SNAPSHOT_KEY = "stichtag", "stand"
NOTHING = (
    "Es ist noch kein Datenstand veröffentlicht. „make run“ veröffentlicht beim Start die Beispieldaten, "
    "„python -m analytics publish“ die Lieferungen aus data/exports."
)


class Published(NamedTuple):
    """What /healthz tells."""

    snapshot_id: str
    as_of: dt.date


@dataclass(frozen=True)
class View:
    """What one page run reads: an open snapshot, the date asked (None = the newest) and what must be said about it."""

    engine: Engine
    dates: tuple[dt.date, ...]
    asked: dt.date | None
    note: str

    @property
    def as_of(self) -> dt.date | None:
        """The reporting date that is shown; None when the date asked lies before the first."""
        return max((day for day in self.dates if self.asked is None or day <= self.asked), default=None)

    @property
    def previous(self) -> dt.date | None:
        """The reporting date before it."""
        return max((day for day in self.dates if self.as_of and day < self.as_of), default=None)


@st.cache_resource(max_entries=8, show_spinner=False, on_release=Engine.close)
def _engine(store: Path, snapshot_id: str, role: str) -> Engine:
    """A snapshot never changes, so its engine is kept; nothing is ever invalidated."""
    return open_snapshot(store, snapshot_id, role)


def published() -> Published:
    """The current snapshot and its newest delivery; NothingPublished before the first."""
    snapshot = _snapshot(Store(Settings.from_env().store), None)
    return Published(snapshot.id, max(part.delivery for part in snapshot.parts))


def open_view() -> View:
    """The view that the address asks for; raises a UserFacingError when there is nothing to show."""
    settings = Settings.from_env()
    snapshot = _snapshot(Store(settings.store), st.query_params.get(SNAPSHOT_KEY))
    engine = _engine(settings.store, snapshot.id, settings.role)
    dates = engine.reporting_dates("measures")
    if not dates:
        raise NoSuchDate("In diesem Datenstand gibt es noch keine Lieferung von massnahmen.csv.")
    asked, note = _asked(st.query_params.get(DATE_KEY), dates)
    return View(engine, dates, asked, note)


def _snapshot(store: Store, asked: str | None) -> Snapshot:
    """The snapshot of the address, by default the current one."""
    if not asked and store.current() is None:
        raise NothingPublished(NOTHING)
    return store.snapshot(asked or None)


def _asked(text: str | None, dates: tuple[dt.date, ...]) -> tuple[dt.date | None, str]:
    """The date in the address, and a sentence where something else than that date is shown."""
    if not text:
        return None, ""
    try:
        asked = dt.datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        return None, f"„{text[:20]}“ ist kein Stichtag. Gezeigt wird der neueste Stand, {formats.day(dates[-1])}."
    shown = max((day for day in dates if day <= asked), default=None)
    if shown is None or shown == asked:
        return asked, ""
    return (
        asked,
        f"Zum {formats.day(asked)} gibt es keine Lieferung. Gezeigt wird der letzte Stand davor, {formats.day(shown)}.",
    )


def choose_date(view: View) -> None:
    """The select box for the reporting date; its choice goes into the address, which stays the only truth."""
    st.session_state[DATE_KEY] = view.as_of
    options = sorted(view.dates, reverse=True)
    st.selectbox(
        "Stichtag",
        options,
        index=0 if view.as_of else None,
        key=DATE_KEY,
        format_func=formats.day,
        on_change=_write_date,
        placeholder="Stichtag wählen",
    )


def _write_date() -> None:
    chosen: dt.date | None = st.session_state[DATE_KEY]
    if chosen:
        st.query_params[DATE_KEY] = chosen.isoformat()
    else:
        st.query_params.pop(DATE_KEY, None)
