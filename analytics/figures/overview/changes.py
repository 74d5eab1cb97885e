"""What changed between two days, kind by kind: from changes/since, and from measures/list of both days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd

from analytics import formats
from analytics.figures.measures.measure_list import MOST_NAMED, OPEN
from analytics.figures.measures.ratings import rows_of
from analytics.figures.overview.change_words import (
    DECISION,
    LATE,
    RATED,
    REBASELINED,
    RED,
    SOONER_LATER,
    STATUSES,
    STOCK,
    UNRATED,
    WORSE_BETTER,
    YEARS,
    Words,
)
from analytics.labels import RATING_MARKS

SEVERITY = {"grün": 0, "gelb": 1, "rot": 2}
"""How bad a reported Ampel is; „nicht bewertet“ is neither good nor bad."""
Row = Any
Titles = Mapping[str, str]


class Named(NamedTuple):
    """A Maßnahme that is named, and what happened to it."""

    measure_id: str
    title: str
    what: str = ""


class Part(NamedTuple):
    """How many Maßnahmen in words, the most important of them by name, and how many more."""

    strong: str
    named: tuple[Named, ...] = ()
    more: int = 0


class ChangeLine(NamedTuple):
    """A kind of change, and what is said of it: what got worse first."""

    kind: str
    parts: tuple[Part, ...]


class _Moved(NamedTuple):
    """A change that has a size: days, EUR or steps of the Ampel; positive is worse, or more money."""

    named: Named
    size: Decimal


def change_lines(changes: pd.DataFrame, then: pd.DataFrame, now: pd.DataFrame) -> tuple[ChangeLine, ...]:
    """One line per kind that occurs, what needs a look first; `then` and `now` = measures/list of both days."""
    titles, rows = titles_of(then, now), rows_of(changes)
    days = (rows_of(then), rows_of(now))
    lines = (
        _line("Entscheidung", _entered(days, _decides, DECISION, titles)),
        _line("Ampel nach Regel", _entered(days, _is_red, RED, titles)),
        _line("Ampel gemeldet", _rating(rows, titles)),
        _line("Verspätung", _entered(days, _is_late, LATE, titles)),
        _line("Termin", _both(_moved(rows, "Termin", titles, _days, _end_words), SOONER_LATER)),
        _line("Plan", [_part(_rebaselined(*days, titles), REBASELINED)]),
        _line("Kosten", _money(_moved(rows, "Kosten", titles, _euros, _money_words))),
        _line(
            "Bearbeitungsstand", [_part(_with_status(rows, status, titles), STATUSES[status]) for status in STATUSES]
        ),
        _line("Bestand", [_part(_alone(rows, change, titles), words) for change, words in STOCK.items()]),
    )
    return tuple(line for line in lines if line.parts)


def titles_of(then: pd.DataFrame, now: pd.DataFrame) -> dict[str, str]:
    """Number -> title, of now where there is one; also of what has vanished."""
    return {
        number: title
        for frame in (then, now)
        for number, title in zip(frame["measure_id"], frame["title"], strict=True)
    }


def _line(kind: str, parts: Iterable[Part | None]) -> ChangeLine:
    return ChangeLine(kind, tuple(part for part in parts if part))


def _part(found: Sequence[Named], words: Words) -> Part | None:
    if not found:
        return None
    strong = formats.count_in_words(len(found), *words)
    return Part(strong, tuple(found[:MOST_NAMED]), max(len(found) - MOST_NAMED, 0))


def _entered(
    days: tuple[list[Row], list[Row]], belongs: Callable[[Row], bool], words: tuple[Words, Words], titles: Titles
) -> list[Part | None]:
    """What a key figure counts now and did not count then, and the other way round."""
    before, after = ({row.measure_id for row in rows if belongs(row)} for rows in days)
    came, went = (
        [Named(number, titles.get(number, "")) for number in sorted(found)]
        for found in (after - before, before - after)
    )
    return [_part(came, words[0]), _part(went, words[1])]


def _is_red(row: Row) -> bool:
    return bool(row.computed_rating == "rot")


def _is_late(row: Row) -> bool:
    return bool(row.is_late)


def _decides(row: Row) -> bool:
    return row.status in OPEN and not pd.isna(row.decision_needed)


def _rebaselined(then: list[Row], now: list[Row], titles: Titles) -> list[Named]:
    """Valid ends that are others than before, of what had one on both days."""
    before = {row.measure_id: row.valid_end for row in then if not pd.isna(row.valid_end)}
    moved = [
        row
        for row in now
        if row.measure_id in before and not pd.isna(row.valid_end) and row.valid_end != before[row.measure_id]
    ]
    return [Named(r.measure_id, titles[r.measure_id], f"gültiges Ende {formats.day(r.valid_end)}") for r in moved]


def _moved(
    rows: Sequence[Row],
    change: str,
    titles: Titles,
    size: Callable[[str, str], Decimal],
    words: Callable[[str, str], str],
) -> list[_Moved]:
    """The changes of a kind whose two values are known, the largest first."""
    known = [row for row in rows if row.change == change and not pd.isna(row.old) and not pd.isna(row.new)]
    moved = [_Moved(_named(row, titles, words(row.old, row.new)), size(row.old, row.new)) for row in known]
    return sorted(moved, key=lambda one: (-abs(one.size), one.named.measure_id))


def _named(row: Row, titles: Titles, what: str = "") -> Named:
    return Named(row.measure_id, titles.get(row.measure_id, ""), what)


def _split(moved: Sequence[_Moved]) -> tuple[list[Named], list[Named]]:
    """What grew, and what shrank."""
    return [one.named for one in moved if one.size > 0], [one.named for one in moved if one.size < 0]


def _both(moved: Sequence[_Moved], words: tuple[Words, Words]) -> list[Part | None]:
    worse, better = _split(moved)
    return [_part(worse, words[0]), _part(better, words[1])]


def _rating(rows: Sequence[Row], titles: Titles) -> list[Part | None]:
    """Worse and better among the rated; what is rated for the first time or no longer is neither."""
    changed = [row for row in rows if row.change == "Ampel"]
    rated = [row for row in changed if row.old in SEVERITY and row.new in SEVERITY]
    first = [_named(row, titles, f"„{RATING_MARKS[row.new].word}“") for row in changed if row.old not in SEVERITY]
    gone = [_named(row, titles, f"bisher „{RATING_MARKS[row.old].word}“") for row in changed if row.new not in SEVERITY]
    both = _both(_moved(rated, "Ampel", titles, _steps, _rating_words), WORSE_BETTER)
    return [*both, _part(first, RATED), _part(gone, UNRATED)]


def _money(moved: Sequence[_Moved]) -> list[Part | None]:
    more, less = _split(moved)
    added = formats.euro_short(sum(max(one.size, Decimal(0)) for one in moved))
    taken = formats.euro_short(sum(max(-one.size, Decimal(0)) for one in moved))
    return [
        _part(
            more, (f"Maßnahme hat {added} mehr Ansatz{YEARS}", f"Maßnahmen haben zusammen {added} mehr Ansatz{YEARS}")
        ),
        _part(
            less,
            (f"Maßnahme hat {taken} weniger Ansatz{YEARS}", f"Maßnahmen haben zusammen {taken} weniger Ansatz{YEARS}"),
        ),
    ]


def _with_status(rows: Sequence[Row], status: str, titles: Titles) -> list[Named]:
    return [_named(row, titles) for row in rows if row.change == "Bearbeitungsstand" and _status_words(row) == status]


def _status_words(row: Row) -> str:
    if row.new != "in Umsetzung":
        return str(row.new)
    return "neu in Umsetzung" if row.old == "geplant" else "wieder in Umsetzung"


def _alone(rows: Sequence[Row], change: str, titles: Titles) -> list[Named]:
    return [_named(row, titles) for row in rows if row.change == change]


def _steps(old: str, new: str) -> Decimal:
    return Decimal(SEVERITY[new] - SEVERITY[old])


def _days(old: str, new: str) -> Decimal:
    return Decimal((dt.date.fromisoformat(new) - dt.date.fromisoformat(old)).days)


def _euros(old: str, new: str) -> Decimal:
    return Decimal(new) - Decimal(old)


def _rating_words(old: str, new: str) -> str:
    return f"von „{RATING_MARKS[old].word}“ auf „{RATING_MARKS[new].word}“"


def _end_words(old: str, new: str) -> str:
    return formats.unit(formats.signed(_days(old, new)), "Tag" if abs(_days(old, new)) == 1 else "Tage")


def _money_words(old: str, new: str) -> str:
    more = _euros(old, new)
    return f"{'+' if more > 0 else ''}{formats.euro_short(more)}"
