"""Open data as others read it: cells back into typed rows, and which rows are public, in plain Python."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
from pathlib import Path

from analytics.contract import EXPORTS, export_of, header
from tests.reference import Books, Row

FACTS = """[offene_daten]
lizenz = "dl-by-de/2.0"
namensnennung = "Stadt Beispiel, Stelle für Daten"
adresse = "https://daten.example.org/digitalbilanz"
kontakt_stelle = "Stelle für Daten"
kontakt_email = "daten@example.org"
kontakt_formular = "https://example.org/kontakt"
datenbereitsteller = "beispielportal"
turnus = "halbjährlich"
verfuegbarkeit = "mittelfristig"
veroeffentlicht_am = "31.01.2022"
"""
"""All that a city can fill in; nothing of it is any city's."""


def cells(content: bytes) -> list[list[str]]:
    """The records of a CSV, header first."""
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""), delimiter=";", strict=True))


def typed(content: bytes, table: str) -> list[Row]:
    """The rows of a CSV as the contract types them."""
    export = export_of(table)
    head, *records = cells(content)
    assert head == list(header(export).values())
    return [
        export.model_validate({name: cell or None for name, cell in zip(head, record, strict=True)}).model_dump()
        for record in records
    ]


def written(folder: Path) -> dict[str, list[Row]]:
    """The rows of each file that was written, by table."""
    files = {export.table: folder / export.file for export in EXPORTS}
    return {table: typed(path.read_bytes(), table) for table, path in files.items() if path.is_file()}


def public(books: Books) -> dict[str, list[Row]]:
    """The public rows of deliveries, by table, in the order of dates and keys; no table without rows."""
    rows: dict[str, list[Row]] = {"measures": [], "costs": [], "broadband": []}
    seen: set[str] = set()
    for _, tables in sorted(books.items()):
        if "measures" in tables:
            seen = {row["measure_id"] for row in tables["measures"] if row["is_public"]}
        rows["measures"] += _ordered("measures", [row for row in tables.get("measures", ()) if row["is_public"]])
        rows["costs"] += _ordered("costs", [row for row in tables.get("costs", ()) if row["measure_id"] in seen])
    rows["broadband"] = _newest(books)
    return {table: found for table, found in rows.items() if found}


def _newest(books: Books) -> list[Row]:
    """Of each key the row of the last delivery, in the order of deliveries."""
    last = {_key("broadband", row): day for day in sorted(books) for row in books[day].get("broadband", ())}
    return [
        row
        for day in sorted(books)
        for row in _ordered("broadband", books[day].get("broadband", []))
        if last[_key("broadband", row)] == day
    ]


def _ordered(table: str, rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: _key(table, row))


def _key(table: str, row: Row) -> tuple[object, ...]:
    return tuple(row[name] for name in export_of(table).key)


def delivered_again(folder: Path, exports: Path) -> None:
    """The files as deliveries: each row in the folder of the day that it speaks of, its line as it was written."""
    for export in EXPORTS:
        if not (folder / export.file).is_file():
            continue
        head, *lines = records((folder / export.file).read_bytes())
        for day, same in itertools.groupby(sorted(lines, key=lambda line: _day(line)), key=_day):
            (exports / day.isoformat()).mkdir(parents=True, exist_ok=True)
            (exports / day.isoformat() / export.file).write_bytes(b"".join([head, *same]))


def records(content: bytes) -> list[bytes]:
    """The bytes of each record; a line end within quotes ends none."""
    found, open_record = [], b""
    for line in content.split(b"\r\n")[:-1]:
        open_record += line + b"\r\n"
        if open_record.count(b'"') % 2 == 0:
            found.append(open_record)
            open_record = b""
    assert not open_record and content.endswith(b"\r\n")
    return found


def _day(line: bytes) -> dt.date:
    return dt.datetime.strptime(line[:10].decode(), "%d.%m.%Y").date()
