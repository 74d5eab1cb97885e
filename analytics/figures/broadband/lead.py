"""The lead of the page Breitband: x von y, the best and the last district, and where each number comes from."""

from __future__ import annotations

from analytics import formats
from analytics.figures.broadband.choice import Choice
from analytics.figures.broadband.coverage import Coverage, Share, known, missing_words
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


def _details(area: Share) -> str:
    return f"({area.part_of}; {area.origin})"


def _districts(shown: Coverage) -> Fact:
    valued = known(shown.shown)
    if not valued and not shown.chosen:
        return Fact("", "Für die Stadtbezirke gibt es dazu keine Angaben.")
    if not valued:
        return Fact("", missing_words(shown.shown))
    if len(valued) == 1:
        return _share(shown.choice, valued[0], valued[0].name)
    return _span(valued[0], valued[-1], len(shown.chosen))


def _span(best: Share, last: Share, chosen: int) -> Fact:
    """Where both have one source and Stand, it is said once."""
    among = f"Von den {formats.number(chosen)} gewählten Stadtbezirken" if chosen else "Von den Stadtbezirken"
    if best.origin == last.origin:
        first, second = f"({best.part_of})", f"({last.part_of}; {last.origin})"
    else:
        first, second = _details(best), _details(last)
    return Fact(
        f"{among} ist {best.name} am weitesten",
        f" mit {formats.percent(best.pct)} {first}, am wenigsten weit {last.name} mit "
        f"{formats.percent(last.pct)} {second}.",
    )
