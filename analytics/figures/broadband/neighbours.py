"""How the city stands beside its neighbours, its Kreis, its Land and the Bund, from the frame of broadband/comparison.

Only values of about one day are held against each other, measured in the same way: those next to the newest Stand at
which the city and one of the others have a value. Files of Gemeinden and of Kreise are deliveries of their own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from analytics import formats
from analytics.figures.broadband.choice import Choice, city_word
from analytics.figures.broadband.leaders import tiers
from analytics.figures.lines import same_method
from analytics.figures.parts import mark, plotly_text
from analytics.figures.ranking import Limit, Rank, ranking, token_of
from analytics.reference import Reference
from analytics.tables import Column, Table
from analytics.theme import Tokens

COUNTRY = "00"
APART = 31
"""So many days may lie between two Stände that are compared."""
NAMED = 2
"""So many of those that follow are named."""


class Area(NamedTuple):
    """An area with its value at about the Stand that is compared; None = keine Angabe."""

    name: str
    pct: float | None = None
    as_of: dt.date | None = None
    source: str = ""


class Comparison(NamedTuple):
    """The city and others at about its Stand; `as_of` is None, and there is no list, where no other has a value."""

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
    series: dict[str, list[Area]] = {}
    for row in rows[rows["coverage_pct"].notna()].to_dict("records"):
        name = expected.get(row["area_id"], row["area_name"])
        value = Area(name, float(row["coverage_pct"]), row["as_of"].date(), row["source"])
        series.setdefault(row["area_id"], []).append(value)
    own = sorted(series.pop(places.ags, []), key=_day, reverse=True)
    for city in own:
        near = {area: _nearest(values, _day(city)) for area, values in series.items()}
        if any(near.values()):
            others = [near.get(area) or Area(name) for area, name in expected.items()]
            others = others or [value for value in near.values() if value]
            return Comparison(choice, city.as_of, city._replace(name=city_word(places.city)), tuple(others))
    return Comparison(choice, None, Area(city_word(places.city)), ())


def _day(area: Area) -> dt.date:
    return area.as_of or dt.date.min


def _nearest(values: Sequence[Area], day: dt.date) -> Area | None:
    """The value next to a day, if it is near enough and was measured in the same way."""
    near = [value for value in values if abs(_day(value) - day).days <= APART and same_method(_day(value), day)]
    return min(near, key=lambda value: (abs(_day(value) - day), _day(value)), default=None)


def comparison_ranking(shown: Comparison, t: Tokens) -> go.Figure:
    """The highest share first, keine Angabe last; the city once more as dotted line."""
    unknown = [area for area in shown.others if area.pct is None]
    ranks = [Rank(area.name, area.pct, mark(_hover(area, shown))) for area in (*shown.valued, *unknown)]
    city = Limit(shown.city.name, shown.city.pct) if shown.city.pct is not None else None
    return ranking(ranks, token_of(shown.choice.technology), t, city)


def _hover(area: Area, shown: Comparison) -> str:
    value = f"{formats.percent(area.pct)} {shown.choice.users}" if area.pct is not None else formats.MISSING
    origin = f"<br>{plotly_text(area.source)}, Stand {formats.day(area.as_of)}" if area.as_of else ""
    return f"<b>{plotly_text(area.name)}</b><br>{value}{origin}"


def neighbour_sentence(shown: Comparison) -> str:
    """The place of the city among the municipalities, and who is ahead of it or follows."""
    if shown.as_of is None:
        return "Zu den Gemeinden im Umland liegen dazu keine Angaben von etwa demselben Stand vor."
    ahead = [area for area in shown.valued if round(area.pct or 0, 1) > round(shown.city.pct or 0, 1)]
    where = (
        f"{shown.city.name} liegt mit {_share(shown.city)} auf Platz {len(ahead) + 1} von {len(shown.valued)} Gemeinden"
    )
    others = tiers((area for area in shown.others if area.pct is not None), lambda area: area.pct or 0)
    best = others[0]
    is_level = round(best[0].pct or 0, 1) == round(shown.city.pct or 0, 1)
    who = f"{'gleichauf' if is_level else 'vorn' if ahead else 'danach'} {_names(best)} mit {_share(best[0])}"
    return f"{where}, {who} ({_stands(shown)})."


def _names(areas: Sequence[Area]) -> str:
    return (
        formats.listed([area.name for area in areas])
        if len(areas) <= NAMED
        else formats.count(len(areas), "", "Gemeinden")
    )


def surroundings_sentence(shown: Comparison) -> str:
    """By how many points the city lies above or below each of the others."""
    if shown.as_of is None:
        return "Zu Region, Land und Bund liegen dazu keine Angaben von etwa demselben Stand vor."
    against = [_against(shown.city, area) for area in shown.others if area.pct is not None]
    missing = [area.name for area in shown.others if area.pct is None]
    none = f" Zu {formats.listed(missing)} liegt dazu keine Angabe vor." if missing else ""
    return f"{shown.city.name} kommt auf {_share(shown.city)}: {'; '.join(against)} ({_stands(shown)}).{none}"


def _stands(shown: Comparison) -> str:
    days = sorted({_day(area) for area in shown.valued})
    word = "Stand" if len(days) == 1 else "Stände"
    return f"{word}{formats.NBSP}{' bis '.join(dict.fromkeys(formats.day(day) for day in (days[0], days[-1])))}"


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
    rows = ((area.name, area.pct, area.as_of, area.source) for area in shown.valued)
    missing = ((area.name, None, None, None) for area in unknown)
    return Table(f"{caption}: {shown.choice.words}, {shown.choice.user_group}", columns, (*rows, *missing))
