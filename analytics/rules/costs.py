"""Rules across the fields of a posting."""

from __future__ import annotations

from analytics.rules.rule import RowRule, must, should, visible

RULES: tuple[RowRule, ...] = (
    must(
        "costs_in_folder",
        ("as_of",),
        "delivery IS NULL OR as_of = delivery",
        lambda r: r["delivery"] is None or r["as_of"] == r["delivery"],
        "Der Stichtag ist ein anderer als das Datum der Lieferung (des Ordners): bitte eines von beiden berichtigen.",
    ),
    must(
        "funding_has_programme",
        ("funding_programme", "funding_source"),
        "funding_source <> 'Fördermittel' OR funding_programme IS NOT NULL",
        lambda r: r["funding_source"] != "Fördermittel" or r["funding_programme"] is not None,
        "Fördermittel brauchen den Namen des Förderprogramms: bitte eintragen.",
    ),
    should(
        "funding_has_expiry",
        ("funding_expires", "funding_source"),
        "funding_source <> 'Fördermittel' OR funding_expires IS NOT NULL",
        lambda r: r["funding_source"] != "Fördermittel" or r["funding_expires"] is not None,
        "Bei Fördermitteln sollte stehen, bis wann sie abzurufen sind: bitte „Fördermittel bis“ nachtragen.",
    ),
    visible("costs", "posting_id"),
    visible("costs", "measure_id"),
)
