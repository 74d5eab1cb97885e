"""What is critical or has to be decided, as cards: the Ampel, the deadline, and what whoever decides must know."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from analytics.figures.measures.ratings import SWATCHES
from analytics.figures.overview.decisions import Card
from analytics.labels import RATING_MARKS
from pages.components import blocks
from pages.components.session import View

MOST = 6
"""Cards that stand open; the others lie behind a native disclosure."""


def show(view: View, cards: Sequence[Card]) -> None:
    """The most urgent ones, two in a row where there is room."""
    blocks.html(_grid(view, cards[:MOST]))
    if others := cards[MOST:]:
        blocks.html(
            f'<details class="db-more"><summary>{len(others)} weitere anzeigen</summary>{_grid(view, others)}</details>'
        )


def _grid(view: View, cards: Sequence[Card]) -> str:
    return f'<ul class="db-cards">{"".join(_card(view, card) for card in cards)}</ul>'


def _card(view: View, card: Card) -> str:
    overdue = ' class="db-overdue"' if card.is_overdue else ""
    return (
        f'<li><p class="db-card-top"><span><i class="db-q q-{SWATCHES[card.rating]}" aria-hidden="true"></i>'
        f"{escape(RATING_MARKS[card.rating].word)}</span><b{overdue}>{escape(card.deadline)}</b></p>"
        f'<h3><a href="{escape(view.measure_link(card.measure_id))}" target="_self">{escape(card.measure_id)} '
        f'{escape(card.title)}</a></h3><p class="db-card-place">{escape(card.place)}</p>'
        f'<p class="db-card-rule">{escape(card.rule)}</p>{blocks.lines_html(card.lines)}</li>'
    )
