"""The one stylesheet: the design tokens as CSS variables for both themes, then static/style.css."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

from analytics.theme import DARK, LIGHT

STATIC = Path(__file__).parent / "static"


def variables() -> str:
    """Every token as `--name`; `.stApp` sets color-scheme, so light-dark() follows the theme that is shown."""
    pairs = zip(dataclasses.asdict(LIGHT).items(), dataclasses.asdict(DARK).values(), strict=True)
    lines = (f"--{name.replace('_', '-')}:light-dark({light},{dark})" for (name, light), dark in pairs)
    return f".stApp{{{';'.join(lines)}}}\n"


STYLE = (variables() + (STATIC / "style.css").read_text("utf-8")).encode()
STYLE_PATH = f"/assets/style.css?v={hashlib.sha256(STYLE).hexdigest()[:12]}"
