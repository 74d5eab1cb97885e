"""Every figure a line: what, median of the runs, and against what it is held."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from analytics.contract import Cost
from analytics.engine import Engine, open_snapshot
from analytics.intake.casts import column_types
from analytics.publish import check, publish
from analytics.queries import ask
from analytics.settings import Settings
from analytics.store import Store
from tests.bench import pages, postings

OF_RECORD = (
    "broadband/coverage", "broadband/trend", "changes/since", "costs/by_sub_budget", "costs/funding",
    "costs/plan_vs_actual", "measures/by_status", "measures/rating", "measures/slippage", "overview/kpis",
    "table/broadband", "table/costs", "table/measures",
)  # fmt: skip
"""The figures that the delivery contract names; the others are questions of a page."""


def median_s(work: Callable[[], object], runs: int) -> float:
    """Median seconds of `runs` runs."""
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def bare_read(csv: Path, target: Path) -> None:
    """DuckDB's own typed read of the German dialect plus a Parquet write: what the intake is held against."""
    types = column_types(Cost)
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
    with duckdb.connect(config={"threads": 2}) as con:
        con.execute(
            f"COPY (SELECT * FROM read_csv('{csv}', columns = {{{columns}}}, delim = ';', decimal_separator = ',', "
            f"dateformat = '%d.%m.%Y', header = true, auto_detect = false, quote = '\"')) TO '{target}' "
            f"(FORMAT parquet, COMPRESSION zstd)"
        )


def intake(rows: int, runs: int = 3) -> None:
    """Check and publish a clean kosten.csv, as a ratio to the bare read."""
    with tempfile.TemporaryDirectory() as folder:
        delivery = Path(folder) / "exports" / f"{postings.DELIVERY}"
        delivery.mkdir(parents=True)
        csv = delivery / "kosten.csv"
        postings.write(csv, rows)
        stores = (Store(Path(folder) / f"store{run}") for run in range(runs + 1))
        bare, checked, published = [], [], []
        for _ in range(runs):  # in turn, so that drift of the machine hits all alike
            bare.append(median_s(lambda: bare_read(csv, Path(folder) / "bare.parquet"), 1))
            checked.append(median_s(lambda: check([delivery]), 1))
            published.append(median_s(lambda: publish(delivery.parent, next(stores)), 1))
        base = statistics.median(bare)
        print(f"bare read + Parquet, {rows:,} postings: {base:.2f} s")
        for name, seconds in (("check", checked), ("publish", published)):
            median = statistics.median(seconds)
            print(f"{name}, {rows:,} postings: {median:.2f} s = {median / base:.2f}x")


def asked_anew(engine: Engine, name: str) -> None:
    """Ask as if nobody had asked before; the engine itself is warm."""
    engine._answers.clear()
    ask(engine, name)


def figures(runs: int = 20) -> None:
    """All figures of record on the sample, warm, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        publish(Settings.from_env().exports, Store(Path(folder)))
        with open_snapshot(Path(folder)) as engine:
            total_ms = 1000 * median_s(lambda: [asked_anew(engine, name) for name in OF_RECORD], runs)
            print(f"all {len(OF_RECORD)} figures of record on the sample, each asked anew: {total_ms:.0f} ms")
            total_ms = 1000 * median_s(lambda: [ask(engine, name) for name in OF_RECORD], runs)
            print(f"all {len(OF_RECORD)} figures of record on the sample, asked again: {total_ms:.1f} ms")
            for name in OF_RECORD:
                print(f"  {name}: {1000 * median_s(lambda name=name: asked_anew(engine, name), runs):.1f} ms")
        pages.report(Path(folder), runs)
        pages.report_runs(Path(folder), runs)


if __name__ == "__main__":
    figures()
    intake(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
