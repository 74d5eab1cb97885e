"""What a snapshot is: made of content, never changed, replaced by (date, export); all of a delivery or nothing."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from analytics.engine import open_snapshot
from analytics.errors import NothingPublished, UserFacingError
from analytics.publish import publish
from analytics.queries import ask
from analytics.reference import reference
from analytics.store import Store
from tests.dirty_files import csv_bytes, grid
from tests.publications import DAY, EARLIER, TABLES, amounts, assert_whole, deliver, postings, published, state

# what a snapshot is


def test_publishing_twice_changes_nothing(tmp_path: Path) -> None:
    exports, store = deliver(tmp_path / "exports"), Store(tmp_path / "store")
    first = published(exports, store)
    before = state(store)
    assert published(exports, store) == first and state(store) == before
    assert assert_whole(store).id == first


def test_another_dialect_of_the_same_rows_is_the_same_snapshot(tmp_path: Path) -> None:
    exports, store = deliver(tmp_path / "exports"), Store(tmp_path / "store")
    first = published(exports, store)
    for table, file in TABLES.items():
        cells = [[cell.replace("05.01.2022", "31.12.2021") for cell in reversed(row)] for row in grid(table)]
        content = csv_bytes(cells, "\t", "\r\n").decode().encode("utf-16")
        (exports / DAY.isoformat() / file).write_bytes(content)
    assert published(exports, store) == first
    assert len(list((store.root / "objects").iterdir())) == 4  # three exports; no findings is one object for all
    assert assert_whole(store).id == first


@pytest.mark.parametrize("changed", [1, 40, 900])
def test_another_writing_of_a_few_cells_is_the_same_snapshot(tmp_path: Path, changed: int) -> None:
    """Whatever way the rows were read: the first ones, some of them a second time, all of them anew."""
    file = postings(tmp_path, 3_000, "1234,56") / DAY.isoformat() / TABLES["costs"]
    first = published(tmp_path, Store(tmp_path / "store"))
    head, *rows = file.read_bytes().splitlines(keepends=True)
    other = [row.replace(b"1234,56", b"1.234,56") if number % (3_000 // changed) == 2_900 % (3_000 // changed) else row
             for number, row in enumerate(rows)]  # fmt: skip
    assert other != rows
    file.write_bytes(b"".join([head, *other]))
    assert published(tmp_path, Store(tmp_path / "other")) == first


def test_many_rows_always_give_the_same_bytes(tmp_path: Path) -> None:
    """More than one row group, and more than one thread reads: rows must come in the order of the file."""
    store, ids = Store(tmp_path / "store"), set()
    file = postings(tmp_path, 130_000) / DAY.isoformat() / TABLES["costs"]
    for end in (b"\n", b"\r\n"):
        file.write_bytes(file.read_bytes().replace(b"\n", end))
        ids.add(published(tmp_path, store))
    assert len(ids) == 1 and len(list((store.root / "objects").iterdir())) == 2
    [part] = store.snapshot().parts
    rows = pq.read_table(store.object_path(part.rows), columns=["source_line", "posting_id"]).to_pydict()
    assert rows["source_line"] == list(range(2, 130_002))
    assert rows["posting_id"] == [f"B{number}" for number in range(130_000)]


def test_the_order_of_publishing_does_not_matter(tmp_path: Path) -> None:
    early, late = deliver(tmp_path / "a", EARLIER, "1,00"), deliver(tmp_path / "b", DAY, "2,00")
    both = deliver(deliver(tmp_path / "c", EARLIER, "1,00"), DAY, "2,00")
    ids = []
    for number, order in enumerate(([early, late], [late, early], [both])):
        store = Store(tmp_path / f"store{number}")
        ids.append([published(exports, store) for exports in order][-1])
        assert amounts(store) == {"2.00"} and amounts(store, day=EARLIER) == {"1.00"}
    assert len(set(ids)) == 1


def test_a_delivery_replaces_its_own_exports_and_no_other(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    first = published(deliver(deliver(tmp_path / "a", EARLIER, "1,00"), DAY, "2,00"), store)
    before = {part.key: part for part in store.snapshot().parts}
    second = published(deliver(tmp_path / "b", EARLIER, "3,00", ("costs",)), store)
    after = {part.key: part for part in store.snapshot().parts}
    assert second != first and len(after) == 6
    assert [key for key in after if after[key] != before[key]] == [("costs", EARLIER)]
    assert (amounts(store), amounts(store, day=EARLIER)) == ({"2.00"}, {"3.00"})
    assert (amounts(store, first), amounts(store, first, EARLIER)) == ({"2.00"}, {"1.00"})  # the old one stays
    assert published(tmp_path / "a", store) == first


def test_sample_data_are_another_snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exports, store = deliver(tmp_path / "exports"), Store(tmp_path / "store")
    real = published(exports, store)
    (exports / "BEISPIELDATEN.md").write_text("Beispiel")
    monkeypatch.chdir(exports / DAY.isoformat())
    sample = published(Path(), store)
    assert sample != real and store.snapshot(sample).is_sample and not store.snapshot(real).is_sample
    (exports / DAY.isoformat() / "massnahmen.csv").unlink()
    (exports / DAY.isoformat() / "breitband.csv").unlink()
    alone = published(Path("kosten.csv"), Store(tmp_path / "other"))
    assert Store(tmp_path / "other").snapshot(alone).is_sample


def test_other_thresholds_are_another_snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An old id gives the same rating for ever, whatever ampelregel.toml says by then."""
    exports, store = deliver(tmp_path / "exports"), Store(tmp_path / "store")
    first = published(exports, store)
    limits = replace(reference().thresholds, yellow_days=1, red_days=2)
    monkeypatch.setattr("analytics.publish.reference", lambda: replace(reference(), thresholds=limits))
    second = published(exports, store)
    assert second != first and assert_whole(store).thresholds == limits
    ratings = []
    for snapshot in (first, second):
        with open_snapshot(store.root, snapshot) as engine:
            ratings.append({row["computed_rating"] for row in ask(engine, "measures/rating").to_pylist()})
    assert store.snapshot(first).thresholds == reference().thresholds and ratings[1] == {"rot"}


def test_a_refused_file_changes_nothing(tmp_path: Path) -> None:
    exports, store = deliver(tmp_path / "exports"), Store(tmp_path / "store")
    published(exports, store)
    before = state(store)
    deliver(exports, DAY, "7,77")
    (exports / DAY.isoformat() / "breitband.csv").write_bytes(b"")
    outcome = publish(exports, store)
    assert (outcome.snapshot_id, outcome.exit_code) == (None, 2)
    assert [bool(file.refused) for file in outcome.files] == [False, False, True]
    assert state(store) == before


def test_an_undated_file_changes_nothing(tmp_path: Path) -> None:
    exports, store = deliver(tmp_path / "exports"), Store(tmp_path / "store")
    published(exports, store)
    before = state(store)
    loose = tmp_path / "kosten.csv"
    shutil.copy(exports / DAY.isoformat() / "kosten.csv", loose)
    assert publish(loose, store).snapshot_id is None
    assert state(store) == before


@pytest.mark.parametrize("asked", ["0" * 16, "../x", "../CURRENT", "", " ", "A" * 16, "0" * 15, "x\0", "0" * 16 + "\n"])
def test_an_unknown_snapshot_is_said_so(tmp_path: Path, asked: str) -> None:
    store = Store(tmp_path / "store")
    published(deliver(tmp_path / "exports"), store)
    (store.root / "x.json").write_text('{"parts": []}')
    with pytest.raises(NothingPublished):
        store.snapshot(asked)


@pytest.mark.parametrize("root", ["missing", "empty"])
def test_an_empty_store_says_that_nothing_is_published(tmp_path: Path, root: str) -> None:
    (tmp_path / "empty").mkdir()
    store = Store(tmp_path / root)
    assert store.current() is None and not list((tmp_path / "empty").iterdir())
    with pytest.raises(NothingPublished):
        store.snapshot()


def test_the_manifest_says_what_was_delivered(tmp_path: Path) -> None:
    exports, store = deliver(tmp_path / "exports"), Store(tmp_path / "store")
    snapshot = published(exports, store)
    manifest = json.loads((store.root / "snapshots" / f"{snapshot}.json").read_text())
    assert [part["file"] for part in manifest["parts"]] == [
        f"2021-12-31/{TABLES[t]}" for t in ("broadband", "costs", "measures")
    ]
    for part in manifest["parts"]:
        delivered = exports / part["file"]
        assert part["raw"] == f"{hashlib.sha256(delivered.read_bytes()).hexdigest()}.csv"
        assert part["books"] == {"records": 3, "kept": 3, "set_aside": 0, "left_out": 0}
    assert (store.root / "CURRENT").read_text() == snapshot


@pytest.mark.parametrize("content", ["", "0123456789abcdef"])
def test_a_damaged_pointer_loses_nothing(tmp_path: Path, content: str) -> None:
    exports, store = deliver(tmp_path / "exports"), Store(tmp_path / "store")
    published(exports, store)
    (store.root / "CURRENT").write_text(content)
    with pytest.raises(UserFacingError, match="CURRENT"):
        publish(exports, store)
    assert (store.root / "CURRENT").read_text() == content


def test_a_changed_rating_rule_makes_a_new_snapshot_and_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exports, store = deliver(tmp_path / "exports"), Store(tmp_path / "store")
    before = published(exports, store)
    stricter = replace(reference(), thresholds=replace(reference().thresholds, red_days=1))
    monkeypatch.setattr("analytics.publish.reference", lambda: stricter)
    after = publish(exports, store).snapshot_id
    assert after and after != before
    assert (store.snapshot(before).thresholds.red_days, store.snapshot(after).thresholds.red_days) == (90, 1)
