"""The engine: bound parameters only, one snapshot for ever, rows of the role and nothing else, safe between threads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from analytics.engine import Engine, open_snapshot
from analytics.errors import NoSuchDate, UserFacingError
from analytics.filters import Selection
from analytics.publish import publish
from analytics.queries import FIGURES, ask
from analytics.queries.answer import Asked
from analytics.settings import ROOT
from analytics.store import Store

DAY = dt.date(2021, 12, 31)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    publish(ROOT / "data" / "exports", Store(folder))
    return folder


@pytest.fixture
def engine(store: Path) -> Iterator[Engine]:
    with open_snapshot(store) as opened:
        yield opened


@pytest.mark.parametrize("params", [{}, {"asked": DAY, "more": 1}])
def test_missing_and_surplus_parameters_raise(engine: Engine, params: dict[str, object]) -> None:
    with pytest.raises(duckdb.Error):
        engine.query("measures/by_status", **params)


@pytest.mark.parametrize("name", ["../engine", "measures/by_status; DROP TABLE measures", "", "a/b/c", "A"])
def test_only_names_of_files_are_asked(engine: Engine, name: str) -> None:
    with pytest.raises((KeyError, FileNotFoundError)):
        engine.query(name)


def test_values_are_bound(engine: Engine) -> None:
    assert ask(engine, "broadband/coverage", Asked(area="' OR 1=1 --")).num_rows == 0


def test_an_answer_that_is_kept_is_the_same_answer(engine: Engine) -> None:
    for name in FIGURES:
        first = ask(engine, name)
        assert ask(engine, name).equals(first)
        engine._answers.clear()
        assert ask(engine, name).equals(first)
    assert not ask(engine, "measures/by_status", Asked(Selection(dt.date(2019, 1, 1)))).equals(
        ask(engine, "measures/by_status")
    )


def test_threads_share_an_engine(engine: Engine) -> None:
    names = [name for name in FIGURES if name != "changes/since"] * 4
    expected = {name: ask(engine, name).to_pylist() for name in set(names)}
    engine._answers.clear()
    with ThreadPoolExecutor(8) as threads:
        for name, answer in zip(names, threads.map(lambda name: ask(engine, name), names), strict=True):
            assert answer.to_pylist() == expected[name]


def test_the_connection_is_sealed(engine: Engine, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    for statement in (f"SELECT * FROM read_csv('{secret}')", f"COPY viewer TO '{tmp_path}/x'", "SET threads = 1"):
        with pytest.raises(duckdb.Error):
            engine._con.execute(statement)


@pytest.mark.parametrize("role", ["oeffentlich", "ausschuss", "ausschuss:AWL"])
def test_a_limited_engine_holds_its_rows_and_nothing_else(store: Path, role: str) -> None:
    allowed = "is_public OR committee = 'AWL'" if role.endswith("AWL") else "is_public"
    with open_snapshot(store) as every, open_snapshot(store, role=role) as limited:
        foreign = f"SELECT count(*) FROM measures WHERE NOT ({allowed})"
        assert every._con.execute(foreign).fetchone() != (0,)
        assert limited._con.execute(foreign).fetchone() == (0,)
        unknown = "SELECT count(*) FROM costs WHERE measure_id NOT IN (SELECT measure_id FROM measures)"
        assert every._con.execute(unknown).fetchone() != (0,)
        assert limited._con.execute(unknown).fetchone() == (0,)
        assert limited._con.execute("SELECT count(*) FROM findings").fetchone() == (0,)
        tables = {name for (name,) in limited._con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        views = {sql for (sql,) in limited._con.execute("SELECT sql FROM duckdb_views() WHERE NOT internal").fetchall()}
        assert {"measures", "costs"} <= tables
        assert not any("read_parquet" in sql and ("measures" in sql or "costs" in sql) for sql in views)


def test_every_role_that_is_not_there_is_refused(store: Path) -> None:
    for role in ("chef", "", "leitung:EDV", "ausschuss:XYZ", "Oeffentlich"):
        with pytest.raises(UserFacingError):
            open_snapshot(store, role=role)


def test_a_day_before_the_first_delivery_has_no_answer(engine: Engine) -> None:
    for name, figure in FIGURES.items():
        with pytest.raises(NoSuchDate):
            ask(engine, name, Asked(Selection(min(engine.reporting_dates(figure.own_table)) - dt.timedelta(1))))
