"""The only door to the data: opens the snapshot that the address names, for the role of this installation.

`?stichtag=JJJJ-MM-TT` is the date asked, `?stand=` a snapshot id. One View serves a whole page run, so no two tiles can
show two states.
"""

from __future__ import annotations

import contextlib
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
    def answered(self) -> dt.date | None:
        """The delivery date that answers; None when the date asked lies before the first."""
        return _latest(self.dates, self.asked)

    @property
    def as_of(self) -> dt.date | None:
        """The reporting date of the measures that are shown; None when there are none by then."""
        return _latest(self.engine.reporting_dates("measures"), self.asked)

    @property
    def previous(self) -> dt.date | None:
        """The measures' reporting date before it."""
        before = self.as_of - dt.timedelta(days=1) if self.as_of else None
        return _latest(self.engine.reporting_dates("measures"), before) if before else None


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
    if not engine.reporting_dates("measures"):
        raise NoSuchDate("In diesem Datenstand gibt es noch keine Lieferung von massnahmen.csv.")
    dates = engine.delivery_dates()
    asked, note = _asked(st.query_params.get(DATE_KEY), dates)
    return View(engine, dates, asked, note)


def _latest(dates: tuple[dt.date, ...], day: dt.date | None) -> dt.date | None:
    """The latest date at or before `day` (None = without limit); None when there is none."""
    return max((date for date in dates if day is None or date <= day), default=None)


def _snapshot(store: Store, asked: str | None) -> Snapshot:
    """The snapshot of the address, by default the current one."""
    if not asked and store.current() is None:
        raise NothingPublished(NOTHING)
    return store.snapshot(asked or None)


def _asked(text: str | None, dates: tuple[dt.date, ...]) -> tuple[dt.date | None, str]:
    """The date in the address, and a sentence where something else than that date is shown."""
    if not text:
        return None, ""
    asked = _day(text)
    if asked is None:
        return None, _no_date(text, dates[-1])
    shown = _latest(dates, asked)
    if shown is None or shown == asked:
        return asked, ""
    return (
        asked,
        f"Zum {formats.day(asked)} gibt es keine Lieferung. Gezeigt wird der letzte Stand davor, {formats.day(shown)}.",
    )


def _day(text: str) -> dt.date | None:
    """2021-12-31, as links of ours say it, or 31.12.2021, as people write it."""
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        with contextlib.suppress(ValueError):
            return dt.datetime.strptime(text, form).date()
    return None


def _no_date(text: str, newest: dt.date) -> str:
    return (
        f"„{text[:20]}“ ist kein Stichtag. Gezeigt wird der neueste Stand, {formats.day(newest)}; "
        "andere stehen unter „Auswahl ändern“."
    )


def choose_date(view: View) -> None:
    """The select box for the reporting date; its choice goes into the address, which stays the only truth."""
    st.session_state[DATE_KEY] = view.answered
    options = sorted(view.dates, reverse=True)
    st.selectbox(
        "Stichtag",
        options,
        index=0 if view.answered else None,
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
