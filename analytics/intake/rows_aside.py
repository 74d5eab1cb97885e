"""How a file of rows set aside is told from an export: its columns `Zeile (1f3ab2c4)` and `Grund (beiseitegelegt)`.

The first names the line of each row, in its head the file that they are from. Such a file is never a whole export:
in the place of one it would replace a book by a few rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analytics.errors import FileRefused
from analytics.intake.header import normal
from analytics.intake.layout import Layout

LINE, REASON = "Zeile", "Grund (beiseitegelegt)"
FINGERPRINT = 8
"""So many hex digits of a file's sha256 name it."""
_MARKED = re.compile(f"{normal(LINE)} ?[(]([0-9a-f]{{{FINGERPRINT}}})[)]")
_UNMERGED = (
    "Das sind beiseitegelegte Zeilen und kein ganzer Export: bitte mit der Kopfzeile ablegen, mit der sie "
    "heruntergeladen wurden; ist es doch ein ganzer Export, bitte ohne die Spalte „{name}“ liefern."
)


def line_head(fingerprint: str) -> str:
    """The head of the column that names the line in the file with this fingerprint."""
    return f"{LINE} ({fingerprint})"


def base_named(name: str) -> str | None:
    """The fingerprint that a header name carries, None where it is no such column."""
    found = _MARKED.fullmatch(normal(name))
    return found[1] if found else None


def is_marked(names: Sequence[str]) -> bool:
    """True for the header of a file of rows set aside."""
    return any(base_named(name) or normal(name) == normal(REASON) for name in names)


def refuse_rows_aside(layout: Layout) -> None:
    """FileRefused for what was not put into the file that it is from."""
    for name in layout.header.names:
        if is_marked([name]):
            raise FileRefused(_UNMERGED.format(name=name))
