"""Who is ahead and who is level: values that read the same are no order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")


def tiers(items: Iterable[Item], value: Callable[[Item], float]) -> list[list[Item]]:
    """Those that are level together, the highest first: level is what shows the same first decimal.

    A tier of several is a tie; a single tier means that there is no order at all.
    """
    level: dict[float, list[Item]] = {}
    for item in items:
        level.setdefault(round(value(item), 1), []).append(item)
    return [level[shown] for shown in sorted(level, reverse=True)]
