"""From the header of a file to the columns of the contract: the canonical layout, or the wide Breitbandatlas file.

Each layout gives one SQL relation of text cells in contract order; everything after that is the same for all files.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

from analytics.cells import clean
from analytics.contract import BroadbandArea, Row, header
from analytics.errors import FileRefused
from analytics.findings import Finding
from analytics.intake.casts import quoted
from analytics.intake.records import LONGEST_RECORD
from analytics.intake.text import PlainText
from analytics.reference import reference

DELIMITERS = (";", ",", "\t", "|")
_CLASS = re.compile(
    r"(alle Technologien|leitungsg\. Technologien|mobile Technologien|DSL|CATV|FTTH/B) ≥ ([0-9]+) Mbit/s"
)
_TECHNOLOGIES = {
    "alle Technologien": "alle",
    "leitungsg. Technologien": "leitungsgebunden",
    "mobile Technologien": "drahtlos",
    "CATV": "HFC",
    "FTTH/B": "FTTB/H",
    "DSL": "DSL",
}
_AREA_NAMES = ("Gebiet", "Gemeinde", "Name", "gen")


@dataclass(frozen=True)
class Layout:
    """How the columns `c0`, `c1`, … of a file become contract columns.

    `cells` is the SELECT list in contract order over trimmed columns, `per_record` the number of contract rows one
    record yields (wide files), `headers` the file's column name for a field (several, in turn, for an unpivoted one),
    `point` the decimal signs.
    """

    delimiter: str
    width: int
    cells: str
    headers: dict[str, tuple[str, ...]]
    per_record: int = 1
    point: str = ","
    findings: list[Finding] = field(default_factory=list)

    def column(self, field: str, row: int) -> str:
        """The name, in the file, of the column that holds `field` of contract row `row` (from 0)."""
        names = self.headers[field]
        return names[row % len(names)]


def layout_of(text: PlainText, row: type[Row], delivery: dt.date | None) -> Layout:
    """Read the header record; FileRefused when the file is not that export."""
    delimiter, names = _header(text, row)
    if doubled := [name for name, count in Counter(names).items() if name and count > 1]:
        raise FileRefused(f"Die Spalte {_list(doubled)} steht mehrfach in der Kopfzeile: bitte nur einmal exportieren.")
    if row is BroadbandArea and any(_CLASS.fullmatch(name) for name in names):
        return _wide(delimiter, names, delivery)
    return _canonical(delimiter, names, row)


def _header(text: PlainText, row: type[Row]) -> tuple[str, list[str]]:
    """The delimiter that finds most known names, and the trimmed names."""
    found = {delimiter: _names(text, delimiter) for delimiter in DELIMITERS}
    known = set(header(row).values()) | {"AGS"}

    def hits(delimiter: str) -> int:
        return sum(name in known or bool(_CLASS.fullmatch(name)) for name in found[delimiter])

    best = max(DELIMITERS, key=hits)
    if not found[best]:
        raise FileRefused("Die Kopfzeile ist nicht lesbar: bitte den Export wiederholen.")
    return best, found[best]


def _names(text: PlainText, delimiter: str) -> list[str]:
    """The names of the header record if this were the delimiter; none where it cannot be."""
    with text.path.open(encoding="utf-8-sig", newline="\n") as file:
        lines = iter(lambda: file.readline(LONGEST_RECORD), "")
        try:
            cells = next(csv.reader(lines, delimiter=delimiter))
            return [unicodedata.normalize("NFC", clean(cell) or "") for cell in cells]
        except (csv.Error, StopIteration):
            return []


def _canonical(delimiter: str, names: list[str], row: type[Row]) -> Layout:
    wanted = header(row)
    if missing := [name for name in wanted.values() if name not in names]:
        raise FileRefused(_missing(row, missing, len(missing) == len(wanted)))
    extra = dict.fromkeys(name for name in names if name not in wanted.values())
    cells = ", ".join(f"c{names.index(alias)} AS {name}" for name, alias in wanted.items())
    headers: dict[str, tuple[str, ...]] = {name: (alias,) for name, alias in wanted.items()}
    return Layout(delimiter, len(names), cells, headers, findings=[_extra(name) for name in extra])


def _missing(row: type[Row], missing: list[str], foreign: bool) -> str:
    if foreign:
        return f"Das ist nicht {row.file}, es fehlen alle Spalten ({_list(missing)}): bitte die richtige Datei liefern."
    plural = "Es fehlen die Spalten" if len(missing) > 1 else "Es fehlt die Spalte"
    return f"{plural} {_list(missing)}: bitte mit allen Spalten von {row.file} exportieren."


def _extra(name: str) -> Finding:
    shown = f"„{name}“" if name else "ohne Namen"
    return Finding(
        1, name, None, "warning", f"Die Spalte {shown} gehört nicht zum Export und wird nicht gelesen: bitte prüfen."
    )


def _list(names: list[str]) -> str:
    return ", ".join(f"„{name}“" for name in names)


def _wide(delimiter: str, names: list[str], delivery: dt.date | None) -> Layout:
    """The municipality files of the Breitbandatlas: a column per technology and class beside `AGS` (contract.md)."""
    if "AGS" not in names:
        raise FileRefused(
            "Es fehlt die Spalte „AGS“: bitte die Datei des Breitbandatlas mit dem Gemeindeschlüssel liefern."
        )
    if not any(name.startswith("alle Technologien") for name in names):
        raise FileRefused(
            "Es fehlen die Spalten „alle Technologien ≥ … Mbit/s“, die Nutzergruppe ist daher unklar: "
            "bitte die Datei der Privathaushalte liefern."
        )
    if delivery is None:
        raise FileRefused(
            "Der Stand fehlt: bitte die Datei in einen Ordner mit dem Stichtag legen, zum Beispiel 2021-06-30."
        )
    classes = {index: match for index, name in enumerate(names) if (match := _CLASS.fullmatch(name))}
    others = [name for index, name in enumerate(names) if index not in classes and name not in ("AGS", *_AREA_NAMES)]
    headers: dict[str, tuple[str, ...]] = {name: (alias,) for name, alias in header(BroadbandArea).items()}
    headers["area_id"] = headers["area_name"] = ("AGS",)  # a name is only missing where the AGS is, too
    headers["coverage_pct"] = tuple(names[index] for index in classes)
    cells = _wide_cells(names, classes, delivery)
    return Layout(delimiter, len(names), cells, headers, len(classes), ".,", [_extra(name) for name in others])


def _wide_cells(names: list[str], classes: dict[int, re.Match[str]], delivery: dt.date) -> str:
    """The unpivoted cells: a record yields one row per class column, in column order; zeros only = uninhabited."""
    values = ", ".join(f"c{index}" for index in classes)
    technologies = ", ".join(quoted(_TECHNOLOGIES[match[1]]) for match in classes.values())
    speeds = ", ".join(quoted(match[2]) for match in classes.values())
    ags = f"c{names.index('AGS')}"
    uninhabited = f"regexp_full_match(concat_ws(';', {values}), '0+([.,]0+)?(;0+([.,]0+)?)*')"
    return f"""
        {quoted(f"{delivery:%d.%m.%Y}")} AS as_of, {ags} AS area_id, {_area_name(names, ags)} AS area_name,
        CASE WHEN {ags} = '00' THEN 'Bund' WHEN length({ags}) = 2 THEN 'Land' WHEN length({ags}) = 5 THEN 'Kreis'
             WHEN length({ags}) = 8 THEN 'Gemeinde' ELSE 'Stadtbezirk' END AS level,
        'Privathaushalte' AS user_group, unnest([{technologies}]) AS technology, unnest([{speeds}]) AS min_mbits,
        NULL AS premises_total, NULL AS premises_covered,
        unnest(CASE WHEN {uninhabited} THEN [NULL FOR cell IN [{values}]] ELSE [{values}] END) AS coverage_pct,
        {quoted(f"Breitbandatlas {delivery:%m/%Y}")} AS source"""


def _area_name(names: list[str], ags: str) -> str:
    """Gebiet from the file, else from the reference, else the AGS."""
    own = [f"c{names.index(name)}" for name in _AREA_NAMES if name in names]
    known = " ".join(f"WHEN {quoted(area)} THEN {quoted(name)}" for area, name in reference().areas.items())
    return f"coalesce({', '.join([*own, *([f'CASE {ags} {known} END'] if known else []), ags])})"
