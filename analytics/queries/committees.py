"""Questions about the committees: how far their measures are, and what became of what was decided."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pandas as pd

from analytics.engine import Engine
from analytics.filters import EVERYTHING, Selection
from analytics.queries import answer
from analytics.queries.answer import Asked, Figure


class CommitteeCounts(NamedTuple):
    """How many measures a committee has, by status; late, red by rule, with an open or an overdue decision."""

    committee: str
    measures: int
    measures_planned: int
    measures_running: int
    measures_completed: int
    measures_paused: int
    measures_stopped: int
    measures_late: int
    rating_red: int
    decisions_open: int
    decisions_overdue: int


class Controlled(NamedTuple):
    """A measure as a committee follows it up: its papers, its valid end, where it stands, why it is late."""

    measure_id: str
    title: str
    committee: str
    paper: str | None
    rebaseline_paper: str | None
    valid_end: dt.date | None
    status: str
    days_late_valid: int | None
    is_late: bool
    reason: str | None
    end_actual: dt.date | None
    is_public: bool


OVERVIEW = Figure("committees/overview", "measures", CommitteeCounts, answer.selected)
CONTROL = Figure("committees/control", "measures", Controlled, answer.selected)


def overview(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One CommitteeCounts per committee with a measure of the selection."""
    return OVERVIEW.frame(engine, Asked(selection))


def control(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One Controlled per measure of the selection."""
    return CONTROL.frame(engine, Asked(selection))
