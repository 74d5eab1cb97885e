"""Polluted deliveries: each loads to the same table, or is refused or set aside as its making says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from analytics.engine import open_snapshot
from analytics.publish import publish
from analytics.queries import ask
from analytics.queries.answer import Asked
from analytics.store import Store
from tests.polluter import Variant, large, large_files, variants
from tests.polluter.clean import DELIVERY, TABLES, clean_rows, values
from tests.polluter.draft import draft
from tests.polluter.judge import complaints
from tests.polluter.own_profiles import installed
from tests.polluter.silence import silent
from tests.polluter.variant import checked
from tests.polluter.writing import written

VARIANTS = variants()
BY_NAME = {variant.name: variant for variant in variants(everywhere=True)}


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 2}) as connection:
        yield connection


@pytest.fixture(scope="module", autouse=True)
def profiles_of_our_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with installed(tmp_path_factory.mktemp("profiles")):
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all files, each of which is written over the one before."""
    return tmp_path_factory.mktemp("polluted")


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: ascii(variant.name))
def test_a_polluted_file_comes_to_what_its_making_says(
    con: duckdb.DuckDBPyConnection, folder: Path, variant: Variant
) -> None:
    found = checked(con, variant, folder)
    assert not silent(variant, found)
    assert not complaints(variant, found)


@pytest.mark.parametrize("make", large_files.files(), ids=lambda make: make.name)
def test_twenty_thousand_rows_keep_their_lines_and_values(
    con: duckdb.DuckDBPyConnection, folder: Path, make: large_files.Making
) -> None:
    made = make()
    assert not large_files.complaints(made, large_files.checked(con, made, folder))


def test_a_large_file_always_gives_the_same_bytes(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    for made in (large.projects(), large.accounts()):
        large_files.thousands(made)
        first, second = (large_files.checked(con, made, folder).rows for _ in range(2))
        assert first and second and first != second and first.read_bytes() == second.read_bytes()


# the polluter itself


def test_the_variants_are_many_and_no_two_are_the_same_file() -> None:
    clean = [Variant("clean", "clean", draft(table, rich=rich)) for table in TABLES for rich in (False, True)]
    given = (*BY_NAME.values(), *clean)
    files = {(one.made.table, one.made.suffix, _source(one), written(one.made).content) for one in given}
    assert len(files) == len(BY_NAME) + len(clean) and {variant.name for variant in VARIANTS} < BY_NAME.keys()
    split = Counter(variant.outcome for variant in VARIANTS)
    assert len(VARIANTS) > 450 and min(split["same"], split["set aside"], split["refused"]) > 100
    assert {variant.made.table for variant in VARIANTS} == set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_a_row_that_changes_or_is_gone_without_a_word_is_seen(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, table: str
) -> None:
    """The judge judged: files whose making says nothing of what was done to them."""
    field = {"measures": "outcome_target", "costs": "amount_eur", "broadband": "coverage_pct"}[table]
    changed, gone, added = draft(table), draft(table), draft(table)
    changed.put(0, field, "81,01" if table == "broadband" else "1,5")
    del gone.records[3]
    other = ["01234" if index == 1 else cell for index, cell in enumerate(added.cells(2))]  # another key
    added.records.append(replace(added.record(2), cells=other))
    for made in (changed, gone, added):
        variant = Variant("untold", "judge", made)
        found = checked(con, variant, tmp_path)
        assert not found.refused and silent(variant, found)
        assert complaints(variant, found) or made is gone  # it is not in the file, so only the clean table tells
    for rich in (False, True):
        variant = Variant("clean", "judge", draft(table, rich=rich))
        assert not complaints(variant, checked(con, variant, tmp_path))


def _source(variant: Variant) -> str | None:
    """Some look-alikes differ in the profile that is named alone."""
    return variant.made.family.name if variant.made.family else None


# the whole way to a published state


def published(folder: Path, store: Path) -> list[list[dict[str, Any]]]:
    """The three tables as the product answers them."""
    outcome = publish(folder, Store(store))
    assert outcome.snapshot_id and outcome.exit_code == 0, outcome
    return tables(store)


def tables(store: Path) -> list[list[dict[str, Any]]]:
    with open_snapshot(store) as engine:
        return [ask(engine, f"table/{table}", Asked()).to_pylist() for table in TABLES]


def delivered(folder: Path, names: tuple[str, ...] = ()) -> Path:
    """A clean delivery, or one with these files in place of clean ones."""
    day = folder / DELIVERY.isoformat()
    day.mkdir(parents=True, exist_ok=True)
    given = [BY_NAME[name] for name in names]
    clean = [table for table in TABLES if table not in {variant.made.table for variant in given}]
    for variant in (*given, *(Variant(table, "clean", draft(table)) for table in clean)):
        variant.deliver(day)
    return folder


SAME = (
    ("days: ISO, measures", "numbers: thousands point, costs", "preambles: 20 lines, broadband"),
    ("headers: synonyms, measures", "workbooks: numbers and days, costs", "encodings: latin-1, broadband"),
)


def test_polluted_deliveries_publish_the_tables_that_clean_ones_do(tmp_path: Path) -> None:
    clean = published(delivered(tmp_path / "clean"), tmp_path / "store")
    rows = {table: [values(table, row) for row in clean_rows(table)] for table in TABLES}
    assert [len(one) for one in clean] == [len(rows[table]) for table in TABLES]
    narrow = BY_NAME["encodings: latin-1, broadband"].made.clean[0]["area_name"]
    for number, names in enumerate(SAME):
        polluted = published(delivered(tmp_path / f"polluted{number}", names), tmp_path / f"store{number}")
        for row in polluted[2]:
            row["area_name"] = rows["broadband"][0]["area_name"] if row["area_name"] == narrow else row["area_name"]
        assert polluted == clean


def test_rows_set_aside_are_missing_from_the_published_table_and_named(tmp_path: Path) -> None:
    clean = published(delivered(tmp_path / "clean"), tmp_path / "store")
    outcome = publish(delivered(tmp_path / "bad", ("numbers: 'NaN' in amount_eur, costs",)), Store(tmp_path / "store"))
    [finding] = [one for file in outcome.files for one in file.findings]
    assert (finding.line, finding.column, finding.value) == (7, "Betrag in EUR", "NaN") and outcome.exit_code == 1
    gone = [row for row in clean[1] if row not in tables(tmp_path / "store")[1]]
    assert [row["posting_id"] for row in gone] == ["0005"]


def test_a_refused_file_leaves_the_published_state_as_it_was(tmp_path: Path) -> None:
    clean, store = published(delivered(tmp_path / "clean"), tmp_path / "store"), Store(tmp_path / "store")
    before = store.current_id()
    outcome = publish(delivered(tmp_path / "bad", ("encodings: DOS umlauts, costs",)), store)
    assert outcome.exit_code == 2 and outcome.snapshot_id is None
    assert store.current_id() == before and tables(tmp_path / "store") == clean
