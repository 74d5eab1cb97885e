"""How a question is put: which date answers, which parameters its SQL file binds, which columns come back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa

from analytics.engine import Engine
from analytics.errors import NoSuchDate
from analytics.reference import reference


@dataclass(frozen=True)
class Asked:
    """What the user asks for: a day (default: the latest delivery), an earlier day to compare with, an area id."""

    as_of: dt.date | None = None
    since: dt.date | None = None
    area: str | None = None


Parameters = Callable[[Engine, Asked, dt.date], dict[str, Any]]


@dataclass(frozen=True)
class Figure:
    """A question: `sql/<name>.sql`, the table whose dates it needs, its row type, its parameters beyond `$asked`."""

    name: str
    own_table: str
    row: type[Any]
    parameters: Parameters = lambda engine, asked, date: {}

    def table(self, engine: Engine, asked: Asked) -> pa.Table:
        """The answer as Arrow; NoSuchDate when there is no delivery to answer from."""
        date = engine.asked(self.own_table, asked.as_of)
        answer = engine.query(self.name, asked=date, **self.parameters(engine, asked, date))
        if answer.column_names != list(self.row._fields):
            raise AssertionError(f"{self.name}.sql answers {answer.column_names}, expected {list(self.row._fields)}")
        return answer

    def frame(self, engine: Engine, asked: Asked) -> pd.DataFrame:
        """The answer as a pandas frame (dates as datetime64)."""
        frame: pd.DataFrame = self.table(engine, asked).to_pandas(date_as_object=False)
        return frame


def city(engine: Engine, asked: Asked, date: dt.date) -> dict[str, Any]:
    """The city's own area."""
    return {"city": reference().ags}


def area(engine: Engine, asked: Asked, date: dt.date) -> dict[str, Any]:
    """One area, or every area."""
    return {"every_area": asked.area is None, "area": asked.area or ""}


def since(engine: Engine, asked: Asked, date: dt.date) -> dict[str, Any]:
    """The delivery date to compare with: the latest at or before `since`, by default the measures' previous one."""
    dates = [day for day in engine.reporting_dates("measures") if day <= date]
    day = min(asked.since, date) if asked.since else (dates[-2] if len(dates) > 1 else None)
    if day is None:
        raise NoSuchDate("Es gibt noch keinen früheren Stichtag zum Vergleich: bitte eine zweite Lieferung abwarten.")
    return {"since": engine.asked("measures", day)}
