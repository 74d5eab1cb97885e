"""Check and publish a large kosten.csv, each time in a process of its own."""

from __future__ import annotations

import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import duckdb

from analytics.contract import Cost
from analytics.intake.casts import column_types
from analytics.publish import publish
from analytics.store import Store
from tests.bench import postings


def bare_read(csv: Path, target: Path) -> None:
    """DuckDB's own typed read of the German dialect plus a Parquet write: what the intake is held against."""
    types = column_types(Cost)
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
    with duckdb.connect(config={"threads": 2}) as con:
        con.execute("SET enable_progress_bar = false")
        con.execute(
            f"COPY (SELECT * FROM read_csv('{csv}', columns = {{{columns}}}, delim = ';', decimal_separator = ',', "
            f"dateformat = '%d.%m.%Y', header = true, auto_detect = false, quote = '\"')) TO '{target}' "
            f"(FORMAT parquet, COMPRESSION zstd)"
        )


class Run(NamedTuple):
    """One run in a process of its own: what it says, its seconds and its highest memory in bytes."""

    answer: object
    seconds: float
    memory: int


def measured(work: Callable[..., object], *arguments: object) -> Run:
    """Run `work` in a fresh process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_run, work, arguments).result()


def _run(work: Callable[..., object], arguments: tuple[object, ...]) -> Run:
    begin = time.perf_counter()
    answer = work(*arguments)
    return Run(answer, time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


def published(delivery: Path) -> str:
    """Check and publish one delivery into a new store; the books of its file."""
    with tempfile.TemporaryDirectory(dir=delivery.parent.parent) as folder:
        [file] = publish(delivery, Store(Path(folder))).files
    return f"{file.books.kept:,} kept, {file.books.set_aside:,} set aside, {len(file.findings):,} findings"


def intake(rows: int, runs: int = 3) -> None:
    """Check and publish kosten.csv, clean and spoilt, as a ratio to DuckDB's bare read of the clean file."""
    files = {
        "clean": (), "thousands points": (), "0.1 % bad rows": postings.BAD,
        "0.1 % bad or broken rows": (*postings.BAD, *postings.BROKEN),
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        base = 0.0
        for number, (what, spoilers) in enumerate(files.items()):
            delivery = Path(folder) / str(number) / f"{postings.DELIVERY}"
            delivery.mkdir(parents=True)
            csv = delivery / "kosten.csv"
            postings.write(csv, rows, spoilers, grouped=what == "thousands points")
            pairs = []
            for _ in range(runs):  # in turn, so that drift of the machine hits both alike
                bare = measured(bare_read, csv, Path(folder) / "bare.parquet").seconds if not number else 0.0
                pairs.append((bare, measured(published, delivery)))
            base = base or statistics.median(bare for bare, _ in pairs)
            if not number:
                print(f"bare read + Parquet, {rows:,} postings: {base:.2f} s")
            seconds = statistics.median(run.seconds for _, run in pairs)
            memory = max(run.memory for _, run in pairs)
            print(
                f"publish, {what}: {seconds:.2f} s = {seconds / base:.2f}x, at most {memory / 1e9:.2f} GB "
                f"({pairs[0][1].answer})"
            )
            csv.unlink()
