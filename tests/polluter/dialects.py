"""How all of a file is written: encodings, delimiters, quotes and line ends."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from tests.polluter.clean import TEXT_FIELD
from tests.polluter.draft import Draft
from tests.polluter.way import Change, Way, ways

_MIXED, _UNKNOWN = ("mischt zwei Zeichenkodierungen", "UTF-8"), ("unbekannten Kodierung", "UTF-8")


def encoded(encoding: str, bom: bytes = b"") -> Change:
    return lambda made: made.write(encode=lambda text: bom + text.encode(encoding))


def spoiled(spoil: Callable[[bytes], bytes], *words: str) -> Change:
    def apply(made: Draft) -> None:
        made.write(spoil=spoil)
        made.refuse(*words)

    return apply


def narrow(encoding: str, *words: str) -> Change:
    """Only signs that every Western encoding has; refused where it is not the one of Windows."""

    def apply(made: Draft) -> None:
        made.clean_put(0, TEXT_FIELD[made.table], "Größe: 5 EUR")
        made.write(encode=lambda text: text.encode(encoding))
        if words:
            made.refuse(*words)

    return apply


def euro(made: Draft) -> None:
    """¤ of Windows is € of ISO 8859-15: nobody can tell which is meant."""
    made.put(0, TEXT_FIELD[made.table], "Größe 5 €")
    made.write(encode=lambda text: text.encode("iso8859-15"))
    made.refuse(*_UNKNOWN)


def windows_tail(content: bytes) -> bytes:
    """The second half written by another program."""
    seam = content.index(b"\n", len(content) // 2)
    return content[:seam] + content[seam:].decode().encode("cp1252")


def windows_head(content: bytes) -> bytes:
    seam = content.index(b"\n") + 1
    return content[:seam].decode().encode("cp1252") + content[seam:]


def cut_in_a_sign(content: bytes) -> bytes:
    """Up to the first byte of the last ß."""
    return content[: content.rindex("ß".encode()) + 1]


def mojibake(content: bytes) -> bytes:
    """UTF-8 that was read as Windows-1252 and written as UTF-8 again."""
    return content.decode().encode().decode("cp1252", "replace").encode()


ENCODINGS: dict[str, Change] = {
    "BOM": encoded("utf-8-sig"),
    "two BOMs": encoded("utf-8-sig", codecs.BOM_UTF8),
    "UTF-16 LE with BOM": encoded("utf-16-le", codecs.BOM_UTF16_LE),
    "UTF-16 BE with BOM": encoded("utf-16-be", codecs.BOM_UTF16_BE),
    "UTF-32 with BOM": encoded("utf-32"),
}
ALONE: dict[str, Change] = {
    "UTF-16 LE without BOM": encoded("utf-16-le"),
    "UTF-16 BE without BOM": encoded("utf-16-be"),
    "latin-1": narrow("latin-1"),
    "DOS umlauts": narrow("cp850", *_UNKNOWN),
    "old Mac umlauts": narrow("mac-roman", "Kodierung", "UTF-8"),
    "ISO 8859-15 with €": euro,
    "Windows-1252 after UTF-8": spoiled(windows_tail, *_MIXED),
    "Windows-1252 before UTF-8": spoiled(windows_head, *_MIXED),
    "cut in a sign": spoiled(cut_in_a_sign, "mitten in einem Zeichen", "Export wiederholen"),
    "UTF-8 taken for Windows-1252": spoiled(mojibake, "fehl"),
}
BROKEN: dict[str, Change] = {
    "UTF-16 cut in a sign": spoiled(lambda content: content.decode().encode("utf-16")[:-1], "nicht lesbar"),
    "UTF-16 LE under a BOM of BE": spoiled(
        lambda content: codecs.BOM_UTF16_BE + content.decode().encode("utf-16-le"), "bitte"
    ),
    "NUL in a cell": spoiled(lambda content: content.replace(b"Beispieldaten", b"Beispiel\0daten"), "NUL-Bytes"),
    "NUL at the end": spoiled(lambda content: content + bytes(100), "NUL-Bytes"),
    "a byte that no encoding knows": spoiled(lambda content: content.replace(b"Bund", b"Bu\x81d", 1), "UTF-8"),
    "binary dirt in the middle": spoiled(lambda content: content.replace(b"Kreis", bytes(range(256)), 1), "UTF-8"),
    "a lone surrogate": spoiled(lambda content: content.replace(b"Kreis", b"\xed\xa0\x80", 1), "UTF-8"),
}


def written_as(**changes: object) -> Change:
    return lambda made: made.write(**changes)


def quoted_with(quote: str) -> Change:
    """Another sign than the quotation mark around every cell: the names of the header are not the right ones then."""

    def apply(made: Draft) -> None:
        made.everywhere(lambda cell: f"{quote}{cell}{quote}")
        made.refuse("fehlen", "bitte")

    return apply


def rows_in_quotes(made: Draft) -> None:
    """Each row as one quoted cell, as Excel writes a file that it opened in one column."""
    for row in range(len(made.clean)):
        made.record(row).cells = [made.dialect.line(made.cells(row))]
    made.refuse("Keine Zeile der Datei ist brauchbar")


def all_in_quotes(made: Draft) -> None:
    rows_in_quotes(made)
    made.names = [made.dialect.line(made.names)]
    made.refuse("fehlen")


def other_delimiter(made: Draft) -> None:
    """Another delimiter from the fourth row on: one cell where sixteen should be."""
    for row in range(3, 8):
        record, cells = made.record(row), made.cells(row)
        record.cells, record.errors = [",".join(cells).replace('"', "")], (None,)


DELIMITERS: dict[str, Change] = {
    "commas": written_as(delimiter=","),
    "tabs": written_as(delimiter="\t"),
    "bars": written_as(delimiter="|"),
    "commas, all cells quoted": written_as(delimiter=",", quote_all=True),
    "tabs, all cells quoted": written_as(delimiter="\t", quote_all=True),
    "bars, all cells quoted": written_as(delimiter="|", quote_all=True),
    "all cells quoted": written_as(quote_all=True),
}
LINE_ENDS: dict[str, Change] = {
    "CRLF": written_as(ends=("\r\n",)),
    "CRLF, all cells quoted": written_as(ends=("\r\n",), quote_all=True),
    "LF and CRLF in turn": written_as(ends=("\n", "\r\n")),
    "last line without end": written_as(last_end=False),
    "last line without end, CRLF": written_as(last_end=False, ends=("\r\n",)),
}


def old_mac(made: Draft) -> None:
    made.write(ends=("\r",))
    made.refuse("bitte")


def inside(text: str) -> Change:
    """A line end in a quoted cell is text; the lines below are counted on."""
    return lambda made: made.clean_put(2, TEXT_FIELD[made.table], text)


INSIDE: dict[str, Change] = {
    "lone CR in a cell": inside("erste\rzweite Zeile"),
    "CRLF in a cell": inside("erste\r\nzweite Zeile"),
    "blank line in a cell": inside("erste\n\n\nvierte Zeile"),
    "Unicode line ends in a cell": inside("erste\u2028zweite\x85dritte Zeile"),
}

WAYS: list[Way] = [
    *ways("encodings", ENCODINGS, layer="dialect", rich=True),
    *ways("encodings", {"Windows-1252": encoded("cp1252")}, rich=True),
    *ways("encodings", ALONE),
    *ways("encodings", BROKEN, ("broadband",)),
    *ways("delimiters", DELIMITERS, layer="dialect", rich=True),
    *ways("delimiters", {"no cell in need of quotes": written_as(delimiter="\t")}, ("broadband",)),
    *ways("delimiters", {"each row in quotes": rows_in_quotes, "each line in quotes": all_in_quotes}),
    *ways("delimiters", {"another delimiter half-way": other_delimiter}, ("costs", "measures")),
    *ways("delimiters", {"single quotes": quoted_with("'"), "German quotes": quoted_with("„")}),
    *ways("line ends", LINE_ENDS, layer="dialect", rich=True),
    *ways("line ends", {"CRLF, no line break in a cell": LINE_ENDS["CRLF"]}),
    *ways("line ends", INSIDE, layer="rows"),
    *ways("line ends", {"CR alone": old_mac, "CR CR LF": written_as(ends=("\r\r\n",))}),
]
