"""From delivered files to a snapshot: check everything first, publish all of it or nothing."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from analytics import store as steps
from analytics.access import viewer
from analytics.delivered import FINDINGS, Delivery, deliveries_of
from analytics.engine import Engine
from analytics.errors import UserFacingError
from analytics.findings import CheckedFile, DeliveredFile
from analytics.findings_across import findings_across
from analytics.intake import check_files
from analytics.intake.delivery import delivered_files, is_sample
from analytics.publish.corrections.merge import with_corrections
from analytics.publish.taken import Taken, taken
from analytics.reference import reference
from analytics.rules.shrinking import has_shrunk, shrunk
from analytics.settings import Settings
from analytics.store import Part, Snapshot, Store, snapshot_of

WHATEVER = "*"
"""Publish on top of any state."""
_FINDINGS_SCHEMA = pa.schema(
    [("delivery", pa.date32()), ("export", pa.string())]
    + [(name, pa.int32() if kind == "INTEGER" else pa.string()) for name, kind in FINDINGS.items()]
)


@dataclass(frozen=True)
class Publication:
    """What became of a delivery: `snapshot_id` is None when a file was refused and nothing was published."""

    files: tuple[CheckedFile, ...]
    snapshot_id: str | None

    @property
    def exit_code(self) -> int:
        """0 clean, 1 with findings, 2 something refused."""
        if any(file.refused for file in self.files):
            return 2
        return int(any(file.findings for file in self.files))


def check(paths: Iterable[Path], profile: str | None = None, store: Store | None = None) -> Publication:
    """Check files, deliveries or folders of deliveries without publishing.

    Corrections are put into their files as a publication into `store` (default: that of the installation) would do.
    """
    with tempfile.TemporaryDirectory(prefix="digitalbilanz-") as place:
        workdir, into = Path(place), store or Store(Settings.from_env().store)
        files = [Taken(file, file) for file in delivered_files(paths, profile)]
        checked = _checked(with_corrections(files, into.current, into, workdir), workdir)
        usable = {(file.source.table, file.source.delivery): file for file in checked if file.rows}
        dated = [file for file in usable.values() if file.source.delivery]
        with Engine(map(_checked_delivery, dated), viewer("leitung"), derived=False) as engine:
            _find_across(engine, dated)
    return Publication(checked, None)


def _checked(files: Sequence[Taken], workdir: Path) -> tuple[CheckedFile, ...]:
    """The copies checked, under the names that the user knows."""
    checked = tuple(check_files([file.copy for file in files], workdir))
    for file, one in zip(checked, files, strict=True):
        file.source = replace(file.source, path=one.source.path, name=one.source.name)
    return checked


@dataclass(frozen=True)
class NextState:
    """What the published state becomes with a delivery; `snapshot` is None where a file was refused.

    `read` are the files as they were read, from copies, `deliveries` the parts of that state with the places of their
    objects.
    """

    files: tuple[CheckedFile, ...]
    read: tuple[DeliveredFile, ...]
    former: Snapshot | None
    snapshot: Snapshot | None = None
    brought: tuple[Part, ...] = ()
    deliveries: tuple[Delivery, ...] = ()

    @property
    def replaced(self) -> tuple[Part, ...]:
        """The published parts whose place is taken."""
        keys = {part.key for part in self.brought}
        return tuple(part for part in (self.former.parts if self.former else ()) if part.key in keys)


class Overtaken(UserFacingError):
    """Another publication came between the trial and this one."""


def publish(
    exports: Path,
    store: Store,
    *,
    by: str = "Kommandozeile",
    expected: str | None = WHATEVER,
    promised: str | None = None,
    profile: str | None = None,
    chosen: Mapping[str, str] | None = None,
) -> Publication:
    """Publish a delivery or a folder of them: each (date, export) it brings replaces the former, all others stay.

    `expected` is the id of the state that it was tried against (None = nothing published), `promised` that which it
    was told to make; Overtaken if it would be another.
    `profile` names the source profile that all files must be read by, `chosen` that of single files by their name.
    """
    sources = with_profiles(delivered_files([exports], profile), chosen or {})
    with store.writing() as workdir:
        if expected != WHATEVER and store.current_id() != expected:
            raise Overtaken(f"Inzwischen wurde {store.current_id()} veröffentlicht: bitte neu prüfen lassen.")
        state = next_state(sources, store, store, workdir)
        if state.snapshot is None:
            return Publication(state.files, None)
        if promised and state.snapshot.id != promised:
            raise Overtaken("Inzwischen gelten andere Listen, Regeln oder Profile: bitte neu prüfen lassen.")
        store.publish(state.snapshot, by=by, brought=tuple(part.key for part in state.brought))
    return Publication(state.files, state.snapshot.id)


def with_profiles(files: Iterable[DeliveredFile], chosen: Mapping[str, str]) -> list[DeliveredFile]:
    """The files with the profiles that somebody chose for them, by file name."""
    return [replace(file, profile=chosen.get(file.path.name, file.profile)) for file in files]


def next_state(sources: Sequence[DeliveredFile], store: Store, into: Store, workdir: Path) -> NextState:
    """Copy first, then check, then compare with what `store` has published; rows and findings are kept `into` a store.

    Trial and publication share it: a trial keeps into a store of its own. The turn of `into` must be taken.
    """
    former = store.current()
    files = with_corrections(taken(sources, into, former), lambda: former, store, workdir)
    checked = _checked(files, workdir)
    if any(file.refused for file in checked):
        return NextState(checked, tuple(one.copy for one in files), former)
    brought = tuple(_kept(into, file, one) for file, one in zip(checked, files, strict=True) if file.rows)
    raws = (into.root / "raw" / part.raw for part in brought)
    read = tuple(replace(one.copy, path=raw) for one, raw in zip(files, raws, strict=True))
    parts = {part.key: part for part in (*(former.parts if former else ()), *brought)}
    snapshot = snapshot_of(tuple(parts.values()), reference().thresholds)
    old = tuple(part for part in snapshot.parts if part not in brought)
    places = ((store, old), (into, brought))
    deliveries = [one for place, parts in places for one in deliveries_of(place, replace(snapshot, parts=parts))]
    state = NextState(checked, read, former, snapshot, brought, tuple(deliveries))
    _find_across_state(state)
    return state


def _kept(store: Store, file: CheckedFile, one: Taken) -> Part:
    """Move rows, findings and the input itself to their places in the store."""
    source = file.source
    if file.rows is None or source.table is None or source.delivery is None:
        raise ValueError(f"{source.name}: only usable files of a dated folder can be kept")
    findings = file.rows.with_name(f"{file.rows.stem}-findings.parquet")
    rows = [{"delivery": source.delivery, "export": source.table, **vars(finding)} for finding in file.findings]
    pq.write_table(pa.Table.from_pylist(rows, schema=_FINDINGS_SCHEMA), findings)
    part = Part(
        table=source.table,
        delivery=source.delivery,
        file=source.name,
        rows=store.keep(file.rows, "objects"),
        findings=store.keep(findings, "objects"),
        books=file.books,
        raw=store.keep(one.copy.path, "raw"),
        sample=one.is_sample or is_sample(source.path.parent),
    )
    steps.reached("part kept")
    return part


def _find_across_state(state: NextState) -> None:
    replaced = {part.key: part for part in state.replaced}
    with Engine(state.deliveries, viewer("leitung"), state.snapshot, derived=False) as engine:
        _find_across(engine, state.files)
    for file in state.files:
        former = replaced.get((file.source.table or "", file.source.delivery or dt.date.min))
        if former and has_shrunk(file.books, former.books):
            file.findings.append(shrunk(file.books, former.books, "in der bisherigen Lieferung dieses Stichtags"))
            file.sort()


def _find_across(engine: Engine, checked: Iterable[CheckedFile]) -> None:
    """Add the findings of the set rules; they are asked anew of every snapshot, never stored."""
    for file in checked:
        if file.rows and file.source.table and file.source.delivery:
            file.findings += findings_across(engine, file.source.table, file.source.delivery)
            file.sort()


def _checked_delivery(file: CheckedFile) -> Delivery:
    source = file.source
    if file.rows is None or source.table is None or source.delivery is None:
        raise ValueError("only usable files of a dated folder can be asked")
    return Delivery(source.table, source.delivery, source.name, file.rows, None, file.books)
