"""An axis of amounts: four or five round ticks, the unit at the top one only."""

from __future__ import annotations

import math
from typing import NamedTuple

from analytics import formats

ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)
UNITS = ((1e6, "Mio."), (1e3, "Tsd."), (1.0, ""))


class AmountAxis(NamedTuple):
    """Where the ticks stand, and what is written at them."""

    values: list[float]
    texts: list[str]


def amount_axis(low: float, high: float) -> AmountAxis:
    """Ticks between two amounts, zero among them."""
    step = _step(max(max(high, 0) - min(low, 0), 1))
    values = [step * n for n in range(math.ceil(min(low, 0) / step), math.floor(max(high, step) / step) + 1)]
    scale, unit = next((scale, unit) for scale, unit in UNITS if max(map(abs, values)) >= 2 * scale or scale == 1)
    numbers = [formats.number(value / scale, 2, trim=True) for value in values]
    top = formats.NBSP.join(filter(None, (numbers[-1], unit, "€")))
    return AmountAxis(values, [*numbers[:-1], top])


def _step(span: float) -> float:
    """The round distance that gives three to five ticks over a span."""
    size = 10.0 ** math.floor(math.log10(span / 4))
    return next(size * part for part in ROUND if size * part >= span / 4 * (1 - 1e-9))
