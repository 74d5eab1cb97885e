"""Frames of broadband for the tests of its figures."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from analytics.figures.broadband.choice import Choice
from analytics.figures.broadband.coverage import Coverage, coverage
from analytics.queries.broadband import DistrictCoverage
from analytics.reference import reference

CITY, SAMPLE, ATLAS = "03241001", "Beispieldaten", "Breitbandatlas 06/2021"
NEWEST, BEFORE = dt.date(2021, 12, 31), dt.date(2021, 6, 30)
FIBRE = Choice()


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def area(code: str, pct: float | None, counts: tuple[int, int] | None = None, **values: Any) -> dict[str, Any]:
    """A row of broadband/districts; without a code the city."""
    covered, total = counts or (None, None)
    row = dict.fromkeys(DistrictCoverage._fields) | {
        "area_id": f"{CITY}-{code}" if code else CITY,
        "user_group": "Privathaushalte",
        "technology": "FTTB/H",
        "min_mbits": 1000,
        "as_of": NEWEST if code else BEFORE,
        "coverage_pct": pct,
        "premises_total": total,
        "premises_covered": covered,
        "source": SAMPLE if code else ATLAS,
    }
    return row | values


def frame(*rows: dict[str, Any]) -> pd.DataFrame:
    data = pd.DataFrame(list(rows), columns=list(DistrictCoverage._fields))
    return data.assign(as_of=pd.to_datetime(data["as_of"]), coverage_pct=data["coverage_pct"].astype(float))


ROWS = (
    area("", 28.23),
    area("01", 54.6, (11_457, 21_000)),
    area("02", 34.3, (14_241, 41_500)),
    area("03", 14.0, (3_437, 24_500)),
    area("04", None),
    area("01", 97.9, technology="alle"),
)


def shown(*rows: dict[str, Any], chosen: tuple[str, ...] = (), choice: Choice = FIBRE) -> Coverage:
    return coverage(frame(*rows), choice, reference(), chosen)
