"""A pivot or a list of rows as SQL: the table's own file, and around it what is asked. Nowhere else is SQL composed.

Only names of the catalogue become part of the text; values are bound.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from analytics.desk.catalogue import ROWS, Attribute, DeskTable
from analytics.desk.condition_sql import where
from analytics.desk.conditions import Condition
from analytics.desk.pivot import BY_NAME, BY_VALUE_UP, LEAST, MEAN, MOST, Pivot
from analytics.sql_files import SQL

MOST_COLUMNS = 24
"""Values side by side; of a column with more only the sums of the rows come back."""


class Composed(NamedTuple):
    """SQL text and the values that it binds by name."""

    sql: str
    bound: Mapping[str, Any]


class Way(NamedTuple):
    """How a metric is computed: parts per finest group, the group beyond rows and columns that it needs, the result."""

    parts: str
    group: str
    result: str


def way_of(pivot: Pivot) -> Way:
    """Parts of the finest groups, and how they make a metric of any of their sums."""
    metric, column = pivot.metric, f'"{pivot.metric.name}"'
    if metric.name == ROWS:
        return Way("", "", "CAST(coalesce(sum(lines), 0) AS BIGINT)")
    if metric.name == "measure_id":
        return Way("", ', "measure_id"', 'count(DISTINCT "measure_id")')
    if metric.base:
        both = f'CASE WHEN "{metric.base}" IS NOT NULL AND premises_covered IS NOT NULL THEN'
        parts = f', sum({both} premises_covered END) AS part, sum({both} "{metric.base}" END) AS base'
        return Way(parts, "", "100 * CAST(sum(part) AS DOUBLE) / nullif(sum(base), 0)")
    if pivot.how in (LEAST, MOST):
        name = "min" if pivot.how == LEAST else "max"
        return Way(f", {name}({column}) AS part", "", f"{name}(part)")
    if pivot.how == MEAN:
        parts = f", sum({column}) AS part, count({column}) AS base"
        return Way(parts, "", "CAST(sum(part) AS DOUBLE) / nullif(sum(base), 0)")
    return Way(f", sum({column}) AS part", "", "sum(part)")


def pivot_query(pivot: Pivot, first: int, last: int) -> Composed:
    """The rows at the places `first` to `last`, with the sums of rows and columns.

    Columns of the answer: place (null = all rows), the row columns row_1 …, across (if there is one), is_all_rows and
    is_all_columns (1 = the sum over them), metric, lines, row_count and column_count of the whole.
    """
    rows = [f"row_{number}" for number, _ in enumerate(pivot.rows, 1)]
    columns = {**dict(zip(rows, (one.sql for one in pivot.row_attributes), strict=True)), **_across(pivot)}
    condition, bound = where(pivot.conditions, pivot.table)
    way, keys = way_of(pivot), ", ".join(columns)
    named = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    grouped = ", ".join(columns.values())
    same = " AND ".join(f"placed.{row} IS NOT DISTINCT FROM levels.{row}" for row in rows)
    sets, all_columns = _levels(rows, has_columns=bool(pivot.across))
    sql = f"""WITH source AS (
{source(pivot.table)}
),
grains AS (
    SELECT {named}{way.group}, count(*) AS lines{way.parts}
    FROM source
    WHERE {condition}
    GROUP BY {grouped}{way.group}
),
levels AS (
    SELECT {keys}, GROUPING(row_1) AS is_all_rows, {all_columns} AS is_all_columns,
           {way.result} AS metric, CAST(coalesce(sum(lines), 0) AS BIGINT) AS lines
    FROM grains
    GROUP BY GROUPING SETS ({sets})
),
placed AS (
    SELECT {", ".join(rows)}, row_number() OVER (ORDER BY {_order(pivot, rows)}) AS place
    FROM levels
    WHERE is_all_rows = 0 AND is_all_columns = 1
),
width AS (
    SELECT count(*) AS column_count
    FROM levels
    WHERE is_all_rows = 1 AND is_all_columns = 0
)
SELECT placed.place, levels.*,
       (SELECT count(*) FROM placed) AS row_count,
       (SELECT column_count FROM width) AS column_count
FROM levels
LEFT JOIN placed ON levels.is_all_rows = 0 AND {same}
WHERE (is_all_rows = 1 OR place BETWEEN $first_row AND $last_row)
  AND (is_all_columns = 1 OR (SELECT column_count FROM width) <= {MOST_COLUMNS})
ORDER BY is_all_rows, place, is_all_columns{", across NULLS LAST" if pivot.across else ""}"""
    return Composed(sql, {**bound, "first_row": first, "last_row": last})


def _across(pivot: Pivot) -> dict[str, str]:
    return {"across": pivot.across_attribute.sql} if pivot.across_attribute else {}


def _levels(rows: list[str], *, has_columns: bool) -> tuple[str, str]:
    """The sums that are made, and what tells those over all columns apart; one row there is even where nothing is."""
    listed = ", ".join(rows)
    if not has_columns:
        return f"({listed}), ()", "1"
    return f"({listed}, across), ({listed}), (across), ()", "GROUPING(across)"


def _order(pivot: Pivot, rows: list[str]) -> str:
    names = ", ".join(_own_order(one, row) for one, row in zip(pivot.row_attributes, rows, strict=True))
    direction = "ASC" if pivot.order == BY_VALUE_UP else "DESC"
    return names if pivot.order == BY_NAME else f"metric {direction} NULLS LAST, {names}"


def _own_order(attribute: Attribute, row: str) -> str:
    """By the order that the contract gives the values, else by code point or size."""
    ranked = ", ".join(map(_literal, attribute.in_order))
    return f"list_position([{ranked}], {row}) NULLS LAST, {row}" if ranked else f"{row} NULLS LAST"


class Listing(NamedTuple):
    """Rows of a table: the conditions, the columns shown, the order (a column; "" = its key), and its direction."""

    table: DeskTable
    conditions: tuple[Condition, ...]
    columns: tuple[str, ...]
    order: str = ""
    is_descending: bool = False

    @property
    def asks_every_date(self) -> bool:
        """Whether rows of all reporting dates are read."""
        return any(condition.attribute.startswith("as_of") for condition in self.conditions)


def listing_query(listing: Listing, first: int, count: int) -> Composed:
    """`count` rows from the place `first` (0 = the first) in a fixed order."""
    condition, bound = where(listing.conditions, listing.table)
    shown = ", ".join(listing.table.attributes[name].sql + f' AS "{name}"' for name in listing.columns)
    direction = "DESC" if listing.is_descending else "ASC"
    own = [f"{listing.table.attributes[listing.order].sql} {direction} NULLS LAST"] if listing.order else []
    key = "ASC" if listing.order else direction
    order = ", ".join([*own, *(f'"{name}" {key} NULLS LAST' for name in listing.table.key)])
    sql = f"""WITH source AS (
{source(listing.table)}
)
SELECT {shown}
FROM source
WHERE {condition}
ORDER BY {order}
LIMIT $row_limit OFFSET $first_row"""
    return Composed(sql, {**bound, "first_row": first, "row_limit": count})


def count_query(listing: Listing) -> Composed:
    """How many rows it has."""
    condition, bound = where(listing.conditions, listing.table)
    return Composed(
        f"WITH source AS (\n{source(listing.table)}\n)\nSELECT count(*) AS lines FROM source WHERE {condition}", bound
    )


def values_query(table: DeskTable, attribute: str, most: int) -> Composed:
    """The values of a column that occur, at most so many."""
    column = table.attributes[attribute].sql
    if table.attributes[attribute].kind == "list":
        column = f"unnest({column})"
    sql = f"""WITH source AS (
{source(table)}
)
SELECT DISTINCT {column} AS found
FROM source
ORDER BY found NULLS LAST
LIMIT $most"""
    return Composed(sql, {"most": most})


@functools.cache
def source(table: DeskTable) -> str:
    """What the SQL file of a table selects, without its comments."""
    lines = (SQL / "desk" / f"{table.name}.sql").read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("--"))


def spelled(query: Composed) -> str:
    """The SQL with its values in their places, for people and for the SQL console; never run by us."""
    names = re.compile(r"\$([a-z_]+[0-9]*)")
    return names.sub(lambda found: _literal(query.bound[found.group(1)]), query.sql)


def _literal(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "NULL", True: "TRUE", False: "FALSE"}[value]
    if isinstance(value, dt.date):
        return f"DATE '{value.isoformat()}'"
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, int | Decimal):
        return str(value)
    escaped = str(value).replace("'", "''")
    return f"'{escaped}'"
