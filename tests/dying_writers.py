"""A process whose children publish or go back for real, and are killed at a step or after a time.

Each line in is a list of orders, carried out at once; each line out the list of what became of them. Steps are those
that the store tells itself and, before it happens, whatever Python does to a file.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from analytics.errors import UserFacingError
from analytics.publish import publish
from analytics.settings import ROOT
from analytics.store import Store, durable

BY = "Leitung"


@dataclass(frozen=True)
class Order:
    """What a child does: `exports` to publish or a `snapshot` to go back to; killed `at` a step or `after` seconds."""

    store: str
    exports: str = ""
    snapshot: str = ""
    at: int | None = None
    after: float | None = None


@dataclass(frozen=True)
class Ended:
    """What became of it: the exit code (negative = the signal) and the steps that it reached."""

    code: int
    steps: list[str]


Writers = Callable[..., list[Ended]]


@contextmanager
def dying_writers() -> Iterator[Writers]:
    """Hands out a function that carries out orders at once."""
    command = [sys.executable, "-m", "tests.dying_writers"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdin and process.stdout
        into, out = process.stdin, process.stdout

        def carry_out(*orders: Order) -> list[Ended]:
            print(json.dumps([asdict(order) for order in orders]), file=into, flush=True)
            return [Ended(**ended) for ended in json.loads(out.readline())]

        yield carry_out
        process.stdin.close()
        assert process.wait(60) == 0


def _child(order: Order, log: int) -> int:
    _count_steps(log, order)
    try:
        if order.exports:
            return publish(Path(order.exports), Store(Path(order.store))).exit_code
        Store(Path(order.store)).go_back(order.snapshot, by=BY)
        return 0
    except UserFacingError:
        return 2


def _count_steps(log: int, order: Order) -> None:
    left = order.at

    def reached(step: str) -> None:
        nonlocal left
        os.write(log, f"{step}\n".encode())
        left = left and left - 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def audited(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _CHANGES:
            reached(f"before {event}")
        elif event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            reached(f"before writing {Path(arguments[0]).relative_to(order.store).parts[0]}")

    durable.watchers.append(reached)
    sys.addaudithook(audited)


_CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate")


def _started(order: Order) -> tuple[int, int]:
    read_end, log = os.pipe()
    if child := os.fork():
        os.close(log)
        return child, read_end
    code = 3
    try:
        code = _child(order, log)
    except BaseException as error:
        sys.excepthook(type(error), error, error.__traceback__)
    os._exit(code)


def _ended(child: int, read_end: int, after: float | None) -> dict[str, object]:
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)  # it may have ended before; its number is ours until we wait for it
    with os.fdopen(read_end) as log:
        steps = log.read().splitlines()
    return asdict(Ended(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), steps))


if __name__ == "__main__":
    for line in sys.stdin:
        orders = [Order(**order) for order in json.loads(line)]
        children = [_started(order) for order in orders]
        ended = [_ended(*child, order.after) for child, order in zip(children, orders, strict=True)]
        print(json.dumps(ended), flush=True)
