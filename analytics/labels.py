"""English names to German labels: the headers of the contract, and the computed columns of the figures of record."""

from __future__ import annotations

from typing import NamedTuple

from analytics.contract import EXPORTS, header


class Mark(NamedTuple):
    """A symbol that never stands without its word."""

    symbol: str
    word: str


RATING_MARKS = {
    "rot": Mark("▲", "kritisch"),
    "gelb": Mark("◆", "beobachten"),
    "grün": Mark("●", "im Plan"),
    "grau": Mark("○", "nicht bewertet"),
}

SEVERITY_MARKS = {"error": Mark("×", "Fehler"), "warning": Mark("!", "Hinweis")}

METRICS = {
    "measures": "Maßnahmen",
    "valid_end": "Gültiges Ende",
    "expected_end": "Erwartetes Ende",
    "days_late_valid": "Tage nach gültigem Ende",
    "days_late_baseline": "Tage nach Ursprungsplan",
    "shifts": "Verschiebungen",
    "computed_rating": "Ampel nach Regel",
    "reported_rating": "Ampel gemeldet",
    "rule": "Grund",
    "differs": "Weicht ab",
    "cost_block": "Kostenblock",
    "budget_eur": "Gültiger Ansatz",
    "planned_eur": "Plan",
    "pending_eur": "Angemeldet",
    "actual_eur": "Ist",
    "committed_eur": "Gebunden",
    "available_eur": "Noch verfügbar",
    "forecast_eur": "Prognose",
    "funding_eur": "Fördermittel",
    "granted_eur": "Bewilligt",
    "drawn_eur": "Abgerufen",
    "open_eur": "Noch offen",
    "expires": "Früheste Frist",
    "change": "Änderung",
    "old": "Vorher",
    "new": "Jetzt",
    "delivery": "Lieferung",
    "file": "Datei",
    "records": "Gelesen",
    "kept": "Übernommen",
    "set_aside": "Beiseitegelegt",
    "left_out": "Ausgelassen",
    "errors": "Fehler",
    "warnings": "Hinweise",
    "line": "Zeile",
    "column": "Spalte",
    "value": "Wert",
    "severity": "Schwere",
    "message": "Befund",
}
LABELS = {name: text for export in EXPORTS for name, text in header(export).items()} | METRICS


def label(name: str) -> str:
    """The German label of a column; KeyError names the column that has none."""
    return LABELS[name]
