"""How much fibre the city and its districts may have a year later, from outlook/coverage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analytics import formats
from analytics.figures.broadband.choice import Choice
from analytics.figures.broadband.coverage import WHOLE_CITY
from analytics.figures.outlook.words import EXPERIENCE, MOSTLY, cases_of, too_few, track
from analytics.labels import label
from analytics.reference import Reference
from analytics.tables import Column, Table

if TYPE_CHECKING:
    from analytics.queries.outlook import CoverageRange, CoverageTested

QUESTION = "Wie weit könnte die Glasfaser in einem Jahr sein?"
FIBRE = Choice()


def shown(found: Sequence[CoverageRange], places: Reference, chosen: Sequence[str]) -> list[CoverageRange]:
    """The whole city, then the districts that the reader chose (none = all)."""
    areas = {f"{places.ags}-{code}" for code in chosen}
    return [row for row in found if row.area_id == places.ags or not areas or row.area_id in areas]


def sentence(found: Sequence[CoverageRange], tested: Sequence[CoverageTested], places: Reference) -> str:
    """The whole city's range, what stands behind it and how such ranges did so far; or why there is none."""
    city = next((row for row in found if row.area_id == places.ags), None)
    if not found:
        return f"Zu {FIBRE.words} liegen keine Anteile vor."
    if found[0].low_pct is None and all(row.low_pct is None for row in found):
        return f"Eine Spanne gibt es nicht: {too_few(found[0].cases)} von Stadtbezirken liegen vor."
    did = track(*(sum(getattr(row, name) for row in tested) for name in ("decided", "hits")))
    behind = cases_of(found[0].cases, found[0].areas_behind, "Stadtbezirk", "Stadtbezirken")
    grown = f"Wüchse die Glasfaser wie in {MOSTLY} Jahren von Stadtbezirken ({behind})"
    if city is None or city.low_pct is None:
        return f"{grown}, läge jeder Stadtbezirk in der Spanne der Tabelle. {EXPERIENCE}. {did}"
    span = f"zwischen {formats.percent(city.low_pct)} und {formats.percent(city.high_pct)}"
    now = f"zuletzt {formats.percent(city.coverage_pct)}, Stand {formats.day(city.as_of)}"
    return (
        f"{grown}, hätte die ganze Stadt zum {formats.day(city.a_year_later)} {span} ({now}). Auch sie "
        f"ist am Wachstum der Stadtbezirke gemessen, das stärker schwankt als ihres. {EXPERIENCE}. {did}"
    )


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
