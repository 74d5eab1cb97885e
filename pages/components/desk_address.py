"""What the analyst's desk writes into the address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analytics.desk.conditions import Condition
from analytics.desk.pivot import CONDITION, NAMES, NONE, TABLE
from analytics.saved_views import SavedView
from pages.components import address

VIEW, COLUMNS, ORDER, DIRECTION = "ansicht", "spaltenliste", "folge", "richtung"
OWN = (*NAMES, VIEW, address.LEAF, COLUMNS, ORDER, DIRECTION, address.SQL)
"""Everything that makes a view of the desk."""
PIVOT, ROWS, CONSOLE = "auswerten", "zeilen", "sql"
VIEWS = {PIVOT: "Auswerten", ROWS: "Zeilen", CONSOLE: "SQL"}


def say(**changes: Sequence[str]) -> None:
    """Change these names and leave the others."""
    address.go(changes)


def say_table(table: str) -> None:
    """Another table begins with what it is usually asked; the way of looking stays."""
    address.go({**dict.fromkeys((*NAMES, COLUMNS, ORDER, DIRECTION), ()), TABLE: [table]})


def say_conditions(conditions: Iterable[Condition], **more: Sequence[str]) -> None:
    """Exactly these conditions; none is said too, or the usual ones would come back."""
    say(**{CONDITION: [one.address for one in conditions] or [NONE]}, **more)


def say_view(view: SavedView) -> None:
    """A saved view in place of what was asked."""
    address.go({**dict.fromkeys(OWN, ()), **view.address})
