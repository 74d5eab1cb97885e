"""Answers that an engine keeps: the ones asked for last, up to a number of bytes. Safe to share between threads."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable

import pyarrow as pa

MOST_BYTES, MOST_ROWS, COST_OF_ONE = 64_000_000, 10_000, 2_000
"""All answers together; one answer; what an answer takes beside its values, in bytes."""


class KeptAnswers:
    """Whoever fills it with questions of his own pushes out the oldest, and never stops it from keeping new ones."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._answers: OrderedDict[Hashable, pa.Table] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, question: Hashable) -> pa.Table | None:
        """The kept answer, which thereby becomes the youngest."""
        with self._lock:
            if question not in self._answers:
                return None
            self._answers.move_to_end(question)
            return self._answers[question]

    def keep(self, question: Hashable, answer: pa.Table) -> None:
        """Keep an answer unless it is large; the oldest ones make room."""
        if answer.num_rows > MOST_ROWS:
            return
        with self._lock:
            if question not in self._answers:
                self._answers[question] = answer
                self._bytes += _cost(question, answer)
            while self._bytes > self._most_bytes and len(self._answers) > 1:
                self._bytes -= _cost(*self._answers.popitem(last=False))

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._answers.clear()
            self._bytes = 0


def _cost(question: Hashable, answer: pa.Table) -> int:
    """The bytes of an answer and of what was asked, which a reader may make as long as an address."""
    values: int = answer.nbytes
    return values + max(COST_OF_ONE, 2 * len(repr(question)))
