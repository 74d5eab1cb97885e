"""The second look at a file: how its columns write numbers and days, and every row typed with that reading."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.intake.casts import Cast, casts
from analytics.intake.load import Load, stash, type_again, type_all
from analytics.intake.readings import Counts, Reading, counting, is_odd, multiplied, numbers, reading

MANY = 0.1
"""From this share of failing rows on all are typed anew; below it an update of the failing ones is faster."""


def read_as_written(load: Load) -> Load:
    """The same with every column read as it is written; a file in canonical text is not looked at again."""
    failing = stash(load)
    odd = _odd_fields(load) if failing else []
    counts = _counts(load, [cast for cast in odd if cast.type != "DATE" and cast.name not in load.layout.declared])
    found = (reading(cast, counts.get(cast.name), _named(load, cast), load.layout.declared) for cast in odd)
    load.readings = tuple(_multiplied(load, {one.field: one for one in found}))
    if load.readings:
        _typed_anew(load, failing)
    return load


def _typed_anew(load: Load, failing: int) -> None:
    has_lists = any(cast.type.endswith("[]") for cast in casts(load.row))  # an update of these moves rows
    is_many = failing > MANY * load.count("SELECT count(*) FROM typed")
    if load.layout.factors or has_lists or is_many:
        type_all(load)
        stash(load)
    else:
        type_again(load)


def _named(load: Load, cast: Cast) -> str:
    return load.layout.column(cast.name, 0)


def _counts(load: Load, fields: list[Cast]) -> dict[str, Counts]:
    """How the numbers of these fields are written, over the whole file."""
    if not fields:
        return {}
    counts = ", ".join(f"{counting(cast)} AS {cast.name}" for cast in fields)
    row = load.con.execute(f"SELECT {counts} FROM ({load.relation}) AS cell", {"path": str(load.path)}).fetchone()
    return {cast.name: Counts(**counted) for cast, counted in zip(fields, row or (), strict=True)}


def _odd_fields(load: Load) -> list[Cast]:
    """The fields of numbers and days whose failing cells can be read in another way than the canonical one."""
    fields = numbers(casts(load.row))
    odd = ", ".join(f"coalesce(bool_or({is_odd(cast)}), FALSE)" for cast in fields)
    found = load.con.execute(f"SELECT {odd} FROM stash AS cell").fetchone()
    return [cast for cast, is_there in zip(fields, found or (), strict=True) if is_there]


def _multiplied(load: Load, read: dict[str, Reading]) -> Iterator[Reading]:
    """The readings, with the unit and the sign that the profile gives an amount."""
    factors = load.layout.factors
    for name in dict.fromkeys([*read, *factors]):
        plain = read.get(name, Reading(name, f'cell."{name}"'))
        yield multiplied(plain, factors[name]) if name in factors else plain
