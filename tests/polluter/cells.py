"""Cells: padding, invisible signs, odd texts, quotes that are not doubled, words that are not the right ones."""

from __future__ import annotations

from tests.polluter.clean import TEXT_FIELD
from tests.polluter.draft import Dialect, Draft
from tests.polluter.way import Change, Way, ways

BLANKS = (
    " ", "\t", "\n", "\r\n", "\v", "\f", "\x85", "\u00a0", "\u2003", "\u2007", "\u2009", "\u200b", "\u2028", "\u202f",
    "\u3000", "\ufeff",
)  # fmt: skip
ODD_TEXTS = {
    "formula": "=1+1",
    "formula with quotes": '=HYPERLINK("x";"y")',
    "at sign": "@SUMME(A1)",
    "emoji": "Netz \U0001f469\u200d\U0001f4bb schnell",
    "right to left": "\u05e9\u05dc\u05d5\u05dd \u200fNetz",
    "decomposed umlauts": "u\u0308ber",
    "k. A.": "k. A.",
    "SQL": "'; DROP TABLE typed; --",
    "backslashes": "C:\\neu\\",
    "quotes": '"Netz"',
    "one quote": '5" Geräte',
    "delimiters": ";,|\t;x",
    "200 signs": "ä" * 200,
    "number": "1.234,56",
    "soft hyphen": "Breit\u00adband",
    "control sign": "Netz\x1fx",
    "the header": "Stichtag",
    "many lines": "a\n" * 30 + "z",
    "many signs of several bytes": "x€ß" * 60 + ".",
}


def text(odd: str) -> Change:
    """A text of another sort, meant as it stands."""

    def apply(made: Draft) -> None:
        field = {"measures": "title", "costs": "sub_budget", "broadband": "source"}[made.table]
        made.clean_put(4, field, odd)

    return apply


def padded(blank: str) -> Change:
    return lambda made: made.everywhere(lambda cell: f"{blank}{cell}{blank}" if cell else cell)


def blanked(blank: str) -> Change:
    """White space for nothing in all empty cells."""
    return lambda made: made.everywhere(lambda cell: cell or blank)


def only(name: str, cell: str, row: int = 2) -> Change:
    return lambda made: made.put(row, name, cell, error=True)


def as_written(cell: str, meant: str | None) -> Change:
    """A cell as it stands in the file; `meant` is what every strict CSV reader takes it for, None = nothing."""

    def apply(made: Draft) -> None:
        name = TEXT_FIELD[made.table]
        place, record = made.index(name), made.record(2)
        given = list(made.cells(2))
        record.cells = lambda dialect: _line(dialect, given, place, cell)
        made.clean[2][name] = made.clean[2][name] if meant is None else meant
        record.errors = (None,) if meant is None else ()

    return apply


def _line(dialect: Dialect, cells: list[str], place: int, raw: str) -> str:
    return dialect.delimiter.join(raw if at == place else dialect.cell(cell) for at, cell in enumerate(cells))


RAW: dict[str, tuple[str, str | None]] = {
    "a quote inside": ('5" Geräte', '5" Geräte'),
    "a quote at the end": ('Netz"', 'Netz"'),
    "quotes not doubled": ('"Netz "Nord" neu"', None),
    "a quoted cell that goes on": ('"Netz" neu', None),
    "quotes escaped by backslash": ('"Netz \\"Nord\\""', None),
    "doubled quotes without need": ('Netz ""Nord""', 'Netz ""Nord""'),
    "a blank before the quote": (' "Netz"', '"Netz"'),
    "a blank behind the quote": ('"Netz" ', None),
    "a delimiter not quoted": ("Netz;Nord", None),
    "a lone CR not quoted": ("Netz\rNord", None),
}


def open_quote(made: Draft) -> None:
    """The closing quote is lost: all of the rest would be one cell."""
    as_written('"Netz', "Netz")(made)
    made.refuse("Anführungszeichen", "Zeile 4")


WRONG: dict[str, dict[str, Change]] = {
    "measures": {
        "status in another case": only("status", "In Umsetzung"),
        "status cut": only("status", "in Umset"),
        "colour in English": only("reported_rating", "green"),
        "soft hyphen in a status": only("status", "in Um\u00adsetzung"),
        "decomposed status": only("status", "zuru\u0308ckgestellt"),
        "title of 201 signs": only("title", "x" * 201),
        "district without zero": only("districts", "1|13"),
        "unknown district": only("districts", "14"),
        "districts with commas": only("districts", "01,13"),
        "yes for ja": only("is_public", "yes"),
        "name for Kürzel": only("committee", "EDV-Arbeitsgruppe"),
        "text cut by dots": only("gender_aspects", "nicht gep..."),
        "must text blank": only("title", "\u00a0 "),
        "year cut": only("paper", "1004/18"),
    },
    "costs": {
        "kind cut": only("budget_kind", "Ergebnishaus"),
        "kind as a code": only("budget_kind", "1"),
        "word with umlaut lost": only("funding_source", "F?rdermittel"),
        "replacement sign": only("funding_source", "F\ufffdrdermittel"),
        "cost kind in upper case": only("cost_type", "SUPPORT"),
        "unknown value kind": only("value_type", "Plan"),
        "must code empty": only("posting_id", ""),
        "month 13": only("month", "13"),
        "month as a word": only("month", "Januar"),
        "another Stichtag": only("as_of", "30.06.2021"),
    },
    "broadband": {
        "AGS without zero": only("area_id", "3241001"),
        "AGS from a table": only("area_id", "3241001.0"),
        "AGS in groups": only("area_id", "03 241 001"),
        "unknown group": only("user_group", "Haushalte"),
        "name in another form": only("technology", "FTTH/B"),
        "a Stand to come": only("as_of", "31.12.2022"),
        "zero-width blank inside": only("area_id", "03241\u200b001"),
    },
}

WAYS: list[Way] = [
    *ways("cells", {f"padded with {blank!a}": padded(blank) for blank in BLANKS}, layer="rows"),
    *ways("cells", {f"{blank!a} for nothing": blanked(blank) for blank in BLANKS[::4]}, layer="rows"),
    *ways("cells", {f"text: {name}": text(odd) for name, odd in ODD_TEXTS.items()}, layer="rows"),
    *(way for table, wrong in WRONG.items() for way in ways("cells", wrong, (table,), "rows")),
    *ways("quotes", {name: as_written(*raw) for name, raw in RAW.items()}),
    *ways("quotes", {"a quote never closed": open_quote}),
]
