"""A profile and a header -> the SQL that turns the columns `c0`, `c1`, … of a file into those of the contract."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from string import Formatter

from analytics.contract import header
from analytics.errors import FileRefused
from analytics.intake.casts import casts, quoted
from analytics.intake.header import normal
from analytics.intake.profiles import Profile, Unpivot, glob, matcher
from analytics.intake.readings import MISSING
from analytics.reference import reference

NOTHING = "CAST(NULL AS VARCHAR)"
OF_FOLDER = {"Stichtag": "%d.%m.%Y", "Jahr": "%Y", "Monat": "%m"}
"""Placeholders that the date of the delivery fills."""
MOST_SPREAD = 300
"""Columns that may become rows; far more than any known source has."""
_LEVELS = (
    "WHEN {0} = '00' THEN 'Bund' WHEN length({0}) = 2 THEN 'Land' WHEN length({0}) = 5 THEN 'Kreis' "
    "WHEN length({0}) = 8 THEN 'Gemeinde' ELSE 'Stadtbezirk'"
)


@dataclass
class Mapping:
    """What one file's columns become.

    `cells`: field -> SQL of its text, over trimmed columns and what `spread` adds to them (unpivoted columns).
    `raw`: field -> SQL of the same before its words are translated. `kinds`: field -> SQL of the kinds of the sheet's
    cells that it is made of. `headers`: field -> the file's column name, several in turn for an unpivoted one.
    `straight`: field -> number of the one column it is read from. `left_out`: SQL that is TRUE for a row not counted.
    """

    profile: Profile
    names: tuple[str, ...]
    delivery: dt.date | None
    cells: dict[str, str] = field(default_factory=dict)
    headers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    straight: dict[str, int] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    spread: str = ""
    spread_kinds: str = ""
    per_record: int = 1
    left_out: str = "FALSE"
    used: set[int] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)
    _feeding: list[int] = field(default_factory=list)

    def take(self, columns: list[int]) -> list[int]:
        """Note that the field at hand is made of these columns."""
        self.used.update(columns)
        self._feeding += columns
        return columns

    def taken(self) -> list[int]:
        """The columns taken since the last time."""
        columns, self._feeding = self._feeding, []
        return columns

    def under(self, name: str) -> list[int]:
        """The columns of the file under a name: the very same, else those that differ in case and white space only."""
        if name in self.names:
            return [self.names.index(name)]
        is_it = matcher(name)
        return [index for index, one in enumerate(self.names) if is_it(normal(one))]

    @property
    def extra(self) -> tuple[str, ...]:
        """Columns of the file that nobody reads."""
        passed = [matcher(name) for name in self.profile.ignored]
        others = (name for index, name in enumerate(self.names) if index not in self.used)
        return tuple(dict.fromkeys(name for name in others if not any(is_it(normal(name)) for is_it in passed)))


def mapping_of(profile: Profile, names: tuple[str, ...], delivery: dt.date | None) -> Mapping:
    """How a profile reads a file with this header; `missing` names the columns that it lacks."""
    mapping = Mapping(profile, names, delivery)
    if profile.unpivot:
        _spread(mapping, profile.unpivot)
    for name, column in header(profile.row).items():
        mapping.headers[name] = mapping.headers.get(name) or (column,)
        source = _source(mapping, name, column)
        mapping.cells[name] = _translated(profile, column, source)
        mapping.raw |= {name: source} if mapping.cells[name] != source else {}
        taken = mapping.taken()
        mapping.straight |= {name: taken[0]} if len(taken) == 1 and column not in profile.fixed else {}
        kinds = [f"substr(kinds, {index + 1}, 1)" for index in taken]
        mapping.kinds |= {name: f"concat({', '.join(kinds)})"} if kinds else {}
    mapping.left_out = " OR ".join(_left_out(mapping)) or "FALSE"
    return mapping


def _source(mapping: Mapping, name: str, column: str) -> str:
    """The SQL of a field before its words are translated."""
    if name in mapping.cells:  # unpivoted
        return mapping.cells[name]
    if (text := mapping.profile.fixed.get(column)) is not None:
        return _text(mapping, text)
    declared = _columns(mapping, *mapping.profile.columns.get(column, ()))
    if found := declared or _columns(mapping, *mapping.profile.names_of(column))[:1]:
        mapping.headers[name] = (mapping.names[found[0]],)
        own = _coalesced([f"c{index}" for index in mapping.take(found)])
        if name == "area_name" and not mapping.profile.is_canonical:
            return f"coalesce({own}, {_otherwise(mapping, name, column)})"
        return own
    return _otherwise(mapping, name, column)


def _columns(mapping: Mapping, *wanted: str) -> list[int]:
    """The columns of the file under these names, best first."""
    found = [index for name in wanted for index in mapping.under(name)]
    return list(dict.fromkeys(found))


def _otherwise(mapping: Mapping, name: str, column: str) -> str:
    """What a foreign file need not say: optional fields; name and level of an area (contract.md, wide files)."""
    if not mapping.profile.is_canonical:
        if name in ("area_name", "level"):
            mapping.headers[name] = mapping.headers["area_id"]
            return _area(name, mapping.cells["area_id"])
        if next(cast for cast in casts(mapping.profile.row) if cast.name == name).is_optional:
            return NOTHING
    mapping.missing.append(next(iter(mapping.profile.columns.get(column, ())), column))
    return NOTHING


def _area(name: str, area: str) -> str:
    if name == "level":
        return f"CASE {_LEVELS.format(area)} END"
    known = " ".join(f"WHEN {quoted(one)} THEN {quoted(title)}" for one, title in reference().areas.items())
    return f"CASE {area} {known} ELSE {area} END" if known else area


def _text(mapping: Mapping, template: str) -> str:
    """A fixed text with its placeholders filled; nothing where one of them is empty."""
    parts, filled = [], []
    for literal, placeholder, _, _ in Formatter().parse(template):
        parts += [quoted(literal)] if literal else []
        if placeholder:
            filled.append(_filled(mapping, placeholder))
            parts.append(filled[-1])
    if not parts:
        return NOTHING
    gaps = " OR ".join(f"{sql} IS NULL" for sql in filled) or "FALSE"
    return f"CASE WHEN {gaps} THEN NULL ELSE concat({', '.join(parts)}) END"


def _filled(mapping: Mapping, placeholder: str) -> str:
    if placeholder in OF_FOLDER:
        return _of_folder(mapping, placeholder)
    if mapping.profile.unpivot and placeholder in mapping.profile.unpivot.groups:
        fields = {column: name for name, column in header(mapping.profile.row).items()}
        return mapping.cells[fields[placeholder]]
    found = mapping.take(_columns(mapping, placeholder))
    mapping.missing += [] if found else [placeholder]
    return _coalesced([f"c{index}" for index in found]) if found else NOTHING


def _of_folder(mapping: Mapping, placeholder: str) -> str:
    if _columns(mapping, placeholder):
        raise FileRefused(
            f"Die Datei hat eine Spalte „{placeholder}“, im Profil ist {{{placeholder}}} aber der Tag der Lieferung: "
            "bitte das Profil berichtigen."
        )
    if mapping.delivery is None:
        raise FileRefused(
            "Der Stand fehlt: bitte die Datei in einen Ordner mit dem Stichtag legen, zum Beispiel 2021-06-30."
        )
    return quoted(mapping.delivery.strftime(OF_FOLDER[placeholder]))


def _translated(profile: Profile, column: str, sql: str) -> str:
    """The words of the source as words of the contract, without regard to case; others stay as they are."""
    words = profile.values.get(column, {})
    if not words or (profile.unpivot and column in profile.unpivot.groups):
        return sql
    cases = " ".join(f"WHEN {_is(sql, word)} THEN {quoted(ours) if ours else 'NULL'}" for word, ours in words.items())
    return f"CASE {cases} ELSE {sql} END"


def _is(sql: str, word: str) -> str:
    return f"lower({sql}) GLOB {quoted(glob(word.lower()))}" if word else f"{sql} IS NULL"


def _spread(mapping: Mapping, unpivot: Unpivot) -> None:
    """Unpivoted columns: their cells as one column, what their names say as others; a record yields a row for each."""
    pattern = re.compile(unpivot.pattern, re.IGNORECASE)
    found = {index: match for index, name in enumerate(mapping.names) if (match := pattern.fullmatch(name[:200]))}
    if len(found) > MOST_SPREAD:
        raise FileRefused("Die Datei hat mehr als 300 Spalten für Werte: bitte in mehreren Dateien liefern.")
    mapping.used.update(found)
    mapping.per_record = max(len(found), 1)
    mapping.missing += [] if found else [unpivot.pattern]
    fields = {column: name for name, column in header(mapping.profile.row).items()}
    lists = {unpivot.value: _values(unpivot, [f"c{index}" for index in found])}
    for place, column in enumerate(unpivot.groups, 1):
        words = mapping.profile.values.get(column, {})
        lists[column] = _listed(quoted(_word(words, match[place])) for match in found.values())
    mapping.spread = "".join(f", unnest({items}) AS spread_{fields[column]}" for column, items in lists.items())
    mapping.spread += f", unnest({_listed(map(str, range(len(found))))}) AS place"
    mapping.spread_kinds = f", unnest({_listed(f'substr(kinds, {index + 1}, 1)' for index in found)}) AS spread_kind"
    mapping.kinds[fields[unpivot.value]] = "spread_kind"
    mapping.cells |= {fields[column]: f"spread_{fields[column]}" for column in lists}
    mapping.headers |= {fields[column]: tuple(mapping.names[index] for index in found) for column in lists}


def _values(unpivot: Unpivot, cells: list[str]) -> str:
    values = _listed(cells)
    if not unpivot.zeros_only_are_empty:
        return values
    zero = f"(0+([.,]0+)?[ \u00a0]*%?|{MISSING})"
    zeros = f"regexp_full_match(concat_ws(';', {', '.join(cells)}), {quoted(f'{zero}(;{zero})*')})"
    return f"CASE WHEN {zeros} THEN [NULL FOR cell IN {values}] ELSE {values} END"


def _listed(items: Iterable[str]) -> str:
    return f"[{', '.join(items)}]"


def _word(words: dict[str, str], text: str) -> str:
    return next((ours for word, ours in words.items() if fnmatchcase(text.lower(), glob(word.lower()))), text)


def _left_out(mapping: Mapping) -> list[str]:
    unpivot, rules = mapping.profile.unpivot, []
    for rule in mapping.profile.leave_out:
        found = mapping.take(_columns(mapping, rule.column))
        mapping.missing += [] if found else [rule.column]
        rules += [f"coalesce(regexp_full_match(c{index}, {quoted(rule.pattern)}), FALSE)" for index in found]
    if unpivot and not unpivot.keep_empty:
        value = next(name for name, column in header(mapping.profile.row).items() if column == unpivot.value)
        rules.append(f"coalesce(regexp_full_match(spread_{value}, {quoted(MISSING)}), TRUE)")
    return rules


def _coalesced(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"coalesce({', '.join(parts)})"
