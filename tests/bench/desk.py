"""The analyst's desk over ten million broadband rows and five million postings: engine time of pivots and lists.

The rows are generated as the objects of a snapshot, which the engine reads as it reads any other.
"""

from __future__ import annotations

import datetime as dt
import functools
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from analytics.access import viewer
from analytics.contract import Measure
from analytics.delivered import Delivery
from analytics.desk import answers
from analytics.desk.catalogue import tables
from analytics.desk.compose import Listing
from analytics.desk.conditions import condition_of
from analytics.desk.pivot import read
from analytics.engine import Engine
from analytics.filters import EVERYTHING
from analytics.findings import Books
from analytics.intake.casts import column_types

DAYS = tuple(dt.date(year, month, day) for year in range(2017, 2022) for month, day in ((6, 30), (12, 31)))
LAST = DAYS[-1]
LIMIT_MS = 300
FIXED = ["user_group|ist|Schulen", "technology|ist|alle", "min_mbits|ist|1000"]
PIVOTS: tuple[dict[str, list[str]], ...] = (
    {"tabelle": ["postings"], "zeilen": ["cost_type"], "spalten": ["budget_year"], "bedingung": ["ohne"]},
    {"tabelle": ["postings"], "zeilen": ["department"], "spalten": ["value_type"], "bedingung": ["ohne"]},
    {"tabelle": ["postings"], "zeilen": ["measure_id"], "spalten": ["budget_year"], "ordnung": ["wert"]},
    {"tabelle": ["postings"], "zeilen": ["cost_type"], "wert": ["measure_id"], "bedingung": ["ohne"]},
    {"tabelle": ["postings"], "bedingung": ["amount_eur|zwischen|100000|200000", "oder|product|enthaelt|59"]},
    {"tabelle": ["postings"], "bedingung": ["volltext|enthaelt|dukt 59"]},
    {"tabelle": ["costs"], "zeilen": ["sub_budget"], "spalten": ["budget_year"]},
    {"tabelle": ["broadband"], "zeilen": ["user_group"], "spalten": ["technology"], "bedingung": ["ohne"]},
    {"tabelle": ["broadband"], "zeilen": ["area_name"], "bedingung": FIXED, "ordnung": ["wert"]},
    {"tabelle": ["broadband"], "zeilen": ["as_of"], "spalten": ["technology"], "bedingung": ["ohne"]},
    {"tabelle": ["broadband"], "zeilen": ["area_name"], "spalten": ["as_of"], "bedingung": FIXED},
    {"tabelle": ["broadband"], "zeilen": ["level"], "bedingung": ["volltext|enthaelt|de 555"]},
)
LISTS = (
    ("postings", ("product|enthaelt|dukt 59",), "amount_eur"),
    ("postings", ("amount_eur|zwischen|899990|",), "amount_eur"),
    ("postings", (), "amount_eur"),
    ("broadband", ("area_name|enthaelt|de 555",), "coverage_pct"),
    ("broadband", ("as_of|zwischen|2019-01-01|2020-12-31",), ""),
)


def report(postings: int = 5_000_000, coverage: int = 10_000_000, runs: int = 5) -> None:
    """Every question a line: the median of the runs, each asked anew."""
    with tempfile.TemporaryDirectory() as folder:
        deliveries = [*generated(Path(folder), postings, coverage)]
        begin = time.perf_counter()
        with Engine(deliveries, viewer("leitung")) as engine:
            seconds = time.perf_counter() - begin
            print(f"the desk over {coverage:,} broadband rows, {postings:,} postings, opened in {seconds:.1f} s")
            times = [*pivot_times(engine, runs), *list_times(engine, runs)]
    print(f"  slowest {max(times):.0f} ms, to be at most {LIMIT_MS} ms")


def pivot_times(engine: Engine, runs: int) -> Iterator[float]:
    for asked in PIVOTS:
        pivot = read(asked).pivot
        words = f"{pivot.title}; {pivot.scope or 'alle Zeilen'}"
        yield told(engine, words, functools.partial(answers.pivoted, engine, pivot), runs)


def list_times(engine: Engine, runs: int) -> Iterator[float]:
    for name, conditions, order in LISTS:
        table = tables()[name]
        listing = Listing(table, tuple(condition_of(one, table) for one in conditions), table.listed, order, True)
        words = f"rows of {table.title}; {' und '.join(conditions) or 'alle Zeilen'}"
        rows = functools.partial(answers.listed, engine, listing, EVERYTHING, 0, 50)
        yield told(engine, words, rows, runs)
        counted = functools.partial(answers.row_count, engine, listing, EVERYTHING)
        yield told(engine, f"{words}, counted", counted, runs)


def told(engine: Engine, words: str, ask: Callable[[], object], runs: int) -> float:
    """The median in milliseconds, printed."""
    times = []
    for _ in range(runs):
        engine._answers.clear()
        begin = time.perf_counter()
        ask()
        times.append(1000 * (time.perf_counter() - begin))
    print(f"  {statistics.median(times):.0f} ms  {words}")
    return statistics.median(times)


def generated(folder: Path, postings: int, coverage: int) -> Iterator[Delivery]:
    """400 measures, so many postings at one date, so many coverage rows at ten Stände."""
    with duckdb.connect() as con:
        con.execute("SET enable_progress_bar = false")
        yield written(con, folder, "measures", LAST, measures_sql(), 400)
        yield written(con, folder, "costs", LAST, POSTINGS.format(day=LAST, rows=postings), postings)
        areas = coverage // len(DAYS) // 180
        for number, day in enumerate(DAYS):
            yield written(
                con, folder, "broadband", day, COVERAGE.format(day=day, areas=areas, shift=number), areas * 180
            )


def written(con: duckdb.DuckDBPyConnection, folder: Path, export: str, day: dt.date, sql: str, rows: int) -> Delivery:
    path = folder / f"{export}-{day}.parquet"
    con.execute(f"COPY ({sql}) TO '{path}' (FORMAT parquet)")
    return Delivery(export, day, path.name, path, None, Books(rows, rows, 0, 0))


def measures_sql() -> str:
    """Every column of the contract, most of them empty."""
    types = column_types(Measure)
    columns = ", ".join(f"CAST({MEASURE.get(name, 'NULL')} AS {kind}) AS {name}" for name, kind in types.items())
    return f"SELECT DATE '{LAST}' AS delivery, CAST(n + 2 AS INTEGER) AS source_line, {columns} FROM range(400) AS r(n)"


MEASURE = {
    "as_of": f"DATE '{LAST}'",
    "measure_id": "printf('%d.%03d', 4 + n % 5, n)",
    "title": "'Maßnahme ' || n",
    "field_of_action": "['Digitale Services', 'Open Government'][1 + n % 2]",
    "department": "['I', 'II', 'III', 'IV'][1 + n % 4]",
    "division": "'FB ' || n % 22",
    "committee": "['EDV', 'AGOB'][1 + n % 2]",
    "districts": "CASE WHEN n % 3 = 0 THEN ['01', '02'] ELSE [] END",
    "status": "['geplant', 'in Umsetzung', 'zurückgestellt'][1 + n % 3]",
    "progress_pct": "n % 100",
    "start_planned": "DATE '2018-01-01'",
    "end_baseline": "DATE '2020-01-01' + CAST(n AS INTEGER)",
    "gender_aspects": "'nicht geprüft'",
    "is_public": "n % 10 <> 0",
}
POSTINGS = """
SELECT DATE '{day}' AS delivery, CAST(n + 2 AS INTEGER) AS source_line, DATE '{day}' AS as_of,
       printf('B%08d', n) AS posting_id, printf('%d.%03d', 4 + n % 400 % 5, n % 400) AS measure_id,
       2018 + n % 5 AS budget_year, 1 + n % 12 AS month, printf('THH %02d', n % 400 % 20) AS sub_budget,
       'Produkt ' || n % 400 % 60 AS product, 'Ergebnishaushalt' AS budget_kind,
       ['Neuanschaffung', 'Erweiterung', 'Modernisierung', 'Support', 'Wartung', 'Personal'][1 + n % 6] AS cost_type,
       'Software' AS asset, CASE WHEN n % 5 = 0 THEN 'Ansatz' ELSE 'Ist' END AS value_type,
       CASE WHEN n % 7 = 0 THEN 'Fördermittel' ELSE 'Eigenmittel' END AS funding_source,
       CASE WHEN n % 7 = 0 THEN 'Beispielprogramm' END AS funding_programme,
       CASE WHEN n % 7 = 0 THEN DATE '2023-06-30' END AS funding_expires, 'genehmigt' AS approval,
       CAST(CAST(hash(n) % 90500000 AS BIGINT) / 100 - 5000 AS DECIMAL(14, 2)) AS amount_eur
FROM range({rows}) AS r(n)"""
COVERAGE = """
SELECT DATE '{day}' AS delivery, CAST(row_number() OVER () + 1 AS INTEGER) AS source_line, DATE '{day}' AS as_of,
       printf('%08d', 1000000 + a) AS area_id, 'Gemeinde ' || a AS area_name, 'Gemeinde' AS level,
       ['Privathaushalte', 'Unternehmen', 'Gewerbegebiete', 'Schulen', 'Städtische Gebäude'][g] AS user_group,
       ['alle', 'leitungsgebunden', 'FTTB/H', 'HFC', 'DSL', 'drahtlos'][k] AS technology,
       CAST([30, 50, 100, 200, 400, 1000][s] AS BIGINT) AS min_mbits, 1000 + a % 700 AS premises_total,
       (1000 + a % 700) * ((a * 7 + g * 13 + k * 17 + s * 3 + {shift}) % 100) // 100 AS premises_covered,
       CAST((a * 7 + g * 13 + k * 17 + s * 3 + {shift}) % 100 AS DECIMAL(5, 2)) AS coverage_pct,
       'Beispieldaten' AS source
FROM range({areas}) AS x(a), range(1, 6) AS y(g), range(1, 7) AS z(k), range(1, 7) AS w(s)"""
