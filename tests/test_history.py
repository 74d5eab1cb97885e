"""The history tells each change of the current snapshot once, and every snapshot can be made current again."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
from pathlib import Path

import pytest

from analytics.__main__ import main
from analytics.errors import NothingPublished, StoreUnreadable, UserFacingError
from analytics.store import Entry, Store, history
from tests.damage import DAMAGES
from tests.publications import DAY, EARLIER, amounts, assert_whole, deliver, published, state

ALL = tuple((table, DAY) for table in ("measures", "costs", "broadband"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two publications: the first of all exports, the second of one at another date."""
    store = Store(tmp_path / "store")
    published(deliver(tmp_path / "first", amount="1,00"), store)
    published(deliver(tmp_path / "second", EARLIER, "2,00", ("costs",)), store)
    return store


def told(store: Store) -> list[tuple[str, str, tuple[tuple[str, dt.date], ...]]]:
    return [(entry.kind, entry.by, entry.brought) for entry in store.history()]


def files(store: Store) -> list[str]:
    return sorted(path.name for path in (store.root / "history").iterdir())


# what is told


def test_an_entry_says_when_which_by_what_and_what_it_brought(tmp_path: Path) -> None:
    store, before = Store(tmp_path / "store"), dt.datetime.now(dt.UTC)
    assert store.history() == () and not store.root.exists()
    snapshot = published(deliver(tmp_path / "first"), store)
    [entry] = store.history()
    assert entry == Entry(entry.at, snapshot, "Lieferung", "Kommandozeile", ALL)
    assert before <= entry.at <= dt.datetime.now(dt.UTC) and entry.at.utcoffset() == dt.timedelta(0)


def test_the_newest_is_first_and_the_same_again_is_no_change(store: Store, tmp_path: Path) -> None:
    published(tmp_path / "second", store)
    assert told(store) == [
        ("Lieferung", "Kommandozeile", (("costs", EARLIER),)),
        ("Lieferung", "Kommandozeile", ALL),
    ]
    assert files(store) == ["000001.json", "000002.json"]
    first, second = reversed(store.history())
    assert first.at < second.at and second.snapshot == store.current_id()


def test_who_published_is_told(store: Store) -> None:
    second, first = store.history()
    with store.writing():
        store.publish(store.snapshot(first.snapshot), by="Datenlieferung", brought=(("costs", DAY),))
    assert told(store)[0] == ("Lieferung", "Datenlieferung", (("costs", DAY),)) and len(store.history()) == 3
    assert store.history()[1:] == (second, first)


# the way back


def test_the_way_back_removes_nothing_and_leads_forth_again(store: Store, tmp_path: Path) -> None:
    second, first = (entry.snapshot for entry in store.history())
    before = state(store)
    assert store.go_back(first, by="Leitung").id == first == store.current_id()
    assert {name for name in before if before[name] != state(store).get(name)} == {"CURRENT"}
    assert told(store)[0] == ("Rückkehr", "Leitung", ()) and amounts(store) == {"1.00"}
    published(deliver(tmp_path / "third", EARLIER, "3,00", ("costs",)), store)
    assert amounts(store, day=EARLIER) == {"3.00"}
    store.go_back(second, by="Leitung")
    assert amounts(store, day=EARLIER) == {"2.00"} and len(store.history()) == 5 and assert_whole(store)


def test_back_to_the_current_one_changes_nothing(store: Store) -> None:
    before = state(store)
    assert store.go_back(str(store.current_id()), by="Leitung") == store.current()
    assert state(store) == before


@pytest.mark.parametrize("what", [name for name in DAMAGES if name.startswith(("manifest", "object"))])
def test_the_way_to_a_damaged_snapshot_is_refused(store: Store, what: str) -> None:
    second, first = (entry.snapshot for entry in store.history())
    (store.root / "CURRENT").write_text(first)
    DAMAGES[what][0](store.root)
    (store.root / "CURRENT").write_text(second)
    before = state(store)
    with pytest.raises(StoreUnreadable, match=DAMAGES[what][1]):
        store.go_back(first, by="Leitung")
    assert state(store) == before


@pytest.mark.parametrize("asked", ["0" * 16, "../CURRENT", "", "x\0"])
def test_the_way_to_nowhere_is_refused(store: Store, asked: str) -> None:
    before = state(store)
    with pytest.raises(NothingPublished, match="bitte die Kennung prüfen"):
        store.go_back(asked, by="Leitung")
    assert state(store) == before


# what nobody told


@pytest.mark.parametrize("written", [False, True])
def test_a_store_without_history_gets_one(store: Store, written: bool) -> None:
    """Readers find it out, the next writer writes it down."""
    shutil.rmtree(store.root / "history")
    os.utime(store.root / "CURRENT", (1_600_000_000, 1_600_000_000))
    if written:
        with store.writing():
            pass
    [entry] = store.history()
    assert (entry.at, entry.snapshot) == (dt.datetime.fromtimestamp(1_600_000_000, dt.UTC), store.current_id())
    brought = (("broadband", DAY), ("costs", EARLIER), ("costs", DAY), ("measures", DAY))
    assert told(store) == [("nachgetragen", "unbekannt", brought)]
    assert (store.root / "history").exists() == written


def test_a_pointer_changed_by_hand_is_told(store: Store) -> None:
    second, first = store.history()
    (store.root / "CURRENT").write_text(first.snapshot)
    found = store.history()
    assert told(store)[0] == ("nachgetragen", "unbekannt", ()) and found[1:] == (second, first)
    with store.writing():
        assert store.history() == found
    (store.root / "CURRENT").write_text(second.snapshot)
    assert told(store)[0] == ("nachgetragen", "unbekannt", (("costs", EARLIER),))
    assert [entry.snapshot for entry in store.history()] == [second.snapshot, first.snapshot] * 2


@pytest.mark.parametrize("swapped", [False, True])
def test_an_announcement_holds_from_the_swap_on(store: Store, swapped: bool) -> None:
    _, first = store.history()
    before = store.history()
    announced = Entry(dt.datetime.now(dt.UTC), first.snapshot, "Rückkehr", "Leitung")
    (store.root / "history" / history.NEXT).write_text(history.text_of(announced), "utf-8")
    if swapped:
        (store.root / "CURRENT").write_text(first.snapshot)
    for _ in range(2):
        assert store.history() == ((announced, *before) if swapped else before)
        with store.writing():
            assert history.NEXT not in files(store)


def test_a_damaged_entry_is_passed_over(store: Store, tmp_path: Path) -> None:
    """However it is cut; its place is not used again, and what is current is told all the same."""
    second, first = store.history()
    file = store.root / "history" / "000002.json"
    content = file.read_bytes()
    for cut in range(len(content)):
        file.write_bytes(content[:cut])
        assert store.history()[1:] == (first,) and told(store)[0][0] == "nachgetragen"
    published(deliver(tmp_path / "third", amount="3,00"), store)
    assert files(store) == [f"00000{number}.json" for number in range(1, 5)]
    assert [kind for kind, _, _ in told(store)] == ["Lieferung", "nachgetragen", "Lieferung"]
    assert [entry.snapshot for entry in store.history()][1:] == [second.snapshot, first.snapshot]


@pytest.mark.parametrize(
    "change",
    [
        *({"at": at} for at in ("2021-12-31T00:00:00", 5)),
        *({"snapshot": snapshot} for snapshot in ("../x", None)),
        *({"brought": brought} for brought in ([["costs"]], 5)),
        {"kind": "x"},
        {"by": None},
    ],
)
def test_an_entry_of_another_kind_is_damaged(store: Store, change: dict[str, object]) -> None:
    file = store.root / "history" / "000001.json"
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | change), "utf-8")
    assert history.read(file) is None and len(store.history()) == 1


# the commands


def test_history_and_back_as_commands(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    place = ["--store", str(store.root)]
    second, first = (entry.snapshot for entry in store.history())
    assert main(["back", first, *place]) == 0
    assert capsys.readouterr().out == f"Aktuell ist der Datenstand {first}\n"
    assert main(["history", *place]) == 0
    when = r"\d\d\.\d\d\.\d{4}, \d\d:\d\d Uhr"
    assert re.fullmatch(
        rf"{when}  Rückkehr  {first} \(gilt jetzt\)  Kommandozeile\n"
        rf"{when}  Lieferung  {second}  Kommandozeile  2021-06-30: kosten.csv\n"
        rf"{when}  Lieferung  {first}  Kommandozeile  2021-12-31: breitband.csv, kosten.csv, massnahmen.csv\n",
        capsys.readouterr().out,
    )


def test_commands_without_an_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ["--store", str(tmp_path / "store")]
    assert main(["history", *place]) == 0 and capsys.readouterr().out == "Es ist noch nichts veröffentlicht.\n"
    assert main(["back", "0" * 16, *place]) == 2
    out, err = capsys.readouterr()
    assert not out and re.fullmatch(".+: .+[.]\n", err)


def test_a_turn_that_does_not_come(store: Store) -> None:
    with store.writing(), pytest.raises(UserFacingError, match="läuft noch"), store.writing(timeout_s=0.1):
        raise AssertionError("two writers at once")
