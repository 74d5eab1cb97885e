"""What stands around the records: preambles, footers and blank lines."""

from __future__ import annotations

from tests.polluter.draft import ANY, Draft, Record
from tests.polluter.way import Change, Way, both, ways


def above(*lines: str) -> Change:
    return lambda made: made.top.extend(lines)


def upper_table(made: Draft) -> None:
    """A small table of two columns, and a name of the header among its words."""
    made.top += [made.dialect.line(cells) for cells in (["Stichtag", "31.12.2021"], ["Maßnahme-Nr", "alle"], [])]


PREAMBLES: dict[str, Change] = {
    "a title": above("Auszug aus dem Verfahren"),
    "a title and a blank line": above("Digitalstrategie der Landeshauptstadt", ""),
    "two blank lines": above("", ""),
    "a line of white space": above("Auszug", " \u00a0"),
    "Stand": above("Stand: 31.12.2021"),
    "delimiters": above("Auszug;;;;", ";;", "Haushalt, Produkt | Konto\tSumme"),
    "a quoted title": above('"Auszug; ""Digital"""', "Stand: 31.12.2021"),
    "a quoted title of two lines": above('"Auszug', 'Stand: 31.12.2021"', ""),
    "a quote inside": above('Auszug "Digital" für 5" Geräte'),
    "an upper table": upper_table,
    "sums": above("Summe;1.234,56", "davon;12.345", "Anteil;50 %"),
    "a date and a number": above("31.12.2021;0001;1.000"),
    "a comment sign": above("# Export 4711", "#"),
    "20 lines": above(*(f"Hinweis {number}: bitte beachten" for number in range(20))),
    "20 lines, every other one blank": above(*(f"Hinweis {number}" if number % 2 else "" for number in range(20))),
    "a separator line of Excel": above("sep=;"),
}


def below(cells: list[str], *more: list[str]) -> Change:
    """Lines under the records that are no records: each is named and set aside."""
    return lambda made: made.records.extend(Record(one, errors=(None,)) for one in (cells, *more))


def below_in_columns(name: str | None, cell: str) -> Change:
    """A line with as many cells as a record, with one text in its first column, or none, and one in the last."""

    def apply(made: Draft) -> None:
        middle = [""] * (len(made.names) - 2)
        made.records.append(Record([name or "", *middle, cell], errors=(ANY,)))

    return apply


def blank(*places: int) -> Change:
    def apply(made: Draft) -> None:
        for place in sorted(places, reverse=True):
            made.records.insert(min(place, len(made.records)), Record([]))

    return apply


def nothing(*places: int) -> Change:
    """Delimiters alone at the end, which Excel leaves of rows that were cleared: they count as blank lines."""

    def apply(made: Draft) -> None:
        for place in places:
            made.records.insert(
                place, Record(lambda dialect: dialect.delimiter * (len(made.names) - 1), is_nothing=True)
            )

    return apply


def white(text: str, place: int = 99, errors: tuple[str | None, ...] = ()) -> Change:
    """A line of white space: at the end as good as none."""
    return lambda made: made.records.insert(place, Record([text], errors=errors, is_nothing=not errors))


def empty_record(*places: int) -> Change:
    """Delimiters alone with something below: a record whose content is gone."""

    def apply(made: Draft) -> None:
        for place in sorted(places, reverse=True):
            made.records.insert(place, Record([""] * len(made.names), errors=(ANY,)))

    return apply


FOOTERS: dict[str, Change] = {
    "Ende der Liste": below(["Ende der Liste"]),
    "sum with four cells": below(["Summe", "", "", "1234,00"]),
    "sum row": below_in_columns("Summe", "1234,00"),
    "sum row without a word": below_in_columns(None, "1234,00"),
    "count": below(["Anzahl Datensätze: 8"]),
    "several lines": below(["Summe", "1234,00"], ["Stand: 31.12.2021"], ["Ersteller: Verfahren"]),
    "an empty record": nothing(99),
    "three empty records": nothing(99, 99, 99),
    "a thousand empty records": nothing(*[99] * 1000),
    "empty records and blank lines": both(nothing(99), blank(99), nothing(99, 99)),
    "an empty record above a sum": both(empty_record(99), below(["Summe", "1234,00"])),
    "an empty record in the middle": empty_record(3),
    "empty records in the middle and at the end": both(empty_record(1, 3), nothing(99, 99)),
    "a line of white space": white(" "),
    "a line of tabs": white("\t\t"),
    "white space in the middle": white(" \u00a0", 3, errors=(None,)),
    "DOS end of file": below(["\x1a"]),
}
BLANK_LINES: dict[str, Change] = {
    "below the header": blank(0),
    "in the middle": blank(3, 3),
    "everywhere": blank(*range(1, 8)),
    "at the end": blank(99, 99, 99),
}

WAYS: list[Way] = [
    *ways("preambles", PREAMBLES, layer="frame"),
    *ways("footers and blank lines", FOOTERS | BLANK_LINES, layer="frame"),
]
