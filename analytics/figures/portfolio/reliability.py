"""Who keeps dates and who reports in time: sentences and a table of counts by Fachbereich, from portfolio/reliability.

No shares in percent: most Fachbereiche have a handful of Maßnahmen.
"""

from __future__ import annotations

import pandas as pd

from analytics import formats
from analytics.figures.measures.ratings import rows_of
from analytics.labels import label
from analytics.tables import Column, Table, Value

FEW = 5
"""Completed Maßnahmen below which the counts of a Fachbereich say little."""
COUNTS = {
    "completed": "abgeschlossen",
    "completed_by_valid_end": "davon bis zum gültigen Ende",
    "completed_by_baseline": "davon bis zum Ursprungsplan",
    "still_open": "offen",
    "late_by_valid_end": "davon verspätet nach gültigem Plan",
    "late_by_baseline": "davon verspätet nach Ursprungsplan",
    "reports": "Meldungen",
    "reports_in_time": "davon fristgerecht",
    "reports_late": "davon später",
    "reports_undated": "davon ohne Datum",
}


def dates_sentence(frame: pd.DataFrame) -> str:
    """Terminverlässlichkeit: how many completed Maßnahmen ended in time, after which plan, and where n is small."""
    done, by_valid, by_first = _totals(frame, "completed", "completed_by_valid_end", "completed_by_baseline")
    if not done:
        return "Termine: Noch keine Maßnahme ist abgeschlossen, an der sich die Verlässlichkeit zeigen könnte."
    of_all = formats.count(done, "abgeschlossenen Maßnahme", "abgeschlossenen Maßnahmen")
    verb = "endete" if by_valid == 1 else "endeten"
    head = f"Termine: {formats.number(by_valid)} von {of_all} {verb} bis zum gültigen Ende"
    return f"{head}, {formats.number(by_first)} bis zum Ende des Ursprungsplans.{_few(frame)}"


def _few(frame: pd.DataFrame) -> str:
    rows = frame[frame["measures"] > 0]
    few = int((rows["completed"] < FEW).sum())
    if not few:
        return ""
    where = f"{formats.number(few)} von {formats.count(len(rows), 'Fachbereich', 'Fachbereichen')}"
    verb, what = ("hat", "dort") if few == 1 else ("haben", "dort")
    words = formats.feminine_in_words(FEW)
    return f" {where} {verb} weniger als {words} abgeschlossen: {what.capitalize()} sagen die Zahlen noch wenig."


def reports_sentence(frame: pd.DataFrame) -> str:
    """Meldetreue: how many reports came in time, and who reported late most often."""
    every, in_time, late, undated = _totals(frame, "reports", "reports_in_time", "reports_late", "reports_undated")
    if not every:
        return "Meldungen: keine."
    of_all = formats.count(every, "Meldung", "Meldungen")
    head = f"Meldungen: {formats.number(in_time)} von {of_all} {'kam' if in_time == 1 else 'kamen'} fristgerecht"
    rest = f"{formats.number(late)} später als 14 Tage nach dem Stichtag, {formats.number(undated)} ohne Datum"
    return f"{head}, {rest}{_latest(frame)}."


def _latest(frame: pd.DataFrame) -> str:
    late = frame[frame["reports_late"] > 0]
    if late.empty or len(frame) < 2:
        return ""
    row = rows_of(late.sort_values(["reports_late", "division"], ascending=[False, True]))[0]
    of_all = f"{formats.number(row.reports_late)} von {formats.number(row.reports)}"
    return f"; am häufigsten spät: {row.division} ({of_all})"


def _totals(frame: pd.DataFrame, *columns: str) -> list[int]:
    return [int(frame[column].sum()) for column in columns]


def reliability_table(frame: pd.DataFrame) -> Table:
    """The counts by Fachbereich, and all together."""
    rows: list[tuple[Value, ...]] = [
        (row.division, *(int(getattr(row, name)) for name in COUNTS)) for row in rows_of(frame)
    ]
    total: tuple[Value, ...] = ("Alle", *_totals(frame, *COUNTS))
    columns = (Column(label("division")), *(Column(head, "count") for head in COUNTS.values()))
    return Table("Termine und Meldungen je Fachbereich", columns, (*rows, total), frozenset({len(rows)}))
