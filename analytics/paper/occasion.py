"""For whom and about which days a paper is: one committee, the reporting date, and the one to compare with."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass

from analytics import formats
from analytics.engine import Engine
from analytics.errors import NoSuchDate, UserFacingError
from analytics.figures.committees.since import Since, points, sentence, title
from analytics.filters import Selection
from analytics.meetings import Meeting, held
from analytics.queries import table
from analytics.reference import reference

NO_STAND = "Es gibt noch keinen früheren Stand, mit dem sich vergleichen lässt."
FEMININE = ("gruppe", "kommission", "versammlung", "runde", "konferenz")
NEUTER = ("gremium", "kuratorium", "forum", "präsidium", "plenum")


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
        name = self.name.casefold()
        article = "die" if name.endswith(FEMININE) else "das" if name.endswith(NEUTER) else "den"
        return f"In {article} {self.name}"

    @property
    def since(self) -> dt.date | None:
        """The day to compare with, on which everything delivered by then was known; None without one."""
        return self.compared.day if self.compared else None

    @property
    def stand(self) -> dt.date | None:
        """The reporting date that was known on it."""
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
    def is_whole(self) -> bool:
        """True when the paper may hold rows that are not public."""
        return self.engine.viewer.holds_all(self.committee)

    @property
    def scope(self) -> str:
        """Which Maßnahmen the paper may hold; every figure in it counts these alone."""
        return "alle Maßnahmen des Ausschusses" if self.is_whole else "nur öffentliche Maßnahmen"

    @functools.cached_property
    def secret(self) -> frozenset[str]:
        """The numbers of the Maßnahmen that are not public, on both days."""
        days = [self.day, *([self.compared.day] if self.compared else [])]
        frames = [table.measures(self.engine, self.selection.on(day)) for day in days]
        return frozenset(str(n) for frame in frames for n in frame[~frame["is_public"].astype(bool)]["measure_id"])

    def titled(self, measure_id: str, title: str) -> str:
        """The title, and whether it is public; said wherever a Maßnahme is named in a row."""
        return f"{title} (nicht öffentlich)" if measure_id in self.secret else title

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

    UserFacingError for an unknown committee or a `since` that is not before the Stand, NoSuchDate where nothing was
    delivered by `day` or by `since`.
    """
    if committee not in reference().committees:
        known = ", ".join(reference().committees)
        raise UserFacingError(f"Den Ausschuss „{committee}“ gibt es nicht: bitte {known} angeben.")
    asked = engine.asked("measures", day)
    as_of = max(date for date in engine.reporting_dates("measures") if date <= asked)
    if since and since >= as_of:
        raise UserFacingError(f"Verglichen wird mit einem Tag vor dem Stand {formats.day(as_of)}: bitte angeben.")
    costs = [date for date in engine.reporting_dates("costs") if date <= asked]
    earlier = [date for date in engine.reporting_dates("measures") if date < as_of]
    met = held(reference().meetings, committee, day or asked)
    compared = [point for point in points(met, earlier, since, as_of) if since in (None, point.day)]
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
