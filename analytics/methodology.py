"""How every figure comes about: its German words, its SQL, what it stands on, and the limits of the snapshot shown.

The words stand in methodology.toml; SQL, views and files are read from analytics/sql/, so that they cannot drift.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from analytics import formats
from analytics.contract import EXPORTS
from analytics.reference import Thresholds
from analytics.rules import ROW_RULES, SET_RULES
from analytics.sql_files import SQL

GROUPS = {
    "overview": "Überblick",
    "measures": "Maßnahmen",
    "portfolio": "Plantreue",
    "changes": "Änderungen",
    "costs": "Kosten",
    "broadband": "Breitband",
    "districts": "Stadtbezirke",
    "committees": "Ausschüsse",
    "outlook": "Ausblick",
    "quality": "Datenqualität",
    "table": "Tabellen",
    "selection": "Auswahl",
}
"""Where questions belong, by the first part of their name."""
FILES = {row.table: row.file for row in EXPORTS}
BOOKKEEPING = {"deliveries": "Bücher der Lieferungen", "findings": "Befunde der Prüfung"}
"""What an engine holds besides the delivered rows."""


class Term(NamedTuple):
    """A word and what it means here."""

    title: str
    text: str


class Step(NamedTuple):
    """A step of the rating rule: the colour, and when it applies."""

    rating: str
    text: str


class Entry(NamedTuple):
    """A question: its name on the command line, what it says, its rule, its SQL, the views and the files behind it."""

    name: str
    title: str
    text: str
    rule: str
    sql: str
    views: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def group(self) -> str:
        """The page it belongs to."""
        return GROUPS[self.name.partition("/")[0]]


class View(NamedTuple):
    """A table that questions stand on, made when a snapshot is opened."""

    name: str
    sql: str


class Check(NamedTuple):
    """A rule that deliveries are held to."""

    severity: str
    text: str


Searchable = TypeVar("Searchable", Term, Entry)


def terms() -> tuple[Term, ...]:
    """The definitions, in reading order."""
    return tuple(Term(**term) for term in _words()["terms"])


def rating_rule(limits: Thresholds) -> tuple[Step, ...]:
    """The steps of the rating rule with the limits of a snapshot; the first that applies decides."""
    words = {name: formats.number(limit, 2, trim=True) for name, limit in asdict(limits).items()}
    return tuple(Step(step["rating"], step["text"].format(**words)) for step in _words()["steps"])


@functools.cache
def entries() -> tuple[Entry, ...]:
    """Every question that has an entry, in reading order."""
    return tuple(_entry(name, words) for name, words in _words()["figures"].items())


@functools.cache
def views() -> tuple[View, ...]:
    """What questions stand on, in the order in which it is made."""
    statements = re.split(r";\s*\n", _sql("views"))
    named = ((re.search(r"^CREATE TABLE (\w+)", statement, re.MULTILINE), statement) for statement in statements)
    return tuple(View(found[1], _without_comments(statement)) for found, statement in named if found)


def checks() -> dict[str, tuple[Check, ...]]:
    """File -> the rules across its fields, then those across rows and deliveries."""
    rows = {FILES[table]: [Check(rule.severity, rule.message) for rule in rules] for table, rules in ROW_RULES.items()}
    for rule in SET_RULES:
        rows[FILES[rule.table]].append(Check("warning", rule.message.format(detail="…")))
    return {file: tuple(found) for file, found in rows.items()}


def sample() -> tuple[tuple[Term, ...], tuple[str, ...]]:
    """What is real in the sample deliveries, with its source, and what is invented (sample/BEISPIELDATEN.md)."""
    text = re.sub(r"\*\*|`", "", (Path(__file__).parent / "sample" / "BEISPIELDATEN.md").read_text("utf-8"))
    parts = {part.partition("\n")[0]: part.partition("\n")[2] for part in re.split(r"^## ", text, flags=re.MULTILINE)}
    rows = [re.split(r"(?<!\\)\|", line) for line in parts["Echt, mit Quelle"].splitlines() if line.startswith("| ")]
    real = tuple(Term(row[1].strip(), row[2].replace("\\|", "|").strip()) for row in rows[1:] if "---" not in row[1])
    invented = re.split(r"^- ", parts["Frei erfunden"], flags=re.MULTILINE)[1:]
    return real, tuple(" ".join(line.split()) for line in invented)


def matching(found: Iterable[Searchable], text: str) -> tuple[Searchable, ...]:
    """Those that hold every word of a text, in any of their words; all for an empty text."""
    asked = text.casefold().split()
    return tuple(one for one in found if all(word in " ".join(map(str, one)).casefold() for word in asked))


@functools.cache
def _words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def _entry(name: str, words: Mapping[str, str]) -> Entry:
    sql = _without_comments(_sql(name))
    read = _read_by(sql)
    direct = tuple(view.name for view in views() if view.name in _tables(sql))
    sources = tuple(word for table, word in (FILES | BOOKKEEPING).items() if table in read)
    return Entry(name, words["title"], words["text"], words["rule"], sql, direct, sources)


def _read_by(sql: str) -> set[str]:
    """Every table that a question reads, through its views too."""
    made = {view.name: view.sql for view in views()}
    found, waiting = set[str](), _tables(sql)
    while waiting:
        table = waiting.pop()
        found.add(table)
        waiting |= _tables(made.get(table, "")) - found
    return found - {"deliveries"} if "reporting" in found else found


def _tables(sql: str) -> set[str]:
    return set(re.findall(r"\b(?:FROM|JOIN)\s+\(?([a-z_]+)", sql))


def _sql(name: str) -> str:
    return (SQL / f"{name}.sql").read_text("utf-8")


def _without_comments(sql: str) -> str:
    """Without the English comment lines: title and rule say the same in German."""
    return "\n".join(line for line in sql.splitlines() if not line.startswith("--")).strip()
