"""The door of the console: two statements at a time, each in a process of its own that is used once."""

from __future__ import annotations

import atexit
import contextlib
import functools
import logging
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from analytics.console import landlock
from analytics.console.faults import ConsoleBusy
from analytics.console.limits import LIMITS, LONGEST, LONGEST_WAIT, TURNS, Limits
from analytics.console.process import Child
from analytics.formats import WORDS

_LOG = logging.getLogger("digitalbilanz")
_turns = threading.BoundedSemaphore(TURNS)
_waiting: list[Child] = []
_guard = threading.Lock()
_FRESH = LONGEST_WAIT - 30
"""Seconds for which a child that waits is surely there."""


class Result(NamedTuple):
    """The rows of a statement, whether there are more than these, and how long it took once its data was open."""

    table: pa.Table
    more_rows: bool
    seconds: float


def ask(store: Path, snapshot: str, role: str, statement: str, limits: Limits = LIMITS) -> Result:
    """The answer to one reading statement over a snapshot as a role sees it; `values` tells what its columns are.

    A ConsoleError says why there is none: refused, failed, bounded, or too many at a time. Another UserFacingError when
    the snapshot cannot be opened.
    """
    question = [str(store.absolute()), snapshot, role, statement[: LONGEST + 1], limits]
    with _turn(limits), _child() as child:
        return Result(*child.ask(question, limits))


@functools.cache
def _tell_what_is_missing() -> None:
    if not landlock.is_there():
        _LOG.warning("The kernel has no Landlock: statements of the console are confined by DuckDB and limits alone.")


def prepare() -> None:
    """See to it that a child waits: then the next statement starts at once instead of after a second."""
    _tell_what_is_missing()
    with _guard:
        _drop_old()
        if not _waiting:
            _waiting.append(Child())


@contextlib.contextmanager
def _turn(limits: Limits) -> Iterator[None]:
    if not _turns.acquire(timeout=limits.waiting_seconds):
        raise ConsoleBusy(f"Es laufen schon {WORDS[TURNS]} Abfragen: bitte in einigen Sekunden noch einmal ausführen.")
    try:
        yield
    finally:
        _turns.release()


@contextlib.contextmanager
def _child() -> Iterator[Child]:
    """One that waits, else a new one; it never answers twice."""
    with _guard:
        _drop_old()
        child = _waiting.pop() if _waiting else Child()
    try:
        yield child
    finally:
        child.end()


def _drop_old() -> None:
    for child in [*_waiting]:
        if not child.is_alive or time.monotonic() - child.started > _FRESH:
            _waiting.remove(child)
            child.end()


@atexit.register
def end_waiting() -> None:
    """No child waits any more."""
    while _waiting:
        _waiting.pop().end()
