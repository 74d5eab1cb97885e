"""Streamlit's index.html in German: language, title, stylesheet and the text for browsers without JavaScript."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import streamlit

from pages.shell.style import STYLE_PATH

INSTALLED = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
NOSCRIPT = (
    "<noscript><p>Die Digitalbilanz Hannover braucht JavaScript. Bitte schalten Sie es im Browser ein.</p></noscript>"
)


def replaced(page: str, pattern: str, replacement: str) -> str:
    """Replace exactly one place; anything else means that Streamlit changed and must not pass in silence."""
    page, found = re.subn(pattern, lambda _: replacement, page, flags=re.DOTALL)
    if found != 1:
        raise RuntimeError(
            f"Streamlit's index.html has {found} places for {pattern!r}, expected one: check this release."
        )
    return page


def german(page: str) -> str:
    """The installed page with our changes."""
    page = replaced(page, '<html lang="en">', '<html lang="de">')
    page = replaced(page, "<title>Streamlit</title>", "<title>Digitalbilanz Hannover</title>")
    page = replaced(
        page, '<link rel="shortcut icon" href="./favicon.png" />', '<link rel="icon" href="/assets/icon.svg" />'
    )
    page = replaced(page, '<link rel="service-desc"[^>]*>', "")
    page = replaced(page, "</head>", f'<link rel="stylesheet" href="{STYLE_PATH}"></head>')
    return replaced(page, "<noscript>.*</noscript>", NOSCRIPT)


def script_hashes(page: str) -> tuple[str, ...]:
    """The CSP sources of all inline scripts."""
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    return tuple(f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts)


GERMAN = german(INSTALLED)
SCRIPT_HASHES = script_hashes(GERMAN)
