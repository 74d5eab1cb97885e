"""What stands on the page until Streamlit's scripts have come and draw over it: no white page on a slow line."""

from __future__ import annotations

from analytics.theme import DARK, LIGHT

LATE_S = 20
"""After this long the reader is told what to do; nothing moves, so the wait is the same where motion is not wanted."""


def _both(name: str) -> str:
    return f"light-dark({getattr(LIGHT, name)},{getattr(DARK, name)})"


STYLE = (
    ".db-splash{position:fixed;inset:0;color-scheme:light dark;"
    "padding:18px calc(max(0px,(100vw - 1264px)/2) + clamp(16px,3vw,32px));"
    f"background:{_both('bg')};color:{_both('ink')};font:16px/1.45 'Source Sans',system-ui,sans-serif}}"
    f".db-splash b{{display:block;margin-bottom:2.5rem;font-size:20px;font-weight:600;color:{_both('accent')}}}"
    f".db-splash p{{margin:0 0 .5rem}}.db-splash i{{font-style:normal;visibility:hidden;animation:db-late 0s {LATE_S}s "
    "forwards!important}@keyframes db-late{to{visibility:visible}}"
)
THEME = (  # where the reader has chosen a theme in the menu, Streamlit keeps it in the browser, address by address
    "try{const key=Object.keys(localStorage).find(name=>name.startsWith(`stActiveTheme-${location.pathname}-`)),"
    "chosen=/dark|light/i.exec(localStorage[key]);"
    "if(chosen)document.querySelector('.db-splash').style.colorScheme=chosen[0].toLowerCase()}catch{}"
)
SPLASH = (
    f'<style>{STYLE}</style><div class="db-splash" role="status"><b>Digitalbilanz Hannover</b>'
    "<p>Die Seite wird geladen …</p><p><i>Das dauert länger als üblich: bitte laden Sie die Seite neu.</i></p></div>"
    f"<script>{THEME}</script>"
)
"""Goes into Streamlit's root element, which empties it when it draws the page."""
