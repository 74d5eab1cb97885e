"""The analyst's desk: every pivot and list against plain Python over generated deliveries, and its own address."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any
from urllib.parse import parse_qs, urlencode

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.desk import answers
from analytics.desk.catalogue import OFFERED, DeskTable, tables
from analytics.desk.compose import MOST_COLUMNS, Listing, source, spelled
from analytics.desk.conditions import (
    ANYWHERE,
    BETWEEN,
    CONTAINS,
    IS,
    Condition,
    condition_of,
    operators_of,
    without,
    written,
)
from analytics.desk.files import NOTES, parquet_bytes, sql_bytes
from analytics.desk.pivot import BY_NAME, NAMES, ORDERS, Pivot, read, showns_of, ways_of
from analytics.desk.result import PivotAnswer, drilled
from analytics.desk.typing_in import amount_of, day_typed
from analytics.engine import Engine, open_snapshot
from analytics.errors import NoSuchDate
from analytics.filters import EVERYTHING, Selection
from analytics.publish import publish
from analytics.settings import ROOT
from analytics.store import Store
from tests.deliveries import Draw, deliveries
from tests.reference import Books, Deliveries, Row
from tests.reference.desk import Asked, Pivoted, keeps, pivoted, source_rows
from tests.reference.desk import cell_of as plain_cell
from tests.reference.question import Limits, Question
from tests.test_figures import QUICK, ROLES, dates_to_ask, published, same_value, selections

SAMPLE = ROOT / "data" / "exports"
TABLES = sorted(tables())


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    store = tmp_path_factory.mktemp("store")
    publish(SAMPLE, Store(store))
    return open_snapshot(store)


@st.composite
def conditions(draw: Draw, table: DeskTable, rows: Sequence[Row]) -> list[Condition]:
    """Up to three, mostly over values that occur."""
    found = []
    for number in range(draw(st.integers(0, 3))):
        name = draw(st.sampled_from([ANYWHERE, *table.attributes]))
        attribute = table.attributes.get(name)
        operator = CONTAINS if attribute is None else draw(st.sampled_from(operators_of(attribute)))
        if operator == CONTAINS:
            values: tuple[str, ...] = (draw(st.sampled_from(["4", "e", "ß", "THH", "%", "_", "'", "Zeile 2", "x y"])),)
        else:
            occurring = sorted({written(one) for row in rows for one in several(plain_cell(row, name))} | {""})
            count = 2 if operator == BETWEEN else draw(st.integers(1, 3))
            values = tuple(draw(st.sampled_from(occurring)) for _ in range(count))
        condition = Condition(name, operator, values, number > 0 and draw(st.booleans()))
        if operator != BETWEEN or any(values):
            found.append(condition)
    return found


def several(value: Any) -> list[Any]:
    """The values inside a list, else the one; a share that no decimal number is exactly can be asked for by nobody."""
    listed = value if isinstance(value, list) else [value]
    return [one for one in listed if not isinstance(one, Fraction) or one.denominator == 1]


@st.composite
def pivots(draw: Draw, table: DeskTable, rows: Sequence[Row]) -> Pivot:
    """Any rows, columns and metric; shown as values."""
    axes = draw(st.lists(st.sampled_from(table.axes), min_size=1, max_size=2, unique=True))
    across = draw(st.sampled_from(["", "", *table.axes]))
    metric = draw(st.sampled_from(list(table.metrics.values())))
    how, order = draw(st.sampled_from(ways_of(metric))), draw(st.sampled_from(list(ORDERS)))
    held = tuple(draw(conditions(table, rows)))
    return Pivot(table, tuple(axes), across if across not in axes else "", metric, how, "werte", held, order)


def plain(pivot_conditions: Sequence[Condition], table: DeskTable) -> list[Asked]:
    """The conditions as the reference reads them."""
    return [Asked(one.attribute, one.operator, one.typed_values(table), one.or_before) for one in pivot_conditions]


def question(books: Books, day: dt.date | None, role: str, selection: Selection) -> Question:
    known = Deliveries(books)
    chosen = {name: values for name, values in selection.sql().items() if not name.startswith("every_")}
    return Question(known, day or known.dates()[-1], None, None, role, Limits(), chosen, None)


def shipped(engine: Engine, pivot: Pivot, selection: Selection) -> PivotAnswer:
    return answers.pivoted(engine, pivot, selection, 1, 10_000)


def assert_same(found: PivotAnswer, expected: Pivoted) -> None:
    """Rows, columns, cells and sums; rows of equal value may stand in any order where the value orders them."""
    assert found.row_count == len(expected.groups) and found.column_count == len(expected.columns)
    if not found.is_too_wide:
        assert list(found.columns) == expected.columns
    got = {row.keys: row for row in found.rows}
    assert len(got) == len(found.rows)
    if found.pivot.order == BY_NAME:
        assert [row.keys for row in found.rows] == [group[0] for group in expected.groups]
    else:
        values = [row.total for row in found.rows if row.total is not None]
        assert values == sorted(values, reverse=found.pivot.order == "wert")
        assert all(row.total is None for row in found.rows[len(values) :])
    for keys, cells, total, lines in expected.groups:
        row = got[keys]
        assert row.lines == lines and same_value(row.total, total), (keys, row, total)
        assert_cells(found, row.cells, cells)
    assert_cells(found, found.total.cells, expected.totals)
    assert same_value(found.total.total, expected.total)


def assert_cells(found: PivotAnswer, got: Any, expected: dict[Any, Any]) -> None:
    if found.is_too_wide:
        assert not got and len(expected) <= found.column_count
        return
    assert set(got) == set(expected)
    assert all(same_value(got[column], expected[column]) for column in expected), (got, expected)


@settings(QUICK, max_examples=10)  # fifty pivots and as many lists, others in each run
@given(books=deliveries(), data=st.data())
def test_pivots_agree_with_plain_python(books: Books, data: st.DataObject) -> None:
    with published(books) as store:
        role = data.draw(st.sampled_from(("leitung", *ROLES)), "role")
        with open_snapshot(store, role=role) as engine:
            for name in TABLES:
                day = data.draw(st.sampled_from(dates_to_ask(books)), "day")
                selection = data.draw(st.one_of(st.just(EVERYTHING), selections()), "selection")
                agree(engine, books, role, tables()[name], day, selection, data)


def agree(
    engine: Engine, books: Books, role: str, table: DeskTable, day: dt.date | None, selection: Selection, data: Any
) -> None:
    """One pivot and one list of a table, both ways."""
    asked = question(books, day, role, selection)
    if asked.deliveries.latest(table.export, asked.day) is None:
        with pytest.raises(NoSuchDate):
            answers.pivoted(engine, read({"tabelle": [table.name]}).pivot, selection.on(day))
        return
    every = {now: source_rows(asked, table.name, every_date=now) for now in (False, True)}
    pivot = data.draw(pivots(table, every[True]), "pivot")
    rows = [r for r in every[pivot.asks_every_date] if keeps(plain(pivot.conditions, table), r, table.searched)]
    expected = pivoted(rows, pivot.rows, pivot.across, pivot.metric.name, pivot.how, OFFERED)
    assert_same(shipped(engine, pivot, selection.on(day)), expected)
    assert_rows_lead_on(engine, shipped(engine, pivot, selection.on(day)), selection.on(day))
    listing = Listing(table, pivot.conditions, tuple(table.attributes))
    rows = [r for r in every[listing.asks_every_date] if keeps(plain(pivot.conditions, table), r, table.searched)]
    assert_same_rows(engine, listing, selection.on(day), rows)


def assert_rows_lead_on(engine: Engine, answer: PivotAnswer, selection: Selection) -> None:
    """As many rows as a number says stand behind it, whatever conditions were joined by „oder“."""
    read_on = drilled(answer)
    for row in answer.rows[:3]:
        keys = zip(answer.pivot.rows, row.keys, strict=True)
        narrowed = read_on.narrowed(*(Condition(name, IS, (written(key),)) for name, key in keys))
        listing = Listing(narrowed.table, narrowed.conditions, narrowed.table.key)
        every_date = answer.pivot.asks_every_date and not listing.asks_every_date
        assert every_date or answers.row_count(engine, listing, selection) == row.lines, (answer.pivot, row)


def assert_same_rows(engine: Engine, listing: Listing, selection: Selection, rows: Sequence[Row]) -> None:
    """The list in the order of its key, whole and leafed through."""
    names = listing.columns
    expected = [tuple(comparable(plain_cell(row, name)) for name in names) for row in rows]
    whole = answers.listed(engine, listing, selection, 0, 10_000).to_pylist()
    found = [tuple(comparable(row[name]) for name in names) for row in whole]
    assert sorted(map(str, found)) == sorted(map(str, expected))
    assert answers.row_count(engine, listing, selection) == len(rows)
    half = len(rows) // 2 + 1
    pages = [answers.listed(engine, listing, selection, start, half).to_pylist() for start in (0, half)]
    assert [row for page in pages for row in page] == whole
    keys = [[(row[name] is None, row[name]) for name in listing.table.key] for row in whole]
    assert keys == sorted(keys, key=lambda key: [(missing, "" if value is None else value) for missing, value in key])


def comparable(value: Any) -> Any:
    """Fractions and floats to nine digits; everything else as it is."""
    return f"{float(value):.9g}" if isinstance(value, float | Fraction | Decimal) else value


@given(data=st.data())
def test_a_pivot_is_its_address(data: st.DataObject, sample: Engine) -> None:
    table = tables()[data.draw(st.sampled_from(TABLES))]
    pivot = data.draw(pivots(table, [dict.fromkeys(name.partition(".")[0] for name in table.attributes)]))
    shown = data.draw(st.sampled_from(showns_of(pivot)))
    pivot = Pivot(*(getattr(pivot, name) for name in ("table", "rows", "across", "metric", "how")), shown,
                  tuple(dict.fromkeys(pivot.conditions)), pivot.order)  # fmt: skip
    again = read(parse_qs(urlencode(pivot.address(), doseq=True)))
    assert again.pivot == pivot and not again.notes
    assert pivot.title and (not pivot.conditions or pivot.scope)


def test_what_is_lifted_takes_only_itself_away() -> None:
    table = tables()["measures"]
    texts = ["status|ist|geplant", "field_of_action|ist|Open Government", "oder|department|ist|IV", "is_late|ist|ja"]
    held = [condition_of(text, table) for text in texts]
    assert [one.address for one in without(held, held[1].__eq__)] == [texts[0], "department|ist|IV", texts[3]]
    assert [one.address for one in without(held, held[2].__eq__)] == [texts[0], texts[1], texts[3]]
    pivot = read({"bedingung": texts}).pivot
    narrowed = pivot.narrowed(condition_of("field_of_action|ist|Digitale Services", table))
    assert [one.address for one in narrowed.conditions] == [*texts, "field_of_action|ist|Digitale Services"]
    assert [one.address for one in pivot.freed("status", "department")] == texts[1:]


HOSTILE = ["'; DROP TABLE measures; --", '" OR 1=1 --', "$asked", "|", '"|"', "\\", "%", "\n", "oder", "{x}", "ſ", "\r"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_value_stays_a_value(sample: Engine, text: str) -> None:
    condition = Condition("title", CONTAINS, (text,))
    table = tables()["measures"]
    assert condition_of(condition.address, table) == condition
    answer = answers.pivoted(sample, read({"bedingung": [condition.address]}).pivot)
    titles = sample.query("table/measures", asked=dt.date(2021, 12, 31), everything=True, selected=())[
        "title"
    ].to_pylist()
    assert answer.total.total == sum(text.lower() in title.lower() for title in titles)


@pytest.mark.parametrize(
    ("asked", "note"),
    [
        ({"tabelle": ["nichts"]}, "Eine Tabelle „nichts“ gibt es nicht"),
        ({"bedingung": ["nichts|ist|x"]}, "nicht beachtet"),
        ({"bedingung": ["status|zwischen|a|b"]}, "nicht beachtet"),
        ({"bedingung": ["valid_end|zwischen|31.12.2021|"]}, "nicht beachtet"),
        ({"bedingung": ["budget_eur|zwischen|NaN|"]}, "nicht beachtet"),
        ({"bedingung": ["budget_eur|zwischen||"]}, "nicht beachtet"),
        ({"bedingung": ["is_late|ist|vielleicht"]}, "nicht beachtet"),
        ({"bedingung": ["status"]}, "nicht beachtet"),
        ({"bedingung": [""]}, "nicht beachtet"),
        ({"bedingung": ["status|ist|" + "|".join(map(str, range(500)))]}, "nicht beachtet"),
        ({"bedingung": ["title|enthaelt|a\nb"]}, "nicht beachtet"),
        ({"bedingung": ["budget_eur|zwischen|1e60|"]}, "nicht beachtet"),
        ({"bedingung": [f"budget_eur|zwischen|{'9' * 40}|"]}, "nicht beachtet"),
        ({"bedingung": [f"progress_pct|ist|{'9' * 5000}"]}, "nicht beachtet"),
        ({"bedingung": [f"start_planned.year|ist|{'9' * 60}"]}, "nicht beachtet"),
        ({"bedingung": ["ohne"] * 31}, "Es gelten die ersten 30 Bedingungen"),
        ({"zeilen": ["status", "title", "department"]}, "„zeilen=department“ passt hier nicht"),
        ({"zeilen": ["status"], "spalten": ["status"]}, "„spalten=status“ passt hier nicht"),
        ({"zeilen": ["amount_eur"]}, "passt hier nicht"),
        ({"zeilen": ["status\" FROM measures --"]}, "passt hier nicht"),
        ({"spalten": ["nichts"]}, "passt hier nicht"),
        ({"wert": ["nichts"]}, "passt hier nicht"),
        ({"zeigen": ["anteil-zeile"]}, "passt hier nicht"),
    ],
)  # fmt: skip
def test_what_a_table_cannot_be_asked_is_said_and_left_out(
    sample: Engine, asked: dict[str, list[str]], note: str
) -> None:
    found = read(asked)
    assert any(note in one for one in found.notes), found.notes
    assert answers.pivoted(sample, found.pivot).total.total == 60


@pytest.mark.parametrize("name", TABLES)
def test_the_catalogue_names_what_the_sql_selects(sample: Engine, name: str) -> None:
    """Every column once, in both; each table is asked on the sample without any further word."""
    table = tables()[name]
    selected = answers.listed(sample, Listing(table, (), tuple(table.attributes)), EVERYTHING, 0, 1)
    assert selected.column_names == list(table.attributes)
    assert set(table.key) <= set(table.attributes) and set(table.listed) <= set(table.attributes)
    answer = answers.pivoted(sample, read({"tabelle": [name]}).pivot)
    assert answer.rows and not read({"tabelle": [name]}).notes
    whole = Listing(table, (), table.key)
    keys = answers.listed(sample, whole, EVERYTHING, 0, 100_000).to_pylist()
    assert len({tuple(row.values()) for row in keys}) == len(keys) == answers.row_count(sample, whole, EVERYTHING)
    sql = source(table)
    assert all(
        f".{column}" in sql or f"AS {column}" in sql or column in sql
        for column in table.attributes
        if "." not in column
    )


def test_a_page_of_rows_is_a_page_of_the_whole(sample: Engine) -> None:
    pivot = read({"tabelle": ["postings"], "zeilen": ["measure_id", "cost_type"], "spalten": ["budget_year"]}).pivot
    whole = answers.pivoted(sample, pivot, EVERYTHING, 1, 1_000)
    pages = [answers.pivoted(sample, pivot, EVERYTHING, first, 20) for first in range(1, whole.row_count + 1, 20)]
    assert [row for page in pages for row in page.rows] == list(whole.rows)
    assert {page.total for page in map(hashable, pages)} == {hashable(whole).total}


def hashable(answer: PivotAnswer) -> Any:
    total = answer.total
    return type("Whole", (), {"total": (tuple(total.cells.items()), total.total, total.lines)})


def test_too_many_columns_give_sums_only(sample: Engine) -> None:
    answer = answers.pivoted(sample, read({"zeilen": ["status"], "spalten": ["title"]}).pivot)
    assert answer.column_count > MOST_COLUMNS and answer.is_too_wide and not answer.columns
    assert sum(row.total for row in answer.rows) == 60


def test_the_query_that_is_taken_away_gives_the_same_answer(sample: Engine) -> None:
    """Spelled with its values it runs on any connection that has the tables, such as the SQL console's."""
    pivot = read({"tabelle": ["costs"], "zeilen": ["sub_budget"], "spalten": ["budget_year"],
                  "bedingung": ["title|enthaelt|o'", "oder|budget_year|zwischen|2019|2021"]}).pivot  # fmt: skip
    query = answers.pivot_composed(sample, pivot, EVERYTHING, 1, 50)
    text = sql_bytes(query, ["Auswahl: alles\nund mehr", "Datenstand x"]).decode()
    assert text.startswith("-- Auswahl: alles und mehr\n-- Datenstand x\n") and "$" not in text
    assert len(duckdb.extract_statements(text)) == 1
    assert sample._con.cursor().execute(text).fetchall() == [
        tuple(r.values()) for r in sample.composed(*query).to_pylist()
    ]
    assert spelled(query) in text


def test_parquet_keeps_types_and_says_where_it_comes_from(sample: Engine) -> None:
    listing = Listing(tables()["postings"], (), ("posting_id", "amount_eur", "as_of"))
    found = answers.listed(sample, listing, EVERYTHING, 0, 10)
    file = pq.read_table(io.BytesIO(parquet_bytes(found, ["Auswahl: alles", "Lizenz: x"])))
    assert file.schema.metadata[NOTES.encode()].decode() == "Auswahl: alles\nLizenz: x"
    assert file.to_pylist() == found.to_pylist() and str(file.schema.field("amount_eur").type) == "decimal128(14, 2)"


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.234,50 €", Decimal("1234.50")), ("99,5", Decimal("99.5")), ("2021", Decimal(2021)), ("−5", Decimal(-5)),
     ("1.5", None), ("12,5 %", Decimal("12.5")), ("1.23", None), ("abc", None), ("", None), ("1e5", None)],
)  # fmt: skip
def test_numbers_as_people_type_them(text: str, value: Decimal | None) -> None:
    assert amount_of(text) == value


def test_days_as_people_type_them() -> None:
    assert day_typed("31.12.2021") == day_typed("2021-12-31") == dt.date(2021, 12, 31)
    assert day_typed("31.02.2021") is None


def test_no_name_of_the_desk_is_one_of_the_selection() -> None:
    from analytics.filters import DAY, DIMENSIONS

    assert not {*NAMES} & {DAY, *(dimension.address for dimension in DIMENSIONS)}
