"""The kept rows themselves, with all contract columns."""

from __future__ import annotations

from collections import namedtuple
from typing import Any

from analytics.contract import BroadbandArea, Cost, Measure, Row
from analytics.queries import answer
from analytics.queries.answer import Figure


def _row_of(contract: type[Row]) -> Any:
    """The row type that an export itself gives."""
    return namedtuple(contract.__name__, contract.model_fields)


MEASURES = Figure("table/measures", "measures", _row_of(Measure), answer.selected)
COSTS = Figure("table/costs", "costs", _row_of(Cost), answer.selected)
BROADBAND = Figure("table/broadband", "broadband", _row_of(BroadbandArea), answer.area)
