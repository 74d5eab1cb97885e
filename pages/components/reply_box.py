"""The Antwortbaustein on the page: sentences to be selected by hand, or copied by a button that works by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pages.components import blocks


def show(sentences: Sequence[str], note: str) -> None:
    """The sentences in a frame; `note` tells its reader what they leave out, and is not copied."""
    text = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
    left_out = f'<p class="db-source">{escape(note)}</p>' if note else ""
    blocks.html(
        '<div class="db-reply"><div class="db-reply-text" tabindex="0" role="region" aria-label="Antwortbaustein">'
        f'{text}</div><p class="db-reply-way"><button class="db-copy" type="button">Text kopieren</button> '
        f'<span class="db-copied" role="status"></span></p>{left_out}</div>'  # the button acts in static/copy.js
    )
