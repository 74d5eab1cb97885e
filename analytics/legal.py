"""Impressum, Datenschutz, Barrierefreiheit, licences: the words of the product (legal.toml), the facts of the city.

The facts stand in rechtliches.toml of the reference folder. What a city has not filled in is said, never guessed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from analytics import formats
from analytics.contract import EXPORTS
from analytics.errors import UserFacingError
from analytics.reference import reference
from analytics.settings import Settings

FILE = "rechtliches.toml"
SAMPLE, OUTLINES = "beispieldaten", "umrisse"
"""What the city calls the sample among its licences, and the outlines of a map among its sources."""


class Fact(NamedTuple):
    """What the law asks the city to say; an empty text = not filled in yet, and the hint says what belongs there."""

    label: str
    text: str
    hint: str


class Part(NamedTuple):
    """A part of a legal page: what is true of the product, then the facts of the city."""

    title: str
    texts: tuple[str, ...]
    facts: tuple[Fact, ...]


class LegalPage(NamedTuple):
    """A whole page."""

    title: str
    lead: str
    parts: tuple[Part, ...]

    @property
    def missing(self) -> int:
        """How many facts the city has still to fill in."""
        return sum(not fact.text for part in self.parts for fact in part.facts)


class Origin(NamedTuple):
    """A source of what is shown: its name, what comes from it, and its licence."""

    name: str
    content: str
    licence: str


def page(name: str) -> LegalPage:
    """The page `impressum`, `datenschutz` or `barrierefreiheit`, as the city has filled it."""
    words, filled = _words()[name], _filled().get(name, {})
    return LegalPage(words["title"], words["lead"], tuple(_part(part, filled) for part in words["parts"]))


def _part(part: dict[str, Any], filled: dict[str, str]) -> Part:
    texts = tuple(text.format(city=reference().city) for text in part.get("text", ()))
    return Part(part["title"], texts, tuple(_fact(fact, filled) for fact in part.get("facts", ())))


def _fact(fact: dict[str, str], filled: dict[str, str]) -> Fact:
    return Fact(fact["label"], str(filled.get(fact["key"], "")).strip(), fact["hint"])


def origins() -> tuple[Origin, ...]:
    """The sources that this city names."""
    return tuple(Origin(one["name"], one["inhalt"], one["lizenz"]) for one in _filled().get("quellen", ()))


def filled(section: str) -> dict[str, str]:
    """What the city has filled in under this heading of its file: key -> text, only those that say something."""
    texts = {key: str(value).strip() for key, value in _filled().get(section, {}).items()}
    return {key: text for key, text in texts.items() if text}


def licence(files: str, credits: Iterable[str] = (), *, is_sample: bool = False, has_map: bool = False) -> str:
    """Under which licence figures may be passed on, on one line: that of the exports named in `files` (of the sample
    where it is one), then of each source whose note is in `credits`, then of the outlines of a map.

    What the city has not written down is "keine Angabe": no licence is stretched over what it does not name.
    """
    parts = _own(files, is_sample=is_sample) | reference().licences_of(credits) | (_outlines() if has_map else {})
    if not any(parts.values()):
        return formats.MISSING
    said = {name: text or formats.MISSING for name, text in parts.items()}
    return "; ".join(f"{name}: {text}" if name else text for name, text in said.items())


def _own(files: str, *, is_sample: bool) -> dict[str, str]:
    """Export -> licence; one without a name where it is the same for all."""
    said = _filled().get("lizenzen", {})
    keys = {SAMPLE: SAMPLE} if is_sample else {row.file: row.file.partition(".")[0] for row in EXPORTS}
    own = {file: str(said.get(key, "")).strip() for file, key in keys.items() if is_sample or file in files}
    return own if len({*own.values()}) > 1 else {"": next(iter(own.values()), "")}


def _outlines() -> dict[str, str]:
    """What the outlines are and whose -> licence."""
    named = [one for one in _filled().get("quellen", ()) if one.get("gilt_fuer") == OUTLINES]
    return {f"{one['inhalt']} ({one['name']})": one["lizenz"] for one in named} or {"Umrisse": ""}


def _words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def _filled() -> dict[str, Any]:
    """Read anew for every visit, so that a city sees at once what it fills in; a missing file = nothing filled in."""
    path = Settings.from_env().reference / FILE
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except tomllib.TOMLDecodeError as error:
        where = f" in Zeile {found[1]}" if (found := re.search(r"line (\d+)", str(error))) else ""
        raise UserFacingError(f"„{path.name}“ ist nicht lesbar: bitte die Schreibweise{where} prüfen.") from None
    except UnicodeDecodeError:
        raise UserFacingError(f"„{path.name}“ ist nicht lesbar: bitte als UTF-8 speichern.") from None
