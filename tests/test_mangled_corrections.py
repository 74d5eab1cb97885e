"""What a clerk or a spreadsheet does to corrected rows: they go into the very file they are from, or are refused."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from analytics.engine import open_snapshot
from analytics.findings import CheckedFile
from analytics.intake import check_files
from analytics.intake.delivery import delivered_files
from analytics.publish import check, publish
from analytics.publish.set_aside import SetAside
from analytics.publish.trial import Trial, trial
from analytics.queries import ask
from analytics.store import Store
from tests.deliveries import cost, measure, write_csv
from tests.dropped import delivery
from tests.publications import amounts
from tests.reference import Row
from tests.workbooks import workbook

DAY = dt.date(2020, 6, 30)
NBSP = "\u00a0"
Cells = list[list[str]]
AMOUNT = 15
FAULTY = 8
"""The row of the postings whose amount is no number; it stands on line 10."""


def postings(folder: Path, *rows: Row) -> bytes:
    """kosten.csv of 40 postings, or of these."""
    write_csv({DAY: {"costs": list(rows) or [cost(DAY, f"B{number:02}") for number in range(40)]}}, folder)
    content = (folder / DAY.isoformat() / "kosten.csv").read_bytes()
    shutil.rmtree(folder)
    return content


def faulty(content: bytes, *rows: int) -> bytes:
    lines = content.split(b"\r\n" if b"\r\n" in content else b"\n")
    for row in rows or (FAULTY,):
        lines[row + 1] = lines[row + 1].replace(b"100,00", b"hundert")
    return b"\n".join(lines)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return postings(tmp_path_factory.mktemp("whole") / "x")


@pytest.fixture(scope="module")
def base(whole: bytes) -> bytes:
    """The postings, one of them faulty."""
    return faulty(whole)


@pytest.fixture(scope="module")
def published(base: bytes, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """39 of 40 postings."""
    folder = tmp_path_factory.mktemp("published")
    publish(delivery(folder, DAY, {"kosten.csv": base}), Store(folder / "store"))
    return Store(folder / "store")


@pytest.fixture(scope="module")
def aside(base: bytes, published: Store, tmp_path_factory: pytest.TempPathFactory) -> SetAside:
    [lost] = tried(tmp_path_factory.mktemp("aside"), {"kosten.csv": base}, published).aside
    return lost


def tried(folder: Path, files: dict[str, bytes], store: Store | None = None) -> Trial:
    return trial(delivery(folder, DAY, files), store or Store(folder / "store"))


def cells_of(lost: SetAside) -> Cells:
    return list(csv.reader(io.StringIO(lost.csv_bytes().decode("utf-8-sig"), newline=""), delimiter=";"))


def saved(rows: Cells) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("cp1252", "replace")


def as_sheets(**sheets: Cells) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return made.getvalue()


def judged(file: CheckedFile) -> tuple[bool, int, int]:
    return bool(file.refused), file.books.kept, file.books.set_aside


def corrected(lost: SetAside) -> Cells:
    rows = cells_of(lost)
    rows[1][AMOUNT] = "77,00"
    return rows


# a header that holds Zeile is never a whole export


def without(head: str) -> Callable[[Cells], Cells]:
    def change(rows: Cells) -> Cells:
        index = next(number for number, name in enumerate(rows[0]) if name.startswith(head))
        return [[*row[:index], *row[index + 1 :]] for row in rows]

    return change


def renamed(head: str, name: str) -> Callable[[Cells], Cells]:
    return lambda rows: [[name if cell.startswith(head) else cell for cell in rows[0]], *rows[1:]]


MERGED: dict[str, Callable[[Cells], Cells]] = {
    "as it is": lambda rows: rows,
    "an empty column behind": lambda rows: [[*row, ""] for row in rows],
    "a column of the clerk's": lambda rows: [[*row, text] for row, text in zip(rows, ("erledigt", "ja"), strict=True)],
    "no reason": without("Grund"),
    "line and reason in front": lambda rows: [[*row[-2:], *row[:-2]] for row in rows],
    "another case": lambda rows: [[cell.upper() for cell in rows[0]], *rows[1:]],
}
REFUSED: dict[str, tuple[Callable[[Cells], Cells], str]] = {
    "no line": (without("Zeile"), "beiseitegelegte Zeilen"),
    "no name of the base": (renamed("Zeile", "Zeile"), "beiseitegelegte Zeilen"),
    "a column of the export missing": (without("Produkt"), "fehlt die Spalte „Produkt“"),
    "a column twice": (lambda rows: [[*row, cell] for row, cell in zip(rows, ("Monat", "3"), strict=True)], "mehrfach"),
    "the header sorted to the end": (lambda rows: rows[::-1], "Über der Kopfzeile"),
}


@pytest.mark.parametrize("how", MERGED)
def test_what_can_be_told_goes_into_the_published_file(
    published: Store, aside: SetAside, tmp_path: Path, how: str
) -> None:
    folder = delivery(tmp_path, DAY, {"kosten.csv": saved(MERGED[how](corrected(aside)))})
    assert [judged(file) for file in trial(folder, published).files] == [(False, 40, 0)]
    assert [judged(file) for file in check([folder], store=published).files] == [(False, 40, 0)]


@pytest.mark.parametrize("how", REFUSED)
def test_what_cannot_be_told_is_refused_and_never_a_whole_export(
    published: Store, aside: SetAside, tmp_path: Path, how: str
) -> None:
    change, sentence = REFUSED[how]
    folder = delivery(tmp_path, DAY, {"kosten.csv": saved(change(corrected(aside)))})
    for files in (trial(folder, published).files, check([folder], store=published).files):
        assert [judged(file) for file in files] == [(True, 0, 0)]
        assert sentence in str(files[0].refused) and "bitte" in str(files[0].refused)


def test_the_intake_alone_takes_no_rows_set_aside_for_an_export(aside: SetAside, tmp_path: Path) -> None:
    folder = delivery(tmp_path, DAY, {"kosten.csv": saved(corrected(aside))})
    [file] = check_files(delivered_files([folder]), tmp_path)
    assert "beiseitegelegte Zeilen" in str(file.refused)


def test_a_sheet_of_notes_beside_them_changes_nothing(published: Store, aside: SetAside, tmp_path: Path) -> None:
    rows, notes = corrected(aside), [["erledigt"], ["am Montag"]]
    for sheets in ({"a": rows, "Notiz": notes}, {"Notiz": notes, "a": rows}):
        found = tried(tmp_path, {"k.xlsx": as_sheets(**sheets)}, published)
        assert [judged(file) for file in found.files] == [(False, 40, 0)]


@pytest.mark.parametrize("other", ["the same again", "a whole export"])
def test_a_second_sheet_with_rows_is_refused(
    published: Store, aside: SetAside, base: bytes, tmp_path: Path, other: str
) -> None:
    rows = corrected(aside)
    more = rows if other == "the same again" else [line.split(";") for line in base.decode("utf-8-sig").splitlines()]
    found = tried(tmp_path, {"k.xlsx": as_sheets(a=rows, b=more)}, published)
    assert [judged(file) for file in found.files] == [(True, 0, 0)] and "Blätter" in str(found.files[0].refused)


# a correction belongs to one file


def test_rows_of_a_file_that_was_never_published_stay_out_of_the_published_one(
    published: Store, whole: bytes, tmp_path: Path
) -> None:
    other = faulty(whole.replace(b"100,00", b"999,00").replace(b"999,00", b"100,00", FAULTY + 1))
    [lost] = tried(tmp_path, {"neu.csv": other}, published).aside
    correction = saved(corrected(lost))
    alone = tried(tmp_path, {"b.csv": correction}, published)
    assert [file.refused for file in alone.files] == [
        "Diese Berichtigung gehört zu einer anderen Fassung von kosten.csv: "
        "bitte mit ihr und allen früheren Berichtigungen zusammen ablegen."
    ]
    both = tried(tmp_path, {"neu.csv": other, "b.csv": correction}, published)
    assert [judged(file) for file in both.files] == [(False, 40, 0)]


def test_another_version_beside_it_is_named(base: bytes, aside: SetAside, tmp_path: Path) -> None:
    files = {"neu.csv": base.replace(b"B01", b"B99"), "b.csv": saved(corrected(aside))}
    folder = delivery(tmp_path, DAY, files)
    for found in (tried(tmp_path, files).files, check([folder], store=Store(tmp_path / "store")).files):
        assert "gehört zu einer anderen Fassung von neu.csv" in str(found[-1].refused)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_second_correction_follows_the_first(whole: bytes, tmp_path: Path, kind: str) -> None:
    """One row is set right, the other one not yet; all three files together are the whole delivery."""
    content = faulty(whole, 3, FAULTY)
    files = {f"k.{kind}": content if kind == "csv" else workbook(content, "costs")}
    for name, row in (("z.csv", 1), ("a.csv", 1)):
        [lost] = tried(tmp_path, files).aside
        rows = cells_of(lost)
        rows[row][AMOUNT] = "77,00"
        files[name] = saved(rows)
    assert [judged(file) for file in tried(tmp_path, files).files] == [(False, 40, 0)]
    del files["z.csv"]
    assert "anderen Fassung" in str(tried(tmp_path, files).files[-1].refused)


def test_two_halves_of_the_rows_are_one_correction(whole: bytes, tmp_path: Path) -> None:
    content = faulty(whole, 3, FAULTY)
    [lost] = tried(tmp_path, {"k.csv": content}).aside
    head, first, second = cells_of(lost)
    first[AMOUNT] = second[AMOUNT] = "77,00"
    halves = {"a.csv": saved([head, first]), "b.csv": saved([head, second])}
    assert [judged(file) for file in tried(tmp_path, {"k.csv": content} | halves).files] == [(False, 40, 0)]
    twice = {"k.csv": content, "a.csv": saved([head, first]), "b.csv": saved([head, first])}
    refused = [str(file.refused) for file in tried(tmp_path, twice).files if file.refused]
    assert len(refused) == 2 and "Zeile 5 steht in zwei Berichtigungen" in refused[0]


def test_a_correction_that_is_published_stays_with_its_base(published: Store, aside: SetAside, tmp_path: Path) -> None:
    """Once merged, the published file is another one: the same correction does not fit a second time."""
    shutil.copytree(published.root, tmp_path / "store")
    store, folder = Store(tmp_path / "store"), delivery(tmp_path, DAY, {"b.csv": saved(corrected(aside))})
    assert publish(folder, store).snapshot_id and amounts(store) == {"100.00", "77.00"}
    assert "anderen Fassung von b.csv" in str(trial(folder, store).files[0].refused)


# what a spreadsheet makes of codes and long numbers


def shown_by_excel(cell: str) -> str:
    """How German Excel saves a cell of a CSV file as CSV again, where it takes it for a number."""
    plain = cell.replace(".", "").replace(",", ".")
    if NBSP in cell or re.fullmatch("[0-9.]{10}", cell):  # a text, where Python sees a blank; a day
        return cell
    try:
        number = Decimal(plain)
    except ArithmeticError:
        return cell
    if abs(number) >= 10**11 or (number and abs(number) < Decimal("0.0001")):
        return f"{float(number):.5E}".replace(".", ",")
    digits = 10 - len(str(int(abs(number)))) if "." in plain else 0
    return format(round(number, max(digits, 0)).normalize(), "f").replace(".", ",")


CODES = ("11,10", "202100000123", "5.10", "007", "1E5", "12345678901234567", "30.06.2020", "12,50 %", "Mai 2021")


def test_a_code_comes_back_as_it_was(tmp_path: Path) -> None:
    """In columns of text nothing may look like a number or a day to a spreadsheet."""
    rows = [cost(DAY, code, sub_budget=code) for code in CODES]
    content = faulty(postings(tmp_path / "x", *rows, cost(DAY, "B2")), *range(len(CODES)))
    [lost] = tried(tmp_path, {"k.csv": content}).aside
    header, *back = cells_of(lost)
    for row, code in zip(back, CODES, strict=True):
        cell = row[header.index("Buchungs-Nr")]
        assert cell.strip(NBSP) == code and NBSP in (cell[0], cell[-1])
    seen = [[*map(shown_by_excel, row)] for row in back]
    for row in seen:
        row[AMOUNT] = "77,00"
    folder = delivery(tmp_path, DAY, {"k.csv": content, "b.csv": saved([header, *seen])})
    [file] = publish(folder, Store(tmp_path / "store")).files
    assert judged(file) == (False, len(CODES) + 1, 0), file.findings
    with open_snapshot(tmp_path / "store") as engine:
        found = {(row["posting_id"], row["sub_budget"]) for row in ask(engine, "table/costs").to_pylist()}
    assert found == {(code, code) for code in CODES} | {("B2", "TH 18")}


def test_an_amount_comes_back_as_it_was(tmp_path: Path) -> None:
    """Only numbers that a spreadsheet keeps are left to it as numbers."""
    given = ("123456789012,50", "1234567890,25", "12345678,90", "-5,00", "0,50")
    numbers = [Decimal(text.replace(",", ".")) for text in given]
    rows = [cost(DAY, f"B{at}", amount_eur=number, budget_year=1) for at, number in enumerate(numbers)]
    [lost] = tried(tmp_path, {"k.csv": postings(tmp_path / "x", *rows, cost(DAY, "C"))}).aside
    cells = [row[AMOUNT] for row in cells_of(lost)[1:]]
    assert [NBSP in cell for cell in cells] == [True, True, False, False, False]
    assert [Decimal(shown_by_excel(cell).strip(NBSP).replace(",", ".")) for cell in cells] == numbers


@pytest.mark.parametrize("column", ["Buchungs-Nr", "Betrag in EUR"])
def test_a_value_with_an_exponent_is_refused(base: bytes, aside: SetAside, tmp_path: Path, column: str) -> None:
    rows = corrected(aside)
    rows[1][rows[0].index(column)] = "2,021E+11"
    found = tried(tmp_path, {"kosten.csv": base, "b.csv": saved(rows)})
    assert f"Zeile 10 steht in der Spalte „{column}“ der Berichtigung 2,021E+11" in str(found.files[-1].refused)


def test_an_exponent_that_was_delivered_is_no_change(tmp_path: Path) -> None:
    rows = [measure(DAY, "1E+11", progress_pct=Decimal(120)), measure(DAY)]
    write_csv({DAY: {"measures": rows}}, tmp_path / "x")
    content = (tmp_path / "x" / DAY.isoformat() / "massnahmen.csv").read_bytes()
    [lost] = tried(tmp_path, {"m.csv": content}).aside
    correction = lost.csv_bytes().replace(b"120", b"100")
    assert [judged(file) for file in tried(tmp_path, {"m.csv": content, "b.csv": correction}).files] == [(False, 2, 0)]
