"""Questions about broadband; coverage in percent of premises."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pandas as pd

from analytics.engine import Engine
from analytics.filters import EVERYTHING, Selection
from analytics.queries import answer
from analytics.queries.answer import Asked, Figure


class Coverage(NamedTuple):
    """The latest known share of an area, with its own Stand; None = keine Angabe."""

    area_id: str
    user_group: str
    technology: str
    min_mbits: int
    as_of: dt.date
    area_name: str
    level: str
    coverage_pct: float | None


class Trend(NamedTuple):
    """The city's share at a Stand; None = keine Angabe."""

    as_of: dt.date
    user_group: str
    technology: str
    min_mbits: int
    coverage_pct: float | None


class Source(NamedTuple):
    """A source as delivered, and how many values of the city come from it."""

    source: str
    shares: int


class DistrictCoverage(NamedTuple):
    """The latest known share of the city or of one of its districts; None = keine Angabe, counts too."""

    area_id: str
    user_group: str
    technology: str
    min_mbits: int
    as_of: dt.date
    area_name: str
    coverage_pct: float | None
    premises_total: int | None
    premises_covered: int | None
    source: str


class UserGroup(NamedTuple):
    """A user group over those of the districts asked that report counts: sums, and the share of the sums in percent."""

    user_group: str
    technology: str
    min_mbits: int
    areas_counted: int
    premises_total: int
    premises_covered: int
    coverage_pct: float | None
    oldest_as_of: dt.date
    newest_as_of: dt.date


class Comparison(NamedTuple):
    """The share at a Stand of the city, a municipality of its Kreis, the Kreis, the Land or the Bund."""

    as_of: dt.date
    area_id: str
    user_group: str
    technology: str
    min_mbits: int
    area_name: str
    level: str
    coverage_pct: float | None
    source: str


COVERAGE = Figure("broadband/coverage", "broadband", Coverage, answer.area)
TREND = Figure("broadband/trend", "broadband", Trend, answer.city)
SOURCES = Figure("broadband/sources", "broadband", Source, answer.city)
DISTRICTS = Figure("broadband/districts", "broadband", DistrictCoverage, answer.city, answer.districts)
USER_GROUPS = Figure("broadband/user_groups", "broadband", UserGroup, answer.chosen_districts)

COMPARISON = Figure("broadband/comparison", "broadband", Comparison, answer.surroundings)


def coverage(engine: Engine, selection: Selection = EVERYTHING, area: str | None = None) -> pd.DataFrame:
    """One Coverage per area, user group, technology and speed class; of one area when `area` is given."""
    return COVERAGE.frame(engine, Asked(selection, area=area))


def trend(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One Trend per Stand, user group, technology and speed class of the city."""
    return TREND.frame(engine, Asked(selection))


def sources(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One Source per source behind the city's values."""
    return SOURCES.frame(engine, Asked(selection))


def districts(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One DistrictCoverage per area (the city and all its districts), user group, technology and speed class."""
    return DISTRICTS.frame(engine, Asked(selection))


def user_groups(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One UserGroup per user group, technology and speed class with counts in the districts of the selection."""
    return USER_GROUPS.frame(engine, Asked(selection))


def comparison(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One Comparison per Stand, area around the city, user group, technology and speed class."""
    return COMPARISON.frame(engine, Asked(selection))
