"""The city's own lists: committees, departments, districts, fields of action, areas, thresholds of the rating rule."""

from __future__ import annotations

import csv
import datetime as dt
import functools
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from analytics.errors import UserFacingError
from analytics.meetings import Meeting
from analytics.meetings import read as read_meetings
from analytics.settings import Settings
from analytics.targets import Target
from analytics.targets import read as read_targets


@dataclass(frozen=True)
class Department:
    """A Dezernat under one name; None = the date is not known."""

    code: str
    name: str
    valid_from: dt.date | None
    valid_to: dt.date | None

    def is_valid(self, day: dt.date) -> bool:
        """True unless the day is known to lie outside; an unknown bound never excludes a day."""
        return not (self.valid_from and day < self.valid_from) and not (self.valid_to and day > self.valid_to)


@dataclass(frozen=True)
class Thresholds:
    """Limits of the computed rating (data/reference/ampelregel.toml), in days, percent and percentage points."""

    red_days: int
    yellow_days: int
    red_cost_pct: Decimal
    yellow_cost_pct: Decimal
    yellow_lag_points: Decimal


@dataclass(frozen=True)
class MethodBreak:
    """The first day on which broadband is measured in a new way; values from before do not compare."""

    day: dt.date
    words: str
    reason: str


@dataclass(frozen=True)
class Post:
    """A post that a Drucksache created, and the Maßnahme that stands for it.

    `yearly_eur` = what the Drucksache says it costs a year; `together_eur` = what it says of all its posts together.
    """

    measure_id: str
    name: str
    paper: str
    yearly_eur: Decimal | None
    together_eur: Decimal | None
    source: str


@dataclass(frozen=True)
class Council:
    """The city's council information system: the address of a Drucksache, and the one that decided the city's goals."""

    pattern: str = ""
    goals_paper: str = ""

    def address(self, paper: str) -> str | None:
        """Where a Drucksache can be read; None for anything but `Nr/JJJJ`, and without a pattern."""
        parts = re.fullmatch(r"([0-9]{1,6})/([0-9]{4})", paper.strip())
        if parts is None or not self.pattern:
            return None
        return self.pattern.replace("{nr}", parts[1]).replace("{jahr}", parts[2])


@dataclass(frozen=True)
class Reference:
    """Everything that differs from city to city, read from data/reference/."""

    city: str
    ags: str
    fields_of_action: tuple[str, ...]
    departments: tuple[Department, ...]
    committees: dict[str, str]
    districts: dict[str, str]
    areas: dict[str, str]
    thresholds: Thresholds
    credits: dict[str, str]
    licences: dict[str, str]
    method_breaks: tuple[MethodBreak, ...]
    synonyms: dict[tuple[str, str], tuple[str, ...]]
    posts: tuple[Post, ...] = ()
    targets: tuple[Target, ...] = ()
    council: Council = Council()
    meetings: tuple[Meeting, ...] = ()

    def credits_of(self, sources: Iterable[str]) -> tuple[str, ...]:
        """The notes that the licences of these sources ask for (data/reference/quellen.csv)."""
        named = [note for source in sources for start, note in self.credits.items() if source.startswith(start)]
        return tuple(dict.fromkeys(named))

    def licences_of(self, credits: Iterable[str]) -> dict[str, str]:
        """Source -> the licence that the city has written down for it, of those whose notes are given; "" = none."""
        notes = set(credits)
        return {start: self.licences[start] for start, note in self.credits.items() if note in notes}

    @property
    def district_areas(self) -> tuple[str, ...]:
        """Area ids of the city's districts, `<ags>-<nr>`."""
        return tuple(f"{self.ags}-{code}" for code in self.districts)

    @property
    def county(self) -> str:
        """The area id of the Kreis that the city lies in."""
        return self.ags[:5]


@functools.cache
def reference() -> Reference:
    """The reference data of this installation, read once per process."""
    return load(Settings.from_env().reference)


def load(folder: Path) -> Reference:
    """Read the reference folder; UserFacingError without it, because no delivery can be judged without these lists."""
    if not folder.is_dir():
        raise UserFacingError(f"Die Referenzlisten „{folder}“ gibt es nicht: bitte DIGITALBILANZ_REFERENCE prüfen.")
    city = tomllib.loads((folder / "stadt.toml").read_text("utf-8"))
    found = Reference(
        city=city["name"],
        ags=city["ags"],
        fields_of_action=tuple(row["Handlungsfeld"] for row in _rows(folder / "handlungsfelder.csv")),
        departments=tuple(_department(row) for row in _rows(folder / "dezernate.csv")),
        committees={row["Kürzel"]: row["Ausschuss"] for row in _rows(folder / "ausschuesse.csv")},
        districts={row["Stadtbezirk-Nr"]: row["Stadtbezirk"] for row in _rows(folder / "stadtbezirke.csv")},
        areas={row["Gebiet-Nr"]: row["Gebiet"] for row in _rows(folder / "gebiete.csv")},
        thresholds=_thresholds(folder / "ampelregel.toml"),
        credits={row["Quelle beginnt mit"]: row["Vermerk"] for row in _rows(folder / "quellen.csv")},
        licences={row["Quelle beginnt mit"]: row.get("Lizenz") or "" for row in _rows(folder / "quellen.csv")},
        method_breaks=tuple(_method_break(row) for row in _rows(folder / "breitband_methodenbrueche.csv")),
        synonyms=_synonyms(_rows(folder / "spaltennamen.csv")),
        posts=_posts(folder / "stellen.csv"),
        council=_council(city.get("ratsinformation", {})),
    )
    found = replace(
        found,
        targets=read_targets(folder / "ziele.csv", (*found.areas, *found.district_areas)),
        meetings=read_meetings(folder / "sitzungen.csv", found.committees),
    )
    for name in ("fields_of_action", "departments", "committees", "districts"):
        if not getattr(found, name):
            raise UserFacingError(f"Die Referenzliste „{name}“ in „{folder}“ ist leer: bitte füllen.")
    return found


def _council(words: dict[str, str]) -> Council:
    """UserFacingError for a pattern that no browser should follow, or that would lead every number to one place."""
    pattern = words.get("drucksache", "")
    if pattern and not (pattern.startswith("https://") and "{nr}" in pattern and "{jahr}" in pattern):
        raise UserFacingError("In stadt.toml muss „drucksache“ mit https:// beginnen und {nr} und {jahr} enthalten.")
    return Council(pattern, words.get("ziel_beschluss", ""))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def _day(text: str) -> dt.date | None:
    return dt.datetime.strptime(text, "%d.%m.%Y").date() if text else None


def _department(row: dict[str, str]) -> Department:
    return Department(row["Dezernat"], row["Bezeichnung"], _day(row["gültig von"]), _day(row["gültig bis"]))


def _method_break(row: dict[str, str]) -> MethodBreak:
    return MethodBreak(dt.datetime.strptime(row["Tag"], "%d.%m.%Y").date(), row["Worte"], row["Grund"])


def _posts(path: Path) -> tuple[Post, ...]:
    """None where a city lists none: the page then leaves the section out."""
    rows = _rows(path) if path.is_file() else []
    return tuple(
        Post(
            row["Maßnahme-Nr"],
            row["Stelle"],
            row["Drucksache"],
            _amount(row["Kosten pro Jahr in EUR"]),
            _amount(row["Kosten zusammen pro Jahr in EUR"]),
            row["Quelle"],
        )
        for row in rows
    )


def _amount(text: str) -> Decimal | None:
    return Decimal(text.replace(",", ".")) if text else None


def _synonyms(rows: Iterable[dict[str, str]]) -> dict[tuple[str, str], tuple[str, ...]]:
    """(export, column of the contract) -> other names that a file may use for it."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in rows:
        key = row["Export"], row["Spalte"]
        found[key] = (*found.get(key, ()), row["auch"])
    return found


def _thresholds(path: Path) -> Thresholds:
    rule = tomllib.loads(path.read_text("utf-8"))
    return Thresholds(
        red_days=rule["termin"]["rot_tage"],
        yellow_days=rule["termin"]["gelb_tage"],
        red_cost_pct=Decimal(str(rule["kosten"]["rot_prozent"])),
        yellow_cost_pct=Decimal(str(rule["kosten"]["gelb_prozent"])),
        yellow_lag_points=Decimal(str(rule["fortschritt"]["gelb_rueckstand"])),
    )
