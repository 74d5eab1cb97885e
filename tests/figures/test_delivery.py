"""What the upload page says of a delivery: grouped findings, books, key figures before and after, the past."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from analytics.entry import Entry
from analytics.figures.delivery import effects, file_books, grouped_findings, past
from analytics.findings import Beside, Books, CheckedFile, DeliveredFile, Finding
from analytics.formats import NBSP
from analytics.queries.overview import Kpis
from tests.figures.test_tiles import NOW as KPIS

DAY = dt.date(2021, 12, 31)


def checked(*findings: Finding, name: str = "kosten.csv", refused: str | None = None, **books: int) -> CheckedFile:
    source = DeliveredFile(Path(name), f"2021-12-31/{name}", "costs", DAY)
    return CheckedFile(source, Books(**books), findings=list(findings), refused=refused)


def error(line: int | None, value: str | None = None, column: str | None = "Monat", text: str = "Bitte.") -> Finding:
    return Finding(line, column, value, "error", text)


def test_equal_findings_are_one_line_with_their_number_and_first_places() -> None:
    many = [error(line, str(line)) for line in range(2, 5002)]
    hint = Finding(3, "Monat", None, "warning", "Bitte.")
    [row, other] = grouped_findings.on_screen([checked(hint, *many)]).text_rows
    assert row == (
        *("kosten.csv", "× Fehler", "Monat", "5.000", "Zeile 2, 3, 4 und 4.997 weitere"),
        *("„2“, „3“, „4“ und 4.997 weitere", "Bitte."),
    )
    assert other[1:5] == ("! Hinweis", "Monat", "1", "Zeile 3")
    assert grouped_findings.counted([checked(hint, *many)]) == f"5.001{NBSP}Befunde, 2{NBSP}Arten"
    assert len(grouped_findings.every([checked(hint, *many)]).rows) == 5001


def test_what_names_another_line_each_time_is_still_the_same() -> None:
    doubled = [error(line, text=f"Die Zeile steht schon in Zeile {line - 1}: bitte.") for line in (5, 9)]
    [row] = grouped_findings.on_screen([checked(*doubled)]).text_rows
    assert row[3:] == ("2", "Zeile 5, 9", "keine Angabe", "Die Zeile steht schon in Zeile 4, 8: bitte.")


def test_files_columns_and_severities_stay_apart_and_errors_come_first() -> None:
    hint = Finding(None, None, None, "warning", "Bitte.")  # about no cell
    files = [checked(hint, error(2), error(2, column="Betrag"), error(3)), checked(error(2), name="b.csv")]
    rows = grouped_findings.on_screen(files).text_rows
    assert [(row[0], row[2], row[3]) for row in rows] == [
        ("kosten.csv", "Monat", "2"),
        ("kosten.csv", "Betrag", "1"),
        ("kosten.csv", "ganze Datei", "1"),
        ("b.csv", "Monat", "1"),
    ]
    assert rows[2][4:6] == ("–", "–") and rows[0][5] == "keine Angabe"


def test_a_very_long_list_is_cut_and_says_so() -> None:
    kinds = [error(2, text=f"Bitte {sign}.") for sign in map(chr, range(0x4E00, 0x4E00 + 150))]
    assert len(grouped_findings.on_screen([checked(*kinds)]).rows) == 100
    assert "die Dateien enthalten alle" in grouped_findings.counted([checked(*kinds)])


def test_the_books_of_each_file_add_up_and_a_refused_one_has_none() -> None:
    good = checked(error(2), records=10, kept=7, set_aside=2, left_out=1)
    bad = checked(name="b.csv", refused="Bitte.")
    [row] = file_books.books_table([good, bad]).text_rows
    assert row == ("kosten.csv", "Kosten", "Export nach Vorgabe", "10", "7", "2", "1", "1", "0")
    good.profile = "Haushalt"
    assert file_books.books_table([good]).text_rows[0][2] == "Haushalt"
    [of_all, found] = file_books.lead([good])
    assert of_all.strong + of_all.rest == "7 von 10 Zeilen sind übernommen, zwei beiseitegelegt, eine ausgelassen."
    assert found.rest == f"Befunde darin: 1{NBSP}Fehler und kein Hinweis."
    assert "nicht brauchbar" in file_books.lead([good, bad])[0].strong


def test_only_key_figures_that_read_otherwise_are_listed() -> None:
    before = KPIS._replace(measures_late=3, available_eur=1000.5, gigabit_pct=50.0, budget_year=2020)
    after = before._replace(measures_late=2, available_eur=-0.5, gigabit_pct=50.04, budget_year=2021)
    rows = {row[0]: row[1:] for row in effects.changed(before, after, None).rows}
    assert rows == {
        "Verspätete Maßnahmen": ("3", "2", "−1"),
        "Noch verfügbar": (f"1.000,50{NBSP}€", f"−0,50{NBSP}€", f"−1.001,00{NBSP}€"),
        "Haushaltsjahr": ("2020", "2021", "–"),
    }
    assert effects.changed(before, before, DAY).rows == ()
    assert [column.kind for column in effects.changed(before, after, DAY).columns] == ["text", *["count"] * 3]
    assert effects.changed(before, before, DAY).caption.endswith("zum 31.12.2021")


def test_where_there_was_nothing_all_is_new() -> None:
    rows = effects.changed(None, KPIS, None).rows
    assert {row[1] for row in rows} == {"keine Angabe"} and {row[3] for row in rows} == {"neu"}


@pytest.mark.parametrize("name", Kpis._fields)
def test_every_key_figure_has_its_words(name: str) -> None:
    assert effects.KEY_FIGURES[name][0]


def test_the_past_tells_when_what_and_which_state_holds() -> None:
    at = dt.datetime(2022, 1, 3, 8, 5, tzinfo=dt.UTC)
    brought = (("costs", DAY), ("measures", DAY), ("costs", dt.date(2021, 6, 30)))
    new = past.Past(Entry(at, "b" * 16, "Rückkehr", "Datenlieferung"), None)
    old = past.Past(Entry(at, "a" * 16, "Lieferung", "Kommandozeile", brought), Books(9, 8, 1, 0))
    first, second = past.past_table([new, old], "b" * 16).text_rows
    assert first[1:5] == ("Rückkehr", "–", f"{'b' * 16} (gilt jetzt)", "Datenlieferung")
    assert second[2:4] == ("Maßnahmen und Kosten vom 31.12.2021; Kosten vom 30.06.2021", "a" * 16)
    assert second[5:] == ("9", "8", "1", "0") and first[5:] == ("–",) * 4
    assert first[0] == "03.01.2022, 09:05 Uhr"


@pytest.mark.parametrize(
    ("utc", "shown"),
    [
        (dt.datetime(2022, 1, 3, 8, 5), "03.01.2022, 09:05 Uhr"),
        (dt.datetime(2022, 7, 3, 8, 5), "03.07.2022, 10:05 Uhr"),
        (dt.datetime(2021, 12, 31, 23, 30), "01.01.2022, 00:30 Uhr"),
        (dt.datetime(2022, 3, 27, 0, 59), "27.03.2022, 01:59 Uhr"),
        (dt.datetime(2022, 3, 27, 1, 0), "27.03.2022, 03:00 Uhr"),
    ],
)
def test_hours_are_those_of_germany_in_winter_and_in_summer(utc: dt.datetime, shown: str) -> None:
    assert past.moment(utc.replace(tzinfo=dt.UTC)) == shown


def test_what_stands_beside_the_records_is_one_quiet_sentence() -> None:
    file = checked(records=1, kept=1)
    assert file_books.beside(file) == f"kosten.csv: daneben 1{NBSP}Kopfzeile."
    file.beside = Beside(1, 0, 0, 7)
    inside = f"kosten.csv: daneben 1{NBSP}Kopfzeile, 7{NBSP}Zeilenumbrüche in Zellen, die Excel nicht als Zeilen zählt."
    assert file_books.beside(file) == inside
    file.beside = Beside(2, 3, 1)
    told = f"kosten.csv: daneben 2{NBSP}Kopfzeilen, 3{NBSP}Zeilen Vorspann, 1{NBSP}Leerzeile."
    assert (
        file_books.beside(file, ("Summenzeile", "Ertrag"))
        == f"{told} Nach dem Profil ausgelassen: Summenzeile, Ertrag."
    )
    file.source = replace(file.source, corrected=2)
    assert file_books.beside(file) == f"{told} Berichtigt eingesetzt: 2{NBSP}Zeilen."
