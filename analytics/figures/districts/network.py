"""Who is served in one district, from broadband/districts, and how it developed, from districts/trend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from analytics import formats
from analytics.figures import lines as drawn
from analytics.figures.broadband import targets
from analytics.figures.broadband.choice import GIGABIT, TECHNOLOGIES, USER_GROUPS, Choice, speed_words
from analytics.figures.broadband.coverage import COLUMNS as SHARE_COLUMNS
from analytics.figures.broadband.coverage import Share, coverage, known
from analytics.figures.lines import Line, same_method
from analytics.figures.parts import LegendEntry, mark
from analytics.figures.ranking import Rank, ranking
from analytics.labels import label
from analytics.reference import Reference
from analytics.tables import Column, Table
from analytics.targets import EACH_DISTRICT, Target
from analytics.theme import Tokens

FIBRE = Choice()
SPEED = speed_words(GIGABIT)
HERE, CITY = "Stadtbezirk", "Stadt"
COUNTED = {
    "Privathaushalte": "Privathaushalten",
    "Unternehmen": "Unternehmen",
    "Gewerbegebiete": "Gewerbegebieten",
    "Schulen": "Schulen",
    "Städtische Gebäude": "städtischen Gebäuden",
}
"""The user groups as they follow a number or „zu“: 3 von 9 Schulen."""
LEGEND = (LegendEntry(FIBRE.words, "fibre"), LegendEntry(f"alle Techniken ab {FIBRE.speed}", "ring"))


class Served(NamedTuple):
    """A user group in a district: its share with fibre, and with whatever technology of the same speed."""

    user_group: str
    fibre: Share
    any_pct: float | None


def served(frame: pd.DataFrame, code: str, places: Reference) -> list[Served]:
    """Every user group of the contract; one without a row is keine Angabe."""
    found = []
    for group in USER_GROUPS:
        shown = coverage(frame, FIBRE._replace(user_group=group), places, (code,))
        found.append(Served(group, shown.shown[0], shown.any_technology.get(code)))
    return found


def served_ranking(groups: Sequence[Served], t: Tokens) -> go.Figure:
    """A bar per user group in the order of the contract; keine Angabe has none."""
    ranks = [_rank(one) for one in groups]
    return ranking(ranks, "fibre", t)


def _rank(one: Served) -> Rank:
    return Rank(one.user_group, one.fibre.pct, mark(one.fibre.hover(_choice(one))), one.any_pct, one.fibre.total)


def _choice(one: Served) -> Choice:
    return FIBRE._replace(user_group=one.user_group)


def served_sentence(groups: Sequence[Served], name: str) -> str:
    """Each share as x von y, and what is not known."""
    valued = [one for one in groups if one.fibre.pct is not None]
    if not valued:
        return f"Wer in {name} {FIBRE.words} hat: Dazu liegt keine Angabe vor."
    shares = [f"{formats.percent(one.fibre.pct)} {_choice(one).users} ({one.fibre.part_of})" for one in valued]
    missing = [COUNTED[one.user_group] for one in groups if one.fibre.pct is None]
    none = f" Zu {formats.listed(missing)} liegt dazu keine Angabe vor." if missing else ""
    return f"In {name} haben {FIBRE.words}: {formats.listed(shares)}.{none}"


def served_table(frame: pd.DataFrame, code: str, places: Reference, name: str) -> Table:
    """Everything that any district reports, and fibre for every user group; what is not reported is keine Angabe."""
    columns = (
        Column(label("user_group")),
        Column("Technik"),
        Column("Mindestens"),
        *SHARE_COLUMNS[1:4],
        Column("Platz"),
        *SHARE_COLUMNS[4:],
    )
    rows = []
    for choice in _reported(frame, places):
        shown = coverage(frame, choice, places, (code,))
        (area,) = shown.shown
        place = _place(area, shown.districts)
        cells = (choice.user_group, TECHNOLOGIES[choice.technology], choice.speed)
        rows.append((*cells, *area.row[1:4], place, *area.row[4:]))
    return Table(f"Breitband in {name}", columns, tuple(rows))


def _reported(frame: pd.DataFrame, places: Reference) -> list[Choice]:
    rows = frame[frame["area_id"].isin(places.district_areas)]
    found = {
        Choice(t, int(m), g) for t, m, g in zip(rows["technology"], rows["min_mbits"], rows["user_group"], strict=True)
    }
    found |= {FIBRE._replace(user_group=group) for group in USER_GROUPS}
    order = list(TECHNOLOGIES)
    return sorted(found, key=lambda c: (USER_GROUPS.index(c.user_group), order.index(c.technology), -c.min_mbits))


def _place(area: Share, areas: Sequence[Share]) -> str | None:
    """3 von 13: one more than those whose share reads higher."""
    valued = known(areas)
    if area.pct is None:
        return None
    ahead = sum(round(other.pct or 0, 1) > round(area.pct, 1) for other in valued)
    return f"{ahead + 1} von {len(valued)}"


def _lines(frame: pd.DataFrame, area: str) -> list[Line]:
    rows = FIBRE.rows(frame)
    here, city = (rows[rows["area_id"] == area], rows[rows["area_id"] != area])
    lines = [Line(HERE, "fibre", drawn.values_of(here)), Line(CITY, "gigabit", drawn.values_of(city))]
    return drawn.aligned([line for line in lines if line.known])


def development(frame: pd.DataFrame, area: str, t: Tokens, target: Target | None = None) -> go.Figure:
    """Fibre of the district and of the whole city over the Stände, with the district's target."""
    return drawn.draw(_lines(frame, area), t, targets.limit(target) if target else None)


def development_table(frame: pd.DataFrame, area: str, name: str) -> Table:
    """The shares by Stand, newest first; no rows where the district has no value."""
    lines = _lines(frame, area)
    caption = f"Entwicklung in {name}: {FIBRE.words}, {FIBRE.user_group}"
    return drawn.table(caption, lines if any(line.word == HERE for line in lines) else [])


def development_sentence(frame: pd.DataFrame, area: str, name: str) -> str:
    """How far the district has come since its first comparable Stand, beside the newest value of the city."""
    by_word = {line.word: line for line in _lines(frame, area)}
    if HERE not in by_word:
        return f"Wie sich {FIBRE.noun} in {name} entwickelt: Dazu liegt keine Angabe vor."
    city = by_word.get(CITY)
    beside = f"in der ganzen Stadt sind es {_now(city)}" if city else "zur ganzen Stadt liegt keine Angabe vor"
    return f"{_moved(by_word[HERE], name)}; {beside}."


def _moved(line: Line, name: str) -> str:
    """In Mitte ist der Anteil seit dem 30.06.2018 um 12,4 Punkte gestiegen, auf 54,6 % (Stand 31.12.2021)"""
    day, value = line.last
    start = min(known for known in line.known if same_method(known, day))
    if start == day:
        return f"{name} kommt auf {_now(line)}, zum Vergleich fehlt ein früherer Stand nach derselben Methode"
    rise = round(round(value, 1) - round(line.known[start], 1), 1)
    since = f"In {name} ist der Anteil seit dem {formats.day(start)}"
    if not rise:
        return f"{since} gleich geblieben: {_now(line)}"
    return f"{since} um {formats.points(abs(rise))} {'gestiegen' if rise > 0 else 'gesunken'}, auf {_now(line)}"


def _now(line: Line) -> str:
    day, value = line.last
    return f"{formats.percent(value)} (Stand{formats.NBSP}{formats.day(day)})"


def own_target(found: Sequence[Target], area: str, share: Share) -> Target | None:
    """The target that the district is held against: its own, else that of each district."""
    return targets.target_for(found, (area, EACH_DISTRICT), FIBRE, share.as_of, [share.source])


def gigabit(frame: pd.DataFrame, code: str, places: Reference) -> Share:
    """Private households with gigabit by whatever technology."""
    return coverage(frame, Choice("alle", GIGABIT), places, (code,)).shown[0]
