"""The blocks a page is made of. Text that may come from a delivery is escaped here or in `chart`, and only there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics import formats
from analytics.figures.lead import Fact
from analytics.figures.tiles import Tile
from pages.components.session import DATE_KEY, SNAPSHOT_KEY, View, choose_date

APP = "Digitalbilanz Hannover"
SCOPES = {
    "oeffentlich": "Nur öffentliche Maßnahmen",
    "ausschuss": "Öffentliche Maßnahmen und alle Maßnahmen der eigenen Ausschüsse",
}
TONES = {"besser": "better", "schlechter": "worse", "": ""}


def html(markup: str) -> None:
    """Markup of ours; whoever puts data into it escapes the data."""
    st.html(f'<div class="db">{markup}</div>')


def stand_line(view: View) -> None:
    """The selection as a sentence, and the one place to change it."""
    scope = SCOPES.get(view.engine.viewer.role, "Alle Handlungsfelder, Dezernate und Stadtbezirke")
    stand = f"Stand {formats.day(view.as_of)}" if view.as_of else f"Kein Stand bis {formats.day(view.asked)}"
    compared = f", verglichen mit {formats.day(view.previous)}" if view.previous else ""
    sample = f' <span class="db-sample">{sample_label(view)}</span>' if sample_label(view) else ""
    with st.container(key="stand", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        html(f'<p class="db-stand"><b>{stand}</b>{compared}. {scope}.{sample}</p>')
        with st.popover("Auswahl ändern"):
            choose_date(view)
    if view.note:
        html(f'<div class="db-note" role="status"><p>{escape(view.note)}</p></div>')


def sample_label(view: View) -> str:
    """The word that must stand wherever sample data shows."""
    return "Beispieldaten" if view.engine.is_sample else ""


def page_head(question: str, facts: Sequence[Fact]) -> None:
    """The question of the page and its answer in two or three sentences."""
    lead = " ".join(f"<b>{escape(fact.strong)}</b>{escape(fact.rest)}" for fact in facts)
    html(f'<div class="db-head"><h1>{escape(question)}</h1><p class="db-lead">{lead}</p></div>')


def section(title: str, aside: str = "") -> None:
    """A rule across the page, a title, and on the right what it covers."""
    html(f'<div class="db-section"><h2>{escape(title)}</h2><p>{escape(aside)}</p></div>')


def kpi_row(tiles: Iterable[Tile]) -> None:
    """Key figures on one grid, with their rule behind a native disclosure (no rerun)."""
    html(f'<ul class="db-kpis">{"".join(map(_kpi, tiles))}</ul>')


def _kpi(tile: Tile) -> str:
    change = tile.change
    missing = " db-missing" if tile.value == formats.MISSING else ""
    arrow = (
        f'<i class="db-arrow {TONES[change.judgement]}" aria-hidden="true">{change.arrow}</i>' if change.arrow else ""
    )
    judgement = f", {change.judgement}" if change.judgement else ""
    return (
        f'<li><span class="k">{escape(tile.label)}</span>'
        f'<span class="v{missing}">{escape(tile.value)}<small>{formats.NBSP}{escape(tile.unit)}</small></span>'
        f'<span class="x">{escape(tile.part_of)}</span>{_bar(tile.share_pct)}'
        f'<span class="d">{arrow}<b>{escape(change.words)}</b>{judgement}</span>'
        f"<details><summary>Regel</summary><p>{escape(tile.rule)}</p></details></li>"
    )


def _bar(share_pct: float | None) -> str:
    """A share as a thin bar; no bar where there is no whole."""
    if share_pct is None:
        return '<div class="db-bar db-none" aria-hidden="true"></div>'
    return f'<div class="db-bar" aria-hidden="true"><i style="width:{min(max(share_pct, 0), 100):.1f}%"></i></div>'


def pair(name: str) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Two columns that become one on a narrow screen."""
    return st.container(key=f"pair-{name}").columns(2, gap="large")


def bad_news(text: str, *, has_newest: bool) -> None:
    """A question that has no answer, in one sentence of the product, and the way back where there is one."""
    way = '<p><a href="?" target="_self">Zum neuesten Stand</a></p>' if has_newest else ""
    html(f'<div class="db-note" role="alert"><h1>Hier gibt es nichts zu zeigen</h1><p>{escape(text)}</p>{way}</div>')


def bug(number: str) -> None:
    """Our own error: not the reader's data, and a number to report."""
    html(
        '<div class="db-note db-bug" role="alert"><b>Diese Seite konnte nicht vollständig berechnet werden</b>'
        "<p>Das ist ein Fehler der Anwendung, nicht Ihrer Daten. "
        f"Bitte melden Sie die Kennung {escape(number)}.</p></div>"
    )


def footer(view: View) -> None:
    """What is shown, and the address under which exactly this stays readable."""
    snapshot = escape(view.engine.snapshot_id)
    parts = (APP, sample_label(view), f"Stand {formats.day(view.as_of)}", f"Datenstand {snapshot}")
    address = f"?{DATE_KEY}={view.answered}&amp;{SNAPSHOT_KEY}={snapshot}"
    link = f'<a href="{address}" target="_self">Dauerhafter Link zu diesem Stand</a>'
    html(f'<div class="db-footer"><span>{" · ".join(part for part in parts if part)}</span>{link}</div>')
