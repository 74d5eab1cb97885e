"""The text cells of a file in the columns of the contract, as one SQL relation over the bytes on disk."""

from __future__ import annotations

import duckdb

from analytics.cells import WHITE_SPACE
from analytics.intake.casts import quoted
from analytics.intake.layout import Layout
from analytics.intake.plain_text import PlainText
from analytics.intake.records import LONGEST_RECORD


def relation(layout: Layout, *, normalised: bool, padded: bool, is_sheet: bool = False) -> str:
    """The text cells of a file as SQL that binds `$path`; a normalised file has line and kinds in front, no header.

    `place` tells which of the unpivoted columns a row is from. Beside each field whose words are translated stands
    `raw_…`, in a sheet beside each field its `kind_…`.
    """
    mapping = layout.mapping
    trimmed = ", ".join(f"{_trimmed(name) if padded else name} AS {name}" for name in _raw_names(layout))
    cells = [f"{sql} AS {name}" for name, sql in mapping.cells.items()]
    cells += [f"{sql} AS raw_{name}" for name, sql in mapping.raw.items()]
    cells += [f"{sql} AS kind_{name}" for name, sql in mapping.kinds.items()] if is_sheet else []
    front = "line AS source_line, kinds" if normalised else "NULL AS source_line, NULL AS kinds"
    place = "place" if mapping.spread else "0 AS place"
    return f"""
        SELECT source_line, {place}, {", ".join(cells)}, {mapping.left_out} AS is_left_out
        FROM (
            SELECT *{mapping.spread}{mapping.spread_kinds if is_sheet else ""}
            FROM (SELECT {front}, {trimmed} FROM {_raw(layout, normalised=normalised)})
        )"""


def _raw_names(layout: Layout) -> list[str]:
    return [f"c{index}" for index in range(layout.width)]


def _raw(layout: Layout, *, normalised: bool) -> str:
    """The table function that splits the file at `$path` into text columns."""
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in _raw_names(layout))
    front = "'line': 'BIGINT', 'kinds': 'VARCHAR', "
    line, skip = (front, 0) if normalised else ("", 1)
    ends = ", new_line = '\\n'" if normalised else ""  # else DuckDB takes the first CR inside quotes for the line end
    longest = 8 * LONGEST_RECORD if normalised else LONGEST_RECORD  # in bytes
    return f"""
        read_csv($path, columns = {{{line}{columns}}}, delim = {quoted(layout.header.delimiter)}, skip = {skip},
            header = false, quote = '"', escape = '"', auto_detect = false, strict_mode = true,
            max_line_size = {longest}{ends})"""


def filled(layout: Layout, index: int, *, normalised: bool) -> str:
    """SQL of how many cells of a column of the file hold something; binds `$path`."""
    return f"SELECT count(nullif(trim(c{index}, {quoted(WHITE_SPACE)}), '')) FROM {_raw(layout, normalised=normalised)}"


def cells_add_up(con: duckdb.DuckDBPyConnection, layout: Layout, text: PlainText) -> bool:
    """False when a record has more cells than the header: DuckDB drops empty surplus ones without a word."""
    delimiter = layout.header.delimiter
    surplus = text.count(delimiter) - (layout.width - 1) * text.lines
    if surplus <= 0:
        return surplus == 0
    cells = f"concat({', '.join(_raw_names(layout))})"
    inside = f"sum(length({cells}) - length(replace({cells}, {quoted(delimiter)}, '')))"
    found = con.execute(f"SELECT {inside} FROM {_raw(layout, normalised=False)}", {"path": str(text.path)})
    return found.fetchone() == (surplus,)


def _trimmed(name: str) -> str:
    """SQL of a trimmed cell, NULL when empty; the pattern spares the slow trim() where there is nothing to trim."""
    blank, trimmed = quoted(f"^[{WHITE_SPACE}]|[{WHITE_SPACE}]$"), f"nullif(trim({name}, {quoted(WHITE_SPACE)}), '')"
    return f"CASE WHEN regexp_matches({name}, {blank}) THEN {trimmed} ELSE {name} END"
