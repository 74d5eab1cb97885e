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
    if not kpis.measures_total:
        return (Fact("Keine Maßnahme gehört zur Auswahl", "."),)
    late = late_of_open(kpis.measures_late, open_measures(kpis))
    return (Fact(late, _compared(kpis, previous)), _money(kpis), _decisions(kpis.decisions_open, overdue))


def late_of_open(late: int, still_open: int) -> str:
    """3 von 38 offenen Maßnahmen sind verspätet; begins a sentence that may go on."""
    if not still_open:
        return "Keine Maßnahme ist offen"
    of_all = formats.count(still_open, "offenen Maßnahme", "offenen Maßnahmen")
    if not late:
        return (
            "Die einzige offene Maßnahme ist nicht verspätet"
            if still_open == 1
            else f"Keine der {of_all} ist verspätet"
        )
    return f"{formats.number(late)} von {of_all} {'ist' if late == 1 else 'sind'} verspätet"


def _compared(kpis: Kpis, previous: Kpis | None) -> str:
    if previous is None:
        return "."
    difference = kpis.measures_late - previous.measures_late
    return f", {more_or_less(difference)} {'als am' if difference else 'seit dem'} {formats.day(previous.as_of)}."


def _money(kpis: Kpis) -> Fact:
    year, budget, available = kpis.budget_year, kpis.budget_eur, kpis.available_eur
    if budget is None or available is None:
        return Fact("", f"Zu den Kosten {year} liegt keine Lieferung vor.")
    if not budget:
        spent = f", ausgegeben oder gebunden sind {formats.euro_short(-available)}" if available < 0 else ""
        return Fact("", f"Für {year} gibt es keinen gültigen Ansatz{spent}.")
    if available < 0:
        over = f"Das Budget {year} ist um {formats.euro_short(-available)} überzogen"
        return Fact(over, f" (Ansatz {formats.euro_short(budget)}).")
    rate = formats.share(available, budget)
    part = f" ({formats.percent(rate)})" if rate is not None else ""
    left = f"sind {formats.euro_short(available)} weder ausgegeben noch gebunden{part}"
    return Fact("", f"Von {formats.euro_short(budget)} für {year} {left}{_overrun(kpis.forecast_eur, budget)}.")


def _overrun(forecast: float | None, budget: float) -> str:
    """What is still available says little where more is expected than was granted."""
    over = round((forecast or 0) - budget, 2)
    return f"; nach der Prognose fehlen am Jahresende {formats.euro_short(over)}" if over > 0 else ""


def _decisions(number: int, overdue: int) -> Fact:
    words = formats.count_in_words(number, "Entscheidung", "Entscheidungen")
    strong = f"{words} {'steht' if number in (0, 1) else 'stehen'} an"
    if not number:
        return Fact(strong, ".")
    return Fact(strong, f", {formats.feminine_in_words(overdue)}{formats.NBSP}davon überfällig.")
