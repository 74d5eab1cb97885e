"""The Kostentabelle on screen: at the end of each row a small bar of what is taken."""

from __future__ import annotations

from html import escape

from analytics.figures.costs.cost_table import CostTable
from pages.components import blocks
from pages.components import table as tables
from pages.components.session import View
from pages.components.table import Extra, Source

BAR_HEAD = "Ist und gebunden"


def show(view: View, costs: CostTable, source: Source, sentence: str, note: str = "") -> None:
    """The answer, the table with its downloads, a note on what it holds, and where it comes from."""
    blocks.html(f'<p class="db-answer">{escape(sentence)}</p>')
    blocks.html(markup(costs))
    if note:
        blocks.html(f"<p>{escape(note)}</p>")
    tables.downloads(view, costs.table, source)
    tables.source_note(view, source)


def markup(costs: CostTable) -> str:
    """The table as markup; a row without an Ansatz has no bar."""
    bars = [_bar(*bar) if bar else "" for bar in costs.bars]
    return tables.table_html(costs.table, extra=Extra(BAR_HEAD, bars, "db-costs"))


def _bar(spent: float, bound: float) -> str:
    return (
        f'<div class="db-bar" aria-hidden="true"><i style="width:{spent:.1f}%"></i>'
        f'<i class="db-bound" style="left:{spent:.1f}%;width:{bound:.1f}%"></i></div>'
    )
