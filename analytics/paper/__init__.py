"""Committee papers: questions and sentences of the product -> one content -> PDF, annex, and a file for the tablet."""

from __future__ import annotations

from collections.abc import Callable

from analytics import formats
from analytics.legal import licence
from analytics.paper.annex import annex_bytes
from analytics.paper.chapters import sections
from analytics.paper.content import Paper
from analytics.paper.measure_chapters import annex_tables
from analytics.paper.occasion import Occasion, occasion
from analytics.paper.pdf import pdf_bytes
from analytics.paper.tablet import tablet_bytes
from analytics.reference import reference

__all__ = ["FILES", "Occasion", "Paper", "occasion", "paper"]
FILES: dict[str, Callable[[Paper], bytes]] = {".pdf": pdf_bytes, ".xlsx": annex_bytes, ".html": tablet_bytes}
"""What a paper can become, by the ending of the file."""
TITLE = "Stand der Verwaltungsstrategie zur Digitalisierung"


def paper(asked: Occasion) -> Paper:
    """The paper for this occasion; the same snapshot, role, committee and days always give the same one."""
    day = formats.day(asked.as_of)
    marks = ("Beispieldaten" if asked.engine.is_sample else "", "Nicht öffentlich" if asked.is_whole else "")
    snapshot = f"Datenstand {asked.engine.snapshot_id}"
    return Paper(
        city=reference().city,
        committee=asked.name,
        recipient=asked.recipient,
        title=f"{TITLE} zum {day}",
        day=asked.as_of,
        marks=tuple(filter(None, marks)),
        foot=tuple(filter(None, (marks[1], f"Stand {day}", asked.source, asked.scope, snapshot))),
        link=asked.link,
        licence=licence(asked.source, is_sample=asked.engine.is_sample),
        sections=sections(asked),
        more=annex_tables(asked),
    )
