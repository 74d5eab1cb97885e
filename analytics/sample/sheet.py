"""Typed values to the text of a delivery: the canonical dialect of the contract."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from decimal import Decimal

from analytics.contract import Row, header

Value = str | int | bool | Decimal | dt.date | None
Record = dict[str, Value]


def cell(value: Value) -> str:
    """One value as the contract writes it: TT.MM.JJJJ, decimal comma, ja/nein."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, dt.date):
        return f"{value:%d.%m.%Y}"
    return str(value).replace(".", ",") if isinstance(value, Decimal) else str(value)


def line(export: type[Row], record: Record) -> list[str]:
    """The cells of one record in contract order; a name the contract does not know raises."""
    if unknown := record.keys() - header(export).keys():
        raise KeyError(f"{export.file}: {', '.join(sorted(unknown))}")
    return [cell(record.get(name)) for name in header(export)]


def sheet(export: type[Row], lines: Iterable[list[str]]) -> str:
    """The whole file: header, records, CRLF, quotes only where needed."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header(export).values())
    writer.writerows(lines)
    return text.getvalue()
