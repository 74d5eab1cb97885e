"""Questions about all measures together: do they keep their plan, who reports, what came and went."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pandas as pd

from analytics.engine import Engine
from analytics.filters import EVERYTHING, Selection
from analytics.queries.answer import Asked, Figure, selected


class Missed(NamedTuple):
    """An open measure that ends after the year of its valid end; known_since = the date that said so first."""

    measure_id: str
    title: str
    division: str
    missed_year: int
    end_baseline: dt.date
    valid_end: dt.date
    expected_end: dt.date
    days_late_valid: int
    known_since: dt.date


class Milestone(NamedTuple):
    """The end expected at a reporting date; days_moved counts from the one expected first, negative = earlier."""

    measure_id: str
    as_of: dt.date
    title: str
    status: str
    valid_end: dt.date | None
    expected_end: dt.date | None
    days_moved: int | None


class Reliability(NamedTuple):
    """Counts of a division: its measures at the reporting date, and every report it has made up to it."""

    division: str
    measures: int
    completed: int
    completed_by_valid_end: int
    completed_by_baseline: int
    still_open: int
    late_by_valid_end: int
    late_by_baseline: int
    reports: int
    reports_in_time: int
    reports_late: int
    reports_undated: int


class LedgerLine(NamedTuple):
    """What a reporting date changed against `previous`; measures_after = measures_before + added - vanished.

    `returned` is a part of `added`; cohort = the measures of the very first date, to which the cohort_ counts add up.
    """

    as_of: dt.date
    previous: dt.date | None
    measures_before: int
    added: int
    returned: int
    vanished: int
    measures_after: int
    completed_after: int
    finished: int
    paused: int
    stopped: int
    resumed: int
    relabelled: int
    cohort: int
    cohort_planned: int
    cohort_running: int
    cohort_completed: int
    cohort_paused: int
    cohort_stopped: int
    cohort_vanished: int


MISSED = Figure("portfolio/missed", "measures", Missed, selected)
MILESTONES = Figure("portfolio/milestones", "measures", Milestone, selected)
RELIABILITY = Figure("portfolio/reliability", "measures", Reliability, selected)
LEDGER = Figure("portfolio/ledger", "measures", LedgerLine)


def missed(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One Missed per open measure of the selection that ends after the year of its valid end, whatever that year is."""
    return MISSED.frame(engine, Asked(selection))


def milestones(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One Milestone per measure of the selection and reporting date up to the day asked."""
    return MILESTONES.frame(engine, Asked(selection))


def reliability(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One Reliability per division."""
    return RELIABILITY.frame(engine, Asked(selection))


def ledger(engine: Engine, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """One LedgerLine per reporting date up to the day asked; only the day of the selection narrows it."""
    return LEDGER.frame(engine, Asked(selection))
