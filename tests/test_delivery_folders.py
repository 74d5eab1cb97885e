"""Which files of a folder are delivered: every table is read or named with its fault, notes are passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.findings import DeliveredFile
from analytics.intake.delivery import delivered_files
from analytics.publish import check
from tests.dirty_files import csv_bytes, grid

DAY = "2021-12-31"


def folder(place: Path, *names: str) -> Path:
    for name in names:
        file = place / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(csv_bytes(grid("costs")))
    return place


def found(place: Path) -> dict[str, DeliveredFile]:
    return {file.name: file for file in delivered_files([place])}


@pytest.mark.parametrize("name", ["kosten.txt", "KOSTEN.TXT", "Kosten.csv", "kosten.tsv"])
def test_an_export_is_told_by_its_name_whatever_the_case(tmp_path: Path, name: str) -> None:
    [file] = found(folder(tmp_path / DAY, name)).values()
    assert (file.table, file.fault) == ("costs", None)


def test_the_unicode_text_of_a_spreadsheet_is_read(tmp_path: Path) -> None:
    text = csv_bytes(grid("costs")).decode("utf-8-sig").replace(";", "\t")
    folder(tmp_path / DAY, "kosten.txt").joinpath("kosten.txt").write_bytes(text.encode("utf-16"))
    [file] = check([tmp_path]).files
    assert (file.refused, file.books.kept) == (None, len(text.splitlines()) - 1)


@pytest.mark.parametrize("name", ["breitband.csv.gz", "kosten.ods.zip", "Kosten.json", "massnahmen", "kosten.csv~"])
def test_an_export_with_an_unknown_ending_has_a_fault(tmp_path: Path, name: str) -> None:
    files = found(folder(tmp_path, f"{DAY}/massnahmen.csv", f"{DAY}/{name}"))
    assert sorted(files) == sorted([f"{DAY}/massnahmen.csv", f"{DAY}/{name}"])
    fault = str(files[f"{DAY}/{name}"].fault)
    assert "bitte als CSV oder als Excel-Mappe (XLSX) liefern" in fault and ("." not in name or "Endung" in fault)


@pytest.mark.parametrize("name", ["liesmich.txt", "Anmerkungen.md", "Bericht.pdf", ".kosten.csv", "~$kosten.xlsx"])
def test_notes_are_passed_over(tmp_path: Path, name: str) -> None:
    assert list(found(folder(tmp_path, f"{DAY}/kosten.csv", f"{DAY}/{name}"))) == [f"{DAY}/kosten.csv"]


@pytest.mark.parametrize("name", ["Stand 2022-06-30", "30.06.2021", "alt", "2021-12", f"{DAY}/alt", f"{DAY}/kosten"])
def test_a_folder_with_tables_that_is_no_day_has_a_fault(tmp_path: Path, name: str) -> None:
    files = found(folder(tmp_path, f"{DAY}/kosten.csv", f"{name}/kosten.csv"))
    [(_, other)] = [(key, file) for key, file in files.items() if key != f"{DAY}/kosten.csv"]
    assert other.path == tmp_path / name and "bitte wie 2021-12-31 benennen" in str(other.fault)
    assert files[f"{DAY}/kosten.csv"].fault is None


def test_a_year_around_deliveries_has_a_fault(tmp_path: Path) -> None:
    files = found(folder(tmp_path, f"{DAY}/kosten.csv", "2020/2020-12-31/kosten.csv"))
    assert "heißt nicht nach einem Tag" in str(files["2020"].fault)


def test_a_folder_of_notes_is_passed_over(tmp_path: Path) -> None:
    assert list(found(folder(tmp_path, f"{DAY}/kosten.csv", "Vermerke/a.md", "Vermerke/b.pdf"))) == [
        f"{DAY}/kosten.csv"
    ]


@pytest.mark.parametrize("name", ["kosten.txt", "kosten.csv.gz", "kosten.xlsx"])
def test_a_file_beside_the_deliveries_has_a_fault(tmp_path: Path, name: str) -> None:
    files = found(folder(tmp_path, f"{DAY}/kosten.csv", name))
    assert "liegt in keinem Ordner ihres Stichtags" in str(files[name].fault)
