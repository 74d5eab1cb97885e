"""A delivered file that is rewritten, replaced or grows while it is read: refused, or whole; never a mixture."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from analytics.errors import FileRefused
from analytics.publish import publish
from analytics.store import Store, durable
from tests.publications import DAY, TABLES, assert_whole, deliver, ended, postings, published, stored_amounts

ROWS = 4000
CHANGING = """
import itertools, os, sys, time
from pathlib import Path

how, file, *wholes = sys.argv[1:]
contents = [Path(whole).read_bytes() for whole in wholes]
for turn in itertools.count():
    content = contents[turn % 2]
    if how == "replaced":
        waiting = f"{wholes[0]}.{turn}"  # beside the delivery: a kill in between leaves nothing in it
        os.link(wholes[turn % 2], waiting)
        os.replace(waiting, file)
    elif how == "rewritten":
        with open(file, "r+b", buffering=0) as out:
            for start in range(0, len(content), 4096):
                out.write(content[start : start + 4096])
    else:
        with open(file, "ab", buffering=0) as out:
            out.write(content.splitlines(keepends=True)[1])
            time.sleep(0.002)  # as slow as an export
    if turn == 2:
        print("changing", flush=True)
"""


@pytest.mark.parametrize("how", ["replaced", "rewritten", "growing"])
def test_a_file_that_another_process_changes(tmp_path: Path, how: str) -> None:
    """Whole files differ in the amount of all postings and in nothing else."""
    store = Store(tmp_path / "store")
    former = published(postings(tmp_path / "0", 10, "1,00"), store)
    wholes = [postings(tmp_path / amount, ROWS, amount) / DAY.isoformat() / "kosten.csv" for amount in ("2,00", "3,00")]
    file = postings(tmp_path / "exports", ROWS, "2,00") / DAY.isoformat() / "kosten.csv"
    command = [sys.executable, "-c", CHANGING, how, str(file), *map(str, wholes)]
    with ended(subprocess.Popen(command, stdout=subprocess.PIPE, text=True)) as process:
        assert process.stdout and process.stdout.readline() == "changing\n"
        said = [attempt(store, tmp_path / "exports") for _ in range(4)]
        assert process.poll() is None
    assert all("wird noch geschrieben" in one or "während der Prüfung geändert" in one for one in said if one)
    assert all(said) or how == "replaced"
    assert all(said) == (assert_whole(store).id == former)
    file.unlink()
    shutil.copy(wholes[0], file)
    assert attempt(store, tmp_path / "exports") == "" and stored_amounts(store, store.snapshot().id) == {"2.00"}


def attempt(store: Store, exports: Path) -> str:
    """What is said; nothing when it was published, whole then."""
    try:
        outcome = publish(exports, store)
    except FileRefused as refusal:
        return str(refusal)
    refusals = [file.refused for file in outcome.files if file.refused]
    assert bool(refusals) != bool(outcome.snapshot_id)
    if outcome.snapshot_id:
        assert outcome.files[0].books.kept == ROWS and len(stored_amounts(store, outcome.snapshot_id)) == 1
    return " ".join(refusals)


def longer(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"x")


def shorter(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-9])


def replaced(file: Path) -> None:
    content = file.read_bytes()
    file.unlink()
    file.write_bytes(content)


CHANGES = [longer, shorter, replaced, Path.touch]


@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_changes_while_it_is_copied(
    tmp_path: Path, change: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    exports, store = deliver(tmp_path / "exports"), Store(tmp_path / "store")
    before, copyfile = published(exports, store), shutil.copyfile

    def copy_and_change(source: Path, target: Path) -> None:
        copyfile(source, target)
        change(source)

    monkeypatch.setattr(shutil, "copyfile", copy_and_change)
    outcome = publish(exports, store)
    assert outcome.snapshot_id is None
    assert all("wird noch geschrieben" in (file.refused or "") for file in outcome.files)
    assert assert_whole(store).id == before and not list((store.root / "tmp").iterdir())


@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_changes_while_it_is_checked(
    tmp_path: Path, change: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It looked finished while it was copied, as one does that grows slowly."""
    exports, store = deliver(tmp_path / "exports"), Store(tmp_path / "store")
    before = published(exports, store)
    file = deliver(exports, amount="7,77") / DAY.isoformat() / TABLES["costs"]
    monkeypatch.setattr(durable, "watchers", [lambda step: step == "part kept" and change(file)])
    with pytest.raises(FileRefused, match=r"kosten[.]csv“ wurde während der Prüfung geändert: bitte warten"):
        publish(exports, store)
    assert assert_whole(store).id == before and not list((store.root / "tmp").iterdir())


def test_a_file_that_is_taken_away_after_it_was_copied_was_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exports, store = deliver(tmp_path / "exports", amount="7,77"), Store(tmp_path / "store")
    file = exports / DAY.isoformat() / TABLES["costs"]
    monkeypatch.setattr(durable, "watchers", [lambda step: step == "part kept" and file.unlink(missing_ok=True)])
    assert stored_amounts(store, published(exports, store)) == {"7.77"}


def test_a_file_from_the_future_is_read(tmp_path: Path) -> None:
    """Clocks of two machines differ; that alone is no sign of a change."""
    exports, store = deliver(tmp_path / "exports"), Store(tmp_path / "store")
    for file in (exports / DAY.isoformat()).iterdir():
        os.utime(file, (4_000_000_000, 4_000_000_000))
    assert published(exports, store)
