"""Rules said twice: a row rule in SQL and in Python, a set rule in SQL and in plain loops over the deliveries."""

from __future__ import annotations

import datetime as dt
import random
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import Phase, example, given, settings

from analytics.access import viewer
from analytics.contract import export_of, header
from analytics.delivered import Delivery
from analytics.engine import Engine
from analytics.findings import Books as FileBooks
from analytics.findings_across import findings_across
from analytics.intake.casts import column_types
from analytics.rules import ROW_RULES, SET_RULES
from analytics.rules.rule import RowRule
from tests import plain_intake
from tests.deliveries import broadband, cost, deliveries, measure
from tests.reference import Books, Row

ROWS = 1500
DAYS = [dt.date.fromisoformat(f"20{day}") for day in ("20-03-25", "20-03-26", "21-12-30", "21-12-31", "22-01-01")]
DAYS += [dt.date(2022, 1, 14), dt.date(2022, 1, 15), dt.date(2020, 4, 8), dt.date(2020, 4, 9), dt.date(2020, 4, 10)]
COUNTS = (0, 1, 3, 333, 1000, 999_999_999_999_999)
SHARES = tuple(map(Decimal, ("0.00", "33.20", "33.19", "33.23", "33.24", "33.33", "33.40", "33.41", "33.43", "33.44")))
POOLS: dict[str, tuple[Any, ...]] = {
    "measure_id": ("5.01", "5.\u200b01", "5.01ü", "5. 01"),
    "posting_id": ("B1", "B\u00a01", "B\u00ad1"),
    "department": ("OB", "I", "VII"),
    "status": ("geplant", "in Umsetzung", "abgeschlossen", "zurückgestellt", "eingestellt"),
    "reported_rating": ("grün", "gelb", "rot"),
    "progress_pct": (Decimal(100), Decimal("99.99"), Decimal(0)),
    "outcome_target": (Decimal("-0.0001"), Decimal("12345678901234.5678")),
    "funding_source": ("Eigenmittel", "Fördermittel"),
    "area_id": ("00", "03", "99", "03241", "03241001", "03241001-01", "03241001-13", "03241001-14", "03241002-01"),
    "level": ("Bund", "Land", "Kreis", "Gemeinde", "Stadtbezirk"),
    "premises_total": COUNTS,
    "premises_covered": COUNTS,
    "coverage_pct": (*SHARES, Decimal("99.90"), Decimal("99.89"), Decimal(100)),
}
BY_TYPE: dict[str, tuple[Any, ...]] = {
    "DATE": tuple(DAYS), "BIGINT": (1, 12, 2020), "BOOLEAN": (True, False), "VARCHAR": ("x",),
    "VARCHAR[]": ([], ["01"]),
}  # fmt: skip
ARROW = {"DATE": pa.date32(), "BIGINT": pa.int64(), "BOOLEAN": pa.bool_(), "VARCHAR": pa.string()}


def arrow_type(kind: str) -> pa.DataType:
    if kind.endswith("[]"):
        return pa.list_(pa.string())
    digits = kind.removeprefix("DECIMAL(").removesuffix(")").split(",")
    return ARROW[kind] if kind in ARROW else pa.decimal128(*map(int, digits))


def schema(table: str) -> pa.Schema:
    kinds = {"delivery": "DATE", **column_types(export_of(table))}
    return pa.schema([(name, arrow_type(kind)) for name, kind in kinds.items()])


def typed_rows(table: str) -> list[Row]:
    """Rows as the casts leave them: any allowed value beside any other; what must be given is given."""
    rng = random.Random(table)
    may_be_empty = {name: may for _, name, _, may in plain_intake.COLUMNS[table]}
    rows = []
    for _ in range(ROWS):
        row: Row = {"delivery": rng.choice((None, *DAYS))}
        for name, kind in column_types(export_of(table)).items():
            pool = POOLS.get(name) or BY_TYPE.get(kind) or (Decimal(1),)
            row[name] = None if may_be_empty[name] and rng.random() < 0.4 else rng.choice(pool)
        row["as_of"] = row["delivery"] if row["delivery"] and rng.random() < 0.5 else row["as_of"]
        rows.append(row)
    return rows


@pytest.fixture(scope="module")
def tables() -> dict[str, list[Row]]:
    return {table: typed_rows(table) for table in ROW_RULES}


@pytest.mark.parametrize(
    ("table", "rule"),
    [(table, rule) for table, rules in ROW_RULES.items() for rule in rules],
    ids=lambda x: getattr(x, "name", x),
)
def test_sql_and_twin_agree(tables: dict[str, list[Row]], table: str, rule: RowRule) -> None:
    typed = pa.Table.from_pylist(tables[table], schema=schema(table))
    with duckdb.connect() as con:
        con.register("typed", typed)
        by_sql = [answer for (answer,) in con.execute(f"SELECT {rule.sql} FROM typed").fetchall()]
    by_twin = [rule.holds(row) for row in tables[table]]
    unlike = [
        (said, meant, {name: row[name] for name in ("delivery", *rule.fields)})
        for said, meant, row in zip(by_sql, by_twin, tables[table], strict=True)
        if said is not meant
    ]
    assert not unlike, unlike[:3]
    assert {True, False} <= set(by_twin), "the rows never break this rule, or always"


@pytest.mark.parametrize("table", ROW_RULES)
def test_the_rules_are_those_of_the_contract(tables: dict[str, list[Row]], table: str) -> None:
    """Against the plain reader's own list, row by row: the same severity at the same fields."""
    for row in tables[table]:
        shipped = {(rule.severity, rule.fields[0]) for rule in ROW_RULES[table] if not rule.holds(row)}
        plain = {(severity, fields.split()[0]) for severity, fields, broken in plain_intake.RULES[table] if broken(row)}
        assert shipped == plain, row


@pytest.mark.parametrize("table", ROW_RULES)
def test_a_rule_says_which_fields_it_reads(tables: dict[str, list[Row]], table: str) -> None:
    """A rule is tried when its `fields` are readable, so it must read no others."""

    class Spy(dict[str, Any]):
        def __getitem__(self, name: str) -> Any:
            read.add(name)
            return super().__getitem__(name)

    for rule in ROW_RULES[table]:
        read: set[str] = set()
        for row in tables[table][:200]:
            rule.holds(Spy(row))
        assert read <= {"delivery", *rule.fields} and rule.fields[0] in header(export_of(table))


def test_messages_are_german_sentences() -> None:
    messages = [rule.message for rules in ROW_RULES.values() for rule in rules] + [rule.message for rule in SET_RULES]
    for message in messages:
        assert message.endswith(".") and ": bitte " in message and message[0].isupper(), message
    names = [rule.name for rules in ROW_RULES.values() for rule in rules] + [rule.name for rule in SET_RULES]
    assert len(names) == len(set(names))


# rules across rows and deliveries: (line, value, detail) in plain Python; the first row of a file is line 2

Said = list[tuple[int | None, str, str | None]]


def unknown_measure(books: Books, day: dt.date) -> Said:
    known = {row["measure_id"] for row in books[day].get("measures", [])}
    lines = enumerate(books[day].get("costs", []), start=2)
    delivered = "measures" in books[day]
    return [(line, row["measure_id"], None) for line, row in lines if delivered and row["measure_id"] not in known]


CELL = ("measure_id", "budget_year", "sub_budget", "budget_kind", "cost_type", "funding_source", "funding_programme")


def plan_without_budget(books: Books, day: dt.date) -> Said:
    rows = books[day].get("costs", [])
    planned = [[row[name] for name in CELL] for row in rows if row["value_type"] == "Ansatz"]
    return [
        (line, row["value_type"], None)
        for line, row in enumerate(rows, start=2)
        if row["value_type"] in ("Prognose", "Fortgeschriebener Ansatz") and [row[name] for name in CELL] not in planned
    ]


def baseline_changed(books: Books, day: dt.date) -> Said:
    said: Said = []
    for line, row in enumerate(books[day].get("measures", []), start=2):
        history = [old for date in sorted(books) if date <= day for old in books[date].get("measures", [])]
        first = next(old for old in history if old["measure_id"] == row["measure_id"])
        if first["end_baseline"] != row["end_baseline"]:
            said.append((line, f"{row['end_baseline']:%d.%m.%Y}", f"{first['end_baseline']:%d.%m.%Y}"))
    return said


def measure_vanished(books: Books, day: dt.date) -> Said:
    """What is missing has no line."""
    before = [date for date in sorted(books) if date < day and "measures" in books[date]]
    if not before or "measures" not in books[day]:
        return []
    now = [row["measure_id"] for row in books[day]["measures"]]
    gone = {row["measure_id"] for row in books[before[-1]]["measures"]} - set(now)
    return [(None, measure_id, f"{before[-1]:%d.%m.%Y}") for measure_id in sorted(gone)]


def coverage_fell(books: Books, day: dt.date) -> Said:
    """Against the latest earlier Stand with a value, whenever it was delivered by then."""
    known = [row for date in sorted(books) if date <= day for row in books[date].get("broadband", [])]
    said: Said = []
    for line, row in enumerate(books[day].get("broadband", []), start=2):
        same = [old for old in known if all(old[name] == row[name] for name in plain_intake.KEYS["broadband"][1:])]
        newest = {old["as_of"]: old for old in same}  # the latest folder comes last
        earlier = [
            newest[stand] for stand in sorted(newest) if stand < row["as_of"] and share(newest[stand]) is not None
        ]
        now = share(row)
        if earlier and now is not None and (share(earlier[-1]) or 0) - now > 0.5:
            said.append((line, shown(row), f"{shown(earlier[-1])} am {earlier[-1]['as_of']:%d.%m.%Y}"))
    return said


def share(row: Row) -> float | None:
    if row["premises_total"] is None:
        return None if row["coverage_pct"] is None else float(row["coverage_pct"])
    return 100 * float(row["premises_covered"]) / row["premises_total"] if row["premises_total"] else None


def stand_repeated(books: Books, day: dt.date) -> Said:
    """Only where the value that counts is another one: the counts where they are given, else the share."""
    said: Said = []
    for line, row in enumerate(books[day].get("broadband", []), start=2):
        earlier = [old for date in sorted(books) if date < day for old in books[date].get("broadband", [])]
        same = [old for old in earlier if all(old[name] == row[name] for name in plain_intake.KEYS["broadband"])]
        if same and shown(same[-1]) != shown(row):
            said.append((line, shown(row), shown(same[-1])))
    return said


def shown(row: Row) -> str:
    if row["premises_total"] is not None:
        return f"{row['premises_covered']} von {row['premises_total']}"
    share = row["coverage_pct"]
    return "keine Angabe" if share is None else f"{share:.2f} Prozent".replace(".", ",")


PLAIN: dict[str, Callable[[Books, dt.date], Said]] = {
    "unknown_measure": unknown_measure,
    "plan_without_budget": plan_without_budget,
    "baseline_changed": baseline_changed,
    "measure_vanished": measure_vanished,
    "stand_repeated": stand_repeated,
    "coverage_fell": coverage_fell,
}


def by_engine(books: Books, folder: Path) -> dict[tuple[str, dt.date], Said]:
    """What the shipped rules say, over Parquet files of the typed rows."""
    parts = []
    for day, exports in books.items():
        for table, rows in exports.items():
            path = folder / f"{day}-{table}.parquet"
            full = [{"delivery": day, "source_line": line, **row} for line, row in enumerate(rows, start=2)]
            fields = schema(table)
            pq.write_table(
                pa.Table.from_pylist(full, schema=fields.insert(1, pa.field("source_line", pa.int32()))), path
            )
            parts.append(Delivery(table, day, "", path, None, FileBooks()))
    said = {}
    with Engine(parts, viewer("leitung")) as engine:
        for rule in SET_RULES:
            for day in books:
                found = engine.query(f"findings/{rule.name}", delivery=day).to_pylist()
                said[rule.name, day] = [tuple(row.values()) for row in found]
                assert findings_across(engine, rule.table, day) is not None
    return said


DAY, LATER, LAST = dt.date(2019, 12, 31), dt.date(2020, 6, 30), dt.date(2020, 12, 31)
OLDER, NEWER = dt.date(2021, 1, 1), dt.date(2021, 2, 2)
SHARE = {"coverage_pct": Decimal("33.30")}
BY_HAND: Books = {
    DAY: {
        "measures": [measure(DAY, end_baseline=OLDER), measure(DAY, "5.10")],
        "costs": [
            cost(DAY, "B1"),
            cost(DAY, "B2", measure_id="9.9"),
            cost(DAY, "B3", value_type="Prognose", budget_year=2021),
        ],
        "broadband": [broadband(DAY), broadband(DAY, min_mbits=50, premises_total=3, premises_covered=1)],
    },
    LATER: {
        "measures": [measure(LATER, end_baseline=NEWER)],
        "costs": [
            cost(LATER, "B1"),
            cost(LATER, "B2", value_type="Fortgeschriebener Ansatz", funding_programme="DigitalPakt"),
            cost(LATER, "B3", value_type="Prognose"),
            cost(LATER, "B4", value_type="Ist", measure_id="9.9"),
        ],
        "broadband": [
            broadband(DAY, **SHARE),
            broadband(DAY, min_mbits=50, premises_total=3, premises_covered=1, **SHARE),
            broadband(LATER, min_mbits=50, coverage_pct=Decimal("32.83")),
        ],
    },
    LAST: {
        "costs": [cost(LAST, measure_id="9.9")],
        "broadband": [
            broadband(DAY),
            broadband(LATER, **SHARE),
            broadband(DAY, min_mbits=50, **SHARE),
            broadband(LAST, min_mbits=50, coverage_pct=Decimal("32.32")),
        ],
    },
}
SAID_BY_HAND = {
    ("unknown_measure", DAY): [(3, "9.9", None)],
    ("unknown_measure", LATER): [(5, "9.9", None)],
    ("unknown_measure", LAST): [],  # without measures of that date nothing can be known
    ("plan_without_budget", DAY): [(4, "Prognose", None)],
    ("plan_without_budget", LATER): [(3, "Fortgeschriebener Ansatz", None)],
    ("plan_without_budget", LAST): [],
    ("baseline_changed", DAY): [],
    ("baseline_changed", LATER): [(2, "02.02.2021", "01.01.2021")],
    ("baseline_changed", LAST): [],
    ("stand_repeated", DAY): [],
    ("stand_repeated", LATER): [(2, "33,30 Prozent", "keine Angabe")],  # the counts are as before
    ("stand_repeated", LAST): [(2, "keine Angabe", "33,30 Prozent"), (4, "33,30 Prozent", "1 von 3")],
    ("measure_vanished", DAY): [],
    ("measure_vanished", LATER): [(None, "5.10", "31.12.2019")],
    ("measure_vanished", LAST): [],  # no measures came at all
    ("coverage_fell", DAY): [],
    ("coverage_fell", LATER): [(4, "32,83 Prozent", "1 von 3 am 31.12.2019")],  # 0.503 points
    ("coverage_fell", LAST): [(5, "32,32 Prozent", "32,83 Prozent am 30.06.2020")],
}


def test_set_rules_by_hand(tmp_path: Path) -> None:
    assert by_engine(BY_HAND, tmp_path) == SAID_BY_HAND
    assert {(rule, day): PLAIN[rule](BY_HAND, day) for rule in PLAIN for day in BY_HAND} == SAID_BY_HAND


@pytest.mark.parametrize("name", CELL)
def test_a_budget_counts_in_its_own_cost_cell_only(tmp_path: Path, name: str) -> None:
    other = {"budget_year": 2021, "cost_type": "Personal", "budget_kind": "Finanzhaushalt"}
    moved = {name: other.get(name, "Fördermittel")}
    rows = [cost(DAY, "B1"), cost(DAY, "B2", value_type="Prognose"), cost(DAY, "B3", value_type="Prognose", **moved)]
    books: Books = {DAY: {"costs": rows}}
    assert by_engine(books, tmp_path)["plan_without_budget", DAY] == [(4, "Prognose", None)]
    assert plan_without_budget(books, DAY) == [(4, "Prognose", None)]


@settings(phases=[Phase.explicit, Phase.generate], max_examples=20)
@given(books=deliveries())
@example(books=BY_HAND)
def test_set_rules_agree_with_plain_loops(books: Books) -> None:
    with tempfile.TemporaryDirectory() as folder:
        said = by_engine(books, Path(folder))
    assert set(PLAIN) == {rule.name for rule in SET_RULES}
    for (rule, day), found in said.items():
        assert found == PLAIN[rule](books, day), (rule, day)
