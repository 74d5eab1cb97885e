"""What dropped files say of themselves before they are checked: their day, and the profiles that fit."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest

from analytics.intake.rows_aside import is_marked
from analytics.publish.first_look import FirstLook, first_look, other_day, unclear
from tests.deliveries import broadband, cost, measure, write_csv
from tests.foreign_files import FOREIGN
from tests.reference import Books
from tests.workbooks import workbook

DAY, OTHER, THIRD = dt.date(2020, 6, 30), dt.date(2019, 12, 31), dt.date(2021, 12, 31)
BOOKS: Books = {DAY: {"costs": [cost(DAY, f"B{n}") for n in range(3)], "measures": [measure(DAY)]}}


def looked(folder: Path, files: dict[str, bytes]) -> dict[str, FirstLook]:
    place = folder / "x" / OTHER.isoformat()
    place.mkdir(parents=True)
    for name, content in files.items():
        (place / name).write_bytes(content)
    return {look.file: look for look in first_look(place)}


def contents(folder: Path, books: Books) -> dict[str, bytes]:
    write_csv(books, folder)
    return {path.name: path.read_bytes() for path in folder.rglob("*.csv")}


def test_files_name_their_day_however_they_are_written(tmp_path: Path) -> None:
    given = contents(tmp_path, BOOKS)
    files = {
        "a.csv": b"Auszug\n\n" + given["kosten.csv"],
        "b.xlsx": workbook(given["kosten.csv"], "costs"),
        "c.csv": given["kosten.csv"].replace(b"30.06.2020", b"2020-06-30 00:00:00"),
        "d.csv": given["massnahmen.csv"].decode().encode("utf-16"),
        "e.csv": given["kosten.csv"].replace(b"Stichtag", b"STICHTAG "),
    }
    looks = looked(tmp_path, files)
    assert {(look.day, look.names_one_day) for look in looks.values()} == {(DAY, True)}
    assert [looks[name].table for name in sorted(files)] == ["costs", "costs", "costs", "measures", "costs"]
    assert other_day([*looks.values()], OTHER) == DAY and other_day([*looks.values()], DAY) is None


@pytest.mark.parametrize("kind", ["mixed", "none", "empty", "foreign", "binary"])
def test_a_file_without_one_day_says_nothing_and_is_never_refused_here(tmp_path: Path, kind: str) -> None:
    row = contents(tmp_path, BOOKS)["kosten.csv"]
    content = {
        "mixed": row.replace(b"30.06.2020", b"31.12.2021", 1),
        "none": row.replace(b"30.06.2020", b"heute"),
        "empty": b"",
        "foreign": b"a;b\n1;2\n",
        "binary": b"PK\3\4\0\0",
    }[kind]
    [look] = looked(tmp_path, {"x.csv": content}).values()
    assert other_day([look], OTHER) is None and not look.fitting


def test_files_that_contradict_each_other_ask_nothing() -> None:
    costs, measures = FirstLook("k", "costs", DAY, True), FirstLook("m", "measures", THIRD, True)
    assert other_day([costs, measures], OTHER) is None
    assert other_day([costs, FirstLook("m", "measures", OTHER, True)], OTHER) is None
    assert other_day([costs, FirstLook("x")], OTHER) == DAY


def test_an_earlier_stand_of_broadband_is_no_other_day(tmp_path: Path) -> None:
    content = contents(tmp_path, {DAY: {"broadband": [broadband(DAY), broadband(OTHER, min_mbits=50)]}})
    [look] = looked(tmp_path, content).values()
    assert (look.day, look.names_one_day) == (DAY, False)
    whole = FirstLook("b", "broadband", DAY, True)
    assert other_day([whole], THIRD) is None and other_day([whole], OTHER) == DAY
    assert other_day([whole, FirstLook("k", "costs", THIRD, True)], OTHER) is None


def test_only_the_start_of_a_large_file_is_looked_at(tmp_path: Path) -> None:
    row = contents(tmp_path, BOOKS)["kosten.csv"]
    head, *rows = row.splitlines(keepends=True)
    out = io.BytesIO()
    out.writelines([head, *rows * 8_000, b"\xff\xfe"])
    [look] = looked(tmp_path, {"x.csv": out.getvalue()}).values()
    assert out.tell() > 1 << 20 and (look.table, look.day, look.names_one_day) == ("costs", DAY, True)


def test_a_file_that_two_profiles_fit_has_to_be_chosen_once(tmp_path: Path) -> None:
    wide = FOREIGN["Unternehmen"].content
    head = wide.splitlines()[0]
    added = [name.encode() for name in ("", "Zeile (1f3ab2c4)", "Grund (beiseitegelegt)")]
    correction = head + (b";" if b";" in head else b",").join(added) + b"\r\n"
    looks = looked(tmp_path, {"a.csv": wide, "b.csv": correction})
    assert [one.title for one in looks["a.csv"].fitting] == [
        "Breitbandatlas, Gewerbegebiete",
        "Breitbandatlas, Unternehmen",
    ]
    assert is_marked(looks["b.csv"].names)
    assert [look.file for look in unclear([*looks.values()])] == ["a.csv"]
    assert [look.file for look in unclear([looks["b.csv"]])] == ["b.csv"]
