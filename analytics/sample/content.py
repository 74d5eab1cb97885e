"""The hand-written content beside this module, read once: measures, organisation, events, money."""

from __future__ import annotations

import csv
import datetime as dt
import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analytics.reference import reference
from analytics.sample.sheet import Record

HERE = Path(__file__).resolve().parent
SEED = "Digitalbilanz"
DELIVERIES = tuple(dt.date(year, *half) for year in range(2018, 2022) for half in ((6, 30), (12, 31)))
HALTED = ("zurückgestellt", "eingestellt")


@dataclass(frozen=True)
class Plan:
    """One measure as planned, and how it really went (`done`)."""

    number: str
    title: str
    division: str
    committee: str
    districts: str
    joined: dt.date
    start: dt.date
    baseline: dt.date
    done: dt.date
    cause: str
    report: str
    profile: str
    thousand_eur: float
    programme: str
    gender: str
    public: bool
    outcome: str
    outcome_start: str
    outcome_target: str
    outcome_unit: str
    paper: str

    @property
    def field_of_action(self) -> str:
        """The chapter before the point names the field; chapter 4 is the first."""
        return reference().fields_of_action[int(self.number.split(".")[0]) - 4]

    @property
    def halt(self) -> dt.date | None:
        """The date from which the measure stays paused or stopped."""
        dates = (e["since"] for e in events(self.number) if e.get("status") in HALTED and "until" not in e)
        return next(dates, None)


@functools.cache
def toml(name: str) -> dict[str, Any]:
    """One TOML file beside this module."""
    return tomllib.loads((HERE / name).read_text("utf-8"))


def records(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file beside this module."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@functools.cache
def plans() -> tuple[Plan, ...]:
    """All measures, in order of their number."""
    return tuple(_plan(row) for row in records("measures.csv"))


def _plan(row: dict[str, str]) -> Plan:
    days = {name: dt.date.fromisoformat(row[name] or "2018-06-30") for name in ("joined", "start", "baseline", "done")}
    typed = days | {"thousand_eur": float(row["thousand_eur"]), "public": row["public"] == "ja"}
    return Plan(**{**row, **typed})  # type: ignore[arg-type]


@functools.cache
def events(number: str) -> tuple[dict[str, Any], ...]:
    """The events of one measure, in the order of the file."""
    return tuple(event for event in toml("events.toml")["event"] if event["number"] == number)


def told(number: str, day: dt.date) -> Record:
    """The contract fields that the events of a measure set at a delivery."""
    story: Record = {}
    for event in events(number):
        if event["since"] <= day <= event.get("until", day):
            story |= {key: value for key, value in event.items() if key not in ("number", "since", "until")}
    return story
