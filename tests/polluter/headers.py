"""The header: its names, its order, its place; and columns too many or too few."""

from __future__ import annotations

import csv
import random
import unicodedata
from collections.abc import Callable
from pathlib import Path

from tests.polluter.clean import FILES
from tests.polluter.draft import ANY, Draft, Record
from tests.polluter.way import Change, Spelled, Way, both, ways

_SYNONYMS = Path(__file__).parents[2] / "data" / "reference" / "spaltennamen.csv"


def renamed(spelled: Spelled) -> Change:
    def apply(made: Draft) -> None:
        made.names = list(map(spelled, made.names))

    return apply


def shuffled(seed: int) -> Change:
    def apply(made: Draft) -> None:
        order = list(range(len(made.names)))
        random.Random(seed).shuffle(order)
        made.arrange(order)

    return apply


def declared(table: str) -> list[tuple[str, str]]:
    """Header and declared synonym of an export, in file order."""
    with _SYNONYMS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter=";")
        return [(row["Spalte"], row["auch"]) for row in rows if row["Export"] == FILES[table]]


def synonyms(turn: Callable[[list[str]], str]) -> Change:
    """Every column under one of its declared other names."""

    def apply(made: Draft) -> None:
        known: dict[str, list[str]] = {}
        for name, other in declared(made.table):
            known.setdefault(name, []).append(other)
        made.names = [turn(known[name]) if name in known else name for name in made.names]

    return apply


def again(place: int) -> Change:
    return lambda made: made.records.insert(place, Record(list(made.names), errors=(ANY,)))


def missing(made: Draft) -> None:
    made.names = made.cells(0)
    made.refuse("fehlen", FILES[made.table])


def moved(place: int) -> Change:
    """Sorted together with the rows: what stands above the header is data, not a preamble."""

    def apply(made: Draft) -> None:
        made.top = [made.dialect.line(made.cells(row)) for row in range(place)]
        made.records = made.records[place:]
        made.refuse("Kopfzeile")

    return apply


def types_below(made: Draft) -> None:
    made.records.insert(0, Record(["Text"] * len(made.names), errors=(ANY,)))


def groups_above(made: Draft) -> None:
    made.top.append(made.dialect.line(["Allgemein", *[""] * (len(made.names) - 2), "Angaben"]))


def two_exports(made: Draft) -> None:
    """An older export above, one of whose columns has another name: its rows must not pass for a preamble."""
    older = [name if index else "Auszug vom" for index, name in enumerate(made.names)]
    made.top = [made.dialect.line(cells) for cells in (older, made.cells(0), made.cells(1))]
    made.records = made.records[2:]
    made.refuse("Kopfzeile")


HEADER_NAMES: dict[str, Change] = {
    "upper case": renamed(str.upper),
    "lower case": renamed(str.lower),
    "no-break spaces": renamed(lambda name: name.replace(" ", "\u00a0")),
    "double blanks": renamed(lambda name: name.replace(" ", "  ")),
    "padded": renamed(lambda name: f" \u00a0{name}\t"),
    "line breaks": renamed(lambda name: name.replace(" ", "\n")),
    "CRLF in names": renamed(lambda name: name.replace(" ", "\r\n")),
    "decomposed umlauts": renamed(lambda name: unicodedata.normalize("NFD", name)),
    "soft hyphens": renamed(lambda name: name.replace("ah", "a\u00adh").replace("ch", "c\u00adh")),
    "columns shuffled": shuffled(1),
    "columns shuffled otherwise": shuffled(2),
    "columns reversed": lambda made: made.arrange(list(range(len(made.names)))[::-1]),
    "synonyms": synonyms(lambda others: others[0]),
    "last synonyms": synonyms(lambda others: others[-1]),
    "synonyms in upper case": both(synonyms(lambda others: others[0]), renamed(str.upper)),
}
INVISIBLE: dict[str, Change] = {
    "zero-width blanks inside": renamed(lambda name: name.replace("ah", "a\u200bh").replace("ei", "e\u200bi")),
}
PLACES: dict[str, Change] = {
    "repeated in the middle": again(3),
    "repeated below itself": again(0),
    "types below": types_below,
    "groups above": groups_above,
}
REFUSED: dict[str, Change] = {
    "header missing": missing,
    "header below two rows": moved(2),
    "header at the very end": moved(8),
    "an older export above": two_exports,
}

WAYS: list[Way] = [
    *ways("headers", HEADER_NAMES | PLACES, layer="frame"),
    *ways("headers", INVISIBLE | REFUSED),
]
