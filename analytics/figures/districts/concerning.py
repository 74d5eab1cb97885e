"""The measures that concern one district: its own, those of the whole city, and what is to be decided."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics import formats
from analytics.figures.measures.measure_list import NONE, is_open
from analytics.figures.measures.ratings import RATINGS, marked, rows_of
from analytics.figures.measures.status import STATUSES
from analytics.figures.overview.lead import Fact, late_of_open
from analytics.labels import RATING_MARKS
from analytics.tables import Column, Table, Value

COLUMNS = (
    Column("Nr."),
    Column("Maßnahme"),
    Column("Bearbeitungsstand"),
    Column("Ampel nach Regel"),
    Column("gemeldet"),
    Column("Fortschritt", "pct"),
    Column("erwartetes Ende", "day"),
    Column("Tage nach Plan", "signed"),
)
DECISIONS = (
    Column("Gilt für"),
    Column("Nr."),
    Column("Maßnahme"),
    Column("Was ist zu entscheiden?"),
    Column("Frist", "day"),
    Column("Stand der Frist"),
)
WHOLE_CITY = "Ganze Stadt"


def own(frame: pd.DataFrame, code: str) -> pd.DataFrame:
    """The measures that name the district, the most critical first."""
    return worst_first(frame[frame["district"] == code])


def whole_city(frame: pd.DataFrame) -> pd.DataFrame:
    """The measures that name no district, the most critical first."""
    return worst_first(frame[frame["district"].isna()])


def worst_first(frame: pd.DataFrame) -> pd.DataFrame:
    """The most critical by rule first."""
    placed = frame.assign(place=frame["computed_rating"].map(RATINGS.index))
    return placed.sort_values(["place", "measure_id"]).drop(columns="place")


def number(frame: pd.DataFrame, one: str = "Maßnahme", many: str = "Maßnahmen") -> str:
    """3 Maßnahmen; keine Maßnahme."""
    return formats.count(len(frame), one, many) if len(frame) else f"keine {one}"


def by_status(frame: pd.DataFrame) -> str:
    """2 in Umsetzung und 1 abgeschlossen: only what occurs."""
    counts = frame["status"].value_counts()
    return formats.listed(
        [f"{formats.number(int(counts[status]))} {status}" for status in STATUSES if status in counts]
    )


def by_rating(frame: pd.DataFrame) -> str:
    """1 kritisch, 2 im Plan, in the words of the Ampel after the rule."""
    counts = frame["computed_rating"].value_counts()
    return formats.listed([f"{formats.number(int(counts[r]))} {RATING_MARKS[r].word}" for r in RATINGS if r in counts])


def measures_fact(frame: pd.DataFrame | None, code: str, name: str) -> Fact:
    """How many measures the district has of its own, and how many more hold for it too."""
    if frame is None:
        return Fact("", "Zu Maßnahmen liegt noch keine Lieferung vor.")
    mine, others = own(frame, code), len(whole_city(frame))
    goes = "Maßnahme gilt" if others == 1 else "Maßnahmen gelten"
    rest = f"{formats.number(others)} {goes} für die ganze Stadt, also auch hier." if others else ""
    if mine.empty:
        return Fact(f"Keine Maßnahme ist eigens für {name} gemeldet", f"; {rest}" if rest else ".")
    noun = "eigene Maßnahme" if len(mine) == 1 else "eigene Maßnahmen"
    return Fact(f"{formats.number(len(mine))} {noun}", f" ({by_rating(mine)}). {rest}".rstrip())


def own_sentence(frame: pd.DataFrame, name: str) -> str:
    """How many, how far, and how many are late."""
    if frame.empty:
        return f"Zu diesem Stichtag ist keine Maßnahme eigens für {name} gemeldet."
    head = f"{number(frame)} {'gilt' if len(frame) == 1 else 'gelten'} für {name}: {by_status(frame)}"
    still_open, late = int(is_open(frame).sum()), int(frame["is_late"].sum())
    return f"{head}. {late_of_open(late, still_open)}." if still_open else f"{head}."


def city_sentence(frame: pd.DataFrame) -> str:
    """How many hold for the whole city; their money cannot be split."""
    if frame.empty:
        return "Keine Maßnahme gilt für die ganze Stadt."
    return (
        f"{number(frame)} {'gilt' if len(frame) == 1 else 'gelten'} für die ganze Stadt: {by_status(frame)}. "
        "Sie zählen nicht als eigene Maßnahmen des Stadtbezirks, und ihre Beträge werden nicht aufgeteilt."
    )


def measures_table(frame: pd.DataFrame, caption: str) -> Table:
    """One row per measure, in the order given."""
    return Table(caption, COLUMNS, tuple(map(_row, rows_of(frame))))


def _row(row: Any) -> tuple[Value, ...]:
    has_end = not formats.is_missing(row.valid_end)
    return (
        row.measure_id,
        row.title,
        row.status,
        marked(row.computed_rating),
        marked(row.reported_rating),
        row.progress_pct,
        row.expected_end if has_end else NONE,
        int(row.days_late_valid) if has_end else NONE,
    )


def deciding(frame: pd.DataFrame) -> pd.DataFrame:
    """Open measures with a decision needed, the district's own first, then by deadline; those without one last."""
    rows: pd.DataFrame = frame[is_open(frame) & frame["decision_needed"].notna()]
    placed = rows.assign(city=rows["district"].isna()).sort_values(["city", "decision_due", "measure_id"])
    return placed.drop(columns="city")


def decisions_sentence(frame: pd.DataFrame, name: str) -> str:
    """How many decisions concern the district alone, how many the whole city, and how many are overdue."""
    rows = deciding(frame)
    if rows.empty:
        return f"Weder zu {name} noch zur ganzen Stadt ist ein Entscheidungsbedarf gemeldet."
    mine, overdue = int(rows["district"].notna().sum()), int(rows["is_overdue"].sum())
    own_words = formats.feminine_in_words(mine)
    city_words = formats.feminine_in_words(len(rows) - mine)
    return (
        f"Zu entscheiden: {own_words} zu Maßnahmen nur in {name}, {city_words} zu Maßnahmen der ganzen Stadt; "
        f"{formats.feminine_in_words(overdue)} davon überfällig."
    )


def decisions_table(frame: pd.DataFrame, name: str) -> Table:
    """One row per decision, those of the district and of the whole city apart."""
    rows = tuple(
        (
            WHOLE_CITY if formats.is_missing(row.district) else name,
            row.measure_id,
            row.title,
            row.decision_needed,
            row.decision_due,
            _deadline(row),
        )
        for row in rows_of(deciding(frame))
    )
    return Table(f"Offene Entscheidungen zu {name}", DECISIONS, rows, grouped=True)


def _deadline(row: Any) -> str:
    if formats.is_missing(row.decision_due):
        return "ohne Frist"
    return "überfällig" if row.is_overdue else "offen"
