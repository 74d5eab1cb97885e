"""Columns that are missing, doubled, too many, or under another one's name."""

from __future__ import annotations

from collections.abc import Callable

from tests.polluter.clean import FILES, HEADERS, KEY_FIELD
from tests.polluter.draft import Draft
from tests.polluter.headers import renamed
from tests.polluter.way import Change, Spelled, Way, both, ways


def without(field: Callable[[Draft], str]) -> Change:
    def apply(made: Draft) -> None:
        gone = field(made)
        made.refuse("fehl", f"„{HEADERS[made.table][gone]}“", FILES[made.table])
        made.arrange([index for index, name in enumerate(made.fields) if name != gone])

    return apply


def doubled(spelled: Spelled, place: int | None = None) -> Change:
    def apply(made: Draft) -> None:
        made.add_column(spelled(made.names[1]), "x", place)
        made.refuse("mehrfach", HEADERS[made.table][KEY_FIELD[made.table]])

    return apply


def extra(name: str, cell: str = "x", place: int | None = None) -> Change:
    def apply(made: Draft) -> None:
        made.add_column(name, cell, place)
        made.extra.append(name)

    return apply


def trailing(made: Draft) -> None:
    """A delimiter at the end of every line, as some programs write it."""
    made.add_column("", "")
    made.extra.append("")


def trailing_rows_only(made: Draft) -> None:
    for row in range(len(made.clean)):
        made.cells(row).append("")
    made.refuse("Keine Zeile der Datei ist brauchbar")


def trailing_header_only(made: Draft) -> None:
    made.names.append("")
    made.refuse("Keine Zeile der Datei ist brauchbar")


def exchanged(first: str, second: str) -> Change:
    """Two names in each other's place."""

    def apply(made: Draft) -> None:
        one, other = made.index(first), made.index(second)
        made.names[one], made.names[other] = made.names[other], made.names[one]
        made.refuse("Keine Zeile der Datei ist brauchbar")

    return apply


def first_optional(made: Draft) -> str:
    return {"measures": "city_goal", "costs": "asset", "broadband": "coverage_pct"}[made.table]


COLUMNS: dict[str, Change] = {
    "an unknown column": extra("Bemerkung"),
    "an unknown column in front": extra("Lfd. Nr.", "1", 0),
    "an unknown column in the middle": extra("Spalte 7", "=1+1", 3),
    "two unknown columns": both(extra("Bemerkung", ""), extra("Kürzel")),
    "a column without a name": extra(""),
    "names in another case beside": lambda made: extra(made.names[1].upper(), "x")(made),
    "a delimiter at every end": trailing,
    "Zeile and Grund": both(extra("Zeile", "5", 0), extra("Grund", "Betrag", 1)),
}
REFUSED: dict[str, Change] = {
    "must column missing": without(lambda made: KEY_FIELD[made.table]),
    "optional column missing": without(first_optional),
    "doubled": doubled(str),
    "doubled after trimming": doubled(lambda name: f" {name}\u00a0", 4),
}
_EXCHANGED: dict[str, Change] = {
    "year and amount exchanged": exchanged("budget_year", "amount_eur"),
    "year and month exchanged": exchanged("budget_year", "month"),
}
_TWO_SYNONYMS: dict[str, Change] = {
    "a synonym beside the name": extra("Betrag (EUR)", "1,00"),
    "two synonyms of one column": both(
        renamed(lambda name: name.replace("Betrag in EUR", "Betrag in €")), extra("Betrag EUR", "1,00", 0)
    ),
}
_TRAILING: dict[str, Change] = {
    "a delimiter at the end of rows": trailing_rows_only,
    "a delimiter at the end of the header": trailing_header_only,
}


WAYS: list[Way] = [
    *ways("headers", COLUMNS, layer="frame"),
    *ways("headers", REFUSED | _TRAILING),
    *ways("headers", _EXCHANGED | _TWO_SYNONYMS, ("costs",)),
]
