"""Streamlit's index.html in German: language, title, stylesheet, frame texts, and a word to browsers without script."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import streamlit

from pages.shell.assets import SCRIPT_PATHS
from pages.shell.kept import ALWAYS_ASK, Kept
from pages.shell.splash import SPLASH
from pages.shell.style import STYLE_PATH

PACKAGE = Path(streamlit.__file__).parent / "static"
INSTALLED = (PACKAGE / "index.html").read_text("utf-8")
NOSCRIPT = (
    "<noscript><style>.db-splash{display:none}</style>"
    "<p>Die Digitalbilanz Hannover braucht JavaScript. Bitte schalten Sie es im Browser ein.</p></noscript>"
)
CHECK = "check this release"


def replaced(page: str, pattern: str, replacement: str) -> str:
    """Replace exactly one place; anything else means that Streamlit changed and must not pass in silence."""
    page, found = re.subn(pattern, lambda _: replacement, page, flags=re.DOTALL)
    if found != 1:
        raise RuntimeError(f"Streamlit's index.html has {found} places for {pattern!r}, expected one: {CHECK}.")
    return page


def chunk(name: str, package: Path = PACKAGE) -> str:
    """The address of the one script of that name; its hash differs from release to release."""
    found = sorted((package / "static" / "js").glob(f"{name}.*.js"))
    if len(found) != 1:
        raise RuntimeError(f"Streamlit has {len(found)} scripts {name}.*.js, expected one: {CHECK}.")
    return f"/static/js/{found[0].name}"


def german(page: str) -> str:
    """The installed page with our changes; deferred scripts run in order, so the frame texts come before Streamlit."""
    page = replaced(page, '<html lang="en">', '<html lang="de">')
    page = replaced(page, "<title>Streamlit</title>", "<title>Digitalbilanz Hannover</title>")
    page = replaced(
        page, '<link rel="shortcut icon" href="./favicon.png" />', '<link rel="icon" href="/assets/icon.svg" />'
    )
    scripts = "".join(f'<script defer src="{path}"></script>' for path in SCRIPT_PATHS)
    page = replaced(page, '<link rel="service-desc"[^>]*>', scripts)
    page = page.replace('"./static/', '"/static/')  # else an address such as /a/b finds no script
    page = replaced(page, "</head>", f'<link rel="stylesheet" href="{STYLE_PATH}"></head>')
    page = replaced(page, '<div id="root"></div>', f'<div id="root">{SPLASH}</div>')
    return replaced(page, "<noscript>.*</noscript>", NOSCRIPT)


def script_hashes(page: str) -> tuple[str, ...]:
    """The CSP sources of all inline scripts."""
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    return tuple(f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts)


GERMAN = german(INSTALLED)
SCRIPT_HASHES = script_hashes(GERMAN)
INDEX = Kept(GERMAN.encode, "text/html", ALWAYS_ASK)
PLOTLY = chunk("PlotlyChart")
FIRST_FILES = (*re.findall(r'"(/static/[^"]+\.(?:js|css))"', GERMAN), PLOTLY)
