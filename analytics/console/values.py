"""What the child sent as a table that can be shown: plain columns, days and times that Python has, the rest as text.

HUGEINT comes as DECIMAL(38, 0). Lists, structs, maps, intervals, bytes, UUIDs and times of a zone are text already, as
DuckDB writes them. A column of times that are all midnight is one of days; one with a day before the year 1, after
9999 or without end (DuckDB's `infinity`) is text. NaN and infinite numbers stay numbers.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

FIRST_DAY, LAST_DAY = -719_162, 2_932_896
"""1 January of the year 1 and 31 December 9999, in days since 1970."""
DAY = 86_400_000_000
"""Microseconds."""
ENDLESS = {"date32[day]": 2**31 - 1, "timestamp[us]": 2**63 - 1}
"""What `infinity` is stored as; below zero for the other end."""


def table_of(stream: pa.Buffer) -> pa.Table:
    """The table of a stream; pa.ArrowInvalid when it is none."""
    found = pa.ipc.open_stream(stream).read_all()
    found.validate()
    columns = [_plain(column) for column in found.columns]
    return pa.table(columns, names=found.column_names)


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_date32(column.type):
        return column if _lie_within(column.cast(pa.int32()), 1) else _texts(column)
    if pa.types.is_timestamp(column.type):
        return _times(column)
    if not pa.types.is_decimal(column.type):
        column.validate(full=True)
    return column


def _times(column: pa.ChunkedArray) -> pa.ChunkedArray:
    moments = column.cast(pa.int64())
    if not _lie_within(moments, DAY):
        return _texts(column)
    days = pc.divide(moments, DAY)
    if pc.all(pc.equal(pc.multiply(days, DAY), moments)).as_py():
        return column.cast(pa.date32())
    return pc.replace_substring_regex(pc.strftime(column, "%Y-%m-%d %H:%M:%S"), r"\.0+$", "")


def _lie_within(numbers: pa.ChunkedArray, per_day: int) -> bool:
    """Whether Python has a date for each of them."""
    ends = pc.min_max(numbers)
    low, high = ends["min"].as_py(), ends["max"].as_py()
    return low is None or (low >= FIRST_DAY * per_day and high < (LAST_DAY + 1) * per_day)


def _texts(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Each day or time as text, the endless ones as a word."""
    endless = ENDLESS[str(column.type)]
    numbers = column.cast(pa.int32() if endless < 2**31 else pa.int64())
    texts = pc.if_else(pc.less(pc.abs(numbers), endless), column, None).cast(pa.string())
    words = pc.if_else(
        pc.equal(numbers, endless), "unendlich", pc.if_else(pc.equal(numbers, -endless), "−unendlich", None)
    )
    return pc.coalesce(texts, words)
