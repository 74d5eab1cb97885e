"""What no single row tells: a column in another unit than its name says, and values in a column without a name."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.errors import FileRefused
from analytics.findings import Finding
from analytics.intake.casts import casts
from analytics.intake.load import Load
from analytics.intake.relation import filled

_FEW = 10
"""Values from which on a column says something about its unit."""
_FRACTIONS = "Alle Werte der Spalte liegen zwischen 0 und 1: bitte prüfen, ob Prozent gemeint sind (50 statt 0,5)."
_UNNAMED = (
    "Eine Spalte ohne Namen enthält Werte, vielleicht trennt das Komma auch Nachkommastellen: bitte mit Semikolon "
    "exportieren oder der Spalte einen Namen geben."
)


def fractions(loaded: Load) -> Iterator[Finding]:
    """A warning for each column of percentages that looks like one of fractions."""
    for name in (cast.name for cast in casts(loaded.row) if cast.name.endswith("_pct")):
        told = f"count({name}) >= {_FEW} AND max({name}) <= 1 AND count_if({name} <> round({name})) > 0"
        if loaded.count(f"SELECT CAST({told} AS INTEGER) FROM typed WHERE is_kept"):
            yield Finding(None, loaded.layout.column(name, 0), None, "warning", _FRACTIONS)


def refuse_unnamed(loaded: Load) -> None:
    """FileRefused where commas part cells and one without a name is filled: it may hold the cents of another."""
    header = loaded.layout.header
    for index in (index for index, name in enumerate(header.names) if not name and header.delimiter == ","):
        asked = filled(loaded.layout, index, normalised=loaded.is_normalised)
        found = loaded.con.execute(asked, {"path": str(loaded.path)}).fetchone()
        if found and found[0]:
            raise FileRefused(_UNNAMED)
