"""The second, slow, obvious implementation of the intake (contract.md, the three exports): canonical files only.

Python's csv module, one function per cell type, one lambda per rule, lists and dicts; no database, no pydantic, nothing
of analytics.intake or analytics.rules. What the contract leaves open is decided in one line beside the code.
"""

from __future__ import annotations

import csv
import datetime as dt
import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from analytics.findings import Finding
from tests.plain_readings import Ambiguous, read_column

REFERENCE = Path(__file__).parent.parent / "data" / "reference"
FILES = {"massnahmen.csv": "measures", "kosten.csv": "costs", "breitband.csv": "broadband"}
CITY = "03241001"
BLANK = (
    "".join(sign for sign in map(chr, range(0x10000)) if sign.isspace() and not 28 <= ord(sign) < 32) + "\u200b\ufeff"
)
Value = Any
Row = dict[str, Any]


class Refused(Exception):
    """The file cannot be used at all."""


class Unreadable(Exception):
    """The cell has no value of its type."""


@functools.cache
def listed(file: str, column: str) -> tuple[str, ...]:
    with (REFERENCE / file).open(encoding="utf-8-sig", newline="") as text:
        return tuple(row[column] for row in csv.DictReader(text, delimiter=";"))


# one cell


def text(cell: str) -> Value:
    return cell


def short_text(cell: str) -> Value:
    return need(len(cell) <= 200, cell)


def day(cell: str) -> Value:
    # only the years 1000 to 2999 are taken for dates
    need(re.fullmatch("[0-9]{2}[.][0-9]{2}[.][12][0-9]{3}", cell))
    try:
        return dt.date(int(cell[6:]), int(cell[3:5]), int(cell[:2]))
    except ValueError:
        raise Unreadable from None


def whole(low: int | None = None, high: int | None = None) -> Callable[[str], Value]:
    def read(cell: str) -> Value:
        need(re.fullmatch("-?[0-9]+", cell) and len(cell.lstrip("-")) <= 15)  # at most 15 digits
        value = int(cell)
        return need((low is None or value >= low) and (high is None or value <= high), value)

    return read


def number(digits: int, places: int, low: int | None = None, high: int | None = None) -> Callable[[str], Value]:
    def read(cell: str) -> Value:
        before, comma, after = cell.removeprefix("-").partition(",")
        need(re.fullmatch("[0-9]+", before) and len(before) <= digits - places)  # digits as written
        need(re.fullmatch("[0-9]+", after) and len(after) <= places if comma else True)
        value = Decimal(cell.replace(",", "."))
        return need((low is None or value >= low) and (high is None or value <= high), value)

    return read


def one_of(*values: str) -> Callable[[str], Value]:
    return lambda cell: need(cell in values, cell)


def in_list(file: str, column: str) -> Callable[[str], Value]:
    return lambda cell: need(cell in listed(file, column), cell)


def yes_no(cell: str) -> Value:
    return need(cell in ("ja", "nein"), cell == "ja")


def districts(cell: str) -> Value:
    codes = cell.split("|")
    return need(all(code in listed("stadtbezirke.csv", "Stadtbezirk-Nr") for code in codes), codes)


def paper_number(cell: str) -> Value:
    # Nr may hold capital letters and hyphens; a supplement such as " E1" may follow the year
    number, slash, year = cell.partition("/")
    need(slash and re.fullmatch("[0-9A-Z][0-9A-Z-]*", number))
    return need(re.fullmatch("[0-9]{4}( ?[A-Z][0-9])?", year), cell)


def area_id(cell: str) -> Value:
    head, hyphen, tail = cell.partition("-")
    need(re.fullmatch("[0-9]+", head) and len(head) in (2, 5, 8))
    need(not hyphen or (len(head) == 8 and re.fullmatch("[0-9]{2}", tail)))
    return cell


def need(condition: object, value: Value = None) -> Value:
    if not condition:
        raise Unreadable
    return value


# the columns: header, name, cell type, may be empty

must, may = False, True
percent, money, quantity = number(5, 2, 0, 100), number(14, 2), number(18, 4)
COLUMNS: dict[str, tuple[tuple[str, str, Callable[[str], Value], bool], ...]] = {
    "measures": (
        ("Stichtag", "as_of", day, must),
        ("Maßnahme-Nr", "measure_id", text, must),
        ("Titel", "title", short_text, must),
        ("Handlungsfeld", "field_of_action", in_list("handlungsfelder.csv", "Handlungsfeld"), must),
        ("Dezernat", "department", in_list("dezernate.csv", "Dezernat"), must),
        ("Fachbereich", "division", text, must),
        ("Ausschuss", "committee", in_list("ausschuesse.csv", "Kürzel"), must),
        ("Stadtbezirke", "districts", districts, may),
        (
            "Bearbeitungsstand",
            "status",
            one_of("geplant", "in Umsetzung", "abgeschlossen", "zurückgestellt", "eingestellt"),
            must,
        ),
        ("Ampel", "reported_rating", one_of("grün", "gelb", "rot"), may),
        ("Fortschritt in Prozent", "progress_pct", percent, must),
        ("Beginn Plan", "start_planned", day, must),
        ("Ende Ursprungsplan", "end_baseline", day, must),
        ("Ende Fortschreibung", "end_rebaselined", day, may),
        ("Fortschreibung Drucksache", "rebaseline_paper", text, may),
        ("Ende Prognose", "end_forecast", day, may),
        ("Ende Ist", "end_actual", day, may),
        ("Begründung", "reason", text, may),
        ("Gegenmaßnahme", "mitigation", text, may),
        ("Auswirkung", "impact", text, may),
        ("Handlungsoptionen", "options", text, may),
        ("Entscheidungsbedarf", "decision_needed", text, may),
        ("Entscheidung bis", "decision_due", day, may),
        ("Zuständig", "owner", text, may),
        ("Gemeldet am", "reported_on", day, may),
        ("Drucksache", "paper", paper_number, may),
        ("Mein Hannover 2030", "city_goal", text, may),
        ("Gender-Aspekte", "gender_aspects", one_of("keine Auswirkungen", "Auswirkungen", "nicht geprüft"), must),
        ("Öffentlich", "is_public", yes_no, must),
        ("Kennzahl", "outcome", text, may),
        ("Zielwert", "outcome_target", quantity, may),
        ("Istwert", "outcome_actual", quantity, may),
        ("Einheit", "outcome_unit", text, may),
    ),
    "costs": (
        ("Stichtag", "as_of", day, must),
        ("Buchungs-Nr", "posting_id", text, must),
        ("Maßnahme-Nr", "measure_id", text, must),
        ("Haushaltsjahr", "budget_year", whole(2000, 2100), must),
        ("Monat", "month", whole(1, 12), may),
        ("Teilhaushalt", "sub_budget", text, must),
        ("Produkt", "product", text, may),
        ("Haushalt", "budget_kind", one_of("Ergebnishaushalt", "Finanzhaushalt"), must),
        (
            "Kostenart",
            "cost_type",
            one_of(
                "Neuanschaffung",
                "Erweiterung",
                "Modernisierung",
                "Abschreibung",
                "Support",
                "Wartung",
                "Personal",
                "Veranstaltungen und Kommunikation",
                "Sonstige",
            ),
            must,
        ),
        ("Gegenstand", "asset", one_of("Hardware", "Software", "Netz"), may),
        (
            "Wertart",
            "value_type",
            one_of("Ansatz", "Fortgeschriebener Ansatz", "Mittelbindung", "Ist", "Prognose"),
            must,
        ),
        ("Finanzierung", "funding_source", one_of("Eigenmittel", "Fördermittel"), must),
        ("Förderprogramm", "funding_programme", text, may),
        ("Fördermittel bis", "funding_expires", day, may),
        ("Genehmigung", "approval", one_of("angemeldet", "beschlossen", "genehmigt"), must),
        ("Betrag in EUR", "amount_eur", money, must),
    ),
    "broadband": (
        ("Stand", "as_of", day, must),
        ("Gebiet-Nr", "area_id", area_id, must),
        ("Gebiet", "area_name", text, must),
        ("Ebene", "level", one_of("Bund", "Land", "Kreis", "Gemeinde", "Stadtbezirk"), must),
        (
            "Nutzergruppe",
            "user_group",
            one_of("Privathaushalte", "Unternehmen", "Gewerbegebiete", "Schulen", "Städtische Gebäude"),
            must,
        ),
        (
            "Technologie",
            "technology",
            one_of("alle", "leitungsgebunden", "FTTB/H", "HFC", "DSL", "drahtlos"),
            must,
        ),
        ("Mbit/s ab", "min_mbits", whole(1), must),
        ("Anschlüsse gesamt", "premises_total", whole(0), may),
        ("Anschlüsse versorgt", "premises_covered", whole(0), may),
        ("Anteil in Prozent", "coverage_pct", percent, may),
        ("Quelle", "source", text, must),
    ),
}
KEYS = {
    "measures": ("as_of", "measure_id"),
    "costs": ("as_of", "posting_id"),
    "broadband": ("as_of", "area_id", "user_group", "technology", "min_mbits"),
}

# the rules across fields: severity, the fields looked at (a finding stands at the first), when the rule is BROKEN

FOLDER_IS_STICHTAG = ("error", "as_of", lambda r: r["delivery"] not in (None, r["as_of"]))
INVISIBLE = {*"\u00a0\u00ad\u1680\u3000\ufeff", *map(chr, (*range(0x2000, 0x2010), *range(0x2028, 0x2030))),
             *map(chr, range(0x205F, 0x2070))}  # fmt: skip
RULES: dict[str, tuple[tuple[str, str, Callable[[Row], bool]], ...]] = {
    "measures": (
        FOLDER_IS_STICHTAG,
        ("warning", "department as_of", lambda r: r["as_of"] not in Known(r["department"])),
        ("warning", "progress_pct status", lambda r: r["status"] == "abgeschlossen" and r["progress_pct"] != 100),
        ("error", "end_baseline start_planned", lambda r: r["end_baseline"] < r["start_planned"]),
        (
            "error",
            "end_rebaselined start_planned",
            lambda r: bool(r["end_rebaselined"]) and r["end_rebaselined"] < r["start_planned"],
        ),
        (
            "error",
            "rebaseline_paper end_rebaselined",
            lambda r: bool(r["end_rebaselined"]) and not r["rebaseline_paper"],
        ),
        ("warning", "end_forecast status", lambda r: r["status"] == "in Umsetzung" and not r["end_forecast"]),
        ("error", "end_actual status", lambda r: (r["status"] == "abgeschlossen") != bool(r["end_actual"])),
        ("error", "end_actual as_of", lambda r: bool(r["end_actual"]) and r["end_actual"] > r["as_of"]),
        ("warning", "reason reported_rating", lambda r: r["reported_rating"] in ("gelb", "rot") and not r["reason"]),
        ("warning", "mitigation reported_rating", lambda r: r["reported_rating"] == "rot" and not r["mitigation"]),
        ("warning", "decision_due decision_needed", lambda r: bool(r["decision_needed"]) and not r["decision_due"]),
        (
            "warning",
            "reported_on as_of",
            lambda r: bool(r["reported_on"]) and (r["reported_on"] - r["as_of"]).days > 14,
        ),
        (
            "error",
            "outcome outcome_target outcome_unit",
            lambda r: [r["outcome"], r["outcome_target"], r["outcome_unit"]].count(None) in (1, 2),
        ),
        (
            "error",
            "outcome_actual outcome",
            lambda r: r["outcome_actual"] is not None and r["outcome"] is None,
        ),
        ("warning", "measure_id", lambda r: bool(INVISIBLE & set(r["measure_id"]))),
    ),
    "costs": (
        FOLDER_IS_STICHTAG,
        (
            "error",
            "funding_programme funding_source",
            lambda r: r["funding_source"] == "Fördermittel" and not r["funding_programme"],
        ),
        (
            "warning",
            "funding_expires funding_source",
            lambda r: r["funding_source"] == "Fördermittel" and not r["funding_expires"],
        ),
        ("warning", "posting_id", lambda r: bool(INVISIBLE & set(r["posting_id"]))),
        ("warning", "measure_id", lambda r: bool(INVISIBLE & set(r["measure_id"]))),
    ),
    "broadband": (
        ("error", "as_of", lambda r: r["delivery"] is not None and r["as_of"] > r["delivery"]),
        ("error", "level area_id", lambda r: r["level"] != level(r["area_id"])),
        ("error", "area_id", lambda r: "-" in r["area_id"] and r["area_id"] not in district_areas()),
        (
            "error",
            "premises_covered premises_total",
            lambda r: (r["premises_covered"] is None) != (r["premises_total"] is None),
        ),
        (
            "error",
            "premises_covered premises_total",
            lambda r: None not in counts(r) and r["premises_covered"] > r["premises_total"],
        ),
        ("warning", "coverage_pct premises_covered premises_total", lambda r: share_is_off(r)),
    ),
}


@dataclass(frozen=True)
class Known:
    """The days at which a Dezernat is not known to be missing."""

    department: str

    def __contains__(self, asked: dt.date) -> bool:
        with (REFERENCE / "dezernate.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.DictReader(file, delimiter=";") if row["Dezernat"] == self.department]
        first, last = dt.date.min, dt.date.max
        periods = [
            (row["gültig von"] and day(row["gültig von"]), row["gültig bis"] and day(row["gültig bis"])) for row in rows
        ]
        return any((since or first) <= asked <= (until or last) for since, until in periods)


def level(area: str) -> str:
    if area == "00":
        return "Bund"
    return {2: "Land", 5: "Kreis", 8: "Gemeinde", 11: "Stadtbezirk"}[len(area)]


def district_areas() -> list[str]:
    return [f"{CITY}-{code}" for code in listed("stadtbezirke.csv", "Stadtbezirk-Nr")]


def counts(row: Row) -> list[int | None]:
    return [row["premises_covered"], row["premises_total"]]


def share_is_off(row: Row) -> bool:
    """Agreement within 0.1 only has a meaning where there is something to divide by."""
    if None in counts(row) or row["coverage_pct"] is None or row["premises_total"] == 0:
        return False
    share = row["coverage_pct"]
    return bool(abs(100 * row["premises_covered"] - share * row["premises_total"]) * 10 > row["premises_total"])


# one file


@dataclass
class Record:
    """One record of a file: its first physical line, its trimmed cells, the values of the readable ones."""

    line: int
    cells: dict[str, str | None] = field(default_factory=dict)
    values: Row = field(default_factory=dict)
    faulty: bool = False


@dataclass
class Plain:
    """What the oracle says about a file."""

    records: int = 0
    kept: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read(path: Path, delivery: dt.date | None, table: str) -> Plain:
    """Everything about one canonical file; Refused when it cannot be used."""
    content = path.read_bytes()
    if b"\0" in content:
        raise Refused("NUL")
    lines = re.findall("[^\n]*\n|[^\n]+", content.decode("utf-8-sig"))
    split = list(records(lines))
    if not split or isinstance(split[0][1], csv.Error):
        raise Refused("no header")
    while len(split) > 1 and not lines[split[-1][0] - 1].strip(";" + BLANK):
        split.pop()  # rows of separators that a spreadsheet leaves at the end
    names = [" ".join(re.split(f"[{BLANK}]+", cell.strip(BLANK))) for cell in split[0][1]]
    wanted = {header: name for header, name, _, _ in COLUMNS[table]}
    named = [name for name in names if name]
    if len(set(named)) < len(named) or not set(wanted) <= set(names):
        raise Refused("header")
    plain = Plain()
    plain.findings += [said(1, name, "warning") for name in sorted(set(names)) if name not in wanted]
    if not content.endswith(b"\n"):
        plain.findings.append(said(len(lines), None, "warning"))
    whole_records = []
    for line, cells in split[1:]:
        plain.records += 1
        if isinstance(cells, csv.Error) or len(cells) != len(names):
            plain.findings.append(said(line, None, "error"))
        else:
            trimmed = dict(zip(names, [cell.strip(BLANK) or None for cell in cells], strict=True))
            whole_records.append(Record(line, {name: trimmed[header] for header, name in wanted.items()}))
    understand(whole_records, table)
    for record in whole_records:
        judge(record, delivery, table, plain)
    repeated(whole_records, table, plain)
    plain.kept = [record for record in whole_records if not record.faulty]
    if not plain.kept:
        raise Refused("no row")
    return plain


def records(lines: list[str]) -> Iterator[tuple[int, Any]]:
    """(first physical line, cells or the error) of each record; blank lines are no records."""
    reader, line = csv.reader(lines, delimiter=";", strict=True), 1
    while True:
        cells: Any = None
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "unexpected end" in str(error):
                raise Refused("a quote stays open") from None
            cells = error
        if cells != [] or line == 1:
            yield line, cells
        line = reader.line_num + 1


def understand(rows: list[Record], table: str) -> None:
    """Numbers and days as they are written, told from the whole column."""
    for _, name, parse, _ in COLUMNS[table]:
        if kind := kind_of(name, parse):
            try:
                texts = read_column(kind, [record.cells[name] for record in rows])
            except Ambiguous:
                raise Refused(f"{name} can be read in two ways") from None
            for record, read_text in zip(rows, texts, strict=True):
                record.cells[name] = read_text


def kind_of(name: str, parse: Callable[[str], Value]) -> str | None:
    if parse is day:
        return "day"
    shapes = {"whole.<locals>.read": "whole", "number.<locals>.read": "number"}
    kind = shapes.get(parse.__qualname__)
    unit = name.rpartition("_")[2]
    return f"number {unit}" if kind == "number" and unit in ("eur", "pct") else kind


def judge(record: Record, delivery: dt.date | None, table: str, plain: Plain) -> None:
    """Every cell alone, then every rule whose cells are readable."""
    for header, name, parse, may_be_empty in COLUMNS[table]:
        try:
            record.values[name] = read_cell(record.cells[name], parse, may_be_empty)
        except Unreadable:
            tell(record, header, "error", plain)
    row = record.values | {"delivery": delivery}
    for severity, fields, broken in RULES[table]:
        names = fields.split()
        if all(name in record.values for name in names) and broken(row):
            tell(record, german(table, names[0]), severity, plain)


def read_cell(cell: str | None, parse: Callable[[str], Value], may_be_empty: bool) -> Value:
    if cell is None:
        return need(may_be_empty, [] if parse is districts else None)
    return parse(cell)


def repeated(rows: list[Record], table: str, plain: Plain) -> None:
    """Identical rows (by value): the first stays; differing ones: none. Rows without a readable key have no key."""
    groups = defaultdict(list)
    for record in rows:
        if all(name in record.values for name in KEYS[table]):
            groups[tuple(record.values[name] for name in KEYS[table])].append(record)
    for group in groups.values():
        contents = [record.cells | record.values for record in group]
        same = all(content == contents[0] for content in contents)
        for record in group[1:] if same or len(group) == 1 else group:
            tell(record, german(table, KEYS[table][1]), "error", plain)


def german(table: str, field_name: str) -> str:
    return next(header for header, name, _, _ in COLUMNS[table] if name == field_name)


def tell(record: Record, column: str, severity: str, plain: Plain) -> None:
    record.faulty = record.faulty or severity == "error"
    plain.findings.append(said(record.line, column, severity))


def said(line: int, column: str | None, severity: Any) -> Finding:
    return Finding(line, column, None, severity, "")


# what other tests ask


def findings(path: Path, delivery: dt.date | None, table: str) -> list[Finding]:
    """The findings of one file, in its order; message and value are not said."""
    return sorted(read(path, delivery, table).findings, key=lambda found: (found.line or 0, found.column or ""))


def kept_rows(exports_folder: Path) -> dict[dt.date, dict[str, list[Row]]]:
    """The typed kept rows of a folder of deliveries."""
    kept: dict[dt.date, dict[str, list[Row]]] = {}
    for folder in sorted(path for path in exports_folder.iterdir() if path.is_dir()):
        delivery = dt.date.fromisoformat(folder.name)
        present = {table: folder / file for file, table in FILES.items() if (folder / file).is_file()}
        kept[delivery] = {
            table: [record.values for record in read(path, delivery, table).kept] for table, path in present.items()
        }
    return kept
