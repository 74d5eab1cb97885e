"""Terminverlässlichkeit and Meldetreue: x von y on screen, counts in files, and what few cases are worth."""

from __future__ import annotations

from analytics.figures.portfolio.reliability import (
    dates_counts,
    dates_sentence,
    dates_table,
    reports_counts,
    reports_sentence,
    reports_table,
)
from analytics.queries.portfolio import Reliability
from tests.figures.listed import plain
from tests.figures.portfolios import counts, frame

FRAME = frame(
    Reliability,
    counts("FB 18", 9, 6, 4, 3, 2, 1, 2, 40, 38, 1, 1),
    counts("FB 37", 2, 0, 0, 0, 2, 0, 0, 8, 5, 3, 0),
    counts("früher", 0, 0, 0, 0, 0, 0, 0, 4, 4, 0, 0),
)


def test_dates_say_both_plans_and_where_n_is_small() -> None:
    assert plain(dates_sentence(FRAME)) == (
        "4 von 6 abgeschlossenen Maßnahmen endeten bis zum gültigen Ende, 3 bis zum Ende des Ursprungsplans. "
        "1 von 2 Fachbereichen hat weniger als fünf abgeschlossen: Dort sagen die Zahlen noch wenig."
    )
    assert dates_sentence(FRAME.iloc[1:]) == (
        "Noch keine Maßnahme ist abgeschlossen, an der sich die Verlässlichkeit zeigen könnte."
    )


def test_reports_say_who_was_late_most_often() -> None:
    assert plain(reports_sentence(FRAME)) == (
        "47 von 52 Meldungen kamen fristgerecht, 4 später als 14 Tage nach dem Stichtag, 1 ohne Datum; am häufigsten "
        "später meldete FB 37 (3 von 8)."
    )
    assert plain(reports_sentence(FRAME.iloc[2:])).endswith(
        "keine später als 14 Tage nach dem Stichtag, keine ohne Datum."
    )
    assert reports_sentence(FRAME.head(0)) == "Bis zu diesem Stichtag gibt es keine Meldungen."


def test_tables_show_x_of_y_and_nothing_where_there_is_nothing_to_divide_by() -> None:
    rows = [tuple(map(plain, row)) for row in dates_table(FRAME).text_rows]
    assert rows == [
        ("FB 18", "4 von 6", "3 von 6", "1 von 2", "2 von 2"),
        ("FB 37", "–", "–", "0 von 2", "0 von 2"),
        ("Alle", "4 von 6", "3 von 6", "1 von 4", "2 von 4"),
    ]
    assert dates_table(FRAME).sums == {2}


def test_who_leads_no_measure_any_more_has_reported_all_the_same() -> None:
    rows = [tuple(map(plain, row)) for row in reports_table(FRAME).text_rows]
    assert rows[2] == ("früher", "4 von 4", "0", "0")
    assert rows[3] == ("Alle", "47 von 52", "4", "1")


def test_files_hold_counts() -> None:
    assert dates_counts(FRAME).rows[0] == ("FB 18", 6, 2, 4, 3, 1, 2)
    assert reports_counts(FRAME).rows[-1] == ("Alle", 52, 47, 4, 1)
    assert all(
        column.kind == "count" for column in (*dates_counts(FRAME).columns[1:], *reports_counts(FRAME).columns[1:])
    )
