"""Pages that read several exports go on with what is there: one export may be delivered later than another."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analytics.errors import NoSuchDate
from analytics.queries import broadband, districts
from analytics.queries.broadband import DistrictCoverage
from pages.components.session import View


def if_delivered(ask: Callable[[], pd.DataFrame]) -> pd.DataFrame | None:
    """The answer; None where nothing that answers it was delivered by the day asked."""
    try:
        return ask()
    except NoSuchDate:
        return None


def network_and_measures(view: View) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """The coverage of city and districts, without rows before the first delivery, and the measures of the districts.

    Raises NoSuchDate where neither was delivered by the day asked.
    """
    measures = if_delivered(lambda: districts.measures(view.engine, view.selection))
    if measures is None:
        return broadband.districts(view.engine, view.selection), None
    network = if_delivered(lambda: broadband.districts(view.engine, view.selection))
    return pd.DataFrame(columns=list(DistrictCoverage._fields)) if network is None else network, measures
