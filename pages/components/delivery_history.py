"""What was published so far on the page of those who deliver, and the way back to an earlier state."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from analytics.figures.delivery.past import Past, moment, past_table
from analytics.publish.past import past
from analytics.store import Store
from pages.components import blocks
from pages.components import table as tables


def history(store: Store, go_back: Callable[[str], None]) -> None:
    """The publications, newest first; `go_back` takes the snapshot id that somebody chose and confirmed."""
    published = past(store)
    blocks.section("Was wurde bisher veröffentlicht?", "Neuestes zuerst; kein Datenstand wird je gelöscht")
    if not published:
        blocks.sentence("Es ist noch nichts veröffentlicht.")
        return
    current = store.current_id()
    with st.container(key="delivery-past"):
        blocks.html(tables.table_html(past_table(published, current), cards=True))
    if earlier := _earlier(published, current):
        with st.container(key="delivery-back"):
            _choose(earlier, go_back)


def _earlier(published: Sequence[Past], current: str | None) -> dict[str, str]:
    """Snapshot id -> when it was published last, the newest first."""
    found = {one.entry.snapshot: one.entry for one in reversed(published) if one.entry.snapshot != current}
    return {name: f"{moment(found[name].at)}, Datenstand {name}" for name in reversed(found)}


def _choose(earlier: dict[str, str], go_back: Callable[[str], None]) -> None:
    asked = st.selectbox(
        "Zu einem früheren Datenstand zurückkehren",
        [*earlier],
        index=None,
        format_func=earlier.__getitem__,
        placeholder="Bitte wählen",
    )
    if asked:
        sure = st.checkbox("Ja, dieser Datenstand soll wieder für alle gelten.", key=f"delivery back {asked}")
        st.button("Zurückkehren", disabled=not sure, on_click=go_back, args=(asked,))
