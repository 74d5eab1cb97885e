"""Which Maßnahmen miss the year of their plan, and since when it is known; from portfolio/missed and measures/list."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from analytics import formats
from analytics.figures.measures.measure_list import is_open
from analytics.figures.measures.ratings import rows_of
from analytics.labels import label
from analytics.tables import Column, Table

EVERY = "alle"
"""Every year, as a choice beside the years."""
MOST_NAMED = 5


def years(missed: pd.DataFrame, as_of: dt.date) -> list[str]:
    """What can be chosen: the year of the reporting date, every other that is missed, newest first, and all."""
    found = {as_of.year, *map(int, missed["missed_year"])}
    return [*map(str, sorted(found, reverse=True)), EVERY]


def year_words(year: str) -> str:
    """How a choice of a year is named."""
    return "alle Jahre" if year == EVERY else year


def of_year(missed: pd.DataFrame, year: str) -> pd.DataFrame:
    """The rows of a year, those with the longest delay first."""
    rows = missed if year == EVERY else missed[missed["missed_year"].astype(str) == year]
    return rows.sort_values(["days_late_valid", "measure_id"], ascending=[False, True])


def missed_sentence(missed: pd.DataFrame, measures: pd.DataFrame, year: str) -> str:
    """How many of those due in that year miss it, and what their number leaves out; `measures` = the list."""
    still_open = measures[is_open(measures)]
    if year == EVERY:
        return f"{_missing(len(missed), len(still_open), '', 'das Jahr ihres gültigen Plans')}."
    due = measures[pd.to_datetime(measures["valid_end"]).dt.year == int(year)]
    done, found = len(due) - int(is_open(due).sum()), of_year(missed, year)
    if len(due) == done:
        return f"Von den offenen Maßnahmen endet keine nach ihrem gültigen Plan {year}.{_moved(still_open, year)}"
    known = f"{_missing_year(len(found), len(due), year)}{_done(done)}{_longest_known(found)}."
    return f"{known}{_earlier(missed, int(year))}{_moved(still_open, year)}"


def _missing_year(number: int, due: int, year: str) -> str:
    """Of all that should end in that year, finished ones among them; what is still open misses it or does not."""
    of_all = f"{formats.count(due, 'Maßnahme', 'Maßnahmen')}, deren gültiger Plan {year} endet,"
    if not number:
        return f"Keine von {of_all} ist noch offen und verfehlt das Jahr"
    are = ("ist", "verfehlt") if number == 1 else ("sind", "verfehlen")
    return f"{formats.number(number)} von {of_all} {are[0]} noch offen und {are[1]} das Jahr"


def _done(number: int) -> str:
    return f", {formats.number(number)} {'ist' if number == 1 else 'sind'} abgeschlossen" if number else ""


def _missing(number: int, due: int, which: str, what: str) -> str:
    of_all = f"{formats.count(due, 'offenen Maßnahme', 'offenen Maßnahmen')}{which}"
    if not number:
        return f"Keine von {of_all} verfehlt {what}"
    return f"{formats.number(number)} von {of_all} {'verfehlt' if number == 1 else 'verfehlen'} {what}"


def _longest_known(found: pd.DataFrame) -> str:
    if found.empty:
        return ""
    since = found["known_since"].min()
    first = sorted(found[found["known_since"] == since]["measure_id"])
    return f"; am längsten bekannt ist es bei {_named(first)}, seit dem Stichtag {formats.day(since)}"


def _earlier(missed: pd.DataFrame, year: int) -> str:
    earlier = missed[missed["missed_year"] < year]
    if earlier.empty:
        return ""
    verb, names = "hat" if len(earlier) == 1 else "haben", _named(sorted(earlier["measure_id"]))
    return f" Nicht mitgezählt und noch offen: {names} {verb} schon ein früheres Jahr verfehlt."


def _moved(still_open: pd.DataFrame, year: str) -> str:
    """Those that should have ended in that year by the first plan: a Fortschreibung takes them out of the count."""
    first, valid = (pd.to_datetime(still_open[name]).dt.year for name in ("end_baseline", "valid_end"))
    moved = sorted(still_open[(first == int(year)) & (valid > int(year))]["measure_id"])
    if not moved:
        return ""
    verb = "wurde" if len(moved) == 1 else "wurden"
    return f" Nach dem Ursprungsplan sollte auch {_named(moved)} {year} enden; ihr Plan {verb} fortgeschrieben."


def _named(numbers: list[str]) -> str:
    more = len(numbers) - MOST_NAMED
    return formats.listed(numbers if more <= 0 else [*numbers[:MOST_NAMED], f"{formats.number(more)} weitere"])


def _head(row: Any) -> tuple[str, str, str]:
    return row.measure_id, row.title, row.division


def missed_table(missed: pd.DataFrame, year: str) -> Table:
    """One row per Maßnahme that misses the year."""
    names = ("end_baseline", "valid_end", "expected_end")
    rows = tuple(
        (*_head(row), *(getattr(row, name) for name in names), int(row.days_late_valid), row.known_since)
        for row in rows_of(of_year(missed, year))
    )
    columns = (
        Column("Nr."),
        Column("Maßnahme"),
        Column(label("division")),
        *(Column(label(name), "day") for name in names),
        Column(label("days_late_valid"), "signed"),
        Column(label("known_since"), "day"),
    )
    named = "ihr Jahr" if year == EVERY else year
    return Table(f"Maßnahmen, die {named} verfehlen", columns, rows)
