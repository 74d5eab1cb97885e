"""What only the city can say of its open data: licence, address, contact (rechtliches.toml, [offene_daten]).

What is not filled in is said and left out, never guessed; what no record could carry is refused with one sentence.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import NamedTuple, TypeVar

from analytics import legal
from analytics.errors import UserFacingError

SECTION = "offene_daten"
T = TypeVar("T")


class Licence(NamedTuple):
    """An open licence of GovData's list, where `code` ends its address; `spdx` is its short name elsewhere."""

    code: str
    spdx: str
    title: str
    address: str
    names_source: bool


LICENCES = (
    Licence(
        "dl-by-de/2.0",
        "DL-DE-BY-2.0",
        "Datenlizenz Deutschland – Namensnennung – Version 2.0",
        "https://www.govdata.de/dl-de/by-2-0",
        True,
    ),
    Licence(
        "dl-zero-de/2.0",
        "DL-DE-ZERO-2.0",
        "Datenlizenz Deutschland – Zero – Version 2.0",
        "https://www.govdata.de/dl-de/zero-2-0",
        False,
    ),
    Licence(
        "cc-by/4.0",
        "CC-BY-4.0",
        "Creative Commons Namensnennung 4.0 International",
        "https://creativecommons.org/licenses/by/4.0/",
        True,
    ),
    Licence(
        "cc-zero", "CC0-1.0", "Creative Commons CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/", False
    ),
)
FREQUENCIES = {
    "jährlich": "ANNUAL",
    "halbjährlich": "ANNUAL_2",
    "vierteljährlich": "QUARTERLY",
    "monatlich": "MONTHLY",
    "unregelmäßig": "IRREG",
}
"""German word -> code of the EU authority table `frequency`."""
AVAILABILITIES = {
    "dauerhaft": "STABLE",
    "mittelfristig": "AVAILABLE",
    "vorübergehend": "TEMPORARY",
    "versuchsweise": "EXPERIMENTAL",
}
"""German word -> code of the EU authority table `planned-availability`."""
FORMS = {
    "adresse": (r"https://[^\s\"<>]+", "einer https-Adresse"),
    "kontakt_email": (r"[^\s@<>\"]+@[^\s@<>\"]+", "einer E-Mail-Adresse"),
    "kontakt_formular": (r"https://[^\s\"<>]+", "einer https-Adresse"),
    "datenbereitsteller": (r"[A-Za-z0-9_-]+", "einer Kennung von GovData"),
    "veroeffentlicht_am": (r"[0-3][0-9]\.[01][0-9]\.[12][0-9]{3}", "einem Tag wie 31.12.2021"),
}
LABELS = {
    "lizenz": "Lizenz",
    "adresse": "Adresse der Dateien",
    "kontakt": "Kontakt (E-Mail oder Formular)",
    "datenbereitsteller": "Kennung bei GovData",
    "turnus": "Turnus",
    "verfuegbarkeit": "Verfügbarkeit",
    "veroeffentlicht_am": "Tag der ersten Veröffentlichung",
}
"""What is asked for, by key; without the first two no record is valid DCAT-AP.de 3.0."""
DEMANDED = ("lizenz", "adresse")


class Facts(NamedTuple):
    """The facts as filled in; an empty text or None = not filled in. `address` ends with a slash."""

    licence: Licence | None
    attribution: str
    address: str
    contact: str
    email: str
    form: str
    contributor: str
    frequency: str
    availability: str
    issued: dt.date | None
    missing: tuple[str, ...]

    @property
    def lacks_demanded(self) -> bool:
        """True while the record may not be handed to a portal: it has no licence or no address."""
        return any(LABELS[key] in self.missing for key in DEMANDED)


def facts() -> Facts:
    """Read anew each time; UserFacingError for a word or an address that no record could carry."""
    texts = legal.filled(SECTION)
    for key, (pattern, form) in FORMS.items():
        if key in texts and not re.fullmatch(pattern, texts[key]):
            raise _unfit(key, texts[key], form)
    has = texts.keys() | ({"kontakt"} if {"kontakt_email", "kontakt_formular"} & texts.keys() else set())
    return Facts(
        licence=_chosen("lizenz", texts, {licence.code: licence for licence in LICENCES}),
        attribution=texts.get("namensnennung", ""),
        address=texts["adresse"].rstrip("/") + "/" if "adresse" in texts else "",
        contact=texts.get("kontakt_stelle", ""),
        email=texts.get("kontakt_email", ""),
        form=texts.get("kontakt_formular", ""),
        contributor=texts.get("datenbereitsteller", ""),
        frequency=_chosen("turnus", texts, FREQUENCIES) or "",
        availability=_chosen("verfuegbarkeit", texts, AVAILABILITIES) or "",
        issued=_day(texts),
        missing=tuple(label for key, label in LABELS.items() if key not in has),
    )


def _chosen(key: str, texts: Mapping[str, str], known: Mapping[str, T]) -> T | None:
    if key not in texts:
        return None
    if texts[key] not in known:
        raise _unfit(key, texts[key], f"einem von {', '.join(known)}")
    return known[texts[key]]


def _day(texts: Mapping[str, str]) -> dt.date | None:
    text = texts.get("veroeffentlicht_am")
    try:
        return dt.datetime.strptime(text, "%d.%m.%Y").date() if text else None
    except ValueError:
        raise _unfit("veroeffentlicht_am", text, "einem Tag wie 31.12.2021") from None


def _unfit(key: str, text: str | None, form: str) -> UserFacingError:
    return UserFacingError(f"In {legal.FILE}, [{SECTION}] steht bei „{key}“ „{text}“: bitte mit {form} füllen.")
