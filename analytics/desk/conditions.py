"""A condition on a column: it says itself in an address, as a German sentence and as SQL with bound values.

In an address: `status|ist|geplant|in Umsetzung`, `budget_eur|zwischen|10000|` (one end open), `title|enthaelt|akte`;
`oder|` before it joins it to the one before. Conditions joined by „oder“ belong together, all others hold at once.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from analytics import formats
from analytics.desk.catalogue import Attribute, DeskTable
from analytics.errors import UserFacingError
from analytics.filters import either

IS, IS_NOT, CONTAINS, BETWEEN = "ist", "nicht", "enthaelt", "zwischen"
OPERATORS = (IS, IS_NOT, CONTAINS, BETWEEN)
OR = "oder"
ANYWHERE = "volltext"
"""In place of a column: any of the columns that hold text."""
MOST_AMOUNT = 10**12
"""More than the contract lets any column hold."""
MOST_VALUES = 200
"""Values in one condition; more are a question for the SQL console."""


class BadCondition(UserFacingError):
    """A condition of an address that this table cannot be asked; the message says why."""


@dataclass(frozen=True)
class Condition:
    """A column, an operator, its values as the address writes them ("" = keine Angabe); `or_before` joins it."""

    attribute: str
    operator: str
    values: tuple[str, ...]
    or_before: bool = False

    @property
    def address(self) -> str:
        """As an address writes it."""
        parts = (*((OR,) if self.or_before else ()), self.attribute, self.operator, *self.values)
        line = io.StringIO()
        csv.writer(line, delimiter="|", lineterminator="\r\n").writerow(parts)
        return line.getvalue().removesuffix("\r\n")

    def sentence(self, table: DeskTable) -> str:
        """Bearbeitungsstand ist geplant oder in Umsetzung."""
        if self.attribute == ANYWHERE:
            return f"eine Angabe enthält „{self.values[0]}“"
        attribute = table.attributes[self.attribute]
        words = [word_of(attribute, typed(attribute, value)) for value in self.values]
        if self.operator == CONTAINS:
            return f"{attribute.title} enthält „{self.values[0]}“"
        if self.operator == BETWEEN:
            return f"{attribute.title} {_range(self.values, words)}"
        if self.operator == IS_NOT and self.values == ("",):
            return f"{attribute.title} ist angegeben"
        return f"{attribute.title} ist {'nicht ' if self.operator == IS_NOT else ''}{either(words)}"

    def typed_values(self, table: DeskTable) -> tuple[Any, ...]:
        """The values as the column holds them; None = keine Angabe, or an open end."""
        if self.attribute == ANYWHERE or self.operator == CONTAINS:
            return self.values
        return self.typed_values_of(table.attributes[self.attribute])

    def typed_values_of(self, attribute: Attribute) -> tuple[Any, ...]:
        """The same where its column is at hand."""
        return tuple(typed(attribute, value) for value in self.values)


def condition_of(text: str, table: DeskTable) -> Condition:
    """The condition that an address writes; BadCondition where this table cannot be asked it."""
    parts = _parts(text)
    joined = parts[:1] == [OR]
    attribute, operator, *values = parts[joined:] if len(parts) - joined >= 3 else ("", "", "")
    condition = Condition(attribute, operator, tuple(values), joined)
    if not _is_possible(condition, table):
        raise BadCondition(f"Die Bedingung „{text[:60]}“ gibt es für {table.title} nicht und wurde nicht beachtet.")
    return condition


def _parts(text: str) -> list[str]:
    """Nothing where the text is not written as we write it."""
    try:
        return next(csv.reader([text], delimiter="|"), [])
    except csv.Error:
        return []


def _is_possible(condition: Condition, table: DeskTable) -> bool:
    known = table.attributes.get(condition.attribute)
    if condition.attribute == ANYWHERE:
        return condition.operator == CONTAINS and len(condition.values) == 1 and condition.values[0] != ""
    if known is None or condition.operator not in operators_of(known) or len(condition.values) > MOST_VALUES:
        return False
    if condition.operator == CONTAINS and (len(condition.values) != 1 or not condition.values[0]):
        return False
    if condition.operator == BETWEEN and (len(condition.values) != 2 or not any(condition.values)):
        return False
    try:
        condition.typed_values(table)
    except ValueError:
        return False
    return True


def operators_of(attribute: Attribute) -> tuple[str, ...]:
    """What can be asked of a column; a share is computed and hardly ever exactly a number that somebody writes."""
    if attribute.kind == "pct":
        return (BETWEEN,)
    if attribute.kind == "text":
        return (IS, IS_NOT, CONTAINS)
    if attribute.kind in ("flag", "list"):
        return (IS, IS_NOT)
    return (IS, IS_NOT, BETWEEN)


def typed(attribute: Attribute, text: str) -> Any:
    """A value of an address as the column holds it, None for ""; ValueError where it cannot be one."""
    if text == "":
        return None
    if attribute.kind == "day":
        return dt.date.fromisoformat(text)
    if attribute.kind == "flag":
        return _flag(text)
    if attribute.kind == "number":
        return _number(text)
    return _decimal(text) if attribute.kind in ("count", "eur", "pct") else text


def _decimal(text: str) -> Decimal:
    try:
        found = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not found.is_finite() or abs(found) >= MOST_AMOUNT or found != round(found, 4):
        raise ValueError(text)
    return found


def _number(text: str) -> int:
    """A year, a month, a speed."""
    if not re.fullmatch("-?[0-9]{1,9}", text):
        raise ValueError(text)
    return int(text)


def _flag(text: str) -> bool:
    if text not in ("ja", "nein"):
        raise ValueError(text)
    return text == "ja"


def written(value: Any) -> str:
    """A value of a column as an address writes it."""
    if formats.is_missing(value):
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def word_of(attribute: Attribute, value: Any) -> str:
    """A value of a column as people say it."""
    if formats.is_missing(value):
        return attribute.missing
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, dt.date):
        return formats.day(value)
    if attribute.kind in _NUMBERS:
        return _NUMBERS[attribute.kind](value)
    return attribute.words().get(str(value), str(value))


_NUMBERS: Mapping[str, Callable[[Any], str]] = {
    "eur": formats.euro,
    "pct": formats.percent,
    "count": lambda value: formats.number(value, 4, trim=True),
}


def _range(values: Sequence[str], words: Sequence[str]) -> str:
    if not values[0]:
        return f"bis {words[1]}"
    return f"von {words[0]} bis {words[1]}" if values[1] else f"ab {words[0]}"


def groups_of(conditions: Sequence[Condition]) -> list[list[Condition]]:
    """Those joined by „oder“ together."""
    groups: list[list[Condition]] = []
    for condition in conditions:
        if condition.or_before and groups:
            groups[-1].append(condition)
        else:
            groups.append([condition])
    return groups


def without(conditions: Sequence[Condition], lifted: Callable[[Condition], bool]) -> tuple[Condition, ...]:
    """The conditions that are not lifted; what was joined by „oder“ to one that goes never joins the group before."""
    groups = [[one for one in group if not lifted(one)] for group in groups_of(conditions)]
    return tuple(replace(one, or_before=place > 0) for group in groups for place, one in enumerate(group))


def alone(conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    """Those that hold whatever the others say."""
    return tuple(group[0] for group in groups_of(conditions) if len(group) == 1)


def sentence_of(conditions: Sequence[Condition], table: DeskTable) -> str:
    """All of them; nothing for none."""
    groups = groups_of(conditions)
    parts = [" oder ".join(condition.sentence(table) for condition in group) for group in groups]
    bracketed = [
        f"({part})" if len(group) > 1 < len(groups) else part for part, group in zip(parts, groups, strict=True)
    ]
    return " und ".join(bracketed)
