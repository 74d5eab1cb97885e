"""The polluter: valid deliveries, each polluted in one named way or in two or three at once, and what must come of it.

Silence is the fault it looks for: a row that changes, moves or is gone without a word. What no reader can tell is left
out: two texts in each other's place, a row that is missing as a whole, an English 1,234 alone among German quantities.
Files of other sources, read by profiles, are polluted as the exports are (`foreign`, `traps`), and some of them with
20,000 rows (`large_files`). `python -m tests.polluter [--everywhere]` prints how the variants split.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import groupby

from tests.polluter import (
    around,
    cells,
    columns,
    days,
    dialects,
    files,
    foreign,
    headers,
    numbers,
    other_sheets,
    records,
    repeats,
    sparse,
    traps,
    unreadable,
    workbooks,
)
from tests.polluter.draft import Draft, draft
from tests.polluter.variant import Variant
from tests.polluter.way import Layer, Way

_PARTS = (
    dialects, around, headers, columns, numbers, unreadable, days, cells, records, repeats, sparse, files,
    workbooks, other_sheets,
)  # fmt: skip
WAYS: list[Way] = [way for part in _PARTS for way in part.WAYS]
COMBINED = 40
"""So many files that are polluted in two or three ways."""
_ORDER: tuple[Layer, ...] = ("rows", "frame", "dialect")


def variants(*, everywhere: bool = False, combinations: int = COMBINED) -> list[Variant]:
    """The same variants every time: the ways in one of their exports or sources in turn, or in all, and combinations.

    What is refused as a whole takes no time and is tried in all exports anyway.
    """
    canonical = [*_alone(everywhere=everywhere), *_combined(combinations)]
    return [*canonical, *foreign.variants(everywhere=everywhere), *traps.variants()]


def _alone(*, everywhere: bool) -> Iterator[Variant]:
    for number, way in enumerate(WAYS):
        for table in way.tables:
            made = draft(table, rich=way.rich)
            way.apply(made)
            if everywhere or made.refused is not None or (table == _turn(number, way) and _is_tried(number, way)):
                yield Variant(f"{way.family}: {way.name}, {table}", way.family, made)


def _is_tried(number: int, way: Way) -> bool:
    """Of what differs in a cell or two, every other one; in combinations all of them may come."""
    return way.layer != "rows" or number % 2 == 0


def _turn(number: int, way: Way) -> str:
    """The export whose turn it is; that of many columns, which takes longest, less often."""
    order = [way.tables[index % len(way.tables)] for index in (1, 2, 1, 2, 1, 2, 0)]
    return order[number % len(order)]


def _combined(count: int) -> Iterator[Variant]:
    """Ways of different layers in one file, the rows first, so that each finds what it changes."""
    rng = random.Random(20211231)
    seen: set[str] = set()
    while len(seen) < count:
        table = rng.choice(("measures", *("costs", "broadband") * 2))
        layers = _ORDER if rng.random() < 0.5 else sorted(rng.sample(_ORDER, 2), key=_ORDER.index)
        made, names = draft(table), []
        for layer in layers:
            way = rng.choice([way for way in WAYS if way.layer == layer and table in way.tables])
            names.append(way.name)
            way.apply(made)
        name = f"combined: {' + '.join(names)}, {table}"
        if name not in seen:
            seen.add(name)
            yield Variant(name, "combined", made)


def by_family(given: list[Variant]) -> Iterator[tuple[str, list[Variant]]]:
    """The variants of each family."""
    for family, some in groupby(sorted(given, key=lambda one: one.family), key=lambda one: one.family):
        yield family, list(some)


__all__ = ["COMBINED", "WAYS", "Draft", "Variant", "by_family", "variants"]
