"""Files that are small to make and huge to read: refused in bounded time and memory, through the product's own door."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import xlsxwriter

from tests.dirty_files import csv_bytes, grid

ROOT = Path(__file__).parent.parent
MEGABYTE = 1 << 20
MOST_SECONDS, MOST_MEGABYTES = 40, 700
COSTS = csv_bytes(grid("costs"))
HEADER, ROW, *_ = COSTS.splitlines(keepends=True)


class Checked(NamedTuple):
    """How `python -m analytics check` ended, and the processor time and memory it took."""

    code: int
    said: str
    seconds: float
    megabytes: int


def check(path: Path) -> Checked:
    """Check a file in a process of its own, which dies beyond the limits."""
    with path.with_name("said").open("w+") as said:
        child = subprocess.Popen(
            [sys.executable, "-m", "analytics", "check", str(path)],
            cwd=ROOT, stdout=said, stderr=subprocess.STDOUT, preexec_fn=_limited,
        )  # fmt: skip
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        return Checked(child.returncode, said.read(), used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))


def assert_bounded(checked: Checked, code: int, *words: str) -> None:
    assert checked.code == code, (checked.said[-2_000:], checked[2:])
    assert "Traceback" not in checked.said and all(word in checked.said for word in words), checked.said[-2_000:]
    assert checked.megabytes < MOST_MEGABYTES and checked.seconds < MOST_SECONDS, checked[2:]


def delivered(folder: Path, blocks: Iterable[bytes]) -> Path:
    path = folder / "2021-12-31" / "kosten.csv"
    path.parent.mkdir()
    with path.open("wb") as file:
        file.writelines(blocks)
    return path


def times(piece: bytes, megabytes: int) -> Iterator[bytes]:
    block = piece * (MEGABYTE // len(piece) + 1)
    yield from (block for _ in range(megabytes))


BOMBS: dict[str, tuple[Callable[[], Iterable[bytes]], str]] = {
    "quotes": (lambda: times(b'"', 48), "alle Spalten"),
    "cells of quotes": (lambda: [HEADER, *times(b'";"', 16)], "Anführungszeichen"),
    "blank lines": (lambda: [HEADER, *times(b"\n", 96)], "leerer Zeilen"),
    "100,000 columns": (
        lambda: [b";".join(b"s%d" % n for n in range(100_000)), b"\n", b";" * 99_999, b"\n"],
        "Spalten",
    ),
    "header without end": (lambda: times(b"Stichtag;", 16), "2.000 Spalten"),
    "NUL bytes": (lambda: [COSTS, *times(b"\0", 96)], "NUL"),
    "short and long lines": (
        lambda: [COSTS, (b"31.12.2021;B;5.01\n" + ROW[:-1] + b";" * 20 + b"\n") * 120_000],
        "100.000 Zeilen",
    ),
    "lines of stray quotes": (lambda: [HEADER, *times(b'a"b;"c""d;\n', 8)], "100.000 Zeilen"),
    "wrong words": (lambda: [HEADER, ROW.replace(b"Ergebnishaushalt", b"x") * 150_000], "100.000 Zeilen"),
    "the same line again": (lambda: [HEADER, ROW * 300_000], "100.000 Zeilen"),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_text_bomb_is_refused(tmp_path: Path, bomb: str) -> None:
    blocks, word = BOMBS[bomb]
    assert_bounded(check(delivered(tmp_path, blocks())), 2, "abgelehnt", word)


def test_a_cell_of_50_megabytes_costs_its_row_alone(tmp_path: Path) -> None:
    before, after = ROW.split(b"TH 18")
    bare = [before, *times(b"x", 50), after]
    quoted = [before, b'"', *times(b"x", 5), b'"', after]
    assert_bounded(
        check(delivered(tmp_path, [COSTS, *bare, *quoted])), 1, "5 gelesen = 3 übernommen + 2 beiseitegelegt"
    )


# workbooks


def workbook(folder: Path, part: str, blocks: Iterable[bytes]) -> Path:
    """A workbook of which one part is made of these blocks, delivered under the name of a CSV."""
    with xlsxwriter.Workbook(folder / "whole.xlsx") as book:
        book.add_worksheet("Kosten").write(0, 0, "Stichtag")
    path = delivered(folder, [])
    with (
        zipfile.ZipFile(folder / "whole.xlsx") as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for name in source.namelist():
            with target.open(name, "w", force_zip64=True) as stream:
                stream.writelines(blocks if name == part else [source.read(name)])
    return path


SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
WORKBOOKS: dict[str, tuple[str, Callable[[], Iterable[bytes]], str]] = {
    "sheet of zeros": (SHEET, lambda: times(b"\0", 420), "400 MB"),
    "texts of zeros": (TEXTS, lambda: times(b"\0", 101), "100 MB"),
    "endless text": (SHEET, lambda: [b"<a><sheetData><row><c><v>", *times(b"1", 380)], "beschädigt"),
    "endless nesting": (SHEET, lambda: times(b"<a>", 380), "beschädigt"),
    "many elements": (SHEET, lambda: [b"<a>", *times(b"<c/>", 4)], "beschädigt"),
}


@pytest.mark.parametrize("bomb", WORKBOOKS)
def test_a_workbook_that_unpacks_without_end_is_refused(tmp_path: Path, bomb: str) -> None:
    part, blocks, word = WORKBOOKS[bomb]
    path = workbook(tmp_path, part, blocks())
    assert path.stat().st_size < 8 * MEGABYTE
    assert_bounded(check(path), 2, "abgelehnt", word)


def test_a_workbook_whose_list_of_parts_lies_is_refused(tmp_path: Path) -> None:
    """It says that a part of 420 MB has 600 bytes."""
    path = workbook(tmp_path, SHEET, [b"<a>", *times(b" ", 420), b"</a>"])
    listed = path.read_bytes()
    at = listed.rindex(b"PK\1\2", 0, listed.rindex(SHEET.encode()))
    path.write_bytes(listed[: at + 24] + (600).to_bytes(4, "little") + listed[at + 28 :])
    assert_bounded(check(path), 2, "abgelehnt", "beschädigt")


def test_a_workbook_of_endless_parts_is_refused(tmp_path: Path) -> None:
    path = delivered(tmp_path, [])
    with zipfile.ZipFile(path, "w") as target:
        for number in range(20_000):
            target.writestr(f"xl/{number}", b"")
    assert_bounded(check(path), 2, "abgelehnt", "ZIP-Archiv")
