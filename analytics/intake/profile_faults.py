"""What is wrong with a profile, in German, for those who write one."""

from __future__ import annotations

import re
import tomllib

from pydantic import ValidationError
from pydantic_core import ErrorDetails

_FAULTS = {
    "extra_forbidden": "ist kein Schlüssel eines Profils",
    "missing": "fehlt",
    "tuple_type": 'braucht eine Liste wie ["Name"]',
    "dict_type": "braucht eine Tabelle",
    "model_type": "braucht eine Tabelle",
    "string_type": "braucht einen Text in Anführungszeichen",
    "bool_type": "braucht true oder false",
    "bool_parsing": "braucht true oder false",
    "int_type": "braucht eine ganze Zahl",
    "int_parsing": "braucht eine ganze Zahl",
    "literal_error": "braucht german oder plain",
}


def why(error: tomllib.TOMLDecodeError | UnicodeDecodeError | ValidationError) -> str:
    """The faults that reading a profile has found, as the middle of a sentence."""
    if isinstance(error, UnicodeDecodeError):
        return "es ist nicht in UTF-8 gespeichert"
    if isinstance(error, tomllib.TOMLDecodeError):
        place = re.search("line ([0-9]+), column ([0-9]+)", str(error))
        return f"es ist kein TOML (Zeile {place[1]}, Spalte {place[2]})" if place else "sein Ende fehlt"
    return "; ".join(_fault(one) for one in error.errors())


def _fault(error: ErrorDetails) -> str:
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    place = ".".join(map(str, error["loc"]))
    return f"{place} {_FAULTS.get(error['type'], 'ist nicht lesbar')}"
