"""The list of the Maßnahmen: its lead, its order, what a search finds in it, and its tables; from measures/list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pandas as pd

from analytics import formats
from analytics.figures.measures.largest_part import largest_part
from analytics.figures.measures.ratings import RATINGS, marked, rows_of
from analytics.figures.overview.lead import Fact, late_of_open
from analytics.labels import label
from analytics.tables import Column, Table, Value

OPEN = ("geplant", "in Umsetzung")
NONE = "entfällt"
"""Where there can be no value: zurückgestellte and eingestellte have no end, most need no decision."""
NO_NAMES: Mapping[str, str] = MappingProxyType({})
MOST_NAMED = 3
"""So many equally late ones are named in a sentence."""
SEARCHED = (
    "measure_id", "title", "field_of_action", "department", "division", "committee", "status", "decision_needed",
)  # fmt: skip
ORDERS = {
    "verspaetung": "Verspätung, größte zuerst",
    "nummer": "Nummer",
    "ampel": "Ampel, kritische zuerst",
    "frist": "Frist der Entscheidung",
}
KINDS = {
    "alle": "alle Maßnahmen",
    "verspaetet": "nur verspätete",
    "entscheidung": "nur mit offener Entscheidung",
}
"""What a list can be limited to: the Maßnahmen that a key figure of the Überblick counts."""


def is_open(frame: pd.DataFrame) -> Any:
    """Geplant or in Umsetzung, row by row."""
    return frame["status"].isin(OPEN)


def ordered(frame: pd.DataFrame, order: str) -> pd.DataFrame:
    """In one of ORDERS; open ones before others, what has no value last, and equal ones by number."""
    keys: dict[str, Callable[[], Any]] = {
        "verspaetung": lambda: -frame["days_late_valid"].astype(float),
        "nummer": lambda: 0,
        "ampel": lambda: frame["computed_rating"].map(RATINGS.index),
        "frist": lambda: frame["decision_due"].where(is_open(frame)),
    }
    closed = ~is_open(frame) if order == "verspaetung" else False
    placed = frame.assign(closed=closed, place=keys[order]()).sort_values(["closed", "place", "measure_id"])
    return placed.drop(columns=["closed", "place"])


def matching(frame: pd.DataFrame, words: str) -> pd.DataFrame:
    """The rows in which every word occurs somewhere, in capitals or not."""
    texts = frame[list(SEARCHED)].fillna("").agg(" ".join, axis=1) if len(frame) else pd.Series(dtype=str)
    found = [all(word in text.casefold() for word in words.casefold().split()) for text in texts]
    return frame[pd.Series(found, index=frame.index, dtype=bool)]


def limited(frame: pd.DataFrame, kind: str) -> pd.DataFrame:
    """The rows of one of KINDS; late and decisions are asked of open Maßnahmen alone."""
    if kind == "verspaetet":
        return frame[frame["is_late"]]
    return frame[is_open(frame) & frame["decision_needed"].notna()] if kind == "entscheidung" else frame


def found_sentence(found: int, listed: int, words: str, kind: str = "alle") -> str:
    """How many of how many a search has found among those of a kind."""
    of_all = formats.count(listed, "Maßnahme", "Maßnahmen")
    if not words.strip() and kind == "alle":
        return f"{of_all} in der Auswahl."
    one = found <= 1
    said = {"verspaetet": "ist verspätet" if one else "sind verspätet", "alle": ""}
    said["entscheidung"] = "hat eine offene Entscheidung" if one else "haben eine offene Entscheidung"
    fits = f"{'passt' if one else 'passen'} zu „{words}“" if words.strip() else ""
    what = " und ".join(filter(None, (said[kind], fits)))
    return f"{formats.number(found) if found else 'Keine'} von {of_all} {what}."


def lead(frame: pd.DataFrame) -> tuple[Fact, ...]:
    """How many of the open Maßnahmen are late, where the largest part, and which one most."""
    if frame.empty:
        return (Fact("", "Keine Maßnahme passt zur Auswahl."),)
    still_open, late = int(is_open(frame).sum()), frame[frame["is_late"]]
    head = late_of_open(len(late), still_open)
    return (Fact(head, f"{_most(frame)}."), Fact("", _latest(late))) if len(late) else (Fact(head, "."),)


def count_lead(frame: pd.DataFrame) -> tuple[Fact, ...]:
    """How many there are, how many of them open, late, critical, or waiting for a decision."""
    if frame.empty:
        return (Fact("", "Keine Maßnahme passt zur Auswahl."),)
    still_open = frame[is_open(frame)]
    counts = (
        (len(still_open), "offen"),
        (int(still_open["is_late"].sum()), "verspätet"),
        (int((frame["computed_rating"] == "rot").sum()), "nach Regel kritisch"),
        (int(still_open["decision_needed"].notna().sum()), "mit offener Entscheidung"),
    )
    said = formats.listed([f"{formats.number(number)} {word}" for number, word in counts])
    return (Fact(formats.count(len(frame), "Maßnahme", "Maßnahmen"), f", davon {said}."),)


def _most(frame: pd.DataFrame) -> str:
    by_field = frame[is_open(frame)].groupby("field_of_action")["is_late"]
    return largest_part({str(field): (int(late.sum()), len(late)) for field, late in by_field})


def _latest(late: pd.DataFrame) -> str:
    longest = late["days_late_valid"].max()
    rows = rows_of(ordered(late[late["days_late_valid"] == longest], "verspaetung"))
    names = [f"{row.measure_id} „{row.title}“" for row in rows]
    if len(names) > MOST_NAMED:
        names = [*names[: MOST_NAMED - 1], f"{formats.number(len(names) - MOST_NAMED + 1)} weitere"]
    days = formats.count(int(longest), "Tag", "Tage")
    verb, distance = ("liegt", days) if len(rows) == 1 else ("liegen", f"je {days}")
    return f"Am weitesten {verb} {formats.listed(names)} zurück: {distance} hinter dem gültigen Plan."


def places(codes: Sequence[str], names: Mapping[str, str]) -> str:
    """Mitte, Nord; or ganze Stadt."""
    return ", ".join(names.get(code, code) for code in codes) or "ganze Stadt"


SHORT = (
    Column("Nr."),
    Column("Maßnahme"),
    Column("Handlungsfeld"),
    Column("Bearbeitungsstand"),
    Column("Ampel nach Regel"),
    Column("gemeldet"),
    Column("Fortschritt", "pct"),
    Column("gültiges Ende", "day"),
    Column("erwartetes Ende", "day"),
    Column("Tage nach Plan", "signed"),
    Column("Frist", "day"),
)
MORE = (
    Column("Grund der Ampel nach Regel"),
    Column(label("department")),
    Column(label("division")),
    Column(label("committee")),
    Column(label("districts")),
    Column(label("start_planned"), "day"),
    Column(label("end_baseline"), "day"),
    Column(label("decision_needed")),
)


def list_table(frame: pd.DataFrame, chosen: Sequence[str] = (), names: Mapping[str, str] = NO_NAMES) -> Table:
    """What fits on a screen. Where districts are chosen, Maßnahmen for the whole city stand apart."""
    return _table(frame, SHORT, _short, chosen, names)


def full_table(frame: pd.DataFrame, chosen: Sequence[str] = (), names: Mapping[str, str] = NO_NAMES) -> Table:
    """The same rows with every column, for a file."""
    return _table(frame, (*SHORT, *MORE), lambda row: (*_short(row), *_more(row, names)), chosen, names)


def _table(
    frame: pd.DataFrame,
    columns: tuple[Column, ...],
    cells: Callable[[Any], tuple[Value, ...]],
    chosen: Sequence[str],
    names: Mapping[str, str],
) -> Table:
    rows = rows_of(frame)
    if not chosen:
        return Table("Maßnahmen", columns, tuple(map(cells, rows)))
    here = f"Stadtbezirk {' oder '.join(names.get(code, code) for code in chosen)}"
    grouped = [((here if len(row.districts) else "Ganze Stadt"), *cells(row)) for row in rows]
    in_groups = sorted(grouped, key=lambda row: row[0] != here)
    return Table("Maßnahmen", (Column("Gilt für"), *columns), tuple(in_groups), grouped=True)


def _short(row: Any) -> tuple[Value, ...]:
    has_end = not formats.is_missing(row.valid_end)
    is_deciding = not formats.is_missing(row.decision_needed) and row.status in OPEN
    return (
        row.measure_id,
        row.title,
        row.field_of_action,
        row.status,
        marked(row.computed_rating),
        marked(row.reported_rating),
        row.progress_pct,
        row.valid_end if has_end else NONE,
        row.expected_end if has_end else NONE,
        int(row.days_late_valid) if has_end else NONE,
        row.decision_due if is_deciding else NONE,
    )


def _more(row: Any, names: Mapping[str, str]) -> tuple[Value, ...]:
    return (
        row.rule,
        row.department,
        row.division,
        row.committee,
        places(row.districts, names),
        row.start_planned,
        row.end_baseline,
        NONE if formats.is_missing(row.decision_needed) else row.decision_needed,
    )
