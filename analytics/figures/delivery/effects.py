"""What a delivery would change in the key figures of the Überblick: before -> after, only what changes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal

from analytics import formats
from analytics.tables import NOT_ASKED, Column, Table

if TYPE_CHECKING:
    from analytics.queries.overview import Kpis

Kind = Literal["day", "count", "year", "eur", "pct"]
KEY_FIGURES: dict[str, tuple[str, Kind]] = {
    "as_of": ("Stand der Maßnahmen", "day"),
    "costs_as_of": ("Stand der Kosten", "day"),
    "measures_total": ("Maßnahmen", "count"),
    "measures_planned": ("davon geplant", "count"),
    "measures_running": ("davon in Umsetzung", "count"),
    "measures_completed": ("davon abgeschlossen", "count"),
    "measures_paused": ("davon zurückgestellt", "count"),
    "measures_stopped": ("davon eingestellt", "count"),
    "measures_late": ("Verspätete Maßnahmen", "count"),
    "rating_red_reported": ("Kritisch gemeldet", "count"),
    "rating_red_computed": ("Kritisch nach Regel", "count"),
    "ratings_differ": ("Ampel weicht ab", "count"),
    "decisions_open": ("Offene Entscheidungen", "count"),
    "budget_year": ("Haushaltsjahr", "year"),
    "budget_eur": ("Gültiger Ansatz", "eur"),
    "pending_eur": ("Angemeldet", "eur"),
    "actual_eur": ("Ist", "eur"),
    "committed_eur": ("Gebunden", "eur"),
    "available_eur": ("Noch verfügbar", "eur"),
    "forecast_eur": ("Prognose", "eur"),
    "funding_eur": ("Fördermittel", "eur"),
    "funding_share_pct": ("Anteil der Fördermittel", "pct"),
    "gigabit_pct": ("Gigabit, alle Techniken", "pct"),
    "gigabit_as_of": ("Stand Gigabit", "day"),
    "fibre_pct": ("Glasfaser (FTTB/H)", "pct"),
    "fibre_as_of": ("Stand Glasfaser", "day"),
}


def changed(before: Kpis | None, after: Kpis | None, day: dt.date | None) -> Table:
    """One row per key figure that reads otherwise afterwards."""
    asked = f"zum {formats.day(day)}" if day else "zum neuesten Stichtag"
    columns = (Column("Kennzahl"), *(Column(name, "count") for name in ("Bisher", "Danach", "Änderung")))
    rows = tuple(row for name in KEY_FIGURES if (row := _row(name, before, after)))
    return Table(f"Kennzahlen des Überblicks {asked}", columns, rows)


def _row(name: str, before: Kpis | None, after: Kpis | None) -> tuple[str, ...] | None:
    word, kind = KEY_FIGURES[name]
    old, new = (getattr(kpis, name) if kpis else None for kpis in (before, after))
    shown = (_text(old, kind), _text(new, kind))
    return None if shown[0] == shown[1] else (word, *shown, _difference(old, new, kind))


def _text(value: dt.date | float | None, kind: Kind) -> str:
    if kind == "day":
        return formats.day(value if isinstance(value, dt.date) else None)
    if isinstance(value, dt.date) or value is None:
        return formats.MISSING
    if kind == "year":
        return str(value)
    return {"count": formats.number, "eur": formats.euro, "pct": formats.percent}[kind](value)


def _difference(old: dt.date | float | None, new: dt.date | float | None, kind: Kind) -> str:
    """Empty where there is nothing to subtract."""
    if isinstance(old, dt.date) or isinstance(new, dt.date) or old is None or new is None or kind in ("day", "year"):
        return "neu" if old is None and new is not None else "entfällt" if new is None else NOT_ASKED
    if kind == "eur":
        return formats.unit(formats.signed(new - old, 2), "€")
    return formats.unit(formats.signed(new - old, 1), "Punkte") if kind == "pct" else formats.signed(new - old)
