"""The kept rows themselves, with all contract columns."""

from __future__ import annotations

import datetime as dt
from collections import namedtuple
from typing import Any, NamedTuple

import pandas as pd

from analytics.contract import BroadbandArea, Cost, Measure, Row
from analytics.engine import Engine
from analytics.filters import EVERYTHING, Selection
from analytics.queries import answer
from analytics.queries.answer import Asked, Figure


def _row_of(contract: type[Row]) -> Any:
    """The row type that an export itself gives."""
    return namedtuple(contract.__name__, contract.model_fields)


class Rows(NamedTuple):
    """How many rows of an export an answer reads on its date, how many of them are selected, how many came so far.

    as_of is None, and the counts 0, where nothing was delivered; a role counts the rows that it may see.
    """

    export: str
    as_of: dt.date | None
    rows_read: int
    rows_selected: int
    rows_so_far: int


MEASURES = Figure("table/measures", "measures", _row_of(Measure), answer.selected)
COSTS = Figure("table/costs", "costs", _row_of(Cost), answer.selected)
BROADBAND = Figure("table/broadband", "broadband", _row_of(BroadbandArea), answer.area)
ROWS = Figure("table/rows", "deliveries", Rows, answer.selected)


def measures(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """The kept rows of the measures of the selection, with all contract columns."""
    return MEASURES.frame(engine, Asked(selection))


def rows(engine: Engine, selection: Selection = EVERYTHING) -> list[Rows]:
    """One Rows per export, by its name."""
    return [Rows(**row) for row in ROWS.table(engine, Asked(selection)).to_pylist()]
