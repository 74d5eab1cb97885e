"""Who may see what: one pure table, role -> pages and rows. Rows are limited where they are queried, not by hiding."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.errors import UserFacingError
from analytics.reference import reference

_READER_PAGES = ("overview", "measures", "costs", "broadband", "districts", "committees", "explore")
_PAGES = {
    "oeffentlich": (*_READER_PAGES, "methodology"),
    "ausschuss": _READER_PAGES,
    "leitung": (*_READER_PAGES, "data_quality"),
    "analyse": (*_READER_PAGES, "data_quality", "methodology"),
    "datenlieferung": (*_READER_PAGES, "data_delivery", "data_quality"),
}
_LIMITED = ("oeffentlich", "ausschuss")


@dataclass(frozen=True)
class Viewer:
    """A role at work: all rows, or the public ones and all rows of `committees`."""

    role: str
    every_row: bool
    committees: tuple[str, ...]
    pages: tuple[str, ...]

    def holds_all(self, committee: str) -> bool:
        """True when it sees every row of this committee."""
        return self.every_row or committee in self.committees


def viewer(role: str) -> Viewer:
    """The viewer of a role; `ausschuss:EDV,AGOB` names the committees whose rows are all visible."""
    name, _, listed = role.partition(":")
    committees = tuple(filter(None, listed.split(",")))
    unknown = [code for code in committees if code not in reference().committees]
    if name not in _PAGES or unknown or (committees and name != "ausschuss"):
        raise UserFacingError(
            f"Die Rolle „{role}“ gibt es nicht: bitte {', '.join(_PAGES)} oder zum Beispiel ausschuss:EDV angeben."
        )
    return Viewer(name, name not in _LIMITED, committees, _PAGES[name])
