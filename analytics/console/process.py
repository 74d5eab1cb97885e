"""A child process seen from the server: started with nothing of ours, asked once, read up to a limit, always ended."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import time
from typing import Any

import pyarrow as pa

from analytics.console.faults import KINDS, StatementBounded, StatementFailed
from analytics.console.limits import Limits
from analytics.console.values import table_of
from analytics.errors import UserFacingError
from analytics.formats import number
from analytics.settings import ROOT, Settings

_LOG = logging.getLogger("digitalbilanz")
_COMMAND = (sys.executable, "-m", "analytics.console.child")
_OPENED = b"opened\n"
_BESIDE = 1 << 20
"""Bytes of an answer beside its values: names and types of its columns, what is told before them."""
OURS = "Die Abfrage konnte nicht ausgeführt werden: bitte sagen Sie es der Stelle, die die Digitalbilanz betreibt."
"""An error of ours, not of the statement."""
_BLOCK, _MOST_COMPLAINTS, _LONGEST_SENTENCE = 1 << 16, 10_000, 2_000


def _environment() -> dict[str, str]:
    """All that the child needs to know of the server's own, which may hold secrets."""
    return {
        "LANG": "C.UTF-8",
        "HOME": "/nonexistent",
        "DIGITALBILANZ_REFERENCE": str(Settings.from_env().reference.absolute()),
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


class Child:
    """It has read its code and waits for its one question; of snapshot and role it knows nothing yet."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        pipe = subprocess.PIPE
        # A group of its own but no session: under Linux's autogroups nice tells nothing to other sessions.
        self._process = subprocess.Popen(
            _COMMAND, stdin=pipe, stdout=pipe, stderr=pipe, bufsize=0, cwd=ROOT, env=_environment(), process_group=0
        )
        assert self._process.stdin and self._process.stdout and self._process.stderr
        self._in, self._out, self._complaining = self._process.stdin, self._process.stdout, self._process.stderr
        self._said, self._complaints = bytearray(), bytearray()
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._out, selectors.EVENT_READ)
        self._selector.register(self._complaining, selectors.EVENT_READ)

    @property
    def pid(self) -> int:
        """The number of the process, which leads a group of its own."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it still waits or works."""
        return self._process.poll() is None

    def end(self) -> None:
        """Whatever it does, it does no more."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()
        self._selector.close()
        for pipe in (self._in, self._out, self._complaining):
            pipe.close()

    def ask(self, question: list[Any], limits: Limits) -> tuple[pa.Table, bool, float]:
        """Rows, whether there are more, and the seconds that the statement took; else the reason as UserFacingError."""
        with contextlib.suppress(BrokenPipeError):  # then it has said nothing, which is told below
            self._in.write(json.dumps(question).encode() + b"\n")
        self._listen(limits.opening_seconds, limits, "Das Öffnen des Datenstands", is_line=True)
        opened = time.monotonic()
        self._listen(limits.seconds, limits, "Die Abfrage")
        return *self._answer(limits), time.monotonic() - opened

    def _listen(self, seconds: float, limits: Limits, what: str, *, is_line: bool = False) -> None:
        """What it says up to the end, or to the end of its first line; StatementBounded when time or room is up."""
        ends = time.monotonic() + seconds
        while not (is_line and b"\n" in self._said):
            ready = self._selector.select(max(ends - time.monotonic(), 0))
            if not ready:
                time_given = f"{number(seconds, 1, trim=True)} {'Sekunde' if seconds == 1 else 'Sekunden'}"
                raise StatementBounded(
                    f"{what} hat länger als {time_given} gedauert und wurde beendet: bitte eingrenzen, zum Beispiel "
                    "mit WHERE."
                )
            if not all(self._hear(key.fd) for key, _ in ready):
                return
            if len(self._said) > limits.bytes + _BESIDE:
                raise StatementBounded("Das Ergebnis ist zu groß: bitte weniger Zeilen oder Spalten wählen.")

    def _hear(self, pipe: int) -> bool:
        """The next block from a pipe; False when the answer is at its end."""
        block = os.read(pipe, _BLOCK)
        if pipe == self._out.fileno():
            self._said += block
            return bool(block)
        self._complaints += block[: _MOST_COMPLAINTS - len(self._complaints)]
        if not block:
            self._selector.unregister(self._complaining)
        return True

    def _answer(self, limits: Limits) -> tuple[pa.Table, bool]:
        start = len(_OPENED) if self._said.startswith(_OPENED) else 0
        head = self._said.find(b"\n", start)
        try:
            told = json.loads(self._said[start : max(head, start)])
            if kind := told.get("kind"):
                raise KINDS.get(kind, UserFacingError)(str(told["sentence"])[:_LONGEST_SENTENCE])
            stream = pa.py_buffer(self._said).slice(head + 1)
            if stream.size != told["bytes"] or len(self._said) > limits.bytes + _BESIDE:
                raise ValueError("an answer that is not whole")
            return table_of(stream), bool(told["more_rows"])
        except (ValueError, KeyError, AttributeError) as error:  # ArrowInvalid is a ValueError
            raise self._crashed(error) from error

    def _crashed(self, error: Exception) -> StatementFailed | StatementBounded:
        """It ended without an answer; why stands in the log."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        code = self._process.returncode
        while code is not None and self._complaining.fileno() in self._selector.get_map():
            self._hear(self._complaining.fileno())
        complaints = self._complaints.decode(errors="replace")
        _LOG.warning("A statement of the console ended with %s: %s %s", code, error, complaints)
        if code and code > 0:
            return StatementFailed(OURS)
        if code == -signal.SIGXCPU:
            return StatementBounded("Die Abfrage hat zu lange gerechnet und wurde beendet: bitte eingrenzen.")
        return StatementFailed(
            "Die Abfrage ist abgebrochen, vermutlich an der Grenze ihres Arbeitsspeichers: bitte einfacher fassen oder "
            "eingrenzen."
        )
