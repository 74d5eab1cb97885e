"""Deliberate mistakes in a few records, so that the data quality page has something to show."""

from __future__ import annotations

import datetime as dt
from typing import Any

from analytics.contract import Row, header
from analytics.sample.content import toml


def with_defects(export: type[Row], day: dt.date, lines: list[list[str]]) -> list[list[str]]:
    """The lines with the defective records of this delivery behind the rows they copy."""
    lines = list(lines)
    for defect in toml("defects.toml")["defect"]:
        if defect["delivery"] == day and defect["table"] == export.table:
            found = _find(export, lines, defect["like"])
            lines[found if defect.get("instead") else found + 1 : found + 1] = [_broken(export, lines[found], defect)]
    return lines


def _find(export: type[Row], lines: list[list[str]], like: dict[str, str]) -> int:
    """The first line whose cells have the given values; none raises, because then the defect would be missing."""
    place = {name: index for index, name in enumerate(header(export))}
    return next(
        number
        for number, cells in enumerate(lines)
        if len(cells) == len(place) and all(cells[place[name]] == text for name, text in like.items())
    )


def _broken(export: type[Row], cells: list[str], defect: dict[str, Any]) -> list[str]:
    changed: dict[str, str] = defect["set"]
    broken = [changed.get(name, cell) for name, cell in zip(header(export), cells, strict=True)]
    return broken[: defect.get("keep_cells")]
