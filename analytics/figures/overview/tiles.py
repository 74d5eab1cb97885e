"""The key figures of the Überblick, one tile each, from overview/kpis and overview/decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from analytics import formats
from analytics.figures.lines import same_method
from analytics.reference import Thresholds

if TYPE_CHECKING:
    from analytics.queries.overview import Kpis


class Change(NamedTuple):
    """Against the previous reporting date: direction as arrow, amount and judgement in words; both may be empty."""

    words: str
    arrow: str = ""
    judgement: str = ""


class Tile(NamedTuple):
    """One key figure: value and unit, what it is a part of, the share as a bar, the change and the rule behind it.

    `page` and what is `chosen` there show the rows behind it.
    """

    label: str
    value: str
    unit: str
    part_of: str
    share_pct: float | None
    change: Change
    rule: str
    page: str
    chosen: Mapping[str, str] = MappingProxyType({})


def open_measures(kpis: Kpis) -> int:
    """Geplant or in Umsetzung."""
    return kpis.measures_planned + kpis.measures_running


def overdue(decisions: pd.DataFrame) -> int:
    """How many open decisions have passed their deadline."""
    return int((decisions["days_overdue"] > 0).sum())


def more_or_less(difference: int) -> str:
    """3 mehr, 1 weniger, unverändert."""
    if not difference:
        return "unverändert"
    return f"{formats.number(abs(difference))} {'mehr' if difference > 0 else 'weniger'}"


def tiles(kpis: Kpis, previous: Kpis | None, decisions: pd.DataFrame, limits: Thresholds) -> tuple[Tile, ...]:
    """The six key figures, in reading order."""
    return (
        _late_tile(kpis, previous),
        _red_tile(kpis, previous, limits),
        _decision_tile(kpis, previous, overdue(decisions)),
        _money_tile(kpis, previous),
        _coverage_tile(kpis, previous, "Gigabit, alle Techniken", "gigabit", "mindestens 1.000 Mbit/s, jede Technik."),
        _coverage_tile(kpis, previous, "Glasfaser (FTTB/H)", "fibre", "Glasfaser bis ins Gebäude, ab 1.000 Mbit/s."),
    )


def _count_change(kpis: Kpis, previous: Kpis | None, column: str) -> Change:
    """For counts of which fewer is better."""
    if previous is None:
        return Change("kein früherer Stand")
    difference = getattr(kpis, column) - getattr(previous, column)
    if not difference:
        return Change(more_or_less(0))
    return Change(more_or_less(difference), *(("▲", "schlechter") if difference > 0 else ("▼", "besser")))


def _late_tile(kpis: Kpis, previous: Kpis | None) -> Tile:
    return Tile(
        "Verspätete Maßnahmen",
        formats.number(kpis.measures_late),
        "",
        f"von {formats.number(open_measures(kpis))} offenen",
        formats.share(kpis.measures_late, open_measures(kpis)),
        _count_change(kpis, previous, "measures_late"),
        "Geplant oder in Umsetzung, und das erwartete Ende liegt nach dem gültigen Ende.",
        "massnahmen",
    )


def _red_tile(kpis: Kpis, previous: Kpis | None, limits: Thresholds) -> Tile:
    total = formats.number(kpis.measures_total)
    return Tile(
        "Kritisch nach Regel",
        formats.number(kpis.rating_red_computed),
        "",
        f"von {total} Maßnahmen, gemeldet {formats.number(kpis.rating_red_reported)}",
        formats.share(kpis.rating_red_computed, kpis.measures_total),
        _count_change(kpis, previous, "rating_red_computed"),
        f"Mehr als {limits.red_days} Tage nach dem gültigen Ende, Prognose über {formats.number(limits.red_cost_pct)}"
        f"{formats.NBSP}% des gültigen Ansatzes oder Entscheidung überfällig. "
        "„Gemeldet“ ist die Ampel des Fachbereichs.",
        "massnahmen",
        {"ampel": "rot"},
    )


def _decision_tile(kpis: Kpis, previous: Kpis | None, late: int) -> Tile:
    return Tile(
        "Offene Entscheidungen",
        formats.number(kpis.decisions_open),
        "",
        f"davon {formats.number(late)} überfällig",
        formats.share(late, kpis.decisions_open),
        _count_change(kpis, previous, "decisions_open"),
        "Geplante oder laufende Maßnahmen, zu denen ein Entscheidungsbedarf gemeldet ist. "
        "Überfällig: Die Frist liegt vor dem Stichtag.",
        "massnahmen",
        {"sortierung": "frist"},
    )


def _money_tile(kpis: Kpis, previous: Kpis | None) -> Tile:
    value, _, name = formats.euro_short(kpis.available_eur).partition(formats.NBSP)
    rate = formats.share(kpis.available_eur, kpis.budget_eur)
    part = f" ({formats.percent(rate)})" if rate is not None else ""
    return Tile(
        f"Noch verfügbar {kpis.budget_year}",
        value,
        name,
        f"von {formats.euro_short(kpis.budget_eur)}{part}",
        rate,
        _money_change(kpis, previous),
        "Gültiger Ansatz abzüglich Ist und gebundener Mittel. Weniger ist hier weder gut noch schlecht: "
        "Mittel sollen abfließen.",
        "kosten",
    )


def _money_change(kpis: Kpis, previous: Kpis | None) -> Change:
    if previous is None or previous.budget_year != kpis.budget_year or previous.available_eur is None:
        return Change("erster Wert des Jahres")
    if kpis.available_eur is None:
        return Change("")
    difference = kpis.available_eur - previous.available_eur
    if not round(difference):
        return Change("unverändert")
    words = f"{formats.euro_short(abs(difference))} {'mehr' if difference > 0 else 'weniger'}"
    return Change(words, "▲" if difference > 0 else "▼")


def _coverage_tile(kpis: Kpis, previous: Kpis | None, label: str, name: str, rule: str) -> Tile:
    share, as_of = getattr(kpis, f"{name}_pct"), getattr(kpis, f"{name}_as_of")
    value, _, unit = formats.percent(share).partition(formats.NBSP)
    return Tile(
        label,
        value,
        unit,
        "der Haushalte der ganzen Stadt" + (f", Stand{formats.NBSP}{formats.day(as_of)}" if as_of else ""),
        share,
        _coverage_change(share, as_of, previous, name),
        f"Anteil der Privathaushalte in der Stadt: {rule}",
        "breitband",
        {"technik": {"gigabit": "alle", "fibre": "FTTB/H"}[name]},
    )


def _coverage_change(share: float | None, as_of: dt.date | None, previous: Kpis | None, name: str) -> Change:
    before = None if previous is None else getattr(previous, f"{name}_pct")
    if share is None:
        return Change("")
    if before is None:
        return Change("kein früherer Stand")
    if getattr(previous, f"{name}_as_of") == as_of:
        return Change("kein neuerer Stand")
    if as_of and not same_method(getattr(previous, f"{name}_as_of"), as_of):
        return Change("neue Erhebung, nicht vergleichbar")
    difference = round(share - before, 1)
    if not difference:
        return Change("unverändert")
    words = f"{formats.points(abs(difference))} {'mehr' if difference > 0 else 'weniger'}"
    return Change(words, *(("▲", "besser") if difference > 0 else ("▼", "schlechter")))
