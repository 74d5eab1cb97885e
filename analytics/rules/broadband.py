"""Rules across the fields of a broadband value."""

from __future__ import annotations

from decimal import Decimal

from analytics.reference import reference
from analytics.rules.rule import RowRule, Values, given, must, should

_DISTRICT_AREAS = ", ".join(f"'{area}'" for area in reference().district_areas)


def _level(area_id: str) -> str:
    by_length = {2: "Land", 5: "Kreis", 8: "Gemeinde"}
    return "Bund" if area_id == "00" else by_length.get(len(area_id), "Stadtbezirk")


def _share_agrees(row: Values) -> bool:
    total, covered, share = row["premises_total"], row["premises_covered"], row["coverage_pct"]
    if not total or covered is None or share is None:
        return True
    return bool(abs(Decimal(100 * covered) - share * total) <= Decimal("0.1") * total)


RULES: tuple[RowRule, ...] = (
    must(
        "broadband_known_by_then",
        ("as_of",),
        "delivery IS NULL OR as_of <= delivery",
        lambda r: r["delivery"] is None or r["as_of"] <= r["delivery"],
        "Der Stand liegt nach dem Datum der Lieferung (des Ordners): bitte eines von beiden berichtigen.",
    ),
    must(
        "level_agrees",
        ("level", "area_id"),
        "level = CASE WHEN area_id = '00' THEN 'Bund' WHEN length(area_id) = 2 THEN 'Land' "
        "WHEN length(area_id) = 5 THEN 'Kreis' WHEN length(area_id) = 8 THEN 'Gemeinde' ELSE 'Stadtbezirk' END",
        lambda r: r["level"] == _level(r["area_id"]),
        "Die Ebene passt nicht zur Gebiet-Nr: bitte eines von beiden berichtigen.",
    ),
    must(
        "district_known",
        ("area_id",),
        f"length(area_id) <= 8 OR area_id IN ({_DISTRICT_AREAS})",
        lambda r: len(r["area_id"]) <= 8 or r["area_id"] in reference().district_areas,
        "Diesen Stadtbezirk gibt es nicht: bitte die Nummer berichtigen.",
    ),
    must(
        "counts_complete",
        ("premises_covered", "premises_total"),
        "(premises_total IS NULL) = (premises_covered IS NULL)",
        lambda r: len(set(given(r, "premises_total", "premises_covered"))) == 1,
        "Anschlüsse gesamt und versorgt gehören zusammen: bitte beide angeben oder beide leer lassen.",
    ),
    must(
        "covered_within_total",
        ("premises_covered", "premises_total"),
        "premises_total IS NULL OR premises_covered IS NULL OR premises_covered <= premises_total",
        lambda r: (
            not all(given(r, "premises_total", "premises_covered")) or r["premises_covered"] <= r["premises_total"]
        ),
        "Es sind mehr Anschlüsse versorgt, als es gibt: bitte die Zahlen berichtigen.",
    ),
    should(
        "share_agrees",
        ("coverage_pct", "premises_covered", "premises_total"),
        "premises_total IS NULL OR premises_total = 0 OR premises_covered IS NULL OR coverage_pct IS NULL OR "
        "abs(CAST(100 * premises_covered AS DECIMAL(38, 3)) - CAST(coverage_pct AS DECIMAL(38, 2)) * premises_total)"
        " <= CAST(0.1 AS DECIMAL(2, 1)) * premises_total",
        _share_agrees,
        "Der Anteil weicht um mehr als 0,1 von versorgt durch gesamt ab: bitte Zahlen oder Anteil prüfen; es gelten die Zahlen.",
    ),
)
