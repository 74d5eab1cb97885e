"""Which district is ahead, against the whole city, from the frame of broadband/districts."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from analytics import formats
from analytics.figures.broadband.choice import TECHNOLOGIES
from analytics.figures.broadband.coverage import COLUMNS, WHOLE_CITY, Coverage, Share, known, missing_words, unknown
from analytics.figures.parts import LegendEntry, mark
from analytics.figures.ranking import Limit, Rank, ranking, token_of
from analytics.tables import Column, Table
from analytics.theme import Tokens

ANY_WORDS = TECHNOLOGIES["alle"]


def district_ranking(shown: Coverage, t: Tokens) -> go.Figure:
    """The districts, highest share first, keine Angabe last; the whole city as dotted line."""
    city = shown.city.pct
    limit = Limit(WHOLE_CITY, city) if city is not None else None
    return ranking([_rank(area, shown) for area in _order(shown)], token_of(shown.choice.technology), t, limit)


def _order(shown: Coverage) -> list[Share]:
    return [*known(shown.shown), *unknown(shown.shown)]


def _rank(area: Share, shown: Coverage) -> Rank:
    second = shown.any_technology.get(area.code)
    hover = area.hover(shown.choice)
    if second is not None:
        hover += f"<br>{ANY_WORDS}: {formats.percent(second)}"
    return Rank(f"{area.code} {area.name}", area.pct, mark(hover, bezirk=area.code), second)


def district_legend(shown: Coverage) -> tuple[LegendEntry, ...]:
    """What bar, ring and dotted line mean."""
    bar = LegendEntry(shown.choice.words, token_of(shown.choice.technology))
    rings = (LegendEntry(f"{ANY_WORDS} ab {shown.choice.speed}", "ring"),) if shown.any_technology else ()
    line = (LegendEntry(f"ganze Stadt ({shown.city.origin})", "dotted"),) if shown.city.pct is not None else ()
    return (bar, *rings, *line)


def district_sentence(shown: Coverage) -> str:
    """Who is ahead, and how many lie above the whole city."""
    valued = known(shown.shown)
    if not valued:
        return "Ohne Angaben je Stadtbezirk gibt es keine Rangfolge."
    best, *others = valued
    if not others:
        return f"{_alone(best, shown.city)} {missing_words(shown.shown)}".strip()
    after = f", dann {' und '.join(area.name for area in others[:2])}"
    ahead = f"Vorn liegt {best.name} mit {formats.percent(best.pct)} ({best.part_of}){after}"
    return f"{ahead}{_against(valued, shown.city)}. {missing_words(shown.shown)}".strip()


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
