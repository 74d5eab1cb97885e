"""What can be asked on the console, in German: every relation with its grain, every column with type, head and meaning.

Delivered columns speak with the words of the contract, derived ones with those of dictionary.toml. Names and types are
those that a child would find, read from a desk without deliveries; so they cannot drift.
"""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from analytics.access import viewer
from analytics.console.desk import Desk
from analytics.contract import EXPORTS, Row
from analytics.labels import LABELS


class Column(NamedTuple):
    """A column: its name in SQL, its type in German and in DuckDB, its German head, what it means."""

    name: str
    kind: str
    sql_type: str
    head: str
    text: str


class Relation(NamedTuple):
    """A relation of the console: its name in SQL, what it holds and what one row stands for, its columns in order."""

    name: str
    text: str
    is_delivered: bool
    columns: tuple[Column, ...]


KINDS = {
    "VARCHAR": "Text",
    "DATE": "Tag",
    "BOOLEAN": "ja oder nein",
    "INTEGER": "ganze Zahl",
    "BIGINT": "ganze Zahl",
    "HUGEINT": "ganze Zahl",
    "DOUBLE": "Zahl",
    "VARCHAR[]": "Liste von Texten",
}
"""DuckDB's types in German; DECIMAL(18,2) is „Zahl mit 2 Stellen“."""
_DELIVERED = {row.table: row for row in EXPORTS}


@functools.cache
def relations() -> tuple[Relation, ...]:
    """Every relation of the console, in the order in which an analyst looks for them."""
    with Desk([], viewer("analyse"), memory_mb=100) as desk:
        found = desk.relations()
    words = _words()["relations"]
    return tuple(_relation(name, words[name], found[name]) for name in sorted(found, key=[*words].index))


def _relation(name: str, text: str, columns: tuple[tuple[str, str], ...]) -> Relation:
    delivered = _DELIVERED.get(name)
    grain = f"{text}: {delivered.grain}" if delivered else text
    return Relation(name, grain, delivered is not None, tuple(_column(name, *column) for column in columns))


def _column(relation: str, name: str, kind: str) -> Column:
    head, text = _said(relation, name)
    return Column(name, _in_german(kind), kind, head, text)


def _said(relation: str, name: str) -> tuple[str, str]:
    """Head and meaning: those of the delivery it comes from, else of the dictionary, else of any delivery."""
    words = _words()
    own = _DELIVERED.get(words["of"].get(relation, relation))
    if own and name in own.model_fields:
        return _of_contract(own, name)
    if name in words["columns"]:
        return words["heads"].get(name) or LABELS[name], words["columns"][name]
    return _of_contract(next(row for row in EXPORTS if name in row.model_fields), name)


def _of_contract(row: type[Row], name: str) -> tuple[str, str]:
    field = row.model_fields[name]
    return str(field.alias), str(field.description)


def _in_german(kind: str) -> str:
    places = kind.removeprefix("DECIMAL(").removesuffix(")").rpartition(",")[2]
    return KINDS.get(kind, f"Zahl mit {places} Stellen")


@functools.cache
def _words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
