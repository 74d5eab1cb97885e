"""What changed, kind by kind: worst first, the largest by name, the rest counted, nothing hidden in the table."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from analytics.figures.overview.changes import ChangeLine, Named, change_lines, changes_aside, changes_table
from analytics.queries.changes import Change

TITLES = {str(number): f"Titel {number}" for number in range(1, 9)}
DAYS = (dt.date(2021, 6, 30), dt.date(2021, 12, 31))


def frame(*rows: tuple[str, str, str | None, str | None]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(Change._fields))


def lines(*rows: tuple[str, str, str | None, str | None]) -> dict[str, ChangeLine]:
    return {line.kind: line for line in change_lines(frame(*rows), TITLES)}


def plain(named: Named) -> str:
    return f"{named.measure_id} {named.title} {named.what}".replace("\u00a0", " ").strip()


def test_the_largest_delays_are_named_and_the_rest_counted() -> None:
    later = [(str(n), "Termin", "2021-01-31", f"2021-0{n + 2}-01") for n in range(1, 6)]
    line = lines(*later, ("8", "Termin", "2021-03-01", "2021-02-28"))["Termin"]
    assert line.strong == "Fünf Maßnahmen enden später"
    assert [plain(one) for one in line.named] == ["5 Titel 5 +151 Tage", "4 Titel 4 +121 Tage", "3 Titel 3 +90 Tage"]
    assert (line.more, line.besides) == (2, "Eine Maßnahme endet früher")


def test_one_day_is_singular() -> None:
    (one,) = lines(("1", "Termin", "2021-01-31", "2021-02-01"))["Termin"].named
    assert plain(one) == "1 Titel 1 +1 Tag"


def test_an_ampel_is_worse_better_or_neither() -> None:
    line = lines(
        ("1", "Ampel", "grau", "gelb"), ("2", "Ampel", "grün", "rot"), ("3", "Ampel", "rot", "grün"),
        ("4", "Ampel", "grau", "grün"),
    )["Ampel"]  # fmt: skip
    assert [plain(one) for one in line.named] == [
        "2 Titel 2 von „im Plan“ auf „kritisch“",
        "1 Titel 1 von „nicht bewertet“ auf „beobachten“",
    ]
    assert line.besides == "Eine Ampel ist besser gemeldet"


def test_only_better_stands_alone() -> None:
    line = lines(("3", "Ampel", "rot", "grün"))["Ampel"]
    assert line == ChangeLine("Ampel", "Eine Ampel ist besser gemeldet")


def test_money_adds_up_by_direction() -> None:
    line = lines(
        ("1", "Kosten", "0.00", "150000.10"), ("2", "Kosten", "1000.00", "51000.00"),
        ("3", "Kosten", "80000.00", "0.00"),
    )["Kosten"]  # fmt: skip
    assert line.strong.replace("\u00a0", " ") == "Zwei Maßnahmen haben zusammen 200 Tsd. € mehr Ansatz"
    assert plain(line.named[0]) == "1 Titel 1 +150 Tsd. €"
    assert line.besides.replace("\u00a0", " ") == "Eine Maßnahme hat 80 Tsd. € weniger Ansatz"


def test_states_new_and_vanished_have_a_line_each() -> None:
    found = lines(
        ("1", "Bearbeitungsstand", "in Umsetzung", "abgeschlossen"), ("2", "neu", None, None),
        ("3", "entfallen", None, None), ("9", "entfallen", None, None),
    )  # fmt: skip
    assert found["Bearbeitungsstand"].strong == "Eine Maßnahme ist abgeschlossen"
    assert found["Neu"].named == (Named("2", "Titel 2"),)
    assert found["Entfallen"].strong == "Zwei Maßnahmen sind nicht mehr gemeldet"
    assert found["Entfallen"].named[1] == Named("9", "")


def test_an_unknown_value_is_in_the_table_and_in_no_line() -> None:
    rows = (("1", "Termin", "2021-01-31", None), ("2", "Kosten", None, "5.00"))
    assert lines(*rows) == {}
    assert [row[3:] for row in changes_table(frame(*rows), TITLES).text_rows] == [
        ("31.01.2021", "keine Angabe"),
        ("keine Angabe", "5,00\u00a0€"),
    ]


def test_the_table_speaks_german() -> None:
    rows = (
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
    rows = (("1", "Ampel", "grün", "rot"), ("1", "Kosten", "1.00", "2.00"), ("9", "entfallen", None, None))
    assert changes_aside(frame(*rows), 60, *DAYS).replace("\u00a0", " ") == (
        "30.06.2021 bis 31.12.2021: 3 Änderungen an 1 von 60 Maßnahmen"
    )
    assert changes_aside(frame(), 60, *DAYS) == "30.06.2021 bis 31.12.2021: keine Änderung"
