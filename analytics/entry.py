"""One line of the history of a store: what became the current snapshot, when and by whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Kind = Literal["Lieferung", "Rückkehr", "nachgetragen"]


@dataclass(frozen=True)
class Entry:
    """One change of the current snapshot. `at` is UTC, `brought` the (table, delivery date) that a delivery holds.

    `kind`: a delivery, the return to an earlier snapshot, or what was found current without having been told.
    """

    at: dt.datetime
    snapshot: str
    kind: Kind
    by: str
    brought: tuple[tuple[str, dt.date], ...] = ()
