"""Questions about what changed between two reporting dates."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pandas as pd

from analytics.engine import Engine
from analytics.filters import EVERYTHING, Selection
from analytics.queries import answer
from analytics.queries.answer import Asked, Figure


class Change(NamedTuple):
    """A change: neu, entfallen, Bearbeitungsstand, Ampel, Termin (ISO date), Kosten (EUR, two decimals)."""

    measure_id: str
    change: str
    old: str | None
    new: str | None


SINCE = Figure("changes/since", "measures", Change, answer.selected, answer.since)


def since(engine: Engine, selection: Selection = EVERYTHING, day: dt.date | None = None) -> pd.DataFrame:
    """One Change per measure and kind since `day` (default: the previous reporting date); NoSuchDate without one."""
    return SINCE.frame(engine, Asked(selection, since=day))
