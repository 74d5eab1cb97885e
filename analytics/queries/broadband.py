"""Questions about broadband; coverage in percent of premises."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pandas as pd

from analytics.engine import Engine
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


COVERAGE = Figure("broadband/coverage", "broadband", Coverage, answer.area)
TREND = Figure("broadband/trend", "broadband", Trend, answer.city)
SOURCES = Figure("broadband/sources", "broadband", Source, answer.city)


def coverage(engine: Engine, as_of: dt.date | None = None, area: str | None = None) -> pd.DataFrame:
    """One Coverage per area, user group, technology and speed class; of one area when `area` is given."""
    return COVERAGE.frame(engine, Asked(as_of, area=area))


def trend(engine: Engine, as_of: dt.date | None = None) -> pd.DataFrame:
    """One Trend per Stand, user group, technology and speed class of the city."""
    return TREND.frame(engine, Asked(as_of))


def sources(engine: Engine, as_of: dt.date | None = None) -> pd.DataFrame:
    """One Source per source behind the city's values."""
    return SOURCES.frame(engine, Asked(as_of))
