"""How well ranges of earlier dates did, and why there is none where there is none: sentences and tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analytics import formats
from analytics.figures.outlook.words import LEAST, tendency
from analytics.labels import label
from analytics.tables import Column, Table

if TYPE_CHECKING:
    from analytics.queries.outlook import CoverageTested, EndsTested

AIM = "Acht von zehn wären es, ginge es weiter wie in den Fällen dahinter."
LEVELS = {"Gemeinde": "Ganze Stadt", "Stadtbezirk": "Stadtbezirke"}


def ends_sentence(tested: Sequence[EndsTested]) -> str:
    """Hits of all classes together, and what the open ones may still make of them."""
    if not tested:
        return "Für einen Vergleich fehlt ein früherer Stichtag mit laufenden Maßnahmen."
    ranges, decided, hits, undecided, endless, early, late = (
        sum(getattr(row, name) for row in tested)
        for name in ("ranges", "decided", "hits", "undecided", "without_end", "too_early", "too_late")
    )
    if not ranges:
        return f"An keinem früheren Stichtag gab es {LEAST} vergleichbare Fälle, also auch keine Spanne zu prüfen."
    verbs = ("gehört", "zählt") if endless == 1 else ("gehören", "zählen")
    lost = f" {formats.count(endless, 'Spanne', 'Spannen')} {verbs[0]} zu Maßnahmen ohne Ende und {verbs[1]} nicht mit."
    what = "für das Ende einer Maßnahme"
    said = _hits(what, ranges, decided, hits, undecided, {"zu früh": late, "zu spät": early}, AIM)
    return f"{said}{lost if endless else ''}"


def coverage_sentence(tested: Sequence[CoverageTested]) -> str:
    """Districts and city, each for itself."""
    if not tested:
        return "Für die Glasfaser liegen keine Anteile vor."
    said = [
        _of_level(word, row)
        for level, word in (("Stadtbezirk", "eines Stadtbezirks"), ("Gemeinde", "der ganzen Stadt"))
        for row in tested
        if row.level == level
    ]
    return " ".join(said)


def _of_level(place: str, row: CoverageTested) -> str:
    """The city rests on the growth of its districts, which varies more: eight of ten are not to be expected of it."""
    if not row.ranges:
        return f"Für die Glasfaser {place} gab es noch keine Spanne: Es fehlten {LEAST} Fälle."
    aim = f"{_related(row)} {AIM}" if row.level == "Stadtbezirk" else _related(row)
    misses = {"zu niedrig": row.too_high, "zu hoch": row.too_low}
    return _hits(f"für die Glasfaser {place}", row.ranges, row.decided, row.hits, row.undecided, misses, aim)


def _related(row: CoverageTested) -> str:
    bases = formats.count(row.base_dates, "Stand", "Ständen")
    return f"Entschieden sind sie von {bases} aus; Spannen eines Standes treffen eher gemeinsam zu oder nicht."


def _hits(what: str, ranges: int, decided: int, hits: int, undecided: int, misses: dict[str, int], aim: str) -> str:
    """4 von 13 entschiedenen; later between 4 and 30 of 39. What mostly failed says so first."""
    if not decided:
        return f"Von {formats.count(ranges, 'früheren Spanne', 'früheren Spannen')} {what} ist noch keine entschieden."
    verb = "traf" if hits == 1 else "trafen"
    came = f"{formats.number(hits)} von {formats.count(decided, 'entschiedenen Spanne', 'entschiedenen Spannen')}"
    share = formats.percent(formats.share(hits, decided))
    later = (
        f" {formats.number(undecided)} weitere sind offen; am Ende werden es zwischen {formats.number(hits)} und "
        f"{formats.number(hits + undecided)} von {formats.number(decided + undecided)} sein."
    )
    how = tendency(decided, hits, misses)
    first = f"Spannen {what} waren bisher {how}. " if how else ""
    return f"{first}{came} {what} {verb} zu ({share}). {aim}{later if undecided else ''}"


def ends_table(tested: Sequence[EndsTested]) -> Table:
    """What became of the ranges of earlier reporting dates, one per Maßnahme, by the time that was left."""
    names = ("ranges", "decided", "hits", "too_early", "too_late", "undecided", "without_end")
    rows = tuple((row.remaining, *(getattr(row, name) for name in names)) for row in tested)
    caption = "Frühere Spannen für das Ende von Maßnahmen"
    return Table(caption, (Column(label("remaining")), *(Column(label(name), "count") for name in names)), rows)


def basis_table(tested: Sequence[EndsTested]) -> Table:
    """What ranges of today rest on; in days against the expected end, or why there is none."""
    columns = (
        Column(label("remaining")),
        *(Column(label(name), "count") for name in ("cases", "cases_without_end")),
        Column("Spanne in Tagen gegenüber dem erwarteten Ende"),
    )
    rows = tuple((row.remaining, row.cases, row.cases_without_end, _days(row)) for row in tested)
    return Table("Worauf heutige Spannen für das Ende beruhen", columns, rows)


def _days(row: EndsTested) -> str:
    if row.low_days is None:
        return f"keine Spanne: weniger als {LEAST} Fälle"
    return f"{formats.signed(row.low_days)} bis {formats.signed(row.high_days)}"


def coverage_table(tested: Sequence[CoverageTested]) -> Table:
    """What became of the ranges of earlier Stände."""
    names = ("ranges", "decided", "base_dates", "hits", "too_low", "too_high", "undecided")
    rows = tuple((LEVELS[row.level], *(getattr(row, name) for name in names)) for row in reversed(tested))
    heads = tuple(Column(label(name), "count") for name in names)
    return Table("Frühere Spannen für die Glasfaser", (Column("Gebiet"), *heads), rows)
