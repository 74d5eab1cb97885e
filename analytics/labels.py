"""English names to German labels: the headers of the contract, and the computed columns of the figures of record."""

from __future__ import annotations

from analytics.contract import EXPORTS, header

METRICS = {
    "measures": "Maßnahmen",
    "valid_end": "Gültiges Ende",
    "expected_end": "Voraussichtliches Ende",
    "days_late_valid": "Tage nach gültigem Ende",
    "days_late_baseline": "Tage nach Ursprungsplan",
    "shifts": "Verschiebungen",
    "computed_rating": "Ampel nach Regel",
    "reported_rating": "Ampel gemeldet",
    "rule": "Grund",
    "differs": "Weicht ab",
    "cost_block": "Kostenblock",
    "budget_eur": "Gültiger Ansatz",
    "pending_eur": "Angemeldet",
    "actual_eur": "Ist",
    "committed_eur": "Gebunden",
    "available_eur": "Noch verfügbar",
    "forecast_eur": "Prognose",
    "funding_eur": "Fördermittel",
    "granted_eur": "Bewilligt",
    "drawn_eur": "Abgerufen",
    "open_eur": "Noch offen",
    "expires": "Läuft ab",
    "change": "Änderung",
    "old": "Vorher",
    "new": "Jetzt",
}
LABELS = {name: text for export in EXPORTS for name, text in header(export).items()} | METRICS


def label(name: str) -> str:
    """The German label of a column; KeyError names the column that has none."""
    return LABELS[name]
