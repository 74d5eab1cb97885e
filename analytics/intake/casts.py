"""The contract as DuckDB SQL: for each field its column type, the cast from text and the check of that text.

A type or constraint without a translation raises at start-up, so that no rule can be forgotten in silence.
"""

from __future__ import annotations

import datetime as dt
import functools
import types
import typing
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import AfterValidator, BeforeValidator
from pydantic.fields import FieldInfo

from analytics.cells import DAY_PATTERN, INTEGER_PATTERN, GermanDecimal, OneOf, decimal_pattern
from analytics.contract import Row
from analytics.reference import reference

_BOUNDS = {"ge": ">=", "gt": ">", "le": "<=", "lt": "<"}
_LENGTHS = {"min_length": ">=", "max_length": "<="}  # in code points, as in Python


@dataclass(frozen=True)
class Cast:
    """How a text column of the relation `cell` becomes a typed one; `check` is TRUE when the text is allowed."""

    name: str
    type: str
    value: str
    check: str
    is_optional: bool = False


@functools.cache
def casts(row: type[Row]) -> tuple[Cast, ...]:
    """The casts of an export in contract order."""
    return tuple(_cast(name, field) for name, field in row.model_fields.items())


def column_types(row: type[Row]) -> dict[str, str]:
    """Field name -> DuckDB type."""
    return {cast.name: cast.type for cast in casts(row)}


def quoted(text: str) -> str:
    """A SQL string literal where DuckDB cannot bind: texts and paths of ours, words of a profile, names in a header."""
    return "'" + text.replace("'", "''") + "'"


def _cast(name: str, field: FieldInfo) -> Cast:
    annotation, optional = _without_none(field.annotation)
    annotation, inner = _unwrapped(annotation)
    metadata = [*field.metadata, *inner]
    column = f'cell."{name}"'
    kind, value, checks = _by_type(column, annotation, metadata)
    checks += [check for item in metadata for check in _constraint(column, kind, value, item)]
    check = " AND ".join(checks) or "TRUE"
    present = kind.endswith("[]") or optional
    checked = f"({column} IS NULL OR ({check}))" if present else f"({column} IS NOT NULL AND {check})"
    return Cast(name, kind, value, checked, is_optional=present)


def _without_none(annotation: Any) -> tuple[Any, bool]:
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        given = [arg for arg in typing.get_args(annotation) if arg is not type(None)]
        if len(given) > 1:
            raise TypeError(f"no SQL for {annotation!r}")
        return given[0], True
    return annotation, False


def _unwrapped(annotation: Any) -> tuple[Any, list[Any]]:
    if typing.get_origin(annotation) is typing.Annotated:
        inner, *metadata = typing.get_args(annotation)
        return inner, metadata
    return annotation, []


def _by_type(column: str, annotation: Any, metadata: list[Any]) -> tuple[str, str, list[str]]:
    if typing.get_origin(annotation) is typing.Literal:
        word = f"try_cast({column} AS ENUM ({_listed(typing.get_args(annotation))}))"  # a third faster to write
        return "VARCHAR", word, [f"{word} IS NOT NULL"]
    if annotation == list[str]:
        return _districts(column)
    shapes = [item for item in metadata if isinstance(item, GermanDecimal)]
    if annotation is Decimal and shapes:
        return _decimal(column, shapes[0])
    simple = {
        dt.date: ("DATE", _day(column), [_matches(column, DAY_PATTERN), f"{_day(column)} IS NOT NULL"]),
        int: ("BIGINT", f"try_cast({column} AS BIGINT)", [_matches(column, INTEGER_PATTERN)]),
        bool: ("BOOLEAN", f"({column} = 'ja')", [_in(column, ("ja", "nein"))]),
        str: ("VARCHAR", column, []),
    }
    if annotation not in simple:
        raise TypeError(f"{column}: no SQL for {annotation!r}")
    return simple[annotation]


def _day(column: str) -> str:
    return f"CAST(try_strptime({column}, '%d.%m.%Y') AS DATE)"


def _decimal(column: str, shape: GermanDecimal) -> tuple[str, str, list[str]]:
    kind = f"DECIMAL({shape.digits},{shape.places})"
    return (
        kind,
        f"try_cast(replace({column}, ',', '.') AS {kind})",
        [_matches(column, decimal_pattern(shape.digits, shape.places))],
    )


def _districts(column: str) -> tuple[str, str, list[str]]:
    code = f"({'|'.join(reference().districts)})"
    value = f"CASE WHEN {column} IS NULL THEN [] ELSE string_split({column}, '|') END"
    return "VARCHAR[]", value, [_matches(column, f"{code}([|]{code})*")]


def _constraint(column: str, kind: str, value: str, item: Any) -> list[str]:
    """The SQL of one pydantic constraint; parsers of `cells` are covered by the type."""
    if isinstance(item, OneOf):
        return [_in(column, item.values)]
    if isinstance(item, GermanDecimal) or _is_ours(item):
        return []
    if hasattr(item, "metadata"):
        return [check for part in item.metadata for check in _constraint(column, kind, value, part)]
    checks = []
    for key, limit in _settings(item).items():
        if key in _BOUNDS and isinstance(limit, int | Decimal):
            checks.append(f"{value} {_BOUNDS[key]} {limit}")
        elif key in _LENGTHS:
            checks.append(f"length({column}) {_LENGTHS[key]} {limit}")
        elif key == "pattern":
            checks.append(_matches(column, str(limit).removeprefix("^").removesuffix("$")))
        else:
            raise TypeError(f"{column}: no SQL for {key}")
    return checks


def _is_ours(item: Any) -> bool:
    is_validator = isinstance(item, (BeforeValidator, AfterValidator))
    return is_validator and getattr(item.func, "__module__", "") == "analytics.cells"


def _settings(item: Any) -> dict[str, Any]:
    names = getattr(item, "__slots__", None) or vars(item)
    settings = {name: getattr(item, name) for name in names}
    settings = settings.pop("__dict__", settings)
    return {name: setting for name, setting in settings.items() if setting is not None}


def _in(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({_listed(values)})"


def _listed(values: Iterable[str]) -> str:
    return ", ".join(map(quoted, values))


def _matches(column: str, pattern: str) -> str:
    return f"regexp_full_match({column}, {quoted(pattern)})"
