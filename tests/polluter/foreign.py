"""The files of other sources under the same pollutions; what goes wrong with profiles alone stands in `traps`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.polluter.around import BLANK_LINES, FOOTERS, PREAMBLES
from tests.polluter.columns import COLUMNS
from tests.polluter.dialects import DELIMITERS, ENCODINGS, LINE_ENDS, encoded
from tests.polluter.draft import Draft, foreign
from tests.polluter.families import FAMILIES, Family
from tests.polluter.foreign_records import again_at_the_end, broken, contradicted, on_two_lines, wrong
from tests.polluter.headers import HEADER_NAMES, again
from tests.polluter.numbers import behind, grouped
from tests.polluter.sheets import Value, by_xlsxwriter, grid, hold
from tests.polluter.unreadable import MARKS
from tests.polluter.variant import Variant
from tests.polluter.way import Change
from tests.polluter.writing import written


@dataclass(frozen=True)
class ForeignWay:
    """A way to pollute files of other sources, of those that it is `fit` for."""

    name: str
    apply: Change
    fit: Callable[[Family], bool] = lambda family: True


def is_narrow(family: Family) -> bool:
    """True where every sign is in the encodings of Windows."""
    text = "".join((*family.names, *(cell for cells in family.records for cell in cells.values())))
    return text == text.encode("cp1252", "ignore").decode("cp1252")


def is_atlas(family: Family) -> bool:
    return family.table == "broadband"


def is_undeclared(family: Family) -> bool:
    """True where only the columns tell how numbers are written."""
    return family.name in ("projects in T€", "accounts")


def is_german(family: Family) -> bool:
    return is_undeclared(family) or family.name.startswith(("Freiburg", "Köln"))


def canonical(cell: str) -> str:
    """A number of a source with a comma and nothing else: of several points, or with three digits behind, thousands."""
    is_thousand = "," in cell or len(cell.rpartition(".")[2]) == 3
    return cell.replace(".", "" if is_thousand else ",")


def numbers(spelled: Callable[[str], str]) -> Change:
    """All amounts or shares in another way."""

    def apply(made: Draft) -> None:
        assert made.family
        for name in made.family.numbers:
            for row, clean in enumerate(made.clean):
                if clean[name]:
                    made.put(row, name, spelled(canonical(clean[name])))

    return apply


def padded(blank: str) -> Change:
    return lambda made: made.everywhere(lambda cell: f"{blank}{cell}{blank}" if cell else cell)


def marked(mark: str) -> Change:
    """A mark for no value where a number is missing."""

    def apply(made: Draft) -> None:
        assert made.family
        for name in made.family.numbers:
            for row, clean in enumerate(made.clean):
                if not clean[name]:
                    made.put(row, name, mark)

    return apply


def has_gaps(family: Family) -> bool:
    return any(not cells[name] for cells in family.records for name in family.numbers)


def as_typed(made: Draft, name: str, cell: str) -> Value:
    """Amounts and shares as numbers, everything else as text."""
    assert made.family
    return float(canonical(cell).replace(",", ".")) if name in made.family.numbers and cell else cell or None


def in_a_workbook(made: Draft) -> None:
    hold(made, by_xlsxwriter(grid(made, as_typed)))


def in_a_workbook_as_text(made: Draft) -> None:
    hold(made, by_xlsxwriter(grid(made, lambda made, name, cell: cell or None)))


def _of(changes: dict[str, Change], *names: str, fit: Callable[[Family], bool] | None = None) -> list[ForeignWay]:
    return [ForeignWay(name, changes[name], *([fit] if fit else [])) for name in names or changes]


WAYS: list[ForeignWay] = [
    ForeignWay("as it is", lambda made: None),
    *_of(ENCODINGS, "BOM", "UTF-16 LE with BOM", "UTF-16 BE with BOM"),
    *_of({"Windows-1252": encoded("cp1252")}, fit=is_narrow),
    *_of(DELIMITERS),
    *_of(LINE_ENDS, "CRLF", "LF and CRLF in turn", "last line without end"),
    *_of(PREAMBLES, "a title and a blank line", "delimiters", "a quoted title of two lines", "sums", "20 lines"),
    *_of(HEADER_NAMES, "upper case", "lower case", "no-break spaces", "padded", "line breaks", "decomposed umlauts"),
    *_of(HEADER_NAMES, "soft hyphens", "columns shuffled", "columns reversed"),
    *_of({"header again in the middle": again(2)}),
    *_of(COLUMNS, "an unknown column in front", "an unknown column in the middle", "a delimiter at every end"),
    *_of(FOOTERS, "Ende der Liste", "several lines", "three empty records"),
    *_of(BLANK_LINES, "below the header", "everywhere"),
    *(ForeignWay(f"padded with {blank!a}", padded(blank)) for blank in (" ", "\u00a0", "\r\n", "\u200b")),
    ForeignWay("numbers with thousands points", numbers(lambda text: grouped(text, ".")), is_german),
    ForeignWay("numbers with thousands blanks", numbers(lambda text: grouped(text, "\u202f")), is_german),
    ForeignWay("numbers with a trailing minus", numbers(behind), is_german),
    ForeignWay("numbers with €", numbers(lambda text: f"{text} €"), is_german),
    ForeignWay("numbers with a point", numbers(lambda text: text.replace(",", ".")), is_undeclared),
    ForeignWay("shares with a comma", numbers(str), is_atlas),
    ForeignWay("shares with %", numbers(lambda text: f"{text} %"), is_atlas),
    ForeignWay("shares with a point and %", numbers(lambda text: text.replace(",", ".") + "%"), is_atlas),
    *(ForeignWay(f"{mark} for none", marked(mark), has_gaps) for mark in MARKS[::3]),
    ForeignWay("a wrong cell", wrong("viel")),
    ForeignWay("a must cell empty", wrong(""), lambda family: not family.is_wide),
    ForeignWay("a share above 100", wrong("100.39"), is_atlas),
    ForeignWay("a record twice", again_at_the_end),
    ForeignWay("a record twice with another number", contradicted, lambda family: bool(family.numbers)),
    ForeignWay("one cell too few", broken(lambda cells: cells[:-1])),
    ForeignWay("one cell too many", broken(lambda cells: [*cells, ""])),
    ForeignWay("a record on two lines", on_two_lines),
    ForeignWay("a workbook", in_a_workbook, lambda family: bool(family.numbers)),
    ForeignWay("a workbook of texts", in_a_workbook_as_text),
]
"""What is done to the export itself, too; here in files that a profile reads."""


def variants(*, everywhere: bool) -> Iterator[Variant]:
    """Each way in one of the families in turn, every other one in one of our own too; or in all that it changes."""
    untouched = {written(foreign(family)).content for family in FAMILIES}
    for number, way in enumerate(WAYS):
        made = [_polluted(way, family) for family in FAMILIES if way.fit(family)]
        changed = [one for one in made if number == 0 or written(one.made).content not in untouched]
        turn = {5 * number % len(changed), *([number % 3 % len(changed)] if number % 2 else [])}
        yield from changed if everywhere else (changed[place] for place in sorted(turn))


def _polluted(way: ForeignWay, family: Family) -> Variant:
    made = foreign(family)
    way.apply(made)
    return Variant(f"foreign: {way.name}, {family.name}", "foreign", made)
