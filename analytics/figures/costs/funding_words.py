"""Which money of funding programmes expires, has expired and is still to be drawn, in sentences."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from analytics import formats
from analytics.figures.costs.funding_terms import (
    EXPIRED,
    NEXT_YEAR,
    OVERDRAWN,
    THIS_YEAR,
    TO_DRAW,
    Sum,
    Term,
    sum_of,
    sums,
    terms,
)


def funding_sentence(frame: pd.DataFrame, as_of: dt.date) -> str:
    """What expires this year and next, what has expired, how much is still to be drawn, and what was overdrawn."""
    found = terms(frame)
    if not found:
        return "In dieser Auswahl gibt es keine Fördermittel."
    return " ".join(filter(None, (_granted(found, as_of), _overdrawn([t for t in found if t.state == OVERDRAWN]))))


def urgent_sentence(frame: pd.DataFrame, as_of: dt.date) -> str:
    """The part of it that does not wait: what expires this year or next, and what has; empty where nothing does."""
    waiting = [term for term in terms(frame) if term.open_eur > 0]
    is_urgent = any(term.when(as_of) in (EXPIRED, THIS_YEAR, NEXT_YEAR) for term in waiting)
    return f"Förderung: {_by_year(waiting, as_of)}." if is_urgent else ""


def _granted(found: list[Term], as_of: dt.date) -> str:
    if sum_of(found).granted_eur <= 0:
        return "Fördermittel sind noch nicht bewilligt."
    waiting = [term for term in found if term.open_eur > 0]
    if not waiting:
        drawn = sum(min(term.granted_eur, term.drawn_eur) for term in found)
        return f"Alle bewilligten Fördermittel sind abgerufen ({formats.euro_short(drawn)})."
    apart = sums(found)
    return f"{_by_year(waiting, as_of)}. {_to_draw(apart.get(TO_DRAW, Sum()), is_part=EXPIRED in apart)}."


def _to_draw(amounts: Sum, *, is_part: bool) -> str:
    """Without what has expired, which nobody can draw any more."""
    if not amounts.open_eur:
        return "Noch abzurufen ist nichts"
    whole = "Ohne abgelaufene Fristen" if is_part else "Insgesamt"
    part = formats.euro_of(amounts.open_eur, amounts.granted_eur)
    return f"{whole} sind {part} noch abzurufen ({formats.percent(amounts.open_pct)})"


def _overdrawn(found: list[Term]) -> str:
    """Never set against what other programmes have still to give."""
    if not found:
        return ""
    most = sorted(found, key=lambda term: term.open_eur)
    named, more = f"„{most[0].name}“", formats.count(len(most) - 1, "weitere Zeile", "weitere Zeilen")
    if most[1:]:
        named += f" ({formats.euro_short(-most[0].open_eur)}) und {more}"
    amount = formats.euro_short(-sum_of(found).open_eur)
    if all(term.granted_eur <= 0 for term in found):
        return f"Abgerufen sind {amount} ohne Zusage: {named}."
    return f"Nicht eingerechnet sind {amount}, die über die Zusage hinaus abgerufen wurden: {named}."


def _by_year(still_open: list[Term], as_of: dt.date) -> str:
    """This year, next year, and what is lost already."""
    spans = {
        when: [term for term in still_open if term.when(as_of) == when] for when in (THIS_YEAR, NEXT_YEAR, EXPIRED)
    }
    now, soon, gone = spans.values()
    if now:
        said = [f"{as_of.year} verfallen {_money(now)}, wenn sie nicht abgerufen werden: {_named(now)}"]
    else:
        more = "weiteren " if any(term.expires and term.expires.year == as_of.year for term in gone) else ""
        said = [f"{as_of.year} verfallen keine {more}Fördermittel"]
    if soon:
        said.append(f"{as_of.year + 1} sind es {_money(soon)}: {_named(soon)}")
    if gone:
        said.append(f"abgelaufen ist die Frist für {_money(gone)}: {_named(gone)}")
    return "; ".join(said)


def _money(found: list[Term]) -> str:
    return formats.euro_short(sum(term.open_eur for term in found))


def _named(found: list[Term]) -> str:
    """The soonest line with its day, the others counted."""
    first = f"„{found[0].name}“ am {formats.day(found[0].expires)}"
    if not found[1:]:
        return first
    more = formats.count(len(found) - 1, "weitere Frist", "weitere Fristen")
    return f"{first} ({formats.euro_short(found[0].open_eur)}) und {more}"
