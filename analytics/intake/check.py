"""One delivered file through the contract: DuckDB casts and checks every row, only failing rows meet pydantic.

What is kept goes to a Parquet file with two columns in front of the contract's: `delivery` (date of the folder) and
`source_line` (physical line of the row), so that every figure can be traced to a file and a line.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from analytics.errors import FileRefused
from analytics.findings import UNREADABLE, Beside, Books, CheckedFile, DeliveredFile, Finding
from analytics.intake.casts import quoted
from analytics.intake.layout import Layout
from analytics.intake.load import Load, TextRow, load
from analytics.intake.messages import Fault, faults, read
from analytics.intake.plain_text import PlainText
from analytics.intake.reading_again import read_as_written
from analytics.intake.readings import MIXED
from analytics.intake.recognise import recognised
from analytics.intake.records import MOST_FAULTS, TOO_MANY
from analytics.intake.rows_aside import refuse_rows_aside
from analytics.intake.whole_columns import fractions, refuse_unnamed, spellings

_KINDS = {
    "n": "In der Tabelle steht eine Zahl",
    "d": "In der Tabelle steht ein Datum",
    "b": "In der Tabelle steht ein Wahrheitswert",
}
_AS_TEXT = (
    "{kind} statt eines Textes, Nullen können verloren sein: "
    "bitte die Spalte als Text formatieren und den Wert neu eintragen."
)
_ERROR = "In der Tabelle steht ein Fehler oder eine Formel ohne Wert: bitte in Excel berichtigen und neu speichern."
_TOO_LARGE = (
    "Die Datei passt nicht in den Arbeitsspeicher, ihre Texte sind zu lang oder fast alle Zeilen fehlerhaft: "
    "bitte die Texte kürzen oder die ersten Fehler berichtigen."
)
_SEPARATED = re.compile(
    "[-+−]?[0-9]+[ \u00a0\u202f]?[0-9 \u00a0\u202f]*[.,][0-9.,]*-?[ \u00a0]*(€|EUR|Euro|%|Prozent)?"
)
"""A number with points or commas, whatever they mean."""
_MORE = "Noch {count} weitere Zeilen haben Hinweise: bitte die genannten prüfen und die Ursache in der Quelle beheben."
_FACTOR = (
    "Der Betrag wird nach dem Profil mit {factor} malgenommen und ist danach kein Betrag mit zwei Nachkommastellen: "
    "bitte den Wert prüfen."
)
_CONTRADICTION = (
    "Diese Zeile ist vorsorglich beiseitegelegt, weil sich zwei Prüfungen widersprechen: bitte Bescheid geben."
)


@dataclass
class _Outcome:
    """What the rows of a file turned out to be: `aside` are the numbers of the rows set aside."""

    aside: set[int] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def check_file(con: duckdb.DuckDBPyConnection, source: DeliveredFile, workdir: Path) -> CheckedFile:
    """Check one file; its kept rows lie in `workdir` afterwards. Never raises for what a file holds."""
    checked = CheckedFile(source)
    try:
        _check(con, checked, workdir)
    except FileRefused as refusal:
        checked.refuse(str(refusal))
    except PermissionError:
        checked.refuse(UNREADABLE)
    except duckdb.OutOfMemoryException as error:
        if "max_temp_directory_size" in str(error):  # the disk is full: `store` says so
            raise
        checked.refuse(_TOO_LARGE)
    checked.sort()
    return checked


def _check(con: duckdb.DuckDBPyConnection, checked: CheckedFile, workdir: Path) -> None:
    if checked.source.fault:
        raise FileRefused(checked.source.fault)
    text, layout = recognised(checked.source, workdir)
    refuse_rows_aside(layout)
    checked.source = source = replace(checked.source, table=layout.row.table)
    checked.profile = None if layout.profile.is_canonical else layout.profile.title
    loaded = read_as_written(load(con, text, layout, source, workdir))
    refuse_unnamed(loaded)
    checked.beside = _beside(text, layout, loaded)
    outcome = _Outcome()
    _find_faults(loaded, outcome)
    _find_repeated_keys(loaded, outcome)
    # a wide record repeats the faults of its key in every cell
    columns = [*fractions(loaded), *spellings(loaded)]
    found = [*layout.findings, *_cut_off(text), *columns, *loaded.records.broken, *outcome.findings]
    checked.findings = list(dict.fromkeys(found))
    checked.books = _books(loaded, outcome)
    if not checked.books.records:
        raise FileRefused("Die Datei hat nur eine Kopfzeile und keine Daten: bitte den Export wiederholen.")
    if not checked.books.kept:
        raise FileRefused("Keine Zeile der Datei ist brauchbar: bitte die Befunde berichtigen und neu liefern.")
    checked.rows = _written(loaded, outcome, workdir)


def _beside(text: PlainText, layout: Layout, loaded: Load) -> Beside:
    top = layout.header
    records = loaded.records
    blank = text.blank_rows or top.blank_lines + records.blank_lines
    known = top.last_line + records.blank_lines + records.whole + len(records.broken)
    breaks = max(text.lines - known, 0) if records.whole and not text.numbered else 0
    return Beside(top.last_line - top.first_line + 1, top.first_line - 1 - top.blank_lines, blank, breaks)


def _cut_off(text: PlainText) -> list[Finding]:
    message = (
        "Die letzte Zeile hat kein Zeilenende, vielleicht ist die Datei abgeschnitten: bitte die letzte Zeile prüfen."
    )
    return [] if text.complete or text.numbered else [Finding(text.lines, None, None, "warning", message)]


def _find_faults(loaded: Load, outcome: _Outcome) -> None:
    if loaded.count("SELECT count(*) FROM typed WHERE NOT is_kept AND NOT is_left_out") > MOST_FAULTS:
        raise FileRefused(TOO_MANY)
    told = loaded.count("SELECT count(*) FROM typed WHERE is_kept AND NOT is_clean")
    if told > MOST_FAULTS:
        outcome.findings.append(Finding(None, None, None, "warning", _MORE.format(count=told - MOST_FAULTS)))
    for text in loaded.failing():
        found = [*faults(loaded.row, text.cells, loaded.source.delivery), *_wrong_kinds(loaded, text)]
        if not found or text.is_kept == _is_error(found):
            found.append((loaded.row.key[1], "error", _CONTRADICTION))
        if _is_error(found):
            outcome.aside.add(text.number)
        for name, severity, said in found:
            message = (severity == "error" and _instead(loaded, text, name)) or said
            column = loaded.layout.column(name, text.number)
            outcome.findings.append(Finding(text.line, column, text.shown(name), severity, message))


def _instead(loaded: Load, text: TextRow, name: str) -> str | None:
    """The plainer sentence where a cell failed for how its column is written or what its profile does with it."""
    reading = next((one for one in loaded.readings if one.field == name), None)
    if reading is None or text.cells[name] is None:
        return None
    if reading.is_doubtful and _SEPARATED.fullmatch(text.shown(name) or ""):
        return MIXED
    return _FACTOR.format(factor=reading.factor) if reading.factor not in (1, -1) else None


def _wrong_kinds(loaded: Load, text: TextRow) -> Iterator[Fault]:
    """Codes stay text: a number or a day in a sheet has lost what its text was."""
    for name in loaded.texts:
        signs = text.beside[f"kind_{name}"] or ""
        if "e" in signs:
            yield name, "error", _ERROR
        elif kind := next((_KINDS[sign] for sign in signs if sign in _KINDS), None):
            yield name, "error", _AS_TEXT.format(kind=kind)


def _is_error(found: list[Fault]) -> bool:
    return any(severity == "error" for _, severity, _ in found)


def _find_repeated_keys(loaded: Load, outcome: _Outcome) -> None:
    """Same key twice: of identical rows the first is kept, of differing rows none (contract.md, general rules).

    Rows are compared by what they mean (50 = 050 = 50,0); a row whose key is unreadable has an error of its own.
    """
    key = ", ".join(loaded.row.key)
    given = " AND ".join(f"{name} IS NOT NULL" for name in loaded.row.key)
    twice = f"SELECT {key} FROM typed WHERE {given} AND NOT is_left_out GROUP BY {key} HAVING count(*) > 1"
    loaded.con.execute(f"CREATE OR REPLACE TEMP TABLE twice AS {twice}")
    if not loaded.count("SELECT count(*) FROM twice"):
        return
    numbered = "SELECT rowid, * FROM typed WHERE NOT is_left_out"
    repeated = f"SELECT rowid AS row FROM ({numbered}) SEMI JOIN twice USING ({key})"
    if loaded.count(f"SELECT count(*) FROM ({repeated})") > 2 * MOST_FAULTS:
        raise FileRefused("Mehr als 100.000 Zeilen stehen doppelt in der Datei: bitte den Export wiederholen.")
    groups: dict[tuple[object, ...], list[tuple[TextRow, dict[str, object]]]] = {}
    for text in loaded.text_of(repeated):
        values, _ = read(loaded.row, text.cells)
        if set(loaded.row.key) <= set(values):
            key_values = tuple(values[name] for name in loaded.row.key)
            groups.setdefault(key_values, []).append((text, text.cells | values))
    for group in groups.values():
        rows = [text for text, _ in group]
        identical = all(content == group[0][1] for _, content in group)
        for text in rows[1:] if identical else rows:
            other = rows[0] if text is not rows[0] else rows[1]
            outcome.aside.add(text.number)
            outcome.findings.append(_repeated(loaded, text, other.line, identical=identical))


def _repeated(loaded: Load, text: TextRow, other: int, *, identical: bool) -> Finding:
    name = loaded.row.key[1]
    if identical:
        message = f"Die Zeile steht schon in Zeile {other}: bitte nur einmal liefern; die erste wird gelesen."
    else:
        message = f"Zeile {other} hat denselben Schlüssel, aber andere Werte: bitte nur die richtige Zeile liefern."
    return Finding(text.line, loaded.layout.column(name, text.number), text.shown(name), "error", message)


def _books(loaded: Load, outcome: _Outcome) -> Books:
    rows, left_out = (loaded.count(f"SELECT count(*) FROM typed {where}") for where in ("", "WHERE is_left_out"))
    aside = len(outcome.aside) + len(loaded.records.broken) * loaded.layout.per_record
    kept = rows - left_out - len(outcome.aside)
    return Books(records=kept + aside + left_out, kept=kept, set_aside=aside, left_out=left_out)


def _written(loaded: Load, outcome: _Outcome, workdir: Path) -> Path:
    """The kept rows as Parquet, in file order: without a join in between, the same rows always give the same bytes.

    DuckDB writes a column as required or optional by what it has ever held, and so by the dialect of the file, unless
    it is kept from looking at statistics.
    """
    target = workdir / f"{uuid.uuid4().hex}.parquet"
    if outcome.aside:
        loaded.con.execute(
            "UPDATE typed SET is_kept = FALSE WHERE is_kept AND rowid IN (SELECT unnest(CAST($rows AS BIGINT[])))",
            {"rows": sorted(outcome.aside)},
        )
    loaded.con.execute("SET disabled_optimizers = 'in_clause,statistics_propagation'")
    loaded.con.execute(
        f"""
        COPY (SELECT delivery, CAST({loaded.line} AS INTEGER) AS source_line, {", ".join(loaded.row.model_fields)}
              FROM typed WHERE is_kept)
        TO {quoted(str(target))} (FORMAT parquet, COMPRESSION zstd)"""
    )
    return target
