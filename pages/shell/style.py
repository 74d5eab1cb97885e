"""The one stylesheet: the design tokens as CSS variables for both themes, then the parts of static/style/ in order."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

from analytics.theme import DARK, LIGHT

STATIC = Path(__file__).parent / "static"
PARTS = (
    "frame",
    "head",
    "kpis",
    "chart",
    "table",
    "notes",
    "waiting",
    "reading",
    "overview",
    "measures",
    "costs",
    "broadband",
    "districts",
    "committees",
    "analyse",
    "quality",
    "delivery",
    "print",
)
"""Blocks that every page uses, then what single pages add, then paper. data-testid selectors are undocumented by
Streamlit: decoration only, a page without them stays usable."""


def variables() -> str:
    """Every token as `--name`; `.stApp` sets color-scheme, so light-dark() follows the theme that is shown."""
    pairs = zip(dataclasses.asdict(LIGHT).items(), dataclasses.asdict(DARK).values(), strict=True)
    lines = (f"--{name.replace('_', '-')}:light-dark({light},{dark})" for (name, light), dark in pairs)
    return f".stApp{{{';'.join(lines)}}}\n"


STYLE = "".join((variables(), *((STATIC / "style" / f"{part}.css").read_text("utf-8") for part in PARTS))).encode()
STYLE_PATH = f"/assets/style.css?v={hashlib.sha256(STYLE).hexdigest()[:12]}"
