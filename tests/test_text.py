"""Encodings: what is certain is read, what is not is refused with a sentence, and nothing is garbled."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from analytics.errors import FileRefused
from analytics.intake.plain_text import BLOCK
from analytics.intake.text import decode

TEXT = "Maßnahme;Betrag\nGröße – „Übung“;1.234,56 €\nFuß;0,5\n"


def read(folder: Path, content: bytes) -> str:
    (folder / "kosten.csv").write_bytes(content)
    return decode(folder / "kosten.csv", folder).path.read_text("utf-8-sig")


def refusal(folder: Path, content: bytes) -> str:
    """The sentence of a refused file: one line, one full stop at its end, and what to do behind the colon."""
    with pytest.raises(FileRefused) as refused:
        read(folder, content)
    said = str(refused.value)
    assert re.fullmatch("[A-ZÄÖÜ][^.\n]+: [^.\n]+[.]", said), said
    return said


ENCODED: dict[str, Callable[[str], bytes]] = {
    "UTF-8": lambda text: text.encode(),
    "UTF-8 with BOM": lambda text: codecs.BOM_UTF8 + text.encode(),
    "UTF-8 with two BOMs": lambda text: 2 * codecs.BOM_UTF8 + text.encode(),
    "UTF-16 LE with BOM": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "UTF-16 BE with BOM": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "UTF-16 with two BOMs": lambda text: 2 * codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "UTF-16 LE without BOM": lambda text: text.encode("utf-16-le"),
    "UTF-16 BE without BOM": lambda text: text.encode("utf-16-be"),
    "UTF-32 LE with BOM": lambda text: codecs.BOM_UTF32_LE + text.encode("utf-32-le"),
    "UTF-32 BE with BOM": lambda text: codecs.BOM_UTF32_BE + text.encode("utf-32-be"),
    "Windows-1252": lambda text: text.encode("cp1252"),
}


@pytest.mark.parametrize("encoding", ENCODED)
def test_every_encoding_gives_the_same_text(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, ENCODED[encoding](TEXT)) == TEXT
    long = TEXT * (BLOCK // len(TEXT) + 500)  # signs cross the border of a block
    assert read(tmp_path, ENCODED[encoding](long)) == long


def test_latin_1_is_read_as_its_superset(tmp_path: Path) -> None:
    text = "Maßnahme;Größe\nÄÖÜ;½ m²\n"
    assert read(tmp_path, text.encode("latin-1")) == text


@pytest.mark.parametrize("text", ["Fuß–Weg\nMüll\n", "Maß\u00a0Größe\n", "SPASS Ö“ für\n", "Tür,Fuß“\n", "Maß"])
def test_signs_of_windows_that_look_like_utf_8_are_no_mixture(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text.encode("cp1252")) == text


@pytest.mark.parametrize("before", [0, BLOCK - 1, BLOCK, BLOCK + 1])
def test_the_line_where_a_second_encoding_begins_is_told(tmp_path: Path, before: int) -> None:
    filling = b"x" * before
    assert "ab Zeile 3 " in refusal(tmp_path, "Maßnahme\nGröße\n".encode() + filling + "Büro\n".encode("cp1252"))
    assert "ab Zeile 3 " in refusal(tmp_path, "Maßnahme\nGröße\n".encode("cp1252") + filling + "Büro\n".encode())


def test_a_file_cut_in_a_sign_is_told_from_a_windows_file(tmp_path: Path) -> None:
    assert "bricht in Zeile 2 " in refusal(tmp_path, "Maßnahme\nGrö".encode()[:-1])
    assert "fehlt ihr Ende" in refusal(tmp_path, "Maßnahme".encode("utf-16")[:-1])
    assert "fehlt ihr Ende" in refusal(tmp_path, codecs.BOM_UTF16_LE + "a😀".encode("utf-16-le")[:-2])


OTHER_SYSTEMS = {
    "DOS": "Kosten\nGemäß für Müll\n".encode("cp850"),
    "DOS without ü": "Kosten\nErhöht\n".encode("cp850"),
    "DOS with ä alone": "Kosten\nMärz\n".encode("cp437"),
    "DOS with Ö alone": "Kosten\nÖffentlich\n".encode("cp850"),
    "Mac": "Kosten\nfür\n".encode("mac-roman"),
    "Mac with ß alone": "Kosten\nMaßnahme\n".encode("mac-roman"),
    "ISO 8859-15": "Kosten für\n1.234 €\n".encode("iso-8859-15"),
}


@pytest.mark.parametrize("system", OTHER_SYSTEMS)
def test_umlauts_of_another_system_are_never_garbled(tmp_path: Path, system: str) -> None:
    assert " Zeile 2 " in refusal(tmp_path, OTHER_SYSTEMS[system])


@pytest.mark.parametrize("border", range(-3, 2))
def test_umlauts_of_another_system_are_found_at_the_border_of_a_block(tmp_path: Path, border: int) -> None:
    start = b"x" * (BLOCK + border - 1) + b"\n"
    assert "Zeile 2 " in refusal(tmp_path, start + "März\n".encode("cp850"))
    mixture = start + "Büro €".encode()
    assert "Zeile 2 " in refusal(tmp_path, b"\xfc" + mixture[1:])


def test_quotes_without_blanks_are_no_dos_umlauts(tmp_path: Path) -> None:
    text = "das„so genannte”Büro\nŠkoda, Beyoncé’s\n"
    assert read(tmp_path, text.encode("cp1252")) == text


def packed(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return content.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1_000)
FOREIGN = {
    "XLS": (OLE, "XLSX"),
    "locked workbook": (OLE + "EncryptedPackage".encode("utf-16-le"), "Kennwort"),
    "ZIP": (packed("kosten.csv"), "entpacken"),
    "empty ZIP": (packed(), "entpacken"),
    "ODS": (packed("mimetype", "content.xml"), "ODS"),
    "XLSB": (packed("xl/workbook.bin"), "XLSB"),
    "Word": (packed("word/document.xml"), "entpacken"),
    "ZIP cut off": (packed("kosten.csv")[:40], "beschädigt"),
    "gzip": (gzip.compress(TEXT.encode()), "gepackt"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(30), "gepackt"),
    "PDF": (b"%PDF-1.7\n", "PDF"),
    "RTF": (b"{\\rtf1\\ansi", "RTF"),
    "JPEG": (b"\xff\xd8\xff\xe0" + bytes(30), "Bild"),
    "PNG": (b"\x89PNG\r\n\x1a\n" + bytes(30), "Bild"),
    "web page": (b"\xef\xbb\xbf \r\n<!DOCTYPE html><table>", "Webseite"),
    "Excel's XML": (b'<?xml version="1.0"?><Workbook/>', "Webseite"),
    "NUL": (b"a;b\n\0;c\n", "NUL"),
    "NUL in UTF-16": ("a;b\n\0;c\n".encode("utf-16"), "NUL"),
    "random NULs": (bytes([1, 0, 0, 2]) * 99, "NUL"),
    "empty": (b"", "leer"),
    "blank": (codecs.BOM_UTF8 + b"\r\n\t " * 9, "leer"),
    "blank lines": (TEXT.encode() + b"\r\n \t" * BLOCK + TEXT.encode(), "leerer Zeilen"),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_what_is_no_text_is_told_by_its_bytes(tmp_path: Path, kind: str) -> None:
    content, word = FOREIGN[kind]
    assert word in refusal(tmp_path, content)


def test_data_below_many_blank_lines_is_read(tmp_path: Path) -> None:
    text = "\n" * (BLOCK - 5) + "a;b\n"
    assert read(tmp_path, text.encode()) == text


def test_utf_8_is_read_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "kosten.csv").write_text(TEXT, "utf-8")
    text = decode(tmp_path / "kosten.csv", tmp_path)
    assert text.path == tmp_path / "kosten.csv" and (text.newlines, text.tame, text.complete) == (3, True, True)
