"""The second look at a file: how its columns write numbers and days, and every row typed with that reading."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.intake.casts import casts
from analytics.intake.load import Load, stash, type_again, type_all
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

MANY = 0.1
"""From this share of failing rows on all are typed anew; below it an update of the failing ones is faster."""


def read_as_written(load: Load) -> Load:
    """The same with every column read as it is written; a file in canonical text is not looked at again."""
    failing = stash(load)
    fields = _fields(load)
    odd = _odd(load, fields) if failing else []
    load.readings = tuple(_readings(load, fields, odd))
    if load.readings:
        _typed_anew(load, failing)
    return load


def _fields(load: Load) -> dict[str, Field]:
    """The fields of numbers and days."""
    kinds, factors = load.kinds, load.layout.factors
    return {cast.name: Field(cast, factors.get(cast.name, 1), cast.name in kinds) for cast in numbers(casts(load.row))}


def _readings(load: Load, fields: dict[str, Field], odd: list[str]) -> Iterator[Reading]:
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


def _typed_anew(load: Load, failing: int) -> None:
    has_lists = any(cast.type.endswith("[]") for cast in casts(load.row))  # an update of these moves rows
    is_many = failing > MANY * load.count("SELECT count(*) FROM typed")
    if load.layout.factors or load.layout.declared or has_lists or is_many:
        type_all(load)
        stash(load)
    else:
        type_again(load)


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


def _odd(load: Load, fields: dict[str, Field]) -> list[str]:
    """The fields whose failing cells can be read in another way than the canonical one."""
    odd = ", ".join(f"coalesce(bool_or({is_odd(field)}), FALSE)" for field in fields.values())
    found = load.con.execute(f"SELECT {odd} FROM stash AS cell").fetchone()
    return [name for name, is_there in zip(fields, found or (), strict=True) if is_there]
