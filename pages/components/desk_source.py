"""Where the figures of the desk come from: the files of the table, their Stand, and everything that narrows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from html import escape

from analytics import formats
from analytics.contract import EXPORTS
from analytics.desk.catalogue import DeskTable
from analytics.desk.conditions import Condition, sentence_of
from analytics.desk.pivot import Pivot
from analytics.figures.desk.pivot_words import base_sentence
from analytics.queries import broadband
from analytics.queries import table as table_queries
from analytics.reference import reference
from pages.components.session import View
from pages.components.table import Source


def source_of(view: View, pivot: Pivot) -> Source:
    """The source of a pivot; the files also say what its shares are based on."""
    source = source_of_rows(view, pivot.table, pivot.conditions)
    return source._replace(scope="; ".join(filter(None, (source.scope, base_sentence(pivot).rstrip(".")))))


def source_of_rows(view: View, table: DeskTable, conditions: Sequence[Condition]) -> Source:
    """The source of rows of a table; Breitband knows no selection of Maßnahmen."""
    chosen = view.selection.sentence() if table.export != "broadband" else ""
    scope = "; ".join(filter(None, (chosen, sentence_of(conditions, table)))) or "alle Zeilen"
    stands = {one.export: one.as_of for one in table_queries.rows(view.engine, view.selection)}
    return Source(_files(table, stands), stands.get(table.export), _credits(view, table), scope)


def aside_html(view: View, table: DeskTable) -> str:
    """How many rows of the read deliveries were set aside and count nowhere; a limited role is not told."""
    if not view.engine.viewer.every_row:
        return ""
    exports = {row.file: row.table for row in EXPORTS}
    aside = [(file, _set_aside(view, exports[file])) for file in table.files]
    told = [f"{formats.count(rows, 'Zeile', 'Zeilen')} von {file}" for file, rows in aside if rows]
    if not told:
        return ""
    link = escape(view.address(page="datenqualitaet"))
    way = f' <a href="{link}" target="_self">Ansehen</a>' if "data_quality" in view.engine.viewer.pages else ""
    return f'<p class="db-source">Beiseitegelegt und hier nicht enthalten: {escape(formats.listed(told))}.{way}</p>'


def _set_aside(view: View, export: str) -> int:
    """Of the newest delivery of an export by the day asked."""
    known = [part for part in view.engine.deliveries if part.export == export]
    read = [part for part in known if view.answered is None or part.delivery <= view.answered]
    return max(read, key=lambda part: part.delivery).books.set_aside if read else 0


def _files(table: DeskTable, stands: Mapping[str, dt.date | None]) -> str:
    """The files that are read; one of another Stand than the table's own says its own."""
    exports = {row.file: row.table for row in EXPORTS}
    return ", ".join(_file(file, stands.get(exports[file]), stands.get(table.export)) for file in table.files)


def _file(file: str, stand: dt.date | None, own: dt.date | None) -> str:
    return file if stand is None or stand == own else f"{file} (Stand {formats.day(stand)})"


def _credits(view: View, table: DeskTable) -> tuple[str, ...]:
    return broadband_credits(view) if "breitband.csv" in table.files else ()


def broadband_credits(view: View) -> tuple[str, ...]:
    """What the licences of broadband values ask to be said; nothing where none were delivered."""
    if "broadband" not in {part.export for part in view.engine.deliveries}:
        return ()
    return reference().credits_of(broadband.sources(view.engine, view.selection)["source"])
