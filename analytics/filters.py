"""The selection: one frozen value that says itself as SQL parameters, as address and as a German sentence.

Several values of one dimension are alternatives, dimensions narrow each other, an empty dimension asks for all. What a
selection means is decided in one place: sql/selection/measures.sql names the measures that belong to it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, get_args
from urllib.parse import urlencode

from analytics import formats
from analytics.contract import Status
from analytics.labels import RATING_MARKS
from analytics.reference import reference

DAY = "stichtag"
Address = Mapping[str, Sequence[str]]
"""A query string, taken apart: each name with all its values."""


class Dimension(NamedTuple):
    """What can be chosen: attribute and SQL name, name in the address, German words.

    `options` gives each value with its words; `is_code` says that a sentence names the value itself (Dezernat IV).
    """

    name: str
    address: str
    title: str
    every: str
    options: Callable[[], Mapping[str, str]]
    is_code: bool = False

    def word(self, value: str) -> str:
        """A value as a sentence says it."""
        return value if self.is_code else self.options()[value]


def _same(values: Iterable[str]) -> dict[str, str]:
    return {value: value for value in values}


def _with_code(names: Mapping[str, str]) -> dict[str, str]:
    return {code: f"{code} · {name}" for code, name in names.items()}


def _fields() -> dict[str, str]:
    return _same(reference().fields_of_action)


def _departments() -> dict[str, str]:
    return _with_code({department.code: department.name for department in reference().departments})


def _committees() -> dict[str, str]:
    return _with_code(reference().committees)


def _districts() -> dict[str, str]:
    return reference().districts


def _statuses() -> dict[str, str]:
    return _same(get_args(Status))


def _ratings() -> dict[str, str]:
    return {rating: mark.word for rating, mark in RATING_MARKS.items()}


DIMENSIONS = (
    Dimension("fields", "handlungsfeld", "Handlungsfeld", "Alle Handlungsfelder", _fields),
    Dimension("departments", "dezernat", "Dezernat", "Alle Dezernate", _departments, is_code=True),
    Dimension("committees", "ausschuss", "Ausschuss", "Alle Ausschüsse", _committees, is_code=True),
    Dimension("districts", "bezirk", "Stadtbezirk", "Alle Stadtbezirke", _districts),
    Dimension("statuses", "bearbeitungsstand", "Bearbeitungsstand", "Jeder Bearbeitungsstand", _statuses),
    Dimension("ratings", "ampel", "Ampel nach Regel", "Jede Ampel", _ratings),
)


@dataclass(frozen=True)
class Selection:
    """The day asked (None = the newest) and the values chosen per dimension, in the order of the options."""

    day: dt.date | None = None
    fields: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    committees: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    ratings: tuple[str, ...] = ()

    @property
    def is_everything(self) -> bool:
        """True when no dimension narrows it."""
        return not any(self.values(dimension) for dimension in DIMENSIONS)

    def values(self, dimension: Dimension) -> tuple[str, ...]:
        """The chosen values of a dimension."""
        chosen: tuple[str, ...] = getattr(self, dimension.name)
        return chosen

    def on(self, day: dt.date | None) -> Selection:
        """The same choice on another day."""
        return replace(self, day=day)

    def choosing(self, dimension: Dimension, values: Iterable[str]) -> Selection:
        """With these values of one dimension, unknown ones left out."""
        asked = set(values)
        chosen: dict[str, Any] = {dimension.name: tuple(value for value in dimension.options() if value in asked)}
        return replace(self, **chosen)

    def toggled(self, mark: Address) -> Selection:
        """After a click on a mark: narrowed to its values, or widened again where exactly these were chosen."""
        named = [dimension for dimension in DIMENSIONS if dimension.address in mark]
        narrowed = self
        for dimension in named:
            narrowed = narrowed.choosing(dimension, mark[dimension.address])
        if narrowed != self:
            return narrowed
        for dimension in named:
            narrowed = narrowed.choosing(dimension, ())
        return narrowed

    def sql(self) -> dict[str, Any]:
        """Two parameters per dimension: `$every_<name>` and the list `$<name>`."""
        found: dict[str, Any] = {}
        for dimension in DIMENSIONS:
            values = self.values(dimension)
            found |= {f"every_{dimension.name}": not values, dimension.name: values}
        return found

    def address(self) -> dict[str, list[str]]:
        """The names and values that say this selection in an address; nothing for what is not chosen."""
        chosen = {d.address: list(self.values(d)) for d in DIMENSIONS if self.values(d)}
        return ({DAY: [self.day.isoformat()]} if self.day else {}) | chosen

    def url(self, page: str = "", **more: str | Sequence[str]) -> str:
        """A relative address with this selection; `?` alone is the same page without one."""
        query = urlencode(self.address() | more, doseq=True)
        return f"{page}?{query}" if query or not page else page

    def sentence(self) -> str:
        """The choice without the day: Handlungsfeld Open Government; Dezernat IV oder V."""
        parts = [self.part(dimension) for dimension in DIMENSIONS if self.values(dimension)]
        return "; ".join(parts) or "Alle Handlungsfelder, Dezernate und Stadtbezirke"

    def part(self, dimension: Dimension) -> str:
        """What one dimension says: Dezernat IV oder V."""
        return f"{dimension.title} {either(map(dimension.word, self.values(dimension)))}"


EVERYTHING = Selection()


def either(words: Iterable[str]) -> str:
    """a, b oder c."""
    *others, last = words
    return f"{', '.join(others)} oder {last}" if others else last


def selection_of(address: Address) -> tuple[Selection, tuple[str, ...]]:
    """The selection that an address asks for, and a German note for each value that there is not."""
    selection, notes = EVERYTHING, []
    for dimension in DIMENSIONS:
        asked = address.get(dimension.address, ())
        selection = selection.choosing(dimension, asked)
        notes += [_unknown(dimension, value) for value in asked if value not in dimension.options()]
    return selection.on(day_of(address.get(DAY, ()))), tuple(notes)


def day_of(values: Sequence[str]) -> dt.date | None:
    """2021-12-31, as our links say it, or 31.12.2021, as people write it; None for anything else."""
    for text in values[-1:]:
        for form in ("%Y-%m-%d", "%d.%m.%Y"):
            with contextlib.suppress(ValueError):
                return dt.datetime.strptime(text, form).date()
    return None


def _unknown(dimension: Dimension, value: str) -> str:
    return f"{dimension.title} „{value[:40]}“ gibt es nicht und wurde nicht beachtet."


def selection_notes(selection: Selection, measures: int, every: int, whole_city: int) -> tuple[str, ...]:
    """What a reader of a narrowed selection must know: that none of `every` is in it, and the whole city's part."""
    if not measures and not selection.is_everything:
        of_all = formats.count(every, "Maßnahme gehört", "Maßnahmen gehört")
        return (f"Keine von {of_all} zu dieser Auswahl. „Auswahl aufheben“ zeigt wieder alle.",)
    if not selection.districts:
        return ()
    those = formats.count(whole_city, "Maßnahme gilt", "Maßnahmen gelten")
    verb = "zählt" if whole_city == 1 else "zählen"
    counted = f"{those} für die ganze Stadt und {verb} mit; " if whole_city else ""
    return (f"{counted}Beträge werden nicht auf Stadtbezirke verteilt.",)
