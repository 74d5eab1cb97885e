"""Source profiles: every shipped family reads its look-alike to the value, and a city adds one without Python."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import xlsxwriter

from analytics.errors import UserFacingError
from analytics.findings import CheckedFile
from analytics.intake import check_files
from analytics.intake.delivery import delivered_files
from analytics.intake.profiles import Profile, profiles
from analytics.publish import check
from analytics.settings import ROOT, Settings
from tests.dirty_files import csv_bytes, grid
from tests.foreign_files import DAY, FOREIGN, Foreign
from tests.plain_intake import COLUMNS


def read(
    folder: Path, foreign: Foreign, name: str = "", profile: str | None = None
) -> tuple[CheckedFile, list[dict[str, object]]]:
    """The product's answer to a foreign file, and the rows it kept."""
    path = folder / DAY.isoformat() / (name or foreign.export)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(foreign.content)
    [file] = check_files(delivered_files([path], profile or foreign.profile), folder)
    return file, pq.read_table(file.rows).to_pylist() if file.rows else []


@pytest.mark.parametrize("name", FOREIGN)
def test_a_foreign_file_becomes_exactly_what_it_says(tmp_path: Path, name: str) -> None:
    foreign = FOREIGN[name]
    file, rows = read(tmp_path, foreign)
    assert not file.refused, file.refused
    assert file.profile and file.books.balanced
    assert (file.books.left_out, file.books.set_aside) == (foreign.left_out, foreign.set_aside)
    found = [{column: row[column] for column in foreign.expected[0]} for row in rows]
    assert found == foreign.expected


@pytest.mark.parametrize("name", FOREIGN)
def test_a_foreign_file_is_told_by_its_header_whatever_its_name(tmp_path: Path, name: str) -> None:
    file, rows = read(tmp_path, FOREIGN[name], "Export (2) endgültig.csv")
    assert len(rows) == len(FOREIGN[name].expected) and file.source.table


@pytest.mark.parametrize("name", FOREIGN)
def test_the_columns_of_a_shipped_family_are_all_known(tmp_path: Path, name: str) -> None:
    file, _ = read(tmp_path, FOREIGN[name])
    assert not [finding for finding in file.findings if "gehört nicht zum Export" in finding.message]


def test_a_header_that_fits_two_profiles_names_both(tmp_path: Path) -> None:
    business = FOREIGN["Unternehmen"]
    file, _ = read(tmp_path, Foreign(business.export, business.content, []))
    assert (
        file.refused
        and "breitbandatlas-unternehmen" in file.refused
        and "breitbandatlas-gewerbegebiete" in file.refused
    )


def test_a_profile_that_does_not_fit_is_refused_and_an_unknown_one_is_named(tmp_path: Path) -> None:
    file, _ = read(tmp_path, FOREIGN["verf_300_50"], profile="breitbandatlas-kurz")
    assert file.refused and "passt nicht" in file.refused
    with pytest.raises(UserFacingError, match="„gibtsnicht“ gibt es nicht: bitte eines von breitbandatlas"):
        read(tmp_path, FOREIGN["verf_300_50"], profile="gibtsnicht")


def test_a_foreign_file_without_the_date_of_a_folder_asks_for_it(tmp_path: Path) -> None:
    path = tmp_path / "breitband.csv"
    path.write_bytes(FOREIGN["verf_300_50"].content)
    assert "Ordner mit dem Stichtag" in (check([path]).files[0].refused or "")


@pytest.mark.parametrize("name", ["Breitbandatlas, point", "Freiburg", "Köln", "Portfolio"])
def test_a_foreign_file_that_lacks_a_column_names_it(tmp_path: Path, name: str) -> None:
    foreign = FOREIGN[name]
    gone = {"Freiburg": b"Teilhaushalte Bezeichnung", "Portfolio": b"Department,", "Köln": b"Teilplanbezeichnung"}.get(
        name, b"AGS"
    )
    file, _ = read(
        tmp_path, Foreign(foreign.export, foreign.content.replace(gone, b"Etwas" + b"," * gone.endswith(b","), 1), [])
    )
    assert file.refused and gone.decode().strip(",") in file.refused and "Profil" in file.refused


@pytest.mark.parametrize(
    "written", ["10\u00a0= ordentliche Erträge", "17  =  ordentliche", "11 – Personal", "Summe", "1 - Steuern"]
)
def test_a_line_of_a_plan_that_is_written_otherwise_is_set_aside_and_never_counted(
    tmp_path: Path, written: str
) -> None:
    koeln = FOREIGN["Köln"]
    content = koeln.content.replace(b"17 = ordentliche Aufwendungen", written.encode())
    file, rows = read(tmp_path, Foreign(koeln.export, content, []))
    assert len(rows) == len(koeln.expected) and file.books.set_aside == 2 and file.books.left_out == 2
    assert "Teilplanzeile" in {finding.column for finding in file.findings}


def test_a_mark_among_zeros_is_keine_angabe_as_an_empty_cell_is(tmp_path: Path) -> None:
    atlas = FOREIGN["Breitbandatlas, point"]
    *above, zeros = atlas.content.splitlines(keepends=True)
    marked = re.sub(rb"([;,])0([.]0+)?(?=[;,\r\n])", rb"\1-", zeros, count=1)
    assert marked != zeros
    _, rows = read(tmp_path, Foreign(atlas.export, b"".join([*above, marked]), []))
    assert [row["coverage_pct"] for row in rows] == [row["coverage_pct"] for row in atlas.expected]


LATE = """
title = "Spät geschrieben"
export = "kosten.csv"
fingerprint = ["Soll T€"]
[columns]
"Betrag in EUR" = ["Soll T€"]
"Buchungs-Nr" = ["Nr"]
Monat = ["Periode"]
[fixed]
Stichtag = "{Stichtag}"
"Maßnahme-Nr" = "5.01"
Haushaltsjahr = "{Jahr}"
Teilhaushalt = "TH 18"
Haushalt = "Ergebnishaushalt"
Kostenart = "Sonstige"
Wertart = "Ist"
Finanzierung = "Eigenmittel"
Genehmigung = "beschlossen"
[factors]
"Betrag in EUR" = 1000
"""


def test_a_column_that_shows_its_writing_late_is_read_by_all_of_its_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One column is written otherwise from the first row on, the one that the profile multiplies from row 5,000 on."""
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "late.toml").write_text(LATE, "utf-8")
    monkeypatch.setenv("DIGITALBILANZ_PROFILES", str(tmp_path / "profiles"))
    profiles.cache_clear()
    try:
        rows = [f"{number};2,0;{'1.234,5' if number >= 5000 else '7,5'}" for number in range(6000)]
        file, kept = read(tmp_path, Foreign("kosten.csv", "\n".join(["Nr;Periode;Soll T€", *rows, ""]).encode(), []))
    finally:
        profiles.cache_clear()
    assert not file.findings and [row["month"] for row in kept] == [2] * 6000
    assert [row["amount_eur"] for row in kept] == [*[Decimal(7500)] * 5000, *[Decimal(1_234_500)] * 1000]
    assert [row["source_line"] for row in kept] == [*range(2, 6002)]


def test_two_who_ask_at_once_both_get_the_profiles() -> None:
    """Right after a start: nothing of the process is shared while patterns are tried."""
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda _: profiles.__wrapped__(), range(12)))
    assert all(one == found[0] for one in found)


ROW = csv_bytes(grid("costs")).splitlines()[2]
GOOD = {"title": "x", "export": "kosten.csv", "fingerprint": ["a"]}


@pytest.mark.parametrize("fault", [
    {"export": "haushalt.csv"},
    {"fixed": {"Betrag": "1"}},
    {"columns": {"Stand": ["x"]}},
    {"unpivot": {"pattern": "([0-9]+)", "groups": [], "value": "Betrag in EUR"}},
    {"unpivot": {"pattern": "(", "groups": ["Haushaltsjahr"], "value": "Betrag in EUR"}},
    {"numbers": {"Betrag in EUR": "englisch"}},
    {"colums": {}},
    {"fixed": {"Teilhaushalt": "TH {Projekt"}},
    {"fixed": {"Teilhaushalt": "TH {}"}},
    {"leave_out": [{"column": "a", "pattern": "(?!x).*", "reason": "x"}]},
    {"factors": {"Betrag in EUR": 0}},
    {"values": {"Kostenart": {"Z1": "Zinsen"}}},
])  # fmt: skip
def test_a_wrong_profile_is_told_when_it_is_read(fault: dict[str, object]) -> None:
    Profile.model_validate(GOOD)
    with pytest.raises(ValueError, match="validation error"):
        Profile.model_validate(GOOD | fault)


@pytest.mark.parametrize(("text", "said"), [
    ("title = x", "es ist kein TOML (Zeile 1, Spalte"),
    ('title = "x"\nexport = "kosten.csv"\ncolums = 1', "colums ist kein Schlüssel eines Profils"),
    ('title = "x"\nexport = "kosten.csv"\n[columns]\nProdukt = "P"', 'columns.Produkt braucht eine Liste wie ["Name"]'),
    ('title = "x"', "export fehlt"),
    ('title = "x"\nexport = "kosten.csv"\n[fixed]\nProduktt = "P"', "diese Spalten hat kosten.csv nicht: Produktt"),
])  # fmt: skip
def test_a_wrong_profile_is_told_in_german(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    (tmp_path / "eigen.toml").write_text(text, "utf-8")
    monkeypatch.setenv("DIGITALBILANZ_PROFILES", str(tmp_path))
    with pytest.raises(UserFacingError) as fault:
        profiles.__wrapped__()
    sentence = str(fault.value)
    assert sentence.startswith("Das Profil eigen.toml ist nicht brauchbar, ") and said in sentence
    assert sentence.endswith(": bitte berichtigen.") and "pydantic" not in sentence and "Input" not in sentence


def test_the_profile_of_the_readme_reads_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (ROOT / "data" / "profiles" / "README.md").read_text("utf-8")
    [example] = re.findall(r"```toml\n(.*?)```", readme, re.DOTALL)
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "eigen.toml").write_text(example, "utf-8")
    monkeypatch.setenv("DIGITALBILANZ_PROFILES", str(tmp_path / "profiles"))
    profiles.cache_clear()
    try:
        content = "Konto;Projekt;Amt;Ansatz 2021;Ist 2021\n1;5.01;TH 1;1.000,50;7\nSumme;;;1;2\n"
        file, rows = read(tmp_path, Foreign("kosten.csv", content.encode(), []))
    finally:
        profiles.cache_clear()
    assert not file.findings and file.books.left_out == 2
    assert [(row["value_type"], row["amount_eur"]) for row in rows] == [
        ("Ansatz", Decimal("1000.5")),
        ("Ist", Decimal(7)),
    ]


OWN = """
title = "Projektliste der Beispielstadt"
export = "kosten.csv"
fingerprint = ["Projekt", "Summe T€"]

[columns]
"Maßnahme-Nr" = ["Projekt"]
"Buchungs-Nr" = ["Lfd"]
Kostenart = ["Art"]
"Betrag in EUR" = ["Summe T€"]

[fixed]
Stichtag = "{Stichtag}"
Haushaltsjahr = "{Jahr}"
Teilhaushalt = "TH 18"
Haushalt = "Ergebnishaushalt"
Wertart = "Ansatz"
Finanzierung = "Eigenmittel"
Genehmigung = "beschlossen"

[values.Kostenart]
"lfd*" = "Wartung"

[factors]
"Betrag in EUR" = 1000
"""


def command(profile_folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "analytics", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"DIGITALBILANZ_PROFILES": str(profile_folder)},
    )


def test_a_city_adds_a_profile_without_python(tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "beispielstadt.toml").write_text(OWN, "utf-8")
    delivery = tmp_path / "exports" / "2021-12-31"
    delivery.mkdir(parents=True)
    text = (
        "Projektliste, Stand Dezember\n\nLfd;PROJEKT;Art;Summe T€\n1;4.01;lfd. Betrieb;1.234,5\n2;4.02;Support;-0,25\n"
    )
    (delivery / "Projektliste.csv").write_bytes(text.encode("cp1252"))
    store = str(tmp_path / "store")
    done = command(tmp_path / "profiles", "publish", "--exports", str(delivery.parent), "--store", store)
    assert done.returncode == 0, done.stdout + done.stderr
    asked = command(
        tmp_path / "profiles", "ask", "table/costs", "--store", store, "--format", "csv"
    ).stdout.splitlines()
    assert [line.split(",")[1:5] + line.split(",")[-1:] for line in asked[1:]] == [
        ["1", "4.01", "2021", "", "1234500.00"], ["2", "4.02", "2021", "", "-250.00"],
    ]  # fmt: skip


def test_the_command_line_names_a_profile_and_tells_what_stands_beside_the_records(tmp_path: Path) -> None:
    delivery = tmp_path / DAY.isoformat()
    delivery.mkdir()
    (delivery / "breitband.csv").write_bytes(b"Breitbandatlas\n\n" + FOREIGN["Unternehmen"].content)
    arguments = ("check", str(delivery), "--profile", "breitbandatlas-unternehmen")
    done = command(Settings.from_env().profiles, *arguments)
    assert done.returncode == 0, done.stdout
    assert done.stdout.strip().endswith(
        "(Profil „Breitbandatlas, Unternehmen“, 1\u00a0Zeile Vorspann, 1\u00a0Leerzeile)"
    )
    assert command(Settings.from_env().profiles, "check", str(delivery)).returncode == 2


def test_a_profile_that_cannot_be_read_names_its_file(tmp_path: Path) -> None:
    (tmp_path / "kaputt.toml").write_text("title = ", "utf-8")
    path = tmp_path / "kosten.csv"
    path.write_text("a;b\n1;2\n", "utf-8")
    done = command(tmp_path, "check", str(path))
    assert done.returncode == 2 and "kaputt.toml" in done.stderr and "Traceback" not in done.stderr


def test_every_shipped_profile_reads_one_of_the_look_alikes(tmp_path: Path) -> None:
    titles = {read(tmp_path, foreign)[0].profile for foreign in FOREIGN.values()}
    assert titles == {profile.title for profile in profiles()}


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    path.parent.mkdir(exist_ok=True)
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def costs(**changed: object) -> list[list[object]]:
    """The rows of kosten.csv as a clerk has them in Excel: amounts are numbers, everything else is text."""
    head, *rows = grid("costs")
    rows = [
        [
            float(cell.replace(",", ".")) if name == "Betrag in EUR" else cell
            for name, cell in zip(head, row, strict=True)
        ]
        for row in rows
    ]
    for name, value in changed.items():
        rows[0][head.index(name)] = value
    return [head, *rows]


def test_the_sheet_with_the_export_is_read_and_notes_beside_it_are_not(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "2021-12-31" / "Haushalt.xlsx", Hinweise=[["Stand Dezember"]], Daten=[["Export"], [], *costs()]
    )
    [file] = check([path]).files
    assert (file.refused, file.findings, file.source.table) == (None, [], "costs")
    assert (file.books.kept, file.beside.preamble_lines, file.beside.blank_lines) == (3, 1, 1)


def test_a_workbook_with_two_exports_names_their_sheets(tmp_path: Path) -> None:
    path = workbook(tmp_path / "2021-12-31" / "alles.xlsx", A=costs(), B=costs(), C=[["x"]])
    assert "„A“, „B“" in (check([path]).files[0].refused or "")
    path = workbook(tmp_path / "2021-12-31" / "nichts.xlsx", A=[["x"]], B=[["y"]])
    assert "Keines der Blätter „A“, „B“" in (check([path]).files[0].refused or "")


def test_a_code_that_is_a_number_in_the_sheet_is_set_aside(tmp_path: Path) -> None:
    path = workbook(tmp_path / "2021-12-31" / "kosten.xlsx", Tabelle1=costs(**{"Maßnahme-Nr": 5.10}))
    [file] = check([path]).files
    assert [(one.line, one.column, one.value, one.severity) for one in file.findings] == [
        (2, "Maßnahme-Nr", "5,1", "error")
    ]
    assert "als Text formatieren" in file.findings[0].message and (file.books.kept, file.books.set_aside) == (2, 1)


@pytest.mark.parametrize("note", [["Notiz"], ["Summe", 3000.5]])
@pytest.mark.parametrize("state", ["hide", "very_hidden"])
def test_hidden_notes_are_passed_over_and_hidden_rows_are_not(tmp_path: Path, state: str, note: list[object]) -> None:
    for number, rows in enumerate(([note], [["Fortsetzung"], costs()[1]])):
        path = tmp_path / f"2021-12-3{number}" / "kosten.xlsx"
        path.parent.mkdir()
        with xlsxwriter.Workbook(path) as book:
            for name, cells in (("Daten", costs(Stichtag=f"3{number}.12.2021")), ("Alt", rows)):
                sheet = book.add_worksheet(name)
                for line, row in enumerate(cells):
                    sheet.write_row(line, 0, row)
            getattr(sheet, state)()
    passed, refused = check([tmp_path]).files
    assert not passed.refused and "„Alt“" in (refused.refused or "")


def test_rows_above_the_header_are_never_a_preamble(tmp_path: Path) -> None:
    head, *rows = grid("measures")
    sparse = [
        "" if may_be_empty else cell for cell, (_, _, _, may_be_empty) in zip(rows[0], COLUMNS["measures"], strict=True)
    ]
    path = tmp_path / "2021-12-31" / "massnahmen.csv"
    path.parent.mkdir()
    path.write_bytes(csv_bytes([sparse, head, *rows]))
    assert "Über der Kopfzeile" in (check([path]).files[0].refused or "")
    path.write_bytes(csv_bytes([*grid("broadband"), head, *rows]))
    assert "Über der Kopfzeile" in (check([path]).files[0].refused or "")
    path.write_bytes(b"Bericht;vom;31.12.2021\n" + csv_bytes([head, *rows]))
    assert check([path]).files[0].refused is None


def test_a_line_above_the_header_that_cannot_be_counted_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "2021-12-31" / "kosten.csv"
    path.parent.mkdir()
    path.write_bytes(b";" * 450_000 + b"\n" + csv_bytes(grid("costs")))
    assert check([path]).files[0].refused


def test_rows_of_separators_at_the_end_are_blank_lines_and_in_the_midst_records(tmp_path: Path) -> None:
    path = tmp_path / "2021-12-31" / "kosten.csv"
    path.parent.mkdir()
    empty = b";" * 15 + b"\r\n"
    path.write_bytes(csv_bytes(grid("costs"), end="\r\n") + empty * 3 + b"\r\n" + empty)
    [file] = check([path]).files
    assert (file.books.records, file.books.set_aside, file.beside.blank_lines, file.findings) == (3, 0, 5, [])
    path.write_bytes(b"\r\n".join([*csv_bytes(grid("costs")).splitlines()[:2], empty.strip(), ROW, b""]))
    [file] = check([path]).files
    assert (file.books.records, file.books.set_aside) == (3, 1) and {one.line for one in file.findings} == {3}


BIG = 20_000


@pytest.mark.parametrize("wrong", [9_000, 19_999])
def test_a_long_file_with_a_factor_keeps_its_lines(tmp_path: Path, wrong: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """20,000 rows: a join anywhere in the reading would lose their order."""
    own = Profile.model_validate(tomllib.loads(OWN) | {"name": "beispielstadt"})
    monkeypatch.setattr("analytics.intake.profiles.profiles", lambda: (own,))
    monkeypatch.setattr("analytics.intake.layout.profiles", lambda: (own,))
    cells = [f"{number};{number % 7}.01;Support;{number},5" for number in range(BIG)]
    cells[wrong] = f"{wrong};1.01;Support;abc"
    cells[12_345] = "77;1.01;Support;1,5"
    path = tmp_path / "2021-12-31" / "projekte.csv"
    path.parent.mkdir()
    path.write_text("\n".join(["Lfd;Projekt;Art;Summe T€", *cells, ""]), "utf-8")
    [file] = check_files(delivered_files([path]), tmp_path)
    said = {(one.line, one.value) for one in file.findings}
    assert said == {(wrong + 2, "abc"), (79, "77"), (12_347, "77")}
    kept = [number for number in range(BIG) if number not in (wrong, 77, 12_345)]
    rows = pq.read_table(file.rows).to_pydict()
    assert rows["source_line"] == [number + 2 for number in kept]
    assert rows["amount_eur"] == [Decimal(f"{number}.5") * 1000 for number in kept]
