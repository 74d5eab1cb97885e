"""Which characters the fonts of a paper can write; what they cannot is named by its number, never left out."""

from __future__ import annotations

import functools
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent / "fonts"
FORMATTING = frozenset(map(chr, (0x200C, 0x200D, 0x200E, 0x200F, 0xFE0E, 0xFE0F)))
"""Joiners, direction marks and variation selectors: they shape their neighbours and are no letters themselves."""


@functools.cache
def letters() -> frozenset[str]:
    """Every character that one of the fonts has."""
    found: set[str] = set()
    for path in sorted(FONTS.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            found.update(map(chr, font.getBestCmap()))
    return frozenset(found)


def written(text: str) -> str:
    """The text as it can be printed: 漢 becomes [U+6F22]; line breaks stay."""
    known = letters()
    return "".join(one if one in known or one == "\n" else _named(one) for one in text if one not in FORMATTING)


def _named(one: str) -> str:
    return " " if one == "\t" else f"[U+{ord(one):04X}]"
