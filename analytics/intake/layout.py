"""From the header of a file to the columns of the contract: which export it is, and which profile reads it.

Each layout gives one SQL relation of text cells in contract order; everything after that is the same for all files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from analytics.contract import EXPORTS, Row, export_of, header
from analytics.errors import FileRefused
from analytics.findings import DeliveredFile, Finding
from analytics.intake.header import Header, header_of
from analytics.intake.mapping import Mapping, mapping_of
from analytics.intake.plain_text import PlainText
from analytics.intake.profiles import Profile, canonical, knower, profile_of, profiles
from analytics.intake.readings import Writing

_NAMES = ", ".join(row.file for row in EXPORTS)


@dataclass(frozen=True)
class Layout:
    """How a file is read: where its header stands, what its columns become, and what there is to say about them."""

    row: type[Row]
    header: Header
    mapping: Mapping
    findings: list[Finding] = field(default_factory=list)

    @property
    def profile(self) -> Profile:
        """The profile that reads it; `is_canonical` for the export itself."""
        return self.mapping.profile

    @property
    def width(self) -> int:
        """Cells of a record."""
        return len(self.header.names)

    @property
    def per_record(self) -> int:
        """Contract rows that one record yields."""
        return self.mapping.per_record

    @property
    def declared(self) -> dict[str, Writing]:
        """Field -> how its numbers are written, where the profile says so."""
        return {name: self.profile.numbers[column] for name, column in self._columns if column in self.profile.numbers}

    @property
    def factors(self) -> dict[str, int]:
        """Field -> what its numbers are multiplied with (unit and sign)."""
        return {name: self.profile.factors[column] for name, column in self._columns if column in self.profile.factors}

    @property
    def _columns(self) -> Iterable[tuple[str, str]]:
        return header(self.row).items()

    def column(self, field: str, row: int) -> str:
        """The name, in the file, of the column that holds `field` of contract row `row` (from 0)."""
        names = self.mapping.headers[field]
        return names[row % len(names)]


def layout_of(text: PlainText, source: DeliveredFile) -> Layout:
    """Read the header record; FileRefused when the file is no export and no profile reads it."""
    rows = (export_of(source.table),) if source.table else EXPORTS
    found = header_of(text, knower([*map(canonical, rows), *(one for one in profiles() if one.row in rows)]))
    mapping = _mapping(found, rows, source)
    _refuse(mapping, found)
    return Layout(mapping.profile.row, found, mapping, [_extra(name, found.first_line) for name in mapping.extra])


def _refuse(mapping: Mapping, found: Header) -> None:
    """FileRefused where the header cannot be read as this export, the plainest reason first."""
    doubled = _doubled(found.names)
    known = [name for name in doubled if name in header(mapping.profile.row).values()]
    known += [column for column in header(mapping.profile.row).values() if len(mapping.under(column)) > 1]
    doubled += [name for name in known if name not in doubled]
    if mapping.missing and not known:
        raise FileRefused(_missing(mapping))
    if doubled:
        raise FileRefused(f"Die Spalte {_list(doubled)} steht mehrfach in der Kopfzeile: bitte nur einmal exportieren.")
    if found.scale_above and mapping.profile.row.table == "costs" and not mapping.profile.factors:
        raise FileRefused(
            f"Über der Kopfzeile steht „{found.scale_above[:80]}“, gelesen würden Euro: bitte in Euro exportieren oder "
            "ein Profil mit dem Faktor anlegen."
        )
    if found.row_above:
        raise FileRefused(
            f"Über der Kopfzeile in Zeile {found.first_line} stehen schon Daten, etwa in Zeile {found.row_above}: "
            "bitte die Kopfzeile an den Anfang stellen."
        )


def _mapping(found: Header, rows: tuple[type[Row], ...], source: DeliveredFile) -> Mapping:
    """A whole export as the contract has it, else the profile that fits, else the export that comes nearest."""
    nearest = min((mapping_of(canonical(row), found.names, source.delivery) for row in rows), key=_share_missing)
    row = rows[0] if source.table else None
    asked = nearest.missing or source.profile
    profile = profile_of(found, row, source.profile, is_needed=bool(nearest.missing)) if asked else None
    if profile:
        return mapping_of(profile, found.names, source.delivery)
    if not source.table and _share_missing(nearest) > 0.5:
        raise FileRefused(
            f"An der Kopfzeile ist nicht zu erkennen, welcher Export das ist: bitte die Spalten von {_NAMES} liefern "
            "oder ein Profil für diese Quelle anlegen."
        )
    return nearest


def _share_missing(mapping: Mapping) -> float:
    return len(mapping.missing) / len(mapping.cells)


def _doubled(names: tuple[str, ...]) -> list[str]:
    return [name for name, count in Counter(names).items() if name and count > 1]


def _missing(mapping: Mapping) -> str:
    missing, export = list(dict.fromkeys(mapping.missing)), mapping.profile.export
    if not mapping.profile.is_canonical:
        described = f"wie das Profil „{mapping.profile.title}“ sie beschreibt"
        asked = f"bitte die Datei so liefern, {described}, oder das Profil ergänzen"
    elif len(missing) == len(mapping.cells):
        return f"Das ist nicht {export}, es fehlen alle Spalten ({_list(missing)}): bitte die richtige Datei liefern."
    else:
        asked = f"bitte mit allen Spalten von {export} exportieren"
    plural = "Es fehlen die Spalten" if len(missing) > 1 else "Es fehlt die Spalte"
    return f"{plural} {_list(missing)}: {asked}."


def _extra(name: str, line: int) -> Finding:
    shown = f"„{name}“" if name else "ohne Namen"
    return Finding(
        line, name, None, "warning", f"Die Spalte {shown} gehört nicht zum Export und wird nicht gelesen: bitte prüfen."
    )


def _list(names: list[str]) -> str:
    return ", ".join(f"„{name}“" for name in names)
