"""The lead of the Überblick: how late, how much money, what to decide, in generated sentences from overview/kpis."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from analytics import formats
from analytics.figures.overview.tiles import more_or_less, open_measures

if TYPE_CHECKING:
    from analytics.queries.overview import Kpis


class Fact(NamedTuple):
    """A sentence of the lead: what must be seen first, and the rest of it."""

    strong: str
    rest: str


def lead(kpis: Kpis, previous: Kpis | None, overdue: int) -> tuple[Fact, ...]:
    """The answer in five seconds."""
    return (Fact(_late(kpis), _compared(kpis, previous)), _money(kpis), _decisions(kpis.decisions_open, overdue))


def _late(kpis: Kpis) -> str:
    late, still_open = kpis.measures_late, open_measures(kpis)
    if not still_open:
        return "Keine Maßnahme ist offen"
    if not late:
        return f"Keine der {formats.number(still_open)} offenen Maßnahmen ist verspätet"
    verb = "ist" if late == 1 else "sind"
    return f"{formats.number(late)} von {formats.number(still_open)} offenen Maßnahmen {verb} verspätet"


def _compared(kpis: Kpis, previous: Kpis | None) -> str:
    if previous is None:
        return "."
    difference = kpis.measures_late - previous.measures_late
    return f", {more_or_less(difference)} {'als am' if difference else 'seit dem'} {formats.day(previous.as_of)}."


def _money(kpis: Kpis) -> Fact:
    year, budget, available = kpis.budget_year, kpis.budget_eur, kpis.available_eur
    if budget is None or available is None:
        return Fact("", f"Zu den Kosten {year} liegt keine Lieferung vor.")
    if available < 0:
        over = f"Das Budget {year} ist um {formats.euro_short(-available)} überzogen"
        return Fact(over, f" (Ansatz {formats.euro_short(budget)}).")
    rate = formats.share(available, budget)
    part = f" ({formats.percent(rate)})" if rate is not None else ""
    left = f"sind {formats.euro_short(available)} noch verfügbar{part}."
    return Fact("", f"Von {formats.euro_short(budget)} für {year} {left}")


def _decisions(number: int, overdue: int) -> Fact:
    words = formats.count_in_words(number, "Entscheidung", "Entscheidungen")
    strong = f"{words} {'steht' if number in (0, 1) else 'stehen'} an"
    if not number:
        return Fact(strong, ".")
    return Fact(strong, f", {formats.feminine_in_words(overdue)}{formats.NBSP}davon überfällig.")
