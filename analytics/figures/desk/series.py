"""Up to six series told apart by colour, pattern and, in lines, by mark and dash; the legend has the same swatches."""

from __future__ import annotations

from typing import Any, NamedTuple

from analytics.figures.parts import LegendEntry
from analytics.theme import Tokens

MOST = 6


class Series(NamedTuple):
    """A look: the name of its colour, the pattern of its bars, the mark and the dash of its line."""

    token: str
    pattern: str
    symbol: str
    dash: str

    def colour(self, t: Tokens) -> str:
        """Its colour on this screen."""
        found: str = getattr(t, self.token)
        return found

    def fill(self, t: Tokens) -> dict[str, Any]:
        """The marker of its bars."""
        pattern = {"shape": self.pattern, "fgcolor": t.bg, "bgcolor": self.colour(t), "size": 6, "solidity": 0.3}
        return {"color": self.colour(t), "line": {"width": 0}, **({"pattern": pattern} if self.pattern else {})}


LOOKS = (
    Series("completed", "", "circle", "solid"),
    Series("forecast", "", "square", "6px,3px"),
    Series("running", "/", "diamond", "2px,3px"),
    Series("available", "x", "triangle-up", "9px,3px"),
    Series("rule", "\\", "cross", "4px,2px"),
    Series("yellow_edge", ".", "star", "1px,2px"),
)


def legend(words: tuple[str, ...]) -> tuple[LegendEntry, ...]:
    """A swatch for each series; none for a single one."""
    return tuple(LegendEntry(word, f"series-{n}") for n, word in enumerate(words, 1)) if len(words) > 1 else ()
