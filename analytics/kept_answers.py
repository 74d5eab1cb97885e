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
                self._bytes += answer.nbytes + COST_OF_ONE
            while self._bytes > self._most_bytes and len(self._answers) > 1:
                _, oldest = self._answers.popitem(last=False)
                self._bytes -= oldest.nbytes + COST_OF_ONE

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._answers.clear()
            self._bytes = 0
