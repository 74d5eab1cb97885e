"""The words that every range shares. A range is experience of the past: it must never read as a promise."""

from __future__ import annotations

from analytics import formats

LEAST = 20
"""Cases without which there is no range (range_rule in sql/views.sql)."""
CLASSES = {
    "bis 180 Tage": "bis zu 180 Tagen Restzeit",
    "bis 365 Tage": "181 bis 365 Tagen Restzeit",
    "länger": "mehr als 365 Tagen Restzeit",
}
"""Each class of the time that was left until the expected end, as it stands behind „mit“."""
MOSTLY = "mindestens 8 von 10"
"""From the tenth at the bottom to the tenth at the top by nearest rank, both ends counted: never fewer."""
EXPERIENCE = "Das ist Erfahrung aus der Vergangenheit, keine Zusage"
JUDGED, FAR = 5, 6
"""From so many decided ranges on, fewer hits than so many of ten are far below the eight of ten that the cases say."""


def tendency(decided: int, hits: int, misses: dict[str, int]) -> str:
    """„meist zu niedrig“ where ranges have held far less often than eight of ten; `misses` = how often each way."""
    if decided < JUDGED or 10 * hits >= FAR * decided:
        return ""
    ways = sorted((way for way in misses if misses[way]), key=lambda way: -misses[way])
    return f"{'meist' if 2 * (decided - hits) > decided else 'oft'} {' oder '.join(ways)}"


def warning(kind: str, decided: int, hits: int, misses: dict[str, int]) -> str:
    """Stands before a range of a kind that has mostly failed, with its numbers; empty otherwise."""
    how = tendency(decided, hits, misses)
    if not how:
        return ""
    came = "traf" if hits == 1 else "trafen"
    return f"{kind} waren bisher {how}: {formats.number(hits)} von {formats.number(decided)} entschiedenen {came} zu. "


def too_few(cases: int) -> str:
    """erst 15 von mindestens 20 vergleichbaren Fällen"""
    return f"erst {formats.number(cases)} von mindestens {LEAST} vergleichbaren Fällen"


def track(ranges: int, decided: int, hits: int, kind: str = "dieser Art") -> str:
    """How ranges of a kind did so far: stands beside each of them."""
    if not ranges:
        return f"Frühere Spannen {kind}, an denen sie zu prüfen wäre, gibt es nicht."
    if not decided:
        return f"Von früheren Spannen {kind} ist noch keine entschieden."
    of_all = f"{formats.number(hits)} von {formats.count(decided, 'entschiedenen Spanne', 'entschiedenen Spannen')}"
    return f"Zugetroffen {'ist' if hits == 1 else 'sind'} bisher {of_all} {kind}."
