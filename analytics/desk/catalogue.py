"""What the desk can ask about: tables, their columns, and what can be counted or added up of them (catalogue.toml).

A table is a SQL file under sql/desk/; a column is what that file selects, under its German label.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from analytics import formats
from analytics.contract import CostType, GenderAspects, Level, Status, ValueType, export_of, header
from analytics.labels import METRICS, RATING_MARKS, label
from analytics.networks import Technology, UserGroup
from analytics.reference import reference

Kind = Literal["text", "list", "flag", "number", "count", "eur", "pct", "day"]
"""What values of a column are; `number` names something (a year), `count` says how many."""
ROWS = "zeilen"
"""The name of the metric that every table has: its rows, counted."""
YEAR = ".year"
"""The end of the name under which a day is asked by its year: expected_end.year."""
OFFERED: Mapping[str, tuple[str, ...]] = {
    "status": get_args(Status),
    "cost_type": get_args(CostType),
    "value_type": get_args(ValueType),
    "gender_aspects": get_args(GenderAspects),
    "level": get_args(Level),
    "technology": get_args(Technology),
    "user_group": get_args(UserGroup),
    "reported_rating": tuple(RATING_MARKS),
    "computed_rating": tuple(RATING_MARKS),
}
"""Columns whose values stand in an order of their own."""
OVERLAPPING = {"broadband": ("level", "user_group", "technology", "min_mbits"), "postings": ("value_type",)}
"""Per table the columns of which one value holds what another holds: FTTB/H is part of alle, an Ist of its Ansatz."""


class Attribute(NamedTuple):
    """A column: its name in the SQL, its title, what it holds, what people say for its codes and for no value."""

    name: str
    title: str
    kind: Kind
    words: Callable[[], Mapping[str, str]] = dict
    missing: str = formats.MISSING

    @property
    def sql(self) -> str:
        """The expression that reads it."""
        return f'year("{self.name.removesuffix(YEAR)}")' if self.name.endswith(YEAR) else f'"{self.name}"'

    @property
    def in_order(self) -> tuple[str, ...]:
        """Its values in the order of the contract; nothing where any value may stand."""
        return OFFERED.get(self.name, ())

    @property
    def is_axis(self) -> bool:
        """Whether rows and columns can be made of it."""
        return self.kind in ("text", "flag", "number", "day")


class Metric(NamedTuple):
    """What is computed of a column; `base` = in percent of that other column, `adds` = its sums mean something."""

    name: str
    title: str
    kind: Kind
    adds: bool = False
    base: str = ""


@dataclass(frozen=True, eq=False)
class DeskTable:
    """A table of the desk: its name, its title, one row of it in a word, the export whose dates decide, its files.

    `key` tells its rows apart, `searched` is what a search over everything looks through, `listed` what its rows show;
    `rows`, `value` and `usual` (conditions) make its first view.
    """

    name: str
    title: str
    one: str
    many: str
    export: str
    files: tuple[str, ...]
    key: tuple[str, ...]
    searched: tuple[str, ...]
    attributes: Mapping[str, Attribute]
    metrics: Mapping[str, Metric]
    listed: tuple[str, ...]
    rows: str
    value: str
    usual: tuple[str, ...]

    @property
    def axes(self) -> tuple[str, ...]:
        """The columns of which rows and columns can be made."""
        return tuple(name for name, attribute in self.attributes.items() if attribute.is_axis)

    @property
    def overlapping(self) -> tuple[str, ...]:
        """The columns that must be parted or fixed before sums over them mean something."""
        return OVERLAPPING.get(self.name, ())


@functools.cache
def tables() -> Mapping[str, DeskTable]:
    """The tables of the desk by name, in the order in which they are offered."""
    entries = tomllib.loads(Path(__file__).with_name("catalogue.toml").read_text("utf-8"))
    return {name: _table(name, entry) for name, entry in entries.items()}


def _table(name: str, entry: dict[str, Any]) -> DeskTable:
    own = header(export_of(entry["export"]))
    attributes = {one.name: one for column in entry["columns"].split() for one in _attributes(column, own)}
    metrics = {one.name: one for one in _metrics(name, entry, attributes.values())}
    return DeskTable(
        name=name,
        title=entry["title"],
        one=entry["one"],
        many=entry["many"],
        export=entry["export"],
        files=tuple(entry["files"]),
        key=tuple(entry["key"].split()),
        searched=tuple(entry["searched"].split()),
        attributes=attributes,
        metrics=metrics,
        listed=tuple(entry["listed"].split()),
        rows=entry["rows"],
        value=entry.get("value", ROWS),
        usual=tuple(entry.get("usual", ())),
    )


def _attributes(column: str, own: Mapping[str, str]) -> tuple[Attribute, ...]:
    """A column under the head of its export, and after a day the same by its year."""
    missing = "ganze Stadt" if column in ("district", "districts") else formats.MISSING
    found = Attribute(
        column, METRICS.get(column) or own.get(column) or label(column), _kind(column), _words(column), missing
    )
    by_year = Attribute(column + YEAR, f"{found.title} (Jahr)", "number")
    return (found, by_year) if found.kind == "day" else (found,)


_KINDS: Mapping[Kind, tuple[str, ...]] = {
    "number": ("budget_year", "month", "min_mbits"),
    "count": ("premises_total", "premises_covered", "days_late_valid", "days_late_baseline", "shifts",
              "outcome_target", "outcome_actual"),
    "flag": ("is_public", "is_late", "is_overdue", "differs"),
    "day": ("as_of", "start_planned", "end_baseline", "end_rebaselined", "end_forecast", "end_actual", "valid_end",
            "expected_end", "decision_due", "reported_on", "funding_expires"),
    "list": ("districts",),
}  # fmt: skip


def _kind(column: str) -> Kind:
    """By the unit in its name, else as listed, else text."""
    ending = column.rpartition("_")[2]
    if ending == "eur" or ending == "pct":
        return "eur" if ending == "eur" else "pct"
    return next((kind for kind, columns in _KINDS.items() if column in columns), "text")


def _words(column: str) -> Callable[[], Mapping[str, str]]:
    known: dict[str, Callable[[], Mapping[str, str]]] = {
        "reported_rating": _ratings,
        "computed_rating": _ratings,
        "department": lambda: _coded({found.code: found.name for found in reference().departments}),
        "committee": lambda: _coded(reference().committees),
        "district": lambda: _coded(reference().districts),
        "districts": lambda: _coded(reference().districts),
    }
    return known.get(column, dict)


def _ratings() -> Mapping[str, str]:
    return {rating: f"{mark.symbol} {mark.word}" for rating, mark in RATING_MARKS.items()}


def _coded(names: Mapping[str, str]) -> Mapping[str, str]:
    return {code: f"{code} · {name}" for code, name in names.items()}


def _metrics(table: str, entry: dict[str, Any], attributes: Iterable[Attribute]) -> tuple[Metric, ...]:
    """The rows counted, Maßnahmen counted once each, then every column of numbers; only amounts and counts add up."""
    rows = Metric(ROWS, f"Anzahl {entry['many']}", "count", adds=True)
    measures = Metric("measure_id", "Anzahl Maßnahmen", "count")
    share = Metric("covered_share", "Versorgungsquote", "pct", base="premises_total")
    more = {"measures": (), "broadband": (share,)}.get(table, (measures,))
    adding = ("premises_total", "premises_covered", "shifts")
    numbers = [
        Metric(one.name, one.title, one.kind, adds=one.kind == "eur" or one.name in adding)
        for one in attributes
        if one.kind in ("eur", "pct", "count")
    ]
    return (rows, *more, *numbers)
