"""Frames of the view Plantreue, as the queries answer them, from a few values."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pyarrow as pa

from analytics.queries.portfolio import LedgerLine, Milestone, Missed, Reliability

DATES = tuple(dt.date(year, month, day) for year in (2019, 2020) for month, day in ((6, 30), (12, 31)))
DAYS = ("as_of", "previous", "valid_end", "expected_end", "end_baseline", "known_since")
TEXTS = ("measure_id", "title", "status", "division")


def missed(measure_id: str, year: int, days_late: int, since: dt.date, **values: Any) -> Missed:
    """A measure that should end in October of that year."""
    plan = dt.date(year, 10, 1)
    row = Missed(measure_id, "E-Akte", "FB 18", year, plan, plan, plan + dt.timedelta(days_late), days_late, since)
    return row._replace(**values)


def course(measure_id: str, *moves: int | None, status: str = "in Umsetzung", **values: Any) -> list[Milestone]:
    """The end of a measure, date by date, in days after the first one; None = it has none."""
    first = dt.date(2021, 6, 30)
    return [
        Milestone(
            measure_id, day, "E-Akte", status, first, None if by is None else first + dt.timedelta(by), by
        )._replace(**values)
        for day, by in zip(DATES, moves, strict=False)
    ]


def counts(division: str, *numbers: int) -> Reliability:
    """A Fachbereich with its eleven counts."""
    return Reliability(division, *numbers)


def line(as_of: dt.date, previous: dt.date | None, **values: int) -> LedgerLine:
    """A reporting date on which nothing happened but what is said."""
    row = LedgerLine(as_of, previous, **dict.fromkeys(LedgerLine._fields[2:], 0))
    return row._replace(**values)


def frame(kind: type[Any], *rows: Any) -> pd.DataFrame:
    """The answer of a question."""
    types = {name: pa.date32() for name in DAYS} | {name: pa.string() for name in TEXTS}
    schema = pa.schema([(name, types.get(name, pa.int64())) for name in kind._fields])
    table = pa.Table.from_pylist([row._asdict() for row in rows], schema=schema)
    answer: pd.DataFrame = table.to_pandas(date_as_object=False)
    return answer
