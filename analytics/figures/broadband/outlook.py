"""How much fibre the city and its districts may have a year later, from outlook/coverage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analytics import formats
from analytics.figures.broadband.choice import Choice
from analytics.figures.broadband.coverage import WHOLE_CITY
from analytics.figures.outlook.words import EXPERIENCE, MOSTLY, too_few, track, warning
from analytics.labels import label
from analytics.reference import Reference
from analytics.tables import Column, Table

if TYPE_CHECKING:
    from analytics.queries.outlook import CoverageRange, CoverageTested

QUESTION = "Wie weit könnte die Glasfaser in einem Jahr sein?"
FIBRE = Choice()
KINDS = {"Gemeinde": "der ganzen Stadt", "Stadtbezirk": "von Stadtbezirken"}
"""Each level as it stands behind „Spannen“."""
RELATED = "Fälle aus gleichen oder sich überschneidenden Jahren hängen zusammen und wiegen weniger, als ihre Zahl sagt."


def shown(found: Sequence[CoverageRange], places: Reference, chosen: Sequence[str]) -> list[CoverageRange]:
    """The whole city, then the districts that the reader chose (none = all)."""
    areas = {f"{places.ags}-{code}" for code in chosen}
    return [row for row in found if row.area_id == places.ags or not areas or row.area_id in areas]


def sentence(found: Sequence[CoverageRange], tested: Sequence[CoverageTested], places: Reference) -> str:
    """The whole city's range, what stands behind it and how ranges of city and districts did; or why there is none."""
    city = next((row for row in found if row.area_id == places.ags), None)
    if not found:
        return f"Zu {FIBRE.words} liegen keine Anteile vor."
    if found[0].low_pct is None and all(row.low_pct is None for row in found):
        return f"Eine Spanne gibt es nicht: {too_few(found[0].cases)} von Stadtbezirken liegen vor."
    warned, did = _warning(tested), _record(tested, "Stadtbezirk")
    grown = f"{warned}Wüchse die Glasfaser wie in {MOSTLY} Fällen von Stadtbezirken ({_behind(found[0])})"
    if city is None or city.low_pct is None:
        known = "" if warned else f" {did}"
        return f"{grown}, läge jeder Stadtbezirk in der Spanne der Tabelle. {RELATED} {EXPERIENCE}.{known}"
    span = f"zwischen {formats.percent(city.low_pct)} und {formats.percent(city.high_pct)}"
    now = f"zuletzt {formats.percent(city.coverage_pct)}, Stand {formats.day(city.as_of)}"
    return (
        f"{grown}, hätte die ganze Stadt zum {formats.day(city.a_year_later)} {span} ({now}). Auch sie "
        f"ist am Wachstum der Stadtbezirke gemessen, das stärker schwankt als ihres. {RELATED} {EXPERIENCE}. "
        f"{_record(tested, 'Gemeinde')}{'' if warned else f' {did}'}"
    )


def _behind(row: CoverageRange) -> str:
    """52 Fälle aus 13 Stadtbezirken und 4 Ausgangsständen."""
    areas = formats.count(row.areas_behind, "Stadtbezirk", "Stadtbezirken")
    bases = formats.count(row.base_dates, "Ausgangsstand", "Ausgangsständen")
    return f"{formats.count(row.cases, 'Fall', 'Fälle')} aus {areas} und {bases}"


def _warning(tested: Sequence[CoverageTested]) -> str:
    """Districts alone: their cases are behind every range. A range is too low where more fibre came."""
    said = (
        warning(
            "Spannen von Stadtbezirken", row.decided, row.hits, {"zu niedrig": row.too_high, "zu hoch": row.too_low}
        )
        for row in tested
        if row.level == "Stadtbezirk"
    )
    return next(said, "")


def _record(tested: Sequence[CoverageTested], level: str) -> str:
    """How the ranges of a level did, never those of the other."""
    row = next((row for row in tested if row.level == level), None)
    return track(row.ranges, row.decided, row.hits, KINDS[level]) if row else track(0, 0, 0, KINDS[level])


def table(found: Sequence[CoverageRange], places: Reference) -> Table:
    """Share and range of each area."""
    columns = (
        Column("Gebiet"),
        Column("Anteil", "pct"),
        Column("Stand", "day"),
        Column(label("a_year_later"), "day"),
        Column(label("low_pct"), "pct"),
        Column(label("high_pct"), "pct"),
    )
    rows = tuple(
        (_name(row.area_id, places), row.coverage_pct, row.as_of, row.a_year_later, row.low_pct, row.high_pct)
        for row in found
    )
    return Table(f"Ausblick auf ein Jahr: {FIBRE.words}, {FIBRE.user_group}", columns, rows)


def newest(found: Sequence[CoverageRange]) -> dt.date | None:
    """The newest Stand of what is shown."""
    return max((row.as_of for row in found), default=None)


def _name(area: str, places: Reference) -> str:
    code = area.rpartition("-")[2]
    return WHOLE_CITY if area == places.ags else f"{code} {places.districts[code]}"
