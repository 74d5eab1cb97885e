"""What a rule is: a severity, SQL and a Python twin that both say when it holds, and a German sentence for when not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from analytics.findings import Severity

Values = Mapping[str, Any]
"""The typed fields of one row, and `delivery`: the date of its folder, None when unknown."""


@dataclass(frozen=True)
class RowRule:
    """A rule over the fields of one row; a finding points at `fields[0]`. SQL and twin are null-safe."""

    severity: Severity
    name: str
    fields: tuple[str, ...]
    sql: str
    holds: Callable[[Values], bool]
    message: str


@dataclass(frozen=True)
class SetRule:
    """A rule across rows or deliveries, always a warning: `sql/findings/<name>.sql` returns the offending rows.

    Its columns are source_line (NULL where the line is missing), value and detail; `{detail}` in the message is filled
    from the row.
    """

    name: str
    table: str
    field: str
    message: str


def must(name: str, fields: tuple[str, ...], sql: str, holds: Callable[[Values], bool], message: str) -> RowRule:
    """A rule whose breach sets the row aside."""
    return RowRule("error", name, fields, sql, holds, message)


def should(name: str, fields: tuple[str, ...], sql: str, holds: Callable[[Values], bool], message: str) -> RowRule:
    """A rule whose breach is only told."""
    return RowRule("warning", name, fields, sql, holds, message)


_INVISIBLE = "\u00a0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
"""Spaces that are no plain ones, and signs without width, as copied texts carry them."""


def visible(table: str, field: str) -> RowRule:
    """A number in which nobody sees a sign is another number: what looks the same would count twice."""
    sign = re.compile(f"[{_INVISIBLE}]")
    return should(
        f"{table}_{field}_is_visible",
        (field,),
        f"CASE WHEN length({field}) = strlen({field}) THEN TRUE ELSE NOT regexp_matches({field}, '[{_INVISIBLE}]') END",
        lambda row: not sign.search(row[field]),
        "In der Nummer steht ein unsichtbares Zeichen, sie gilt deshalb als eine andere: bitte neu eintippen.",
    )


def given(row: Values, *names: str) -> list[bool]:
    """Which of the fields have a value."""
    return [row[name] is not None for name in names]
