"""What changed since an earlier date, kind by kind, from the frames of changes/since and measures/list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd

from analytics import formats
from analytics.figures.measures.measure_list import MOST_NAMED
from analytics.figures.measures.ratings import marked, rows_of
from analytics.labels import RATING_MARKS
from analytics.tables import NOT_ASKED, Column, Table, Value

SEVERITY = {"grau": 0, "grün": 0, "gelb": 1, "rot": 2}
"""How bad a reported Ampel is; a change between equal ones is neither better nor worse."""
STATUSES = {
    "abgeschlossen": ("Maßnahme ist abgeschlossen", "Maßnahmen sind abgeschlossen"),
    "eingestellt": ("Maßnahme ist eingestellt", "Maßnahmen sind eingestellt"),
    "zurückgestellt": ("Maßnahme ist zurückgestellt", "Maßnahmen sind zurückgestellt"),
    "in Umsetzung": ("Maßnahme ist neu in Umsetzung", "Maßnahmen sind neu in Umsetzung"),
    "geplant": ("Maßnahme ist wieder geplant", "Maßnahmen sind wieder geplant"),
}
Row = Any


class Named(NamedTuple):
    """A Maßnahme that a line names, and what happened to it."""

    measure_id: str
    title: str
    what: str = ""


class ChangeLine(NamedTuple):
    """A kind of change: how many Maßnahmen, the most important ones by name, how many more, and what went better."""

    kind: str
    strong: str
    named: tuple[Named, ...] = ()
    more: int = 0
    besides: str = ""


class _Moved(NamedTuple):
    """A change that has a size: days, EUR or steps of the Ampel; positive is worse, or more money."""

    named: Named
    size: Decimal


def change_lines(changes: pd.DataFrame, titles: Mapping[str, str]) -> tuple[ChangeLine, ...]:
    """One line per kind that occurs, what needs a look first; `titles` = those of the Maßnahmen there are now."""
    rows = rows_of(changes)
    lines = (
        _rating(_moved(rows, "Ampel", titles, _steps, _rating_words)),
        _end(_moved(rows, "Termin", titles, _days, _end_words)),
        _money(_moved(rows, "Kosten", titles, _euros, _money_words)),
        *(_status(rows, status, titles) for status in STATUSES),
        _alone(rows, "neu", ("Maßnahme ist neu", "Maßnahmen sind neu"), titles),
        _alone(rows, "entfallen", ("Maßnahme ist nicht mehr gemeldet", "Maßnahmen sind nicht mehr gemeldet"), titles),
    )
    return tuple(line for line in lines if line)


def _moved(
    rows: Sequence[Row],
    change: str,
    titles: Mapping[str, str],
    size: Callable[[str, str], Decimal],
    words: Callable[[str, str], str],
) -> list[_Moved]:
    """The changes of a kind whose two values are known, the largest first."""
    known = [row for row in rows if row.change == change and not pd.isna(row.old) and not pd.isna(row.new)]
    moved = [_Moved(_named(row, titles, words(row.old, row.new)), size(row.old, row.new)) for row in known]
    return sorted(moved, key=lambda one: (-abs(one.size), one.named.measure_id))


def _named(row: Row, titles: Mapping[str, str], what: str = "") -> Named:
    return Named(row.measure_id, titles.get(row.measure_id, ""), what)


def _line(kind: str, found: Sequence[Named], words: tuple[str, str], besides: str = "") -> ChangeLine | None:
    if not found:
        return ChangeLine(kind, besides) if besides else None
    strong = formats.count_in_words(len(found), *words)
    return ChangeLine(kind, strong, tuple(found[:MOST_NAMED]), max(len(found) - MOST_NAMED, 0), besides)


def _split(moved: Sequence[_Moved]) -> tuple[list[Named], list[Named]]:
    """What grew, and what shrank."""
    return [one.named for one in moved if one.size > 0], [one.named for one in moved if one.size < 0]


def _rating(moved: Sequence[_Moved]) -> ChangeLine | None:
    worse, better = _split(moved)
    words = ("Ampel ist besser gemeldet", "Ampeln sind besser gemeldet")
    besides = formats.count_in_words(len(better), *words) if better else ""
    return _line("Ampel", worse, ("Ampel ist schlechter gemeldet", "Ampeln sind schlechter gemeldet"), besides)


def _end(moved: Sequence[_Moved]) -> ChangeLine | None:
    later, sooner = _split(moved)
    besides = formats.count_in_words(len(sooner), "Maßnahme endet früher", "Maßnahmen enden früher") if sooner else ""
    return _line("Termin", later, ("Maßnahme endet später", "Maßnahmen enden später"), besides)


def _money(moved: Sequence[_Moved]) -> ChangeLine | None:
    more, less = _split(moved)
    added = formats.euro_short(sum(one.size for one in moved if one.size > 0))
    taken = formats.euro_short(-sum(one.size for one in moved if one.size < 0))
    words = (f"Maßnahme hat {added} mehr Ansatz", f"Maßnahmen haben zusammen {added} mehr Ansatz")
    fewer = (f"Maßnahme hat {taken} weniger Ansatz", f"Maßnahmen haben zusammen {taken} weniger Ansatz")
    return _line("Kosten", more, words, formats.count_in_words(len(less), *fewer) if less else "")


def _status(rows: Sequence[Row], status: str, titles: Mapping[str, str]) -> ChangeLine | None:
    found = [_named(row, titles) for row in rows if row.change == "Bearbeitungsstand" and row.new == status]
    return _line("Bearbeitungsstand", found, STATUSES[status])


def _alone(rows: Sequence[Row], change: str, words: tuple[str, str], titles: Mapping[str, str]) -> ChangeLine | None:
    return _line(change.capitalize(), [_named(row, titles) for row in rows if row.change == change], words)


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


def changes_aside(changes: pd.DataFrame, measures: int, since: dt.date, as_of: dt.date) -> str:
    """30.06.2021 bis 31.12.2021: 48 Änderungen an 33 von 60 Maßnahmen; vanished ones are counted apart."""
    span = f"{formats.day(since)} bis {formats.day(as_of)}"
    if changes.empty:
        return f"{span}: keine Änderung"
    touched = changes[changes["change"] != "entfallen"]["measure_id"].nunique()
    of_all = f"{formats.number(touched)} von {formats.count(measures, 'Maßnahme', 'Maßnahmen')}"
    return f"{span}: {formats.count(len(changes), 'Änderung', 'Änderungen')} an {of_all}"


def changes_table(changes: pd.DataFrame, titles: Mapping[str, str]) -> Table:
    """Every change, with both values in German."""
    rows = tuple((row.measure_id, titles.get(row.measure_id), row.change, *_values(row)) for row in rows_of(changes))
    columns = (Column("Nr."), Column("Maßnahme"), Column("Änderung"), Column("Vorher"), Column("Jetzt"))
    return Table("Änderungen der Maßnahmen", columns, rows)


def _values(row: Row) -> tuple[Value, Value]:
    if row.change in ("neu", "entfallen"):
        return (NOT_ASKED, NOT_ASKED)
    return (_value(row.change, row.old), _value(row.change, row.new))


def _value(change: str, text: Any) -> Value:
    if pd.isna(text):
        return None
    words: dict[str, Callable[[str], str]] = {
        "Ampel": marked,
        "Termin": lambda day: formats.day(dt.date.fromisoformat(day)),
        "Kosten": lambda amount: formats.euro(Decimal(amount)),
    }
    return words.get(change, str)(str(text))
