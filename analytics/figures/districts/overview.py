"""All districts beside each other: coverage and their own measures, from broadband/districts and districts/overview."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analytics import formats
from analytics.figures.broadband.coverage import Coverage
from analytics.figures.measures.measure_list import NONE
from analytics.figures.measures.status import STATUSES
from analytics.figures.overview.lead import Fact
from analytics.labels import RATING_MARKS
from analytics.tables import Column, Table, Value

STATES = dict(zip(STATUSES, ("planned", "running", "completed", "paused", "stopped"), strict=True))
RATINGS = dict(zip(RATING_MARKS, ("red", "yellow", "green", "grey"), strict=True))
COLUMNS = (
    Column("Stadtbezirk"),
    Column("Glasfaser", "pct"),
    Column("versorgt", "count"),
    Column("Haushalte", "count"),
    Column("Gigabit", "pct"),
    Column("eigene Maßnahmen", "count"),
    Column("Bearbeitungsstand"),
    Column("Ampel nach Regel"),
    Column("verspätet", "count"),
    Column("Entscheidungen", "count"),
)
CAPTION = "Stadtbezirke mit Versorgung und eigenen Maßnahmen"
NO_COUNTS: tuple[Value, ...] = (None,) * 5


def code_of(name: str) -> str:
    """The number in front of a district's name in the table."""
    return name.partition(" ")[0]


def overview_table(fibre: Coverage, counts: pd.DataFrame | None) -> Table:
    """A row per district asked. `counts` = None: no measures were delivered, which is not the same as none at all."""
    by_district = _by_district(counts)
    rows = tuple(
        (
            f"{area.code} {area.name}",
            area.pct,
            area.covered,
            area.total,
            fibre.any_technology.get(area.code),
            *(NO_COUNTS if counts is None else _counts(by_district.get(area.code, {}))),
        )
        for area in fibre.shown
    )
    return Table(CAPTION, COLUMNS, rows)


def _by_district(counts: pd.DataFrame | None) -> dict[Any, Mapping[Any, Any]]:
    return {} if counts is None else {row["district"]: row for row in counts.to_dict("records")}


def _counts(row: Mapping[Any, Any]) -> tuple[Value, ...]:
    """Of a district without a row: no measure at all, and nothing to say of their states."""
    if not row:
        return (0, NONE, NONE, 0, 0)
    states = occurring({state: row[f"measures_{name}"] for state, name in STATES.items()})
    ratings = occurring({" ".join(RATING_MARKS[one]): row[f"rating_{name}"] for one, name in RATINGS.items()})
    return (int(row["measures"]), states, ratings, int(row["measures_late"]), int(row["decisions_open"]))


def occurring(counts: Mapping[str, int]) -> str:
    """1 geplant, 2 in Umsetzung"""
    return ", ".join(formats.unit(formats.number(int(count)), word) for word, count in counts.items() if count)


def measures_fact(measures: pd.DataFrame | None) -> Fact:
    """How many measures concern single districts, and that those of the whole city stand in no row."""
    if measures is None:
        return Fact("", "Zu Maßnahmen liegt noch keine Lieferung vor.")
    own = int(measures[measures["district"].notna()]["measure_id"].nunique())
    whole = int(measures["district"].isna().sum())
    verb = "betrifft" if own == 1 else "betreffen"
    goes, stands = ("gilt", "steht") if whole == 1 else ("gelten", "stehen")
    return Fact(
        f"{formats.count(own, 'Maßnahme', 'Maßnahmen')} {verb} einzelne Stadtbezirke",
        f", {formats.number(whole)} {goes} für die ganze Stadt und {stands} in keiner Zeile.",
    )


def overview_sentence(counts: pd.DataFrame | None, asked: int) -> str:
    """How many districts have a measure of their own, and where something is critical or to be decided."""
    if counts is None:
        return "Zu Maßnahmen liegt noch keine Lieferung vor, gezeigt wird nur die Versorgung."
    own = counts[counts["district"].notna()]
    red, deciding = int((own["rating_red"] > 0).sum()), int((own["decisions_open"] > 0).sum())
    of_all = f"{len(own)} von {formats.count(asked, 'Stadtbezirk', 'Stadtbezirken')}"
    some = f"{of_all} {'hat' if len(own) == 1 else 'haben'} eigene Maßnahmen"
    return (
        f"{some}; {_in(red)} ist eine davon kritisch, {_in(deciding)} ist etwas zu entscheiden. "
        "Eine Maßnahme mehrerer Stadtbezirke zählt in jedem, deshalb lassen sich die Zeilen nicht addieren."
    )


def _in(count: int) -> str:
    return f"in {formats.number(count) if count else 'keinem'}"
