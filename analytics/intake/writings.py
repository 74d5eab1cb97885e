"""How the columns of one file write numbers and days, and which fields have to be read so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from analytics.intake.casts import casts
from analytics.intake.readings import (
    Column,
    Counts,
    Field,
    Reading,
    counting,
    day,
    declared_number,
    is_odd,
    number,
    numbers,
)

if TYPE_CHECKING:
    from analytics.intake.load import Load


def readings(load: Load, odd: Iterable[str]) -> tuple[Reading, ...]:
    """What has to be read otherwise than canonical text: `odd` fields, and what the profile says of a column.

    FileRefused where nobody can know how a column is written.
    """
    return tuple(_readings(load, _fields(load), frozenset(odd)))


def odd_fields(load: Load, texts: str) -> list[str]:
    """The fields of which text cells, in a table or relation, are not canonical and can be read in another way."""
    fields = _fields(load)
    odd = ", ".join(f"coalesce(bool_or({is_odd(field)}), FALSE)" for field in fields.values())
    path = {"path": str(load.path)} if "$path" in texts else None
    found = load.con.execute(f"SELECT {odd} FROM {texts} AS cell", path).fetchone()
    return [name for name, is_there in zip(fields, found or (), strict=True) if is_there]


def _fields(load: Load) -> dict[str, Field]:
    """The fields of numbers and days."""
    kinds, factors = load.kinds, load.layout.factors
    return {cast.name: Field(cast, factors.get(cast.name, 1), cast.name in kinds) for cast in numbers(casts(load.row))}


def _readings(load: Load, fields: dict[str, Field], odd: frozenset[str]) -> Iterator[Reading]:
    """What has to be read otherwise than canonical text: odd cells, and what the profile says of a column."""
    declared = load.layout.declared
    for name, field in fields.items():
        if field.cast.type == "DATE":
            yield from [day(field.cast)] if name in odd else []
        elif name in declared and (name in odd or declared[name] == "plain" or field.factor != 1):
            yield declared_number(field, declared[name])
        elif name not in declared and name in odd:
            yield number(field, _columns(load, field))
        elif field.factor != 1:
            yield Reading(name, field.text, factor=field.factor)


def _columns(load: Load, field: Field) -> list[Column]:
    """How the numbers of each column of a field are written, over the whole file but what is left out."""
    name = field.cast.name
    headers = load.layout.mapping.headers[name]
    found = load.con.execute(
        f"""
        SELECT place, {counting(field)} FROM ({load.relation}) AS cell
        WHERE NOT is_left_out GROUP BY place ORDER BY place""",
        {"path": str(load.path)},
    ).fetchall()
    is_spread = len(headers) > 1
    return [Column(headers[place if is_spread else 0], place, Counts(**counts)) for place, counts in found]
