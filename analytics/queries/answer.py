"""How a question is put: which date answers, which parameters its SQL file binds, which columns come back."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa

from analytics.engine import Engine
from analytics.errors import NoSuchDate
from analytics.filters import EVERYTHING, Selection
from analytics.reference import reference


@dataclass(frozen=True)
class Asked:
    """What the user asks for: a selection with its day, an earlier day to compare with, one area, one measure."""

    selection: Selection = EVERYTHING
    since: dt.date | None = None
    area: str | None = None
    measure: str | None = None


Parameters = Callable[[Engine, Asked, dt.date], dict[str, Any]]


class Figure:
    """A question: `sql/<name>.sql`, the table whose dates it needs, its row type, its parameters beyond `$asked`."""

    def __init__(self, name: str, own_table: str, row: type[Any], *parameters: Parameters) -> None:
        self.name, self.own_table, self.row = name, own_table, row
        self._parameters = parameters

    def table(self, engine: Engine, asked: Asked) -> pa.Table:
        """The answer as Arrow; NoSuchDate when there is no delivery to answer from."""
        date = engine.asked(self.own_table, asked.selection.day)
        bound = [parameters(engine, asked, date) for parameters in self._parameters]
        answer = engine.query(self.name, asked=date, **dict(itertools.chain(*map(dict.items, bound))))
        if answer.column_names != list(self.row._fields):
            raise AssertionError(f"{self.name}.sql answers {answer.column_names}, expected {list(self.row._fields)}")
        return answer

    def frame(self, engine: Engine, asked: Asked) -> pd.DataFrame:
        """The answer as a pandas frame (dates as datetime64)."""
        frame: pd.DataFrame = self.table(engine, asked).to_pandas(date_as_object=False)
        return frame


def selected(engine: Engine, asked: Asked, date: dt.date) -> dict[str, Any]:
    """The measures of the selection at that date; sql/selection/measures.sql alone decides which these are."""
    if asked.selection.is_everything:
        return {"everything": True, "selected": ()}
    chosen = engine.query("selection/measures", asked=date, **asked.selection.sql())
    return {"everything": False, "selected": tuple(chosen["measure_id"].to_pylist())}


def chosen(engine: Engine, asked: Asked, date: dt.date) -> dict[str, Any]:
    """The selection itself, dimension by dimension."""
    return asked.selection.sql()


def city(engine: Engine, asked: Asked, date: dt.date) -> dict[str, Any]:
    """The city's own area."""
    return {"city": reference().ags}


def districts(engine: Engine, asked: Asked, date: dt.date) -> dict[str, Any]:
    """The areas of the city's districts."""
    return {"districts": reference().district_areas}


def chosen_districts(engine: Engine, asked: Asked, date: dt.date) -> dict[str, Any]:
    """The areas of the districts of the selection, of all where none is chosen."""
    areas = dict(zip(reference().districts, reference().district_areas, strict=True))
    return {"districts": tuple(areas[code] for code in asked.selection.districts or areas)}


def district_codes(engine: Engine, asked: Asked, date: dt.date) -> dict[str, Any]:
    """The numbers of the districts of the selection; what concerns the whole city belongs to each of them."""
    chosen_codes = asked.selection.districts
    return {"every_districts": not chosen_codes, "districts": chosen_codes}


def surroundings(engine: Engine, asked: Asked, date: dt.date) -> dict[str, Any]:
    """What the city lies in: its Kreis (whose municipalities are its neighbours), its Land, the Bund."""
    county = reference().county
    return {"county": county, "surroundings": (county, county[:2], "00")}


def area(engine: Engine, asked: Asked, date: dt.date) -> dict[str, Any]:
    """One area, or every area."""
    return {"every_area": asked.area is None, "area": asked.area or ""}


def method_breaks(engine: Engine, asked: Asked, date: dt.date) -> dict[str, Any]:
    """The days from which on broadband is measured in a new way."""
    return {"breaks": tuple(found.day for found in reference().method_breaks)}


def measure(engine: Engine, asked: Asked, date: dt.date) -> dict[str, Any]:
    """One measure, or every measure."""
    return {"every_measure": asked.measure is None, "measure": asked.measure or ""}


def posts_listed(engine: Engine, asked: Asked, date: dt.date) -> dict[str, Any]:
    """The measures that stand for the posts of the Drucksache."""
    return {"posts": tuple(post.measure_id for post in reference().posts)}


def since(engine: Engine, asked: Asked, date: dt.date) -> dict[str, Any]:
    """The delivery date to compare with, and the measures that belonged to the selection on it.

    It is the latest at or before `since`, by default the measures' previous one.
    """
    dates = [day for day in engine.reporting_dates("measures") if day <= date]
    day = min(asked.since, date) if asked.since else (dates[-2] if len(dates) > 1 else None)
    if day is None:
        raise NoSuchDate("Es gibt noch keinen früheren Stichtag zum Vergleich: bitte eine zweite Lieferung abwarten.")
    before = engine.asked("measures", day)
    return {"since": before, "selected_before": selected(engine, asked, before)["selected"]}
