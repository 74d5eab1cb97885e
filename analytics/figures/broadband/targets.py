"""How far it is to a target of coverage: which one applies, its words, and what is missing per year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from analytics import formats
from analytics.figures.broadband.choice import Choice
from analytics.figures.broadband.coverage import Coverage, Share, known
from analytics.figures.parts import LegendEntry
from analytics.figures.ranking import Limit
from analytics.targets import EACH_DISTRICT, EXAMPLE, Target

DAYS_OF_YEAR = 365.25
TARGET, EXAMPLE_TARGET = "Ziel", "Beispielziel"


def target_for(
    targets: Iterable[Target], areas: Sequence[str], choice: Choice, stand: dt.date | None, sources: Iterable[str]
) -> Target | None:
    """The target of the first of these areas that has one: the next due after `stand`, else the last.

    `sources` = those of the values that it is held against; an example is for example values alone.
    """
    may_be_example = set(sources) == {EXAMPLE}
    about = [target for target in targets if _is_about(target, choice) and (may_be_example or not target.is_example)]
    for area in areas:
        own = sorted((target for target in about if target.area == area), key=lambda target: target.due)
        if own:
            return next((target for target in own if stand is None or target.due > stand), own[-1])
    return None


def _is_about(target: Target, choice: Choice) -> bool:
    return (target.user_group, target.technology, target.min_mbits) == (
        choice.user_group,
        choice.technology,
        choice.min_mbits,
    )


def limit(target: Target) -> Limit:
    """The target as it stands in a drawing; an example says so there too."""
    return Limit(EXAMPLE_TARGET if target.is_example else TARGET, target.pct)


def legend(target: Target | None, swatch: str) -> tuple[LegendEntry, ...]:
    """Its name, share, day and source; nothing without a target."""
    return (LegendEntry(f"{target.name}: {_words(target)} (Quelle: {target.source})", swatch),) if target else ()


def _words(target: Target) -> str:
    return f"{_share(target)} bis {formats.day(target.due)}"


def _share(target: Target) -> str:
    return formats.unit(formats.number(target.pct, 1, trim=True), "%")


def _named(target: Target) -> str:
    return f"{limit(target).word} ({_words(target)})"


def gap_sentence(target: Target | None, where: str, pct: float | None, stand: dt.date | None) -> str:
    """How many points are missing there (in der ganzen Stadt) and how many a year; nothing without target or value."""
    if target is None or pct is None or stand is None:
        return ""
    missing = round(target.pct - pct, 1)
    if missing <= 0:
        return f"Das {_named(target)} ist {where} erreicht."
    verb = "fehlt" if missing == 1 else "fehlen"
    return f"Zum {_named(target)} {verb} {where} {formats.points(missing)}{_pace(target, missing, stand)}."


def _pace(target: Target, missing: float, stand: dt.date) -> str:
    days = (target.due - stand).days
    if days <= 0:
        return ", die Frist ist vorbei"
    if days < DAYS_OF_YEAR:
        return f", nötig in {formats.count(days, 'Tag', 'Tagen')} nach dem Stand vom {formats.day(stand)}"
    return f"; nötig wären {formats.points(missing * DAYS_OF_YEAR / days)} im Jahr"


def district_target(targets: Iterable[Target], shown: Coverage, city: str) -> Target | None:
    """The target that a ranking of districts is held against: that of each district, else the city's own."""
    sources = [area.source for area in known(shown.shown)]
    return target_for(targets, (EACH_DISTRICT, city), shown.choice, shown.as_of, sources)


def reached_sentence(target: Target | None, shown: Coverage) -> str:
    """How many of the districts shown have reached their target, and who is furthest from it."""
    valued = known(shown.shown)
    if target is None or target.area != EACH_DISTRICT or not valued:
        return ""
    reached = [area for area in valued if _missing(target, area) <= 0]
    last = valued[-1]
    said = f"{len(reached)} von {len(valued)} {'hat' if len(reached) == 1 else 'haben'} das {_named(target)} erreicht"
    if len(reached) == len(valued) or last.as_of is None:
        return f"{said}."
    missing = _missing(target, last)
    return f"{said}; am meisten fehlt {last.name}: {formats.points(missing)}{_pace(target, missing, last.as_of)}."


def _missing(target: Target, area: Share) -> float:
    return round(target.pct - (area.pct or 0), 1)
