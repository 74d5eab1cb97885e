"""Every figure a line: what, median of the runs, and against what it is held."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from analytics.engine import Engine, open_snapshot
from analytics.publish import publish
from analytics.queries import ask
from analytics.settings import Settings
from analytics.store import Store
from tests.bench import desk, pages, papers
from tests.bench.intake import intake

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
    # first: a page that is run takes the place of the main module, from which new processes would start
    intake(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000)
    figures()
    papers.report()
    desk.report()
