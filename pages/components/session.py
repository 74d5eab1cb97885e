"""The only door to the data: opens the snapshot that the address names, for the role of this installation.

One View serves a whole page run, so no two tiles can show two states.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from analytics import formats
from analytics.engine import Engine, open_snapshot
from analytics.errors import NothingPublished
from analytics.filters import DAY, EVERYTHING, Address, Selection, day_of, selection_of
from analytics.settings import Settings
from analytics.store import Snapshot, Store
from analytics.theme import Tokens, tokens
from pages.components import address
from pages.components.address import NUMBER, QUESTION, SINCE, SNAPSHOT_KEY

NOTHING = (
    "Es ist noch kein Datenstand veröffentlicht. Wer die Digitalbilanz betreibt, veröffentlicht mit "
    "„python -m analytics publish“ die Lieferungen aus data/exports; „make run“ bringt beim Start die Beispieldaten."
)


class Published(NamedTuple):
    """What /healthz tells."""

    snapshot_id: str
    as_of: dt.date


@dataclass(frozen=True)
class View:
    """What one page run reads: an open snapshot, the selection, what must be said about it, what else the page asks."""

    engine: Engine
    dates: tuple[dt.date, ...]
    selection: Selection
    notes: tuple[str, ...]
    is_pinned: bool
    own: Address
    page: str
    theme: str | None

    @property
    def tokens(self) -> Tokens:
        """The colours of the theme that the reader sees."""
        return tokens(self.theme)

    @property
    def answered(self) -> dt.date | None:
        """The delivery date that answers; None when the date asked lies before the first."""
        return _latest(self.dates, self.selection.day)

    @property
    def as_of(self) -> dt.date | None:
        """The reporting date of the measures that are shown; None when there are none by then."""
        return _latest(self.engine.reporting_dates("measures"), self.selection.day)

    @property
    def earlier(self) -> tuple[dt.date, ...]:
        """The measures' reporting dates before it, the newest first."""
        dates = self.engine.reporting_dates("measures")
        return tuple(day for day in reversed(dates) if self.as_of and day < self.as_of)

    @property
    def since(self) -> dt.date | None:
        """The reporting date to compare with: that of the address, by default the one before; None without any."""
        asked = day_of(self.own.get(SINCE, ()))
        return next((day for day in self.earlier if asked is None or day <= asked), next(iter(self.earlier), None))

    def address(self, selection: Selection | None = None, page: str = "", **more: str | Sequence[str]) -> str:
        """A link that shows this selection (or another) in the same snapshot, on this page or another."""
        stand = {SNAPSHOT_KEY: self.engine.snapshot_id} if self.is_pinned else {}
        return (selection or self.selection).url(page, **stand, **more)

    def measure_link(self, measure_id: str) -> str:
        """The address of a measure's own view."""
        return self.address(page="massnahmen", nr=measure_id)

    def question_link(self, figures: Sequence[str]) -> str:
        """The address at which figures explain themselves, for what is asked here."""
        own = {name: self.own[name] for name in (SINCE, NUMBER) if name in self.own}
        return self.address(page="methodik", **{QUESTION: tuple(figures)}, **own)

    def district_link(self, code: str = "") -> str:
        """The address of a district's own view, of all districts without a code; the rest of the selection stays."""
        return self.address(replace(self.selection, districts=(code,) if code else ()), page="stadtbezirke")

    def committee_link(self, code: str = "") -> str:
        """The address of a committee's own view, of all committees without a code; the rest of the selection stays."""
        return self.address(replace(self.selection, committees=(code,) if code else ()), page="ausschuesse")

    def whole_link(self) -> str:
        """This page with the selection lifted; the day and what the page itself asks stay."""
        return self.address(EVERYTHING.on(self.selection.day), **self.own)

    def on(self, day: dt.date) -> View:
        """The same page as it answers for another day."""
        return replace(self, selection=self.selection.on(day))

    def whole_city(self) -> View:
        """The same for what no choice of Maßnahmen or Stadtbezirk can change: only the day applies."""
        return replace(self, selection=EVERYTHING.on(self.selection.day))

    def as_public(self) -> View:
        """The same as the public sees it, for texts that are meant for the public whoever looks."""
        return self._opened("oeffentlich")

    def reopened(self) -> View:
        """The same with an engine that is surely open, for a part of a page that runs long after the page."""
        return self._opened(Settings.from_env().role)

    def _opened(self, role: str) -> View:
        return replace(self, engine=_engine(Settings.from_env().store, self.engine.snapshot_id, role))

    def durable_link(self, without: Sequence[str] = ()) -> str:
        """The address under which exactly this stays readable, whatever is published later."""
        own = {name: values for name, values in self.own.items() if name not in without}
        return self.selection.on(self.answered).url(**{SNAPSHOT_KEY: self.engine.snapshot_id, **own})


@st.cache_resource(max_entries=8, show_spinner="Der Datenstand wird geöffnet …", on_release=Engine.close)
def _engine(store: Path, snapshot_id: str, role: str) -> Engine:
    """A snapshot never changes, so its engine is kept; nothing is ever invalidated."""
    return open_snapshot(store, snapshot_id, role)


def published() -> Published:
    """The current snapshot and its newest delivery; NothingPublished before the first, StoreUnreadable if damaged."""
    store = Store(Settings.from_env().store)
    snapshot = _snapshot(store, None)
    store.verify(snapshot)
    return Published(snapshot.id, max(part.delivery for part in snapshot.parts))


def open_view() -> View:
    """The view that the address asks for; raises a UserFacingError when there is nothing to show."""
    settings, asked = Settings.from_env(), address.address()
    pinned = st.query_params.get(SNAPSHOT_KEY)
    snapshot = _snapshot(Store(settings.store), pinned)
    engine = _engine(settings.store, snapshot.id, settings.role)
    selection, notes = selection_of(asked)
    dates = engine.delivery_dates()
    day_note = _day_note(asked.get(DAY, []), selection.day, dates)
    own = {name: values for name, values in asked.items() if name in address.PAGE_CHOICES}
    said = (*filter(None, [day_note]), *notes)
    return View(engine, dates, selection, said, bool(pinned), own, address.page(), st.context.theme.type)


def _latest(dates: tuple[dt.date, ...], day: dt.date | None) -> dt.date | None:
    """The latest date at or before `day` (None = without limit); None when there is none."""
    return max((date for date in dates if day is None or date <= day), default=None)


def _snapshot(store: Store, asked: str | None) -> Snapshot:
    """The snapshot of the address, by default the current one."""
    found = store.snapshot(asked) if asked else store.current()
    if found is None:
        raise NothingPublished(NOTHING)
    return found


def _day_note(asked: list[str], day: dt.date | None, dates: tuple[dt.date, ...]) -> str:
    """A sentence where something else than the day asked is shown."""
    if day is None:
        return _no_date(asked[-1], dates[-1]) if asked and asked[-1] else ""
    shown = _latest(dates, day)
    if shown is None or shown == day:
        return ""
    return f"Zum {formats.day(day)} gibt es keine Lieferung. Gezeigt wird der letzte Stand davor, {formats.day(shown)}."


def _no_date(text: str, newest: dt.date) -> str:
    return (
        f"„{text[:20]}“ ist kein Stichtag. Gezeigt wird der neueste Stand, {formats.day(newest)}; "
        "andere stehen unter „Auswahl ändern“."
    )
