"""Excel workbooks as text: every stored value as a user sees it, against openpyxl as the second reader."""

from __future__ import annotations

import csv
import datetime as dt
import random
import re
import shutil
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from analytics.errors import FileRefused
from analytics.intake import check_files, workbook
from analytics.intake.delivery import delivered_files
from analytics.intake.plain_text import PlainText
from analytics.intake.text import decode
from analytics.intake.workbook import hidden_rows, refuse_merged, sheet_text, sheets
from analytics.intake.workbook.cells import format_of
from tests.dirty_files import grid

Record = tuple[int, str, list[str]]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def records(text: PlainText) -> list[Record]:
    with text.path.open(encoding="utf-8", newline="") as file:
        return [(int(number), kinds, cells) for number, kinds, *cells in csv.reader(file, delimiter=";", strict=True)]


def refusal(action: Callable[[], object]) -> str:
    """The sentence of a refused workbook: one line, one full stop at its end, and what to do behind the colon."""
    with pytest.raises(FileRefused) as refused:
        action()
    said = str(refused.value)
    assert re.fullmatch(r"[A-Z](?:[^.\n]|\d\.\d)+: [^.\n]+[.]", said), said
    return said


def written(path: Path, fill: Callable[[Any, Any], object], **options: Any) -> Path:
    """A workbook of one sheet, as Excel would store it."""
    with xlsxwriter.Workbook(path, options) as book:
        fill(book, book.add_worksheet("Kosten"))
    return path


def raw(path: Path, rows: str, *, after: str = "", parts: dict[str, str] | None = None) -> Path:
    """A workbook whose sheet holds this XML in `sheetData`; `parts` replaces others."""
    whole = written(path.with_name("whole.xlsx"), lambda book, sheet: sheet.write(0, 0, "x"))
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    replaced = {"xl/worksheets/sheet1.xml": sheet, **(parts or {})}
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, replaced.get(name) or source.read(name))
    return path


def cells_of(folder: Path, rows: str, parts: dict[str, str] | None = None) -> tuple[str, list[str]]:
    """Kinds and texts of the one row that this XML gives."""
    [(_, kinds, texts)] = records(sheet_text(raw(folder / "a.xlsx", rows, parts=parts), folder))
    return kinds, texts


NUMBERS = {
    "0": "0", "-0": "0", "12": "12", "-12.5": "-12,5", "0.1": "0,1", "0.30000000000000004": "0,3",
    "1.1000000000000001": "1,1", "-2.2999999999999998": "-2,3", "999999999999.98999": "999999999999,99",
    "123456789012.34": "123456789012,34", "1E-2": "0,01", "1.5E+3": "1500", "1.5E3": "1500", "2.0": "2", ".5": "0,5",
    "007": "7", "1234567890123456789": "1234567890123456789", "1.2345678901234567E+19": "12345678901234600000",
}  # fmt: skip
PERCENT = {
    "1": "100 %",
    "0.333": "33,3 %",
    "0.28999999999999998": "29 %",
    "1E-4": "0,01 %",
    "-0.05": "-5 %",
    "0": "0 %",
}
DAYS = {
    "44561": "31.12.2021", "44561.5": "31.12.2021 12:00:00", "44561.999999999": "01.01.2022", "1": "01.01.1900",
    "59": "28.02.1900", "60": "29.02.1900", "61": "01.03.1900", "0": "00.01.1900", "0.25": "06:00:00",
    "2958465": "31.12.9999", "44561.354166666664": "31.12.2021 08:30:00",
}  # fmt: skip
STYLES = f"""<styleSheet xmlns="{MAIN}"><numFmts>
    <numFmt numFmtId="170" formatCode="[$-407]dd/mm/yyyy;@"/><numFmt numFmtId="171" formatCode="[h]:mm:ss"/>
    <numFmt numFmtId="172" formatCode="0.00&quot; % davon&quot;\\ [$EUR]"/><numFmt numFmtId="173" formatCode="0.0\\ %"/>
    <numFmt numFmtId="174" formatCode="#,##0.00\\ &quot;Mrd. Dollar&quot;_d;[Red]-0\\y"/></numFmts>
    <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/>
    <xf numFmtId="171"/><xf numFmtId="172"/><xf numFmtId="10"/><xf numFmtId="173"/><xf numFmtId="174"/></cellXfs>
    </styleSheet>"""
GENERAL, DAY, OWN_DAY, HOURS, EURO, SHARE, OWN_SHARE, BILLIONS = range(8)


@pytest.mark.parametrize(("style", "kind", "values"), [
    (GENERAL, "n", NUMBERS), (EURO, "n", NUMBERS), (SHARE, "n", PERCENT),
    (OWN_SHARE, "n", PERCENT), (DAY, "d", DAYS), (OWN_DAY, "d", DAYS),
    (HOURS, "d", {"1.5": "36:00:00", "0.5": "12:00:00"}),
    (BILLIONS, "e", {"12": "12 (im Zahlenformat mit Zusatz)", "-0.5": "-0,5 (im Zahlenformat mit Zusatz)"}),
    (DAY, "e", {"-1": "-1", "2958466": "2958466", "1E+30": "1" + 30 * "0"}),
    (GENERAL, "e", {"NaN": "NaN", "INF": "INF", "1,5": "1,5", "1E+9999": "1E+9999", "٣": "٣"}),
])  # fmt: skip
def test_numbers_are_written_as_they_are_seen(tmp_path: Path, style: int, kind: str, values: dict[str, str]) -> None:
    row = "".join(f'<c s="{style}"><v>{value}</v></c>' for value in values)
    found = cells_of(tmp_path, f"<row>{row}</row>", {"xl/styles.xml": STYLES})
    assert found == (kind * len(values), list(values.values()))


@pytest.mark.parametrize("code", [
    '#,##0 "T€"', '#,##0.00\\ "TEUR"', '0.0 "Mio."', '"Tsd. "0', '"-"#,##0', r"\-#,##0", "(#,##0)", "-0", '"−"0',
])  # fmt: skip
def test_a_format_that_shows_another_number_is_no_number(code: str) -> None:
    """1234 shown as 1.234 T€ or as -1.234: what is stored is not what its author sees."""
    assert format_of(170, {170: code}) == "other"


@pytest.mark.parametrize("code", [
    "#,##0.00", '#,##0.00 "€"', "#,##0.00\\ [$€-407]", '_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-',
    "_(* #,##0_);_(* (#,##0)",
    '0" Mbit/s"', "000\\-000", "@", "General", '"EUR" 0.00', "#,##0;[Red]-#,##0", '0;"minus" 0',
])  # fmt: skip
def test_a_format_that_shows_the_number_with_its_unit_is_one(code: str) -> None:
    assert format_of(170, {170: code}) == "number"


def test_days_of_a_calendar_since_1904(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_datetime(0, 0, dt.datetime(2021, 12, 31), book.add_format({"num_format": "dd.mm.yyyy"}))

    path = written(tmp_path / "a.xlsx", fill, date_1904=True)
    assert records(sheet_text(path, tmp_path)) == [(1, "d", ["31.12.2021"])]


CELLS = {
    '<c t="inlineStr"><is><t> 5.03 </t></is></c>': ("t", " 5.03 "),
    '<c t="inlineStr"><is><r><t>Breit</t></r><r><t>band</t></r><rPh><t>aid</t></rPh></is></c>': ("t", "Breitband"),
    '<c t="str"><f>A1&amp;B1</f><v>07</v></c>': ("t", "07"),
    '<c t="str"><v>a&amp;&lt;ß&#10;b_x000D_\nc_x005F_x000D_</v></c>': ("t", "a&<ß\nb\r\nc_x000D_"),
    '<c t="b"><v>1</v></c>': ("b", "ja"),
    '<c t="b"><v>0</v></c>': ("b", "nein"),
    '<c t="e"><v>#N/A</v></c>': ("e", "#NV"),
    '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>': ("e", "#DIV/0!"),
    "<c><f>SUM(A1:A9)</f></c>": ("e", "=SUM(A1:A9)"),
    "<c><f>SUM(A1:A9)</f><v></v></c>": ("e", "=SUM(A1:A9)"),
    '<c><f t="shared" si="0"/><v/></c>': ("e", "="),
    "<c><f>SUM(A1:A9)</f><v>4.5</v></c>": ("n", "4,5"),
    '<c t="d"><v>2021-12-31</v></c>': ("d", "31.12.2021"),
    '<c t="d"><v>2021-12-31T08:30:00</v></c>': ("d", "31.12.2021 08:30:00"),
    '<c t="d"><v>gestern</v></c>': ("e", "gestern"),
    '<c t="str"><f>""</f><v></v></c>': ("-", ""),
    '<c t="str"><v> \u00a0\n</v></c>': ("-", ""),
    '<c s="1"/>': ("-", ""),
    "<c>\n <v>1</v>\n</c>": ("n", "1"),
}


@pytest.mark.parametrize("cell", CELLS)
def test_each_kind_of_cell(tmp_path: Path, cell: str) -> None:
    kind, text = CELLS[cell]
    assert cells_of(tmp_path, f'<row>{cell}<c t="str"><v>x</v></c></row>') == (f"{kind}t", [text, "x"])


def test_a_namespace_prefix_and_utf_16_change_nothing(tmp_path: Path) -> None:
    rows = "<x:sheetData><x:row><x:c><x:v>1.5</x:v></x:c></x:row></x:sheetData>"
    sheet = f'<x:worksheet xmlns:x="{MAIN}">{rows}</x:worksheet>'
    assert cells_of(tmp_path, "", {"xl/worksheets/sheet1.xml": sheet}) == ("n", ["1,5"])
    utf16 = f'<?xml version="1.0" encoding="UTF-16"?>{sheet}'
    path = raw(tmp_path / "b.xlsx", "")
    rewritten(path, {"xl/worksheets/sheet1.xml": utf16.encode("utf-16")})
    assert records(sheet_text(path, tmp_path)) == [(1, "n", ["1,5"])]


def rewritten(path: Path, parts: dict[str, bytes]) -> Path:
    """The same workbook with other parts; an empty one is left out."""
    with zipfile.ZipFile(path) as source:
        content = {name: source.read(name) for name in source.namelist()} | parts
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in content.items():
            if data:
                target.writestr(name, data)
    return path


# rows and sheets


def test_rows_keep_their_number_and_are_as_wide_as_the_first_ones(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write(1, 0, "Bericht")
        sheet.write_row(4, 0, ["Nr", "Titel", "Betrag"])
        sheet.write_row(5, 0, [1, "erste\nzweite", 2.5])
        sheet.write(8, 1, "nur Titel")
        sheet.write_blank(9, 5, None, book.add_format({"bold": True}))
        for row in range(60):
            sheet.write(20 + row, 0, row)
        sheet.write_row(90, 1, ["breit"] * 5)
        sheet.set_row(5, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})

    text = sheet_text(written(tmp_path / "a.xlsx", fill), tmp_path)
    found = records(text)
    assert found[:4] == [
        (2, "t--", ["Bericht", "", ""]),
        (5, "ttt", ["Nr", "Titel", "Betrag"]),
        (6, "ntn", ["1", "erste\nzweite", "2,5"]),
        (9, "-t-", ["", "nur Titel", ""]),
    ]
    assert found[-1] == (91, "-ttttt", ["", *["breit"] * 5]), "surplus is for the check of records to tell"
    assert (text.numbered, text.lines, text.complete, text.tame) == (True, 91, True, False)
    assert text.blank_rows == 91 - len(found) == 26


def test_the_one_visible_filled_sheet_is_read(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        for name in ("Notizen", "Kosten", "Leer", "Alt"):
            sheet = book.add_worksheet(name)
            if name != "Leer":
                sheet.write(0, 0, name)
        book.get_worksheet_by_name("Kosten").activate()
        book.get_worksheet_by_name("Notizen").hide()
        book.get_worksheet_by_name("Alt").very_hidden()
    assert sheets(tmp_path / "a.xlsx") == ["Kosten"]
    assert records(sheet_text(tmp_path / "a.xlsx", tmp_path)) == [(1, "t", ["Kosten"])]
    assert sheets(tmp_path / "a.xlsx", hidden=True) == ["Notizen", "Alt"]
    assert "„Neu“" in refusal(lambda: sheet_text(tmp_path / "a.xlsx", tmp_path, "Neu"))


def test_of_several_filled_sheets_one_must_be_named(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        for name in ("Maßnahmen", "Kosten & Co"):
            book.add_worksheet(name).write(0, 0, name)
    assert sheets(tmp_path / "a.xlsx") == ["Maßnahmen", "Kosten & Co"]
    assert "„Maßnahmen“, „Kosten & Co“" in refusal(lambda: sheet_text(tmp_path / "a.xlsx", tmp_path))
    assert records(decode(tmp_path / "a.xlsx", tmp_path, "Kosten & Co")) == [(1, "t", ["Kosten & Co"])]


def test_a_workbook_without_a_value_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", lambda book, sheet: sheet.write(3, 3, " \n"))
    assert sheets(path) == [] and "kein sichtbares Blatt" in refusal(lambda: sheet_text(path, tmp_path))


@pytest.mark.parametrize(("ranges", "harmful"), [
    (["A1:C1"], None), (["A5:C5"], None), (["A3:A4"], "A3:A4"), (["A3:B3", "A1:C1"], "A3:B3"), (["A1:A2"], "A1:A2"),
])  # fmt: skip
def test_merged_cells_below_the_header_are_refused(tmp_path: Path, ranges: list[str], harmful: str | None) -> None:
    """A title above it and a note in a row of its own hide nothing; the header stands in row 2."""
    rows = "<row r='1'><c><v>1</v></c></row>" + "".join(
        f"<row r='{row}'><c><v>1</v></c><c/><c><v>2</v></c></row>" for row in (2, 3, 4)
    )
    merged = "".join(f'<mergeCell ref="{found}"/>' for found in ranges)
    path = raw(
        tmp_path / "a.xlsx", f"{rows}<row r='5'><c><v>1</v></c></row>", after=f"<mergeCells>{merged}</mergeCells>"
    )
    text = sheet_text(path, tmp_path)
    assert text.merged == (harmful and (int(harmful[-1]), harmful))
    refuse_merged(text, 4)
    if harmful and int(harmful[-1]) > 2:
        assert harmful in refusal(lambda: refuse_merged(text, 2))


@pytest.mark.parametrize(("header", "said"), [
    (1, [(2, "2 Zeilen sind ausgeblendet und wurden mitgelesen: bitte einblenden und prüfen.")]),
    (2, [(4, "Die Zeile ist ausgeblendet und wurde mitgelesen: bitte einblenden und prüfen.")]),
    (4, []),
])  # fmt: skip
def test_hidden_rows_are_read_and_told(tmp_path: Path, header: int, said: list[tuple[int, str]]) -> None:
    """Whoever filters a sheet sees fewer rows than are read; one without a value hides nothing."""
    rows = "".join(
        f"<row r='{row}' hidden='{hidden}'><c><v>{value}</v></c></row>"
        for row, hidden, value in ((1, 0, 1), (2, 1, 2), (3, 0, 3), (4, "true", 4), (5, 1, ""))
    )
    text = sheet_text(raw(tmp_path / "a.xlsx", rows), tmp_path)
    assert [number for number, _, _ in records(text)] == [1, 2, 3, 4]
    found = list(hidden_rows(text, header))
    assert [(one.line, one.message) for one in found] == said and {one.severity for one in found} <= {"warning"}


# the second reader


def value(rng: random.Random) -> Any:
    match rng.randrange(7):
        case 0:
            return rng.randrange(-(10**6), 10**12)
        case 1:
            return round(rng.uniform(-(10**6), 10**9), rng.randrange(7))
        case 2:
            return dt.datetime(1950, 1, 1) + dt.timedelta(rng.randrange(40_000), rng.choice((0, 0, 1, 43_200, 86_399)))
        case 3:
            return rng.choice((True, False))
        case 4:
            return rng.choice(("Größe; „so“", 'a"b', "erste\nzweite", " 07", "1,5", "😀", "#NV", "=1+1"))
        case _:
            return None


def as_seen(value: Any) -> tuple[str, str]:
    """What `sheet_text` should make of a value that openpyxl read."""
    if value is None:
        return "-", ""
    if isinstance(value, bool):
        return "b", "ja" if value else "nein"
    if isinstance(value, dt.datetime):
        return "d", f"{value:%d.%m.%Y}" if value.time() == dt.time() else f"{value:%d.%m.%Y %H:%M:%S}"
    if isinstance(value, int | float):
        return "n", format(Decimal(str(value)).normalize(), "f").replace(".", ",")
    return "t", value


@pytest.mark.parametrize("writer", ["xlsxwriter", "openpyxl"])
@pytest.mark.parametrize("seed", range(4))
def test_openpyxl_reads_the_same(tmp_path: Path, seed: int, writer: str) -> None:
    rng = random.Random(seed)
    grid = [[value(rng) for _ in range(rng.randrange(1, 30))] for _ in range(120)]
    path = tmp_path / "a.xlsx"
    (by_xlsxwriter if writer == "xlsxwriter" else by_openpyxl)(path, grid)
    rows = list(openpyxl.load_workbook(path, data_only=True).active.iter_rows(values_only=True))
    expected = {number: [as_seen(cell) for cell in row] for number, row in enumerate(rows, 1)}
    found = {number: cells_seen(kinds, cells) for number, kinds, cells in records(sheet_text(path, tmp_path))}
    assert found == {number: trimmed for number, row in expected.items() if (trimmed := without_end(row))}


def cells_seen(kinds: str, cells: list[str]) -> list[tuple[str, str]]:
    return without_end(list(zip(kinds, cells, strict=True)))


def without_end(row: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """A row up to its last value."""
    return row[: max((index for index, cell in enumerate(row, 1) if cell[0] != "-"), default=0)]


def by_xlsxwriter(path: Path, grid: list[list[Any]]) -> None:
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd.mm.yyyy hh:mm"})
        for row, cells in enumerate(grid):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell, day if isinstance(cell, dt.datetime) else None)


def by_openpyxl(path: Path, grid: list[list[Any]]) -> None:
    book = openpyxl.Workbook()
    for row, cells in enumerate(grid, 1):
        for column, cell in enumerate(cells, 1):
            target = book.active.cell(row, column)
            if isinstance(cell, str) and cell.startswith(("=", "#")):
                target.value, target.data_type = cell, "s"
            else:
                target.value = cell
    book.save(path)


# damage


SHEET = "xl/worksheets/sheet1.xml"


def xml(rows: str, after: str = "") -> bytes:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'.encode()


BILLION = b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]>"
DAMAGE: dict[str, dict[str, bytes]] = {
    "no XML": {SHEET: b"Kosten"},
    "XML cut off": {SHEET: xml("<row><c><v>1</v></c></row>")[:-9]},
    "entities": {SHEET: BILLION + xml("<row><c><v>&b;</v></c></row>")},
    "entities in the texts": {"xl/sharedStrings.xml": BILLION + b"<sst/>"},
    "entities in the workbook": {"xl/workbook.xml": BILLION + b"<workbook/>"},
    "text that does not exist": {SHEET: xml('<row><c t="s"><v>7</v></c></row>')},
    "style that does not exist": {SHEET: xml('<row><c s="99"><v>7</v></c></row>')},
    "style that is none": {SHEET: xml('<row><c s="x"><v>7</v></c></row>')},
    "neither yes nor no": {SHEET: xml('<row><c t="b"><v>7</v></c></row>')},
    "same row twice": {SHEET: xml('<row r="2"><c><v>1</v></c></row><row r="2"/>')},
    "row that is none": {SHEET: xml('<row r="-1"/>')},
    "same cell twice": {SHEET: xml('<row><c r="B1"><v>1</v></c><c r="B1"><v>1</v></c></row>')},
    "cell that is none": {SHEET: xml('<row><c r="B-1"><v>1</v></c></row>')},
    "endless nesting": {SHEET: b"<a>" * 1_000},
    "endless names": {SHEET: b"<a>" + b"".join(b"<b%d/>" % number for number in range(20_000)) + b"</a>"},
    "endless attribute": {SHEET: b'<a b="' + b"x" * 5_000_000 + b'"/>'},
    "endless comment": {SHEET: b"<a><!--" + b"x" * 5_000_000 + b"--></a>"},
    "endless text": {SHEET: xml("<row><c><v>" + "1" * 5_000_000 + "</v></c></row>")},
    "sheet missing": {SHEET: b""},
    "relations missing": {"xl/_rels/workbook.xml.rels": b""},
    "format that is none": {"xl/styles.xml": b'<s><numFmts><numFmt numFmtId="x" formatCode="0"/></numFmts></s>'},
}  # fmt: skip
LIMITS: dict[str, tuple[bytes, str]] = {
    "too many rows": (xml('<row r="1048577"><c><v>1</v></c></row>'), "Zeilen"),
    "too many columns": (xml('<row><c r="BXY1"><v>1</v></c></row>'), "Spalten"),
    "over-long cell": (xml(f"<row><c t='str'><v>{'x' * 32_768}</v></c></row>"), "32.767"),
    "over-long runs": (
        xml(f"<row><c t='inlineStr'><is>{('<r><t>' + 'x' * 9_000 + '</t></r>') * 30}</is></c></row>"),
        "32.767",
    ),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_workbook_is_refused(tmp_path: Path, damage: str) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write(0, 0, "x")

    path = rewritten(written(tmp_path / "a.xlsx", fill), DAMAGE[damage])
    assert "beschädigt" in refusal(lambda: sheet_text(path, tmp_path))


@pytest.mark.parametrize("limit", LIMITS)
def test_a_sheet_beyond_a_limit_is_refused(tmp_path: Path, limit: str) -> None:
    content, word = LIMITS[limit]
    path = rewritten(raw(tmp_path / "a.xlsx", ""), {SHEET: content})
    assert word in refusal(lambda: sheet_text(path, tmp_path))


def test_limits_are_not_below_what_they_say(tmp_path: Path) -> None:
    longest = "x" * 32_766 + "ß"
    rows = f'<row r="1048576"><c r="BXX1048576" t="str"><v>{longest}</v></c><c r="XFD1048576" s="0"/></row>'
    [(number, kinds, cells)] = records(sheet_text(raw(tmp_path / "a.xlsx", rows), tmp_path))
    assert (number, len(kinds), cells[-1]) == (1_048_576, 2_000, longest)
    escaped = "_x000D_" * 32_767
    assert cells_of(tmp_path, f"<row><c t='str'><v>a{escaped[7:]}</v></c></row>")[1] == ["a" + "\r" * 32_766]


def test_a_dimension_that_lies_costs_nothing(tmp_path: Path) -> None:
    rows = b'<sheetData><row r="3"><c><v>1</v></c></row></sheetData>'
    content = b'<worksheet><dimension ref="A1:XFD1048576"/>' + rows + b"</worksheet>"
    text = sheet_text(rewritten(raw(tmp_path / "a.xlsx", ""), {SHEET: content}), tmp_path)
    assert records(text) == [(3, "n", ["1"])] and text.blank_rows == 2


def test_shared_texts_cannot_multiply_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_MOST_TEXT", 4_000_000)
    shared = f'<sst xmlns="{MAIN}"><si><t>{"x" * 32_000}</t></si></sst>'.encode()
    row = '<c t="s"><v>0</v></c>' * 20
    path = rewritten(
        raw(tmp_path / "a.xlsx", ""), {SHEET: xml(f"<row>{row}</row>" * 8), "xl/sharedStrings.xml": shared}
    )
    assert "400 MB" in refusal(lambda: sheet_text(path, tmp_path))


def test_flipped_and_missing_bytes_never_end_in_a_traceback(tmp_path: Path) -> None:
    """Whatever is damaged: the same rows, other rows that are whole, or a sentence."""

    def fill(book: Any, sheet: Any) -> None:
        for row in range(40):
            sheet.write_row(row, 0, [f"Text {row}", row * 1.5, True, row])

    whole = written(tmp_path / "a.xlsx", fill).read_bytes()
    rng, refused = random.Random(1), 0
    for _ in range(150):
        damaged = bytearray(whole)
        if rng.random() < 0.5:
            damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
        else:
            del damaged[rng.randrange(len(damaged)) :]
        (tmp_path / "b.xlsx").write_bytes(damaged)
        try:
            records(sheet_text(tmp_path / "b.xlsx", tmp_path))
        except FileRefused:
            refused += 1
    assert refused > 75


def test_a_workbook_that_zip_has_locked_or_packed_otherwise_is_refused(tmp_path: Path) -> None:
    path = raw(tmp_path / "a.xlsx", "<row><c><v>1</v></c></row>")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(tmp_path / "b.xlsx", "w", zipfile.ZIP_LZMA) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    assert "beschädigt" in refusal(lambda: sheet_text(tmp_path / "b.xlsx", tmp_path))
    locked = b"PK\1\2".join(part[:4] + b"\1\0" + part[6:] for part in path.read_bytes().split(b"PK\1\2"))
    (tmp_path / "c.xlsx").write_bytes(locked)
    assert "beschädigt" in refusal(lambda: sheet_text(tmp_path / "c.xlsx", tmp_path))


def test_the_name_of_a_workbook_does_not_matter(tmp_path: Path) -> None:
    path = raw(tmp_path / "a.xlsx", "<row><c><v>1.5</v></c></row>")
    shutil.copy(path, tmp_path / "kosten.csv")
    assert records(decode(tmp_path / "kosten.csv", tmp_path)) == [(1, "n", ["1,5"])]


@pytest.mark.parametrize(("written", "shown"), [("=A1", "=A1"), ("#REF!", "#BEZUG!")])
def test_a_text_that_excel_could_not_compute_sets_its_row_aside(tmp_path: Path, written: str, shown: str) -> None:
    """A Teilhaushalt, which may be any text."""
    names, *rows = grid("costs")
    column = names.index("Teilhaushalt")
    file = tmp_path / "2021-12-31" / "kosten.xlsx"
    file.parent.mkdir()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate([names, *rows]):
            sheet.write_row(line, 0, [None if cell == "" else cell for cell in row])
        sheet.write_formula(1, column, "=A1", None, "" if written.startswith("=") else written)
    [checked] = check_files(delivered_files([file]), tmp_path)
    told = [(one.line, one.column, one.value) for one in checked.findings if one.severity == "error"]
    assert (2, "Teilhaushalt", shown) in told and checked.books.set_aside >= 1
