"""What a committee compares with: what was known at one of its meetings, at a reporting date, on any day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from analytics import formats
from analytics.meetings import Meeting


class Since(NamedTuple):
    """A day to compare with, the reporting date known on it, the meeting of that day (None = none)."""

    day: dt.date
    stand: dt.date
    meeting: Meeting | None = None


def points(
    meetings: Sequence[Meeting], stands: Sequence[dt.date], asked: dt.date | None, shown: dt.date | None
) -> tuple[Since, ...]:
    """Meetings first, then reporting dates, then the day asked; newest first, none from before the first Stand.

    `stands` = the reporting dates before the one `shown`; a meeting that knew that one already is left out.
    """
    of_day = {meeting.day: meeting for meeting in meetings if shown and meeting.day < shown}
    days = dict.fromkeys((*of_day, *sorted(stands, reverse=True), *((asked,) if asked else ())))
    known = {day: max((stand for stand in stands if stand <= day), default=None) for day in days}
    return tuple(Since(day, stand, of_day.get(day)) for day, stand in known.items() if stand)


def words(point: Since) -> str:
    """As a choice says it."""
    if point.meeting:
        return f"Sitzung vom {formats.day(point.day)}{_example(point.meeting)}, Stand {formats.day(point.stand)}"
    return f"Stand vom {formats.day(point.day)}" if point.day == point.stand else f"Tag {formats.day(point.day)}"


def title(point: Since, last: Meeting | None) -> str:
    """The heading of what changed."""
    if point.meeting is None:
        return f"Seit dem {formats.day(point.day)}"
    return "Seit der letzten Sitzung" if point.meeting == last else f"Seit der Sitzung vom {formats.day(point.day)}"


def sentence(point: Since, last: Meeting | None) -> str:
    """Which meeting, which Stand."""
    none = "" if last else " Zu diesem Ausschuss sind keine Sitzungen hinterlegt."
    if point.meeting is None and point.day == point.stand:
        return f"Verglichen wird mit dem Stand vom {formats.day(point.stand)}.{none}"
    return f"{_when(point, last)} lag der Stand vom {formats.day(point.stand)} vor; mit ihm wird verglichen.{none}"


def _when(point: Since, last: Meeting | None) -> str:
    if point.meeting is None:
        return f"Am {formats.day(point.day)}"
    which = "letzten Sitzung" if point.meeting == last else "Sitzung"
    return f"Zur {which} am {formats.day(point.day)}{_example(point.meeting)}"


def _example(meeting: Meeting) -> str:
    return " (Beispieltermin)" if meeting.is_example else ""
