"""The bytes of a draft, and the physical line of every record, counted here and never asked of the product."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.polluter.draft import Dialect, Draft


@dataclass(frozen=True)
class Written:
    """The bytes of a file, the physical line of its header and of each of its records, and how many lines it has."""

    content: bytes
    header_line: int
    lines: tuple[int, ...]
    height: int


def written(made: Draft) -> Written:
    """The file of a draft."""
    dialect = made.dialect
    pieces = [*made.top, dialect.line(made.names), *(record.text(dialect) for record in made.records)]
    if made.content is not None:  # a workbook: a row is a line
        return Written(made.content, len(made.top) + 1, tuple(range(len(made.top) + 2, len(pieces) + 1)), len(pieces))
    ended = list(_ended(pieces, dialect, is_open=made.is_open))
    starts = [1 + "".join(ended[:index]).count("\n") for index in range(len(ended))]
    text = "".join(ended)
    height = text.count("\n") + (not text.endswith("\n"))
    content = dialect.spoil(dialect.encode(text))
    return Written(content, starts[len(made.top)], tuple(starts[len(made.top) + 1 :]), height)


def _ended(pieces: list[str], dialect: Dialect, *, is_open: bool) -> Iterator[str]:
    for number, piece in enumerate(pieces, 1):
        has_end = not is_open or number < len(pieces)
        yield piece + (dialect.ends[number % len(dialect.ends)] if has_end else "")
