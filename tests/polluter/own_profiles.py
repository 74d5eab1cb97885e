"""Three profiles of cities that do not exist, installed beside the shipped ones."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analytics.intake.profiles import profiles
from analytics.settings import Settings

_FIXED = """
Stichtag = "{Stichtag}"
Haushalt = "Ergebnishaushalt"
Finanzierung = "Eigenmittel"
Genehmigung = "beschlossen"
"""
_PROJECTS = (
    """
export = "kosten.csv"

[columns]
"Maßnahme-Nr" = ["Projekt", "Projekt alt"]
Kostenart = ["Art der Kosten"]

[fixed]
"Buchungs-Nr" = "{Bereich}-{Laufnummer}"
Teilhaushalt = "TH {Bereich}"
Haushaltsjahr = "{Jahr}"
Wertart = "Ansatz"
"""
    + _FIXED
    + """
[values.Kostenart]
"lfd*" = "Wartung"
"*beschaffung" = "Neuanschaffung"
"" = "Sonstige"

[factors]
"Betrag in EUR" = 1000
"""
)
THOUSANDS = """
title = "Projektliste in T€"
fingerprint = ["Laufnummer", "Soll T€"]
""" + _PROJECTS.replace("[columns]", '[columns]\n"Betrag in EUR" = ["Soll T€"]')
"""Amounts in thousands, codes made of templates and of the first given column, words that are translated."""

PLAIN = """
title = "Projektliste in TEUR, mit Punkt"
fingerprint = ["Laufnummer", "Soll TEUR"]
""" + _PROJECTS.replace(
    "[columns]", '[numbers]\n"Betrag in EUR" = "plain"\n\n[columns]\n"Betrag in EUR" = ["Soll TEUR"]'
)
"""The same, where the profile says how numbers are written."""

ACCOUNTS = (
    """
title = "Kontenliste mit Jahren"
export = "kosten.csv"
fingerprint = ["Konto", "Kontobezeichnung", "Rechnung *", "Voranschlag *"]
ignored = ["Fußnote*"]

[columns]
Teilhaushalt = ["Kontobezeichnung"]

[fixed]
"Maßnahme-Nr" = "K {Konto}"
"Buchungs-Nr" = "{Konto}/{Wertart} {Haushaltsjahr}"
Kostenart = "Sonstige"
"""
    + _FIXED
    + """
[unpivot]
pattern = '(Rechnung|Voranschlag) ([0-9]{4})'
groups = ["Wertart", "Haushaltsjahr"]
value = "Betrag in EUR"

[values.Wertart]
Rechnung = "Ist"
Voranschlag = "Ansatz"

[factors]
"Betrag in EUR" = -1

[[leave_out]]
column = "Konto"
pattern = 'Summe.*'
reason = "Summenzeile"
"""
)
"""Years as columns, expenses negative, sums between the accounts; how numbers are written only the columns tell."""

OWN = {"beispiel-tausend": THOUSANDS, "beispiel-punkt": PLAIN, "beispiel-konten": ACCOUNTS}


@contextmanager
def installed(folder: Path) -> Iterator[None]:
    """An installation with the shipped profiles and these."""
    before = os.environ.get("DIGITALBILANZ_PROFILES")
    shutil.copytree(Settings.from_env().profiles, folder, dirs_exist_ok=True)
    for name, text in OWN.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    _found_in(str(folder))
    try:
        yield
    finally:
        _found_in(before)


def _found_in(folder: str | None) -> None:
    if folder is None:
        os.environ.pop("DIGITALBILANZ_PROFILES", None)
    else:
        os.environ["DIGITALBILANZ_PROFILES"] = folder
    profiles.cache_clear()
