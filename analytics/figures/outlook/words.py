"""The words that every range shares. A range is experience of the past: it must never read as a promise."""

from __future__ import annotations

from analytics import formats

LEAST = 20
"""Cases without which there is no range (sql/views.sql)."""
CLASSES = {
    "bis 180 Tage": "bis zu 180 Tagen Restzeit",
    "bis 365 Tage": "181 bis 365 Tagen Restzeit",
    "länger": "mehr als 365 Tagen Restzeit",
}
"""Each class of the time that was left until the expected end, as it stands behind „mit“."""
MOSTLY = "mindestens 8 von 10"
"""From the tenth at the bottom to the tenth at the top by nearest rank, both ends counted: never fewer."""
EXPERIENCE = "Das ist Erfahrung aus der Vergangenheit, keine Zusage"


def cases_of(cases: int, behind: int, one: str, many: str) -> str:
    """28 Fälle aus 19 Maßnahmen."""
    return f"{formats.count(cases, 'Fall', 'Fälle')} aus {formats.count(behind, one, many)}"


def too_few(cases: int) -> str:
    """erst 15 von mindestens 20 vergleichbaren Fällen"""
    return f"erst {formats.number(cases)} von mindestens {LEAST} vergleichbaren Fällen"


def track(decided: int, hits: int) -> str:
    """How ranges of this kind did so far: stands beside each of them."""
    if not decided:
        return "Von früheren Spannen dieser Art ist noch keine entschieden."
    of_all = f"{formats.number(hits)} von {formats.count(decided, 'entschiedenen Spanne', 'entschiedenen Spannen')}"
    return f"Zugetroffen {'ist' if hits == 1 else 'sind'} bisher {of_all} dieser Art."
