"""All committees beside each other: how far their measures are, what is to be decided; from committees/overview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analytics import formats
from analytics.figures.districts.overview import STATES, occurring
from analytics.figures.measures.measure_list import NONE
from analytics.figures.overview.lead import Fact, late_of_open
from analytics.tables import Column, Table, Value

COLUMNS = (
    Column("Ausschuss"),
    Column("Maßnahmen", "count"),
    Column("Bearbeitungsstand"),
    Column("verspätet", "count"),
    Column("kritisch", "count"),
    Column("Entscheidungen", "count"),
    Column("überfällig", "count"),
)
COUNTS = ("measures_late", "rating_red", "decisions_open", "decisions_overdue")


def code_of(name: str) -> str:
    """The code in front of a committee's name in the table."""
    return name.partition(" ")[0]


def overview_table(counts: pd.DataFrame, names: Mapping[str, str]) -> Table:
    """A row per committee named, in that order; one without a measure is there too."""
    by_code = {row["committee"]: row for row in counts.to_dict("records")}
    rows = tuple((f"{code} · {name}", *_counts(by_code.get(code, {}))) for code, name in names.items())
    return Table("Ausschüsse und ihre Maßnahmen", COLUMNS, rows)


def _counts(row: Mapping[Any, Any]) -> tuple[Value, ...]:
    if not row:
        return (0, NONE, 0, 0, 0, 0)
    states = occurring({state: row[f"measures_{name}"] for state, name in STATES.items()})
    return (int(row["measures"]), states, *(int(row[name]) for name in COUNTS))


def lead(counts: pd.DataFrame) -> tuple[Fact, ...]:
    """How many measures, how many of the open ones are late, how many decisions are open."""
    still_open = int(counts["measures_planned"].sum() + counts["measures_running"].sum())
    late, deciding = int(counts["measures_late"].sum()), int(counts["decisions_open"].sum())
    due = formats.feminine_in_words(int(counts["decisions_overdue"].sum()))
    stand = formats.count_in_words(deciding, "Entscheidung steht", "Entscheidungen stehen")
    return (
        Fact(late_of_open(late, still_open), "."),
        Fact(f"{stand} an", f", {due} davon überfällig." if deciding else "."),
    )


def overview_sentence(counts: pd.DataFrame) -> str:
    """How many measures lie with how many committees, and where most is to be decided."""
    if counts.empty:
        return "Keine Maßnahme gehört zur Auswahl."
    total = int(counts["measures"].sum())
    belong = "Maßnahme gehört" if total == 1 else "Maßnahmen gehören"
    of_all = f"{formats.number(total)} {belong} zu {formats.count(len(counts), 'Ausschuss', 'Ausschüssen')}"
    return f"{of_all}, jede zu genau einem. {_most_to_decide(counts)}"


def _most_to_decide(counts: pd.DataFrame) -> str:
    most = int(counts["decisions_open"].max())
    if not most:
        return "In keinem ist eine Entscheidung offen."
    codes: Sequence[str] = list(counts[counts["decisions_open"] == most]["committee"])
    verb, each = ("hat", "") if len(codes) == 1 else ("haben", "je ")
    return f"Am meisten zu entscheiden {verb} {formats.listed(codes)}: {each}{formats.number(most)}."
