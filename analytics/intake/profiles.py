"""Source profiles: how a foreign file becomes an export, as TOML in data/profiles/, so that a city needs no Python.

A profile names columns by the German headers of the contract (data/profiles/README.md). Which one fits is told by the
header of the file; two that fit are an error, unless one is named.
"""

from __future__ import annotations

import contextlib
import functools
import re
import tomllib
from collections.abc import Callable, Iterable
from fnmatch import translate
from pathlib import Path
from string import Formatter
from typing import Any

import duckdb
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from analytics.contract import EXPORTS, Row, header
from analytics.errors import FileRefused, UserFacingError
from analytics.intake.header import Header, normal
from analytics.intake.messages import read
from analytics.intake.profile_faults import why
from analytics.intake.readings import Writing
from analytics.reference import reference
from analytics.settings import Settings


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Unpivot(_Table):
    """Columns that become rows: in the name of each, `pattern` finds the columns `groups`, its cell is `value`.

    An empty cell is left out, or kept as keine Angabe (`keep_empty`); a record of zeros only may count as empty.
    """

    pattern: str
    groups: tuple[str, ...]
    value: str
    keep_empty: bool = False
    zeros_only_are_empty: bool = False

    @model_validator(mode="after")
    def _groups_match(self) -> Unpivot:
        try:
            groups = re.compile(self.pattern).groups
        except re.error as error:
            raise ValueError(f"pattern ist kein regulärer Ausdruck: {error}") from None
        if groups != len(self.groups):
            raise ValueError("pattern braucht eine Klammer je Spalte in groups")
        return self


class LeaveOut(_Table):
    """Records that are not counted, such as sum rows: where the whole cell of `column` matches `pattern`."""

    column: str
    pattern: str
    reason: str


class Profile(_Table):
    """One family of files. Names of its columns may hold `*`; they are compared without case and white space.

    `columns`: header of the contract -> names in the file, the first given cell counts. `fixed`: a text, with
    `{Stichtag}`, `{Jahr}`, `{Monat}` of the folder or `{name of a column}`. `values`: words of the source -> our words.
    """

    title: str
    export: str
    name: str = ""
    fingerprint: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    columns: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    fixed: dict[str, str] = Field(default_factory=dict)
    unpivot: Unpivot | None = None
    values: dict[str, dict[str, str]] = Field(default_factory=dict)
    numbers: dict[str, Writing] = Field(default_factory=dict)
    factors: dict[str, int] = Field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    leave_out: tuple[LeaveOut, ...] = ()

    @model_validator(mode="after")
    def _names_exist(self) -> Profile:
        if self.export not in (row.file for row in EXPORTS):
            raise ValueError(f"export ist keiner der drei Exporte: {self.export}")
        spread = (*self.unpivot.groups, self.unpivot.value) if self.unpivot else ()
        named = {*self.columns, *self.fixed, *self.values, *self.numbers, *self.factors, *spread}
        if unknown := sorted(named - set(header(self.row).values())):
            raise ValueError(f"diese Spalten hat {self.export} nicht: {', '.join(unknown)}")
        return self

    @model_validator(mode="after")
    def _texts_are_sound(self) -> Profile:
        """A template, a pattern or a word that could never work is told when the profile is read, not in a delivery."""
        for column, template in self.fixed.items():
            if any(name == "" for _, name, _, _ in Formatter().parse(template)):
                raise ValueError(f"{column}: leere geschweifte Klammern")
        if wrong := next((rule.pattern for rule in self.leave_out if not _is_expression(rule.pattern)), None):
            raise ValueError(f"leave_out: {wrong} ist kein regulärer Ausdruck (RE2)")
        if 0 in self.factors.values():
            raise ValueError("factors: mit 0 wird nichts malgenommen")
        for column, words in self.values.items():
            _refuse_unknown_words(self.row, column, words)
        return self

    @property
    def row(self) -> type[Row]:
        """The export that the file becomes."""
        return next(row for row in EXPORTS if row.file == self.export)

    @property
    def is_canonical(self) -> bool:
        """True for the export itself, as the contract describes it."""
        return not self.name

    def fits(self, names: Iterable[str]) -> bool:
        """True where a file with these header names is of this family."""
        found = frozenset(map(normal, names))
        return all(_any(one, found) for one in self.fingerprint) and not any(_any(one, found) for one in self.excludes)

    def names_of(self, column: str) -> tuple[str, ...]:
        """How a column of the contract may be called in the file, best first."""
        synonyms = reference().synonyms.get((self.export, column), ())
        return (*self.columns.get(column, ()), column, *synonyms)

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every name that a column of such a file may have, as far as names tell; unpivoted ones aside."""
        of_columns = (one for column in header(self.row).values() for one in self.names_of(column))
        return (*self.fingerprint, *self.ignored, *of_columns)


def _is_expression(pattern: str) -> bool:
    """Whether DuckDB takes it; on a connection of its own, for that of the process belongs to nobody."""
    with duckdb.connect() as con, contextlib.suppress(duckdb.InvalidInputException):
        return bool(con.execute("SELECT regexp_full_match('', ?) IS NOT NULL", [pattern]).fetchall())
    return False


def _refuse_unknown_words(row: type[Row], column: str, words: dict[str, str]) -> None:
    """The words of the contract that a profile translates to must be such."""
    name = next(name for name, title in header(row).items() if title == column)
    for word in filter(None, words.values()):
        _, faults = read(row, dict.fromkeys(row.model_fields) | {name: word})
        if said := [message for field, _, message in faults if field == name]:
            raise ValueError(f"{column}: „{word}“: {said[0]}")


def canonical(row: type[Row]) -> Profile:
    """The export as the contract describes it: every column under its own name or a declared synonym."""
    return Profile(title=row.file, export=row.file)


def glob(name: str) -> str:
    """A pattern where `*` alone has a meaning."""
    return name.replace("[", "[[]").replace("?", "[?]")


@functools.cache
def matcher(name: str) -> Callable[[str], object]:
    """Tells whether a header name, as compared, is this one; `*` stands for anything."""
    return re.compile(translate(glob(normal(name)))).fullmatch


def knower(known: Iterable[Profile]) -> Callable[[str], bool]:
    """Tells whether a header name, as compared, is one that some of these profiles read."""
    names = {normal(name) for one in known for name in one.all_names}
    plain = frozenset(name for name in names if "*" not in name)
    wide = [matcher(name) for name in names - plain]
    wide += [re.compile(one.unpivot.pattern, re.IGNORECASE).fullmatch for one in known if one.unpivot]
    return lambda name: name in plain or any(is_it(name) for is_it in wide)


def _any(name: str, names: Iterable[str]) -> bool:
    return any(map(matcher(name), names))


@functools.cache
def profiles() -> tuple[Profile, ...]:
    """All profiles of this installation, read once; UserFacingError for a wrong one, with its file."""
    return tuple(_read(path) for path in sorted(Settings.from_env().profiles.glob("*.toml")))


def _read(path: Path) -> Profile:
    try:
        return Profile.model_validate(_told(path) | {"name": path.stem})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as error:
        raise UserFacingError(f"Das Profil {path.name} ist nicht brauchbar, {why(error)}: bitte berichtigen.") from None


def _told(path: Path) -> dict[str, Any]:
    """What a profile says, on top of what the one says that it is `like`."""
    own = tomllib.loads(path.read_text("utf-8"))
    if "like" not in own:
        return own
    base = path.with_name(f"{own.pop('like')}.toml")
    if not base.is_file():
        raise UserFacingError(f"Das Profil {path.name} nennt mit „like“ keine Datei dieses Ordners: bitte berichtigen.")
    other = _told(base)
    return other | {
        key: other[key] | value if _are_tables(other.get(key), value) else value for key, value in own.items()
    }


def _are_tables(*values: object) -> bool:
    return all(isinstance(value, dict) for value in values)


class SeveralProfilesFit(FileRefused):
    """A header, with these `names`, fits several profiles: only somebody who knows the file can tell which."""

    def __init__(self, fitting: tuple[Profile, ...], names: tuple[str, ...]) -> None:
        both = " und ".join(f"„{one.name}“" for one in fitting)
        super().__init__(f"Auf die Datei passen die Profile {both}: bitte eines davon wählen (--profile NAME).")
        self.fitting, self.names = fitting, names


def profile_of(
    found: Header, row: type[Row] | None, named: str | None = None, *, is_needed: bool = True
) -> Profile | None:
    """The profile that a file's header asks for; None where no one fits. SeveralProfilesFit where two do.

    One that is `named` must fit, unless it is for another export, or the file is one as it stands (not `is_needed`).
    """
    fitting = [one for one in profiles() if row in (None, one.row) and one.fits(found.names)]
    if named and (chosen := _named(named, fitting, row, is_needed=is_needed)):
        return chosen
    if len(fitting) > 1:
        raise SeveralProfilesFit(tuple(fitting), found.names)
    return fitting[0] if fitting else None


def _named(name: str, fitting: list[Profile], row: type[Row] | None, *, is_needed: bool) -> Profile | None:
    chosen = next((one for one in profiles() if one.name == name), None)
    if chosen is None:
        known = ", ".join(one.name for one in profiles())
        raise UserFacingError(f"Das Profil „{name}“ gibt es nicht: bitte eines von {known} nennen.")
    if chosen not in fitting and (row is chosen.row or (row is None and is_needed)):
        raise FileRefused(f"Die Datei passt nicht zum Profil „{name}“: bitte ein anderes Profil oder keines nennen.")
    return chosen if chosen in fitting else None
