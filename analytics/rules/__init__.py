"""The rules of the contract that look across fields, one declarative list per export.

`must` sets the row aside (error), `should` warns. Both sides of a rule say when it HOLDS and are null-safe: DuckDB finds
the rows, Python writes the messages, tests/test_rules.py holds the two against each other.
"""

from __future__ import annotations

from analytics.rules import broadband, costs, measures
from analytics.rules.rule import RowRule, SetRule

ROW_RULES: dict[str, tuple[RowRule, ...]] = {
    "measures": measures.RULES,
    "costs": costs.RULES,
    "broadband": broadband.RULES,
}

SET_RULES: tuple[SetRule, ...] = (
    SetRule(
        "unknown_measure",
        "costs",
        "measure_id",
        "Diese Maßnahme ist aus massnahmen.csv desselben Stichtags nicht übernommen: bitte Nummer und Befunde dort prüfen; "
        "bis dahin zählt die Buchung unter „ohne Maßnahme“.",
    ),
    SetRule(
        "plan_without_budget",
        "costs",
        "value_type",
        "Zu dieser Buchung fehlt ein Ansatz mit gleicher Maßnahme, Jahr, Teilhaushalt, Haushalt, Kostenart und Finanzierung, "
        "sie könnte doppelt zählen: bitte den Ansatz liefern oder die Angaben angleichen.",
    ),
    SetRule(
        "baseline_changed",
        "measures",
        "end_baseline",
        "Der Ursprungsplan war zuerst {detail} und darf sich nicht ändern, es gilt weiter der erste: "
        "bitte zurücksetzen oder als Fortschreibung mit Drucksache melden.",
    ),
    SetRule(
        "measure_vanished",
        "measures",
        "measure_id",
        "Diese Maßnahme stand in der Lieferung vom {detail} und ist jetzt nicht übernommen: bitte nachliefern oder die Fehler "
        "prüfen; was nicht weitergeführt wird, bleibt mit „eingestellt“ in der Liste.",
    ),
    SetRule(
        "stand_repeated",
        "broadband",
        "coverage_pct",
        "Für denselben Stand lieferte ein früherer Ordner {detail}, jetzt gilt dieser Wert: bitte prüfen, welcher stimmt.",
    ),
    SetRule(
        "coverage_fell",
        "broadband",
        "coverage_pct",
        "Die Versorgung lag im Stand davor höher, bei {detail}: bitte den Wert prüfen oder erklären, was sich an der Erhebung "
        "geändert hat.",
    ),
)
