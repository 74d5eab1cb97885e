"""Rules across the fields of a Maßnahme."""

from __future__ import annotations

import datetime as dt

from analytics.reference import Department, reference
from analytics.rules.rule import RowRule, Values, given, must, should, visible


def _department_sql() -> str:
    """TRUE unless every known period of the code excludes as_of."""
    cases = []
    for code in dict.fromkeys(department.code for department in reference().departments):
        periods = [_period_sql(department) for department in reference().departments if department.code == code]
        cases.append(f"WHEN '{code}' THEN {' OR '.join(periods)}")
    return f"CASE department {' '.join(cases)} ELSE TRUE END"


def _period_sql(department: Department) -> str:
    bounds = [f"as_of >= DATE '{department.valid_from}'"] if department.valid_from else []
    bounds += [f"as_of <= DATE '{department.valid_to}'"] if department.valid_to else []
    return f"({' AND '.join(bounds) or 'TRUE'})"


def _department_valid(row: Values) -> bool:
    periods = [department for department in reference().departments if department.code == row["department"]]
    return not periods or any(period.is_valid(row["as_of"]) for period in periods)


def _reported_in_time(row: Values) -> bool:
    return row["reported_on"] is None or row["reported_on"] - row["as_of"] <= dt.timedelta(days=14)


RULES: tuple[RowRule, ...] = (
    must(
        "measures_in_folder",
        ("as_of",),
        "delivery IS NULL OR as_of = delivery",
        lambda r: r["delivery"] is None or r["as_of"] == r["delivery"],
        "Der Stichtag ist ein anderer als das Datum der Lieferung (des Ordners): bitte eines von beiden berichtigen.",
    ),
    should(
        "department_valid",
        ("department", "as_of"),
        _department_sql(),
        _department_valid,
        "Dieses Dezernat gab es am Stichtag nicht: bitte die Zuordnung prüfen.",
    ),
    should(
        "completed_is_100",
        ("progress_pct", "status"),
        "status <> 'abgeschlossen' OR progress_pct = 100",
        lambda r: r["status"] != "abgeschlossen" or r["progress_pct"] == 100,
        "Eine abgeschlossene Maßnahme sollte 100 Prozent Fortschritt haben: bitte prüfen.",
    ),
    must(
        "baseline_after_start",
        ("end_baseline", "start_planned"),
        "end_baseline >= start_planned",
        lambda r: r["end_baseline"] >= r["start_planned"],
        "Das Ende des Ursprungsplans liegt vor dem Beginn: bitte eines von beiden berichtigen.",
    ),
    must(
        "rebaselined_after_start",
        ("end_rebaselined", "start_planned"),
        "end_rebaselined IS NULL OR end_rebaselined >= start_planned",
        lambda r: r["end_rebaselined"] is None or r["end_rebaselined"] >= r["start_planned"],
        "Das fortgeschriebene Ende liegt vor dem Beginn: bitte eines von beiden berichtigen.",
    ),
    must(
        "rebaseline_has_paper",
        ("rebaseline_paper", "end_rebaselined"),
        "end_rebaselined IS NULL OR rebaseline_paper IS NOT NULL",
        lambda r: r["end_rebaselined"] is None or r["rebaseline_paper"] is not None,
        "Eine Fortschreibung braucht die Drucksache, die sie beschlossen hat: bitte die Nummer eintragen.",
    ),
    should(
        "running_has_forecast",
        ("end_forecast", "status"),
        "status <> 'in Umsetzung' OR end_forecast IS NOT NULL",
        lambda r: r["status"] != "in Umsetzung" or r["end_forecast"] is not None,
        "Eine Maßnahme in Umsetzung sollte ein erwartetes Ende nennen: bitte nachtragen.",
    ),
    must(
        "completed_has_end",
        ("end_actual", "status"),
        "status <> 'abgeschlossen' OR end_actual IS NOT NULL",
        lambda r: r["status"] != "abgeschlossen" or r["end_actual"] is not None,
        "Eine abgeschlossene Maßnahme braucht das tatsächliche Ende: bitte das Datum eintragen.",
    ),
    must(
        "only_completed_has_end",
        ("end_actual", "status"),
        "status = 'abgeschlossen' OR end_actual IS NULL",
        lambda r: r["status"] == "abgeschlossen" or r["end_actual"] is None,
        "Ein tatsächliches Ende gibt es nur bei abgeschlossenen Maßnahmen: bitte Datum oder Bearbeitungsstand berichtigen.",
    ),
    must(
        "end_not_after_as_of",
        ("end_actual", "as_of"),
        "end_actual IS NULL OR end_actual <= as_of",
        lambda r: r["end_actual"] is None or r["end_actual"] <= r["as_of"],
        "Das tatsächliche Ende liegt nach dem Stichtag: bitte das Datum berichtigen.",
    ),
    should(
        "rated_has_reason",
        ("reason", "reported_rating"),
        "reported_rating IS NULL OR reported_rating = 'grün' OR reason IS NOT NULL",
        lambda r: r["reported_rating"] not in ("gelb", "rot") or r["reason"] is not None,
        "Bei gelber oder roter Ampel sollte die Begründung stehen: bitte nachtragen.",
    ),
    should(
        "red_has_mitigation",
        ("mitigation", "reported_rating"),
        "reported_rating IS NULL OR reported_rating <> 'rot' OR mitigation IS NOT NULL",
        lambda r: r["reported_rating"] != "rot" or r["mitigation"] is not None,
        "Bei roter Ampel sollte die Gegenmaßnahme stehen: bitte nachtragen.",
    ),
    should(
        "decision_has_deadline",
        ("decision_due", "decision_needed"),
        "decision_needed IS NULL OR decision_due IS NOT NULL",
        lambda r: r["decision_needed"] is None or r["decision_due"] is not None,
        "Zum Entscheidungsbedarf sollte die Frist stehen: bitte „Entscheidung bis“ nachtragen.",
    ),
    should(
        "reported_in_time",
        ("reported_on", "as_of"),
        "reported_on IS NULL OR reported_on <= as_of + 14",
        _reported_in_time,
        "Die Meldung kam mehr als 14 Tage nach dem Stichtag: bitte künftig früher melden.",
    ),
    must(
        "outcome_complete",
        ("outcome", "outcome_target", "outcome_unit"),
        "(outcome IS NULL) = (outcome_target IS NULL) AND (outcome IS NULL) = (outcome_unit IS NULL)",
        lambda r: len(set(given(r, "outcome", "outcome_target", "outcome_unit"))) == 1,
        "Kennzahl, Zielwert und Einheit gehören zusammen: bitte alle drei angeben oder alle drei leer lassen.",
    ),
    must(
        "outcome_actual_has_outcome",
        ("outcome_actual", "outcome"),
        "outcome_actual IS NULL OR outcome IS NOT NULL",
        lambda r: r["outcome_actual"] is None or r["outcome"] is not None,
        "Ein Istwert braucht seine Kennzahl: bitte Kennzahl, Zielwert und Einheit nachtragen.",
    ),
    visible("measures", "measure_id"),
)
