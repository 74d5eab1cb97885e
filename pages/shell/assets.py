"""Our own files under /assets, kept in memory like Streamlit's."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pages.shell.kept import FOREVER, HOUR, Kept
from pages.shell.style import STATIC, STYLE

KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json"}
GERMAN_FRAME = (STATIC / "de.js").read_bytes()
GERMAN_FRAME_PATH = f"/assets/de.js?v={hashlib.sha256(GERMAN_FRAME).hexdigest()[:12]}"


def shrinking(folder: Path, address: str, cache: str) -> dict[str, Kept]:
    """Address → file, for every file that compression makes smaller; fonts and pictures are compressed already."""
    files = (path for path in sorted(folder.rglob("*")) if path.suffix in KINDS)
    return {
        address + path.relative_to(folder).as_posix(): Kept(path.read_bytes, KINDS[path.suffix], cache)
        for path in files
    }


ASSETS = shrinking(STATIC, "/assets/", HOUR) | {
    "/assets/style.css": Kept(lambda: STYLE, KINDS[".css"], FOREVER),  # the index page names these two by their hash
    "/assets/de.js": Kept(lambda: GERMAN_FRAME, KINDS[".js"], FOREVER),
}
