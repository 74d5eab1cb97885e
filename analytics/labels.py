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
    "costs_as_of": "Stand der Kosten",
    "measures": "Maßnahmen",
    "measures_total": "Maßnahmen",
    "measures_planned": "davon geplant",
    "measures_running": "davon in Umsetzung",
    "measures_completed": "davon abgeschlossen",
    "measures_paused": "davon zurückgestellt",
    "measures_stopped": "davon eingestellt",
    "measures_late": "Verspätet",
    "rating_red_reported": "Kritisch gemeldet",
    "rating_red_computed": "Kritisch nach Regel",
    "ratings_differ": "Ampeln weichen ab",
    "decisions_open": "Offene Entscheidungen",
    "days_overdue": "Tage überfällig",
    "is_late": "Verspätet",
    "is_overdue": "Entscheidung überfällig",
    "is_whole_city": "Gilt für die ganze Stadt",
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
    "decided_eur": "Beschlossen",
    "approved_eur": "Genehmigt",
    "actual_eur": "Ist",
    "committed_eur": "Gebunden",
    "available_eur": "Noch verfügbar",
    "forecast_eur": "Prognose",
    "funding_eur": "Fördermittel",
    "funding_share_pct": "Anteil der Fördermittel",
    "gigabit_pct": "Gigabit",
    "gigabit_as_of": "Stand Gigabit",
    "fibre_pct": "Glasfaser",
    "fibre_as_of": "Stand Glasfaser",
    "shares": "Werte",
    "areas_counted": "Gebiete mit Anzahl",
    "oldest_as_of": "Ältester Stand",
    "newest_as_of": "Neuester Stand",
    "granted_eur": "Bewilligt",
    "drawn_eur": "Abgerufen",
    "open_eur": "Noch offen",
    "expires": "Früheste Frist",
    "missed_year": "Verfehltes Jahr",
    "known_since": "Bekannt seit",
    "days_moved": "Verschiebung in Tagen",
    "completed": "Abgeschlossen",
    "completed_by_valid_end": "Abgeschlossen bis zum gültigen Ende",
    "completed_by_baseline": "Abgeschlossen bis zum Ursprungsplan",
    "still_open": "Offen",
    "late_by_valid_end": "Offen und verspätet nach gültigem Plan",
    "late_by_baseline": "Offen und verspätet nach Ursprungsplan",
    "reports": "Meldungen",
    "reports_in_time": "Fristgerechte Meldungen",
    "reports_late": "Spätere Meldungen",
    "reports_undated": "Meldungen ohne Datum",
    "previous": "Voriger Stichtag",
    "measures_before": "Maßnahmen davor",
    "added": "Neu",
    "returned": "Davon zurückgekehrt",
    "vanished": "Entfallen",
    "measures_after": "Maßnahmen danach",
    "completed_after": "Abgeschlossen danach",
    "finished": "Neu abgeschlossen",
    "paused": "Neu zurückgestellt",
    "stopped": "Neu eingestellt",
    "resumed": "Wieder aufgenommen",
    "relabelled": "Umbenannt",
    "cohort": "Maßnahmen des ersten Stichtags",
    "cohort_planned": "Davon geplant",
    "cohort_running": "Davon in Umsetzung",
    "cohort_completed": "Davon abgeschlossen",
    "cohort_paused": "Davon zurückgestellt",
    "cohort_stopped": "Davon eingestellt",
    "cohort_vanished": "Davon entfallen",
    "days_left": "Tage bis zur Frist",
    "is_known": "Maßnahme bekannt",
    "own_budget_eur": "Eigenmittel",
    "own_open_eur": "Eigenmittel noch auszugeben",
    "forecast_as_of": "Prognose vom",
    "actual_as_of": "Ist vom",
    "deviation_eur": "Prognose minus Ist",
    "deviation_pct": "Abweichung",
    "change": "Änderung",
    "old": "Vorher",
    "new": "Jetzt",
    "delivery": "Lieferung",
    "export": "Export",
    "file": "Datei",
    "rows_read": "Gelesene Zeilen",
    "rows_selected": "Zeilen der Auswahl",
    "rows_so_far": "Zeilen bisher",
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
