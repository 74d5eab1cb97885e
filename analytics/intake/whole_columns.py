"""What no single row tells: another unit than the name says, one name written in two ways, a column without a name."""

from __future__ import annotations

from collections.abc import Iterator

from analytics import formats
from analytics.cells import WHITE_SPACE
from analytics.errors import FileRefused
from analytics.findings import Finding
from analytics.intake.casts import casts
from analytics.intake.load import Load
from analytics.intake.relation import filled

_SOFT = "\u00ad\u200b-\u200f\u2060\ufeff"
"""Signs without a width, as copied texts carry them."""
_FEW = 10
"""Values from which on a column says something about its unit."""
_FRACTIONS = "Alle Werte der Spalte liegen zwischen 0 und 1: bitte prüfen, ob Prozent gemeint sind (50 statt 0,5)."
_NAMES = {"costs": ("sub_budget", "product", "funding_programme"), "measures": ("division",)}
"""Free texts by which figures are summed up."""
_OTHERWISE = (
    "So geschrieben ({count}) sieht es aus wie „{usual}“, zählt aber getrennt, denn Leerzeichen oder Großschreibung "
    "weichen ab: bitte angleichen."
)
_MOST = 1_000
"""Spellings told of a column: more of them tell nothing new."""
_SEEN = f"regexp_replace(nfc_normalize(value), '[{_SOFT}]', '', 'g')"
_LOOKS = f"lower(regexp_replace({_SEEN}, '[{WHITE_SPACE}]+', ' ', 'g'))"
_SPELLINGS = f"""
    WITH told AS (
        SELECT {{name}} AS value, count(*) AS rows FROM typed WHERE is_kept AND {{name}} IS NOT NULL GROUP BY value),
    ranked AS (
        SELECT value, rows, first_value(value) OVER usually AS usual, row_number() OVER usually AS place
        FROM told WINDOW usually AS (PARTITION BY {_LOOKS} ORDER BY rows DESC, value))
    SELECT value, rows, usual FROM ranked WHERE place > 1 ORDER BY usual, place LIMIT {_MOST}"""
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


def spellings(loaded: Load) -> Iterator[Finding]:
    """A warning for each name that looks like another one and yet counts as its own: a budget would be split by it."""
    for name in _NAMES.get(loaded.row.table, ()):
        for value, rows, usual in loaded.con.execute(_SPELLINGS.format(name=name)).fetchall():
            count = formats.count(rows, "Zeile", "Zeilen")
            message = _OTHERWISE.format(count=count, usual=usual)
            yield Finding(None, loaded.layout.column(name, 0), value, "warning", message)


def refuse_unnamed(loaded: Load) -> None:
    """FileRefused where commas part cells and one without a name is filled: it may hold the cents of another."""
    header = loaded.layout.header
    for index in (index for index, name in enumerate(header.names) if not name and header.delimiter == ","):
        asked = filled(loaded.layout, index, normalised=loaded.is_normalised)
        found = loaded.con.execute(asked, {"path": str(loaded.path)}).fetchone()
        if found and found[0]:
            raise FileRefused(_UNNAMED)
