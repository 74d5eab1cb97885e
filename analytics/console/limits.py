"""What one statement of the console may take: time, memory, rows and bytes; what is cut is said."""

from __future__ import annotations

from typing import NamedTuple

LONGEST = 8_000
"""Characters of a statement: an address holds it."""
TURNS = 2
"""Statements that run at a time in one server."""
LONGEST_WAIT = 600.0
"""Seconds after which a child that nobody asks ends."""


class Limits(NamedTuple):
    """Bounds of one statement. `seconds` are those of the statement alone, wall time, after its snapshot was opened."""

    seconds: float = 10.0
    opening_seconds: float = 30.0
    waiting_seconds: float = 3.0
    rows: int = 10_000
    columns: int = 200
    bytes: int = 20_000_000
    memory_mb: int = 1_000


LIMITS = Limits()
