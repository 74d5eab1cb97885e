"""Decision cards say what is known, what must be asked for, and what is the most urgent."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from analytics.figures.measures.measure_sheet import Line
from analytics.figures.overview.decisions import decision_cards, decisions_sentence, decisions_table
from analytics.queries.overview import Decision

DUE = pd.Timestamp(dt.date(2021, 11, 15))
LATE = Decision(
    "4.07", "Glasfaser", "Breitband", "IV", "rot", "gelb", "Das Ende ist spät.", "Lose leer", None, "Neu ausschreiben",
    None, "Wie weiter?", DUE, 46, "Projektleitung", "EDV",
)  # fmt: skip
WAITING = LATE._replace(
    measure_id="5.03", title="Antrag", computed_rating="grün", reported_rating="grün", decision_due=pd.NaT,
    days_overdue=None,
)  # fmt: skip
RED = WAITING._replace(measure_id="6.01", computed_rating="grün", reported_rating="rot", decision_needed=None)


def frame(*rows: Decision) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(Decision._fields))


def said(*rows: Decision) -> str:
    return decisions_sentence(frame(*rows)).replace("\u00a0", " ")


def test_the_most_urgent_is_named() -> None:
    assert said(LATE, WAITING) == (
        "Zwei Entscheidungen stehen an, davon eine überfällig. Am dringendsten ist 4.07 Glasfaser, Frist 15.11.2021."
    )


def test_one_without_a_deadline() -> None:
    assert said(WAITING) == (
        "Eine Entscheidung steht an, davon keine überfällig. Am dringendsten ist 5.03 Antrag, ohne Frist."
    )


def test_red_without_a_decision_is_counted_apart() -> None:
    assert said(LATE, RED).endswith(
        " 1 weitere offene Maßnahme ist kritisch, ohne dass eine Entscheidung vorgeschlagen ist."
    )
    assert said(RED, RED).startswith("Ein Entscheidungsbedarf ist nicht gemeldet. 2 weitere offene Maßnahmen sind")


def test_nothing_to_decide() -> None:
    assert said() == "Keine offene Maßnahme ist kritisch, und zu keiner ist ein Entscheidungsbedarf gemeldet."
    assert decisions_table(frame()).rows == decision_cards(frame()) == ()


def test_a_card_says_what_is_known_and_what_is_missing() -> None:
    (card,) = decision_cards(frame(LATE))
    assert card.lines == (
        Line("Ursache", "Lose leer"),
        Line("Optionen", "Neu ausschreiben"),
        Line("Entscheidung", "Wie weiter?"),
        Line("Zuständig", "Projektleitung"),
        Line("Ausschuss", "EDV"),
        Line("Es fehlt", "Auswirkung: bitte nachfordern", "wanted"),
    )
    assert card.deadline.replace("\u00a0", " ") == "überfällig seit 46 Tagen" and card.is_overdue
    assert card.place == "Breitband · Dezernat IV · Frist 15.11.2021"
    assert card.rule == "Das Ende ist spät. Gemeldet ist „beobachten“."


def test_nothing_is_missing_where_all_is_reported() -> None:
    (card,) = decision_cards(frame(LATE._replace(impact="Verzug", mitigation="Gespräche", days_overdue=0)))
    assert [line.label for line in card.lines] == [
        "Ursache", "Auswirkung", "Gegenmaßnahme", "Optionen", "Entscheidung", "Zuständig", "Ausschuss",
    ]  # fmt: skip
    assert (card.deadline, card.is_overdue, card.place) == ("bis 15.11.2021", False, "Breitband · Dezernat IV")


def test_a_card_shows_the_worse_of_both_ratings() -> None:
    assert [card.rating for card in decision_cards(frame(LATE, WAITING, RED))] == ["rot", "grün", "rot"]
    assert decision_cards(frame(WAITING))[0].rule == "Das Ende ist spät."
    card = decision_cards(frame(WAITING))[0]
    assert (card.deadline, card.lines[-1].text) == ("ohne Frist", "Auswirkung und Frist: bitte nachfordern")


def test_every_case_has_a_row_that_says_how_late_it_is() -> None:
    rows = [LATE._replace(days_overdue=1), LATE._replace(days_overdue=0), WAITING]
    shown = [[cell.replace("\u00a0", " ") for cell in row[4:6]] for row in decisions_table(frame(*rows)).text_rows]
    assert shown == [
        ["15.11.2021", "überfällig seit 1 Tag"],
        ["15.11.2021", "offen"],
        ["keine Angabe", "ohne Frist"],
    ]
