"""Open data: every public row and no other, exactly, the same bytes each time, and fit to be delivered again."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import subprocess
import sys
import tempfile
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import Phase, example, given, settings

from analytics import legal, open_data
from analytics.__main__ import main
from analytics.contract import EXPORTS, Cost, Measure, header
from analytics.engine import Engine, open_snapshot
from analytics.errors import NothingPublished, UserFacingError
from analytics.open_data import tables
from analytics.publish import check, publish
from analytics.settings import ROOT
from analytics.store import Store
from tests.deliveries import broadband, cost, deliveries, german, measure, write_csv
from tests.dirty_files import TEXTS
from tests.open_data import FACTS, cells, delivered_again, public, typed, written
from tests.plain_intake import kept_rows
from tests.reference import Books, Row

SECRET = "GEHEIM"
FIRST, SECOND, THIRD, FOURTH = (dt.date(year, 12, 31) for year in (2018, 2019, 2020, 2021))
QUICK = settings(max_examples=10, phases=[Phase.explicit, Phase.generate])
SLOW = settings(max_examples=4, phases=[Phase.explicit, Phase.generate])
"""Each example is delivered twice, the second time in a folder per Stand."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    publish(ROOT / "data" / "exports", Store(folder))
    return folder


def published(books: Books, place: Path) -> Path:
    """A store of these deliveries."""
    write_csv(books, place / "exports")
    assert publish(place / "exports", Store(place / "store")).snapshot_id
    return place / "store"


def everything(target: Path) -> bytes:
    """The bytes of all files of a folder or members of a ZIP, with their names."""
    if target.is_dir():
        return b"".join(path.name.encode() + path.read_bytes() for path in sorted(target.iterdir()))
    with zipfile.ZipFile(target) as archive:
        return b"".join(name.encode() + archive.read(name) for name in sorted(archive.namelist()))


def secret_books() -> Books:
    """Maßnahme A is public on the first and fourth date only, B always, C never; X stands in no book.

    On the second date there is no book of measures: the first one is read. On the third nothing of A is public.
    """
    hidden = {"title": f"{SECRET} Titel", "reason": f"{SECRET} Grund", "is_public": False, "division": SECRET}

    def book(day: dt.date, visible: str) -> list[Row]:
        rows = [measure(day, number, title=f"offen {number}") for number in "ABC"]
        return [row if row["measure_id"] in visible else row | hidden for row in rows]

    def posted(day: dt.date, visible: str) -> list[Row]:
        rows = [cost(day, f"{number}{day.year}", measure_id=number, product="offen") for number in "ABCX"]
        secret = {"product": f"{SECRET} Produkt", "sub_budget": SECRET}
        return [row if row["measure_id"] in visible else row | secret for row in rows]

    return {
        FIRST: {"measures": book(FIRST, "AB"), "costs": posted(FIRST, "AB")},
        SECOND: {"costs": posted(SECOND, "AB"), "broadband": [broadband(FIRST)]},
        THIRD: {"measures": book(THIRD, "B"), "costs": posted(THIRD, "B")},
        FOURTH: {"measures": book(FOURTH, "AB"), "costs": posted(FOURTH, "AB")},
    }


@QUICK
@given(deliveries())
@example(secret_books())
def test_every_public_row_is_there_and_no_other(books: Books) -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        store, expected = published(books, place), public(books)
        if not expected:
            with pytest.raises(UserFacingError, match="keine öffentliche Zeile"):
                open_data.write(store, None, place / "out")
            assert not (place / "out").exists()
            return
        offer = open_data.write(store, None, place / "out")
        assert written(place / "out") == expected
        assert {table.contract.table: table.rows for table in offer.tables} == {
            table: len(rows) for table, rows in expected.items()
        }


@SLOW
@given(deliveries())
@example(secret_books())
def test_delivering_the_files_again_gives_the_same_rows(books: Books) -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        store = published(books, place)
        if not public(books):
            return
        open_data.write(store, None, place / "out")
        delivered_again(place / "out", place / "again")
        outcome = publish(place / "again", Store(place / "other"))
        assert not any(file.refused or file.books.set_aside or file.books.left_out for file in outcome.files)
        open_data.write(place / "other", None, place / "twice")
        for path in (place / "out").glob("*.csv"):
            again = (place / "twice" / path.name).read_bytes()
            assert sorted(again.splitlines(True)) == sorted(path.read_bytes().splitlines(True)), path.name


def test_the_sample_is_whole_and_can_be_delivered_again(sample: Path, tmp_path: Path) -> None:
    open_data.write(sample, None, tmp_path / "out")
    whole = written(tmp_path / "out")
    assert whole == public(kept_rows(ROOT / "data" / "exports"))
    delivered_again(tmp_path / "out", tmp_path / "again")
    outcome = check([tmp_path / "again"], store=Store(tmp_path / "store"))
    kept = sum(file.books.kept for file in outcome.files)
    assert kept == sum(file.books.records for file in outcome.files) == sum(len(rows) for rows in whole.values())


@pytest.mark.parametrize("target", ["out", "out.zip"])
def test_nothing_that_is_not_public_stands_in_any_byte(tmp_path: Path, target: str) -> None:
    store = published(secret_books(), tmp_path)
    open_data.write(store, None, tmp_path / target)
    assert SECRET.encode() not in everything(tmp_path / target)
    with open_snapshot(store) as whole:
        for contract in (Measure, Cost):
            told = io.BytesIO()
            tables.write(contract, tables.batches(whole, contract), told)
            assert SECRET.encode() in told.getvalue(), "the marks are there for those who may see them"


@pytest.mark.parametrize("role", ["leitung", "analyse", "datenlieferung", "ausschuss:EDV"])
def test_an_engine_that_sees_more_writes_nothing(sample: Path, role: str) -> None:
    with open_snapshot(sample, role=role) as engine, pytest.raises(ValueError, match="sees more"):
        open_data.archive_bytes(engine)


def test_the_dialect_is_that_of_deliveries(tmp_path: Path) -> None:
    row = measure(
        FOURTH,
        "007",
        title='Ein "Titel"; mit\nZeile',
        districts=["01", "13"],
        outcome="Portal",
        outcome_unit="Stück",
        outcome_target=Decimal("-0.0001"),
        outcome_actual=Decimal("12345678901234.5"),
        reason="=1+1",
    )
    posting = cost(FOURTH, "0012", measure_id="007", amount_eur=Decimal("-1234567.8"), month=1)
    open_data.write(published({FOURTH: {"measures": [row], "costs": [posting]}}, tmp_path), None, tmp_path / "out")
    lines = (tmp_path / "out" / "massnahmen.csv").read_bytes().decode("utf-8").split("\r\n")
    assert lines[0].startswith("Stichtag;Maßnahme-Nr;Titel;") and lines[-1] == "" and len(lines) == 3
    assert lines[1].startswith(
        '31.12.2021;007;"Ein ""Titel""; mit\nZeile";Breitband- und WLAN-Ausbau;OB;18;EDV;01|13;in Umsetzung;;50,00;'
    )
    assert ";=1+1;" in lines[1] and lines[1].endswith(";ja;Portal;-0,0001;12345678901234,5000;Stück")
    last = b"31.12.2021;0012;007;2020;1;TH 18;;Ergebnishaushalt;Wartung;;Ansatz;Eigenmittel;;;beschlossen;-1234567,80"
    assert (tmp_path / "out" / "kosten.csv").read_bytes().split(b"\r\n")[1:] == [last, b""]


def test_awkward_texts_come_through(tmp_path: Path) -> None:
    """Each as the intake has kept it; all cells are quoted, so that a carriage return can be one of a text."""
    folder = tmp_path / "exports" / FOURTH.isoformat()
    folder.mkdir(parents=True)
    with (folder / Measure.file).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow(header(Measure).values())
        for number, text in enumerate(TEXTS):
            row = measure(FOURTH, f"{number:03}", title=f"T{text[:198]}", reason=text)
            writer.writerow(german(row[name]) for name in header(Measure))
    publish(tmp_path / "exports", Store(tmp_path / "store"))
    open_data.write(tmp_path / "store", None, tmp_path / "out")
    with open_snapshot(tmp_path / "store") as engine:
        kept = [row for batch in tables.batches(engine, Measure) for row in batch.to_pylist()]
    found = written(tmp_path / "out")["measures"]
    assert found == kept and len(kept) == len(TEXTS)
    assert {row["reason"] for row in found} >= {
        "a\rb",
        "a\r\nb",
        "a\n\nb",
        "a;b",
        'a"b',
        '"',
        "NULL",
        "\\",
        "=1+1",
        "\x1f",
    }


def test_the_same_snapshot_gives_the_same_bytes(sample: Path, tmp_path: Path) -> None:
    """Twice in this process, in two others that hash texts differently, as a file and as a download."""
    open_data.write(sample, None, tmp_path / "here.zip")
    first = (tmp_path / "here.zip").read_bytes()
    with open_snapshot(sample, role="oeffentlich") as engine:
        assert open_data.archive_bytes(engine) == open_data.archive_bytes(engine) == first
        assert open_data.file_name(engine) == f"digitalbilanz-offene-daten-beispieldaten-{engine.snapshot_id}.zip"
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.zip"
        command = [sys.executable, "-m", "analytics", "open-data", "--store", str(sample), "--out", str(target)]
        done = subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True)
        assert done.returncode == 1 and target.read_bytes() == first
    open_data.write(sample, None, tmp_path / "folder")
    assert everything(tmp_path / "folder") == everything(tmp_path / "here.zip")
    with zipfile.ZipFile(tmp_path / "here.zip") as archive:
        assert {member.date_time for member in archive.infolist()} == {(2021, 12, 31, 0, 0, 0)}


def test_only_what_was_delivered_is_offered(tmp_path: Path) -> None:
    store = published({FOURTH: {"measures": [measure(FOURTH)]}}, tmp_path)
    offer = open_data.write(store, None, tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "datapackage.json", "dcat-ap.ttl", "massnahmen.csv",
    ]  # fmt: skip
    assert [table.rows for table in offer.tables] == [1] and "Kosten" not in offer.description


def test_a_value_delivered_anew_for_its_stand_replaces_the_old_one(tmp_path: Path) -> None:
    old, new = (broadband(FIRST, coverage_pct=Decimal(share)) for share in ("50.00", "60.00"))
    other = broadband(FIRST, coverage_pct=Decimal("70.00"), technology="FTTB/H")
    store = published({SECOND: {"broadband": [old, other]}, THIRD: {"broadband": [new]}}, tmp_path)
    open_data.write(store, None, tmp_path / "out")
    assert written(tmp_path / "out")["broadband"] == [other, new]


def test_an_older_snapshot_is_offered_by_its_id(tmp_path: Path) -> None:
    write_csv({THIRD: {"measures": [measure(THIRD)]}}, tmp_path / "exports")
    former = publish(tmp_path / "exports", Store(tmp_path / "store")).snapshot_id
    published({FOURTH: {"measures": [measure(FOURTH)]}}, tmp_path)
    assert open_data.write(tmp_path / "store", former, tmp_path / "old").last == THIRD
    assert open_data.write(tmp_path / "store", None, tmp_path / "new").last == FOURTH
    with pytest.raises(NothingPublished):
        open_data.write(tmp_path / "store", "0" * 16, tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_large_tables_come_in_pieces(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_data.write(sample, None, tmp_path / "whole")
    monkeypatch.setattr("analytics.engine.BATCH_ROWS", 100)
    with open_snapshot(sample, role="oeffentlich") as engine:
        sizes = [batch.num_rows for batch in tables.batches(engine, Cost)]
        assert len(sizes) > 100
    open_data.write(sample, None, tmp_path / "pieces")
    assert everything(tmp_path / "pieces") == everything(tmp_path / "whole")


def test_the_command_says_what_it_wrote_and_what_is_missing(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["open-data", "--store", str(sample), "--out"]
    assert main([*command, str(tmp_path / "deep" / "out")]) == 1
    told = capsys.readouterr().out
    assert (
        "massnahmen.csv: 423" in told
        and "Noch auszufüllen in rechtliches.toml, [offene_daten]: Lizenz, Adresse" in told
    )
    assert "Ohne Lizenz und Adresse" in told
    (tmp_path / legal.FILE).write_text(FACTS, "utf-8")
    monkeypatch.setenv("DIGITALBILANZ_REFERENCE", str(tmp_path))
    assert main([*command, str(tmp_path / "full.zip")]) == 0
    assert "Noch auszufüllen" not in capsys.readouterr().out


def test_nothing_is_overwritten_or_left_half(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["open-data", "--store", str(sample), "--out"]
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "mine.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "folder.zip").mkdir()
    for name, sentence in (("taken", "nicht leer"), ("file", "ist eine Datei"), ("folder.zip", "ist ein Ordner")):
        assert main([*command, str(tmp_path / name)]) == 2
        told = capsys.readouterr().err
        assert sentence in told and told.count("\n") == 1
    before = sorted(path.name for path in tmp_path.iterdir())

    def broken(*_: object) -> bytes:
        raise OSError("disk")

    monkeypatch.setattr("analytics.open_data.catalogue.catalogue_bytes", broken)
    for name in ("new", "new.zip"):
        assert main([*command, str(tmp_path / name)]) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_an_empty_folder_is_filled_and_a_zip_made_anew(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out.zip").write_bytes(b"old")
    for name in ("out", "out.zip"):
        open_data.write(sample, None, tmp_path / name)
    assert everything(tmp_path / "out") == everything(tmp_path / "out.zip")


def test_a_header_names_the_contract(sample: Path, tmp_path: Path) -> None:
    open_data.write(sample, None, tmp_path / "out")
    for export in EXPORTS:
        content = (tmp_path / "out" / export.file).read_bytes()
        assert typed(content, export.table) and len(cells(content)[0]) == len(export.model_fields)


def test_the_engine_reads_an_answer_in_pieces(sample: Path) -> None:
    with open_snapshot(sample, role="oeffentlich") as engine:
        assert isinstance(engine, Engine)
        pieces = list(engine.batches("open_data/measures", delivery=FOURTH))
        assert (
            sum(piece.num_rows for piece in pieces) == engine.query("open_data/measures", delivery=FOURTH).num_rows > 0
        )
