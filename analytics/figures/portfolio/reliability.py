"""Who keeps dates and who reports in time: sentences and tables by Fachbereich, from portfolio/reliability.

On screen x von y, in files the counts; no percentages, because most Fachbereiche have a handful of Maßnahmen.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analytics import formats
from analytics.figures.measures.ratings import rows_of
from analytics.labels import label
from analytics.tables import NOT_ASKED, Column, Table, Value

FEW = 5
"""Completed Maßnahmen below which the counts of a Fachbereich say little."""
DATES = {
    "completed_by_valid_end": ("completed", "abgeschlossen bis zum gültigen Ende"),
    "completed_by_baseline": ("completed", "abgeschlossen bis zum Ursprungsplan"),
    "late_by_valid_end": ("still_open", "offen und verspätet nach gültigem Plan"),
    "late_by_baseline": ("still_open", "offen und verspätet nach Ursprungsplan"),
}
REPORTS = {
    "reports_in_time": ("reports", "fristgerecht"),
    "reports_late": ("reports", "später"),
    "reports_undated": ("reports", "ohne Datum"),
}
"""Column -> the column it is a part of, and its head."""
WHOLES = {"completed": "abgeschlossen", "still_open": "offen", "reports": "Meldungen"}
Parts = Mapping[str, tuple[str, str]]


def dates_sentence(frame: pd.DataFrame) -> str:
    """Terminverlässlichkeit: how many completed Maßnahmen ended in time, after which plan, and where n is small."""
    done, by_valid, by_first = _totals(frame, "completed", "completed_by_valid_end", "completed_by_baseline")
    if not done:
        return "Noch keine Maßnahme ist abgeschlossen, an der sich die Verlässlichkeit zeigen könnte."
    of_all = formats.count(done, "abgeschlossenen Maßnahme", "abgeschlossenen Maßnahmen")
    verb = "endete" if by_valid == 1 else "endeten"
    head = f"{_number(by_valid, 'Keine')} von {of_all} {verb} bis zum gültigen Ende"
    return f"{head}, {_number(by_first, 'keine')} bis zum Ende des Ursprungsplans.{_few(leading(frame))}"


def _few(frame: pd.DataFrame) -> str:
    few = int((frame["completed"] < FEW).sum())
    if not few:
        return ""
    where = f"{formats.number(few)} von {formats.count(len(frame), 'Fachbereich', 'Fachbereichen')}"
    words = f"{'hat' if few == 1 else 'haben'} weniger als {formats.feminine_in_words(FEW)} abgeschlossen"
    return f" {where} {words}: Dort sagen die Zahlen noch wenig."


def reports_sentence(frame: pd.DataFrame) -> str:
    """Meldetreue: how many reports came in time, and who reported late most often."""
    every, in_time, late, undated = _totals(frame, "reports", "reports_in_time", "reports_late", "reports_undated")
    if not every:
        return "Bis zu diesem Stichtag gibt es keine Meldungen."
    of_all = formats.count(every, "Meldung", "Meldungen")
    head = f"{_number(in_time, 'Keine')} von {of_all} {'kam' if in_time == 1 or not in_time else 'kamen'} fristgerecht"
    rest = f"{_number(late, 'keine')} später als 14 Tage nach dem Stichtag, {_number(undated, 'keine')} ohne Datum"
    return f"{head}, {rest}{_latest(frame)}."


def _latest(frame: pd.DataFrame) -> str:
    late = frame[frame["reports_late"] > 0]
    if late.empty or len(frame) < 2:
        return ""
    row = rows_of(late.sort_values(["reports_late", "division"], ascending=[False, True]))[0]
    of_all = f"{formats.number(row.reports_late)} von {formats.number(row.reports)}"
    return f"; am häufigsten später meldete {row.division} ({of_all})"


def _number(value: int, none: str) -> str:
    return formats.number(value) if value else none


def _totals(frame: pd.DataFrame, *columns: str) -> list[int]:
    return [int(frame[column].sum()) for column in columns]


def leading(frame: pd.DataFrame) -> pd.DataFrame:
    """The Fachbereiche that lead a Maßnahme today; others have only reported one."""
    return frame[frame["measures"] > 0]


def dates_table(frame: pd.DataFrame) -> Table:
    """Completed in time and open but late, x von y."""
    return _shares("Termine je Fachbereich", leading(frame), DATES)


def dates_counts(frame: pd.DataFrame) -> Table:
    """The same as counts, for a file."""
    return _counts("Termine je Fachbereich", leading(frame), DATES)


def reports_table(frame: pd.DataFrame) -> Table:
    """Reports in time, x von y, and how many came later or without a date."""
    (first, (whole, head)), *others = REPORTS.items()
    columns = (Column(label("division")), Column(head), *(Column(word, "count") for _, (_, word) in others))

    def cells(row: Any) -> list[Value]:
        return [_share(row, first, whole), *(int(row[name]) for name, _ in others)]

    return _table("Meldungen je Fachbereich", columns, frame, cells)


def reports_counts(frame: pd.DataFrame) -> Table:
    """The same as counts, for a file."""
    return _counts("Meldungen je Fachbereich", frame, REPORTS)


def _shares(caption: str, frame: pd.DataFrame, parts: Parts) -> Table:
    columns = (Column(label("division")), *(Column(head) for _, head in parts.values()))
    return _table(caption, columns, frame, lambda row: [_share(row, part, whole) for part, (whole, _) in parts.items()])


def _share(row: Any, part: str, whole: str) -> str:
    if not row[whole]:
        return NOT_ASKED
    return f"{formats.number(int(row[part]))} von {formats.number(int(row[whole]))}".replace(" ", formats.NBSP)


def _counts(caption: str, frame: pd.DataFrame, parts: Parts) -> Table:
    wholes = {whole: WHOLES[whole] for whole, _ in parts.values()}
    heads = wholes | {part: f"davon {head}" for part, (_, head) in parts.items()}
    columns = (Column(label("division")), *(Column(head, "count") for head in heads.values()))
    return _table(caption, columns, frame, lambda row: [int(row[name]) for name in heads])


def _table(caption: str, columns: tuple[Column, ...], frame: pd.DataFrame, cells: Any) -> Table:
    """One row per Fachbereich, and all together."""
    rows: list[tuple[Value, ...]] = [(row["division"], *cells(row)) for row in frame.to_dict("records")]
    total = frame.drop(columns="division").sum()
    return Table(caption, columns, (*rows, ("Alle", *cells(total))), frozenset({len(rows)}))
