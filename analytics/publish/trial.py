"""A delivery tried without publishing it: the same code, kept into a store of its own that vanishes afterwards."""

from __future__ import annotations

import contextlib
import datetime as dt
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from analytics import formats
from analytics.access import viewer
from analytics.delivered import Delivery, deliveries_of
from analytics.engine import Engine
from analytics.errors import NoSuchDate
from analytics.filters import EVERYTHING
from analytics.findings import CheckedFile
from analytics.intake.delivery import delivered_files
from analytics.publish import NextState, next_state, with_profiles
from analytics.publish.set_aside import SetAside, set_aside
from analytics.queries.overview import Kpis, kpis
from analytics.rules.shrinking import has_shrunk
from analytics.store import Part, Snapshot, Store

MOST_SET_ASIDE_PCT = 20
"""A file that loses more of its records than this is held."""


@dataclass(frozen=True)
class Effect:
    """The key figures of the Überblick on a day (None = the latest), now and after publication; None = no answer."""

    day: dt.date | None
    before: Kpis | None
    after: Kpis | None


@dataclass(frozen=True)
class Trial:
    """What a delivery would do. `former` is the id that it was compared with, `snapshot_id` that which it would make.

    `replaced` are the published parts whose place is taken, `held` the sentences that somebody must confirm, `aside`
    the rows set aside, per file. `is_sample`: part of the state it would make is sample data.
    """

    files: tuple[CheckedFile, ...]
    former: str | None
    snapshot_id: str | None
    replaced: tuple[Part, ...] = ()
    effects: tuple[Effect, ...] = ()
    held: tuple[str, ...] = ()
    aside: tuple[SetAside, ...] = ()
    is_sample: bool = False

    @property
    def is_refused(self) -> bool:
        """True when a file cannot be used: then nothing at all is published."""
        return self.snapshot_id is None

    @property
    def changes_nothing(self) -> bool:
        """True when exactly this is published already."""
        return self.snapshot_id is not None and self.snapshot_id == self.former


def trial(folder: Path, store: Store, chosen: Mapping[str, str] | None = None) -> Trial:
    """Try a delivery or a folder of deliveries against the published state; the store stays untouched.

    `chosen` names source profiles by file name. Raises StoreUnreadable when what is published is damaged.
    """
    with tempfile.TemporaryDirectory(prefix="digitalbilanz-") as place:
        own = Store(Path(place))
        with own.writing() as workdir:
            state = next_state(with_profiles(delivered_files([folder]), chosen or {}), store, own, workdir)
            lost = (set_aside(file, read, workdir) for file, read in zip(state.files, state.read, strict=True))
            aside = tuple(one for one in lost if one)
            former = state.former.id if state.former else None
            if state.snapshot is None:
                return Trial(state.files, former, None, aside=aside)
            effects = tuple(_effects(state, store))
            is_sample = state.snapshot.is_sample
            return Trial(
                state.files, former, state.snapshot.id, state.replaced, effects, _held(state), aside, is_sample
            )


def _held(state: NextState) -> tuple[str, ...]:
    return tuple(sentence for part in state.brought for sentence in _reasons(part, state))


def _reasons(part: Part, state: NextState) -> Iterator[str]:
    """Why a file needs a second look: far fewer records than before, or many that cannot be used."""
    now, records = part.books, formats.number(part.books.records)
    before = _before(part, state.former)
    if before and has_shrunk(now, before.books):
        what = (
            "die bisherige Lieferung" if before.key == part.key else f"die Lieferung vom {formats.day(before.delivery)}"
        )
        yield (
            f"{_file(part)} hat nur {records} Datensätze, {what} hatte {formats.number(before.books.records)}: "
            "bitte prüfen, ob die Datei vollständig ist."
        )
    if 100 * now.set_aside > MOST_SET_ASIDE_PCT * now.records:
        yield (
            f"Von {records} Datensätzen in {_file(part)} sind {formats.number(now.set_aside)} beiseitegelegt: "
            "bitte zuerst die Fehler berichtigen."
        )


def _file(part: Part) -> str:
    return part.file.rpartition("/")[2]


def _before(part: Part, former: Snapshot | None) -> Part | None:
    """What the part replaces, else the delivery of the same export before it."""
    parts = former.parts if former else ()
    earlier = [one for one in parts if one.table == part.table and one.delivery <= part.delivery]
    return max(earlier, key=lambda one: one.delivery, default=None)


def _effects(state: NextState, store: Store) -> Iterator[Effect]:
    """On the latest day, and on the day of the delivery where that is another one."""
    latest = max(part.delivery for part in state.deliveries)
    brought = {part.delivery for part in state.brought}
    days = [None, *sorted(brought - {latest})]
    old = deliveries_of(store, state.former) if state.former else []
    before, after = _kpis(old, state.former, days), _kpis(state.deliveries, state.snapshot, days)
    return (Effect(*row) for row in zip(days, before, after, strict=True))


def _kpis(deliveries: Iterable[Delivery], snapshot: Snapshot | None, days: list[dt.date | None]) -> list[Kpis | None]:
    """None for a day without an answer."""
    found: list[Kpis | None] = [None] * len(days)
    with Engine(deliveries, viewer("leitung"), snapshot) as engine:
        for index, day in enumerate(days):
            with contextlib.suppress(NoSuchDate):
                found[index] = kpis(engine, EVERYTHING.on(day))
    return found
