"""Named views of the analyst's desk: a question that somebody really asked, and the address that answers it.

One TOML file per view in data/views/; a city adds its own there, without Python.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote_plus

from analytics.settings import Settings


class SavedView(NamedTuple):
    """Its name (of the file), its title, who asked it (empty = nobody named), and what the address says."""

    name: str
    title: str
    asked_by: str
    address: Mapping[str, Sequence[str]]


class Known(NamedTuple):
    """The views that there are, and a German sentence for each file that cannot be read."""

    views: tuple[SavedView, ...]
    faults: tuple[str, ...]


def saved_views() -> Known:
    """All views in the order of their file names; one bad file is told and takes no other away."""
    views, faults = [], []
    for path in sorted(Settings.from_env().views.glob("*.toml")):
        try:
            views.append(_view(path))
        except (OSError, ValueError, KeyError, AttributeError):
            faults.append(
                f"Die gespeicherte Ansicht „{path.name}“ lässt sich nicht lesen: bitte title und [address] prüfen."
            )
    return Known(tuple(views), tuple(faults))


def _view(path: Path) -> SavedView:
    entry = tomllib.loads(path.read_text("utf-8-sig"))
    address = {name: tuple(map(unquote_plus, _values(value))) for name, value in entry["address"].items()}
    return SavedView(path.stem, str(entry["title"]), str(entry.get("asked_by", "")), address)


def _values(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def as_toml(title: str, address: Mapping[str, Sequence[str]]) -> str:
    """A view as a file that can be laid into data/views/."""
    lines = [f"title = {_quoted(title)}", 'asked_by = ""', "", "[address]"]
    lines += [f"{name} = [{', '.join(map(_as_address, values))}]" for name, values in address.items()]
    return "\n".join([*lines, ""])


def _as_address(value: str) -> str:
    """A value that reads as itself again; only what an address would read otherwise is spelled."""
    return _quoted(value.replace("%", "%25").replace("+", "%2B"))


def _quoted(text: str) -> str:
    """A TOML basic string."""
    return '"' + "".join(_ESCAPED.get(char) or _spelled(char) for char in text) + '"'


_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def _spelled(char: str) -> str:
    return char if char.isprintable() else f"\\U{ord(char):08x}"
