"""Workbooks with rows of the export on more than one sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.polluter.draft import Draft
from tests.polluter.sheets import changed
from tests.polluter.way import Change, Way, ways


def parted(head: Callable[[list[str]], list[str]]) -> Change:
    """The last rows on a second sheet, whose header is another one: they must not be passed over as notes."""

    def apply(made: Draft) -> None:
        def change(book: Any, sheet: Any, _: Draft) -> None:
            other = book.add_worksheet("Fortsetzung")
            for row, cells in enumerate([head(made.names), *(list(clean.values()) for clean in made.clean[4:])]):
                other.write_row(row, 0, cells)

        del made.records[4:]
        changed(change, "Fortsetzung")(made)

    return apply


def beside(name: str, head: bool, title: bool, shown: str = "visible") -> Change:
    """Rows of the export on another sheet, perhaps a hidden one: the file is refused, or the sheet is named."""

    def apply(made: Draft) -> None:
        def change(book: Any, sheet: Any, _: Draft) -> None:
            other, row = book.add_worksheet(name), 0
            for cells in (["Fortsetzung"] if title else None, made.names if head else None, *rest):
                if cells:
                    other.write_row(row, 0, cells)
                    row += 1
            {"visible": lambda: None, "hidden": other.hide, "very hidden": other.very_hidden}[shown]()

        rest = [list(clean.values()) for clean in made.clean[4:]]
        del made.records[4:]
        made.elsewhere = name
        changed(change)(made)

    return apply


PARTED: dict[str, Change] = {
    "the rest on a second sheet": parted(list),
    "the rest on a second sheet, a column under another name": parted(lambda names: [*names[:-1], "Sonstiges"]),
    "the rest on a second sheet, no header": parted(lambda names: []),
}

SHEETS: dict[str, Change] = {
    "rows under a title on a second sheet": beside("Seite 2", head=False, title=True),
    "header and rows under a title on a second sheet": beside("Seite 2", head=True, title=True),
    "rows on a hidden sheet": beside("Rest", head=False, title=False, shown="hidden"),
    "header and rows on a hidden sheet": beside("Rest", head=True, title=False, shown="hidden"),
    "rows under a title on a hidden sheet": beside("Rest", head=False, title=True, shown="hidden"),
    "header and rows on a very hidden sheet": beside("Rest", head=True, title=False, shown="very hidden"),
}
WAYS: list[Way] = [
    *ways("workbooks", SHEETS, ("costs", "broadband", "measures")),
    *ways("workbooks", PARTED, ("costs",)),
]
