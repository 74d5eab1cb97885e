"""The SQL console: what it refuses, what it bounds, whose rows it shows, and that nobody else feels it."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from analytics.console import (
    ConsoleBusy,
    ConsoleError,
    Limits,
    StatementBounded,
    StatementFailed,
    StatementRefused,
    prepare,
    process,
    runner,
)
from analytics.console import ask as asked_console
from analytics.console.child import BESIDE_DUCKDB_MB
from analytics.console.landlock import confine
from analytics.console.process import Child
from analytics.errors import UserFacingError
from analytics.settings import ROOT
from analytics.store import Store
from tests.console.attacks import BOUNDED, REFUSED
from tests.console.opened_child import SYSTEM, answers, children, seconds_of
from tests.publications import state

QUICK = Limits(seconds=0.4, bytes=2_000_000, memory_mb=300, waiting_seconds=120)
PATIENT = Limits(seconds=60, waiting_seconds=120)
ENDLESS = "SELECT count(DISTINCT i % 7) FROM range(1000000000000) AS r(i)"
MEGABYTE = 1 << 20
REFUSALS = [(kind, statement) for kind, statements in REFUSED.items() for statement in statements]
BOMBS = [statement for statements in BOUNDED.values() for statement in statements]
Ask = Callable[..., runner.Result]


@pytest.fixture
def ask(store: Path, snapshot: str) -> Ask:
    def asking(statement: str, role: str = "analyse", limits: Limits = PATIENT) -> runner.Result:
        return asked_console(store, snapshot, role, statement, limits)

    return asking


def filled(statement: str, store: Path) -> str:
    """The attack with the paths of this very store."""
    path = sorted((store / "objects").iterdir())[0]
    for name, value in {"{object}": path, "{name}": path.name, "{store}": store}.items():
        statement = statement.replace(name, str(value))
    return statement.replace("{{", "{").replace("}}", "}")


def resident() -> int:
    """Bytes that this process holds in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@contextlib.contextmanager
def most_resident() -> Iterator[list[int]]:
    """The memory at the begin, and the most of it until the end."""
    seen, is_over = [resident()] * 2, threading.Event()

    def look() -> None:
        while not is_over.wait(0.01):
            seen[1] = max(seen[1], resident())

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield seen
    finally:
        is_over.set()
        looking.join()


# refused


def test_there_are_enough_attacks() -> None:
    assert len(REFUSALS) > 150 and len(BOMBS) > 30 and len(REFUSED) + len(BOUNDED) > 10


@pytest.mark.parametrize("role", ["analyse", "oeffentlich"])
def test_every_attack_is_refused(store: Path, snapshot: str, role: str) -> None:
    before = state(Store(store))
    told = answers(store, snapshot, role, [filled(statement, store) for _, statement in REFUSALS])
    assert len(told) == len(REFUSALS)
    for (kind, statement), answer in zip(REFUSALS, told, strict=True):
        assert answer.startswith(("StatementRefused ", "StatementFailed ", "ParserException ", "CatalogException ")), (
            kind, statement, answer,
        )  # fmt: skip
        assert "{store}" in statement or "{object}" in statement or str(store) not in answer
    assert state(Store(store)) == before and sorted(path.name for path in store.iterdir()) == sorted(
        ["CURRENT", "history", "objects", "raw", "snapshots", "tmp", ".lock"]
    )


@pytest.mark.parametrize("kind", [*REFUSED][::3])
def test_a_refusal_is_one_german_sentence(ask: Ask, store: Path, kind: str) -> None:
    with pytest.raises((StatementRefused, StatementFailed)) as refused:
        ask(filled(REFUSED[kind][0], store))
    assert "bitte" in str(refused.value).casefold() and str(store) not in str(refused.value)


def test_what_is_wrong_is_told_in_the_words_of_duckdb(ask: Ask) -> None:
    with pytest.raises(StatementFailed, match=r"bitte ändern\. DuckDB meldet: Binder Error: .*summe"):
        ask("SELECT summe FROM costs")
    with pytest.raises(StatementFailed, match="DuckDB meldet: Conversion Error"):
        ask("SELECT CAST(title AS INTEGER) FROM measures")


# behind the judgement of statements: the connection and the process are bounded too


def test_nothing_is_within_reach_behind_the_judgement(store: Path, snapshot: str) -> None:
    """What the sealed connection alone leaves: no file, no setting, no path of the server."""
    tried = [
        "SELECT * FROM read_parquet('{name}')", "SELECT * FROM read_parquet('{object}')", "FROM '{name}'",
        "SELECT * FROM read_text('/etc/passwd')", "SELECT * FROM read_text('/proc/self/environ')",
        "SELECT * FROM glob('*')", "SELECT * FROM sniff_csv('/etc/passwd')", "COPY measures TO 'x.csv'",
        "COPY measures TO '{name}' (FORMAT parquet)", "ATTACH 'x.db' AS x", "INSTALL httpfs", "LOAD httpfs",
        "SET enable_external_access = true", "SET memory_limit = '64GB'", "EXPORT DATABASE 'x'",
        "SELECT * FROM read_csv('https://example.org/x.csv')", "SELECT * FROM parquet_metadata('{name}')",
    ]  # fmt: skip
    before = state(Store(store))
    for told in answers(store, snapshot, "oeffentlich", [filled(one, store) for one in tried], "bare"):
        assert re.match("(Permission|Binder|InvalidInput|IO|Catalog|Parser)Exception ", told), told
    assert state(Store(store)) == before


@pytest.mark.parametrize("role", ["analyse", "oeffentlich"])
def test_no_path_of_the_server_is_told_behind_the_judgement(store: Path, snapshot: str, role: str) -> None:
    tried = [
        "SELECT * FROM duckdb_views()", "SELECT * FROM duckdb_settings()", "SELECT * FROM duckdb_databases()",
        "SELECT * FROM pg_views", "SELECT * FROM duckdb_secrets()", "SELECT * FROM duckdb_tables()",
    ]  # fmt: skip
    for told in answers(store, snapshot, role, tried, "bare"):
        assert told.startswith("rows ") and str(store) not in told and "/root" not in told and "/home" not in told, told


def test_the_process_opens_nothing_and_changes_nothing(store: Path, snapshot: str) -> None:
    assert _has_landlock(), "this machine's kernel lacks Landlock; the console's other bounds are tested above"
    before = state(Store(store))
    with socket.create_server(("127.0.0.1", 0)) as server:
        around = {"OPEN_PORT": str(server.getsockname()[1]), "OBJECT": str(sorted((store / "objects").iterdir())[0])}
        tried = answers(store, snapshot, "oeffentlich", [*SYSTEM], "system", **around)
        for what, told in zip(SYSTEM, tried, strict=True):
            assert told.startswith("PermissionError "), (what, told)
    assert state(Store(store)) == before


def _has_landlock() -> bool:
    code = "from analytics.console.landlock import confine; import sys; sys.exit(not confine([]))"
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def _open_files(pid: int) -> Iterator[str]:
    """What the process holds open; what it closes while we read (it is still starting) is not held."""
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            yield str(descriptor.readlink())


def test_a_child_gets_none_of_our_secrets_and_no_file_of_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COOKIE_SECRET", "do not tell")
    with (tmp_path / "open").open("w") as ours:
        os.set_inheritable(ours.fileno(), True)
        child = Child()
        try:
            at = Path(f"/proc/{child.pid}")
            assert (
                b"do not tell" not in (at / "environ").read_bytes()
                and b"HOME=/nonexistent" in (at / "environ").read_bytes()
            )
            assert not any(str(tmp_path) in file for file in _open_files(child.pid))
            assert os.getpgid(child.pid) == child.pid != os.getpgid(0)
        finally:
            child.end()
    assert child.pid not in children()


# bounded


def test_every_bomb_is_bounded_and_the_server_unharmed(ask: Ask, store: Path) -> None:
    before = state(Store(store))
    sound = ask("SELECT count(*) AS n FROM costs").table.to_pylist()

    def bounded(statement: str) -> tuple[str, str]:
        began = time.monotonic()
        try:
            found = ask(statement, limits=QUICK)
        except ConsoleError as error:
            return statement, f"{type(error).__name__} {error} ({time.monotonic() - began:.1f} s)"
        assert found.table.num_rows <= QUICK.rows and found.table.nbytes <= 1.2 * QUICK.bytes, statement
        return statement, "rows, more" if found.more_rows else f"rows, all {found.table.num_rows}"

    with most_resident() as memory, ThreadPoolExecutor(2) as threads:
        told = dict(threads.map(bounded, BOMBS))
    answered = {statement: words for statement, words in told.items() if words.startswith("rows, all")}
    assert all(int(words.split()[-1]) <= 500 for words in answered.values()), answered
    assert len(answered) <= 4, "the few that are cheap"
    assert memory[1] - memory[0] < 100 * MEGABYTE, [number // MEGABYTE for number in memory]
    assert state(Store(store)) == before and not children()
    assert ask("SELECT count(*) AS n FROM costs").table.to_pylist() == sound


def test_a_child_keeps_within_its_memory(ask: Ask) -> None:
    limits, most = PATIENT._replace(memory_mb=200), [0]
    is_over = threading.Event()

    def watch() -> None:
        while not is_over.wait(0.005):
            for pid in children():
                with contextlib.suppress(OSError, IndexError, ValueError):
                    most[0] = max(most[0], int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096)

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        with pytest.raises(StatementBounded, match="Arbeitsspeicher"):
            ask("SELECT list(x) FROM range(10000000000) t(x)", limits=limits)
    finally:
        is_over.set()
        watching.join()
    assert 0 < most[0] < (200 + BESIDE_DUCKDB_MB) * MEGABYTE


def test_a_statement_without_end_is_ended(ask: Ask) -> None:
    began = time.monotonic()
    with pytest.raises(StatementBounded, match="länger als 0,5 Sekunden"):
        ask(ENDLESS, limits=PATIENT._replace(seconds=0.5))
    assert time.monotonic() - began < 10 and not children()


def test_opening_has_a_time_of_its_own(ask: Ask) -> None:
    with pytest.raises(StatementBounded, match="Öffnen des Datenstands"):
        ask("SELECT 1", limits=PATIENT._replace(opening_seconds=0.01))


@pytest.mark.parametrize(("rows", "is_cut"), [(100, False), (101, True), (5_000, True)])
def test_more_rows_than_fit_are_cut_and_said(ask: Ask, rows: int, is_cut: bool) -> None:
    found = ask(f"SELECT range AS n FROM range({rows}) ORDER BY n DESC", limits=PATIENT._replace(rows=100))
    assert found.more_rows == is_cut
    assert found.table.column("n").to_pylist() == [*range(rows - 1, max(rows - 101, -1), -1)]


def test_more_bytes_than_fit_are_cut_and_said(ask: Ask) -> None:
    found = ask("SELECT repeat('x', 1000) FROM range(5000)", limits=PATIENT._replace(bytes=100_000))
    assert found.more_rows and 50 <= found.table.num_rows <= 100 and found.table.nbytes <= 100_000
    with pytest.raises(StatementBounded, match="Schon die ersten Zeilen sind größer als 0,1 MB"):
        ask("SELECT repeat('x', 200000)", limits=PATIENT._replace(bytes=100_000))


def test_more_columns_than_a_table_can_show_are_refused(ask: Ask) -> None:
    with pytest.raises(StatementRefused, match="mehr als 3 Spalten"):
        ask("SELECT 1, 2, 3, 4", limits=PATIENT._replace(columns=3))


def test_two_run_at_a_time_and_a_third_is_told(ask: Ask) -> None:
    slow = PATIENT._replace(seconds=6)
    with ThreadPoolExecutor(2) as threads:
        running = [threads.submit(ask, "SELECT sleep_ms(3000)", limits=slow) for _ in range(2)]
        time.sleep(0.3)
        with pytest.raises(ConsoleBusy, match="Es laufen schon zwei Abfragen: bitte"):
            ask("SELECT 1", limits=PATIENT._replace(waiting_seconds=0.1))
        assert not [error for one in running if isinstance(error := one.exception(), ConsoleBusy)]
    assert ask("SELECT 1").table.num_rows == 1


# a child that is not what it should be


@pytest.mark.parametrize(
    ("code", "error", "words"),
    [
        ("import os\nwhile True: os.write(1, bytes(65536))", StatementBounded, "zu groß"),
        ("import os\nos.write(1, b'opened\\n')\nwhile True: os.write(1, bytes(65536))", StatementBounded, "zu groß"),
        ("import os\nos.write(1, b'opened\\n{}\\n')", StatementFailed, "abgebrochen"),
        ('import os\nos.write(1, b\'opened\\n{"bytes": 4, "more_rows": 0}\\nabcd\')', StatementFailed, "abgebrochen"),
        ("import os\nos.write(1, b'opened\\n[]\\n')", StatementFailed, "abgebrochen"),
        ("import os\nos.write(1, b'\\xff\\xfe\\n')", StatementFailed, "abgebrochen"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)", StatementFailed, "abgebrochen"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGXCPU)", StatementBounded, "zu lange gerechnet"),
        ("1 / 0", StatementFailed, "Stelle, die die Digitalbilanz betreibt"),
        ("import time\nprint('opened', flush=True)\ntime.sleep(60)", StatementBounded, "länger als 1 Sekunde gedauert"),
        ("import os, time\nos.close(1)\ntime.sleep(60)", StatementFailed, "abgebrochen"),
        ("import os\nwhile True: os.write(2, bytes(65536))", StatementBounded, "länger als"),
    ],
)
def test_whatever_a_child_says_the_server_reads_a_bounded_part_of_it(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, code: str, error: type[ConsoleError], words: str
) -> None:
    monkeypatch.setattr(process, "_COMMAND", (sys.executable, "-c", f"input()\n{code}"))
    limits = QUICK._replace(seconds=1, opening_seconds=3)
    with most_resident() as memory, pytest.raises(error, match=words):
        ask("SELECT 1", limits=limits)
    assert memory[1] - memory[0] < 30 * MEGABYTE and not children()


def test_a_child_that_is_killed_is_a_sentence(ask: Ask) -> None:
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(ask, ENDLESS)
        while not children():
            time.sleep(0.01)
        time.sleep(1)
        os.kill(children().pop(), signal.SIGKILL)
        assert isinstance(running.exception(), StatementFailed)


def test_a_child_dies_with_its_server(store: Path, snapshot: str) -> None:
    """Also while DuckDB works and holds Python still."""
    asking = f"ask(Path({str(store)!r}), {snapshot!r}, 'analyse', {ENDLESS!r}, Limits(seconds=60))"
    code = f"from pathlib import Path; from analytics.console import Limits, ask; {asking}"
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) as server:
        tasks = Path(f"/proc/{server.pid}/task/{server.pid}/children")
        _until(lambda: bool(tasks.read_text().split()))
        (child,) = map(int, tasks.read_text().split())
        _until(lambda: seconds_of(child) > 1.5)  # it works on the statement
        server.kill()
    _until(lambda: not _is_running(child))


def _until(is_so: Callable[[], bool]) -> None:
    ends = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < ends
        time.sleep(0.02)


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


# one that waits


def test_a_prepared_child_is_used_once(ask: Ask) -> None:
    prepare()
    prepare()
    (waiting,) = children()
    assert ask("SELECT 1").table.num_rows == 1
    assert waiting not in children() and not children()
    prepare()
    os.kill(children().copy().pop(), signal.SIGKILL)
    time.sleep(0.1)
    assert ask("SELECT 1").table.num_rows == 1 and not children()


def test_unknown_snapshots_and_roles_are_told(store: Path, ask: Ask) -> None:
    with pytest.raises(UserFacingError, match="gibt es nicht: bitte die Kennung"):
        asked_console(store, "0" * 16, "analyse", "SELECT 1", PATIENT)
    with pytest.raises(UserFacingError, match="Die Rolle „chef“ gibt es nicht"):
        ask("SELECT 1", role="chef")


def test_landlock_says_when_the_kernel_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analytics.console.landlock._CREATE", 100_000)  # no such call
    assert confine([]) is False
