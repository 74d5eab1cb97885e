"""Who is served better than private households, over the districts: from the frame of broadband/user_groups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from analytics import formats
from analytics.figures.broadband.choice import Choice
from analytics.figures.lines import same_method
from analytics.figures.parts import mark
from analytics.figures.ranking import Rank, ranking, token_of
from analytics.labels import label
from analytics.tables import Column, Table
from analytics.theme import Tokens

HOUSEHOLDS = "Privathaushalte"
MIXED = "vor und nach einem Methodenwechsel"
"""What a sum must say whose Stände lie on both sides of a method break."""
NOT_COMPARED = "Nicht verglichen, weil zwischen den Ständen die Methode wechselte"


class Group(NamedTuple):
    """A user group: premises of the districts that report counts, their share in percent."""

    name: str
    pct: float
    covered: int
    total: int
    areas: int
    oldest: dt.date
    newest: dt.date

    @property
    def part_of(self) -> str:
        """63 von 102"""
        return f"{formats.number(self.covered)} von {formats.number(self.total)}"

    def compares(self, other: Group) -> bool:
        """Whether all Stände behind both lie on the same side of each method break."""
        return same_method(min(self.oldest, other.oldest), max(self.newest, other.newest))


def _groups(frame: pd.DataFrame, choice: Choice) -> list[Group]:
    """All groups at the chosen technology and speed class, the highest share first."""
    rows = frame[(frame["technology"] == choice.technology) & (frame["min_mbits"] == choice.min_mbits)]
    groups = [
        Group(
            name=row["user_group"],
            pct=float(row["coverage_pct"]),
            covered=int(row["premises_covered"]),
            total=int(row["premises_total"]),
            areas=int(row["areas_counted"]),
            oldest=row["oldest_as_of"].date(),
            newest=row["newest_as_of"].date(),
        )
        for row in rows.to_dict("records")
        if not pd.isna(row["coverage_pct"])
    ]
    return sorted(groups, key=lambda group: (-group.pct, group.name))


def group_ranking(frame: pd.DataFrame, choice: Choice, t: Tokens) -> go.Figure:
    """A bar per user group; a click asks the page about it."""
    ranks = [_rank(group) for group in _groups(frame, choice)]
    return ranking(ranks, token_of(choice.technology), t)


def _rank(group: Group) -> Rank:
    lines = (f"<b>{group.name}</b>", formats.percent(group.pct), group.part_of, _areas(group.areas), _stands(group))
    hover = "<br>".join(lines)
    return Rank(f"{group.name}, {group.part_of}", group.pct, mark(hover, gruppe=group.name))


def _areas(count: int) -> str:
    return f"in {formats.count(count, 'Stadtbezirk', 'Stadtbezirken')} mit Angabe"


def _stands(group: Group) -> str:
    days = " bis ".join(dict.fromkeys(formats.day(day) for day in (group.oldest, group.newest)))
    word = "Stand" if group.oldest == group.newest else "Stände"
    return f"{word}{formats.NBSP}{days}{'' if group.compares(group) else f', {MIXED}'}"


def group_sentence(frame: pd.DataFrame, choice: Choice, asked: int) -> str:
    """Which groups lie above private households and which below, of those measured in the same way.

    The groups may be counted in different districts, so that each says in how many of those asked about.
    """
    groups = _groups(frame, choice)
    households = next((group for group in groups if group.name == HOUSEHOLDS), None)
    if not groups:
        return f"Zu {choice.words} liegen je Stadtbezirk keine Anzahlen vor."
    if households is None or len(groups) == 1:
        scope = "zu Privathaushalten fehlen Anzahlen" if households is None else "zu anderen Gruppen fehlen Anzahlen"
        return f"{_alone(groups[0], asked)}; {scope}."
    others = [group for group in groups if group is not households]
    comparable = [group for group in others if group.compares(households)]
    left_out = [group.name for group in others if group not in comparable]
    first = _against(households, comparable, asked) if comparable else f"{_alone(households, asked)}."
    return f"{first} {f'{NOT_COMPARED}: {formats.listed(left_out)}.' if left_out else ''}".strip()


def _alone(group: Group, asked: int) -> str:
    mixed = "" if group.compares(group) else f", Stände {MIXED}"
    return f"{group.name}: {formats.percent(group.pct)} ({_counted(group, asked)}{mixed})"


def _counted(group: Group, asked: int) -> str:
    return f"{group.part_of}, in {group.areas} von {formats.count(asked, 'Stadtbezirk', 'Stadtbezirken')}"


def _against(households: Group, others: Sequence[Group], asked: int) -> str:
    above = [group for group in others if round(group.pct, 1) > round(households.pct, 1)]
    below = [group for group in others if group not in above]
    reference = f"als Privathaushalte ({formats.percent(households.pct)}, {_counted(households, asked)})"
    if not above:
        return f"Nicht besser versorgt {reference}: {_shares(below, asked)}."
    worse = f"; nicht besser: {_shares(below, asked)}" if below else ""
    return f"Besser versorgt {reference}: {_shares(above, asked)}{worse}."


def _shares(groups: Sequence[Group], asked: int) -> str:
    return formats.listed(
        [f"{group.name} ({formats.percent(group.pct)}, in {group.areas} von {asked})" for group in groups]
    )


def group_as_of(frame: pd.DataFrame, choice: Choice) -> dt.date | None:
    """The newest Stand behind the sums."""
    return max((group.newest for group in _groups(frame, choice)), default=None)


def group_table(frame: pd.DataFrame, choice: Choice, asked: int) -> Table:
    """The sums of each group; `asked` = number of districts asked about."""
    columns = (
        Column(label("user_group")),
        Column("Anteil", "pct"),
        Column(label("premises_covered"), "count"),
        Column(label("premises_total"), "count"),
        Column("Stadtbezirke mit Angabe"),
        Column("Ältester Stand", "day"),
        Column("Neuester Stand", "day"),
    )
    rows = tuple(
        (group.name, group.pct, group.covered, group.total, f"{group.areas} von {asked}", group.oldest, group.newest)
        for group in _groups(frame, choice)
    )
    return Table(f"Nutzergruppen in den Stadtbezirken: {choice.words}", columns, rows)
