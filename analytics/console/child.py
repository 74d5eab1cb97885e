"""The process that runs one statement: `python -m analytics.console.child`, asked on stdin, answering on stdout.

It imports, waits for its one question, takes away from itself all that a statement does not need, opens the snapshot
for the role, takes away the rest, answers and ends. Nobody but runner.py starts it.

Question: one line of JSON (Question). Answer: the line `opened`, a line of JSON (`kind` and `sentence` of a
ConsoleError, or `bytes` and `more_rows`), and so many bytes of an Arrow IPC stream of plain columns.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import resource
import select
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from analytics.access import viewer
from analytics.console.answer import streamed
from analytics.console.desk import Desk
from analytics.console.faults import ConsoleError, StatementBounded, StatementFailed, StatementRefused
from analytics.console.landlock import confine
from analytics.console.limits import LONGEST_WAIT, Limits
from analytics.console.statement import checked
from analytics.delivered import deliveries_of
from analytics.errors import UserFacingError
from analytics.formats import number
from analytics.store import Store

MEGABYTE = 1 << 20
BESIDE_DUCKDB_MB = 900
"""Memory of the interpreter, its libraries and an answer on its way, beside that of DuckDB."""
OF_THE_MACHINE = (Path("/proc/self/cgroup"), Path("/sys/fs/cgroup"))
"""Where DuckDB looks, as it starts, how much memory there is; it does not start without."""
MOST_QUOTED = 800
_QUOTED = (
    duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException, duckdb.ConversionException,
    duckdb.OutOfRangeException, duckdb.InvalidInputException, duckdb.InvalidTypeException,
    duckdb.TypeMismatchException, duckdb.SyntaxException, duckdb.NotImplementedException,
)  # fmt: skip
"""Errors whose message speaks of the statement alone."""


class Question(NamedTuple):
    """What the parent asks."""

    store: str
    snapshot: str
    role: str
    statement: str
    limits: tuple[Any, ...]


BEHIND = 10
"""How far a statement stands behind everybody else: far enough for their pace, near enough to end on a busy machine."""


def main() -> None:
    """Wait, open, answer, end."""
    out = os.dup(1)
    os.dup2(2, 1)  # whatever a library prints is no answer
    _step_back()
    question = _asked()
    limits = Limits(*question.limits)
    _bound(limits)
    with _told(out), _opened(question, limits) as desk:
        _say(out, b"opened\n")
        os.nice(BEHIND)
        answer, more_rows = _answered(desk, question.statement, limits)
        _say(out, json.dumps({"bytes": answer.size, "more_rows": more_rows}).encode() + b"\n")
        _say(out, answer)


def _step_back() -> None:
    """The first to go where memory is short; no file of its own, no picture of a crash."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    with duckdb.connect() as con:
        streamed(con, "SELECT 1", Limits())  # DuckDB imports what it needs, while it still can
    number(1_000)  # so does babel


def _asked() -> Question:
    """The question. From then on the kernel ends this process (SIGIO) as soon as the other end of stdin is closed."""
    told = b""
    while not told.endswith(b"\n"):
        ready, _, _ = select.select([0], [], [], LONGEST_WAIT)
        block = os.read(0, 65_536) if ready else b""
        if not block:
            sys.exit()
        told += block
    fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | os.O_ASYNC)
    if select.select([0], [], [], 0)[0]:
        sys.exit()
    return Question(*json.loads(told))


def _bound(limits: Limits) -> None:
    seconds = int(limits.opening_seconds + limits.seconds) + 2
    memory = (limits.memory_mb + BESIDE_DUCKDB_MB) * MEGABYTE
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_AS, (2 * memory, 2 * memory))


def _opened(question: Question, limits: Limits) -> Desk:
    """The role's relations. Objects are named as seen from their folder, so that no path of the server is told."""
    store = Store(Path(question.store))
    snapshot, who = store.snapshot(question.snapshot), viewer(question.role)
    os.chdir(store.object_path(""))
    parts = [
        replace(part, rows=Path(part.rows.name), findings=Path(part.findings.name) if part.findings else None)
        for part in deliveries_of(store, snapshot)
    ]
    objects = (path for part in parts for path in (part.rows, part.findings) if path)
    confine(path for path in (*objects, *OF_THE_MACHINE) if path.exists())
    desk = Desk(parts, who, snapshot, memory_mb=limits.memory_mb)
    confine(desk.within_reach)
    return desk


def _answered(desk: Desk, text: str, limits: Limits) -> tuple[pa.Buffer, bool]:
    with desk.cursor() as con:
        return streamed(con, checked(con, text, desk.relations()), limits)


@contextlib.contextmanager
def _told(out: int) -> Any:
    """Why there is no answer, in one sentence; nothing of ours or of the server stands in it."""
    try:
        yield
    except UserFacingError as error:
        _tell(out, error)
    except (MemoryError, pa.ArrowMemoryError, duckdb.OutOfMemoryException):
        _tell(out, StatementBounded(TOO_MUCH_MEMORY))
    except (duckdb.PermissionException, duckdb.IOException):
        _tell(
            out,
            StatementRefused("Dateien sind hier nicht zu lesen: bitte nur die Relationen aus dem Wörterbuch nutzen."),
        )
    except _QUOTED as error:
        quoted = str(error)[:MOST_QUOTED].strip()
        _tell(out, StatementFailed(f"Die Abfrage ist so nicht möglich, bitte ändern. DuckDB meldet: {quoted}"))
    except (duckdb.Error, RecursionError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        _tell(out, StatementFailed("DuckDB kann diese Abfrage nicht ausführen: bitte einfacher fassen."))


TOO_MUCH_MEMORY = (
    "Die Abfrage braucht mehr Arbeitsspeicher, als sie haben darf: bitte weniger Zeilen verknüpfen oder sammeln, "
    "zum Beispiel mit WHERE."
)


def _tell(out: int, error: UserFacingError) -> None:
    kind = type(error).__name__ if isinstance(error, ConsoleError) else "UserFacingError"
    _say(out, json.dumps({"kind": kind, "sentence": str(error)}).encode() + b"\n")


def _say(out: int, told: bytes | pa.Buffer) -> None:
    rest = memoryview(told)
    while rest:
        rest = rest[os.write(out, rest) :]


if __name__ == "__main__":
    main()
