"""The key figures of the Überblick, one tile each, from overview/kpis and overview/decisions."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from analytics import formats
from analytics.figures.lines import same_method
from analytics.reference import Thresholds

if TYPE_CHECKING:
    from analytics.queries.overview import Kpis


LIST = {"ansicht": "liste"}
"""The rows alone, with nothing above them."""


WHOLE = ("overview/kpis",)
"""The question that all key figures come from."""


class Change(NamedTuple):
    """Against an earlier reporting date: direction as arrow, amount and judgement in words; both may be empty."""

    words: str
    arrow: str = ""
    judgement: str = ""


class Tile(NamedTuple):
    """One key figure: value and unit, what it is a part of, the share as a bar, the change and the rule behind it.

    `page` and what is `chosen` there show the rows behind it; `figures` = the questions that explain it.
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
    figures: tuple[str, ...] = WHOLE


def open_measures(kpis: Kpis) -> int:
    """Geplant or in Umsetzung."""
    return kpis.measures_planned + kpis.measures_running


def overdue(decisions: pd.DataFrame) -> int:
    """How many open decisions have passed their deadline."""
    return int((decisions["decision_needed"].notna() & (decisions["days_overdue"] > 0)).sum())


def more_or_less(difference: int) -> str:
    """3 mehr, 1 weniger, unverändert."""
    if not difference:
        return "unverändert"
    return f"{formats.number(abs(difference))} {'mehr' if difference > 0 else 'weniger'}"


def tiles(kpis: Kpis, previous: Kpis | None, decisions: pd.DataFrame, limits: Thresholds) -> tuple[Tile, ...]:
    """The six key figures, in reading order."""
    return (*measure_tiles(kpis, previous, decisions, limits), _fibre_tile(kpis, previous))


def measure_tiles(kpis: Kpis, previous: Kpis | None, decisions: pd.DataFrame, limits: Thresholds) -> tuple[Tile, ...]:
    """The five of them that a selection of measures narrows."""
    return (
        _completed_tile(kpis, previous),
        _late_tile(kpis, previous),
        _red_tile(kpis, previous, limits),
        _decision_tile(kpis, previous, overdue(decisions)),
        _money_tile(kpis, previous),
    )


def _count_change(kpis: Kpis, previous: Kpis | None, column: str, *, more_is: str = "schlechter") -> Change:
    """More or fewer than before, and whether that is good."""
    if previous is None:
        return Change("kein früherer Stand")
    difference = getattr(kpis, column) - getattr(previous, column)
    if not difference:
        return Change(more_or_less(0))
    fewer_is = "schlechter" if more_is == "besser" else "besser"
    return Change(more_or_less(difference), *(("▲", more_is) if difference > 0 else ("▼", fewer_is)))


def _completed_tile(kpis: Kpis, previous: Kpis | None) -> Tile:
    return Tile(
        "Abgeschlossen",
        formats.number(kpis.measures_completed),
        "",
        f"von {formats.count(kpis.measures_total, 'Maßnahme', 'Maßnahmen')}",
        formats.share(kpis.measures_completed, kpis.measures_total),
        _count_change(kpis, previous, "measures_completed", more_is="besser"),
        "Nur was als abgeschlossen gemeldet ist; halb Fertiges zählt nicht. Zurückgestellte und eingestellte Maßnahmen "
        "bleiben in der Gesamtzahl.",
        "massnahmen",
        LIST | {"bearbeitungsstand": "abgeschlossen"},
        ("measures/by_status", *WHOLE),
    )


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
        LIST | {"nur": "verspaetet"},
        ("measures/slippage", *WHOLE),
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
        LIST | {"ampel": "rot"},
        ("measures/rating", *WHOLE),
    )


def _decision_tile(kpis: Kpis, previous: Kpis | None, late: int) -> Tile:
    return Tile(
        "Offene Entscheidungen",
        formats.number(kpis.decisions_open),
        "",
        f"von {formats.number(open_measures(kpis))} offenen, {formats.number(late)} überfällig",
        formats.share(kpis.decisions_open, open_measures(kpis)),
        _count_change(kpis, previous, "decisions_open"),
        "Geplante oder laufende Maßnahmen, die einen Entscheidungsbedarf melden. "
        "Überfällig: Die Frist liegt vor dem Stichtag.",
        "massnahmen",
        LIST | {"nur": "entscheidung", "sortierung": "frist"},
        ("overview/decisions", *WHOLE),
    )


def _money_tile(kpis: Kpis, previous: Kpis | None) -> Tile:
    value, _, name = formats.euro_short(kpis.available_eur).partition(formats.NBSP)
    rate = formats.share(kpis.available_eur, kpis.budget_eur)
    part = f" ({formats.percent(rate)})" if rate is not None else ""
    return Tile(
        f"Noch verfügbar {kpis.budget_year}",
        value,
        name,
        "kein Ansatz" if kpis.budget_eur == 0 else f"von {formats.euro_short(kpis.budget_eur)}{part}",
        rate,
        _money_change(kpis, previous),
        "Gültiger Ansatz abzüglich Ist und gebundener Mittel. Weniger ist hier weder gut noch schlecht: "
        "Mittel sollen abfließen.",
        "kosten",
        figures=("costs/plan_vs_actual", *WHOLE),
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


def _fibre_tile(kpis: Kpis, previous: Kpis | None) -> Tile:
    value, _, unit = formats.percent(kpis.fibre_pct).partition(formats.NBSP)
    stand = f", Stand{formats.NBSP}{formats.day(kpis.fibre_as_of)}" if kpis.fibre_as_of else ""
    return Tile(
        "Glasfaser (FTTB/H)",
        value,
        unit,
        f"der Haushalte der ganzen Stadt{stand}",
        kpis.fibre_pct,
        _fibre_change(kpis, previous),
        "Anteil der Privathaushalte in der Stadt, bei denen Glasfaser bis ins Gebäude liegt, ab 1.000 Mbit/s. "
        "Wie viele Haushalte das sind, steht auf Breitband, soweit es geliefert ist.",
        "breitband",
        {"technik": "FTTB/H"},
        ("broadband/trend", *WHOLE),
    )


def _fibre_change(kpis: Kpis, previous: Kpis | None) -> Change:
    if kpis.fibre_pct is None:
        return Change("")
    if previous is None or previous.fibre_pct is None:
        return Change("kein früherer Stand")
    if previous.fibre_as_of == kpis.fibre_as_of:
        return Change("kein neuerer Stand")
    if previous.fibre_as_of and kpis.fibre_as_of and not same_method(previous.fibre_as_of, kpis.fibre_as_of):
        return Change("neue Erhebung, nicht vergleichbar")
    difference = round(kpis.fibre_pct - previous.fibre_pct, 1)
    if not difference:
        return Change("unverändert")
    words = f"{formats.points(abs(difference))} {'mehr' if difference > 0 else 'weniger'}"
    return Change(words, *(("▲", "besser") if difference > 0 else ("▼", "schlechter")))
