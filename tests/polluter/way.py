"""Ways to pollute a file, by family; which may meet in one file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from tests.polluter.clean import TABLES
from tests.polluter.draft import Draft

Change = Callable[[Draft], object]
"""What a way does to a draft."""
Spelled = Callable[[str], str]
"""Another way to write a cell."""
Layer = Literal["rows", "frame", "dialect"]
"""What a way touches: the cells and records, what stands around them, or how all of it is written."""


@dataclass(frozen=True)
class Way:
    """One named way. `layer` is None where it may not meet another one in a file; `rich` rows need quotes."""

    name: str
    family: str
    apply: Change
    tables: tuple[str, ...] = TABLES
    layer: Layer | None = None
    rich: bool = False


def ways(
    family: str,
    given: Mapping[str, Change],
    tables: tuple[str, ...] = TABLES,
    layer: Layer | None = None,
    *,
    rich: bool = False,
) -> list[Way]:
    """Ways of one family that hold for the same exports."""
    return [Way(name, family, apply, tables, layer, rich) for name, apply in given.items()]


def both(*changes: Change) -> Change:
    """One after the other."""
    return lambda made: [change(made) for change in changes]
