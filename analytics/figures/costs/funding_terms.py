"""Lines of funding by their term, from the frame of costs/funding_clock: how they read, and how they stand to a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from analytics import formats

EXPIRED, THIS_YEAR, NEXT_YEAR, LATER, ENDLESS = (
    "Frist abgelaufen", "Frist in diesem Jahr", "Frist im nächsten Jahr", "Frist später", "Ohne Frist",
)  # fmt: skip
TO_DRAW, OVERDRAWN = "Noch abzurufen", "Über die Zusage hinaus"


class Term(NamedTuple):
    """The money of a programme with one term, over all budget years; `expires` None = no term was delivered."""

    name: str
    expires: dt.date | None
    granted_eur: float
    drawn_eur: float
    open_eur: float
    days_left: int | None
    measures: int
    own_budget_eur: float
    own_open_eur: float

    def when(self, as_of: dt.date) -> str:
        """In which span of time the term ends, seen from the costs' reporting date."""
        if self.expires is None:
            return ENDLESS
        if self.expires < as_of:
            return EXPIRED
        years = self.expires.year - as_of.year
        return (THIS_YEAR, NEXT_YEAR, LATER)[min(years, 2)]

    @property
    def state(self) -> str:
        """What its money counts to: overdrawn, expired, or still to be drawn; each line to one alone."""
        if self.open_eur < 0:
            return OVERDRAWN
        return EXPIRED if (self.days_left or 0) < 0 else TO_DRAW

    @property
    def term_words(self) -> str:
        """The day, and how far off it is."""
        if self.expires is None or self.days_left is None:
            return "ohne Frist"
        if self.days_left < 0:
            return f"war {formats.day(self.expires)}"
        left = formats.count(self.days_left, "Tag", "Tage") if self.days_left else "letzter Tag"
        return f"{formats.day(self.expires)} ({left})"

    @property
    def open_pct(self) -> float | str:
        """The share that is still to be drawn."""
        rate = formats.share(self.open_eur, self.granted_eur)
        return "nichts bewilligt" if rate is None else rate

    @property
    def open_words(self) -> str:
        """What is still to be drawn of what was granted, or no longer can be."""
        if self.granted_eur <= 0:
            return f"{formats.euro_short(self.drawn_eur)} ohne Zusage" if self.drawn_eur else "noch nichts bewilligt"
        if self.open_eur < 0:
            return f"{formats.euro_short(-self.open_eur)} zu viel abgerufen"
        state = "verfallen" if self.state == EXPIRED and self.open_eur else "offen"
        return f"{formats.euro_of(self.open_eur, self.granted_eur)} {state}"

    @property
    def own_words(self) -> str:
        """What the city itself has still to spend on the measures that this line funds."""
        if self.own_open_eur < 0:
            return f"Eigenanteil: {formats.euro_short(-self.own_open_eur)} über dem Ansatz"
        if not self.own_budget_eur:
            return "Eigenanteil: kein Ansatz"
        return f"Eigenanteil: {formats.euro_of(self.own_open_eur, self.own_budget_eur)} offen"


class Sum(NamedTuple):
    """Lines added up, to the cent."""

    granted_eur: float = 0.0
    drawn_eur: float = 0.0

    @property
    def open_eur(self) -> float:
        """Granted and not drawn; negative where more was drawn."""
        return round(self.granted_eur - self.drawn_eur, 2)

    @property
    def open_pct(self) -> float | None:
        """The share of it; None where nothing was granted."""
        return formats.share(self.open_eur, self.granted_eur)


def sum_of(found: Iterable[Term]) -> Sum:
    """The lines' sum."""
    listed = list(found)
    return Sum(round(sum(t.granted_eur for t in listed), 2), round(sum(t.drawn_eur for t in listed), 2))


def sums(found: list[Term]) -> dict[str, Sum]:
    """What is still to be drawn, what has expired and what was overdrawn, each where there is a line of it."""
    by_state = {state: [term for term in found if term.state == state] for state in (TO_DRAW, EXPIRED, OVERDRAWN)}
    return {state: sum_of(lines) for state, lines in by_state.items() if lines}


def terms(frame: pd.DataFrame) -> list[Term]:
    """Soonest term first, those without one last."""
    found = [_term(row) for row in frame.to_dict("records")]
    return sorted(found, key=lambda term: (term.expires or dt.date.max, term.name))


def _term(row: Mapping[Hashable, Any]) -> Term:
    values = {name: row[name] for name in Term._fields if name in row and name not in ("expires", "days_left")}
    day, left = row["expires"], row["days_left"]
    return Term(
        name=str(row["funding_programme"]),
        expires=None if formats.is_missing(day) else pd.Timestamp(day).date(),
        days_left=None if formats.is_missing(left) else int(left),
        **values,
    )
