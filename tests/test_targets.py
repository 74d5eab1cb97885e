"""Targets of coverage: only whole lines with a source count, and what is only an example says so."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from analytics.errors import UserFacingError
from analytics.reference import reference
from analytics.targets import COLUMNS, EACH_DISTRICT, Target, read

AREAS = ("03241001", "03241001-09")
GOOD = ("Glasfaserziel", "03241001", "Privathaushalte", "FTTB/H", "1000", "62,5", "31.12.2025", "Drucksache 1/2020")
HEAD = ";".join(COLUMNS)


def written(folder: Path, *lines: str, head: str = HEAD) -> Path:
    path = folder / "ziele.csv"
    path.write_text("\n".join((head, *lines, "")), "utf-8")
    return path


def line(**cells: str) -> str:
    return ";".join(cells.get(f"c{at}", cell) for at, cell in enumerate(GOOD))


def test_a_line_is_a_target(tmp_path: Path) -> None:
    lines = (line(), line(c1=EACH_DISTRICT, c6="31.12.2030"))
    first, second = read(written(tmp_path, *lines), AREAS)
    due = dt.date(2025, 12, 31)
    assert first == Target("Glasfaserziel", AREAS[0], "Privathaushalte", "FTTB/H", 1000, 62.5, due, GOOD[-1])
    assert (second.area, first.is_example) == (EACH_DISTRICT, False)


def test_no_file_and_a_bare_head_are_no_targets(tmp_path: Path) -> None:
    assert read(tmp_path / "ziele.csv", AREAS) == read(written(tmp_path), AREAS) == ()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (line(c7=""), "jedes Ziel braucht eine Quelle"),
        (line(c0=" "), "„Ziel“ muss 1 bis"),
        (line(c1="99"), "„Gebiet-Nr“ kennt „99“ nicht"),
        (line(c2="Haushalte"), "„Nutzergruppe“ kennt „Haushalte“ nicht"),
        (line(c3="Glasfaser"), "„Technologie“ kennt „Glasfaser“ nicht"),
        (line(c4="0"), "ganze Zahl über 0"),
        (line(c4="1.000"), "ganze Zahl über 0"),
        (line(c5="0"), "über 0 und höchstens 100"),
        (line(c5="100,1"), "über 0 und höchstens 100"),
        (line(c5="62.5"), "Dezimalkomma"),
        (line(c5="nan"), "Dezimalkomma"),
        (line(c6="2025-12-31"), "TT.MM.JJJJ"),
        (line(c6="31.02.2025"), "TT.MM.JJJJ"),
        (line(c7="Beispieldaten"), "„Beispiel“ im Namen"),
        (line(c0="Beispielziel", c7="Beispieldaten, Drucksache 1"), "genau diese Quelle"),
        (line() + ";mehr", "nicht 8 Zellen"),
        ("Glasfaserziel;03241001", "nicht 8 Zellen"),
        (line(), "steht schon ein Ziel weiter oben"),
    ],
)
def test_a_wrong_line_is_one_german_sentence_with_its_number(tmp_path: Path, wrong: str, said: str) -> None:
    with pytest.raises(UserFacingError) as told:
        read(written(tmp_path, line(), wrong), AREAS)
    assert said in str(told.value) and "Zeile 3" in str(told.value) and str(told.value).endswith(".")


def test_a_missing_column_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="fehlen Spalten"):
        read(written(tmp_path, head="Ziel;Quelle"), AREAS)


def test_what_is_shipped_is_an_example_and_says_so() -> None:
    assert reference().targets
    assert all(target.is_example and target.name.startswith("Beispielziel") for target in reference().targets)
