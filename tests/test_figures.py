"""Every figure of record twice: the SQL that is shipped, and tests/reference.

Generated deliveries are published as real CSV files and asked at many dates, roles and areas; the examples are worked
out by hand, so that both implementations cannot be wrong together.
"""

from __future__ import annotations

import datetime as dt
import itertools
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from analytics.contract import export_of, header
from analytics.engine import Engine, open_snapshot
from analytics.errors import NoSuchDate
from analytics.filters import DIMENSIONS, EVERYTHING, Selection
from analytics.publish import publish
from analytics.queries import ask
from analytics.queries.answer import Asked
from analytics.store import Store
from tests.deliveries import Draw, deliveries, write_csv
from tests.plain_intake import kept_rows
from tests.reference import FIGURES, Books, Deliveries, NoAnswer, Row, answer
from tests.reference.examples import EXAMPLES, NO_ANSWER, Example

EXPORTS = Path(__file__).parent.parent / "data" / "exports"
ROLES = ("oeffentlich", "ausschuss", "ausschuss:EDV", "ausschuss:EDV,AGOB", "analyse", "datenlieferung")
AREAS = (None, "03241001", "03241001-01", "99")
SAMPLE_SELECTIONS = (
    Selection(committees=("EDV",), statuses=("geplant", "in Umsetzung")),
    Selection(districts=("01", "13"), ratings=("rot", "gelb")),
    Selection(fields=("Digitale Services",), departments=("I", "III")),
)
FAR = dt.date(2099, 12, 31)
QUICK = settings(max_examples=30, phases=[Phase.generate])
"""A publication takes half a second, and shrinking takes minutes; `difference` says what is wrong."""
Answer = list[Row] | str


@contextmanager
def published(books: Books) -> Iterator[Path]:
    """A store that holds these deliveries, published from real CSV files."""
    with tempfile.TemporaryDirectory() as folder:
        exports, store = Path(folder) / "exports", Path(folder) / "store"
        write_csv(books, exports)
        publish(exports, Store(store))
        yield store


def from_sql(
    engine: Engine, name: str, as_of: dt.date | None = None, selection: Selection = EVERYTHING, **question: Any
) -> Answer:
    """The product's answer."""
    try:
        rows: list[Row] = ask(engine, name, Asked(selection.on(as_of), **question)).to_pylist()
    except NoSuchDate:
        return NO_ANSWER
    return rows


def from_reference(books: Books, name: str, role: str, selection: Selection = EVERYTHING, **question: Any) -> Answer:
    """The slow answer, with the columns of a table in contract order."""
    try:
        chosen = {dimension.name: selection.values(dimension) for dimension in DIMENSIONS}
        rows = answer(Deliveries(books), name, role=role, chosen=chosen, **question)
    except NoAnswer:
        return NO_ANSWER
    if not name.startswith("table/") or name == "table/rows":
        return rows
    return [{column: row[column] for column in header(export_of(FIGURES[name].table))} for row in rows]


def comparable(found: Answer) -> Answer:
    """Without `rule`: a sentence in the product, a code in the reference."""
    return found if isinstance(found, str) else [{k: v for k, v in row.items() if k != "rule"} for row in found]


def same_value(left: Any, right: Any) -> bool:
    """Numbers within 1e-9 of their size, everything else exactly."""
    if isinstance(left, bool) or not isinstance(left, int | float | Decimal | Fraction):
        return type(left) is type(right) and bool(left == right)
    if isinstance(right, bool) or not isinstance(right, int | float | Decimal | Fraction):
        return False
    if left == right:
        return True
    expected = Fraction(right)
    return abs(Fraction(left) - expected) <= Fraction(1, 10**9) * abs(expected)


def same_row(left: Row, right: Row) -> bool:
    """The same columns in the same order, with the same values."""
    return list(left) == list(right) and all(same_value(left[column], right[column]) for column in left)


def difference(found: Answer, expected: Answer) -> str:
    """What differs first, in one line; nothing when rows, columns and their order are the same."""
    if isinstance(found, str) or isinstance(expected, str):
        return "" if found == expected else f"found {found}, expected {expected}"
    for left, right in zip(found, expected, strict=False):
        if list(left) != list(right):
            return f"found columns {list(left)}, expected {list(right)}"
        if not same_row(left, right):
            columns = [column for column in left if not same_value(left[column], right[column])]
            return f"{columns} differ: found {left}, expected {right}"
    return (
        "" if len(found) == len(expected) else f"found {len(found)} rows, expected {len(expected)}: {found} {expected}"
    )


def compare(engine: Engine, books: Books, role: str, name: str, **question: Any) -> None:
    """Ask both and hold them against each other."""
    shipped = comparable(from_sql(engine, name, **question))
    expected = comparable(from_reference(books, name, role, **question))
    assert not (unlike := difference(shipped, expected)), f"{name} as {role} asked {question}: {unlike}"


def assert_one_rating(engine: Engine, as_of: dt.date | None) -> None:
    """Every figure that names the computed rating names the same one, with the same sentence; history = newest row."""
    expected = ratings(engine, "measures/rating", as_of)
    assert ratings(engine, "measures/list", as_of) == expected
    assert ratings(engine, "measures/sheet", as_of) == expected
    history = ratings(engine, "measures/history", as_of)
    assert {number: history[number] for number in expected} == expected


def assert_the_ledger_closes(engine: Engine, as_of: dt.date | None) -> None:
    """Before + added - vanished = after, which the next date begins with; the cohort is always the same and whole."""
    rows = from_sql(engine, "portfolio/ledger", as_of)
    if isinstance(rows, str):
        return
    for row in rows:
        assert row["measures_before"] + row["added"] - row["vanished"] == row["measures_after"]
        assert sum(count for name, count in row.items() if name.startswith("cohort_")) == row["cohort"]
    assert len({row["cohort"] for row in rows}) == 1
    assert [row["measures_before"] for row in rows[1:]] == [row["measures_after"] for row in rows[:-1]]


def ratings(engine: Engine, name: str, as_of: dt.date | None) -> dict[str, tuple[str, str]]:
    """Colour and sentence by measure; of several rows the last, which is the newest."""
    rows = from_sql(engine, name, as_of)
    return {} if isinstance(rows, str) else {r["measure_id"]: (r["computed_rating"], r["rule"]) for r in rows}


def dates_to_ask(books: Books) -> list[dt.date | None]:
    """Before the first folder, each folder date, a day after each, far in the future, and the default."""
    day = dt.timedelta(1)
    return [None, min(books) - day, FAR, *(asked for folder in sorted(books) for asked in (folder, folder + day))]


@st.composite
def questions(draw: Draw, books: Books) -> list[Row]:
    """The default question and two others; `since` and `area` are ignored where a figure has no use for them."""
    dates = st.sampled_from(dates_to_ask(books))
    areas, measures = st.sampled_from(AREAS), st.sampled_from([None, *measure_ids(books)])
    others = [
        {"as_of": draw(dates), "since": draw(dates), "area": draw(areas), "measure": draw(measures)}
        | {"selection": draw(selections())}
        for _ in range(2)
    ]
    return [{}, *others]


def measure_ids(books: Books) -> list[str]:
    """Every number that occurs."""
    return sorted({row["measure_id"] for tables in books.values() for row in tables.get("measures", ())})


@st.composite
def selections(draw: Draw) -> Selection:
    """Up to three values in some of the dimensions."""
    selection = EVERYTHING
    for dimension in draw(st.lists(st.sampled_from(DIMENSIONS), max_size=2)):
        values = st.sets(st.sampled_from(list(dimension.options())), max_size=3)
        selection = selection.choosing(dimension, draw(values))
    return selection


@QUICK
@given(books=deliveries(), data=st.data())
def test_sql_agrees_with_the_reference(books: Books, data: st.DataObject) -> None:
    with published(books) as store:
        for role in ("leitung", data.draw(st.sampled_from(ROLES), "role")):
            with open_snapshot(store, role=role) as engine:
                for question in data.draw(questions(books), "questions"):
                    for name in FIGURES:
                        compare(engine, books, role, name, **question)
                    assert_one_rating(engine, question.get("as_of"))
                    assert_the_ledger_closes(engine, question.get("as_of"))


def test_sql_agrees_on_the_sample_deliveries(tmp_path: Path) -> None:
    books = kept_rows(EXPORTS)
    publish(EXPORTS, Store(tmp_path))
    dates = sorted(books)
    for role, asked in {"leitung": dates, "oeffentlich": dates[-2:], "ausschuss:EDV": dates[-2:]}.items():
        with open_snapshot(tmp_path, role=role) as engine:
            for name, as_of in itertools.product(FIGURES, asked):
                compare(engine, books, role, name, as_of=as_of)
            for as_of in asked:
                assert_one_rating(engine, as_of)
                assert_the_ledger_closes(engine, as_of)
            for name, selection in itertools.product(FIGURES, SAMPLE_SELECTIONS):
                compare(engine, books, role, name, selection=selection)


def holds(found: Answer, expected: Sequence[Row] | str) -> bool:
    """The expected rows, in order; only the columns that the example names."""
    if isinstance(found, str) or isinstance(expected, str):
        return found == expected
    cut = [{column: row[column] for column in want} for row, want in zip(found, expected, strict=False)]
    return len(found) == len(expected) and not difference(cut, list(expected))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_reference_by_hand(example: Example) -> None:
    found = from_reference(example.books, example.name, example.role, **example.question)
    assert holds(found, example.expected), found


@pytest.fixture(scope="module")
def store_of() -> Iterator[Callable[[Books], Path]]:
    """Examples that share their books share a store."""
    with ExitStack() as stack:
        stores: dict[int, Path] = {}

        def stored(books: Books) -> Path:
            if id(books) not in stores:
                stores[id(books)] = stack.enter_context(published(books))
            return stores[id(books)]

        yield stored


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_sql_by_hand(example: Example, store_of: Callable[[Books], Path]) -> None:
    with open_snapshot(store_of(example.books), role=example.role) as engine:
        found = from_sql(engine, example.name, **example.question)
        assert_one_rating(engine, example.question.get("as_of"))
    assert holds(found, example.expected), found
