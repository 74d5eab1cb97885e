"""A store that was damaged from outside: one sentence for readers and publishers, and a way to set it right."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from analytics.__main__ import main
from analytics.engine import open_snapshot
from analytics.errors import StoreUnreadable
from analytics.publish import publish
from analytics.queries import ask
from analytics.queries.answer import Asked
from analytics.store import Store
from tests.damage import DAMAGES
from tests.publications import EARLIER, assert_whole, deliver, published, state


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two deliveries, `first` and `second`, and the store of both."""
    folder = tmp_path_factory.mktemp("whole")
    store = Store(folder / "store")
    published(deliver(folder / "first", amount="1,00"), store)
    published(deliver(folder / "second", amount="2,00"), store)
    return folder


@pytest.fixture
def store(whole: Path, tmp_path: Path) -> Store:
    """A copy of it, to be damaged."""
    return Store(Path(shutil.copytree(whole / "store", tmp_path / "store")))


def read(store: Store) -> None:
    with open_snapshot(store.root) as engine:
        ask(engine, "table/costs", Asked())


@pytest.mark.parametrize("what", [name for name in DAMAGES if name.startswith("object")])
def test_the_same_delivery_mends_objects(whole: Path, store: Store, what: str) -> None:
    """An object that is there is not trusted by its name: it is written anew."""
    current = store.current_id()
    DAMAGES[what][0](store.root)
    with pytest.raises(StoreUnreadable, match="noch einmal veröffentlichen"):
        read(store)
    assert published(whole / "second", store) == current
    assert assert_whole(store).id == current and len(store.history()) == 2


@pytest.mark.parametrize("what", [name for name in DAMAGES if name.startswith("object")])
def test_nothing_is_published_on_top_of_damaged_objects(whole: Path, store: Store, tmp_path: Path, what: str) -> None:
    DAMAGES[what][0](store.root)
    before = store.current_id()
    with pytest.raises(StoreUnreadable, match="noch einmal veröffentlichen"):
        publish(deliver(tmp_path / "other", EARLIER), store)
    assert store.current_id() == before and len(store.history()) == 2
    publish(whole / "second", store)
    assert published(tmp_path / "other", store) != before and len(assert_whole(store).parts) == 6


def test_each_object_is_looked_at_before_a_publication(whole: Path, store: Store, tmp_path: Path) -> None:
    """Also those that no question of a publication reads."""
    published(deliver(tmp_path / "earlier", EARLIER, "3,00"), store)
    other = deliver(tmp_path / "other", dt.date(2022, 6, 30), "4,00", ("measures",))
    objects = {store.object_path(part.rows) for part in store.snapshot().parts}
    for path in objects:
        content = path.read_bytes()
        path.write_bytes(b"PARX" + content[4:])
        before = store.current_id()
        with pytest.raises(StoreUnreadable, match="noch einmal veröffentlichen"):
            publish(other, store)
        assert store.current_id() == before and len(objects) == 6
        path.write_bytes(content)
    assert published(other, store) == assert_whole(store).id


@pytest.mark.parametrize("what", [name for name in DAMAGES if name.startswith(("manifest", "pointer"))])
def test_the_way_back_and_the_same_delivery_mend_the_rest(
    whole: Path, store: Store, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    second, first = (entry.snapshot for entry in store.history())
    DAMAGES[what][0](store.root)
    damaged = state(store)
    for attempt in (read, lambda store: publish(whole / "second", store)):
        with pytest.raises(StoreUnreadable, match=DAMAGES[what][1]):
            attempt(store)
    assert state(store) == damaged
    assert main(["history", "--store", str(store.root)]) == 2
    out, err = capsys.readouterr()
    assert [line.split()[4] for line in out.splitlines()] == [second, first] and "gilt jetzt" not in out
    assert re.fullmatch(".+: .+[.]\n", err)
    assert main(["back", first, "--store", str(store.root)]) == 0
    assert store.snapshot().id == first
    assert published(whole / "second", store) == second and assert_whole(store).id == second


def test_a_lost_pointer_is_no_empty_store(whole: Path, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """To begin anew would hide all that was published."""
    (store.root / "CURRENT").unlink()
    for attempt in (read, lambda store: publish(whole / "second", store)):
        with pytest.raises(StoreUnreadable, match="CURRENT"):
            attempt(store)
    assert main(["publish", "--if-empty", "--exports", str(whole / "first"), "--store", str(store.root)]) == 2
    assert not (store.root / "CURRENT").exists() and "CURRENT" in capsys.readouterr().err
    second = store.history()[0].snapshot
    assert store.go_back(second, by="Leitung").id == second and assert_whole(store).id == second


RAW: dict[str, Callable[[Path], object]] = {
    "missing": shutil.rmtree,
    "emptied": lambda raw: [file.unlink() for file in raw.iterdir()],
    "changed": lambda raw: [file.write_bytes(b"x") for file in raw.iterdir()],
}


@pytest.mark.parametrize("what", RAW)
def test_lost_inputs_stop_nobody_and_come_back(whole: Path, store: Store, what: str) -> None:
    """No figure depends on them; what is delivered once more lies there again."""
    current = store.current_id()
    RAW[what](store.root / "raw")
    read(store)
    for delivery in ("second", "first", "second"):
        published(whole / delivery, store)
    assert assert_whole(store).id == current


def test_a_damaged_manifest_is_never_made_current(whole: Path, store: Store) -> None:
    second, first = (entry.snapshot for entry in store.history())
    store.go_back(first, by="Leitung")
    manifest = store.root / "snapshots" / f"{second}.json"
    manifest.write_text(manifest.read_text("utf-8").replace('"sample": false', '"sample": true'), "utf-8")
    assert published(whole / "second", store) == second and not assert_whole(store).is_sample


def test_a_file_where_a_folder_belongs(whole: Path, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(store.root / "raw")
    (store.root / "raw").write_text("")
    assert main(["publish", "--exports", str(whole / "second"), "--store", str(store.root)]) == 2
    assert re.fullmatch("„.+/raw“: .+[.]\n", capsys.readouterr().err)
    read(store)
