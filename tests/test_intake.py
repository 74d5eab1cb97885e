"""The intake against a plain second reader: generated dirty files, broken files, wide Breitbandatlas files."""

from __future__ import annotations

import datetime as dt
import random
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from analytics.findings import Books, CheckedFile, DeliveredFile
from analytics.intake import load as intake_load
from analytics.intake import reading_again, recognise
from analytics.intake.check import check_file
from analytics.intake.records import Records
from analytics.intake.text import PlainText, decode
from analytics.publish import check, publish
from analytics.store import Store
from tests import plain_intake
from tests.dirty_files import DELIVERY, STRAY, csv_bytes, dirty_file, grid

EXPORTS = Path(__file__).parent.parent / "data" / "exports"
TABLES = plain_intake.FILES
FILES = {table: file for file, table in TABLES.items()}
TEXT_FIELD = {"measures": "title", "costs": "sub_budget", "broadband": "area_name"}


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 2}) as connection:
        yield connection


def checked(con: duckdb.DuckDBPyConnection, path: Path, table: str | None, delivery: dt.date | None) -> CheckedFile:
    """The product's answer for one file; its Parquet file lies beside the input."""
    return check_file(con, DeliveredFile(path, path.name, table, delivery), path.parent)


def kept(file: CheckedFile) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(file.rows).to_pylist() if file.rows else []
    return rows


def places(findings: list[Any]) -> Counter[tuple[int, str, str]]:
    return Counter((found.line or 0, found.column or "", found.severity) for found in findings)


# (a) dirty files


def compare(con: duckdb.DuckDBPyConnection, path: Path, table: str, delivery: dt.date | None) -> CheckedFile:
    """Product and oracle say the same about a file: refusal, kept rows by value, findings by place, books."""
    found = checked(con, path, table, delivery)
    try:
        plain = plain_intake.read(path, delivery, table)
    except plain_intake.Refused as refusal:
        assert found.refused, f"should be refused: {refusal}"
        return found
    assert not found.refused, found.refused
    said, expected = places(found.findings), places(plain.findings)
    assert not said - expected and not expected - said, f"too many {said - expected}, missing {expected - said}"
    assert kept(found) == [{"delivery": delivery, "source_line": row.line} | row.values for row in plain.kept]
    assert found.books.balanced and (found.books.records, found.books.kept) == (plain.records, len(plain.kept))
    assert not any("widersprechen" in finding.message for finding in found.findings)
    return found


@pytest.mark.parametrize("seed", range(130))
def test_dirty_files_are_read_as_plainly_as_possible(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    dirty = dirty_file(seed)
    path = tmp_path / FILES[dirty.table]
    path.write_bytes(dirty.content)
    quick = compare(con, path, dirty.table, dirty.delivery)
    if not decode(path, tmp_path).tame or quick.refused:
        return
    monkeypatch.setattr(recognise, "decode", careful_decode)
    careful = checked(con, path, dirty.table, dirty.delivery)
    assert (careful.refused, careful.books, careful.findings) == (quick.refused, quick.books, quick.findings)
    assert kept(careful) == kept(quick)


BLANKS = (" ", "\t", "\u00a0", "\x85", "\u2009", "\u3000", "\ufeff", "\v")


@pytest.mark.parametrize("blank", BLANKS, ids=ascii)
def test_a_padded_cell_is_trimmed_wherever_it_stands(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, blank: str
) -> None:
    """One padded cell in a file that is clean but for it, also at the very end of a file without line end."""
    cells = [row[-1:] + row[:-1] for row in grid("costs")]
    for pad in (f"{blank}TH 18", f"TH 18{blank}", blank, f"{blank}{blank}"):
        content = csv_bytes(cells).replace(b"TH 18", pad.encode(), 1)
        compare(con, deliver(tmp_path, "costs", content), "costs", DELIVERY)
    lines, sign = csv_bytes(cells).splitlines(), blank.encode()
    begins, ends = [*lines[:2], sign + lines[2], *lines[3:], b""], [*lines[:-1], lines[-1] + sign]
    for content in (b"\n".join(begins), b"\r\n".join(begins), b"\n".join(ends), b"\r\n".join([*ends, b""])):
        compare(con, deliver(tmp_path, "costs", content), "costs", DELIVERY)


@pytest.mark.parametrize("position", ["first", "inside", "last"])
@pytest.mark.parametrize("stray", [*STRAY, '"x" "y"', ' "x""y"', ' "TH;18"', '"TH;18" ', ' ""', '"" ', ' "a\nb"'])
def test_a_stray_quote_is_read_as_pythons_strict_csv_reads_it(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, stray: str, position: str
) -> None:
    cells = grid("costs")
    cells[2][5] = "STRAY"  # Teilhaushalt, any text
    shift = {"first": 5, "inside": 0, "last": 6}[position]
    content = csv_bytes([row[shift:] + row[:shift] for row in cells]).replace(b"STRAY", stray.encode())
    compare(con, deliver(tmp_path, "costs", content), "costs", DELIVERY)


def careful_decode(path: Path, workdir: Path, sheet: str | None = None) -> PlainText:
    return replace(decode(path, workdir, sheet), tame=False)


@pytest.mark.parametrize(
    "path", sorted(EXPORTS.glob("2021-*/*.csv")), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_both_reading_paths_agree_on_the_sample(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery, copy = dt.date.fromisoformat(path.parent.name), tmp_path / path.name
    shutil.copy(path, copy)
    quick = compare(con, copy, TABLES[path.name], delivery)
    monkeypatch.setattr(recognise, "decode", careful_decode)
    careful = compare(con, copy, TABLES[path.name], delivery)
    assert careful.findings == quick.findings and kept(careful) == kept(quick)


@pytest.mark.parametrize("many", [0.0, 1.0], ids=["all anew", "failing ones anew"])
@pytest.mark.parametrize("seed", range(40))
def test_rows_read_again_are_the_same_by_either_way(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, seed: int, many: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file with few failing rows updates these alone, one with many is typed anew."""
    monkeypatch.setattr(reading_again, "MANY", many)
    dirty = dirty_file(seed, level=0.1)
    path = tmp_path / FILES[dirty.table]
    path.write_bytes(dirty.content)
    compare(con, path, dirty.table, dirty.delivery)


def not_needed(*_: object) -> Records:
    raise AssertionError("a tame file took the careful path")


@pytest.mark.parametrize("table", FILES)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_tame_files_take_the_fast_path(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, table: str, end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = grid(table)
    cells[1][[name for _, name, _, _ in plain_intake.COLUMNS[table]].index(TEXT_FIELD[table])] = '"Wort";noch eins'
    monkeypatch.setattr(intake_load, "normalise", not_needed)
    found = compare(con, deliver(tmp_path, table, csv_bytes(cells, end=end)), table, DELIVERY)
    assert found.findings == [] and found.books.kept == 3


# (c) files broken as a whole


def deliver(folder: Path, table: str, content: bytes) -> Path:
    path = folder / DELIVERY.isoformat() / FILES[table]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def is_one_sentence(text: str) -> bool:
    """One line, one full stop at its end, German, nothing of Python or DuckDB."""
    inside = re.sub(r"leitungsg\.|massnahmen\.csv|kosten\.csv|breitband\.csv|[0-9]\.[0-9]", "", text)
    foreign = re.search("Error|Traceback|DuckDB|None|line |quote|unexpected", text)
    return inside.endswith(".") and inside.count(".") == 1 and "\n" not in text and ": " in text and not foreign


def without(table: str, *headers: str) -> bytes:
    cells = grid(table)
    gone = [cells[0].index(header) for header in headers]
    return csv_bytes([[cell for index, cell in enumerate(row) if index not in gone] for row in cells])


def with_header(table: str, index: int, name: str) -> bytes:
    cells = grid(table)
    cells[0][index] = name
    return csv_bytes(cells)


COSTS = csv_bytes(grid("costs"))
REFUSED: dict[str, tuple[str, bytes, tuple[str, ...]]] = {
    "required column missing": ("costs", without("costs", "Betrag in EUR"), ("Betrag in EUR", "kosten.csv")),
    "optional column missing": ("costs", without("costs", "Monat"), ("Monat", "kosten.csv")),
    "two columns missing": (
        "measures",
        without("measures", "Titel", "Istwert"),
        ("Titel", "Istwert", "massnahmen.csv"),
    ),
    "one header right": ("costs", b"Stichtag;x\n31.12.2021;1\n", ("Buchungs-Nr", "kosten.csv")),
    "doubled header": ("costs", with_header("costs", 4, "Stichtag"), ("Stichtag", "Monat")[:1]),
    "doubled after trimming": ("costs", with_header("costs", 4, " Stichtag\u00a0"), ("Stichtag",)),
    "doubled extra": ("costs", csv_bytes([[*row, "x", "x"] for row in grid("costs")]), ("x",)),
    "other export": ("costs", csv_bytes(grid("broadband")), ("kosten.csv",)),
    "foreign file": ("costs", b"Name;Ort\nMeier;Hannover\n", ("kosten.csv",)),
    "prose": ("costs", b"Sehr geehrte Damen und Herren,\nanbei die Daten.\n", ("kosten.csv",)),
    "zip": ("costs", b"PK\x03\x04\x14\x00\x06\x00\x08\x00" + bytes(40), ()),
    "empty": ("costs", b"", ("leer",)),
    "only BOM": ("costs", b"\xef\xbb\xbf", ("leer",)),
    "only line ends": ("costs", b"\r\n\r\n\r\n\r\n\r\n", ("leer",)),
    "only BOM and line end": ("costs", b"\xef\xbb\xbf\n", ("leer",)),
    "UTF-16 BOM only": ("costs", b"\xff\xfe", ("leer",)),
    "header only": ("costs", csv_bytes(grid("costs")[:1]), ("Kopfzeile",)),
    "header without line end": ("costs", csv_bytes(grid("costs")[:1]).rstrip(), ("Kopfzeile",)),
    "cut in the header": ("costs", COSTS[:60], ("kosten.csv",)),
    "header and blank lines": ("costs", csv_bytes(grid("costs")[:1]) + b"\n\r\n\n", ("Kopfzeile",)),
    "NUL at the end": ("costs", COSTS + b"\0", ("NUL",)),
    "NUL inside": ("costs", COSTS.replace(b"1000,5", b"10\x000", 1), ("NUL",)),
    "NUL in UTF-16": ("costs", (COSTS + b"\0").decode().encode("utf-16"), ("NUL",)),
    "UTF-16 cut in a character": ("costs", COSTS.decode().encode("utf-16")[:-1], ()),
    "neither UTF-8 nor Windows": ("costs", COSTS.replace(b"Eigenmittel", b"Eigen\x81ittel", 1), ()),
    "open quote": ("costs", COSTS.replace(b"TH 18", b'"TH 18', 1), ("Zeile 2", "Anführungszeichen")),
    "open quote in the header": ("costs", b'"' + COSTS, ()),
    "no row kept": ("costs", COSTS.replace(b"31.12.2021", b"31.12.2020"), ("Befunde",)),
    "Mac line ends": ("costs", COSTS.replace(b"\n", b"\r"), ()),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_unusable_files_are_refused_with_one_sentence(tmp_path: Path, fault: str) -> None:
    table, content, words = REFUSED[fault]
    for other in FILES:
        deliver(tmp_path, other, csv_bytes([*grid(other), ["zu", "kurz"]]))
    deliver(tmp_path, table, content)
    outcome = check([tmp_path])
    assert [file.source.table for file in outcome.files] == list(FILES)
    for file in outcome.files:
        if file.source.table == table:
            assert file.refused and is_one_sentence(file.refused), file.refused
            assert all(word in file.refused for word in words), file.refused
            assert file.books == Books() and file.as_json()["records"] == 0
        else:
            assert not file.refused and file.books == Books(4, 3, 1, 0)
            assert [(finding.line, finding.severity) for finding in file.findings] == [(5, "error")]
    assert outcome.exit_code == 2
    store = Store(tmp_path / "store")
    assert publish(tmp_path, store).snapshot_id is None and store.current() is None


def test_findings_of_a_file_without_a_kept_row_are_told(tmp_path: Path) -> None:
    deliver(tmp_path, "costs", COSTS.replace(b"31.12.2021", b"31.12.2020"))
    [file] = check([tmp_path]).files
    assert {(finding.line, finding.column) for finding in file.findings} == {(line, "Stichtag") for line in (2, 3, 4)}


READABLE: dict[str, Callable[[list[list[str]]], bytes]] = {
    "BOM": lambda cells: b"\xef\xbb\xbf" + csv_bytes(cells),
    "CRLF": lambda cells: csv_bytes(cells, end="\r\n"),
    "cp1252": lambda cells: csv_bytes(cells).decode().encode("cp1252"),
    "UTF-16 LE": lambda cells: b"\xff\xfe" + csv_bytes(cells).decode().encode("utf-16-le"),
    "UTF-16 BE": lambda cells: b"\xfe\xff" + csv_bytes(cells, end="\r\n").decode().encode("utf-16-be"),
    "comma": lambda cells: csv_bytes(cells, ","),
    "tab": lambda cells: csv_bytes(cells, "\t"),
    "bar": lambda cells: csv_bytes(cells, "|"),
    "columns reversed": lambda cells: csv_bytes([row[::-1] for row in cells]),
    "padded": lambda cells: csv_bytes([[f"\u00a0 {cell}\t" for cell in row] for row in cells]),
    "all quoted": lambda cells: csv_bytes([[f'"{cell}"' for cell in row] for row in cells]).replace(b'"""', b'"'),
    "blank lines": lambda cells: csv_bytes(cells, end="\n\n"),
}


@pytest.mark.parametrize("table", FILES)
@pytest.mark.parametrize("dialect", READABLE)
def test_what_is_understood_without_loss_gives_no_finding(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, table: str, dialect: str
) -> None:
    path = deliver(tmp_path, table, csv_bytes(grid(table)))
    plain = plain_intake.read(path, DELIVERY, table)
    assert not plain.findings and len(plain.kept) == 3
    found = checked(con, deliver(tmp_path, table, READABLE[dialect](grid(table))), table, DELIVERY)
    assert (found.refused, found.findings, found.books) == (None, [], Books(3, 3, 0, 0))
    fields = [name for _, name, _, _ in plain_intake.COLUMNS[table]]
    assert [{name: row[name] for name in fields} for row in kept(found)] == [row.values for row in plain.kept]


@pytest.mark.parametrize(("cut", "findings"), [
    (3, {(4, None, "warning")}),
    (12, {(4, None, "warning"), (4, None, "error")}),
    (1, {(4, None, "warning")}),
])  # fmt: skip
def test_a_cut_file_is_told_from_a_whole_one(tmp_path: Path, cut: int, findings: set[tuple[int, None, str]]) -> None:
    [file] = check([deliver(tmp_path, "costs", COSTS[:-cut])]).files
    assert {(finding.line, finding.column, finding.severity) for finding in file.findings} == findings
    assert all(is_one_sentence(finding.message) for finding in file.findings)
    assert file.books == (Books(3, 2, 1, 0) if cut == 12 else Books(3, 3, 0, 0))


def test_an_odd_extra_header_spoils_no_file(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    """Only as cells of another delimiter would this header be unreadable."""
    for name in ("a\rb", "a\nb", 'a"b', "a,b", "a;b"):
        cells = [[*row[:2], "x", *row[2:]] for row in grid("costs")]
        cells[0][2] = name
        assert compare(con, deliver(tmp_path, "costs", csv_bytes(cells)), "costs", DELIVERY).books.kept == 3


@pytest.mark.parametrize("extra", ["Bemerkung", "stichtag", ""])
def test_an_unknown_column_is_one_warning(tmp_path: Path, extra: str) -> None:
    cells = [[*row, "x"] for row in grid("costs")]
    cells[0][-1] = extra
    outcome = check([deliver(tmp_path, "costs", csv_bytes(cells))])
    [finding] = outcome.files[0].findings
    assert (finding.line, finding.column, finding.severity) == (1, extra, "warning")
    assert outcome.files[0].books.kept == 3 and outcome.exit_code == 1 and is_one_sentence(finding.message)


def test_a_longer_record_is_set_aside_though_its_surplus_is_empty(tmp_path: Path) -> None:
    lines = COSTS.split(b"\n")
    lines[2] += b";;"
    lines[1] = lines[1].replace(b"TH 18", b'"TH;18"')
    [file] = check([deliver(tmp_path, "costs", b"\n".join(lines))]).files
    assert [(finding.line, finding.severity) for finding in file.findings] == [(3, "error")] and file.books.kept == 2


def test_a_cell_of_a_million_characters_reads_the_same_on_both_paths(tmp_path: Path) -> None:
    outcomes = []
    for quote in (b"", b' "'):  # the blank before the quote forces the careful path
        content = COSTS.replace(b"TH 18", b"x" * 1_000_000, 1).replace(b"TH 18", b"TH 18" + quote, 1)
        [file] = check([deliver(tmp_path, "costs", content)]).files
        outcomes.append((file.refused, file.books, places(file.findings)))
    assert outcomes[0] == outcomes[1]


def test_lines_are_right_in_a_file_that_several_threads_read(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    header, row, *_ = COSTS.decode().splitlines()
    lines = [header, *(row.replace(";B0;", f";B{line};") for line in range(2, 400_002))]
    wrong = range(1_000, 400_000, 9_973)
    for line in wrong:
        lines[line - 1] = lines[line - 1].replace("1000,5", f"falsch {line}")
    lines[390_000 - 1] = lines[30_000 - 1]
    found = checked(con, deliver(tmp_path, "costs", "\n".join([*lines, ""]).encode()), "costs", DELIVERY)
    said = [(finding.line, finding.column, finding.value) for finding in found.findings]
    expected = [(line, "Betrag in EUR", f"falsch {line}") for line in wrong]
    assert said == sorted([*expected, (390_000, "Buchungs-Nr", "B30000")])
    rows = pq.read_table(found.rows, columns=["source_line", "posting_id"]).to_pydict()
    left = [line for line in range(2, 400_002) if line not in {*wrong, 390_000}]
    assert rows["source_line"] == left and rows["posting_id"] == [f"B{line}" for line in left]


def test_a_file_of_any_name_is_told_by_its_header(tmp_path: Path) -> None:
    deliver(tmp_path, "costs", COSTS).rename(tmp_path / "2021-12-31" / "Export SAP 4711.CSV")
    deliver(tmp_path, "measures", csv_bytes(grid("measures")))
    (tmp_path / "2021-12-31" / "notiz.txt").write_bytes(COSTS)
    publication = publish(tmp_path, Store(tmp_path / "store"))
    assert [(file.source.table, file.source.name) for file in publication.files] == [
        ("measures", "2021-12-31/massnahmen.csv"),
        ("costs", "2021-12-31/Export SAP 4711.CSV"),
    ]
    assert publication.snapshot_id and [file.books.kept for file in publication.files] == [3, 3]


def test_an_export_that_comes_twice_is_refused_the_second_time(tmp_path: Path) -> None:
    deliver(tmp_path, "costs", COSTS).with_name("kosten neu.csv").write_bytes(COSTS)
    publication = publish(tmp_path, Store(tmp_path / "store"))
    assert [bool(file.refused) for file in publication.files] == [False, True] and publication.snapshot_id is None
    assert "2021-12-31/kosten.csv" in (publication.files[1].refused or "")


def test_a_file_that_is_no_export_says_what_is_wanted(tmp_path: Path) -> None:
    deliver(tmp_path, "costs", COSTS).with_name("liste.csv").write_bytes(b"a,b\n1,2\n")
    [_, file] = check([tmp_path]).files
    assert file.refused and is_one_sentence(file.refused) and "breitband.csv" in file.refused


def test_a_folder_that_is_no_day_is_refused_and_the_others_are_checked(tmp_path: Path) -> None:
    path = deliver(tmp_path, "costs", COSTS)
    shutil.copytree(path.parent, tmp_path / "2021-02-30")
    outcome = check([tmp_path])
    assert [bool(file.refused) for file in outcome.files] == [True, False] and outcome.exit_code == 2
    assert is_one_sentence(outcome.files[0].refused or "") and outcome.files[0].source.name == "2021-02-30"
    assert publish(tmp_path, Store(tmp_path / "store")).snapshot_id is None


def test_a_single_file_outside_a_dated_folder_is_checked_without_its_date(tmp_path: Path) -> None:
    path = tmp_path / "kosten.csv"
    path.write_bytes(COSTS.replace(b"31.12.2021", b"30.06.2020"))
    outcome = check([path])
    assert (outcome.exit_code, outcome.files[0].books) == (0, Books(3, 3, 0, 0))
    published = publish(path, Store(tmp_path / "store"))
    assert is_one_sentence(published.files[0].refused or "") and "Ordner mit dem Stichtag" in (
        published.files[0].refused or ""
    )
    assert published.snapshot_id is None and Store(tmp_path / "store").current() is None


@pytest.mark.parametrize("make", ["nothing", "empty folder", "folder without exports", "empty delivery"])
def test_nothing_to_read_is_said_in_one_sentence(tmp_path: Path, make: str) -> None:
    path = tmp_path / "x"
    if make != "nothing":
        (path / {"folder without exports": "a", "empty delivery": "2021-12-31"}.get(make, "")).mkdir(parents=True)
    outcome = check([path])
    assert outcome.exit_code == 2 and [is_one_sentence(file.refused or "") for file in outcome.files] == [True]


def test_a_delivery_may_be_named_in_any_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = deliver(tmp_path, "costs", COSTS)
    for where, paths in ((path.parent, [Path()]), (path.parent, [Path("kosten.csv")]), (tmp_path, [Path()])):
        monkeypatch.chdir(where)
        [file] = check(paths).files
        assert file.source.delivery == DELIVERY and file.books.kept == 3
    [file] = check([tmp_path, path, path.parent]).files  # the same file is checked once
    assert file.findings == []


# (d) wide files of the Breitbandatlas

CLASSES = (
    ("alle Technologien ≥ 50 Mbit/s", "alle", 50),
    ("FTTH/B ≥ 1000 Mbit/s", "FTTB/H", 1000),
    ("CATV ≥ 50 Mbit/s", "HFC", 50),
    ("leitungsg. Technologien ≥ 1000 Mbit/s", "leitungsgebunden", 1000),
    ("mobile Technologien ≥ 16 Mbit/s", "drahtlos", 16),
    ("DSL ≥ 16 Mbit/s", "DSL", 16),
)
ATLAS_DAY = dt.date(2021, 6, 30)
CELLS = (
    "0",
    "0.0",
    "0,00",
    "",
    "",
    "12.5",
    "12,5",
    "100",
    "100.00",
    "99,99",
    "100.01",
    "101",
    "-1",
    "abc",
    "1.234",
    "50",
)
PLACES = ("03241001", "03241002", "03241", "03", "00", "03241001-05", "3241001", "abc", "", "03241001-14", "032410010")
LEVELS = {2: "Land", 5: "Kreis", 8: "Gemeinde", 11: "Stadtbezirk"}
KNOWN = {
    "03241001": "Hannover, Landeshauptstadt",
    "03241002": "Barsinghausen",
    "03241": "Region Hannover",
    "03": "Niedersachsen",
    "00": "Deutschland",
}


def atlas(tmp_path: Path, records: list[list[str]], *, names: list[str], delimiter: str = ";") -> CheckedFile:
    path = tmp_path / ATLAS_DAY.isoformat() / "breitband.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(csv_bytes([names, *records], delimiter))
    with duckdb.connect() as con:
        return checked(con, path, "broadband", ATLAS_DAY)


def share(cell: str) -> Decimal | None:
    """A share with point or comma; ValueError when it is none."""
    if not re.fullmatch("[0-9]{1,3}([.,][0-9]{1,2})?", cell) and cell:
        raise ValueError(cell)
    value = Decimal(cell.replace(",", ".")) if cell else None
    if value is not None and value > 100:
        raise ValueError(cell)
    return value


@pytest.mark.parametrize("seed", range(12))
def test_wide_files_are_unpivoted(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    delimiter, own_name = rng.choice(";,"), rng.choice((None, "Gemeinde", "gen"))
    classes = [*rng.sample(CLASSES[1:], 4), CLASSES[0]]
    names = [own_name] * bool(own_name) + ["AGS"] + [header for header, _, _ in classes]
    records, rows, findings = [], [], set()
    for line, ags in enumerate(rng.sample(PLACES, 9), start=2):
        cells = [rng.choice(rng.choice((CELLS, CELLS[:3], ("33.3",)))) for _ in classes]
        cells = rng.choice((cells, cells, [rng.choice(CELLS[:4]) for _ in classes]))
        name = rng.choice(("Hannover, Stadt", ""))
        records.append([name] * bool(own_name) + [ags] + cells)
        bad_area = len(ags) not in LEVELS or not ags.replace("-", "").isdigit() or ags.endswith("-14")
        findings |= {(line, "AGS", "error")} if bad_area else set()
        empty = not any(cell.strip("0.,") for cell in cells)
        for (header, technology, speed), cell in zip(classes, cells, strict=True):
            try:
                value = None if empty else share(cell)
            except ValueError:
                findings.add((line, header, "error"))
                continue
            known_as = (name if own_name else "") or KNOWN.get(ags, ags)
            level = "Bund" if ags == "00" else LEVELS.get(len(ags), "")
            if not bad_area:
                rows.append((line, ags, known_as, level, technology, speed, value))
    found = atlas(tmp_path, records, names=names, delimiter=delimiter)
    assert not found.refused, found.refused
    assert {(finding.line, finding.column, finding.severity) for finding in found.findings} == findings
    assert len(found.findings) == len(findings)
    columns = ("source_line", "area_id", "area_name", "level", "technology", "min_mbits", "coverage_pct")
    assert [tuple(row[name] for name in columns) for row in kept(found)] == rows
    cells_read = len(records) * len(classes)
    assert found.books == Books(cells_read, len(rows), cells_read - len(rows), 0)
    fixed = {(row["as_of"], row["user_group"], row["source"], row["premises_total"]) for row in kept(found)}
    assert fixed == {(ATLAS_DAY, "Privathaushalte", "Breitbandatlas 06/2021", None)}


ATLAS_NAMES = ["AGS", "alle Technologien ≥ 50 Mbit/s", "FTTH/B ≥ 1000 Mbit/s"]


def test_a_cell_above_100_is_set_aside_alone(tmp_path: Path) -> None:
    found = atlas(tmp_path, [["03241001", "100.5", "28,2"], ["03241", "0", "0.00"]], names=ATLAS_NAMES)
    assert [(finding.line, finding.column, finding.value) for finding in found.findings] == [
        (2, "alle Technologien ≥ 50 Mbit/s", "100.5")
    ]
    assert [row["coverage_pct"] for row in kept(found)] == [Decimal("28.2"), None, None]
    assert found.books == Books(4, 3, 1, 0)


def test_the_same_ags_twice_is_told_once_a_line(tmp_path: Path) -> None:
    same, other = ["03241001", "50", "5.0"], ["03241001", "50.0", "6"]
    found = atlas(tmp_path, [same, ["03", "1", "1"], same], names=ATLAS_NAMES)
    assert [(finding.line, finding.column) for finding in found.findings] == [(4, "AGS")]
    assert found.books == Books(6, 4, 2, 0)
    found = atlas(tmp_path, [same, ["03", "1", "1"], other], names=ATLAS_NAMES)  # 50 = 50.0, but 5.0 is not 6
    assert {(finding.line, finding.column) for finding in found.findings} == {(2, "AGS"), (4, "AGS")}
    assert found.books == Books(6, 3, 3, 0) and len(found.findings) == 3


def test_a_short_wide_record_counts_all_its_cells(tmp_path: Path) -> None:
    found = atlas(tmp_path, [["03241001", "50", "5"], ["03", "1"]], names=ATLAS_NAMES)
    assert [(finding.line, finding.severity) for finding in found.findings] == [(3, "error")]
    assert found.books == Books(4, 2, 2, 0)


@pytest.mark.parametrize("case", ["business edition", "no AGS", "no folder date"])
def test_wide_files_that_cannot_be_understood_are_refused(tmp_path: Path, case: str) -> None:
    names = {"business edition": ["AGS", *ATLAS_NAMES[2:], "x"], "no AGS": ["Kennung", *ATLAS_NAMES[1:]]}.get(
        case, ATLAS_NAMES
    )
    found = atlas(tmp_path, [["03241001", "50", "5"]], names=names)
    if case == "no folder date":
        found = check([(tmp_path / ATLAS_DAY.isoformat() / "breitband.csv").rename(tmp_path / "breitband.csv")]).files[
            0
        ]
    assert found.refused and is_one_sentence(found.refused), found.refused
    assert {"business edition": "breitbandatlas-unternehmen", "no AGS": "AGS", "no folder date": "Ordner"}[
        case
    ] in found.refused


def test_what_looks_like_a_delivery_is_never_passed_over(tmp_path: Path) -> None:
    deliver(tmp_path, "costs", COSTS)
    (tmp_path / "2020-12-31 neu").mkdir()
    (tmp_path / "massnahmen.csv").write_bytes(b"x")
    (tmp_path / "2021-12-31" / "massnahmen.xlsx").write_bytes(b"PK")
    (tmp_path / "2021-12-31" / "~$massnahmen.xlsx").write_bytes(b"PK")
    (tmp_path / "README.md").write_text("x")
    refused = {file.source.name: file.refused for file in check([tmp_path]).files if file.refused}
    assert list(refused) == ["2020-12-31 neu", "2021-12-31/massnahmen.xlsx", "massnahmen.csv"]
    assert all(is_one_sentence(sentence) for sentence in refused.values())


def test_invisible_signs_around_a_cell_are_white_space(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    plain = kept(checked(con, deliver(tmp_path / "plain", "costs", COSTS), "costs", DELIVERY))
    blanks = "\u2003\u200b\u3000\ufeff\x85".encode()
    padded = (
        b"\n".join(b";".join(blanks + cell + blanks for cell in line.split(b";")) for line in COSTS.splitlines())
        + b"\n"
    )
    assert kept(checked(con, deliver(tmp_path / "padded", "costs", padded), "costs", DELIVERY)) == plain


@pytest.mark.parametrize(
    "above", ["Alle Beträge in TEUR", "Angaben in Mio. EUR", ";;T€", "Haushalt 2021 (in Tsd. Euro)"]
)
def test_amounts_that_a_line_above_calls_thousands_are_refused(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, above: str
) -> None:
    """They would be read as euros."""
    file = tmp_path / "kosten.csv"
    file.write_bytes(f"{above}\n".encode() + csv_bytes(grid("costs")))
    assert "gelesen würden Euro: bitte in Euro exportieren" in (checked(con, file, "costs", DELIVERY).refused or "")


@pytest.mark.parametrize(
    "above", ["Strategie mit 5 Mio. EUR", "Betrieb in Millstadt, Stand 31.12.2021", "Beträge in EUR"]
)
def test_a_line_above_that_only_names_a_sum_refuses_nothing(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, above: str
) -> None:
    file = tmp_path / "kosten.csv"
    file.write_bytes(f"{above}\n".encode() + csv_bytes(grid("costs")))
    assert not checked(con, file, "costs", DELIVERY).refused


def test_a_slip_in_one_number_is_no_mixture_of_writings(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    """Nobody has to export 3,000 rows anew for it."""
    names, first, *_ = grid("costs")
    amount, number = names.index("Betrag in EUR"), names.index("Buchungs-Nr")
    rows = [list(first) for _ in range(4)]
    for index, (row, text) in enumerate(zip(rows, ("7,5", "1250.00", "1.234,5x", "8,25"), strict=True)):
        row[number], row[amount] = f"B{index}", text
    (tmp_path / "kosten.csv").write_bytes(csv_bytes([names, *rows]))
    said = {one.value: one.message for one in checked(con, tmp_path / "kosten.csv", "costs", DELIVERY).findings}
    assert "auf zwei Arten" in said["1250.00"] and "Bitte eine Zahl wie 1234,56 angeben" in said["1.234,5x"]


def test_line_ends_in_cells_are_counted_for_those_who_look_into_excel(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    names, *rows = grid("measures")
    rows[0][names.index("Titel")] = "Zwei\nZeilen\nmehr"
    (tmp_path / "massnahmen.csv").write_bytes(csv_bytes([names, *rows]))
    file = checked(con, tmp_path / "massnahmen.csv", "measures", DELIVERY)
    assert file.beside.breaks == 2 and not file.refused


@pytest.mark.parametrize(("shares", "told"), [
    (["0,5", "0,75", "1"] * 4, True), (["0,5", "0,75"], False), (["0", "1"] * 6, False), (["0,5", "100"] * 6, False),
])  # fmt: skip
def test_a_column_of_fractions_is_told(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, shares: list[str], told: bool
) -> None:
    names, first, *_ = grid("measures")
    rows = [list(first) for _ in shares]
    for number, (row, share) in enumerate(zip(rows, shares, strict=True)):
        row[names.index("Maßnahme-Nr")], row[names.index("Fortschritt in Prozent")] = f"5.{number}", share
        row[names.index("Bearbeitungsstand")], row[names.index("Ende Ist")] = "geplant", ""
    (tmp_path / "massnahmen.csv").write_bytes(csv_bytes([names, *rows]))
    file = checked(con, tmp_path / "massnahmen.csv", "measures", DELIVERY)
    assert any("50 statt 0,5" in one.message for one in file.findings) == told and file.books.kept == len(shares)


@pytest.mark.parametrize(("written", "told"), [
    (["THH 18", "THH 18", "THH\u00a018"], ["THH\u00a018"]),
    (["THH 18", "THH 18", "thh  18", "THH\u200b 18"], ["THH\u200b 18", "thh  18"]),
    (["Gru\u0308n", "Grün"], ["Grün"]),
    (["THH 18", "THH 19", "THH18", "THH 18 1"], []),
])  # fmt: skip
def test_a_sub_budget_written_in_two_ways_is_told(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, written: list[str], told: list[str]
) -> None:
    """Each counts as its own, as delivered; nobody would see why the budget is split."""
    names, first, *_ = grid("costs")
    rows = [list(first) for _ in written]
    for number, (row, text) in enumerate(zip(rows, written, strict=True)):
        row[names.index("Buchungs-Nr")], row[names.index("Teilhaushalt")] = f"B{number}", text
    (tmp_path / "kosten.csv").write_bytes(csv_bytes([names, *rows]))
    file = checked(con, tmp_path / "kosten.csv", "costs", DELIVERY)
    found = [one for one in file.findings if "zählt aber getrennt" in one.message]
    assert [one.value for one in found] == told and {one.column for one in found} <= {"Teilhaushalt"}
    assert all(f"„{written[0]}“" in one.message and "(1\u00a0Zeile)" in one.message for one in found)


def test_spellings_beyond_number_are_told_in_part(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    """A column of chance must not fill the memory with warnings."""
    names, first, *_ = grid("costs")
    rows = [list(first) for _ in range(2_400)]
    for number, row in enumerate(rows):
        row[names.index("Buchungs-Nr")] = f"B{number}"
        row[names.index("Produkt")] = f"{'pP'[number % 2]} {number // 2}"
    (tmp_path / "kosten.csv").write_bytes(csv_bytes([names, *rows]))
    file = checked(con, tmp_path / "kosten.csv", "costs", DELIVERY)
    assert sum("zählt aber getrennt" in one.message for one in file.findings) == 1_000 and file.books.kept == 2_400


@pytest.mark.parametrize(("cell", "refused"), [("50", True), ("", False), (" ", False)])
def test_a_column_without_a_name_between_commas_must_be_empty(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, cell: str, refused: bool
) -> None:
    """1000,50 between commas without quotes: the cents would be in it."""
    cells = [[*row, cell if number else ""] for number, row in enumerate(grid("costs"))]
    (tmp_path / "kosten.csv").write_bytes(csv_bytes(cells, ","))
    assert (
        "ohne Namen enthält Werte" in (checked(con, tmp_path / "kosten.csv", "costs", DELIVERY).refused or "")
    ) == refused
