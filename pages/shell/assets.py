"""Our own files under /assets, kept in memory like Streamlit's."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from pages.shell.kept import FOREVER, HOUR, Kept
from pages.shell.style import STATIC, STYLE

KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json"}
NAMES = ("de.js", "reach.js", "focus.js", "print.js", "copy.js", "legend.js", "picture.js", "take_away.js")
SCRIPTS = {name: (STATIC / name).read_bytes() for name in NAMES}
"""Ours beside Streamlit's, in the order in which they run."""
SCRIPT_PATHS = tuple(f"/assets/{name}?v={hashlib.sha256(script).hexdigest()[:12]}" for name, script in SCRIPTS.items())


def shrinking(folder: Path, address: str, cache: str) -> dict[str, Kept]:
    """Address → file, for every file that compression makes smaller; fonts and pictures are compressed already."""
    files = (path for path in sorted(folder.rglob("*")) if path.suffix in KINDS)
    return {
        address + path.relative_to(folder).as_posix(): Kept(path.read_bytes, KINDS[path.suffix], cache)
        for path in files
    }


ASSETS = (
    shrinking(STATIC, "/assets/", HOUR)
    | {"/assets/style.css": Kept(lambda: STYLE, KINDS[".css"], FOREVER)}  # the index page names these by their hash
    | {
        f"/assets/{name}": Kept(functools.partial(bytes, script), KINDS[".js"], FOREVER)
        for name, script in SCRIPTS.items()
    }
)
