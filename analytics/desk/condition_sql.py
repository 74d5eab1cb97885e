"""Conditions as SQL over the columns of a table of the desk, every value bound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analytics.desk.catalogue import Attribute, DeskTable
from analytics.desk.conditions import ANYWHERE, BETWEEN, CONTAINS, IS_NOT, Condition, groups_of


def where(conditions: Sequence[Condition], table: DeskTable) -> tuple[str, Mapping[str, Any]]:
    """The conditions as SQL over the columns of the table, and the values that it binds."""
    bound: dict[str, Any] = {}
    groups = [[f"({_sql(condition, table, bound)})" for condition in group] for group in groups_of(conditions)]
    return " AND ".join(f"({' OR '.join(group)})" for group in groups) or "TRUE", bound


def _sql(condition: Condition, table: DeskTable, bound: dict[str, Any]) -> str:
    """One condition; NULL counts as not met, and „nicht“ keeps rows without a value."""
    values = condition.typed_values(table)
    if condition.attribute == ANYWHERE:
        name = _bind(bound, values[0])
        return " OR ".join(f"contains({_small(column)}, lower({name}))" for column in table.searched)
    attribute = table.attributes[condition.attribute]
    if condition.operator == CONTAINS:
        return f"contains({_small(attribute.name)}, lower({_bind(bound, values[0])}))"
    if condition.operator == BETWEEN:
        ends = zip((">=", "<="), values, strict=True)
        return " AND ".join(f"{attribute.sql} {sign} {_bind(bound, end)}" for sign, end in ends if end is not None)
    found = _one_of(attribute, values, bound)
    return f"NOT coalesce({found}, FALSE)" if condition.operator == IS_NOT else found


def _bind(bound: dict[str, Any], value: Any) -> str:
    """A value under a name of its own; what stands in the SQL for it."""
    name = f"value_{len(bound) + 1}"
    bound[name] = value
    return f"${name}"


def _small(column: str) -> str:
    """The column in small letters; some are already."""
    return f'"{column}"' if column.endswith("_searched") else f'lower("{column}")'


def _one_of(attribute: Attribute, values: Sequence[Any], bound: dict[str, Any]) -> str:
    """One of the values; a missing value, or an empty list, where None is among them."""
    column, listed = attribute.sql, ", ".join(_bind(bound, value) for value in values if value is not None)
    if attribute.kind == "list":
        some, empty = f"list_has_any({column}, [{listed}])", f"len({column}) = 0"
    else:
        some, empty = f"{column} IN ({listed})", f"{column} IS NULL"
    return " OR ".join([*([some] if listed else []), *([empty] if None in values else [])])
