"""The Steckbrief in words: what it says of one Maßnahme, and what it asks for where something is missing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from analytics.figures.measures import measure_sheet
from analytics.figures.measures.measure_sheet import Line, Link, State
from analytics.reference import Council
from tests.figures.listed import PLAN, SHEET, plain

NAMES = {"department": {"II": "II · Finanzen"}, "committee": {}, "districts": {"01": "Mitte"}}
LATE: dict[str, Any] = {
    "days_late_valid": 92,
    "days_late_baseline": 92,
    "expected_end": PLAN + dt.timedelta(92),
    "is_late": True,
}
DUE: dict[str, Any] = {"decision_needed": "Vergabe", "decision_due": dt.date(2021, 11, 30)}


def lead(**values: Any) -> str:
    facts = measure_sheet.lead(SHEET._replace(**values))
    return plain(" ".join(fact.strong + fact.rest for fact in facts))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Das Ende wird wie geplant zum 30.06.2022 erwartet."),
        (LATE, "Das Ende wird 92 Tage nach dem gültigen Plan erwartet: am 30.09.2022 statt am 30.06.2022."),
        (
            {"days_late_valid": -1, "expected_end": PLAN - dt.timedelta(1)},
            "Das Ende wird 1 Tag vor dem gültigen Plan erwartet: am 29.06.2022 statt am 30.06.2022.",
        ),
        (
            {"status": "abgeschlossen", "end_actual": PLAN, "days_late_valid": 0},
            "Abgeschlossen am 30.06.2022, wie geplant.",
        ),
        (
            LATE | {"status": "abgeschlossen", "end_actual": LATE["expected_end"]},
            "Abgeschlossen am 30.09.2022, 92 Tage nach dem gültigen Plan.",
        ),
        (
            {"status": "eingestellt", "valid_end": None, "expected_end": None, "days_late_valid": None},
            "Die Maßnahme ist eingestellt und hat deshalb kein gültiges Ende.",
        ),
        (
            {"end_baseline": dt.date(2021, 1, 1), "rebaseline_paper": "1234/2020"},
            "Das Ende wird wie geplant zum 30.06.2022 erwartet. "
            "Der Plan wurde vom 01.01.2021 auf den 30.06.2022 fortgeschrieben (Drucksache 1234/2020).",
        ),
        (
            DUE | {"is_overdue": True},
            "Das Ende wird wie geplant zum 30.06.2022 erwartet. Eine Entscheidung ist seit dem 30.11.2021 überfällig.",
        ),
        (
            DUE | {"decision_due": dt.date(2022, 2, 1)},
            "Das Ende wird wie geplant zum 30.06.2022 erwartet. Bis zum 01.02.2022 ist eine Entscheidung nötig.",
        ),
        (
            DUE | {"decision_due": None},
            "Das Ende wird wie geplant zum 30.06.2022 erwartet. "
            "Eine Entscheidung steht aus, eine Frist ist nicht genannt.",
        ),
    ],
)
def test_lead(values: dict[str, Any], sentence: str) -> None:
    assert lead(**values) == sentence


def test_a_decision_of_a_measure_that_is_done_is_not_asked_for() -> None:
    assert "Entscheidung" not in lead(status="abgeschlossen", end_actual=PLAN, **DUE)


def test_both_ratings_stand_side_by_side_with_the_rule() -> None:
    sheet = SHEET._replace(computed_rating="rot", rule="Weil.", reported_rating="grau", reported_on=None)
    status, computed, reported = measure_sheet.states(sheet)
    assert status == State("Bearbeitungsstand", "in Umsetzung", "50,0\u00a0% Fortschritt gemeldet", 50.0, "running")
    assert computed == State("Ampel nach Regel", "kritisch", "Weil.", None, "red")
    assert reported == State("Ampel gemeldet", "nicht bewertet", "weicht von der Regel ab", None, "grey")
    assert measure_sheet.states(SHEET)[2].note == "wie nach Regel, gemeldet am 09.01.2022"


def known(lines: tuple[Line, ...]) -> dict[str, tuple[str, str]]:
    return {line.label: (plain(line.text), line.voice) for line in lines}


def test_dates_mark_a_late_end() -> None:
    found = known(measure_sheet.dates(SHEET._replace(shifts=2, **LATE)))
    assert found["Erwartetes Ende"] == ("30.09.2022", "overdue")
    assert found["Gegenüber gültigem Plan"] == ("+92 Tage", "")
    assert found["Prognose verschoben"] == ("2-mal nach hinten", "")


def test_dates_of_a_measure_that_is_done_or_stopped() -> None:
    done = known(measure_sheet.dates(SHEET._replace(status="abgeschlossen", end_actual=PLAN)))
    assert done["Tatsächliches Ende"] == ("30.06.2022", "")
    stopped = SHEET._replace(status="eingestellt", valid_end=None, expected_end=None, days_late_valid=None)
    found = known(measure_sheet.dates(stopped._replace(days_late_baseline=None)))
    assert found["Gültiges Ende"] == ("entfällt (eingestellt)", "")
    assert "Erwartetes Ende" not in found


def test_what_a_reported_deviation_owes_is_asked_for() -> None:
    red = known(measure_sheet.situation(SHEET._replace(reported_rating="rot")))
    assert red["Begründung"] == red["Gegenmaßnahme"] == ("keine Angabe, bitte nachfordern", "wanted")
    assert red["Auswirkung"] == ("keine Angabe", "missing")
    yellow = known(measure_sheet.situation(SHEET._replace(reported_rating="gelb", reason="Lieferzeit")))
    assert yellow["Begründung"] == ("Lieferzeit", "")
    assert yellow["Gegenmaßnahme"][1] == "missing"


def test_a_deadline_that_has_passed_stands_out() -> None:
    found = known(measure_sheet.situation(SHEET._replace(is_overdue=True, **DUE)))
    assert found["Entscheidung bis"] == ("30.11.2021, überfällig seit 31 Tagen", "overdue")
    missing = known(measure_sheet.situation(SHEET._replace(**DUE | {"decision_due": None})))
    assert missing["Entscheidung bis"][1] == "wanted"


def test_quiet_is_fine_only_where_the_rule_agrees() -> None:
    assert measure_sheet.situation(SHEET) == ()
    assert measure_sheet.nothing_reported(SHEET) == "Keine Abweichung gemeldet."
    assert "„kritisch“: Ursache" in measure_sheet.nothing_reported(SHEET._replace(computed_rating="rot"))


def test_responsibility_names_codes_that_are_known() -> None:
    found = known(measure_sheet.responsibility(SHEET._replace(districts=["01", "77"]), NAMES))
    assert found["Dezernat"] == ("II · Finanzen", "")
    assert (found["Ausschuss"][0], found["Stadtbezirke"][0]) == ("EDV", "Mitte, 77")
    assert found["Zuständig"] == ("keine Angabe", "missing")
    assert known(measure_sheet.responsibility(SHEET, NAMES))["Stadtbezirke"][0] == "ganze Stadt"


@pytest.mark.parametrize(
    ("actual", "value"),
    [(17.0, "17 von 24,5 Verfahren"), (0.0, "0 von 24,5 Verfahren"), (None, "Istwert: keine Angabe")],
)
def test_outcome_is_ist_von_ziel(actual: float | None, value: str) -> None:
    agreed = SHEET._replace(outcome="Verfahren", outcome_target=24.5, outcome_actual=actual, outcome_unit="Verfahren")
    found = measure_sheet.outcome(agreed)
    assert plain(found.value) == value
    assert found.share_pct is None
    assert "Ziel" in found.note


def test_activity_is_not_effect() -> None:
    none = measure_sheet.outcome(SHEET)
    assert (none.label, none.value, none.share_pct) == ("Wirkung", "Kennzahl nicht vereinbart", None)
    assert "sagt nicht, was die Maßnahme bewirkt" in none.note
    assert plain(measure_sheet.activity(SHEET).value) == "50,0 %"


COUNCIL = Council("https://rat.example/{nr}-{jahr}", "0508/2016")


def papers(is_sample: bool = False, **values: Any) -> dict[str, Line]:
    sheet = SHEET._replace(**values)
    return {line.label: line for line in measure_sheet.responsibility(sheet, NAMES, COUNCIL, is_sample=is_sample)}


def test_papers_and_the_goal_lead_to_the_council_information_system() -> None:
    found = papers(paper="1004/2018", rebaseline_paper="0815/2020", city_goal="Digitale Stadt")
    there = "im Ratsinformationssystem"
    assert found["Drucksache"].link == Link("https://rat.example/1004-2018", f"1004/2018 {there}")
    assert found["Fortschreibung Drucksache"].link == Link("https://rat.example/0815-2020", f"0815/2020 {there}")
    goal = found["Mein Hannover 2030"]
    assert (goal.text, goal.link) == (
        "Digitale Stadt",
        Link("https://rat.example/0508-2016", f"Beschluss 0508/2016 {there}"),
    )


def test_what_is_no_number_stays_text_and_what_is_not_given_is_missing() -> None:
    found = papers(paper="siehe Rat")
    assert (found["Drucksache"].text, found["Drucksache"].link) == ("siehe Rat", None)
    assert (found["Mein Hannover 2030"].voice, found["Mein Hannover 2030"].link) == ("missing", None)
    assert "Fortschreibung Drucksache" not in found


def test_invented_papers_of_the_sample_lead_nowhere() -> None:
    assert papers(is_sample=True, paper="9001/2020")["Drucksache"] == Line(
        "Drucksache", "9001/2020 (Beispiel, gibt es nicht)"
    )
    assert papers(is_sample=True, paper="1004/2018")["Drucksache"].link
    assert papers(paper="9001/2020")["Drucksache"].link


@pytest.mark.parametrize(
    "name", ["reason", "mitigation", "impact", "options", "decision_needed", "owner", "paper", "city_goal", "division"]
)
def test_every_delivered_text_is_told(name: str) -> None:
    sheet = SHEET._replace(**{name: "<b>etwas</b>"})
    lines = (*measure_sheet.situation(sheet), *measure_sheet.responsibility(sheet, NAMES))
    assert [line.text for line in lines].count("<b>etwas</b>") == 1
