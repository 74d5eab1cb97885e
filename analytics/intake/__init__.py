"""Intake: bytes -> text -> layout -> checked rows and findings. `check_files` is the door."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

from analytics.findings import CheckedFile, DeliveredFile
from analytics.intake.check import check_file


def check_files(files: Iterable[DeliveredFile], workdir: Path) -> Iterator[CheckedFile]:
    """Check delivered files one by one; the Parquet files of their kept rows lie in `workdir`."""
    seen: dict[tuple[str | None, object], str] = {}
    with duckdb.connect(config={"threads": 2, "memory_limit": "1500MB", "temp_directory": str(workdir)}) as con:
        con.execute("SET enable_progress_bar = false")  # English in our output, where DuckDB sees a person at a prompt
        for file in files:
            checked = check_file(con, file, workdir)
            _refuse_second(checked, seen)
            yield checked


def _refuse_second(checked: CheckedFile, seen: dict[tuple[str | None, object], str]) -> None:
    """A delivery has each export once; which of two would be the right one nobody can know."""
    source = checked.source
    if source.table is None or source.delivery is None or source.fault:
        return
    first = seen.setdefault((source.table, source.delivery), source.name)
    if first != source.name and not checked.refused:
        checked.refuse(
            f"Derselbe Export steht schon in {first}: bitte je Stichtag nur eine der beiden Dateien liefern."
        )
