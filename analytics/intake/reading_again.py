"""The second look at a file: every row typed with the writing of its columns that only failing rows have shown."""

from __future__ import annotations

from analytics.intake.casts import casts
from analytics.intake.load import Load, stash, type_again, type_all
from analytics.intake.writings import odd_fields, readings

MANY = 0.1
"""From this share of failing rows on all are typed anew; below it an update of the failing ones is faster."""


def read_as_written(load: Load) -> Load:
    """The same with every column read as it is written; a file in canonical text is not looked at again."""
    failing = stash(load)
    odd = frozenset(odd_fields(load, "stash") if failing else ()) - load.odd
    if load.odd and not odd:
        return load
    load.odd |= odd
    load.readings = readings(load, load.odd)
    if load.readings:
        _typed_anew(load, failing)
    return load


def _typed_anew(load: Load, failing: int) -> None:
    has_lists = any(cast.type.endswith("[]") for cast in casts(load.row))  # an update of these moves rows
    is_many = failing > MANY * load.count("SELECT count(*) FROM typed")
    if load.layout.factors or load.layout.declared or has_lists or is_many:
        type_all(load)
        stash(load)
    else:
        type_again(load)
