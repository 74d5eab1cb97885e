"""The console's child for many statements: opened and confined as always, then asked one after the other.

A process for each of hundreds of statements would take minutes. `bare` leaves the judgement of statements out, so that
what lies behind it is tried alone; `system` tries what the operating system lets the process do.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from analytics.console import child, process
from analytics.console.answer import streamed
from analytics.console.desk import Desk
from analytics.console.limits import Limits
from analytics.settings import ROOT

LIMITS = Limits(seconds=60)


def answers(
    store: Path, snapshot: str, role: str, statements: list[str], mode: str = "judged", **told: str
) -> list[str]:
    """What each comes to: `rows` with their text, or the kind of error with its sentence; `told` = its environment."""
    question = json.dumps([str(store), snapshot, role, "", LIMITS, mode, statements])
    command = [sys.executable, "-m", "tests.console.opened_child"]
    environment = process._environment() | told
    done = subprocess.run(
        command, input=question, text=True, capture_output=True, cwd=ROOT, env=environment, timeout=100
    )
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout)
    return found


def children() -> set[int]:
    """The statements that this process has started and not yet ended: they lead groups of their own, servers do not."""
    started = [int(pid) for task in Path("/proc/self/task").iterdir() for pid in _started_by(task)]
    return {pid for pid in started if _leads(pid)}


def _started_by(task: Path) -> list[str]:
    try:
        return (task / "children").read_text().split()
    except FileNotFoundError:  # a thread that has ended meanwhile
        return []


def _leads(pid: int) -> bool:
    try:
        return os.getpgid(pid) == pid
    except ProcessLookupError:
        return False


def seconds_of(pid: int) -> float:
    """How long a process has worked."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    *asked, mode, statements = json.loads(sys.stdin.read())
    child._step_back()
    question = child.Question(*asked)
    limits = Limits(*question.limits)
    child._bound(limits)
    desk = child._opened(question, limits)
    tried = SYSTEM if mode == "system" else {one: _asking(desk, one, limits, mode) for one in statements}
    print(json.dumps([_comes_to(tried[one]) for one in statements]))


def _asking(desk: Desk, statement: str, limits: Limits, mode: str) -> Callable[[], Any]:
    if mode == "judged":
        return lambda: _rows(*child._answered(desk, statement, limits))
    return lambda: _rows(*streamed(desk.cursor(), statement, limits))


def _rows(stream: Any, more_rows: bool) -> str:
    return str(child.pa.ipc.open_stream(stream).read_all().to_pylist())


def _comes_to(attempt: Callable[[], Any]) -> str:
    try:
        return f"rows {attempt()}"
    except Exception as error:
        return f"{type(error).__name__} {error}"


def _connects() -> None:
    with socket.socket() as one:
        one.connect(("127.0.0.1", int(os.environ["OPEN_PORT"])))


SYSTEM: dict[str, Callable[[], Any]] = {
    "reads a secret": lambda: Path("/etc/passwd").read_bytes(),
    "reads its environment": lambda: Path("/proc/self/environ").read_bytes(),
    "reads an object": lambda: Path(os.environ["OBJECT"]).read_bytes(),
    "lists the objects": lambda: [*Path.cwd().iterdir()],
    "writes a file": lambda: Path("x.csv").write_text("x"),
    "changes an object": lambda: os.truncate(os.environ["OBJECT"], 0),
    "removes an object": lambda: Path(os.environ["OBJECT"]).unlink(),
    "starts a program": lambda: os.execv("/bin/true", ["true"]),
    "connects": _connects,
    "asks the server to end": lambda: os.kill(os.getppid(), 0),
}


if __name__ == "__main__":
    main()
