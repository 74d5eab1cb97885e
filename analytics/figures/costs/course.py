"""How a budget year is spent month by month, against its plan, from the frame of costs/by_month."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from typing import NamedTuple

import pandas as pd

from analytics import formats
from analytics.figures.parts import LegendEntry
from analytics.tables import Column, Table, Value, euro_columns

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
WITHOUT_MONTH, AHEAD = "ohne Monat", "steht aus"


class Course(NamedTuple):
    """A budget year as of a day: amounts by month 1 … 12, those of the whole year under 0, and the months gone by."""

    planned: dict[int, float]
    actual: dict[int, float]
    elapsed: float

    @property
    def budget(self) -> float:
        """All that is planned: the valid budget of the year."""
        return round(sum(self.planned.values()), 2)

    @property
    def last_month(self) -> int:
        """The month of the day, 0 before the year."""
        return math.ceil(self.elapsed)

    @property
    def spent(self) -> float:
        """Ist up to the day, with what names no month."""
        return round(self.spent_by(self.elapsed) + self.actual[0], 2)

    @property
    def later(self) -> float:
        """Ist of months that lie after the day."""
        return round(sum(self.actual[month] for month in range(self.last_month + 1, 13)), 2)

    @property
    def booked(self) -> float:
        """All Ist of the year, whatever its month."""
        return round(sum(self.actual.values()), 2)

    def plan_at(self, elapsed: float) -> float:
        """The plan after so many months: a month's Ansatz runs evenly through it, the whole year's through the year."""
        months = sum(self.planned[month] * min(max(elapsed - month + 1, 0), 1) for month in range(1, 13))
        return round(self.planned[0] * elapsed / 12 + months, 2)

    def spent_by(self, elapsed: float) -> float:
        """Ist of the months up to then, without what names no month."""
        return round(sum(self.actual[month] for month in range(1, math.ceil(elapsed) + 1)), 2)

    @property
    def ends(self) -> list[float]:
        """Where the line of the Ist has its points: the ends of the months gone by, and the day itself."""
        whole = [float(month) for month in range(int(self.elapsed) + 1)]
        return whole if self.elapsed == whole[-1] else [*whole, self.elapsed]

    @property
    def is_empty(self) -> bool:
        """Nothing is planned and nothing spent."""
        return not any(self.planned.values()) and not any(self.actual.values())


def course_of(frame: pd.DataFrame, year: int, as_of: dt.date) -> Course:
    """The course of one budget year as of a day."""
    rows = frame[frame["budget_year"] == year]
    months = [0 if pd.isna(month) else int(month) for month in rows["month"]]

    def by_month(column: str) -> dict[int, float]:
        found = dict(zip(months, map(float, rows[column]), strict=True))
        return {month: found.get(month, 0.0) for month in range(13)}

    return Course(by_month("planned_eur"), by_month("actual_eur"), _elapsed(year, as_of))


def _elapsed(year: int, as_of: dt.date) -> float:
    """Months of the year that are over on a day; the month of that day counts by its days."""
    if as_of.year != year:
        return 12.0 if as_of.year > year else 0.0
    return as_of.month - 1 + as_of.day / calendar.monthrange(year, as_of.month)[1]


def course_sentence(frame: pd.DataFrame, year: int, as_of: dt.date) -> str:
    """How far the spending lies above or below the plan of the day."""
    course = course_of(frame, year, as_of)
    if course.is_empty:
        return f"Für {year} gibt es noch keinen gültigen Ansatz und keine Ausgaben."
    if not course.elapsed:
        planned = f"Geplant sind {formats.euro_short(course.budget)}"
        ahead = f"zum Stand der Kosten ({formats.day(as_of)}) hat das Haushaltsjahr {year} noch nicht begonnen."
        spent = f"Gebucht sind schon {formats.euro_short(course.booked)}." if course.booked else ""
        return " ".join(filter(None, (f"{planned}; {ahead}", spent)))
    over = as_of.year > year
    when, until = (f"{year}", "") if over else (f"Bis zum {formats.day(as_of)}", "bis dahin ")
    return " ".join(filter(None, (f"{when} sind {_compared(course, until)}.", _asides(course))))


def _compared(course: Course, until: str) -> str:
    plan = course.plan_at(course.elapsed)
    rate, spent = formats.share(course.spent, plan), formats.euro_short(course.spent)
    if rate is None:
        return f"{spent} ausgegeben; geplant war {until}nichts"
    share = f"{formats.euro_of(course.spent, plan)} ausgegeben, die {until}geplant waren ({formats.percent(rate)})"
    return f"{share}: {_gap(course.spent - plan)}"


def _gap(gap: float) -> str:
    if not round(gap):
        return "genau wie geplant"
    return f"{formats.euro_short(abs(gap))} {'mehr' if gap > 0 else 'weniger'}"


def _asides(course: Course) -> str:
    """What the months do not hold: postings without a month, and those of months to come."""
    without = f"Davon {formats.euro_short(course.actual[0])} ohne Monat." if course.actual[0] else ""
    later = f"Weitere {formats.euro_short(course.later)} tragen einen späteren Monat." if course.later else ""
    return " ".join(filter(None, (without, later)))


def course_legend(course: Course, forecast_eur: float | None) -> tuple[LegendEntry, ...]:
    """The lines in the order in which they are drawn, with their last value."""
    entries = [LegendEntry(_plan_word(course), "plan")]
    if course.elapsed:
        entries.insert(0, LegendEntry(f"Ist {formats.euro_short(course.spent)}", "course"))
    if forecast_eur is not None:
        entries.append(LegendEntry(f"Prognose zum Jahresende {formats.euro_short(forecast_eur)}", "outlook"))
    return tuple(entries)


def _plan_word(course: Course) -> str:
    """How the plan comes to its months."""
    spread = course.planned[0]
    if not spread:
        return "Plan nach Monaten"
    if spread == course.budget:
        return "Plan, gleichmäßig über das Jahr verteilt"
    return f"Plan, davon {formats.euro_of(spread, course.budget)} ohne Monat gleichmäßig verteilt"


def course_table(frame: pd.DataFrame, year: int, as_of: dt.date) -> Table:
    """Ist and plan by month, and up to its end."""
    course = course_of(frame, year, as_of)
    columns = (Column("Monat"), *euro_columns(["Ist im Monat", "Ist bis dahin", "Plan bis dahin", "Ist minus Plan"]))
    rows = [] if course.is_empty else [_row(course, month, elapsed) for month, elapsed in _month_ends(course)]
    if rows and course.actual[0]:
        plan = course.plan_at(course.elapsed)
        rows.append((WITHOUT_MONTH, course.actual[0], course.spent, plan, round(course.spent - plan, 2)))
    return Table(f"Verlauf des Haushaltsjahrs {year}", columns, tuple(rows))


def _month_ends(course: Course) -> list[tuple[int, float]]:
    """Each month with the point in time up to which it counts."""
    return [(month, course.elapsed if month == course.last_month else float(month)) for month in range(1, 13)]


def _row(course: Course, month: int, elapsed: float) -> tuple[Value, ...]:
    amount, plan = course.actual[month], course.plan_at(elapsed)
    if month > course.last_month:
        return (MONTHS[month - 1], amount or AHEAD, AHEAD, plan, AHEAD)
    spent = course.spent_by(elapsed)
    return (MONTHS[month - 1], amount, spent, plan, round(spent - plan, 2))
