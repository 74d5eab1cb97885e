"""Rows set aside come back corrected, from CSV and workbook, as CSV and workbook, and nothing else changes."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from analytics.engine import open_snapshot
from analytics.findings import CheckedFile
from analytics.intake.text import decode
from analytics.publish import publish
from analytics.publish.set_aside import SetAside
from analytics.publish.trial import Trial, trial
from analytics.queries import ask
from analytics.settings import ROOT
from analytics.store import Store
from tests.deliveries import cost, measure, write_csv
from tests.dropped import delivery
from tests.foreign_files import FOREIGN
from tests.reference import Row
from tests.workbooks import workbook

DAY = dt.date(2020, 6, 30)
SAMPLE = ROOT / "data" / "exports" / "2021-12-31"
NBSP = "\u00a0"
AWKWARD = [
    measure(DAY, "5.01"),
    measure(DAY, "007", progress_pct=Decimal(120), title="=1+1", reason="-5,00"),
    measure(DAY, "5.03", progress_pct=Decimal(130), title='Ein "Titel";\nzwei Zeilen', reason="@x"),
    measure(DAY, "5.02"),
]
"""Two rows that cannot be taken, with what a spreadsheet would change or run."""


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The awkward rows as massnahmen.csv."""
    folder = tmp_path_factory.mktemp("awkward")
    write_csv({DAY: {"measures": AWKWARD}}, folder)
    return (folder / DAY.isoformat() / "massnahmen.csv").read_bytes()


@pytest.fixture(scope="module")
def aside(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> SetAside:
    """What they lose."""
    [lost] = tried(tmp_path_factory.mktemp("aside"), {"massnahmen.csv": content}).aside
    return lost


def tried(folder: Path, files: dict[str, bytes], **chosen: str) -> Trial:
    return trial(delivery(folder, DAY, files), Store(folder / "store"), chosen)


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def corrected(content: bytes) -> bytes:
    """As a spreadsheet saves it as CSV, with both values set right."""
    right = content.replace(b"\r\n", b"\n").replace(b"120", b"100").replace(b"130", b"99,5")
    return right.replace(NBSP.encode(), b"")


def as_workbook(content: bytes) -> bytes:
    """As a spreadsheet saves it as XLSX: numbers that it knows are numbers, days are days."""
    return workbook(content.replace(b"120", b"100").replace(b"130", b"99,5"), "measures", "Tabelle1")


def kept(file: CheckedFile) -> tuple[str | None, int, int]:
    return file.refused, file.books.kept, file.books.set_aside


def test_set_aside_rows_stand_as_delivered_with_line_and_reason(content: bytes, aside: SetAside) -> None:
    header, first, second = rows_of(aside.csv_bytes())
    delivered = rows_of(content)
    assert header == [*delivered[0], f"Zeile ({hashlib.sha256(content).hexdigest()[:8]})", "Grund (beiseitegelegt)"]
    assert [[cell.strip(NBSP) for cell in row[:-2]] for row in (first, second)] == delivered[2:4]
    assert (first[-2], second[-2]) == ("3", "4")
    assert first[-1].startswith("Fortschritt in Prozent: ")
    assert not [cell for row in (first, second) for cell in row if cell.startswith(("=", "+", "@", "\t"))]
    assert first[1] != "007" and first[0] == "30.06.2020"  # the number is kept as text, the day may be one


@pytest.mark.parametrize(
    ("base", "saved"),
    [
        ("csv", "utf-8-sig"),
        ("csv", "cp1252"),
        ("csv", "utf-16"),
        ("csv", "xlsx"),
        ("xlsx", "utf-8-sig"),
        ("xlsx", "xlsx"),
    ],
)
def test_corrected_rows_complete_the_file_that_they_are_from(
    tmp_path: Path, content: bytes, base: str, saved: str
) -> None:
    """Every other cell stays, whatever both were saved as."""
    original = content if base == "csv" else workbook(content, "measures", "Maßnahmen")
    [lost] = tried(tmp_path, {f"m.{base}": original}).aside
    made = lost.csv_bytes()
    correction = as_workbook(made) if saved == "xlsx" else corrected(made).decode("utf-8-sig").encode(saved)
    folder = delivery(tmp_path, DAY, {f"m.{base}": original, f"b.{'xlsx' if saved == 'xlsx' else 'csv'}": correction})
    store = Store(tmp_path / "store")
    assert [kept(file) for file in publish(folder, store).files] == [(None, 4, 0)]
    assert whole(store) == sorted(expected())


def whole(store: Store) -> list[list[object]]:
    with open_snapshot(store.root) as engine:
        table = ask(engine, "table/measures").to_pylist()
    return [[row[name] for name in ("measure_id", "title", "progress_pct", "reason")] for row in table]


def expected() -> list[list[object]]:
    done = {"007": Decimal(100), "5.03": Decimal("99.5")}
    found: list[Row] = [row | {"progress_pct": done.get(row["measure_id"], row["progress_pct"])} for row in AWKWARD]
    return [[row[name] for name in ("measure_id", "title", "progress_pct", "reason")] for row in found]


@pytest.mark.parametrize("base", ["csv", "xlsx"])
def test_the_file_may_have_been_published_without_them(tmp_path: Path, content: bytes, base: str) -> None:
    store = Store(tmp_path / "store")
    files = {f"m.{base}": content if base == "csv" else workbook(content, "measures")}
    [aside] = tried(tmp_path, files).aside
    first = delivery(tmp_path, DAY, files)
    assert [kept(file) for file in publish(first, store).files] == [(None, 2, 2)]
    alone = delivery(tmp_path, DAY, {"b.csv": corrected(aside.csv_bytes())})
    found = trial(alone, store)
    assert [kept(file) for file in found.files] == [(None, 4, 0)] and not found.aside and not found.held
    assert [file.source.corrected for file in found.files] == [2]
    assert publish(alone, store, expected=found.former).snapshot_id == found.snapshot_id
    assert whole(store) == sorted(expected())


def test_a_published_file_that_was_damaged_since_is_not_corrected(
    tmp_path: Path, content: bytes, aside: SetAside
) -> None:
    """What else changed in it would be published unseen."""
    store = Store(tmp_path / "store")
    publish(delivery(tmp_path, DAY, {"m.csv": content}), store)
    raw = store.root / "raw" / store.snapshot().parts[0].raw
    raw.write_bytes(raw.read_bytes().replace(b"5.02", b"5.04"))
    found = tried(tmp_path, {"b.csv": corrected(aside.csv_bytes())})
    assert "bitte beide zusammen liefern" in str(found.files[0].refused)


def test_a_correction_touches_no_other_byte(tmp_path: Path) -> None:
    """Of the sample: broken lines, doubled rows and everything else stay what they are."""
    store, place = Store(tmp_path / "store"), tmp_path / "new" / "2021-12-31"
    place.mkdir(parents=True)
    lines = (SAMPLE / "kosten.csv").read_bytes().splitlines(keepends=True)
    content = b"".join((*lines[:120], *lines[950:960], *lines[1715:1730]))
    (place / "kosten.csv").write_bytes(content)
    [gone] = [one for one in trial(tmp_path / "new", store).aside if one.rows]
    assert [row.line for row in gone.rows] == [94, 125] and [one.line for one in gone.broken] == [138]
    (place / "x.csv").write_bytes(gone.csv_bytes().replace(b"31.02.2022", b"28.02.2022"))
    outcome = publish(tmp_path / "new", store)
    assert [file.books.set_aside for file in outcome.files] == [2]
    raw = (store.root / "raw" / store.snapshot().parts[0].raw).read_bytes()
    assert raw == content.replace(b"31.02.2022", b"28.02.2022")


def odd_workbook(folder: Path) -> bytes:
    """Postings with all that a sheet can hold: a preamble, blank rows, a share, a time, yes and no, awkward text."""
    write_csv({DAY: {"costs": [cost(DAY, f"B{number}") for number in range(3)]}}, folder)
    content = (folder / DAY.isoformat() / "kosten.csv").read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(workbook(content, "costs")))
    sheet = book.active
    sheet.insert_rows(1, 2)
    sheet["A1"] = "Auszug"
    heads = {"Q3": "Quote", "R3": "Zeit", "S3": "Geprüft", "T3": "Notiz"}
    odd = {"Q4": 0.125, "R4": dt.datetime(2020, 5, 4, 13, 45), "S4": True, "T5": " _x0041_ 1+1 ", "Q5": 1234567.891}
    for place, value in (heads | odd | {"P6": "teuer"}).items():
        sheet[place] = value
    sheet["Q4"].number_format = "0.0%"
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def sheet_cells(content: bytes, folder: Path) -> list[list[str]]:
    (folder / "sheet").write_bytes(content)
    with decode(folder / "sheet", folder).path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_every_other_cell_of_a_workbook_keeps_row_kind_and_text(tmp_path: Path) -> None:
    content = odd_workbook(tmp_path)
    [lost] = tried(tmp_path, {"k.xlsx": content}).aside
    assert [row.line for row in lost.rows] == [6]
    correction = lost.csv_bytes().replace(b"teuer", b"7,5")
    store = Store(tmp_path / "store")
    outcome = publish(delivery(tmp_path, DAY, {"k.xlsx": content, "b.csv": correction}), store)
    assert [kept(file) for file in outcome.files] == [(None, 3, 0)]
    raw = (store.root / "raw" / store.snapshot().parts[0].raw).read_bytes()
    before, after = sheet_cells(content, tmp_path), sheet_cells(raw, tmp_path)
    changed = [(row, other) for row, other in zip(before, after, strict=True) if row != other]
    [(row, other)] = changed
    assert row[0] == "6"
    assert [pair for pair in zip(row[2:], other[2:], strict=True) if len(set(pair)) > 1] == [("teuer", "7,5")]
    assert openpyxl.load_workbook(io.BytesIO(raw)).active["P6"].value == "7,5"


def test_a_workbook_that_cannot_be_written_unchanged_is_left_alone(tmp_path: Path) -> None:
    """Such as one with a formula that has no value."""
    book = openpyxl.load_workbook(io.BytesIO(odd_workbook(tmp_path)))
    book.active["T4"] = "=1+1"
    content = saved(book)
    [lost] = tried(tmp_path, {"k.xlsx": content}).aside
    found = tried(tmp_path, {"k.xlsx": content, "b.csv": lost.csv_bytes().replace(b"teuer", b"7,5")})
    assert [file.refused for file in found.files] == [None, found.files[-1].refused]
    assert "bitte die Zeilen in der Mappe selbst berichtigen" in str(found.files[-1].refused)


def test_a_code_that_a_spreadsheet_made_a_number_is_not_taken(tmp_path: Path, content: bytes, aside: SetAside) -> None:
    """Its zeros are gone: 007 is 7 there."""
    book = openpyxl.load_workbook(io.BytesIO(as_workbook(aside.csv_bytes())))
    book.active["B2"] = 7
    found = tried(tmp_path, {"massnahmen.csv": content, "b.xlsx": saved(book)})
    assert found.is_refused and "Maßnahme-Nr“ der Berichtigung kein Text mehr" in str(found.files[-1].refused)


def test_of_the_same_posting_the_key_alone_may_change(tmp_path: Path) -> None:
    """Else a file with other lines would get amounts of another posting."""
    rows = [cost(DAY, name, amount_eur=Decimal(text)) for name, text in (("B0", "1.50"), ("B0", "2"), ("B1", "3"))]
    write_csv({DAY: {"costs": rows}}, tmp_path)
    content = (tmp_path / DAY.isoformat() / "kosten.csv").read_bytes()
    [lost] = tried(tmp_path, {"kosten.csv": content}).aside
    assert [row.line for row in lost.rows] == [2, 3]
    for key, amount, is_taken in ((b"B9", b"1,50", True), (b"B9", b"7,00", False), (b"B0", b"7,00", True)):
        correction = lost.csv_bytes().replace(b"B0", key, 1).replace(b"1,50", amount, 1)
        found = tried(tmp_path, {"kosten.csv": content, "b.csv": correction})
        assert found.is_refused != is_taken, (key, amount)


@pytest.mark.parametrize("how", ["alone", "other line", "beyond", "twice", "no line", "short"])
def test_a_correction_that_fits_nothing_is_refused(tmp_path: Path, content: bytes, aside: SetAside, how: str) -> None:
    header, first, *_ = rows_of(aside.csv_bytes())
    changed = {"other line": ["4"], "beyond": ["99"], "no line": ["x"], "alone": ["3"], "twice": ["3"]}.get(how, [])
    rows = [header, [*first[:-2], *changed, "Grund"]]
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows + rows[1:] * (how == "twice"))
    files = {"b.csv": text.getvalue().encode()} | ({} if how == "alone" else {"massnahmen.csv": content})
    found = tried(tmp_path, files)
    assert found.is_refused and "bitte" in str([file.refused for file in found.files][-1])


def test_the_profile_that_was_chosen_reads_the_corrected_file_too(tmp_path: Path) -> None:
    wide = FOREIGN["Unternehmen"].content.replace(b"96", b"196", 1)
    chosen = {"u.csv": "breitbandatlas-unternehmen"}
    [lost] = tried(tmp_path, {"u.csv": wide}, **chosen).aside
    correction = lost.csv_bytes().replace(b"196", b"96")
    found = tried(tmp_path, {"u.csv": wide, "b.csv": correction}, **chosen)
    assert [(kept(file)[::2], file.profile) for file in found.files] == [((None, 0), "Breitbandatlas, Unternehmen")]
