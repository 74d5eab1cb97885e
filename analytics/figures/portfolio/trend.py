"""Meilensteintrendanalyse: the expected end of every Maßnahme from reporting date to reporting date, in words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics import formats
from analytics.figures.measures.ratings import rows_of
from analytics.tables import NOT_ASKED, Column, Table, Value

MOST_NAMED = 6
"""So many lines stand out; more would be a tangle."""
MOST_LINES = 200
"""More lines are a grey field, and slow."""
HOW_TO_READ = (
    "So liest man es: Jede Linie ist eine Maßnahme. Nach rechts gehen die Stichtage, nach oben das Ende, das dann "
    "erwartet wurde. Waagerecht heißt pünktlich, steigend später, fallend früher. Auf der gestrichelten Linie ist das "
    "Ende der Stichtag selbst: Wer dort ankommt, ist fertig; wer auf ihr weiterläuft, sollte es längst sein."
)


def newest(frame: pd.DataFrame) -> pd.DataFrame:
    """The row of the newest reporting date of each Maßnahme, those without an end left out."""
    last = frame.sort_values("as_of").drop_duplicates("measure_id", keep="last")
    return last[last["expected_end"].notna()]


def most_moved(frame: pd.DataFrame) -> list[str]:
    """The numbers of the Maßnahmen whose end moved back most, the first one most."""
    later = newest(frame)
    later = later[later["days_moved"] > 0].sort_values(["days_moved", "measure_id"], ascending=[False, True])
    return [str(number) for number in later["measure_id"].head(MOST_NAMED)]


def drawn(frame: pd.DataFrame) -> set[str]:
    """The numbers of the Maßnahmen that have a line: all, or those that moved most in either direction."""
    last = frame.sort_values("as_of").drop_duplicates("measure_id", keep="last")
    by_move = last.assign(moved=last["days_moved"].abs()).sort_values(["moved", "measure_id"], ascending=[False, True])
    return set(by_move["measure_id"].head(MOST_LINES))


def trend_sentence(frame: pd.DataFrame) -> str:
    """How many ends moved back, how many forth, and which most."""
    ends = newest(frame)
    if ends.empty:
        return "Keine Maßnahme der Auswahl hat ein Ende: Zurückgestellte und eingestellte haben keines."
    if frame["as_of"].nunique() < 2:
        return "Es gibt erst einen Stichtag: Noch kann sich nichts verschoben haben."
    later, earlier = int((ends["days_moved"] > 0).sum()), int((ends["days_moved"] < 0).sum())
    of_all = formats.count(len(ends), "Maßnahme", "Maßnahmen")
    head = f"Bei {formats.number(later)} von {of_all} mit einem Ende liegt es später als zuerst erwartet"
    return f"{head}, bei {formats.number(earlier)} früher{_most(ends)}.{_shown(frame)}"


def _shown(frame: pd.DataFrame) -> str:
    number = frame["measure_id"].nunique()
    if number <= MOST_LINES:
        return ""
    most = f"die {formats.number(MOST_LINES)} von {formats.number(number)}, die sich am meisten bewegt haben"
    return f" Gezeichnet sind {most}."


def _most(ends: pd.DataFrame) -> str:
    first = most_moved(ends)
    if not first:
        return ""
    row = rows_of(ends[ends["measure_id"] == first[0]])[0]
    days = formats.count(int(row.days_moved), "Tag", "Tage")
    return f"; am weitesten rückte {row.measure_id} „{row.title}“ nach hinten, um {days}"


def trend_table(frame: pd.DataFrame) -> Table:
    """One row per Maßnahme, one column per reporting date, those that moved most first; no rows without any end."""
    frame = frame if frame["expected_end"].notna().any() else frame.head(0)
    days = sorted(frame["as_of"].unique())
    last = frame.sort_values("as_of").drop_duplicates("measure_id", keep="last")
    placed = last.sort_values(["days_moved", "measure_id"], ascending=[False, True], na_position="last")
    ends = {(row.measure_id, row.as_of): row.expected_end for row in rows_of(frame)}
    rows = tuple(
        _cells(row, [ends.get((row.measure_id, pd.Timestamp(day))) for day in days]) for row in rows_of(placed)
    )
    dates = (Column(f"am {formats.day(pd.Timestamp(day))}", "day") for day in days)
    columns = (Column("Nr."), Column("Maßnahme"), Column("Verschiebung in Tagen", "signed"), *dates)
    return Table("Erwartetes Ende der Maßnahmen je Stichtag", columns, rows)


def _cells(row: Any, ends: list[Any]) -> tuple[Value, ...]:
    moved = NOT_ASKED if formats.is_missing(row.days_moved) else int(row.days_moved)
    return (row.measure_id, row.title, moved, *(NOT_ASKED if formats.is_missing(end) else end for end in ends))
