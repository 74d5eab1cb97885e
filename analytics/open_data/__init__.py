"""A snapshot as open data: its public rows as CSV, a Frictionless data package and a DCAT-AP.de record.

The engine of the role `oeffentlich` holds no other rows, so none can slip into a file. The same snapshot and the same
facts of the city always make the same bytes.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import IO

from analytics.contract import EXPORTS
from analytics.engine import Engine, open_snapshot
from analytics.errors import UserFacingError
from analytics.open_data import catalogue, package, tables
from analytics.open_data.archive import Place, in_folder, in_zip, is_zip, made, zipped
from analytics.open_data.city_facts import Facts, facts
from analytics.open_data.offer import Offer

__all__ = ["Facts", "Offer", "archive_bytes", "facts", "file_name", "write", "write_archive"]


def write(store: Path, snapshot: str | None, target: Path) -> Offer:
    """Write the public rows of a published snapshot (default: the current one) into a new folder or a file `….zip`.

    Tells what was written. UserFacingError where the folder is not empty, nothing is public or a fact is unfit;
    NothingPublished and StoreUnreadable as for every question.
    """
    with open_snapshot(store, snapshot, "oeffentlich") as engine:
        return made(target, lambda draft: _in_file(engine, draft) if is_zip(target) else _in_folder(engine, draft))


def write_archive(engine: Engine, file: IO[bytes]) -> Offer:
    """Write the ZIP into an open file; the engine must be that of the role `oeffentlich`."""
    with zipped(file) as archive:
        return _write(engine, in_zip(archive, max(engine.delivery_dates())))


def archive_bytes(engine: Engine) -> bytes:
    """The ZIP for a download; the engine must be that of the role `oeffentlich`."""
    file = io.BytesIO()
    write_archive(engine, file)
    return file.getvalue()


def file_name(engine: Engine) -> str:
    """The name of the ZIP; it says which state it holds, and that a sample is one."""
    sample = "beispieldaten-" if engine.is_sample else ""
    return f"digitalbilanz-offene-daten-{sample}{engine.snapshot_id}.zip"


def _in_file(engine: Engine, path: Path) -> Offer:
    with path.open("wb") as file:
        return write_archive(engine, file)


def _in_folder(engine: Engine, folder: Path) -> Offer:
    folder.mkdir()
    return _write(engine, in_folder(folder))


def _write(engine: Engine, place: Place) -> Offer:
    """The tables first: package and record tell their bytes."""
    if engine.viewer.every_row or engine.viewer.committees:
        raise ValueError(f"the role {engine.viewer.role} sees more than is public")
    said = facts()
    written = []
    for contract in EXPORTS:
        if rows := tables.peeked(tables.batches(engine, contract)):
            with place(contract.file) as file:
                written.append(tables.write(contract, rows, file))
    if not written:
        raise UserFacingError("Dieser Datenstand hat keine öffentliche Zeile: bitte einen anderen nennen.")
    offer = Offer(engine.snapshot_id, engine.is_sample, max(engine.delivery_dates()), tuple(written), said)
    for name, content in (
        (package.FILE, package.package_bytes(offer)),
        (catalogue.FILE, catalogue.catalogue_bytes(offer)),
    ):
        with place(name) as file:
            file.write(content)
    return offer
