"""What changed, kind by kind: worst first, the largest by name, the rest counted, nothing hidden in the table."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from analytics.figures.overview.change_table import changes_aside, changes_table
from analytics.figures.overview.change_words import YEARS
from analytics.figures.overview.changes import Named, Part, change_lines
from analytics.queries.changes import Change
from tests.figures.listed import frame as listed
from tests.figures.listed import measure

THEN = listed(*(measure(str(number), title=f"Titel {number}") for number in range(1, 10)))
TITLES = {str(number): f"Titel {number}" for number in range(1, 9)}
DAYS = (dt.date(2021, 6, 30), dt.date(2021, 12, 31))
Row = tuple[str, str, str | None, str | None]


def frame(*rows: Row) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(Change._fields))


def said(*rows: Row, then: pd.DataFrame = THEN, now: pd.DataFrame = THEN) -> dict[str, list[str]]:
    """Kind -> its parts in words."""
    return {line.kind: [words(part) for part in line.parts] for line in change_lines(frame(*rows), then, now)}


def words(part: Part) -> str:
    named = "; ".join(f"{one.measure_id} {one.what}".strip() for one in part.named)
    return f"{part.strong}: {named} +{part.more}".replace("\u00a0", " ")


def test_the_largest_delays_are_named_and_the_rest_counted() -> None:
    later: list[Row] = [(str(n), "Termin", "2021-01-31", f"2021-0{n + 2}-01") for n in range(1, 6)]
    assert said(*later, ("8", "Termin", "2021-03-01", "2021-02-28"))["Termin"] == [
        "Fünf Maßnahmen enden später: 5 +151 Tage; 4 +121 Tage; 3 +90 Tage +2",
        "Eine Maßnahme endet früher: 8 \u22121 Tag +0",
    ]


def test_a_reported_ampel_is_worse_better_rated_first_or_no_longer() -> None:
    """Taking back a red report is no improvement."""
    assert said(
        ("1", "Ampel", "grün", "gelb"), ("2", "Ampel", "grün", "rot"), ("3", "Ampel", "rot", "grün"),
        ("4", "Ampel", "grau", "rot"), ("5", "Ampel", "rot", "grau"),
    )["Ampel gemeldet"] == [
        "Zwei Ampeln sind schlechter gemeldet: 2 von „im Plan“ auf „kritisch“; 1 von „im Plan“ auf „beobachten“ +0",
        "Eine Ampel ist besser gemeldet: 3 von „kritisch“ auf „im Plan“ +0",
        "Eine Maßnahme ist erstmals bewertet: 4 „kritisch“ +0",
        "Eine Maßnahme ist nicht mehr bewertet: 5 bisher „kritisch“ +0",
    ]  # fmt: skip


def test_money_adds_up_by_direction() -> None:
    assert said(
        ("1", "Kosten", "0.00", "150000.10"), ("2", "Kosten", "1000.00", "51000.00"),
        ("3", "Kosten", "80000.00", "0.00"),
    )["Kosten"] == [
        "Zwei Maßnahmen haben zusammen 200 Tsd. € mehr Ansatz" + YEARS + ": 1 +150 Tsd. €; 2 +50 Tsd. € +0",
        "Eine Maßnahme hat 80 Tsd. € weniger Ansatz" + YEARS + ": 3 \u221280 Tsd. € +0",
    ]  # fmt: skip


def test_every_status_has_its_words_and_coming_back_is_not_new() -> None:
    rows: list[Row] = [
        ("1", "Bearbeitungsstand", "in Umsetzung", "abgeschlossen"),
        ("2", "Bearbeitungsstand", "geplant", "in Umsetzung"),
        ("3", "Bearbeitungsstand", "abgeschlossen", "in Umsetzung"),
        ("4", "Bearbeitungsstand", "in Umsetzung", "geplant"),
    ]
    assert said(*rows)["Bearbeitungsstand"] == [
        "Eine Maßnahme ist abgeschlossen: 1 +0",
        "Eine Maßnahme ist neu in Umsetzung: 2 +0",
        "Eine Maßnahme ist wieder in Umsetzung: 3 +0",
        "Eine Maßnahme ist wieder geplant: 4 +0",
    ]


def test_new_and_vanished_are_named_with_the_title_they_had() -> None:
    now = listed(*(measure(str(number), title=f"Titel {number}") for number in range(1, 9)))
    (line,) = change_lines(frame(("2", "neu", None, None), ("9", "entfallen", None, None)), THEN, now)
    assert line.kind == "Bestand"
    assert [part.named for part in line.parts] == [(Named("2", "Titel 2"),), (Named("9", "Titel 9"),)]


def test_what_a_key_figure_counts_anew_is_named_as_is_what_it_counts_no_longer() -> None:
    then = listed(
        measure("1"), measure("2", 5, computed_rating="rot"), measure("3", decision_needed="Was?"),
        measure("4", valid_end=DAYS[0]), measure("5", days_late=None),
    )  # fmt: skip
    now = listed(
        measure("1", 5, computed_rating="rot", decision_needed="Wie?"), measure("2"), measure("3"),
        measure("4", valid_end=DAYS[1]), measure("5", valid_end=DAYS[1]),
    )  # fmt: skip
    assert said(then=then, now=now) == {
        "Entscheidung": [
            "Eine Maßnahme braucht neu eine Entscheidung: 1 +0",
            "Eine Entscheidung steht nicht mehr an: 3 +0",
        ],
        "Ampel nach Regel": ["Eine Maßnahme ist neu kritisch: 1 +0", "Eine Maßnahme ist nicht mehr kritisch: 2 +0"],
        "Verspätung": ["Eine offene Maßnahme ist neu verspätet: 1 +0", "Eine Maßnahme ist nicht mehr verspätet: 2 +0"],
        "Plan": ["Eine Fortschreibung des Plans: 4 gültiges Ende 31.12.2021 +0"],
    }


def test_an_unknown_value_is_in_the_table_and_in_no_line() -> None:
    rows: tuple[Row, ...] = (("1", "Termin", "2021-01-31", None), ("2", "Kosten", None, "5.00"))
    assert said(*rows) == {}
    assert [row[3:] for row in changes_table(frame(*rows), TITLES).text_rows] == [
        ("31.01.2021", "keine Angabe"),
        ("keine Angabe", "5,00\u00a0€"),
    ]


def test_the_table_speaks_german() -> None:
    rows: tuple[Row, ...] = (
        ("1", "Ampel", "grün", "rot"),
        ("2", "neu", None, None),
        ("3", "Bearbeitungsstand", "geplant", "eingestellt"),
    )
    assert changes_table(frame(*rows), TITLES).text_rows == (
        ("1", "Titel 1", "Ampel", "● im Plan", "▲ kritisch"),
        ("2", "Titel 2", "neu", "–", "–"),
        ("3", "Titel 3", "Bearbeitungsstand", "geplant", "eingestellt"),
    )


def test_the_span_counts_measures_of_now() -> None:
    rows: tuple[Row, ...] = (
        ("1", "Ampel", "grün", "rot"), ("1", "Kosten", "1.00", "2.00"), ("9", "entfallen", None, None),
    )  # fmt: skip
    assert changes_aside(frame(*rows), 60, *DAYS).replace("\u00a0", " ") == (
        "30.06.2021 bis 31.12.2021: 3 gemeldete Änderungen an 1 von 60 Maßnahmen"
    )
    assert changes_aside(frame(), 60, *DAYS) == "30.06.2021 bis 31.12.2021: keine Änderung gemeldet"
