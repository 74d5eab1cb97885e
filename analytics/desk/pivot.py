"""What is asked of a table: rows, columns, a metric, how it is computed and shown; one frozen value, its own address.

`read` takes an address and never fails: what a table cannot be asked is left out and told in a note.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from analytics.desk.catalogue import ROWS, Attribute, DeskTable, Metric, tables
from analytics.desk.conditions import IS, BadCondition, Condition, alone, condition_of, sentence_of, without
from analytics.filters import Address
from analytics.formats import listed

TABLE, AXIS_ROWS, ACROSS, METRIC, HOW = "tabelle", "zeilen", "spalten", "wert", "rechnung"
SHOWN, CONDITION, ORDER, NONE = "zeigen", "bedingung", "ordnung", "ohne"
NAMES = (TABLE, AXIS_ROWS, ACROSS, METRIC, HOW, SHOWN, CONDITION, ORDER)
"""Every name under which a pivot stands in an address."""
MOST_AXES = 2
"""Columns that make rows; more are a list."""
MOST_CONDITIONS = 30
AREAS = ("area_id", "area_name")
SUM, MEAN, LEAST, MOST = "summe", "mittel", "kleinster", "groesster"
HOWS = {SUM: "Summe", MEAN: "Mittelwert", LEAST: "Kleinster Wert", MOST: "Größter Wert"}
VALUES, OF_ROW, OF_COLUMN, OF_ALL = "werte", "anteil-zeile", "anteil-spalte", "anteil-gesamt"
RUNNING, DIFFERENCE = "laufend", "differenz"
SHOWNS = {
    VALUES: "Werte",
    OF_ROW: "Anteil an der Zeile",
    OF_COLUMN: "Anteil an der Spalte",
    OF_ALL: "Anteil am Ganzen",
    RUNNING: "Laufende Summe",
    DIFFERENCE: "Differenz",
}
BY_NAME, BY_VALUE, BY_VALUE_UP = "name", "wert", "wert-auf"
ORDERS = {BY_NAME: "Bezeichnung", BY_VALUE: "größte zuerst", BY_VALUE_UP: "kleinste zuerst"}


@dataclass(frozen=True)
class Pivot:
    """A question to a table of the desk. `rows` are one or two columns, `across` one more or none."""

    table: DeskTable
    rows: tuple[str, ...]
    across: str
    metric: Metric
    how: str
    shown: str
    conditions: tuple[Condition, ...]
    order: str

    @property
    def row_attributes(self) -> tuple[Attribute, ...]:
        """The columns that make the rows."""
        return tuple(self.table.attributes[name] for name in self.rows)

    @property
    def across_attribute(self) -> Attribute | None:
        """The column that makes the columns; None without one."""
        return self.table.attributes.get(self.across)

    @property
    def asks_every_date(self) -> bool:
        """Whether rows of all reporting dates are read: as soon as the date itself is asked about."""
        used = (*self.rows, self.across, *(condition.attribute for condition in self.conditions))
        return any(name.startswith("as_of") for name in used)

    @property
    def adds(self) -> bool:
        """Whether its cells add up, so that shares and running sums mean something."""
        return self.metric.adds and self.how == SUM

    @property
    def has_sum_of_rows(self) -> bool:
        """Whether its rows together mean something: not where they repeat each other, as Stichtage do."""
        return not any(self._repeats(name) for name in self.rows)

    @property
    def has_sum_of_columns(self) -> bool:
        """The same of its columns."""
        return not self._repeats(self.across)

    def _repeats(self, name: str) -> bool:
        """Stichtage hold the same rows again, technologies and levels each other, areas those of their level."""
        is_area = name in AREAS and not self._is_fixed("level")
        return name.startswith("as_of") or name in self.table.overlapping or is_area

    def _is_fixed(self, name: str) -> bool:
        return any(_fixes(one, (name,)) for one in alone(self.conditions))

    @property
    def title(self) -> str:
        """Gültiger Ansatz je Teilhaushalt und Haushaltsjahr."""
        return f"{self.measured} je {listed([one.title for one in self.row_attributes])}{self._across_words()}"

    @property
    def measured(self) -> str:
        """Gültiger Ansatz; Fortschritt in Prozent (Mittelwert): what stands in the cells."""
        has_way = self.metric.name not in (ROWS, "measure_id") and not self.metric.base
        return f"{self.metric.title} ({HOWS[self.how]})" if has_way and self.how != SUM else self.metric.title

    def _across_words(self) -> str:
        return f" und {self.across_attribute.title}" if self.across_attribute else ""

    @property
    def scope(self) -> str:
        """The conditions as a sentence without its full stop; nothing for none."""
        return sentence_of(self.conditions, self.table)

    @property
    def overlapping(self) -> tuple[Attribute, ...]:
        """Columns that are neither parted nor fixed to one value although one value of theirs holds another."""
        parts = {name for name in self.table.overlapping if name in (*self.rows, self.across) or self._is_fixed(name)}
        if "area_id" in (*self.rows, self.across) or self._is_fixed("area_id"):
            parts.add("level")  # a number is that of one level alone
        return tuple(self.table.attributes[name] for name in self.table.overlapping if name not in parts)

    def address(self) -> dict[str, list[str]]:
        """The names and values that say this question in an address; what is usual is said too, so that it stays."""
        said = {
            TABLE: [self.table.name],
            AXIS_ROWS: list(self.rows),
            ACROSS: [self.across] if self.across else [],
            METRIC: [self.metric.name],
            HOW: [self.how] if self.how != ways_of(self.metric)[0] else [],
            SHOWN: [self.shown] if self.shown != VALUES else [],
            CONDITION: [condition.address for condition in self.conditions] or [NONE],
            ORDER: [self.order] if self.order != BY_NAME else [],
        }
        return {name: values for name, values in said.items() if values}

    def freed(self, *names: str) -> tuple[Condition, ...]:
        """The conditions without those that fix one of these columns to a value: parting by it would show nothing."""
        fixing = [one for one in alone(self.conditions) if _fixes(one, names)]
        return without(self.conditions, fixing.__contains__)

    def narrowed(self, *more: Condition) -> Pivot:
        """With further conditions; an „ist“ takes the place of one on the same column that stands alone."""
        names = {one.attribute for one in more if one.operator == IS}
        replaced = [one for one in alone(self.conditions) if one.attribute in names and one.operator == IS]
        return replace(self, conditions=(*without(self.conditions, replaced.__contains__), *more))


def _fixes(condition: Condition, names: Sequence[str]) -> bool:
    return condition.attribute in names and condition.operator == IS and len(condition.values) == 1


TOO_MANY = f"Es gelten die ersten {MOST_CONDITIONS} Bedingungen; mehr fasst eine Auswertung nicht."


class Read(NamedTuple):
    """A pivot, and a German note for each thing an address asks that its table cannot answer."""

    pivot: Pivot
    notes: tuple[str, ...]


def ways_of(metric: Metric) -> tuple[str, ...]:
    """How a metric can be computed, the usual way first."""
    if metric.name in (ROWS, "measure_id") or metric.base:
        return (SUM,)
    return (SUM, MEAN, LEAST, MOST) if metric.adds else (MEAN, LEAST, MOST)


def read(address: Address) -> Read:
    """The pivot of an address; a table without any further word is asked what it is usually asked."""
    named = _first(address, TABLE)
    table = tables().get(named or "") or next(iter(tables().values()))
    notes = (
        [f"Eine Tabelle „{named[:40]}“ gibt es nicht; gezeigt wird {table.title}."]
        if named and named != table.name
        else []
    )
    conditions, bad = _conditions(address, table)
    rows = tuple(dict.fromkeys(name for name in address.get(AXIS_ROWS, ()) if name in table.axes))[:MOST_AXES]
    metric = table.metrics.get(_first(address, METRIC) or table.value, table.metrics[ROWS])
    across = _first(address, ACROSS) or ""
    pivot = Pivot(
        table,
        rows or (table.rows,),
        across if across in table.axes and across not in (rows or (table.rows,)) else "",
        metric,
        _one_of(_first(address, HOW), ways_of(metric)),
        VALUES,
        conditions,
        _one_of(_first(address, ORDER), tuple(ORDERS)),
    )
    pivot = replace(pivot, shown=_one_of(_first(address, SHOWN), showns_of(pivot)))
    return Read(pivot, (*notes, *bad, *_unknown(address, pivot)))


def showns_of(pivot: Pivot) -> tuple[str, ...]:
    """How its cells can be shown."""
    possible = {
        OF_ROW: pivot.adds and pivot.has_sum_of_columns and pivot.across != "",
        OF_COLUMN: pivot.adds and pivot.has_sum_of_rows and pivot.across != "",
        OF_ALL: pivot.adds and pivot.has_sum_of_rows and pivot.has_sum_of_columns,
        RUNNING: pivot.adds and pivot.has_sum_of_rows,
        DIFFERENCE: pivot.across != "",
    }
    return (VALUES, *(name for name, is_possible in possible.items() if is_possible))


def _conditions(address: Address, table: DeskTable) -> tuple[tuple[Condition, ...], tuple[str, ...]]:
    """Those of the address; the usual ones where it says none and is not the plain „ohne“."""
    texts = address.get(CONDITION, ()) or table.usual
    found, notes = [], [TOO_MANY] if len(texts) > MOST_CONDITIONS else []
    for text in texts[:MOST_CONDITIONS]:
        if text == NONE:
            continue
        try:
            found.append(condition_of(text, table))
        except BadCondition as error:
            notes.append(str(error))
    return tuple(dict.fromkeys(found)), tuple(notes)


def _unknown(address: Address, pivot: Pivot) -> tuple[str, ...]:
    """A note for each other word that the table does not know."""
    known: Mapping[str, Sequence[str]] = {
        AXIS_ROWS: pivot.table.axes,
        ACROSS: pivot.table.axes,
        METRIC: tuple(pivot.table.metrics),
        HOW: ways_of(pivot.metric),
        SHOWN: showns_of(pivot),
        ORDER: tuple(ORDERS),
    }
    asked = [(name, value) for name in known for value in address.get(name, ()) if value not in known[name]]
    asked += [(AXIS_ROWS, value) for value in address.get(AXIS_ROWS, ())[MOST_AXES:] if value in pivot.table.axes]
    asked += [(ACROSS, value) for value in address.get(ACROSS, ())[:1] if value in pivot.rows]
    return tuple(f"„{name}={value[:40]}“ passt hier nicht und wurde nicht beachtet." for name, value in asked)


def _first(address: Address, name: str) -> str | None:
    return next(iter(address.get(name, ())), None)


def _one_of(asked: str | None, possible: Sequence[str]) -> str:
    return asked if asked is not None and asked in possible else possible[0]
