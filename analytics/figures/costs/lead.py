"""The lead of the page Kosten: what is still available, what is spent and bound, what the year's end will bring."""

from __future__ import annotations

import pandas as pd

from analytics import formats
from analytics.figures.costs.blocks import Block
from analytics.figures.overview.lead import Fact


def cost_lead(total: Block, year: int, this_year: int) -> tuple[Fact, ...]:
    """The answer in five seconds; a year that is over expects nothing any more."""
    if not any(total):
        return (Fact(f"Für {year} liegen keine Beträge vor.", ""),)
    facts = [_available(total, year), _spent(total), _expected(total) if year >= this_year else None, _pending(total)]
    return tuple(fact for fact in facts if fact)


def _available(total: Block, year: int) -> Fact:
    if total.budget_eur <= 0:
        return Fact(f"Für {year} ist kein Ansatz beschlossen oder genehmigt.", "")
    if total.available_eur < 0:
        over = f"Der gültige Ansatz {year} ist um {formats.euro_short(-total.available_eur)} überschritten"
        return Fact(over, f": {_share(total.used_eur, total)} sind ausgegeben oder gebunden.")
    left = formats.euro_of(total.available_eur, total.budget_eur)
    return Fact(f"{left} sind noch verfügbar", f" ({_percent(total.available_eur, total)} des gültigen Ansatzes).")


def _spent(total: Block) -> Fact | None:
    if not total.actual_eur and not total.committed_eur:
        return None
    bound = formats.euro_short(total.committed_eur) if total.committed_eur else "ist nichts"
    return Fact("", f"Ausgegeben sind {formats.euro_short(total.actual_eur)}, gebunden {bound}.")


def _expected(total: Block) -> Fact | None:
    if total.budget_eur <= 0:
        return None
    return Fact("", f"Als Jahresergebnis werden {formats.euro_short(total.forecast_eur)} erwartet, {_against(total)}.")


def _against(total: Block) -> str:
    """Where the forecast lies, as seen from the budget."""
    if not round(total.excess_eur):
        return "so viel wie der gültige Ansatz"
    side = "mehr" if total.excess_eur > 0 else "weniger"
    return f"{formats.euro_short(abs(total.excess_eur))} {side} als der gültige Ansatz"


def _pending(total: Block) -> Fact | None:
    if not total.pending_eur:
        return None
    return Fact("", f"Angemeldet, aber noch nicht beschlossen sind {formats.euro_short(total.pending_eur)}.")


def _share(part: float, total: Block) -> str:
    return f"{formats.euro_of(part, total.budget_eur)} ({_percent(part, total)})"


def _percent(part: float, total: Block) -> str:
    return formats.percent(formats.share(part, total.budget_eur))


def without_measure_sentence(frame: pd.DataFrame, year: int) -> str:
    """What the year's figures hold that belongs to no known Maßnahme; empty where nothing does."""
    rows = frame[frame["budget_year"] == year].to_dict("records")
    amounts = {word: rows[0][column] for word, column in WORDS.items() if rows}
    said = [f"{formats.euro_short(float(amount))} {word}" for word, amount in amounts.items() if amount]
    if not said:
        return ""
    return f"Darin enthalten und keiner bekannten Maßnahme zugeordnet: {', '.join(said)}."


WORDS = {"Ansatz": "budget_eur", "Ist": "actual_eur", "gebunden": "committed_eur"}
