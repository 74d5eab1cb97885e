"""How long a committee paper takes on a warm engine: its questions asked anew, and the file set."""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from pathlib import Path

from analytics import paper as papers
from analytics.engine import Engine, open_snapshot
from analytics.publish import publish
from analytics.store import Store
from tests.deliveries import cost, measure, write_csv

THEN, DAY = dt.date(2020, 6, 30), dt.date(2020, 12, 31)
SIZES = (60, 400)


def report() -> None:
    """One line per number of measures; the first paper of a process and the second."""
    for number in SIZES:
        with tempfile.TemporaryDirectory() as folder, open_snapshot(_store(Path(folder), number)) as engine:
            first, again = (_seconds(engine) for _ in range(2))
            print(f"paper of {number} measures: first {first:.2f} s, asked anew {again:.2f} s")


def _seconds(engine: Engine) -> float:
    engine._answers.clear()
    begin = time.perf_counter()
    papers.FILES[".pdf"](papers.paper(papers.occasion(engine, "EDV")))
    return time.perf_counter() - begin


def _store(folder: Path, number: int) -> Path:
    """Every eighth measure waits for a decision; each has a reason and some money."""
    rows = [
        measure(
            DAY,
            f"{n // 100 + 4}.{n % 100:02}",
            title=f"Maßnahme {n} mit einem Titel von üblicher Länge",
            reason="Der Hersteller liefert später als zugesagt.",
            decision_needed=None if n % 8 else "Weiterführung mit anderem Anbieter",
        )
        for n in range(number)
    ]
    money = [cost(DAY, f"B{n}", measure_id=row["measure_id"]) for n, row in enumerate(rows)]
    before = [row | {"as_of": THEN, "decision_needed": None} for row in rows]
    write_csv({THEN: {"measures": before}, DAY: {"measures": rows, "costs": money}}, folder / "exports")
    publish(folder / "exports", Store(folder / "store"))
    return folder / "store"
