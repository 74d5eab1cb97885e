"""Writers die, wait and come at once, while readers read: nothing published is lost, nobody sees a mixture.

`KILLS=200 pytest tests/test_reliability.py -s` kills more often at random and prints what was seen.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import re
import signal
import subprocess
import sys
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from analytics.settings import ROOT
from analytics.store import Store
from tests.dying_writers import BY, Ended, Order, Writers, dying_writers
from tests.publications import (
    DAY,
    EARLIER,
    amounts,
    assert_all_there,
    assert_whole,
    deliver,
    ended,
    published,
    state,
    stored_amounts,
)
from tests.watching_readers import Watched, watching_readers

KILLS = int(os.environ.get("KILLS", "8"))
READERS, NICE = (2, 15) if KILLS < 100 else (4, 0)
BOTH = tuple(("costs", day) for day in (EARLIER, DAY))
Change = tuple[str, str, str, tuple[tuple[str, dt.date], ...]]


@dataclass
class World:
    """A store, and all that must be true of it: every change of its current snapshot, every amount it ever held."""

    folder: Path
    store: Store
    changes: list[Change] = field(default_factory=list)
    amounts: dict[str, str] = field(default_factory=dict)

    def delivery(self, amount: int) -> Path:
        """Both dates with one amount."""
        exports = deliver(self.folder / f"{amount}", EARLIER, f"{amount},00", ("costs",))
        return deliver(exports, DAY, f"{amount},00", ("costs",))

    def publishing(self, amount: int, at: int | None = None, after: float | None = None) -> Order:
        return Order(str(self.store.root), exports=str(self.delivery(amount)), at=at, after=after)

    def going_back(self, snapshot: str, at: int | None = None, after: float | None = None) -> Order:
        return Order(str(self.store.root), snapshot=snapshot, at=at, after=after)

    def carry_out(self, writers: Writers, order: Order) -> Ended:
        """Let it be done or killed, then doubt the store, as its readers find it and as the next writer leaves it."""
        before = self.store.current_id()
        [done] = writers(order)
        assert done.code in (0, -signal.SIGKILL), done
        after = self.store.current_id()
        assert done.code or after == (order.snapshot or after)
        if after != before:
            self._changed(str(after), order)
        self.assert_as_told()
        with self.store.writing():
            pass
        assert not list((self.store.root / "tmp").iterdir())
        self.assert_as_told()
        return done

    def _changed(self, snapshot: str, order: Order) -> None:
        if order.exports:
            self.changes.append((snapshot, "Lieferung", "Kommandozeile", BOTH))
            amount = f"{Path(order.exports).name}.00"
            assert self.amounts.setdefault(snapshot, amount) == amount
        else:
            self.changes.append((snapshot, "Rückkehr", BY, ()))
            assert snapshot == order.snapshot

    def assert_as_told(self) -> None:
        """The current snapshot is whole, and the history tells each change once."""
        told = [(entry.snapshot, entry.kind, entry.by, entry.brought) for entry in reversed(self.store.history())]
        assert told == self.changes
        current = self.store.snapshot()
        self.store.verify(current)
        assert_all_there(self.store, current)

    def assert_nothing_lost(self, watched: Watched) -> None:
        """Every snapshot that ever was current still holds what it held, and readers saw nothing else."""
        assert_whole(self.store)
        for snapshot, amount in self.amounts.items():
            assert stored_amounts(self.store, snapshot) == {amount}
        assert (watched.mixtures, watched.errors) == ([], [])
        assert watched.reads >= READERS and watched.amounts.items() <= self.amounts.items()


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A store with one publication."""
    world = World(tmp_path, Store(tmp_path / "store"))
    first = published(world.delivery(1), world.store)
    world.changes.append((first, "Lieferung", "Kommandozeile", BOTH))
    world.amounts[first] = "1.00"
    return world


def steps_of_the_store() -> set[str]:
    """The steps that the product names anywhere."""
    text = "".join(path.read_text("utf-8") for path in (ROOT / "analytics").glob("*.py"))
    return set(re.findall(r'reached\("([^"]+)"\)', text))


def in_writing(steps: list[str]) -> set[str]:
    """The places in the store where a file was opened for writing."""
    return {step.removeprefix("before writing ") for step in steps if step.startswith("before writing ")}


def test_killed_at_every_step_while_readers_read(world: World) -> None:
    """Each step of a publication, then each of a way back; a killed child reached that step and no further."""
    with dying_writers() as writers, watching_readers(world.store.root, READERS, NICE) as watched:
        names = world.carry_out(writers, world.publishing(2)).steps
        assert steps_of_the_store() - {"waiting"} <= set(names) and len(names) > 50
        assert in_writing(names) == {".lock", "tmp"}  # what readers read is never open for writing
        visible = []
        for at in range(1, len(names) + 1):
            before = world.store.current_id()
            done = world.carry_out(writers, world.publishing(at + 2, at))
            assert (done.code, done.steps) == (-signal.SIGKILL, names[:at])
            visible.append(world.store.current_id() != before)
        assert visible == sorted(visible) and visible[0] is False and visible[-1] is True
        names = world.carry_out(writers, world.going_back(world.changes[0][0])).steps
        assert "published" in names
        for at in range(1, len(names) + 1):
            earlier = world.changes[-2][0]
            done = world.carry_out(writers, world.going_back(earlier, at))
            assert (done.code, done.steps) == (-signal.SIGKILL, names[:at])
    world.assert_nothing_lost(watched)
    report("at every step", len(visible) + len(names), world, watched)


def test_killed_at_any_moment_while_readers_read(world: World) -> None:
    chance, kills, amount = random.Random(1), 0, 3
    with dying_writers() as writers, watching_readers(world.store.root, READERS, NICE) as watched:
        begun = time.monotonic()
        world.carry_out(writers, world.publishing(2))
        takes = time.monotonic() - begun
        while kills < KILLS:
            after = chance.uniform(0, takes)
            order = world.going_back(chance.choice(sorted(world.amounts)), after=after / 4)
            if chance.random() < 0.7:
                amount += chance.random() < 0.8  # else once more what was killed or published before
                order = world.publishing(amount, after=after)
            kills += world.carry_out(writers, order).code != 0
    world.assert_nothing_lost(watched)
    assert len(world.changes) > 2
    report("at any moment", kills, world, watched)


def report(how: str, kills: int, world: World, watched: Watched) -> None:
    inconsistent = len(watched.mixtures) + len(watched.errors)
    print(
        f"\nkilled {how}: {kills} kills, {kills} recoveries, {len(world.changes)} changes told, "
        f"{watched.reads} reads of {len(watched.amounts)} snapshots, {inconsistent} inconsistent"
    )


def test_publishers_at_once_all_land(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    days = [dt.date(2021, month, 28) for month in range(1, 7)]
    deliveries = [deliver(tmp_path / day.isoformat(), day, f"{day.month},00", ("costs",)) for day in days]
    with dying_writers() as writers:
        done = writers(*(Order(str(store.root), exports=str(exports)) for exports in deliveries))
    assert [child.code for child in done] == [0] * 6 and any("waiting" in child.steps for child in done)
    assert [part.key for part in assert_whole(store).parts] == [("costs", day) for day in days]
    assert [amounts(store, day=day) for day in days] == [{f"{day.month}.00"} for day in days]
    assert sorted(entry.brought for entry in store.history()) == [(("costs", day),) for day in days]
    assert [len(store.snapshot(entry.snapshot).parts) for entry in store.history()] == list(range(6, 0, -1))


WRITER = """
import sys
from pathlib import Path
from analytics.store import durable
from analytics.publish import publish
from analytics.store import Store

durable.watchers.append(lambda step: print(step, flush=True))
if len(sys.argv) > 2:
    sys.exit(publish(Path(sys.argv[2]), Store(Path(sys.argv[1]))).exit_code)
with Store(Path(sys.argv[1])).writing():
    print("my turn", flush=True)
    sys.stdin.readline()
"""


def writer(*arguments: Path) -> AbstractContextManager[subprocess.Popen[str]]:
    """A process that publishes a delivery, or without one takes the turn and keeps it; it says what it reaches."""
    command = [sys.executable, "-c", WRITER, *map(str, arguments)]
    return ended(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT))


def until(process: subprocess.Popen[str], step: str) -> None:
    """Read on until a process has reached a step."""
    assert process.stdout and any(line == f"{step}\n" for line in process.stdout)


def test_a_publisher_waits_for_its_turn_and_takes_it_when_the_other_dies(world: World) -> None:
    before = state(world.store)
    with writer(world.store.root) as holder:
        until(holder, "my turn")
        with (
            writer(world.store.root, world.delivery(2)) as waiting,
            writer(world.store.root, world.delivery(3)) as dying,
        ):
            until(waiting, "waiting")
            until(dying, "waiting")
            assert state(world.store) == before
            dying.kill()
            assert dying.wait(60) == -signal.SIGKILL
            holder.kill()
            assert waiting.communicate(timeout=60)[0].endswith("announcement removed\n")
            assert waiting.returncode == 0
    assert amounts(world.store) == {"2.00"} and assert_whole(world.store)
