"""The lead of the page Breitband: x von y, the best and the last district, and where each number comes from."""

from __future__ import annotations

from collections.abc import Sequence

from analytics import formats
from analytics.figures.broadband.choice import Choice
from analytics.figures.broadband.coverage import NAMED, Coverage, Share, known, level, missing_words, named
from analytics.figures.overview.lead import Fact


def lead(shown: Coverage) -> tuple[Fact, ...]:
    """The whole city first, or the districts that the reader chose."""
    return (_districts(shown), _city(shown)) if shown.chosen else (_city(shown), _districts(shown))


def _city(shown: Coverage) -> Fact:
    city, choice = shown.city, shown.choice
    if city.pct is None:
        return Fact("", f"Für die ganze Stadt liegt keine Angabe vor, wie viele {choice.who} {choice.words} haben.")
    if shown.chosen and known(shown.shown):
        return Fact("", f"In der ganzen Stadt sind es {formats.percent(city.pct)} {_details(city)}.")
    return _share(choice, city, "der ganzen Stadt")


def _share(choice: Choice, area: Share, where: str) -> Fact:
    strong = f"{formats.percent(area.pct)} {choice.users}"
    return Fact(strong, f" in {where} haben {choice.words} {_details(area)}.")


def _details(*areas: Share, with_origin: bool = True) -> str:
    """x von y and the source; many areas that are level have too many counts to name."""
    counts = [area.part_of for area in areas] if len(areas) <= NAMED else []
    said = dict.fromkeys([*counts, *(area.origin for area in areas if with_origin)])
    return f"({'; '.join(said)})" if said else ""


def _districts(shown: Coverage) -> Fact:
    valued = known(shown.shown)
    if not valued and not shown.chosen:
        return Fact("", "Für die Stadtbezirke gibt es dazu keine Angaben.")
    if not valued:
        return Fact("", missing_words(shown.shown))
    if len(valued) == 1:
        return _share(shown.choice, valued[0], valued[0].name)
    return _span(level(valued), len(shown.chosen))


def _span(tiers: Sequence[Sequence[Share]], chosen: int) -> Fact:
    """The first and the last, unless all are level; where they have one source and Stand, it is said once."""
    best, last = tiers[0], tiers[-1]
    if len(tiers) == 1:
        return _all_level(best)
    among = f"Von den {formats.number(chosen)} gewählten Stadtbezirken" if chosen else "Von den Stadtbezirken"
    differ = len({area.origin for area in (*best, *last)}) > 1
    return Fact(
        f"{among} {'sind' if len(best) > 1 else 'ist'} {_names(best)} am weitesten",
        f" {_shares(best, with_origin=differ)}, am wenigsten weit {_names(last)} {_shares(last)}.",
    )


def _all_level(areas: Sequence[Share]) -> Fact:
    who = _names(areas) if len(areas) <= NAMED else f"Alle {_names(areas)} mit Angabe"
    return Fact(f"{who} liegen gleichauf", f" {_shares(areas)}.")


def _names(areas: Sequence[Share]) -> str:
    return named([area.name for area in areas])


def _shares(areas: Sequence[Share], *, with_origin: bool = True) -> str:
    """mit 54,6 % (11.457 von 21.000)"""
    each = "je " if len(areas) > 1 else ""
    return f"mit {each}{formats.percent(areas[0].pct)} {_details(*areas, with_origin=with_origin)}".rstrip()
