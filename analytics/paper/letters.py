"""Which characters the fonts of a paper can write, and where an endless word may break.

What no font can write, and what could turn or hide its neighbours, is named by its number, never left out.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent / "fonts"
SHAPING = frozenset(map(chr, (0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0xFE0E, 0xFE0F)))
"""Soft hyphens, joiners, direction marks and variation selectors: they shape their neighbours and are no letters."""
LONG_WORD, LONG_RUN, PIECE = 18, 30, 24
"""In characters: a word with signs in it breaks after them from LONG_WORD on, a run of letters after LONG_RUN."""
MAY_BREAK = "\u200b"


@functools.cache
def letters() -> frozenset[str]:
    """Every character that one of the fonts has."""
    found: set[str] = set()
    for path in sorted(FONTS.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            found.update(map(chr, font.getBestCmap()))
    return frozenset(found)


def named(text: str) -> str:
    """The text with every control character named: a bell becomes [U+0007]; line breaks stay, a tab is a blank."""
    return "".join(one if _is_harmless(one) else _named(one) for one in text)


def written(text: str) -> str:
    """The text as it can be printed: 漢 becomes [U+6F22], and endless words may break."""
    known = letters()
    kept = "".join(one if one in known or one in "\n[]" else _unknown(one) for one in named(text))
    return re.sub(rf"\S{{{LONG_WORD},}}", lambda word: _breakable(word[0]), kept)


def _is_harmless(one: str) -> bool:
    return one == "\n" or one in SHAPING or unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _named(one: str) -> str:
    return " " if one == "\t" else f"[U+{ord(one):04X}]"


def _unknown(one: str) -> str:
    return "" if one in SHAPING else _named(one)


def _breakable(word: str) -> str:
    after_signs = re.sub(r"([\]/.,;:@&?=)_])(?=\w)", rf"\1{MAY_BREAK}", word)
    return re.sub(rf"\w{{{LONG_RUN},}}", lambda run: MAY_BREAK.join(_pieces(run[0])), after_signs)


def _pieces(run: str) -> list[str]:
    return [run[start : start + PIECE] for start in range(0, len(run), PIECE)]
