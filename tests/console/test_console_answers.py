"""The answers of the SQL console: the rows of the role, values as Python has them, and nobody waits longer for his."""

from __future__ import annotations

import contextlib
import datetime as dt
import math
import os
import signal
import statistics
import tempfile
import time
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from analytics.access import viewer
from analytics.console import ConsoleError, Limits, ask, dictionary
from analytics.console.desk import Desk
from analytics.console.examples import examples
from analytics.contract import EXPORTS, header
from analytics.delivered import deliveries_of
from analytics.engine import Engine, open_snapshot
from analytics.labels import LABELS
from analytics.publish import publish
from analytics.queries import ask as ask_figure
from analytics.store import Store
from tests.console.opened_child import answers, children, seconds_of
from tests.deliveries import deliveries, write_csv
from tests.e2e.conftest import running
from tests.reference import Books

PATIENT = Limits(seconds=60, waiting_seconds=120)
ROLES = ("oeffentlich", "ausschuss", "ausschuss:AWL", "analyse")
BOMB = "SELECT sum(hash(a.range, b.range)) FROM range(10000000) a, range(10000000) b"


@pytest.fixture
def rows(store: Path, snapshot: str) -> Callable[..., list[dict[str, Any]]]:
    def asked(statement: str, role: str = "analyse") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = ask(store, snapshot, role, statement, PATIENT).table.to_pylist()
        return found

    return asked


# whose rows


def relations_of(engine: Engine) -> list[str]:
    found = "SELECT table_name FROM duckdb_tables() UNION SELECT view_name FROM duckdb_views() WHERE NOT internal"
    return sorted(name for (name,) in engine._con.execute(found).fetchall())


def content(names: list[str], *, every_row: bool = True) -> str:
    """Number and hash of the rows of each relation, whatever their order; a limited role is told no lines of files."""
    has_lines = ("measures", "costs") if not every_row else ()
    return " UNION ALL ".join(
        f"SELECT '{name}' AS name, count(*) AS rows, CAST(sum(CAST(hash(one) AS HUGEINT)) AS VARCHAR) AS hashed "
        f"FROM (SELECT *{' REPLACE (NULL AS source_line)' if name in has_lines else ''} FROM {name}) AS one"
        for name in names
    )


def test_a_limited_role_is_told_no_lines_of_files(rows: Callable[..., list[dict[str, Any]]]) -> None:
    """Their gaps would count what it may not see."""
    asked = "SELECT count(source_line) AS lines FROM measures UNION ALL SELECT count(source_line) FROM costs"
    assert rows(asked, "oeffentlich") == [{"lines": 0}, {"lines": 0}]
    assert rows(asked, "analyse")[0]["lines"] > 0


@pytest.mark.parametrize("role", ROLES)
def test_each_relation_has_the_rows_that_the_engine_of_the_role_has(
    store: Path, rows: Callable[..., list[dict[str, Any]]], role: str
) -> None:
    with open_snapshot(store, role=role) as engine:
        names = relations_of(engine)
        asked = content(names, every_row=engine.viewer.every_row)
        expected = engine._con.execute(asked).to_arrow_table().to_pylist()
    assert len(names) > 20 and sorted(rows(asked, role), key=str) == sorted(expected, key=str)


@pytest.mark.parametrize("role", ROLES[:3])
def test_no_trick_shows_a_row_of_others(store: Path, snapshot: str, role: str) -> None:
    own = "is_public OR committee = 'AWL'" if role.endswith("AWL") else "is_public"
    with open_snapshot(store) as every:
        every_row = "SELECT DISTINCT measure_id, title FROM measures"
        foreign = every._con.execute(
            f"{every_row} WHERE measure_id NOT IN (SELECT measure_id FROM measures WHERE {own})"
        ).fetchall()
        postings = every._con.execute("SELECT count(*) FROM costs").fetchall()[0][0]
    assert foreign
    tricks = [
        *(f"FROM {name}" for name in ("measures", "newest_measures", "standings", "measure_states", "cost_cells")),
        "SELECT DISTINCT title, measure_id FROM measures WHERE NOT is_public OR is_public",
        "SELECT title FROM main.measures UNION SELECT measure_id FROM memory.main.measures",
        "WITH measures AS (SELECT title, measure_id FROM main.measures) FROM measures",
        "SELECT DISTINCT title, c.measure_id FROM measures m FULL JOIN costs c ON m.measure_id = c.measure_id",
        "SELECT min(title), max(title), list(title), histogram(measure_id), any_value(COLUMNS(*)) FROM measures",
        "SELECT approx_top_k(title, 1000) FROM measures",
        "SUMMARIZE measures",
        "SELECT title FROM measures USING SAMPLE 100 PERCENT",
        "SELECT rowid, title FROM measures WHERE rowid < 100000",
        "FROM (DESCRIBE measures)",
        "SELECT (SELECT string_agg(title, ';') FROM measures), (SELECT string_agg(measure_id, ' ') FROM costs)",
    ]
    for trick, told in zip(tricks, answers(store, snapshot, role, tricks), strict=True):
        assert told.startswith("rows "), (trick, told)
        assert not [title for _, title in foreign if f"'{title}'" in told], trick
        assert not [number for number, _ in foreign if f"'{number}'" in told], trick
    counts = [
        "SELECT count(*) FROM findings",
        "SELECT count(records) + count(kept) FROM deliveries",
        "SELECT count(*) FROM costs WHERE measure_id NOT IN (SELECT measure_id FROM measures)",
        f"SELECT count(*) FROM measures WHERE NOT ({own})",
    ]
    assert all("0}]" in told for told in answers(store, snapshot, role, counts))
    assert f": {postings}}}" not in answers(store, snapshot, role, ["SELECT count(*) FROM costs"])[0]


@pytest.mark.parametrize(
    ("role", "left"), [("analyse", {"measures", "costs", "broadband"}), ("oeffentlich", {"broadband"})]
)
def test_a_large_snapshot_stays_in_its_objects_where_the_role_sees_them_all(
    store: Path, monkeypatch: pytest.MonkeyPatch, role: str, left: set[str]
) -> None:
    monkeypatch.setattr("analytics.console.desk.HELD_ROWS", 1_000)
    snapshot = Store(store).snapshot()
    parts = deliveries_of(Store(store), snapshot)
    with Desk(parts, viewer(role), snapshot, memory_mb=300) as desk, open_snapshot(store, role=role) as engine:
        open_objects = {part.export for part in parts if part.rows in desk.within_reach}
        assert open_objects == left and all(
            part.findings not in desk.within_reach or role == "analyse" for part in parts
        )
        names = relations_of(engine)
        asked = content(names, every_row=role == "analyse")
        found = desk.cursor().execute(asked).fetchall()
        assert sorted(found) == sorted(engine._con.execute(asked).fetchall())
        foreign = next(part.findings for part in parts if part.findings)
        if role != "analyse":
            with pytest.raises(Exception, match="Permission"):
                desk.cursor().execute(f"FROM read_parquet('{foreign}')")


# what there is


def test_the_dictionary_tells_every_relation_with_its_columns(store: Path) -> None:
    snapshot = Store(store).snapshot()
    with Desk(deliveries_of(Store(store), snapshot), viewer("analyse"), snapshot, memory_mb=300) as desk:
        found = desk.relations()
    told = {
        relation.name: tuple((column.name, column.sql_type) for column in relation.columns)
        for relation in dictionary.relations()
    }
    assert told == found and {"measures", "standings", "newest_measures"} <= set(told)


def test_the_dictionary_is_german_and_no_word_of_it_is_left_over() -> None:
    words = dictionary._words()
    columns = {column.name for relation in dictionary.relations() for column in relation.columns}
    assert set(words["relations"]) == {relation.name for relation in dictionary.relations()} >= set(words["of"])
    assert set(words["columns"]) <= columns and set(words["heads"]) <= set(words["columns"])
    assert not set(words["heads"]) & set(LABELS), "one head for one column"
    for relation in dictionary.relations():
        assert all(column.head and column.text and column.kind for column in relation.columns), relation.name
        assert all(not text.endswith(".") for text in (relation.text, *(column.text for column in relation.columns)))
    measures = next(relation for relation in dictionary.relations() if relation.name == "measures")
    heads = {column.name: column.head for column in measures.columns}
    assert {name: heads[name] for name in header(EXPORTS[0])} == header(EXPORTS[0])


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.title)
def test_every_example_answers_on_the_sample(store: Path, snapshot: str, example: Any) -> None:
    found = ask(store, snapshot, "analyse", example.sql, PATIENT)
    assert found.table.num_rows > 1 and not found.more_rows and example.title.endswith("?")
    for name, column in zip(found.table.column_names, found.table.columns, strict=True):
        assert "EUR" not in name or pa.types.is_decimal(column.type), "money stays DECIMAL"
        assert not name.islower(), "heads are German"


# values


def test_values_arrive_as_a_table_can_show_them(rows: Callable[..., list[dict[str, Any]]]) -> None:
    (found,) = rows(
        """SELECT 1 AS a, 2 AS a, 3 AS "  ", 170141183460469231731687303715884105727 AS huge, sum(5) AS total,
        -1.50::DECIMAL(18, 2) AS money, 'inf'::DOUBLE AS endless, 'nan'::FLOAT AS nan, true AS yes, NULL AS nothing,
        DATE '2020-02-29' AS day, DATE 'infinity' AS never, DATE '0044-03-15 (BC)' AS ides,
        TIMESTAMP '2020-02-29' AS midnight, TIMESTAMP '2020-02-29 10:30:00' AS noon, TIMESTAMP '-infinity' AS ever,
        TIMESTAMPTZ '2020-07-01 12:00:00+00' AS there, TIME '10:30:00' AS clock, INTERVAL 15 MONTH AS span,
        '\\x00\\xC3'::BLOB AS bytes, [1, NULL, 3] AS listed, {'a': 1, 'b': 'x'} AS pair, MAP {'k': [1]} AS mapped,
        '12345678-1234-1234-1234-123456789012'::UUID AS id, 'b'::ENUM('a', 'b') AS word, '101'::BIT AS bits,
        '{"a": 1}'::JSON AS json, 'ö"<b>' AS text, 18446744073709551615 AS most,
        340282366920938463463374607431768211455::UHUGEINT AS uhuge, 2::BIGNUM AS large,
        union_value(n := 3) AS either"""
    )
    assert found.pop("nan") != found.get("nan") and math.isinf(found.pop("endless"))
    assert found == {
        "a": 1, "a (2)": 2, "Spalte 3": 3, "huge": Decimal(2**127 - 1), "total": Decimal(5), "money": Decimal("-1.50"),
        "yes": True, "nothing": None, "day": dt.date(2020, 2, 29), "never": "unendlich", "ides": "-0043-03-15",
        "midnight": dt.date(2020, 2, 29), "noon": "2020-02-29 10:30:00", "ever": "−unendlich",
        "there": "2020-07-01 14:00:00+02", "clock": "10:30:00", "span": "1 year 3 months", "bytes": "\\x00\\xC3",
        "listed": "[1, NULL, 3]", "pair": "{'a': 1, 'b': x}", "mapped": "{k=[1]}",
        "id": "12345678-1234-1234-1234-123456789012", "word": "b", "bits": "101", "json": '{"a": 1}', "text": 'ö"<b>',
        "most": Decimal(2**64 - 1), "uhuge": str(2**128 - 1), "large": "2", "either": "3",
    }  # fmt: skip


def test_names_of_columns_are_never_empty_twice_or_endless(rows: Callable[..., list[dict[str, Any]]]) -> None:
    (found,) = rows(f'SELECT 1 AS x, 2 AS x, 3 AS X, 4 AS "x (2)", 5 AS "{"y" * 500}", 6 AS "a\nb"')
    assert [*found.values()] == [1, 2, 3, 4, 5, 6] and all(0 < len(name) <= 110 for name in found)


def test_the_order_of_the_statement_stays(rows: Callable[..., list[dict[str, Any]]]) -> None:
    ordered = [row["n"] for row in rows("SELECT hash(range) % 1000 AS n FROM range(5000) ORDER BY n DESC")]
    assert ordered == sorted(ordered, reverse=True) and len(ordered) == 5_000


@settings(max_examples=5, phases=[Phase.generate])
@given(books=deliveries(), role=st.sampled_from(["analyse", "oeffentlich"]))
def test_statements_answer_as_plain_python_does(books: Books, role: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        exports, store = Path(folder) / "exports", Path(folder) / "store"
        write_csv(books, exports)
        publish(exports, Store(store))
        found = ask(store, Store(store).snapshot().id, role, SUMS, PATIENT).table.to_pylist()
    assert [tuple(row.values()) for row in found] == sums_of(books, every_row=role == "analyse")


SUMS = """
SELECT 'measures' AS what, delivery, status AS word, count(*) AS rows, sum(progress_pct) AS total,
       max(end_forecast) AS last
FROM measures GROUP BY delivery, status
UNION ALL
SELECT 'costs', delivery, value_type, count(*), sum(amount_eur), max(funding_expires)
FROM costs GROUP BY delivery, value_type
UNION ALL
SELECT 'broadband', delivery, technology, count(*), sum(premises_total), max(as_of)
FROM broadband GROUP BY delivery, technology
ORDER BY what, delivery, word COLLATE "C"
"""
OF = {
    "measures": ("status", "progress_pct", "end_forecast"),
    "costs": ("value_type", "amount_eur", "funding_expires"),
    "broadband": ("technology", "premises_total", "as_of"),
}


def sums_of(books: Books, *, every_row: bool) -> list[tuple[Any, ...]]:
    """The same in plain Python, from the generated rows themselves."""
    listed = [(folder, table, row) for folder, tables in books.items() for table in tables for row in tables[table]]
    groups = defaultdict(list)
    for folder, table, row in listed:
        public = public_on(books, folder) if table == "costs" else ()
        is_seen = {"measures": row.get("is_public"), "costs": row.get("measure_id") in public, "broadband": True}[table]
        if every_row or is_seen:
            groups[table, folder, row[OF[table][0]]].append([row[name] for name in OF[table][1:]])
    return sorted(
        (*key, len(rows), _or_none(sum, [amount for amount, _ in rows]), _or_none(max, [day for _, day in rows]))
        for key, rows in groups.items()
    )


def public_on(books: Books, day: dt.date) -> set[str]:
    """The public Maßnahmen of the book that is read on a day: an earlier or later one opens no posting."""
    newest = max((one for one, tables in books.items() if "measures" in tables and one <= day), default=None)
    rows = books[newest]["measures"] if newest else []
    return {row["measure_id"] for row in rows if row["is_public"]}


def _or_none(combine: Callable[[list[Any]], Any], values: list[Any]) -> Any:
    known = [value for value in values if value is not None]
    return combine(known) if known else None


# nobody else waits


@contextlib.contextmanager
def bombed(store: Path, snapshot: str) -> Iterator[None]:
    """Three bombs at once, from the first moment of two of them to the end."""

    def endless() -> None:
        limits = Limits(seconds=60, waiting_seconds=60)
        with contextlib.suppress(ConsoleError):
            ask(store, snapshot, "analyse", BOMB, limits)

    before = children()
    with ThreadPoolExecutor(3) as threads:
        asking = [threads.submit(endless) for _ in range(3)]
        while len(working := children() - before) < 2 or min(map(seconds_of, working)) < 1.5:
            time.sleep(0.02)  # until they have opened the snapshot and work
        yield
        assert len(children() - before) >= 2, "they worked to the end"
        while not all(one.done() for one in asking):
            for pid in children() - before:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.01)


def slowdown(act: Callable[[], object], store: Path, snapshot: str) -> float:
    """The median time of an act beside bombs, by that without; in turns, as others use the machine too."""
    alone, beside = [], []
    for _ in range(2):
        alone += durations(act)
        with bombed(store, snapshot):
            beside += durations(act)
    return statistics.median(beside) / statistics.median(alone)


def durations(act: Callable[[], object]) -> list[float]:
    """For a second and a half."""
    found, ends = [], time.monotonic() + 1.5
    while time.monotonic() < ends:
        began = time.perf_counter()
        act()
        found.append(time.perf_counter() - began)
    return found


def test_a_query_of_another_reader_keeps_its_pace(store: Path, snapshot: str) -> None:
    with open_snapshot(store) as engine:

        def query() -> None:
            engine._answers.clear()
            ask_figure(engine, "measures/rating")

        assert slowdown(query, store, snapshot) < 2


def test_the_server_keeps_its_pace(store: Path, snapshot: str, tmp_path: Path) -> None:
    with running(store, tmp_path) as server:

        def healthy() -> None:
            with urllib.request.urlopen(f"{server.url}/healthz", timeout=20) as answer:
                assert answer.status == 200

        assert slowdown(healthy, store, snapshot) < 2
