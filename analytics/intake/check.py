"""One delivered file through the contract: DuckDB casts and checks every row, only failing rows meet pydantic.

What is kept goes to a Parquet file with two columns in front of the contract's: `delivery` (date of the folder) and
`source_line` (physical line of the row), so that every figure can be traced to a file and a line.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from analytics.contract import export_of
from analytics.errors import FileRefused
from analytics.findings import UNREADABLE, Books, CheckedFile, DeliveredFile, Finding
from analytics.intake.casts import quoted
from analytics.intake.layout import layout_of
from analytics.intake.load import Load, TextRow, load
from analytics.intake.messages import Fault, faults, read
from analytics.intake.text import PlainText, decode

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
        checked.refused, checked.books, checked.rows = str(refusal), Books(), None
    except PermissionError:
        checked.refused = UNREADABLE
    checked.sort()
    return checked


def _check(con: duckdb.DuckDBPyConnection, checked: CheckedFile, workdir: Path) -> None:
    source = checked.source
    if source.fault or source.table is None:
        raise FileRefused(source.fault or "Die Datei ist kein Export: bitte einen der drei Exporte liefern.")
    row = export_of(source.table)
    text = decode(source.path, workdir)
    layout = layout_of(text, row, source.delivery)
    loaded = load(con, text, row, layout, source, workdir)
    outcome = _Outcome()
    _find_faults(loaded, outcome)
    _find_repeated_keys(loaded, outcome)
    # a wide record repeats the faults of its key in every cell
    checked.findings = list(dict.fromkeys([*layout.findings, *_cut_off(text), *loaded.broken, *outcome.findings]))
    checked.books = _books(loaded, outcome)
    if not checked.books.records:
        raise FileRefused("Die Datei hat nur eine Kopfzeile und keine Daten: bitte den Export wiederholen.")
    if not checked.books.kept:
        raise FileRefused("Keine Zeile der Datei ist brauchbar: bitte die Befunde berichtigen und neu liefern.")
    checked.rows = _written(loaded, outcome, workdir)


def _cut_off(text: PlainText) -> list[Finding]:
    message = (
        "Die letzte Zeile hat kein Zeilenende, vielleicht ist die Datei abgeschnitten: bitte die letzte Zeile prüfen."
    )
    return [] if text.complete else [Finding(text.lines, None, None, "warning", message)]


def _find_faults(loaded: Load, outcome: _Outcome) -> None:
    for text in loaded.text_of("SELECT rowid AS row FROM typed WHERE NOT (is_kept AND is_clean)"):
        found = faults(loaded.row, text.cells, loaded.source.delivery, loaded.layout.point)
        if not found or text.is_kept == _is_error(found):
            found.append((loaded.row.key[1], "error", _CONTRADICTION))
        if _is_error(found):
            outcome.aside.add(text.number)
        for name, severity, message in found:
            column = loaded.layout.column(name, text.number)
            outcome.findings.append(Finding(text.line, column, text.cells[name], severity, message))


def _is_error(found: list[Fault]) -> bool:
    return any(severity == "error" for _, severity, _ in found)


def _find_repeated_keys(loaded: Load, outcome: _Outcome) -> None:
    """Same key twice: of identical rows the first is kept, of differing rows none (contract.md, general rules).

    Rows are compared by what they mean (50 = 050 = 50,0); a row whose key is unreadable has an error of its own.
    """
    key = ", ".join(loaded.row.key)
    given = " AND ".join(f"{name} IS NOT NULL" for name in loaded.row.key)
    repeated = f"""
        SELECT rowid AS row FROM typed
        SEMI JOIN (SELECT {key} FROM typed WHERE {given} GROUP BY {key} HAVING count(*) > 1) USING ({key})"""
    groups: dict[tuple[object, ...], list[tuple[TextRow, dict[str, object]]]] = {}
    for text in loaded.text_of(repeated):
        values, _ = read(loaded.row, text.cells, loaded.layout.point)
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
    return Finding(text.line, loaded.layout.column(name, text.number), text.cells[name], "error", message)


def _books(loaded: Load, outcome: _Outcome) -> Books:
    rows = loaded.count("SELECT count(*) FROM typed")
    broken = len(loaded.broken) * loaded.layout.per_record
    return Books(records=rows + broken, kept=rows - len(outcome.aside), set_aside=len(outcome.aside) + broken)


def _written(loaded: Load, outcome: _Outcome, workdir: Path) -> Path:
    """The kept rows as Parquet, in file order: without a join in between, the same file always gives the same bytes."""
    target = workdir / f"{uuid.uuid4().hex}.parquet"
    if outcome.aside:
        loaded.con.execute(
            "UPDATE typed SET is_kept = FALSE WHERE is_kept AND rowid IN (SELECT unnest(CAST($rows AS BIGINT[])))",
            {"rows": sorted(outcome.aside)},
        )
    loaded.con.execute(
        f"""
        COPY (SELECT delivery, CAST({loaded.line} AS INTEGER) AS source_line, {", ".join(loaded.row.model_fields)}
              FROM typed WHERE is_kept)
        TO {quoted(str(target))} (FORMAT parquet, COMPRESSION zstd)"""
    )
    return target
