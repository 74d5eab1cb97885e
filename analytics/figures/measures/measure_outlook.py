"""When a running Maßnahme may end, by what became of comparable cases: the words of its Steckbrief."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analytics import formats
from analytics.figures.measures.measure_sheet import Line
from analytics.figures.outlook.words import CLASSES, EXPERIENCE, MOSTLY, too_few, track, warning

if TYPE_CHECKING:
    from analytics.queries.outlook import EndRange, EndsTested

LABEL = "Ende nach Erfahrung"
ONE_EACH = "je Maßnahme einer"


def line(found: EndRange) -> Line:
    """The range beside the other dates."""
    if found.earliest_end is None:
        return Line(LABEL, "keine Spanne", "missing")
    return Line(LABEL, f"{formats.day(found.earliest_end)} bis {formats.day(found.latest_end)}")


def sentence(found: EndRange, tested: Sequence[EndsTested]) -> str:
    """What the range says, what stands behind it and how such ranges did so far; or why there is none."""
    left = f"mit {CLASSES[found.remaining]}"
    if found.earliest_end is None:
        known = f"{too_few(found.cases)} {left} liegen vor, {ONE_EACH}{_endless(found)}"
        return f"Eine Spanne für das Ende gibt es nicht: {known}."
    span = f"zwischen dem {formats.day(found.earliest_end)} und dem {formats.day(found.latest_end)}"
    behind = f"{formats.count(found.cases, 'Fall', 'Fälle')}, {ONE_EACH}{_endless(found)}"
    past = next((row for row in tested if row.remaining == found.remaining), None)
    warned = _warning(past) if past else ""
    did = track(past.ranges, past.decided, past.hits) if past else track(0, 0, 0)
    return (
        f"{warned}Erwartetes Ende {formats.day(found.expected_end)}; ginge es wie in {MOSTLY} vergleichbaren Fällen "
        f"{left}, läge es {span} ({behind}). {EXPERIENCE} für diese Maßnahme.{'' if warned else f' {did}'}"
    )


def _warning(past: EndsTested) -> str:
    """A range is too early where the end came later."""
    return warning("Spannen dieser Art", past.decided, past.hits, {"zu früh": past.too_late, "zu spät": past.too_early})


def _endless(found: EndRange) -> str:
    """Those that a range of days cannot hold."""
    if not found.cases_without_end:
        return ""
    more = formats.count(found.cases_without_end, "weiterer", "weitere")
    return f", {more} ohne Ende, weil zurückgestellt, eingestellt oder nicht mehr gemeldet"
