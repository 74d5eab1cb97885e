"""A polluted file, which of the outcomes it must have, and the product's answer to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

from analytics.findings import CheckedFile, DeliveredFile
from analytics.intake.check import check_file
from tests.polluter.clean import FILES
from tests.polluter.draft import Draft
from tests.polluter.writing import written

Row = dict[str, Any]


@dataclass(frozen=True)
class Variant:
    """A polluted file: `name` says in which way, `family` of which sort, `outcome` what must come of it."""

    name: str
    family: str
    made: Draft

    @property
    def outcome(self) -> str:
        if self.made.refused is not None:
            return "refused"
        if self.made.is_open_to or self.made.elsewhere:
            return "either"
        if any(record.reads_as for record in self.made.records):
            return "differs knowingly"
        return "set aside" if any(record.errors or record.lost for record in self.made.records) else "same"

    @property
    def is_warned(self) -> bool:
        return self.made.refused is None and (bool(self.made.extra) or self.made.is_open)

    def deliver(self, folder: Path) -> Path:
        """Write the file into a folder."""
        path = folder / Path(FILES[self.made.table]).with_suffix(self.made.suffix)
        path.write_bytes(written(self.made).content)
        return path


def checked(con: duckdb.DuckDBPyConnection, variant: Variant, folder: Path) -> CheckedFile:
    """The product's answer; its Parquet file lies in the folder afterwards."""
    path = variant.deliver(folder)
    made = variant.made
    profile = made.family.profile if made.family else None
    return check_file(con, DeliveredFile(path, path.name, made.table, made.day, profile=profile), folder)


def kept(found: CheckedFile) -> list[Row]:
    rows: list[Row] = pq.read_table(found.rows).to_pylist() if found.rows else []
    return rows
