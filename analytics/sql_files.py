"""The SQL of the product as it lies under sql/: Python chooses a file by name."""

from __future__ import annotations

import functools
import re
from pathlib import Path

SQL = Path(__file__).parent / "sql"


@functools.cache
def sql(name: str) -> str:
    """The text of sql/<name>.sql; KeyError for a name that is none."""
    if not re.fullmatch("[a-z_]+(/[a-z_]+)?", name):
        raise KeyError(name)
    return (SQL / f"{name}.sql").read_text("utf-8")


def statements(name: str) -> list[str]:
    """What a file holds, one statement after the other."""
    return [statement for statement in re.split(r";\s*\n", sql(name)) if statement.strip()]
