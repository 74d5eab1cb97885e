"""How the city stands beside its neighbours, its Kreis, its Land and the Bund, from the frame of broadband/comparison.

Only values of one Stand are held against each other: the newest at which the city and one of the others have a value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from analytics import formats
from analytics.figures.broadband.choice import Choice, city_word
from analytics.figures.broadband.leaders import listed, tiers
from analytics.figures.parts import mark, plotly_text
from analytics.figures.ranking import Limit, Rank, ranking, token_of
from analytics.reference import Reference
from analytics.tables import Column, Table
from analytics.theme import Tokens

COUNTRY = "00"
NAMED = 2
"""So many of those that follow are named."""


class Area(NamedTuple):
    """An area at the Stand that is compared; None = keine Angabe."""

    name: str
    pct: float | None = None
    source: str = ""


class Comparison(NamedTuple):
    """The city and others at one Stand; without any other that has a value, `as_of` is None and there is no list."""

    choice: Choice
    as_of: dt.date | None
    city: Area
    others: tuple[Area, ...]

    @property
    def valued(self) -> list[Area]:
        """City and others with a value, the highest first."""
        every = (self.city, *self.others)
        return sorted((area for area in every if area.pct is not None), key=lambda area: (-(area.pct or 0), area.name))

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of what is compared."""
        return tuple(dict.fromkeys(area.source for area in (self.city, *self.others) if area.source))


def neighbours(frame: pd.DataFrame, choice: Choice, places: Reference) -> Comparison:
    """The city beside the other municipalities of its Kreis that were delivered."""
    rows = frame[frame["level"] == "Gemeinde"]
    return _compared(rows, choice, places, {})


def surroundings(frame: pd.DataFrame, choice: Choice, places: Reference) -> Comparison:
    """The city beside its Kreis, its Land and the Bund; one that was not delivered is keine Angabe."""
    expected = {area: places.areas.get(area, area) for area in (places.county, places.county[:2], COUNTRY)}
    return _compared(frame[frame["area_id"].isin([places.ags, *expected])], choice, places, expected)


def _compared(frame: pd.DataFrame, choice: Choice, places: Reference, expected: Mapping[str, str]) -> Comparison:
    rows = choice.rows(frame)
    rows = rows[rows["coverage_pct"].notna()]
    own = set(rows[rows["area_id"] == places.ags]["as_of"])
    days = own & set(rows[rows["area_id"] != places.ags]["as_of"])
    if not days:
        return Comparison(choice, None, Area(city_word(places.city)), ())
    found = {row["area_id"]: row for row in rows[rows["as_of"] == max(days)].to_dict("records")}
    names = expected or {area: str(row["area_name"]) for area, row in found.items()}
    areas = {area: _area(name, found.get(area)) for area, name in names.items() if area != places.ags}
    city = _area(city_word(places.city), found[places.ags])
    return Comparison(choice, max(days).date(), city, tuple(areas.values()))


def _area(name: str, row: Mapping[object, object] | None) -> Area:
    return Area(name, float(str(row["coverage_pct"])), str(row["source"])) if row else Area(name)


def comparison_ranking(shown: Comparison, t: Tokens) -> go.Figure:
    """The highest share first, keine Angabe last; the city once more as dotted line."""
    unknown = [area for area in shown.others if area.pct is None]
    ranks = [Rank(area.name, area.pct, mark(_hover(area, shown))) for area in (*shown.valued, *unknown)]
    city = Limit(shown.city.name, shown.city.pct) if shown.city.pct is not None else None
    return ranking(ranks, token_of(shown.choice.technology), t, city)


def _hover(area: Area, shown: Comparison) -> str:
    value = f"{formats.percent(area.pct)} {shown.choice.users}" if area.pct is not None else formats.MISSING
    return f"<b>{plotly_text(area.name)}</b><br>{value}<br>{plotly_text(area.source)}"


def neighbour_sentence(shown: Comparison) -> str:
    """The place of the city among the municipalities, and who is ahead of it or follows."""
    if shown.as_of is None:
        return "Zu den Gemeinden im Umland liegen dazu keine Angaben vom selben Stand vor."
    ahead = [area for area in shown.valued if round(area.pct or 0, 1) > round(shown.city.pct or 0, 1)]
    where = (
        f"{shown.city.name} liegt mit {_share(shown.city)} auf Platz {len(ahead) + 1} von {len(shown.valued)} Gemeinden"
    )
    others = tiers((area for area in shown.others if area.pct is not None), lambda area: area.pct or 0)
    best = others[0]
    who = f"{'vorn' if ahead else 'danach'} {_names(best)} mit {_share(best[0])}"
    return f"{where}, {who} (Stand{formats.NBSP}{formats.day(shown.as_of)})."


def _names(areas: Sequence[Area]) -> str:
    return listed([area.name for area in areas]) if len(areas) <= NAMED else formats.count(len(areas), "", "Gemeinden")


def surroundings_sentence(shown: Comparison) -> str:
    """By how many points the city lies above or below each of the others."""
    if shown.as_of is None:
        return "Zu Region, Land und Bund liegen dazu keine Angaben vom selben Stand vor."
    against = [_against(shown.city, area) for area in shown.others if area.pct is not None]
    missing = [area.name for area in shown.others if area.pct is None]
    none = f" Zu {listed(missing)} liegt dazu keine Angabe vor." if missing else ""
    return (
        f"{shown.city.name} kommt auf {_share(shown.city)}: {'; '.join(against)} "
        f"(Stand{formats.NBSP}{formats.day(shown.as_of)}).{none}"
    )


def _against(city: Area, other: Area) -> str:
    gap = round(city.pct or 0, 1) - round(other.pct or 0, 1)
    if not round(gap, 1):
        return f"gleich viel wie {other.name}"
    return f"{formats.points(abs(gap))} {'mehr' if gap > 0 else 'weniger'} als {other.name} ({_share(other)})"


def _share(area: Area) -> str:
    return formats.percent(area.pct)


def comparison_table(shown: Comparison, caption: str) -> Table:
    """The rows of the chart; none where nothing is compared."""
    columns = (Column("Gebiet"), Column("Anteil", "pct"), Column("Stand", "day"), Column("Quelle"))
    if shown.as_of is None:
        return Table(caption, columns, ())
    unknown = [area for area in shown.others if area.pct is None]
    rows = ((area.name, area.pct, shown.as_of if area.source else None, area.source or None) for area in shown.valued)
    missing = ((area.name, None, None, None) for area in unknown)
    return Table(f"{caption}: {shown.choice.words}, {shown.choice.user_group}", columns, (*rows, *missing))
