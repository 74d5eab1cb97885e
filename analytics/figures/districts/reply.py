"""The Antwortbaustein: ready sentences about one district, with Stand and source, to be pasted into an answer.

Answers to a Bezirksrat are public, so only public measures are told, whoever looks. What is not known is said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from analytics import formats
from analytics.figures.broadband.coverage import Share
from analytics.figures.districts import concerning
from analytics.figures.districts.network import COUNTED, FIBRE, SPEED, Served
from analytics.figures.measures.measure_list import is_open
from analytics.figures.measures.ratings import rows_of

MOST_NAMED = 4
"""So many measures are named with their title, more are counted."""
NOTHING = "Dazu liegt keine Angabe vor"
HOUSEHOLDS = "Privathaushalte"


class Network(NamedTuple):
    """What is known of the network: per user group, gigabit of the households, fibre of the whole city."""

    groups: Sequence[Served]
    gigabit: Share
    city: Share


class Origin(NamedTuple):
    """What an answer must say about itself: product, Stand of the measures, snapshot, whether it is sample data, and
    the rest of a selection that narrows it (empty = none)."""

    product: str
    as_of: dt.date | None
    snapshot: str
    is_sample: bool
    narrowed: str = ""


def reply(
    code: str, name: str, network: Network | None, measures: pd.DataFrame | None, origin: Origin
) -> tuple[str, ...]:
    """The sentences in reading order; None = no such delivery by then.

    `measures` as the public sees them: of one that was not public before, plan and delay follow from its public rows.
    """
    about_network = _network(code, name, network) if network else (f"Breitband im Stadtbezirk {name}: {NOTHING}.",)
    about_measures = _measures(measures, origin) if measures is not None else (f"Maßnahmen: {NOTHING}.",)
    money = f"Beträge werden nicht auf Stadtbezirke verteilt; was im Stadtbezirk ausgegeben wird: {NOTHING}."
    return (*about_network, *about_measures, money, _origin(origin))


def left_out(measures: pd.DataFrame | None) -> str:
    """What a reader who sees more than the public must know about the sentences; empty where nothing is missing."""
    hidden = 0 if measures is None else int((~measures["is_public"].astype(bool)).sum())
    if not hidden:
        return ""
    are = "nichtöffentliche Maßnahme ist" if hidden == 1 else "nichtöffentliche Maßnahmen sind"
    return f"{formats.number(hidden)} {are} im Antwortbaustein nicht enthalten, weil Antworten öffentlich sind."


def _network(code: str, name: str, network: Network) -> tuple[str, ...]:
    return (_fibre(code, name, network), _gigabit(network.gigabit), _others(network.groups))


def _fibre(code: str, name: str, network: Network) -> str:
    area = next(one.fibre for one in network.groups if one.user_group == HOUSEHOLDS)
    city = f"in der ganzen Stadt sind es {formats.percent(network.city.pct)} ({network.city.origin})"
    if network.city.pct is None:
        city = "zur ganzen Stadt liegt keine Angabe vor"
    if area.pct is None:
        return f"Wie viele Privathaushalte im Stadtbezirk {code} {name} {FIBRE.words} haben: {NOTHING}; {city}."
    return (
        f"Im Stadtbezirk {code} {name} haben {formats.percent(area.pct)} der Privathaushalte {FIBRE.words} "
        f"({area.part_of}; {area.origin}); {city}."
    )


def _gigabit(area: Share) -> str:
    if area.pct is None:
        return f"Wie viele Privathaushalte {SPEED} mit irgendeiner Technik haben: {NOTHING}."
    return (
        f"Mindestens {SPEED}, gleich mit welcher Technik, haben {formats.percent(area.pct)} der Privathaushalte "
        f"({area.part_of}; {area.origin})."
    )


def _others(groups: Sequence[Served]) -> str:
    """Schools, city buildings and businesses, as x von y where counts are given; what is not known is said."""
    others = [one for one in groups if one.user_group != HOUSEHOLDS]
    valued = [one for one in others if one.fibre.pct is not None]
    missing = formats.listed([COUNTED[one.user_group] for one in others if one.fibre.pct is None])
    none = f"Zu {missing}: {NOTHING}." if missing else ""
    if not valued:
        return none
    origins = formats.listed(list(dict.fromkeys(one.fibre.origin for one in valued)))
    return f"{FIBRE.words} haben {formats.listed([_part(one) for one in valued])} ({origins}). {none}".rstrip()


def _part(one: Served) -> str:
    if one.fibre.covered is None:
        return f"{formats.percent(one.fibre.pct)} {FIBRE._replace(user_group=one.user_group).users}"
    return f"{one.fibre.part_of} {COUNTED[one.user_group]}"


def _measures(frame: pd.DataFrame, origin: Origin) -> tuple[str, ...]:
    public = frame[frame["is_public"].astype(bool)]
    mine, city = public[public["district"].notna()], public[public["district"].isna()]
    stand = f"zum Stand{formats.NBSP}{formats.day(origin.as_of)}"
    if mine.empty:
        first = f"Eigene öffentliche Maßnahmen der Digitalstrategie sind für den Stadtbezirk {stand} nicht gemeldet."
    else:
        verb = (
            "ist eine eigene öffentliche Maßnahme"
            if len(mine) == 1
            else f"sind {len(mine)} eigene öffentliche Maßnahmen"
        )
        first = f"Für den Stadtbezirk {verb} der Digitalstrategie {stand} gemeldet: {_titles(mine)}."
    return tuple(filter(None, (first, _pending(mine), _whole_city(city))))


def _titles(mine: pd.DataFrame) -> str:
    rows = rows_of(mine.sort_values("measure_id"))
    named = [_title(row) for row in (rows if len(rows) <= MOST_NAMED else rows[: MOST_NAMED - 1])]
    more = len(rows) - len(named)
    return formats.listed([*named, *([f"{formats.number(more)} weitere"] if more else [])])


def _title(row: Any) -> str:
    end = "" if formats.is_missing(row.expected_end) else f", erwartetes Ende {formats.day(row.expected_end)}"
    finished = row.status == "abgeschlossen"
    return f"{row.measure_id} „{row.title}“ ({row.status}{end.replace('erwartetes Ende', 'Ende') if finished else end})"


def _pending(mine: pd.DataFrame) -> str:
    still_open = mine[is_open(mine)]
    if still_open.empty:
        return ""
    late, deciding = int(still_open["is_late"].sum()), len(concerning.deciding(still_open))
    of_all = formats.count(len(still_open), "offenen eigenen Maßnahme", "offenen eigenen Maßnahmen")
    behind = f"liegt {'eine' if late == 1 else 'keine'}" if late < 2 else f"liegen {formats.number(late)}"
    decisions = (
        "eine Entscheidung steht" if deciding == 1 else f"{formats.feminine_in_words(deciding)} Entscheidungen stehen"
    )
    decisions = decisions if deciding else "eine Entscheidung steht nicht"
    return f"Von {of_all} {behind} hinter dem gültigen Plan, {decisions} aus."


def _whole_city(city: pd.DataFrame) -> str:
    if city.empty:
        return "Öffentliche Maßnahmen für die ganze Stadt sind nicht gemeldet."
    noun = "öffentliche Maßnahme gilt" if len(city) == 1 else "öffentliche Maßnahmen gelten"
    return (
        f"{formats.number(len(city))} {noun} für die ganze Stadt und damit auch für den Stadtbezirk "
        f"({concerning.by_status(city)})."
    )


def _origin(origin: Origin) -> str:
    parts = [f"Quelle: {origin.product}, Datenstand {origin.snapshot}"]
    parts += [f"berücksichtigt ist nur die Auswahl {origin.narrowed}"] if origin.narrowed else []
    parts += ["Beispieldaten, nicht für eine echte Antwort"] if origin.is_sample else []
    return f"{'; '.join(parts)}."
