"""Where the figures of the desk come from: the files of the table, their Stand, and everything that narrows them."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.desk.catalogue import DeskTable
from analytics.desk.conditions import Condition, sentence_of
from analytics.desk.pivot import Pivot
from analytics.queries import broadband
from analytics.queries import table as table_queries
from analytics.reference import reference
from pages.components.session import View
from pages.components.table import Source


def source_of(view: View, pivot: Pivot) -> Source:
    """The source of a pivot."""
    return source_of_rows(view, pivot.table, pivot.conditions)


def source_of_rows(view: View, table: DeskTable, conditions: Sequence[Condition]) -> Source:
    """The source of rows of a table; Breitband knows no selection of Maßnahmen."""
    stands = {one.export: one.as_of for one in table_queries.rows(view.engine, view.selection)}
    chosen = view.selection.sentence() if table.export != "broadband" else ""
    scope = "; ".join(filter(None, (chosen, sentence_of(conditions, table)))) or "alle Zeilen"
    return Source(", ".join(table.files), stands.get(table.export), _credits(view, table), scope)


def _credits(view: View, table: DeskTable) -> tuple[str, ...]:
    """What the licences of its sources ask to be said."""
    if "breitband.csv" not in table.files or "broadband" not in {part.export for part in view.engine.deliveries}:
        return ()
    return reference().credits_of(broadband.sources(view.engine, view.selection)["source"])
