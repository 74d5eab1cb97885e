"""`python -m analytics check | publish | ask`: exit codes, the contract's JSON, one German sentence for a fault."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from analytics.__main__ import main
from analytics.contract import export_of, header
from analytics.queries import FIGURES
from analytics.store import Store
from tests.dirty_files import csv_bytes, grid
from tests.plain_intake import COLUMNS, FILES

DAY, EARLIER = dt.date(2021, 12, 31), dt.date(2021, 6, 30)
TARGET = "12345678901234.5678"
NAMES = {table: file for file, table in FILES.items()}
ROOT = Path(__file__).parent.parent


def deliver(exports: Path, day: dt.date, **contents: bytes) -> Path:
    """A clean delivery, or the given bytes for an export."""
    folder = exports / day.isoformat()
    folder.mkdir(parents=True, exist_ok=True)
    for table, file in NAMES.items():
        content = csv_bytes(grid(table)).replace(b"05.01.2022", b"31.12.2021")
        content = content.replace(b"31.12.2021", f"{day:%d.%m.%Y}".encode())
        (folder / file).write_bytes(contents.get(table, content))
    return exports


def measures_with_an_outcome() -> bytes:
    cells = grid("measures")
    names = [name for _, name, _, _ in COLUMNS["measures"]]
    outcome = {"outcome": "Nutzung", "outcome_target": TARGET.replace(".", ","), "outcome_actual": "-0,0001"}
    for name, value in (outcome | {"outcome_unit": "Stück", "reported_on": "", "districts": "01|13"}).items():
        cells[1][names.index(name)] = value
    return csv_bytes(cells)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two deliveries, published."""
    folder = tmp_path_factory.mktemp("cli")
    deliver(folder / "exports", EARLIER)
    deliver(folder / "exports", DAY, measures=measures_with_an_outcome())
    main(["publish", "--exports", str(folder / "exports"), "--store", str(folder / "store")])
    return folder / "store"


def assert_one_sentence(text: str) -> None:
    """Exactly one German sentence that says what to do, and nothing of Python."""
    assert text.count("\n") == 1 and re.fullmatch(".+: .+[.]\n", text), text
    assert not re.search("Traceback|Error|usage|invalid", text), text


# check


def test_check_of_a_clean_delivery(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(deliver(tmp_path, DAY)), "--format", "json"]) == 0
    out, err = capsys.readouterr()
    books = {"records": 3, "kept": 3, "set_aside": 0, "left_out": 0, "findings": []}
    assert (
        json.loads(out) == {"files": [{"file": f"2021-12-31/{NAMES[table]}", **books} for table in COLUMNS]} and not err
    )


def test_check_says_line_column_value_severity_and_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    costs = csv_bytes(grid("costs")).replace(b"1000,5", b"1000 Mio", 1).replace(b"TH 18", b' "TH" 18', 1)
    deliver(tmp_path, DAY, costs=costs.replace(b"5.00", b"9.99"), broadband=b"")
    assert main(["check", str(tmp_path), "--format", "json"]) == 2
    measures, costs_file, broadband = json.loads(capsys.readouterr().out)["files"]
    assert list(measures) == ["file", "records", "kept", "set_aside", "left_out", "findings"]
    assert list(costs_file["findings"][0]) == ["line", "column", "value", "severity", "message"]
    said = [[finding[name] for name in ("line", "column", "value", "severity")] for finding in costs_file["findings"]]
    assert said == [
        [2, "Betrag in EUR", "1000 Mio", "error"],
        [3, "Maßnahme-Nr", "9.99", "warning"],
        [4, "Maßnahme-Nr", "9.99", "warning"],
    ]
    assert (costs_file["records"], costs_file["kept"], costs_file["set_aside"], costs_file["left_out"]) == (3, 2, 1, 0)
    assert broadband["refused"].endswith(".") and broadband["records"] == 0 and broadband["findings"] == []


@pytest.mark.parametrize(("content", "code"), [(b"5.00", 0), (b"9.99", 1), (b"", 1)])
def test_check_exit_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, code: int) -> None:
    deliver(tmp_path, DAY, costs=csv_bytes(grid("costs")).replace(b"5.00", content))
    paths = [str(tmp_path), str(tmp_path / DAY.isoformat())]
    if content:
        assert [main(["check", path]) for path in paths] == [code, code]
        assert main(["check", str(tmp_path / DAY.isoformat() / "kosten.csv")]) == 0  # alone, no measure is unknown
    else:
        assert main(["check", *paths]) == 2  # no row of kosten.csv is left
    out, err = capsys.readouterr()
    assert "kosten.csv" in out and not err


@pytest.mark.parametrize("format", ["json", "text"])
def test_check_of_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str], format: str) -> None:
    assert main(["check", str(tmp_path / "nichts"), "--format", format]) == 2
    out, err = capsys.readouterr()
    assert "nichts: " in out and not err
    if format == "json":
        [file] = json.loads(out)["files"]
        assert (file["file"], file["records"], file["findings"]) == ("nichts", 0, [])
        assert_one_sentence(file["refused"] + "\n")


def test_check_as_text_says_the_books_and_every_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deliver(tmp_path, DAY, costs=csv_bytes(grid("costs")).replace(b"1000,5", b"viel", 1))
    assert main(["check", str(tmp_path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4 and lines[1].startswith("2021-12-31/kosten.csv: 3 gelesen = 2 übernommen + 1 beiseitegelegt")
    assert lines[2].startswith("  Zeile 2: Fehler (Betrag in EUR, „viel“): Bitte eine Zahl")


# publish


def test_publish_exit_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exports, target = tmp_path / "exports", tmp_path / "store"
    command = ["publish", "--exports", str(exports), "--store", str(target)]
    deliver(exports, DAY)
    assert main(command) == 0
    first = Store(target).snapshot().id
    assert first in capsys.readouterr().out
    deliver(exports, DAY, costs=csv_bytes(grid("costs")).replace(b"1000,5", b"viel", 1))
    assert main(command) == 1
    second = Store(target).snapshot().id
    out, err = capsys.readouterr()
    assert second in out and second != first and "3 gelesen = 2 übernommen + 1 beiseitegelegt" in out and not err
    deliver(exports, DAY, costs=b"Name\nMeier\n")
    assert main(command) == 2
    assert "Nichts veröffentlicht" in capsys.readouterr().out and Store(target).snapshot().id == second


@pytest.mark.parametrize("what", ["missing", "empty", "undated"])
def test_publish_of_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str], what: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "undated").write_bytes(csv_bytes(grid("costs")))
    (tmp_path / "undated").rename(tmp_path / "kosten.csv")
    path = {"undated": "kosten.csv"}.get(what, what)
    assert main(["publish", "--exports", str(tmp_path / path), "--store", str(tmp_path / "store")]) == 2
    out, err = capsys.readouterr()
    assert f"{path}: abgelehnt. " in out and "Nichts veröffentlicht" in out and not err
    assert Store(tmp_path / "store").current() is None


# ask


def asked(capsys: pytest.CaptureFixture[str], store: Path, *arguments: str) -> list[dict[str, Any]]:
    assert main(["ask", *arguments, "--store", str(store)]) == 0
    out, err = capsys.readouterr()
    assert not err and out.count("\n") == 1
    rows: list[dict[str, Any]] = json.loads(out, parse_float=Decimal)
    return rows


def test_ask_keeps_every_digit(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second, _ = asked(capsys, store, "table/measures")
    assert list(first) == list(header(export_of("measures")))
    assert (first["outcome_target"], first["outcome_actual"]) == (Decimal(TARGET), Decimal("-0.0001"))
    assert (first["as_of"], first["end_baseline"], first["reported_on"]) == ("2021-12-31", "2021-06-30", None)
    assert first["districts"] == ["01", "13"] and first["is_public"] in (True, False)
    assert second["outcome_target"] != first["outcome_target"] and second["end_actual"] is None
    assert first["title"] == "Größe – 5 €" and first["progress_pct"] == Decimal("33.5")
    costs = asked(capsys, store, "table/costs", "--as-of", "2021-12-30")
    assert {row["as_of"] for row in costs} == {"2021-06-30"} and costs[0]["amount_eur"] == Decimal("1000.50")


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_every_figure_answers_as_json_and_as_csv(store: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    rows = asked(capsys, store, name)
    assert all(list(row) == list(FIGURES[name].row._fields) for row in rows)
    assert main(["ask", name, "--store", str(store), "--format", "csv"]) == 0
    read = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [{column: as_text(value) for column, value in row.items()} for row in rows] == read


def as_text(value: Any) -> str:
    if value is None:
        return ""
    return "|".join(value) if isinstance(value, list) else str(value)


def test_an_empty_answer_has_its_columns_as_csv(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["ask", "broadband/coverage", "--area", "99", "--store", str(store)]
    assert main([*command, "--format", "csv"]) == 0
    assert capsys.readouterr().out.strip() == ",".join(FIGURES["broadband/coverage"].row._fields)
    assert main(command) == 0 and capsys.readouterr().out == "[]\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["costs/nothing"],
        ["../views"],
        ["views"],
        ["findings/unknown_measure"],
        ["overview/kpis", "--as-of", "2021-06-29"],
        ["table/costs", "--as-of", "1000-01-01"],
        ["changes/since", "--as-of", "2021-06-30"],
        ["changes/since", "--since", "2000-01-01"],
        ["overview/kpis", "--as-of", "31.12.2021"],
        ["overview/kpis", "--as-of", "2021-02-30"],
        ["overview/kpis", "--role", "chef"],
        ["overview/kpis", "--role", "ausschuss:XYZ"],
        ["overview/kpis", "--role", "leitung:EDV"],
        ["overview/kpis", "--snapshot", "0000000000000000"],
        ["overview/kpis", "--snapshot", "../CURRENT"],
    ],
    ids=" ".join,
)
def test_ask_fails_in_one_sentence(store: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert main(["ask", *arguments, "--store", str(store)]) == 2
    out, err = capsys.readouterr()
    assert not out
    assert_one_sentence(err)


@pytest.mark.parametrize("where", ["missing", "empty", "file"])
def test_ask_of_an_empty_store(tmp_path: Path, capsys: pytest.CaptureFixture[str], where: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x")
    assert main(["ask", "overview/kpis", "--store", str(tmp_path / where)]) == 2
    assert_one_sentence(capsys.readouterr().err)


def test_ask_an_old_snapshot_by_its_id(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = Store(store).snapshot().id
    target = tmp_path / "store"
    main(["publish", "--exports", str(store.parent / "exports"), "--store", str(target)])
    deliver(tmp_path / "exports", DAY, costs=csv_bytes(grid("costs")).replace(b"1000,5", b"0,01"))
    main(["publish", "--exports", str(tmp_path / "exports"), "--store", str(target)])
    capsys.readouterr()
    now, before = asked(capsys, target, "table/costs"), asked(capsys, target, "table/costs", "--snapshot", old)
    assert ({row["amount_eur"] for row in now}, {row["amount_eur"] for row in before}) == (
        {Decimal("0.01")},
        {Decimal("1000.5")},
    )


def test_limited_roles_see_fewer_rows(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    every, public = (
        asked(capsys, store, "table/measures"),
        asked(capsys, store, "table/measures", "--role", "oeffentlich"),
    )
    assert public == [row for row in every if row["is_public"]] and 0 < len(public) < len(every)
    committee = asked(capsys, store, "table/measures", "--role", "ausschuss:AGOB")
    assert committee == every  # all of them are AGOB's


def test_as_a_program_of_its_own(store: Path, tmp_path: Path) -> None:
    """From another folder, with the store named by the environment and an ASCII locale."""
    env = os.environ | {"PYTHONPATH": str(ROOT), "DIGITALBILANZ_STORE": str(store), "LC_ALL": "C"}

    def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "analytics", *arguments]
        return subprocess.run(command, capture_output=True, env=env, cwd=tmp_path, timeout=60, check=False)

    answer = run("ask", "table/measures")
    assert (answer.returncode, answer.stderr) == (0, b"")
    assert json.loads(answer.stdout.decode())[0]["title"] == "Größe – 5 €"
    refusal = run("ask", "overview/kpis", "--as-of", "2000-01-01")
    assert (refusal.returncode, refusal.stdout) == (2, b"")
    assert_one_sentence(refusal.stderr.decode())


def test_a_path_that_cannot_be_used_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deliver(tmp_path / "exports", DAY, costs=csv_bytes(grid("costs")))
    (tmp_path / "file").touch()
    command = ["publish", "--exports", str(tmp_path / "exports"), "--store", str(tmp_path / "file" / "store")]
    assert main(command) == 2
    out, err = capsys.readouterr()
    assert "Bitte Pfad, Rechte und freien Platz prüfen." in err and "Traceback" not in err and not out


def test_a_bug_of_ours_is_no_exit_code_of_success(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analytics.command_line.run", lambda arguments: 1 // 0)
    assert main(["ask", "overview/kpis"]) == 2


def test_without_reference_lists_there_is_one_sentence(tmp_path: Path) -> None:
    environment = os.environ | {"DIGITALBILANZ_REFERENCE": str(tmp_path / "none")}
    command = [sys.executable, "-m", "analytics", "check", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert_one_sentence(done.stderr)


def test_a_reader_that_stops_early_is_no_fault(tmp_path: Path) -> None:
    deliver(tmp_path, DAY, costs=csv_bytes(grid("costs")))
    command = f"{sys.executable} -m analytics check {tmp_path} --format json | true"
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr


CONNECTIONS = {
    "engine": """
from analytics.access import viewer
from analytics.engine import Engine
con = Engine([], viewer("leitung"), derived=False)._con""",
    "intake": """
from pathlib import Path
from analytics import intake
from analytics.findings import DeliveredFile
made, check_file = [], intake.check_file
intake.check_file = lambda con, *rest: made.append(con) or check_file(con, *rest)
files = intake.check_files([DeliveredFile(Path("x.csv"), "x.csv", None, None, "Es fehlt etwas.")], Path())
next(files)
[con] = made""",
}


@pytest.mark.parametrize("connection", CONNECTIONS)
def test_no_progress_bar_gets_between_our_answers(connection: str) -> None:
    """DuckDB draws one, in English and into the output, where no script is the main module: in a notebook, say."""
    asked = "print(con.execute(\"SELECT current_setting('enable_progress_bar')\").fetchone())"
    command = [sys.executable, "-c", f"{CONNECTIONS[connection]}\n{asked}"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout == "(False,)\n", said
