"""For whom and about which days a paper is: one committee, the reporting date, and the one to compare with."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from analytics import formats
from analytics.engine import Engine
from analytics.errors import NoSuchDate, UserFacingError
from analytics.figures.committees.since import Since, points, sentence, title
from analytics.filters import Selection
from analytics.meetings import Meeting, held
from analytics.reference import reference

SCOPES = {
    "oeffentlich": "nur öffentliche Maßnahmen",
    "ausschuss": "öffentliche Maßnahmen und alle Maßnahmen dieses Ausschusses",
}
"""What a paper of a limited role must say of every figure; the others hold every row."""
NO_STAND = "Es gibt noch keinen früheren Stand, mit dem sich vergleichen lässt."
FEMININE = ("gruppe", "kommission", "versammlung", "runde")


@dataclass(frozen=True)
class Occasion:
    """One paper's questions: the open snapshot of its role, the committee's Maßnahmen, what was known before.

    `day` = the delivery date that answers, `as_of` and `costs_as_of` = the reporting dates that it reads; `compared` =
    what it is compared with, None where nothing earlier was delivered.
    """

    engine: Engine
    committee: str
    day: dt.date
    as_of: dt.date
    costs_as_of: dt.date | None
    compared: Since | None
    last_meeting: Meeting | None

    @property
    def selection(self) -> Selection:
        """The committee's Maßnahmen on that day."""
        return Selection(day=self.day, committees=(self.committee,))

    @property
    def name(self) -> str:
        """The committee in words."""
        return reference().committees[self.committee]

    @property
    def recipient(self) -> str:
        """In die EDV-Arbeitsgruppe; In den Ausschuss für …"""
        article = "die" if self.name.casefold().endswith(FEMININE) else "den"
        return f"In {article} {self.name}"

    @property
    def since(self) -> dt.date | None:
        """The earlier reporting date; None without one."""
        return self.compared.stand if self.compared else None

    @property
    def since_title(self) -> str:
        """The heading of what changed."""
        return title(self.compared, self.last_meeting) if self.compared else "Seit der letzten Sitzung"

    @property
    def since_words(self) -> str:
        """What the comparison rests on."""
        return sentence(self.compared, self.last_meeting) if self.compared else NO_STAND

    @property
    def scope(self) -> str:
        """Which Maßnahmen the paper may hold."""
        return SCOPES.get(self.engine.viewer.role, "alle Maßnahmen dieses Ausschusses, auch nicht öffentliche")

    @property
    def source(self) -> str:
        """The exports that the figures come from."""
        sample = "Beispieldaten: " if self.engine.is_sample else ""
        money = ", kosten.csv" if self.costs_as_of else ""
        if self.costs_as_of != self.as_of and self.costs_as_of:
            money += f" vom {formats.day(self.costs_as_of)}"
        return f"{sample}massnahmen.csv{money}"

    @property
    def link(self) -> str:
        """The address, within the dashboard, under which exactly this stays readable."""
        more = {"seit": self.compared.day.isoformat()} if self.compared else {}
        return "/" + self.selection.url("ausschuesse", stand=self.engine.snapshot_id, **more)


def occasion(engine: Engine, committee: str, day: dt.date | None = None, since: dt.date | None = None) -> Occasion:
    """What a paper for this committee is about; by default the newest day and what was known at the last meeting.

    UserFacingError for an unknown committee, NoSuchDate where nothing was delivered by `day` or before `since`.
    """
    if committee not in reference().committees:
        known = ", ".join(reference().committees)
        raise UserFacingError(f"Den Ausschuss „{committee}“ gibt es nicht: bitte {known} angeben.")
    asked = engine.asked("measures", day)
    as_of = max(date for date in engine.reporting_dates("measures") if date <= asked)
    costs = [date for date in engine.reporting_dates("costs") if date <= asked]
    earlier = [date for date in engine.reporting_dates("measures") if date < as_of]
    met = held(reference().meetings, committee, as_of)
    compared = [point for point in points(met, earlier, since) if since in (None, point.day)]
    if since and not compared:
        raise NoSuchDate(f"Am {formats.day(since)} lag noch kein Stand vor: bitte einen späteren Tag angeben.")
    return Occasion(
        engine,
        committee,
        asked,
        as_of,
        max(costs, default=None),
        next(iter(compared), None),
        next(iter(met), None),
    )
