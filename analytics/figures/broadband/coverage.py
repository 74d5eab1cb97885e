"""The shares of the city and of its districts for one choice, from the frame of broadband/districts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from analytics import formats
from analytics.figures.broadband.choice import Choice
from analytics.figures.broadband.leaders import tiers
from analytics.figures.parts import plotly_text
from analytics.labels import label
from analytics.reference import Reference
from analytics.tables import Column, Table, Value

VALUES = ("coverage_pct", "premises_covered", "premises_total")
ANY_TECHNOLOGY = "alle"
WHOLE_CITY = "Ganze Stadt"
NAMED = 3
"""Up to this many districts are named, more are counted."""


class Share(NamedTuple):
    """What is known of an area; None = keine Angabe. `code` is empty for the whole city."""

    code: str
    name: str
    pct: float | None = None
    covered: int | None = None
    total: int | None = None
    as_of: dt.date | None = None
    source: str = ""

    @property
    def part_of(self) -> str:
        """11.457 von 21.000"""
        if self.covered is None or self.total is None:
            return f"Anzahl: {formats.MISSING}"
        return f"{formats.number(self.covered)} von {formats.number(self.total)}"

    @property
    def origin(self) -> str:
        """Source and Stand; a source that names its month says both."""
        if self.as_of is None or f"{self.as_of:%m/%Y}" in self.source:
            return self.source
        return f"{self.source}, Stand{formats.NBSP}{formats.day(self.as_of)}"

    @property
    def row(self) -> tuple[Value, ...]:
        """Its row in a table; see `COLUMNS`."""
        name = f"{self.code} {self.name}".strip()
        return (name, self.pct, self.covered, self.total, self.as_of, self.source or None)

    def hover(self, choice: Choice) -> str:
        """Name, share, x von y and where it comes from."""
        value = formats.MISSING if self.pct is None else f"{formats.percent(self.pct)} {choice.users}<br>{self.part_of}"
        origin = f"<br>{plotly_text(self.origin)}" if self.source else ""
        return f"<b>{plotly_text(self.name)}</b><br>{value}{origin}"


COLUMNS = (
    Column("Stadtbezirk"),
    Column("Anteil", "pct"),
    Column(label("premises_covered"), "count"),
    Column(label("premises_total"), "count"),
    Column("Stand", "day"),
    Column("Quelle"),
)


class Coverage(NamedTuple):
    """The city, all its districts in the order of their numbers, and which of them the reader chose (none = all)."""

    choice: Choice
    city: Share
    districts: tuple[Share, ...]
    chosen: tuple[str, ...]
    any_technology: Mapping[str, float]
    """Code → share with whatever technology; empty where the choice asks for that itself, or no district has one."""

    @property
    def shown(self) -> tuple[Share, ...]:
        """The districts that the reader asks about."""
        return tuple(area for area in self.districts if not self.chosen or area.code in self.chosen)

    @property
    def as_of(self) -> dt.date | None:
        """The newest Stand of the districts shown, without any that of the city."""
        return max((area.as_of for area in self.shown if area.as_of), default=self.city.as_of)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of what is shown, as delivered."""
        return tuple(dict.fromkeys(area.source for area in (*self.shown, self.city) if area.source))

    def table(self) -> Table:
        """The districts by their number."""
        caption = f"Stadtbezirke nach Nummer: {self.choice.words}, {self.choice.user_group}"
        return Table(caption, COLUMNS, tuple(area.row for area in self.shown) if known(self.shown) else ())

    def provenance(self) -> tuple[str, ...]:
        """What a source line must say beyond its Stand: whose values are whose, and Stände that differ."""
        said = []
        if sources := sorted({area.source for area in self.shown if area.source}):
            said.append(f"Stadtbezirke: {', '.join(sources)}")
        days = sorted({area.as_of for area in self.shown if area.as_of})
        if len(days) > 1:
            said.append(f"Stände der Stadtbezirke {formats.day(days[0])} bis {formats.day(days[-1])}")
        if self.city.as_of:
            said.append(f"ganze Stadt: {self.city.origin}")
        return tuple(said)


def counted_sources(frame: pd.DataFrame, shown: Coverage) -> tuple[str, ...]:
    """The sources of the districts shown, for the chosen technology and speed class and whatever user group."""
    alike = (frame["technology"] == shown.choice.technology) & (frame["min_mbits"] == shown.choice.min_mbits)
    rows = frame[alike & frame["premises_total"].notna()]
    codes = {area.code for area in shown.shown}
    found = (s for area, s in zip(rows["area_id"], rows["source"], strict=True) if area.rpartition("-")[2] in codes)
    return tuple(dict.fromkeys(found))


def coverage(frame: pd.DataFrame, choice: Choice, places: Reference, chosen: Sequence[str] = ()) -> Coverage:
    """A district without a row is keine Angabe, as is one whose row has no value."""
    districts = dict(zip(places.district_areas, places.districts.items(), strict=True))
    areas = {places.ags: ("", WHOLE_CITY)} | districts
    city, *others = _shares(frame, choice, areas)
    return Coverage(choice, city, tuple(others), tuple(chosen), _any_technology(frame, choice, areas))


def _any_technology(frame: pd.DataFrame, choice: Choice, areas: Mapping[str, tuple[str, str]]) -> dict[str, float]:
    every = _shares(frame, choice._replace(technology=ANY_TECHNOLOGY), areas)
    found = {area.code: area.pct for area in every if area.pct is not None}
    return {} if choice.technology == ANY_TECHNOLOGY or not any(found) else found


def _shares(frame: pd.DataFrame, choice: Choice, areas: Mapping[str, tuple[str, str]]) -> list[Share]:
    """One per area (id → code and name), in that order."""
    rows = {row["area_id"]: row for row in choice.rows(frame).to_dict("records")}
    return [_share(code, name, rows.get(area, {})) for area, (code, name) in areas.items()]


def _share(code: str, name: str, row: Mapping[Hashable, Any]) -> Share:
    if not row:
        return Share(code, name)
    pct, *counts = (None if pd.isna(row[column]) else row[column] for column in VALUES)
    covered, total = (None if count is None else int(count) for count in counts)
    return Share(code, name, pct, covered, total, row["as_of"].date(), row["source"])


def known(areas: Iterable[Share]) -> list[Share]:
    """Those with a value, the highest first; equal ones by their number."""
    return sorted((area for area in areas if area.pct is not None), key=lambda area: (-(area.pct or 0), area.code))


def unknown(areas: Iterable[Share]) -> list[Share]:
    """Those without."""
    return [area for area in areas if area.pct is None]


def missing_words(areas: Sequence[Share]) -> str:
    """Für Mitte und Nord liegt keine Angabe vor; nothing where every area has one."""
    names = [area.name for area in unknown(areas)]
    if not names:
        return ""
    return f"Für {named(names)} liegt keine Angabe vor."


def level(areas: Iterable[Share]) -> list[list[Share]]:
    """Those with a value in tiers that read the same, the highest first."""
    return tiers(known(areas), lambda area: area.pct or 0)


def named(names: Sequence[str]) -> str:
    """Mitte und Nord; 5 Stadtbezirke"""
    return formats.listed(names) if len(names) <= NAMED else formats.count(len(names), "Stadtbezirk", "Stadtbezirke")
