"""What a selection means."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from analytics.engine import Engine
from analytics.filters import EVERYTHING, Selection
from analytics.queries.answer import Asked, Figure, chosen


class SelectedMeasure(NamedTuple):
    """A measure of the selection; one for the whole city belongs to every district."""

    measure_id: str
    is_whole_city: bool


MEASURES = Figure("selection/measures", "measures", SelectedMeasure, chosen)


def measures(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One SelectedMeasure per measure of the selection."""
    return MEASURES.frame(engine, Asked(selection))
