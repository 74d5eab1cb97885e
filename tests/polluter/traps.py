"""What goes wrong where a profile reads: factors, templates, columns that become rows, codes that were numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.polluter.draft import ANY, Draft, Record, foreign
from tests.polluter.families import ACCOUNTS, FAMILIES, PLAIN, PROJECTS, YEARS, Family
from tests.polluter.foreign import as_typed
from tests.polluter.foreign_records import full
from tests.polluter.sheets import Value, by_xlsxwriter, grid, hold
from tests.polluter.variant import Variant
from tests.polluter.way import Change

Texts = tuple[str, ...]


def amounts(texts: Texts, aside: tuple[int, ...]) -> Change:
    """Other texts in the column of amounts; the rows `aside` cannot be read."""

    def apply(made: Draft) -> None:
        assert made.family
        for row, text in enumerate(texts):
            made.put(row, made.family.wrong, text, error=row in aside)

    return apply


def years(**texts: Texts) -> Change:
    """The columns of years, as they are written: `first` and `second`, in the order of the records."""

    def apply(made: Draft) -> None:
        for name, column in zip(YEARS, texts.values(), strict=True):
            for row, text in enumerate(column):
                made.put(row, name, text)

    return apply


def refused(change: Change, *words: str) -> Change:
    def apply(made: Draft) -> None:
        change(made)
        made.refuse(*words)

    return apply


def column(name: str, *words: str) -> Change:
    """A column more, and the file is refused for it."""
    return refused(lambda made: made.add_column(name, "2019"), *words)


def emptied(name: str) -> Change:
    """Nothing where a template takes a part of a must field from."""

    def apply(made: Draft) -> None:
        assert made.family
        made.put(made.family.full, name, "")
        full(made).errors = (ANY,)

    return apply


def as_number(name: str, value: float, row: int = 0) -> Change:
    """A code that is a number in the sheet: what its text was is lost."""

    def apply(made: Draft) -> None:
        made.record(row).errors = (ANY,)

        def typed(made: Draft, field: str, cell: str) -> Value:
            is_it = field == name and cell == made.clean[row][name]
            return value if is_it else as_typed(made, field, cell)

        hold(made, by_xlsxwriter(grid(made, typed)))

    return apply


def projects_number(made: Draft) -> None:
    """5.10 is 5.1 then; the code stands in a column that is one of two."""
    made.records[3].errors = (ANY,)
    full(made).errors = (ANY,)

    def typed(made: Draft, field: str, cell: str) -> Value:
        return 5.1 if field == "Projekt" and cell == "5.10" else as_typed(made, field, cell)

    hold(made, by_xlsxwriter(grid(made, typed)))


def empty_record(made: Draft) -> None:
    """Delimiters alone between the records: a record that holds nothing."""
    made.records.insert(2, Record([""] * len(made.names), errors=(ANY,)))


def padded_sum(made: Draft) -> None:
    """A sum row is left out however it is padded, and whatever its amounts are."""
    made.put(2, "Konto", "\u00a0 Summe 01\t")
    made.put(2, YEARS[0], "falsch")


def upper_words(made: Draft) -> None:
    for row in range(5):
        made.put(row, "Art der Kosten", made.clean[row]["Art der Kosten"].upper() if row != 2 else "Support")


CLEAR = ("1234,5", "-0,25", "1000000", "0", "12345,67")
ENGLISH: dict[str, tuple[Family, Texts, tuple[int, ...]]] = {
    "English numbers": (PROJECTS, ("1,234.50", "-0.25", "1,000,000", "0", "12345.67"), (0, 2)),
    "one English thousand among plain numbers": (PROJECTS, ("1234.5", "-0.25", "1000000", "0", "12,345"), (4,)),
    "English thousands among English numbers": (PROJECTS, ("1,234", "-0.25", "1,000,000.00", "0", "12,345"), (0, 2, 4)),
    "declared plain, English thousands": (PLAIN, ("1,234", "-0.25", "1000000", "0", "12,345"), (0, 4)),
    "declared plain, English numbers": (PLAIN, ("1,234.50", "-0.25", "1,000,000", "0", "12345.67"), (0, 2)),
    "declared plain, nothing but English thousands": (PLAIN, ("1,234", "-1,250", "1000000", "0", "2,000"), (0, 1, 4)),
    "declared plain, a German number": (PLAIN, ("1.234,50", "-0.25", "1000000", "0", "12345.67"), (0,)),
    "a unit that is not that of the column": (PROJECTS, ("1234,5 T€", *CLEAR[1:]), (0,)),
    "an exponent": (PROJECTS, ("1,2345e3", *CLEAR[1:]), (0,)),
    "too many decimals": (PROJECTS, (*CLEAR[:4], "12345,678901"), (4,)),
}
NUMBERS: dict[str, tuple[Family, Change]] = {
    "each column of years in its own writing": (
        ACCOUNTS,
        years(
            first=("-1.234,50", "-0,07", "-1.234,57", "250.000,00", "0", "248.765,43"),
            second=("-2000", "", "-2000", "-12345678.9", "-1", "-12347679.9"),
        ),
    ),
    "the other way round": (
        ACCOUNTS,
        years(
            first=("-1234.50", "-0.07", "-1234.57", "250000.00", "0", "248765.43"),
            second=("-2.000", "", "-2.000", "-12.345.678,9", "-1", "-12.347.679,9"),
        ),
    ),
    "a column of years that is unclear beside a German one": (
        ACCOUNTS,
        refused(
            years(
                first=("-1.234,50", "-0,07", "-1.234,57", "250.000,00", "0", "248.765,43"),
                second=("-2.952", "", "-2.952", "-14.125", "-1", "-17.078"),
            ),
            "mehrdeutig", "„Voranschlag 2021“",
        ),
    ),
    "all columns of years unclear": (
        ACCOUNTS,
        refused(years(first=("-2.952", "-3.000", "", "0", "0", ""), second=("-1.000", *[""] * 5)), "mehrdeutig"),
    ),
}  # fmt: skip
OTHERS: dict[str, tuple[Family, Change]] = {
    "a column Jahr beside {Jahr}": (PROJECTS, column("Jahr", "Jahr")),
    "a column JAHR beside {Jahr}": (PROJECTS, column("JAHR", "Jahr")),
    "a column Monat beside {Monat}": (FAMILIES[3], column("Monat", "Monat")),
    "nothing in a column of a template": (PROJECTS, emptied("Bereich")),
    "nothing in one of two columns of a template": (PROJECTS, emptied("Laufnummer")),
    "nothing in the only column of a template": (ACCOUNTS, emptied("Konto")),
    "delimiters alone between records": (PROJECTS, empty_record),
    "a padded sum row": (ACCOUNTS, padded_sum),
    "words in upper case": (PROJECTS, upper_words),
    "a word that the profile does not know": (PROJECTS, lambda made: made.put(2, "Art der Kosten", "xyz", error=True)),
}
CODES: dict[str, tuple[Family, Change]] = {
    "a code of two columns as a number": (PROJECTS, as_number("Projekt alt", 4.03, 1)),
    "the first of two columns as a number": (PROJECTS, projects_number),
    "a code of a template as a number": (PROJECTS, as_number("Laufnummer", 1)),
    "a code in each row that a record becomes": (ACCOUNTS, as_number("Konto", 101)),
}


def variants() -> Iterator[Variant]:
    """All of them: each belongs to one family."""
    english: dict[str, tuple[Family, Change]] = {
        name: (family, amounts(texts, aside)) for name, (family, texts, aside) in ENGLISH.items()
    }
    given: dict[str, tuple[Family, Callable[[Draft], object]]] = english | NUMBERS | OTHERS | CODES
    for name, (family, change) in given.items():
        made = foreign(family)
        change(made)
        yield Variant(f"profiles: {name}, {family.name}", "profiles", made)
