"""Which district is ahead, against the whole city, from the frame of broadband/districts."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from analytics import formats
from analytics.figures.broadband import targets
from analytics.figures.broadband.choice import TECHNOLOGIES
from analytics.figures.broadband.coverage import (
    COLUMNS,
    NAMED,
    WHOLE_CITY,
    Coverage,
    Share,
    known,
    level,
    missing_words,
    named,
    unknown,
)
from analytics.figures.goals import upright
from analytics.figures.parts import LegendEntry, mark
from analytics.figures.ranking import Limit, Rank, ranking, token_of
from analytics.tables import Column, Table
from analytics.targets import Target
from analytics.theme import Tokens

ANY_WORDS = TECHNOLOGIES["alle"]


def district_ranking(shown: Coverage, t: Tokens, target: Target | None = None) -> go.Figure:
    """The districts, highest share first, keine Angabe last; the whole city as dotted line, a target as dashed one."""
    city = shown.city.pct
    limit = Limit(WHOLE_CITY, city) if city is not None else None
    ranks = [_rank(area, shown) for area in _order(shown)]
    fig = ranking(ranks, token_of(shown.choice.technology), t, limit)
    return upright(fig, len(ranks), targets.limit(target) if target else None, t)


def _order(shown: Coverage) -> list[Share]:
    return [*known(shown.shown), *unknown(shown.shown)]


def _rank(area: Share, shown: Coverage) -> Rank:
    second = shown.any_technology.get(area.code)
    hover = area.hover(shown.choice)
    if second is not None:
        hover += f"<br>{ANY_WORDS}: {formats.percent(second)}"
    return Rank(f"{area.code} {area.name}", area.pct, mark(hover, bezirk=area.code), second, area.total)


def district_legend(shown: Coverage, target: Target | None = None) -> tuple[LegendEntry, ...]:
    """What bar, ring, dotted and dashed line mean."""
    bar = LegendEntry(shown.choice.words, token_of(shown.choice.technology))
    rings = (LegendEntry(f"{ANY_WORDS} ab {shown.choice.speed}", "ring"),) if shown.any_technology else ()
    line = (LegendEntry(f"ganze Stadt ({shown.city.origin})", "dotted"),) if shown.city.pct is not None else ()
    return (bar, *rings, *line, *targets.legend(target, "goal"))


def district_sentence(shown: Coverage, target: Target | None = None) -> str:
    """Who is ahead, how many lie above the whole city, where most are still without, and how far it is to a target."""
    valued = known(shown.shown)
    if not valued:
        return "Ohne Angaben je Stadtbezirk gibt es keine Rangfolge."
    head = _alone(valued[0], shown.city)
    if len(valued) > 1:
        head = f"{_ahead(level(valued))}{_against(valued, shown.city)}."
    said = (head, _most_without(shown, valued), targets.reached_sentence(target, shown), missing_words(shown.shown))
    return " ".join(filter(None, said))


def _most_without(shown: Coverage, valued: Sequence[Share]) -> str:
    """A small gap among many premises can leave more without than a larger gap among few."""
    left = {area: area.total - area.covered for area in valued if area.total is not None and area.covered is not None}
    if len(left) < max(len(valued), 2):
        return ""
    most = [area for area in valued if left[area] == max(left.values())]
    if not max(left.values()) or len(most) > NAMED:
        return ""
    counts = [f"{area.name} ({formats.number(left[area])} von {formats.number(area.total)})" for area in most]
    without = f"Die meisten {shown.choice.who} ohne {shown.choice.noun}"
    return f"{without} {'hat' if len(most) == 1 else 'haben'} {named(counts)}."


def _ahead(tiers: Sequence[Sequence[Share]]) -> str:
    """The first tier with its share, and who comes after it; no order where all are level."""
    best, *others = tiers
    share = formats.percent(best[0].pct)
    if not others:
        who = _with_counts(best) if len(best) <= NAMED else f"Alle {_with_counts(best)} mit Angabe"
        return f"{who} liegen gleichauf mit je {share}"
    if len(best) == 1:
        return f"Vorn liegt {best[0].name} mit {share} ({best[0].part_of}){_after(others)}"
    return f"Vorn liegen gleichauf {_with_counts(best)} mit je {share}{_after(others)}"


def _with_counts(areas: Sequence[Share]) -> str:
    return named([f"{area.name} ({area.part_of})" for area in areas])


def _after(tiers: Sequence[Sequence[Share]]) -> str:
    """The next one or two; a tie is named as a whole or not at all."""
    second, *rest = tiers
    third = rest[0] if rest and len(second) == 1 else []
    following = [*second, *third] if len(second) + len(third) <= NAMED else second
    return f", dann {named([area.name for area in following])}"


def _alone(area: Share, city: Share) -> str:
    share = f"{area.name} kommt auf {formats.percent(area.pct)} ({area.part_of})"
    if city.pct is None:
        return f"{share}."
    word = "mehr" if (area.pct or 0) > city.pct else "nicht mehr"
    return f"{share}, {word} als die ganze Stadt ({formats.percent(city.pct)}, {city.origin})."


def _against(valued: Sequence[Share], city: Share) -> str:
    if city.pct is None:
        return ""
    above = sum((area.pct or 0) > city.pct for area in valued)
    count = f"{formats.number(above)} von {formats.number(len(valued))}"
    return (
        f"; {count} {'liegt' if above == 1 else 'liegen'} über dem Wert der ganzen Stadt "
        f"({formats.percent(city.pct)}, {city.origin})"
    )


def district_table(shown: Coverage) -> Table:
    """The rows of the chart with the second share, and the whole city under them."""
    caption = f"Rangfolge der Stadtbezirke: {shown.choice.words}, {shown.choice.user_group}"
    if not known(shown.shown):
        return Table(caption, COLUMNS, ())
    rows = [*_order(shown), shown.city]
    if not shown.any_technology:
        return Table(caption, COLUMNS, tuple(area.row for area in rows), frozenset({len(rows) - 1}))
    columns = (*COLUMNS, Column(f"Anteil {ANY_WORDS}", "pct"))
    cells = tuple((*area.row, shown.any_technology.get(area.code)) for area in rows)
    return Table(caption, columns, cells, frozenset({len(rows) - 1}))
