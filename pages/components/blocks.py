"""The blocks a page is made of. Text that may come from a delivery is escaped here or in `chart`, and only there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics import formats
from analytics.figures.measures.measure_sheet import Line
from analytics.figures.overview.lead import Fact
from analytics.figures.overview.tiles import Tile
from pages.components.session import View

APP = "Digitalbilanz Hannover"
ABOUT = (
    ("methodik", "Methodik"),
    ("barrierefreiheit", "Barrierefreiheit"),
    ("datenschutz", "Datenschutz"),
    ("impressum", "Impressum"),
)
"""The pages that every reader can open from the foot of each page."""
NOTHING = "Hier gibt es nichts zu zeigen"
ONCE, _DRAWN = ("<h1", "<footer"), "what the page has once"
"""What a page may have once only, and where a run notes what stands already."""
TONES = {"besser": "better", "schlechter": "worse", "": ""}


def begin() -> None:
    """A page is drawn anew: none of what it has once stands yet."""
    st.session_state[_DRAWN] = set()


def has(once: str) -> bool:
    """Whether the "<h1" or the "<footer" of the page stands; an error of ours adds what is missing."""
    return once in st.session_state.get(_DRAWN, ())


def html(markup: str) -> None:
    """Markup of ours; whoever puts data into it escapes the data."""
    st.session_state[_DRAWN] = {*st.session_state.get(_DRAWN, ()), *(part for part in ONCE if part in markup)}
    st.html(f'<div class="db">{markup}</div>')


SCOPES = {
    "oeffentlich": "Nur öffentliche Maßnahmen.",
    "ausschuss": "Nur öffentliche Maßnahmen und die der eigenen Ausschüsse.",
}


def scope_of(view: View) -> str:
    """What a limited role must know about every figure; empty for those who see every row."""
    return SCOPES.get(view.engine.viewer.role, "")


def sample_label(view: View) -> str:
    """The word that must stand wherever sample data shows."""
    return "Beispieldaten" if view.engine.is_sample else ""


def page_head(question: str, facts: Sequence[Fact]) -> None:
    """The question of the page and its answer in two or three sentences."""
    lead = " ".join(f"<b>{escape(fact.strong)}</b>{escape(fact.rest)}" for fact in facts)
    html(f'<div class="db-head"><h1>{escape(question)}</h1><p class="db-lead">{lead}</p></div>')


def notes(texts: Iterable[str], role: str = "status") -> None:
    """What must be said beside the answer, one box each.

    Called also while there is nothing to say, they have a place of their own: what stands below is not drawn anew when
    they come or go, and whoever is at a control there stays at it.
    """
    with st.container():
        for text in texts:
            html(f'<div class="db-note" role="{role}"><p>{escape(text)}</p></div>')


def section(title: str, aside: str = "") -> None:
    """A rule across the page, a title, and on the right what it covers."""
    html(f'<div class="db-section"><h2>{escape(title)}</h2><p>{escape(aside)}</p></div>')


def sentence(text: str) -> None:
    """The generated answer above a chart or a table."""
    html(f'<p class="db-answer">{escape(text)}</p>')


def lines_html(lines: Iterable[Line]) -> str:
    """What is asked and what is known of it, as a list; each line in its voice, with its link out of the product."""
    return f'<dl class="db-lines">{"".join(map(_line, lines))}</dl>'


def _line(line: Line) -> str:
    voice = f' class="db-{line.voice}"' if line.voice else ""
    link = f'<a href="{escape(line.link.address)}" rel="noreferrer">{escape(line.link.words)}</a>' if line.link else ""
    text = " · ".join(filter(None, (escape(line.text), link)))
    return f"<div><dt>{escape(line.label)}</dt><dd{voice}>{text}</dd></div>"


def kpi_row(view: View, tiles: Iterable[Tile]) -> None:
    """Key figures on one grid, with their rule behind a native disclosure (no rerun)."""
    html(f'<ul class="db-kpis">{"".join(_kpi(view, tile) for tile in tiles)}</ul>')


def _kpi(view: View, tile: Tile) -> str:
    rows = escape(view.address(page=tile.page, **tile.chosen))
    change = tile.change
    missing = " db-missing" if tile.value == formats.MISSING else ""
    arrow = (
        f'<i class="db-arrow {TONES[change.judgement]}" aria-hidden="true">{change.arrow}</i>' if change.arrow else ""
    )
    judgement = f", {change.judgement}" if change.judgement else ""
    return (
        f'<li><a class="k" href="{rows}" target="_self">{escape(tile.label)}</a>'
        f'<span class="v{missing}">{escape(tile.value)}<small>{formats.NBSP}{escape(tile.unit)}</small></span>'
        f'<span class="x">{escape(tile.part_of)}</span>{_bar(tile.share_pct)}'
        f'<span class="d">{arrow}<b>{escape(change.words)}</b>{judgement}</span>'
        f'<div class="db-why"><details><summary>Regel</summary><p>{escape(tile.rule)}</p></details>'
        f'<a href="{escape(view.question_link(tile.figures))}" target="_self">So gerechnet</a></div></li>'
    )


def _bar(share_pct: float | None) -> str:
    """A share as a thin bar; no bar where there is no whole."""
    if share_pct is None:
        return '<div class="db-bar db-none" aria-hidden="true"></div>'
    return f'<div class="db-bar" aria-hidden="true"><i style="width:{min(max(share_pct, 0), 100):.1f}%"></i></div>'


def pair(name: str, widths: tuple[float, float] = (1, 1)) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Two columns that become one on a narrow screen."""
    return st.container(key=f"pair-{name}").columns(widths, gap="large")


def bad_news(text: str, newest: str = "") -> None:
    """A question that has no answer, in one sentence of the product, and the way back where there is one."""
    html(f'<div class="db-note" role="alert">{_heading(NOTHING)}<p>{escape(text)}</p>{_way_back(newest)}</div>')


def unreadable(text: str, number: str, newest: str = "") -> None:
    """Published, but not readable: the reader has somebody to tell, and whoever runs the dashboard something to do."""
    html(
        f'<div class="db-note db-bug" role="alert">{_heading("Der Datenstand lässt sich nicht öffnen")}'
        "<p>Bitte sagen Sie es der Stelle, die die Digitalbilanz betreibt, und nennen Sie die Kennung "
        f"<strong>{escape(number)}</strong>.</p>{_way_back(newest)}"
        f'<p class="db-operator">Für den Betrieb: {escape(text)} Der Grund steht unter der Kennung im Protokoll.</p>'
        "</div>"
    )


def _heading(text: str) -> str:
    """The heading of a page that had none yet, else strong words."""
    tag = "b" if has("<h1") else "h1"
    return f"<{tag}>{escape(text)}</{tag}>"


def _way_back(newest: str) -> str:
    return f'<p><a href="{escape(newest)}" target="_self">Zum neuesten Stand</a></p>' if newest else ""


def bug(number: str, what: str = "Diese Seite konnte nicht vollständig berechnet werden") -> None:
    """Our own error: not the reader's data, and a number to report."""
    html(
        f'<div class="db-note db-bug" role="alert">{_heading(what)}'
        "<p>Das ist ein Fehler der Anwendung, nicht Ihrer Daten. Bitte melden Sie der Stelle, die die Digitalbilanz "
        f"betreibt, die Kennung <strong>{escape(number)}</strong>.</p></div>"
    )


def footer(view: View) -> None:
    """What is shown, the address under which exactly this stays readable, and the pages about the product itself."""
    parts = (APP, sample_label(view), f"Stand {formats.day(view.as_of)}", f"Datenstand {view.engine.snapshot_id}")
    durable = f'<a href="{escape(view.durable_link())}" target="_self">Dauerhafter Link zu diesem Stand</a>'
    links = "".join(f'<a href="{escape(view.address(page=page))}" target="_self">{word}</a>' for page, word in ABOUT)
    shown = escape(" · ".join(part for part in parts if part))
    about = f'<nav aria-label="Über die Digitalbilanz">{links}</nav>'
    html(f'<footer class="db-footer"><p>{shown} {durable}</p>{about}</footer>')
