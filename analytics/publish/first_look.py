"""A first look at delivered files, before they are checked: which day they name, and which profiles could read them.

Both are asked first, because a wrong day or profile makes an error of every row.
"""

from __future__ import annotations

import datetime as dt
import tempfile
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from analytics.cells import clean
from analytics.errors import FileRefused
from analytics.findings import DeliveredFile
from analytics.intake.delivery import delivered_files
from analytics.intake.header import normal
from analytics.intake.layout import Layout
from analytics.intake.plain_text import BLOCK, PlainText
from analytics.intake.profiles import Profile, SeveralProfilesFit
from analytics.intake.recognise import recognised
from analytics.intake.rows_aside import is_marked
from analytics.publish.as_delivered import records

MOST_LINES = 200
"""Lines below the header that are looked at."""


@dataclass(frozen=True)
class FirstLook:
    """What the start of a file says: `table` is the export it holds, `day` the latest Stichtag (Stand) in it.

    `names_one_day`: no record names another day, and most name that one. `fitting`: the profiles that somebody has to
    choose from.
    """

    file: str
    table: str | None = None
    day: dt.date | None = None
    names_one_day: bool = False
    fitting: tuple[Profile, ...] = ()
    names: tuple[str, ...] = ()


def first_look(folder: Path) -> tuple[FirstLook, ...]:
    """Each file of a delivery folder; what cannot be read says nothing here, but when it is checked."""
    with tempfile.TemporaryDirectory(prefix="digitalbilanz-") as workdir:
        return tuple(_looked_at(source, Path(workdir)) for source in delivered_files([folder]))


def other_day(looks: Sequence[FirstLook], day: dt.date) -> dt.date | None:
    """The one other Stichtag that all files name; None where they name this one, none, or several.

    A Stand of broadband may lie before the Stichtag, so only a later one says anything.
    """
    telling = [look for look in looks if look.day and (look.table != "broadband" or look.day > day)]
    days = {look.day for look in telling}
    named = days.pop() if len(days) == 1 and all(look.names_one_day for look in telling) else day
    return None if named == day else named


def unclear(looks: Sequence[FirstLook]) -> tuple[FirstLook, ...]:
    """The files that two profiles fit; a correction is read as the file that it is from, where that is there."""
    bases = [set(look.names) for look in looks if look.names and not is_marked(look.names)]
    return tuple(look for look in looks if look.fitting and not (is_marked(look.names) and _is_from(look, bases)))


def _is_from(look: FirstLook, bases: Iterable[set[str]]) -> bool:
    return any(base <= set(look.names) for base in bases)


def _looked_at(source: DeliveredFile, workdir: Path) -> FirstLook:
    name = source.path.name
    try:
        text, layout = recognised(_start_of(source, workdir), workdir)
    except SeveralProfilesFit as choice:
        return FirstLook(name, fitting=choice.fitting, names=_compared(choice.names))
    except (FileRefused, OSError):
        return FirstLook(name)
    days = [*_days(text, layout)]
    known = [day for day in days if day]
    one = 2 * len(known) >= len(days) and len(set(known)) == 1  # a slip of the pen says nothing against it
    return FirstLook(name, layout.row.table, max(known, default=None), one, names=_compared(layout.header.names))


def _start_of(source: DeliveredFile, workdir: Path) -> DeliveredFile:
    """The whole lines of the first megabyte, where they can be told: the rest says the same, and takes long."""
    with source.path.open("rb") as file:
        block = file.read(BLOCK)
    if len(block) < BLOCK or block.startswith(b"PK") or b"\0" in block:
        return source
    start = workdir / f"{uuid.uuid4().hex}.csv"
    start.write_bytes(block[: block.rfind(b"\n") + 1])
    return replace(source, path=start)


def _days(text: PlainText, layout: Layout) -> Iterator[dt.date | None]:
    """The day that each of the first records names; None where it is not readable."""
    column, below = layout.mapping.straight.get("as_of"), layout.header
    if column is None:
        return
    first = (below.last_line if text.numbered else below.skip) + 1
    for _, cells in islice(records(text, below, range(first, first + MOST_LINES)), MOST_LINES):
        if len(cells) == layout.width and (cell := clean(cells[column])):
            yield _day(cell)


def _day(text: str) -> dt.date | None:
    for form in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return dt.datetime.strptime(text.split("T")[0].split()[0], form).date()
        except ValueError:
            continue
    return None


def _compared(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(normal, names))
