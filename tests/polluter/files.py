"""Whole files that are something else: empty, of another export, foreign, no text at all."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable

from tests.polluter.clean import FILES, TABLES
from tests.polluter.draft import Draft, draft
from tests.polluter.way import Change, Way, ways
from tests.polluter.writing import written


def replaced(content: Callable[[Draft], bytes], *words: str) -> Change:
    """The file holds something else altogether."""

    def apply(made: Draft) -> None:
        given = content(made)
        made.write(spoil=lambda _: given)
        made.refuse(*words)

    return apply


def fixed(content: bytes, *words: str) -> Change:
    return replaced(lambda _: content, *words)


def rows_removed(made: Draft) -> bytes:
    return written(made).content.split(b"\n", 1)[0] + b"\n"


def zipped(made: Draft) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(FILES[made.table], written(made).content)
    return packed.getvalue()


def web_page(made: Draft) -> bytes:
    rows = "".join(f"<tr><td>{'</td><td>'.join(made.cells(row))}</td></tr>" for row in range(8))
    return f"<html><body><table>{rows}</table></body></html>\n".encode()


def as_json(made: Draft) -> bytes:
    return json.dumps(made.clean, ensure_ascii=False, indent=1).encode()


def another(made: Draft) -> bytes:
    """The next export under this name."""
    return written(draft(TABLES[TABLES.index(made.table) - 1])).content


WHOLE: dict[str, Change] = {
    "header only": replaced(rows_removed, "Kopfzeile und keine Daten"),
    "header only, without line end": replaced(lambda made: rows_removed(made).strip(), "Kopfzeile und keine Daten"),
    "another export": replaced(another, "fehlen"),
    "gzip": replaced(lambda made: gzip.compress(written(made).content), "gepackt"),
    "zip": replaced(zipped, "ZIP-Archiv"),
    "web page": replaced(web_page, "Webseite"),
    "JSON": replaced(as_json, "fehlen"),
}
FOREIGN: dict[str, Change] = {
    "nothing": fixed(b"", "leer"),
    "BOM only": fixed(b"\xef\xbb\xbf", "leer"),
    "line ends only": fixed(b"\r\n\n\r\n", "leer"),
    "blanks only": fixed(b"  \t \n   \n", "leer"),
    "delimiters only": fixed(b";;;\n;;;\n", "bitte"),
    "foreign CSV": fixed(b"Name;Ort\nMeier;Hannover\n", "fehlen"),
    "prose": fixed("Sehr geehrte Damen und Herren,\nanbei die Daten für Juni.\n".encode(), "fehlen"),
    "XML": fixed(b'<?xml version="1.0"?><rows><row/></rows>', "XML"),
    "web page with a comment": fixed(b"\n<!DOCTYPE html><p>Anmeldung</p>", "Webseite"),
    "PDF": fixed(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
    "RTF": fixed(b"{\\rtf1\\ansi Stichtag}", "RTF"),
    "old Excel": fixed(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "XLS"),
    "a broken zip": fixed(b"PK\x03\x04" + bytes(100), "beschädigt"),
    "a picture": fixed(b"\x89PNG\r\n\x1a\n" + bytes(64), "bitte"),
    "SQL": fixed(b"INSERT INTO kosten VALUES ('31.12.2021', 1000.50);\n", "fehlen"),
    "a log": fixed(b"2021-12-31 23:59:59 ERROR export failed\n" * 20, "fehlen"),
}

WAYS: list[Way] = [
    *ways("whole files", WHOLE),
    *ways("whole files", FOREIGN, ("costs",)),
]
