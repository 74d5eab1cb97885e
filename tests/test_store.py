"""The store is doubted: killed at every step, read while it is written, written twice at once, fed changing files."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

import pyarrow.parquet as pq
import pytest

from analytics import store as steps
from analytics.engine import open_snapshot
from analytics.errors import NothingPublished, UserFacingError
from analytics.filters import Selection
from analytics.publish import publish
from analytics.queries import ask
from analytics.queries.answer import Asked
from analytics.reference import reference
from analytics.store import Snapshot, Store
from tests.dirty_files import csv_bytes, grid
from tests.plain_intake import FILES

DAY, EARLIER = dt.date(2021, 12, 31), dt.date(2021, 6, 30)
TABLES = {table: file for file, table in FILES.items()}
ROOT = Path(__file__).parent.parent


def deliver(exports: Path, day: dt.date = DAY, amount: str = "1000,5", tables: tuple[str, ...] = tuple(TABLES)) -> Path:
    """A clean delivery; `amount` stands in each of its postings."""
    folder = exports / day.isoformat()
    folder.mkdir(parents=True, exist_ok=True)
    for table in tables:
        content = csv_bytes(grid(table)).replace(b"05.01.2022", b"31.12.2021")  # reported on the day itself
        content = content.replace(b"31.12.2021", f"{day:%d.%m.%Y}".encode())
        (folder / TABLES[table]).write_bytes(content.replace(b"1000,5", amount.encode()))
    return exports


def state(store: Store) -> dict[str, str]:
    """Every file of the store but its lock, with the hash of its bytes."""
    paths = [path for path in store.root.rglob("*") if path.is_file() and path.name != ".lock"]
    return {str(path.relative_to(store.root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def assert_whole(store: Store) -> Snapshot:
    """The current snapshot, its manifest and every object in the store are what their names say."""
    snapshot = store.snapshot()
    for part in snapshot.parts:
        assert (store.root / "raw" / part.raw).is_file()
        for name in (part.rows, part.findings):
            assert store.object_path(name).is_file()
    for path in (*(store.root / "objects").iterdir(), *(store.root / "raw").iterdir()):
        assert path.stem == hashlib.sha256(path.read_bytes()).hexdigest(), path
    for path in (store.root / "snapshots").iterdir():
        read = store.snapshot(path.stem)
        assert steps.snapshot_of(read.parts, read.thresholds).id == path.stem
    return snapshot


def amounts(store: Store, snapshot: str | None = None, day: dt.date | None = None) -> set[str]:
    with open_snapshot(store.root, snapshot) as engine:
        return {str(row["amount_eur"]) for row in ask(engine, "table/costs", Asked(Selection(day))).to_pylist()}


def published(exports: Path, store: Store) -> str:
    outcome = publish(exports, store)
    assert outcome.snapshot_id and outcome.exit_code == 0, outcome
    assert not list((store.root / "tmp").iterdir())
    return outcome.snapshot_id


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


def test_many_rows_always_give_the_same_bytes(tmp_path: Path) -> None:
    """More than one row group, and more than one thread reads: rows must come in the order of the file."""
    header, row, *_ = (line.encode() for line in csv_bytes(grid("costs")).decode().splitlines())
    lines = [header, *(row.replace(b";B0;", b";B%d;" % number) for number in range(130_000)), b""]
    store, ids = Store(tmp_path / "store"), set()
    (tmp_path / DAY.isoformat()).mkdir()
    for end in (b"\n", b"\r\n"):
        (tmp_path / DAY.isoformat() / "kosten.csv").write_bytes(end.join(lines))
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


@pytest.mark.parametrize("how", ["longer", "shorter", "replaced", "touched"])
def test_a_file_that_changes_while_it_is_copied_is_refused(
    tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    exports, store = deliver(tmp_path / "exports"), Store(tmp_path / "store")
    before, copyfile = published(exports, store), shutil.copyfile

    def copy_and_change(source: Path, target: Path) -> None:
        copyfile(source, target)
        content = source.read_bytes()
        if how == "replaced":
            source.unlink()
        source.write_bytes({"longer": content + b"x", "shorter": content[:-9]}.get(how, content))

    monkeypatch.setattr(shutil, "copyfile", copy_and_change)
    outcome = publish(exports, store)
    assert outcome.snapshot_id is None and all(
        "wird noch geschrieben" in (file.refused or "") for file in outcome.files
    )
    assert assert_whole(store).id == before and not list((store.root / "tmp").iterdir())


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


# a writer that dies

CRASH = """
import os, signal, sys
from pathlib import Path
from analytics import store
from analytics.publish import publish

for line in sys.stdin:
    at, root, exports = line.rstrip("\\n").split("\\t")
    if not (child := os.fork()):
        left = int(at)
        def reached(step):
            global left
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)
        store.reached = reached
        publish(Path(exports), store.Store(Path(root)))
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@contextmanager
def python(script: str) -> Iterator[tuple[IO[str], IO[str]]]:
    """A Python process of its own: what to write to, what to read from."""
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdin and process.stdout
        yield process.stdin, process.stdout
        process.stdin.close()
        assert process.wait(60) == 0


def test_a_publication_killed_at_any_step_leaves_a_whole_snapshot(tmp_path: Path) -> None:
    exports, base, complete = tmp_path / "exports", Store(tmp_path / "base"), Store(tmp_path / "complete")
    old = published(deliver(exports, amount="1,00", tables=("costs",)), base)
    deliver(exports, amount="2,00", tables=("costs",))
    deliver(exports, EARLIER, "3,00", ("costs",))
    new = published(exports, complete)
    seen = []
    with python(CRASH) as (into, out):
        for at in range(1, 100):
            store = Store(tmp_path / f"store{at}")
            shutil.copytree(base.root, store.root)
            into.write(f"{at}\t{store.root}\t{exports}\n")
            into.flush()
            ended = int(out.readline())
            seen.append(assert_whole(store).id)
            assert stored_amounts(store, old) == {"1.00"}
            assert published(exports, store) == new and assert_whole(store).id == new
            assert set(state(store)) == set(state(complete)) | set(state(base))
            if ended == 0:
                break
            assert ended == -9
    assert seen[0] == old and seen[-1] == new and seen == sorted(seen, key=[old, new].index)
    assert 20 < len(seen) < 40  # copied, synced, renamed, kept … each file has its steps


def stored_amounts(store: Store, snapshot: str) -> set[str]:
    """The amounts in the objects themselves."""
    objects = [store.object_path(part.rows) for part in store.snapshot(snapshot).parts if part.table == "costs"]
    return {str(amount) for path in objects for amount in pq.read_table(path)["amount_eur"].to_pylist()}


PUBLISH = """
import sys
from pathlib import Path
from analytics.publish import publish
from analytics.store import Store

root, *deliveries = sys.argv[1:]
print("ready", flush=True)
sys.stdin.readline()
for exports in deliveries:
    assert publish(Path(exports), Store(Path(root))).exit_code == 0
"""


def publisher(root: Path, *deliveries: Path) -> subprocess.Popen[str]:
    """A process that publishes one delivery after the other as soon as it is told to."""
    command = [sys.executable, "-c", PUBLISH, str(root), *map(str, deliveries)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout and process.stdout.readline() == "ready\n"
    return process


def test_a_reader_sees_whole_snapshots_only(tmp_path: Path) -> None:
    """Each publication brings two dates with one amount: a mix of two publications would show two amounts."""
    store, ids = Store(tmp_path / "store"), {}
    both = [deliver(deliver(tmp_path / text, DAY, text), EARLIER, text) for text in ("1,00", "2,00")]
    for exports in both:
        ids[published(exports, store)] = {exports.name.replace(",", ".")}
    seen = []
    with publisher(store.root, *both * 2) as writer:
        assert writer.stdin
        writer.stdin.write("go\n")
        writer.stdin.flush()
        while writer.poll() is None:
            with open_snapshot(store.root) as engine:
                days = [ask(engine, "table/costs", Asked(Selection(day))).to_pylist() for day in (DAY, EARLIER)]
            found = [{str(row["amount_eur"]) for row in rows} for rows in days]
            assert found == [ids[engine.snapshot_id]] * 2
            seen.append(engine.snapshot_id)
    assert writer.returncode == 0 and set(seen) == set(ids)


def test_two_publishers_at_once_both_land(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    days = [dt.date(2021, month, 28) for month in range(1, 7)]
    deliveries = [deliver(tmp_path / day.isoformat(), day, f"{day.month},00") for day in days]
    with publisher(store.root, *deliveries[:3]) as one, publisher(store.root, *deliveries[3:]) as two:
        for writer in (one, two):
            assert writer.stdin
            writer.stdin.write("go\n")
            writer.stdin.flush()
        assert (one.wait(60), two.wait(60)) == (0, 0)
    assert len(assert_whole(store).parts) == 18
    assert [amounts(store, day=day) for day in days] == [{f"{day.month}.00"} for day in days]


def test_a_writer_waits_and_gives_up_in_one_sentence(tmp_path: Path) -> None:
    store, entered = Store(tmp_path / "store"), threading.Event()
    leave = threading.Event()

    def hold() -> None:
        with store.writing():
            entered.set()
            leave.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    assert entered.wait(10)
    with pytest.raises(UserFacingError, match="läuft noch"), store.writing(timeout_s=0.1):
        pass
    leave.set()
    holder.join()
    with store.writing(timeout_s=5) as folder:
        assert folder.is_dir()


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
