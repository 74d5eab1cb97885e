"""The list of open decisions says what is most urgent."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from analytics.figures.overview.decisions import decisions_sentence, decisions_table

DUE = pd.Timestamp(dt.date(2021, 11, 15))
COLUMNS = ["measure_id", "title", "decision_needed", "decision_due", "days_overdue"]


def frame(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


def test_the_most_urgent_is_named() -> None:
    found = decisions_sentence(frame(("4.07", "Glasfaser", "Los", DUE, 46), ("5.03", "Antrag", "Geld", pd.NaT, None)))
    assert found == (
        "Zwei Entscheidungen stehen an, davon eine überfällig. Am dringendsten ist 4.07 Glasfaser, Frist 15.11.2021."
    )


def test_one_without_a_deadline() -> None:
    assert decisions_sentence(frame(("4.07", "Glasfaser", "Los", pd.NaT, None))) == (
        "Eine Entscheidung steht an, davon keine überfällig. Am dringendsten ist 4.07 Glasfaser, ohne Frist."
    )


def test_nothing_to_decide() -> None:
    assert decisions_sentence(frame()) == "Zu keiner offenen Maßnahme ist ein Entscheidungsbedarf gemeldet."
    assert decisions_table(frame()).rows == ()


def test_every_decision_has_a_row_that_says_how_late_it_is() -> None:
    rows = (("1", "a", "x", DUE, 1), ("2", "b", "y", DUE, 0), ("3", "c", "z", pd.NaT, None))
    table = decisions_table(frame(*rows))
    states = [row[-1].replace("\u00a0", " ") for row in table.text_rows]
    assert states == ["überfällig seit 1 Tag", "offen", "ohne Frist"]
    assert [row[3] for row in table.text_rows] == ["15.11.2021", "15.11.2021", "keine Angabe"]
