"""Intake: bytes -> text -> layout -> checked rows and findings. `check_files` is the door."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

from analytics.findings import CheckedFile, DeliveredFile
from analytics.intake.check import check_file


def check_files(files: Iterable[DeliveredFile], workdir: Path) -> Iterator[CheckedFile]:
    """Check delivered files one by one; the Parquet files of their kept rows lie in `workdir`."""
    with duckdb.connect(config={"threads": 2, "memory_limit": "1500MB", "temp_directory": str(workdir)}) as con:
        for file in files:
            yield check_file(con, file, workdir)
