"""quality/books and quality/findings against the plain reader of the files and against what the publication said."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from analytics.access import viewer
from analytics.engine import Engine, open_snapshot
from analytics.errors import NoSuchDate
from analytics.filters import Selection
from analytics.publish import Publication, publish
from analytics.queries import ask
from analytics.queries.answer import Asked
from analytics.settings import ROOT
from analytics.store import Store
from tests import plain_intake
from tests.deliveries import cost, measure, write_csv
from tests.dirty_files import DELIVERY, dirty_file
from tests.plain_intake import FILES
from tests.reference import quality
from tests.reference.question import Row

EXPORTS = ROOT / "data" / "exports"
NAME_OF = {table: file for file, table in FILES.items()}
FIRST, LAST = dt.date(2018, 6, 30), dt.date(2021, 12, 31)


def without_file(rows: list[Row]) -> list[Row]:
    return [{name: value for name, value in row.items() if name != "file"} for row in rows]


def places(rows: list[Row]) -> Counter[tuple[object, ...]]:
    return Counter(tuple(row[name] for name in ("delivery", "export", "line", "column", "severity")) for row in rows)


def answered(engine: Engine, name: str, day: dt.date) -> list[Row]:
    rows: list[Row] = ask(engine, name, Asked(Selection(day))).to_pylist()
    return rows


def assert_as_the_files_say(engine: Engine, exports: Path, day: dt.date) -> None:
    assert without_file(answered(engine, "quality/books", day)) == quality.books(exports, day)
    rows, expected = answered(engine, "quality/findings", day), quality.findings(exports, day)
    assert places(rows) == places(expected)
    told = Counter(tuple(sorted(row.items(), key=str)) for row in without_file(rows))
    across = Counter(tuple(sorted(row.items(), key=str)) for row in expected if "message" in row)
    assert not across - told


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Publication]:
    store = tmp_path_factory.mktemp("store")
    return store, publish(EXPORTS, Store(store))


@pytest.mark.parametrize("day", [dt.date(2019, 12, 31), LAST])
def test_the_sample_is_told_as_its_files_say(sample: tuple[Path, Publication], day: dt.date) -> None:
    with open_snapshot(sample[0]) as engine:
        assert_as_the_files_say(engine, EXPORTS, day)


def test_every_finding_of_the_publication_is_told_word_by_word(sample: tuple[Path, Publication]) -> None:
    store, publication = sample
    with open_snapshot(store) as engine:
        rows = answered(engine, "quality/findings", LAST)
    names = ("line", "column", "value", "severity", "message")
    expected = Counter(
        (file.source.delivery, file.source.table, file.source.name, *(getattr(finding, name) for name in names))
        for file in publication.files
        for finding in file.findings
    )
    assert Counter(tuple(row[n] for n in ("delivery", "export", "file", *names)) for row in rows) == expected
    assert len(rows) > 30
    assert {"error", "warning"} == {row["severity"] for row in rows}


def dirty_deliveries(folder: Path) -> Iterator[Path]:
    """Folders of one delivery with dirty files that can be used, one file of each export where there is one."""
    usable: dict[str, list[bytes]] = {table: [] for table in NAME_OF}
    for seed in range(40):
        dirty = dirty_file(seed, 0.05)
        path = folder / NAME_OF[dirty.table]
        path.write_bytes(dirty.content)
        with suppress(plain_intake.Refused):
            plain_intake.read(path, DELIVERY, dirty.table)
            usable[dirty.table].append(dirty.content)
        path.unlink()
    for number, contents in enumerate(itertools.islice(itertools.zip_longest(*usable.values()), 4)):
        exports = folder / str(number)
        target = exports / DELIVERY.isoformat()
        target.mkdir(parents=True)
        for table, content in zip(usable, contents, strict=True):
            if content:
                (target / NAME_OF[table]).write_bytes(content)
        yield exports


def test_dirty_deliveries_are_told_as_their_files_say(tmp_path: Path) -> None:
    number = 0
    for exports in dirty_deliveries(tmp_path):
        store = tmp_path / f"store-{exports.name}"
        assert publish(exports, Store(store)).snapshot_id
        with open_snapshot(store) as engine:
            number += len(answered(engine, "quality/findings", DELIVERY))
            assert_as_the_files_say(engine, exports, DELIVERY)
    assert number > 30


def test_rules_across_deliveries_are_told_and_counted_up_to_the_date_asked(tmp_path: Path) -> None:
    later = LAST + dt.timedelta(days=90)
    books = {
        LAST: {"measures": [measure(LAST)], "costs": [cost(LAST, measure_id="9.9")]},
        later: {"measures": [measure(later, end_baseline=LAST)], "costs": [cost(later)]},
    }
    write_csv(books, tmp_path / "exports")
    publish(tmp_path / "exports", Store(tmp_path / "store"))
    with open_snapshot(tmp_path / "store") as engine:
        assert [row["column"] for row in answered(engine, "quality/findings", LAST)] == ["Maßnahme-Nr", "Ende Prognose"]
        assert_as_the_files_say(engine, tmp_path / "exports", later)
        (changed,) = [
            row for row in answered(engine, "quality/findings", later) if row["column"] == "Ende Ursprungsplan"
        ]
        assert changed["delivery"] == later
        assert "zuerst 10.04.2022" in changed["message"]


def test_costs_alone_have_books_before_the_first_measures(tmp_path: Path) -> None:
    write_csv({FIRST: {"costs": [cost(FIRST)]}, LAST: {"measures": [measure(LAST)]}}, tmp_path / "exports")
    publish(tmp_path / "exports", Store(tmp_path / "store"))
    with open_snapshot(tmp_path / "store") as engine:
        assert [row["export"] for row in answered(engine, "quality/books", FIRST)] == ["costs"]
        with pytest.raises(NoSuchDate):
            answered(engine, "quality/books", FIRST - dt.timedelta(days=1))


@pytest.mark.parametrize("role", ["oeffentlich", "ausschuss", "ausschuss:EDV"])
def test_a_limited_role_gets_no_row_and_its_engine_cannot_count_what_it_does_not_see(
    sample: tuple[Path, Publication], role: str
) -> None:
    assert not viewer(role).every_row
    with open_snapshot(sample[0], role=role) as engine:
        assert answered(engine, "quality/books", LAST) == []
        assert answered(engine, "quality/findings", LAST) == []
        assert engine._con.execute("SELECT count(*) FROM deliveries WHERE records IS NOT NULL").fetchone() == (0,)
