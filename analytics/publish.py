"""From delivered files to a snapshot: check everything first, publish all of it or nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from analytics import store as steps
from analytics.access import viewer
from analytics.engine import FINDINGS, Delivery, Engine, deliveries_of
from analytics.errors import FileRefused
from analytics.findings import UNREADABLE, CheckedFile, DeliveredFile
from analytics.findings_across import findings_across
from analytics.intake import check_files
from analytics.intake.delivery import delivered_files, is_sample
from analytics.reference import reference
from analytics.store import Part, Snapshot, Store, snapshot_of

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


def check(paths: Iterable[Path]) -> Publication:
    """Check files, deliveries or folders of deliveries without publishing."""
    with tempfile.TemporaryDirectory(prefix="digitalbilanz-") as workdir:
        checked = tuple(check_files(delivered_files(paths), Path(workdir)))
        usable = {(file.source.table, file.source.delivery): file for file in checked if file.rows}
        dated = [file for file in usable.values() if file.source.delivery]
        with Engine(map(_checked_delivery, dated), viewer("leitung"), derived=False) as engine:
            _find_across(engine, dated)
    return Publication(checked, None)


def publish(exports: Path, store: Store) -> Publication:
    """Publish a delivery or a folder of them: each (date, export) it brings replaces the former, all others stay."""
    sources = delivered_files([exports])
    with store.writing() as workdir:
        copies = [_copied(store, _dated(source)) for source in sources]
        checked = tuple(check_files(copies, workdir))
        for file, source in zip(checked, sources, strict=True):
            file.source = source
        if any(file.refused for file in checked):
            return Publication(checked, None)
        brought = [_kept(store, file, copy) for file, copy in zip(checked, copies, strict=True) if file.rows]
        former = store.current()
        parts = {part.key: part for part in (*(former.parts if former else ()), *brought)}
        snapshot = snapshot_of(tuple(parts.values()), reference().thresholds)
        _find_across_snapshot(store, snapshot, checked)
        store.publish(snapshot)
    return Publication(checked, snapshot.id)


def _dated(source: DeliveredFile) -> DeliveredFile:
    """Only files of a dated folder can be published."""
    if source.fault or source.delivery:
        return source
    fault = "Die Datei liegt nicht in einem Ordner mit dem Stichtag: bitte dorthin legen, zum Beispiel 2021-12-31."
    return replace(source, fault=fault)


def _copied(store: Store, source: DeliveredFile) -> DeliveredFile:
    if source.fault:
        return source
    try:
        return replace(source, path=store.private_copy(source.path))
    except FileRefused as refusal:
        return replace(source, fault=str(refusal))
    except PermissionError:
        return replace(source, fault=UNREADABLE)


def _kept(store: Store, file: CheckedFile, copy: DeliveredFile) -> Part:
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
        raw=store.keep(copy.path, "raw"),
        sample=is_sample(source.path.parent),
    )
    steps.reached("part kept")
    return part


def _find_across_snapshot(store: Store, snapshot: Snapshot, checked: Iterable[CheckedFile]) -> None:
    with Engine(deliveries_of(store, snapshot), viewer("leitung"), snapshot, derived=False) as engine:
        _find_across(engine, checked)


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
