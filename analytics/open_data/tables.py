"""The public rows of a snapshot as CSV in the dialect of deliveries, written in batches as DuckDB hands them out.

UTF-8, `;`, `"` where needed, decimal comma, TT.MM.JJJJ, German headers, CRLF, empty = no value. It is for machines:
text that a spreadsheet would compute stays as it is, so that the files can be delivered again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import pyarrow as pa
import pyarrow.compute as pc

from analytics.contract import Row, header
from analytics.engine import Engine

QUOTED = '[;"\r\n]'
"""A cell that holds one of these stands in quotes."""


@dataclass(frozen=True)
class TableFile:
    """A CSV as written: `first` and `last` are days that its rows speak of, `sources` what they name as Quelle."""

    contract: type[Row]
    rows: int
    size: int
    sha256: str
    first: dt.date
    last: dt.date
    sources: tuple[str, ...]

    @property
    def path(self) -> str:
        """The name of the file."""
        return self.contract.file

    @property
    def name(self) -> str:
        """The name of the file without its ending."""
        return Path(self.path).stem


@dataclass
class _Measured:
    """A file that is written to, and what is known of it afterwards."""

    file: IO[bytes]
    size: int = 0
    rows: int = 0
    days: set[dt.date] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._hash = hashlib.sha256()

    def write(self, content: bytes) -> None:
        self.file.write(content)
        self._hash.update(content)
        self.size += len(content)

    def add(self, batch: pa.RecordBatch) -> None:
        self.write(lines(batch))
        self.rows += batch.num_rows
        bounds = pc.min_max(batch["as_of"]).as_py()
        self.days |= {bounds["min"], bounds["max"]}
        if "source" in batch.schema.names:
            self.sources |= set(pc.unique(batch["source"]).to_pylist())

    def told(self, contract: type[Row]) -> TableFile:
        days, sources = self.days, tuple(sorted(self.sources))
        return TableFile(contract, self.rows, self.size, self._hash.hexdigest(), min(days), max(days), sources)


def batches(engine: Engine, contract: type[Row]) -> Iterator[pa.RecordBatch]:
    """The rows of an export that the viewer sees, of every reporting date, in the order of dates and keys."""
    for delivery in engine.reporting_dates(contract.table):
        for batch in engine.batches(f"open_data/{contract.table}", delivery=delivery):
            if batch.num_rows:
                yield batch


def write(contract: type[Row], rows: Iterator[pa.RecordBatch], file: IO[bytes]) -> TableFile:
    """Write the batches, of which there must be one, as a CSV with its header."""
    measured = _Measured(file)
    measured.write((";".join(header(contract).values()) + "\r\n").encode())
    for batch in rows:
        measured.add(batch)
    return measured.told(contract)


def peeked(rows: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch] | None:
    """The same batches, None where there are none: a header without rows is no delivery."""
    first = next(rows, None)
    return None if first is None else itertools.chain([first], rows)


def lines(batch: pa.RecordBatch) -> bytes:
    """The rows of a batch as lines of a CSV, each with its end."""
    cells = [_cell(column) for column in batch.columns]
    texts = pc.binary_join_element_wise(*cells, ";", null_handling="replace", null_replacement="")
    return ("\r\n".join(texts.to_pylist()) + "\r\n").encode()


def _cell(column: pa.Array) -> pa.Array:
    """The cells as the contract writes them; a DECIMAL with all its places, so that no comma reads as thousands."""
    kind = column.type
    if pa.types.is_date(kind):
        return pc.strftime(column, format="%d.%m.%Y")
    if pa.types.is_boolean(kind):
        return pc.if_else(column, "ja", "nein")
    if pa.types.is_list(kind):
        return pc.binary_join(column, "|")
    text = column.cast(pa.string())
    if pa.types.is_decimal(kind):
        return pc.replace_substring(text, ".", ",")
    return text if pa.types.is_integer(kind) else _quoted(text)


def _quoted(text: pa.Array) -> pa.Array:
    if not pc.any(pc.match_substring_regex(text, QUOTED)).as_py():
        return text
    doubled = pc.replace_substring(text, '"', '""')
    quoted = pc.binary_join_element_wise('"', doubled, '"', "")
    return pc.if_else(pc.match_substring_regex(text, QUOTED), quoted, text)
