"""A disk that takes no more, at every write of a publication: the old state stays, one sentence says what to do.

`SMALL_DISK_STEP=1024 pytest tests/test_full_disk.py -s` steps the free space more finely and prints what was seen.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from analytics.settings import ROOT
from analytics.store import Store
from analytics.store.durable import NO_ROOM
from tests.publications import assert_whole, deliver, published, stored_amounts

FULL_AFTER_A_STEP = """
import json, resource, sys
from pathlib import Path
from analytics.store import durable
from analytics.errors import UserFacingError
from analytics.publish import publish
from analytics.store import Store

def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

def reached(step):
    global left
    left -= 1
    if not left:
        limit(0)

durable.watchers.append(reached)
for line in sys.stdin:
    left, root, exports = json.loads(line)
    said = ""
    if not left:
        limit(0)
    try:
        publish(Path(exports), Store(Path(root)))
    except UserFacingError as error:
        said = str(error)
    limit(resource.RLIM_INFINITY)
    print(json.dumps([said, left]), flush=True)
"""


def test_a_disk_that_is_full_after_any_step(tmp_path: Path) -> None:
    """No file may grow any more from a step on (the kernel refuses, as for a quota), for each step of a publication."""
    store, outcomes = Store(tmp_path / "store"), []
    old = published(deliver(tmp_path / "1", amount="1,00", tables=("costs",)), store)
    command = [sys.executable, "-c", FULL_AFTER_A_STEP]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdin and process.stdout
        left = 0
        while left <= 0:
            step = len(outcomes)
            exports = deliver(tmp_path / f"{step}", amount=f"{step + 2},00", tables=("costs",))
            print(json.dumps([step, str(store.root), str(exports)]), file=process.stdin, flush=True)
            said, left = json.loads(process.stdout.readline())
            outcomes.append(said)
            new = assert_whole(store).id
            assert stored_amounts(store, new) == {f"{step + 2}.00"} if not said else new == old
            assert not list((store.root / "tmp").iterdir())
            told, old = store.history(), new
            with store.writing():  # there is room again
                assert store.history() == told and len(told) == 1 + outcomes.count("")
        process.stdin.close()
        assert process.wait(60) == 0
    refused = outcomes.index("")
    assert outcomes == [NO_ROOM] * refused + [""] * (len(outcomes) - refused) and 10 < refused < len(outcomes) - 1
    assert set(outcomes) == {NO_ROOM, ""}


FULL_WITH_SO_MUCH_LEFT = """
import json, os, resource, sys
from pathlib import Path
from analytics.errors import UserFacingError
from analytics.publish import publish
from analytics.store import Store
from tests.publications import assert_whole, postings, stored_amounts

disk, deliveries, step = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
store, filler, seen = Store(disk / "store"), disk / "filler", []

def attempt(room):
    exports = postings(deliveries, 1500, f"{len(seen) + 2},00")
    before, said = store.current_id(), ""
    leave(room)
    try:
        publish(exports, store)
    except UserFacingError as error:
        said = str(error)
    leave(None)
    new = assert_whole(store).id
    assert stored_amounts(store, new) == {f"{len(seen) + 2}.00"} if not said else new == before
    seen.append(said)

def leave(room):
    if not disk.is_mount():
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY if room is None else room, -1))
    elif room is None:
        filler.unlink(missing_ok=True)
    else:
        free = os.statvfs(disk)
        filler.write_bytes(bytes(max(free.f_bavail * free.f_bsize - room, 0)))

attempt(None)
room = 0
while len(seen) < 3 or seen[-3:] != [""] * 3:
    attempt(room)
    room += step
print(json.dumps(seen))
"""


def test_a_disk_with_so_much_room_left(tmp_path: Path) -> None:
    """A small disk of its own, filled but for a growing rest: what it refuses and what it takes, whole each time.

    Where no disk may be mounted, the same rest is what a single file may have.
    """
    step = int(os.environ.get("SMALL_DISK_STEP", "16384"))
    (tmp_path / "disk").mkdir()
    seen = on_a_small_disk(tmp_path / "disk", tmp_path / "deliveries", step)
    assert seen[0] == "" and set(seen[1:]) == {NO_ROOM, ""} and seen.count(NO_ROOM) > 5
    print(f"\nfull disk: {len(seen)} attempts, {seen.count('')} published, {seen.count(NO_ROOM)} refused")


def on_a_small_disk(disk: Path, deliveries: Path, step: int) -> list[str]:
    """What publications say there; the mount is seen by this process alone and goes with it."""
    script = [sys.executable, "-c", FULL_WITH_SO_MUCH_LEFT, str(disk), str(deliveries), str(step)]
    mounting = ["sh", "-c", 'mount -t tmpfs -o size=8m none "$0" && exec "$@"', str(disk)]
    private = [shutil.which("unshare") or "false", "--mount", "--user", "--map-root-user"]
    mountable = subprocess.run([*private, *mounting, "true"], capture_output=True, check=False).returncode == 0
    command = [*private, *mounting, *script] if mountable else script
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True, timeout=600)
    seen: list[Any] = json.loads(done.stdout)
    return seen
