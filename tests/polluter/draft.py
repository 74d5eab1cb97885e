"""A file on its way: clean rows, how they are written, and what must come of every record.

A way of pollution changes a `Draft` and says at once what that has to lead to (`writing` makes the bytes).
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from tests.dirty_files import Text
from tests.plain_intake import BLANK
from tests.polluter.clean import DELIVERY, FIELDS, HEADERS, clean_rows, values
from tests.polluter.families import Family

ANY = "*"
"""Among the columns of errors: at least one error on this line, in whatever column."""


@dataclass(frozen=True)
class Dialect:
    """How cells become bytes. `last_end` = the last line is ended, too; `spoil` changes the bytes at the very end."""

    delimiter: str = ";"
    ends: tuple[str, ...] = ("\n",)
    quote_all: bool = False
    last_end: bool = True
    encode: Callable[[str], bytes] = str.encode
    spoil: Callable[[bytes], bytes] = bytes

    def line(self, cells: list[str]) -> str:
        """A record without its line end."""
        return self.delimiter.join(map(self.cell, cells))

    def cell(self, text: str) -> str:
        """A cell, quoted where it has to be."""
        needed = any(sign in text for sign in (self.delimiter, '"', "\n", "\r"))
        return '"' + text.replace('"', '""') + '"' if needed or self.quote_all else text


@dataclass
class Record:
    """One record: its cells, or a function that writes it, and the numbers of the clean rows it stands for.

    `errors` are the columns that an error must name (None = the record as a whole): then nothing of it is kept.
    `reads_as` holds what is knowingly read otherwise; the warning that it needs is that of a last line without end.
    `lost`: columns of a wide record whose row is set aside alone -> the column that the error names. `is_nothing`:
    delimiters without any cell between them, which count as a blank line.
    """

    cells: list[str] | Callable[[Dialect], str]
    rows: tuple[int, ...] = ()
    errors: tuple[str | None, ...] = ()
    reads_as: Text = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)
    is_nothing: bool = False

    @property
    def is_blank(self) -> bool:
        return self.is_nothing or self.cells == []

    def text(self, dialect: Dialect) -> str:
        return dialect.line(self.cells) if isinstance(self.cells, list) else self.cells(dialect)


@dataclass
class Draft:
    """A file of one export. `fields` names the field of each column ("" = none), `names` the header as it is written.

    `refused`: words of the sentence with which the whole file must be refused, None where it must be read.
    `extra`: columns that a warning must name. `top`: lines above the header. `family`: None for the export itself.
    `is_open_to`: refused, or read with each row as it must be or set aside; either is right, silence is not.
    `elsewhere`: a word that the refusal or a finding must hold, because rows stand where no line can be named.
    """

    table: str
    clean: list[Text]
    fields: list[str]
    names: list[str]
    records: list[Record]
    top: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    dialect: Dialect = Dialect()
    refused: tuple[str, ...] | None = None
    content: bytes | None = None
    suffix: str = ".csv"
    family: Family | None = None
    is_open_to: bool = False
    elsewhere: str = ""

    def index(self, name: str) -> int:
        """The column of a field."""
        return self.fields.index(name)

    def cells(self, row: int) -> list[str]:
        """The cells of the record of a clean row."""
        found = next(record.cells for record in self.records if record.rows == (row,))
        assert isinstance(found, list)
        return found

    def record(self, row: int) -> Record:
        return next(record for record in self.records if record.rows == (row,))

    @property
    def is_open(self) -> bool:
        """True where the last line has no end; a blank one without end is no line at all."""
        return not (self.dialect.last_end or self.records[-1].cells == [])

    def rows(self, number: int, otherwise: Text | None = None) -> list[dict[str, Any]]:
        """What a clean row must become in the Parquet file: its columns there, one row or several."""
        if self.family is None:
            return [values(self.table, self.clean[number] | (otherwise or {}))]
        return self.family.rows(number, self.fields)

    @property
    def day(self) -> dt.date:
        """The date of the folder."""
        return self.family.day if self.family else DELIVERY

    @property
    def per_record(self) -> int:
        """Rows that a record yields, those left out counted."""
        return self.family.per_record if self.family else 1

    def put(self, row: int, name: str, cell: str, *, error: bool = False) -> None:
        """Write something else into a cell; with `error` the row must be set aside for it."""
        self.cells(row)[self.index(name)] = cell
        if error:
            self.record(row).errors += (name,)

    def clean_put(self, row: int, name: str, text: str) -> None:
        """Another text from the start: file and clean table hold it both."""
        self.clean[row][name] = text
        self.put(row, name, text)

    def respell(self, name: str, spelled: Callable[[str], str]) -> None:
        """Write every given cell of a column in another way."""
        for row, clean in enumerate(self.clean):
            if clean[name]:
                self.put(row, name, spelled(clean[name]))

    def everywhere(self, spelled: Callable[[str], str]) -> None:
        """Write all cells and the header in another way."""
        self.names = list(map(spelled, self.names))
        for row in range(len(self.clean)):
            cells = self.cells(row)
            cells[:] = map(spelled, cells)

    def refuse(self, *words: str) -> None:
        self.refused = words

    def write(self, **changes: object) -> None:
        """Change the dialect."""
        self.dialect = replace(self.dialect, **changes)  # type: ignore[arg-type]

    def add_column(self, name: str, cell: str, place: int | None = None) -> None:
        """A column more, with the same cell in every row."""
        place = len(self.names) if place is None else place
        self.names.insert(place, name)
        self.fields.insert(place, "")
        for row in range(len(self.clean)):
            self.cells(row).insert(place, cell)

    def arrange(self, order: list[int]) -> None:
        """The columns in this order; one that is not named is gone."""
        self.names, self.fields = ([kept[index] for index in order] for kept in (self.names, self.fields))
        for row in range(len(self.clean)):
            cells = self.cells(row)
            cells[:] = [cells[index] for index in order]

    def shown(self, name: str | None) -> str | None:
        """A field as findings name its column: the header of the file, white space collapsed."""
        if name in (None, ANY) or name not in self.fields:
            return name
        return said(self.names[self.index(name)])


def said(name: str) -> str:
    """A header name as findings say it: trimmed, white space collapsed."""
    blanks = str.maketrans(dict.fromkeys(BLANK, " "))
    return " ".join(unicodedata.normalize("NFC", name).translate(blanks).split())


def foreign(family: Family) -> Draft:
    """A clean file of another source; its columns are the fields."""
    names = list(family.names)
    clean = [dict(cells) for cells in family.records]
    records = [Record([cells[name] for name in names], (number,)) for number, cells in enumerate(clean)]
    return Draft(family.table, clean, list(names), names, records, family=family)


def draft(table: str, *, rich: bool = False) -> Draft:
    """A clean file."""
    rows = clean_rows(table, rich=rich)
    fields = list(FIELDS[table])
    records = [Record([row[name] for name in fields], (number,)) for number, row in enumerate(rows)]
    return Draft(table, rows, fields, [HEADERS[table][name] for name in fields], records)
