"""Ranges need twenty cases, more than tests/deliveries.py makes: longer histories, the SQL against the reference.

Measures finish early, late or never, pause, stop, vanish (before and after they are done), come back, are not public;
districts lose shares, skip a Stand, report nothing, or report the same Stand again.
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from analytics.engine import open_snapshot
from analytics.figures.outlook.words import LEAST
from analytics.filters import Selection
from analytics.publish import publish
from analytics.sql_files import SQL
from analytics.store import Store
from tests.deliveries import broadband, measure, write_csv
from tests.reference import Books, Row
from tests.reference.examples import Example
from tests.reference.outlook_examples import EXAMPLES
from tests.test_figures import FIGURES, compare, from_reference, from_sql, holds
from tests.test_figures import published as opened

DAYS = tuple(dt.date(2018 + half // 2, 6, 30) if half % 2 else dt.date(2017 + half // 2, 12, 31) for half in range(10))
NAMES = [name for name in FIGURES if name.startswith("outlook/")]
SEEDS = range(3)
ENDINGS = ("done",) * 5 + ("open", "open", "paused", "stopped", "vanished")
LATE = (-200, -30, -1, 0, 0, 1, 20, 90, 181, 182, 366, 500)


def course(rnd: random.Random, measure_id: str) -> Iterator[Row]:
    """A measure with a plan, a real end that it learns of late, and something that becomes of it."""
    start = dt.date(2017, 6, 1) + dt.timedelta(rnd.randrange(900))
    plan = start + dt.timedelta(rnd.choice((120, 300, 500, 900)))
    real, ending = plan + dt.timedelta(rnd.choice(LATE)), rnd.choice(ENDINGS)
    for day in DAYS:
        values = {"start_planned": start, "end_baseline": plan, "is_public": rnd.random() < 0.9}
        values |= {"committee": rnd.choice(("EDV", "AWL"))}
        if rnd.random() < 0.05 or (day >= real and ending == "vanished"):
            continue
        yield measure(day, measure_id, **values | state(rnd, day, plan, real, ending))
        if day >= real and ending == "done" and rnd.random() < 0.3:
            return  # filed away


def state(rnd: random.Random, day: dt.date, plan: dt.date, real: dt.date, ending: str) -> Row:
    """What the measure says of itself on a day; a few that were done are taken up again."""
    if day >= real and ending in ("paused", "stopped"):
        return {"status": {"paused": "zurückgestellt", "stopped": "eingestellt"}[ending]}
    if day >= real and ending == "done" and rnd.random() < 0.95:
        return {"status": "abgeschlossen", "end_actual": real, "progress_pct": Decimal(100)}
    forecast = rnd.choice(
        (None, plan, plan, real, day - dt.timedelta(5), day + dt.timedelta(rnd.choice((180, 181, 365, 366))))
    )
    status = rnd.choice(("in Umsetzung",) * 6 + ("geplant", "zurückgestellt"))
    return {"status": status, "end_forecast": forecast}


def network(rnd: random.Random) -> dict[dt.date, list[Row]]:
    """Fibre of the city and its districts by Stand, delivered with it, sometimes once more half a year later."""
    found: dict[dt.date, list[Row]] = {day: [] for day in DAYS}
    for area, level in (("03241001", "Gemeinde"), *((f"03241001-{code:02}", "Stadtbezirk") for code in range(1, 14))):
        share = rnd.choice((0, 1200, 5000, 9800))
        for place, day in enumerate(DAYS):
            share = min(max(share + rnd.choice((-300, 0, 0, 50, 50, 120, 700)), 0), 10_000)
            if rnd.random() < 0.1:
                continue
            values = {"area_id": area, "level": level, "technology": "FTTB/H", "area_name": area}
            given = {} if rnd.random() < 0.1 else {"premises_total": 10_000, "premises_covered": share}
            found[day].append(broadband(day, **values | given))
            if rnd.random() < 0.1 and place + 1 < len(DAYS):
                found[DAYS[place + 1]].append(broadband(day, **values, coverage_pct=Decimal(share) / 100 + 1))
    return {day: [row for row in rows if (row["coverage_pct"] or 0) <= 100] for day, rows in found.items()}


def history(seed: int) -> Books:
    """Ten half-yearly deliveries."""
    rnd = random.Random(seed)
    rows = [row for number in range(45) for row in course(rnd, f"{number:02}")]
    fibre = network(rnd)
    return {
        day: {"measures": [row for row in rows if row["as_of"] == day]}
        | ({"broadband": fibre[day]} if fibre[day] else {})
        for day in DAYS
    }


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Books, Path]]:
    """The deliveries with the store that holds them."""
    folder, found = tmp_path_factory.mktemp("long"), []
    for seed in SEEDS:
        books = history(seed)
        write_csv(books, folder / f"exports-{seed}")
        publish(folder / f"exports-{seed}", Store(folder / f"store-{seed}"))
        found.append((books, folder / f"store-{seed}"))
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_long_histories_agree_with_the_reference(published: list[tuple[Books, Path]], seed: int) -> None:
    books, store = published[seed]
    for role, days in {"leitung": (DAYS[-1], DAYS[-3], DAYS[2]), "ausschuss:EDV": (DAYS[-1],)}.items():
        with open_snapshot(store, role=role) as engine:
            for name, day in itertools.product(NAMES, days):
                compare(engine, books, role, name, as_of=day)
            compare(engine, books, role, "outlook/measures", selection=Selection(committees=("AWL",)))


def test_they_hold_every_outcome(published: list[tuple[Books, Path]]) -> None:
    """Otherwise the comparison above would look at nothing."""
    seen: Counter[str] = Counter()
    for _, store in published:
        with open_snapshot(store) as engine:
            for name in NAMES:
                for row in from_sql(engine, name, DAYS[-1]):
                    assert isinstance(row, dict)
                    seen.update({f"{name} {key}": bool(value) for key, value in row.items()})
    verdicts = {
        "measures": ("earliest_end", "latest_end", "cases_without_end"),
        "measures_tested": ("hits", "too_early", "too_late", "undecided", "without_end"),
        "coverage": ("low_pct", "high_pct"),
        "coverage_tested": ("hits", "too_low", "too_high", "undecided"),
    }
    outcomes = [f"outlook/{name} {word}" for name, words in verdicts.items() for word in words]
    assert [word for word in outcomes if not seen[word]] == []


def test_the_least_number_of_cases_is_written_once_in_sql_and_once_in_python() -> None:
    asking = [SQL / "views.sql", *sorted((SQL / "outlook").glob("*.sql"))]
    lines = [line for path in asking for line in path.read_text("utf-8").splitlines() if not line.startswith("--")]
    assert [line for line in lines if re.search(rf"\b{LEAST}\b|least_cases;", line)] == [
        f"SELECT {LEAST} AS least_cases;"
    ]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_ranges_by_hand(example: Example) -> None:
    slow = from_reference(example.books, example.name, example.role, **example.question)
    assert holds(slow, example.expected), slow
    with opened(example.books) as store, open_snapshot(store, role=example.role) as engine:
        found = from_sql(engine, example.name, **example.question)
    assert holds(found, example.expected), found
