"""Blocks of the pages that are read: an index, definitions, steps, questions with their SQL, facts to fill in.

Every text is escaped here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from analytics.formats import count
from analytics.labels import RATING_MARKS, SEVERITY_MARKS
from analytics.legal import Fact, LegalPage, Origin
from analytics.methodology import Check, Entry, Step, Term, View
from pages.components.blocks import ABOUT, APP, html

_ADDRESS = re.compile(r"(https://[^\s<>]*[^\s<>.,;:)]|[\w.+-]+@[\w-]+(?:[.][\w-]+)+)")


class Chapter(NamedTuple):
    """A section of a page that is read: its title, what it covers, and the parts that the index names too."""

    title: str
    aside: str
    parts: Sequence[str] = ()


def anchor(text: str) -> str:
    """The place that a link of the index jumps to: costs/by_month -> costs-by-month."""
    umlauts = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
    return re.sub("[^a-z0-9]+", "-", text.casefold().translate(umlauts)).strip("-")


def index(chapters: Iterable[Chapter]) -> None:
    """Links to every chapter, and below a chapter to what stands in it."""
    listed = "".join(f"<li>{_link(one.title)}{_parts(one.parts)}</li>" for one in chapters)
    html(f'<nav class="db-index" aria-label="Inhalt"><ul>{listed}</ul></nav>')


def _parts(parts: Sequence[str]) -> str:
    inner = "".join(f"<li>{_link(part, 'fragen ')}</li>" for part in parts)
    return f"<ul>{inner}</ul>" if inner else ""


def _link(word: str, space: str = "") -> str:
    return f'<a href="#{anchor(space + word)}" target="_self">{escape(word)}</a>'


def chapter(one: Chapter) -> None:
    """A section that the index can jump to."""
    html(
        f'<div class="db-section" id="{anchor(one.title)}"><h2>{escape(one.title)}</h2><p>{escape(one.aside)}</p></div>'
    )


def definitions(terms: Iterable[Term]) -> None:
    """Words and what they mean."""
    rows = "".join(f"<div><dt>{escape(term.title)}</dt><dd>{escape(term.text)}</dd></div>" for term in terms)
    html(f'<dl class="db-reading">{rows}</dl>')


def steps(rule: Iterable[Step]) -> None:
    """The rating rule; the first step that applies decides."""
    html(f'<ol class="db-steps">{"".join(map(_step, rule))}</ol>')


def _step(step: Step) -> str:
    mark = RATING_MARKS[step.rating]
    return f"<li><b>{mark.symbol} {escape(mark.word)}</b> <span>{escape(step.text)}</span></li>"


def questions(title: str, entries: Iterable[Entry]) -> None:
    """The questions of a page, each with its rule and its SQL behind a native disclosure (no rerun)."""
    rows = "".join(map(_question, entries))
    head = f'<h3 class="db-question" id="{anchor(f"fragen {title}")}">{escape(title)}</h3>'
    html(f'{head}<div class="db-reading">{rows}</div>')


def _question(entry: Entry) -> str:
    stands = f" · steht auf {', '.join(entry.views)}" if entry.views else ""
    return (
        f'<article id="{anchor(entry.name)}"><h4>{escape(entry.title)}</h4><div><p>{escape(entry.text)}</p>'
        f'<p>{escape(entry.rule)}</p><p class="db-source"><code>{escape(entry.name)}</code> · '
        f"Quelle: {escape(', '.join(entry.sources))}{escape(stands)}</p>{_sql(entry.sql)}</div></article>"
    )


def foundations(views: Iterable[View]) -> None:
    """What the questions stand on, as SQL."""
    rows = "".join(
        f'<article id="{anchor(view.name)}"><h3>{escape(view.name)}</h3><div>{_sql(view.sql)}</div></article>'
        for view in views
    )
    html(f'<div class="db-reading">{rows}</div>')


def sql(parts: Iterable[Entry | View]) -> None:
    """The SQL of a question open, what it stands on behind it."""
    first, *views = parts
    below = "".join(_sql(view.sql, f"Grundlage {view.name}") for view in views)
    html(f"{_code(first.sql)}{below}")


def _code(text: str) -> str:
    return f'<pre tabindex="0"><code translate="no">{escape(text)}</code></pre>'


def _sql(text: str, title: str = "SQL") -> str:
    return f"<details><summary>{escape(title)}</summary>{_code(text)}</details>"


def checks(rules: dict[str, Sequence[Check]]) -> None:
    """What deliveries are held to, file by file."""
    rows = "".join(
        f'<article><h3>{escape(file)}</h3><div><details><summary>{len(found)} Regeln</summary><ul class="db-checks">'
        f"{''.join(map(_check, found))}</ul></details></div></article>"
        for file, found in rules.items()
    )
    html(f'<div class="db-reading">{rows}</div>')


def _check(check: Check) -> str:
    mark = SEVERITY_MARKS[check.severity]
    return f"<li><b>{mark.symbol} {mark.word}</b> <span>{escape(check.text)}</span></li>"


def sources(origins: Iterable[Origin], credits: Iterable[str]) -> None:
    """Where what is shown comes from, with its licence; then the notes that licences ask to be said."""
    rows = "".join(
        f"<div><dt>{escape(one.name)}</dt><dd>{escape(one.content)}. Lizenz: {escape(one.licence)}.</dd></div>"
        for one in origins
    )
    notes = "".join(f"<div><dt>Vermerk</dt><dd>{escape(note)}</dd></div>" for note in credits)
    html(f'<dl class="db-reading">{rows}{notes}</dl>')


def legal_page(page: LegalPage) -> None:
    """What the law asks to be said; what the city has not filled in is marked in words, not by colour alone."""
    html(f'<div class="db-head"><h1>{escape(page.title)}</h1><p class="db-lead">{escape(page.lead)}</p></div>')
    if page.missing:
        text = f"Diese Seite ist noch nicht vollständig: {count(page.missing, 'Angabe fehlt', 'Angaben fehlen')}."
        html(f'<div class="db-note db-empty" role="status"><p>{text}</p></div>')
    for part in page.parts:
        texts = "".join(f"<p>{escape(text)}</p>" for text in part.texts)
        facts = f'<dl class="db-facts">{"".join(map(_fact, part.facts))}</dl>' if part.facts else ""
        html(f'<section class="db-legal"><h2>{escape(part.title)}</h2>{texts}{facts}</section>')


def _fact(fact: Fact) -> str:
    if fact.text:
        lines = "<br>".join(map(_linked, fact.text.splitlines()))
        return f"<div><dt>{escape(fact.label)}</dt><dd>{lines}</dd></div>"
    missing = f'<span class="db-unfilled">noch auszufüllen: {escape(fact.hint)}</span>'
    return f"<div><dt>{escape(fact.label)}</dt><dd>{missing}</dd></div>"


def _linked(line: str) -> str:
    """Escaped, with e-mail and web addresses as links."""
    parts = enumerate(_ADDRESS.split(line))  # every second one is an address
    return "".join(_link_to(part) if place % 2 else escape(part) for place, part in parts)


def _link_to(address: str) -> str:
    scheme = "" if address.startswith("https://") else "mailto:"
    return f'<a href="{scheme}{escape(address)}">{escape(address)}</a>'


def footer(shown: Sequence[str] = ()) -> None:
    """The foot of a page that opens no data: what it has to say of the Stand, and the same links."""
    links = "".join(f'<a href="{page}" target="_self">{word}</a>' for page, word in ABOUT)
    about = f'<nav aria-label="Über die Digitalbilanz">{links}</nav>'
    html(f'<footer class="db-footer"><p>{escape(" · ".join((APP, *shown)))}</p>{about}</footer>')
