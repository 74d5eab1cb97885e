"""Questions to begin with: a German title and a statement that answers it on any snapshot."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import NamedTuple


class Example(NamedTuple):
    """A question in German and its SQL."""

    title: str
    sql: str


@functools.cache
def examples() -> tuple[Example, ...]:
    """In the order in which they are offered."""
    listed = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["examples"]
    return tuple(Example(one["title"], one["sql"].strip()) for one in listed)
