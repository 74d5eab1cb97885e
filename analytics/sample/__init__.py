"""The sample deliveries, made by one seeded generator: every clone holds the same bytes. Hand-made content is data."""

from __future__ import annotations

from pathlib import Path

from analytics.contract import EXPORTS
from analytics.sample.broadband import broadband
from analytics.sample.content import DELIVERIES, HERE
from analytics.sample.costs import costs
from analytics.sample.defects import with_defects
from analytics.sample.measures import measures
from analytics.sample.sheet import sheet

MARKER = "BEISPIELDATEN.md"
BUILDERS = {"measures": measures, "costs": costs, "broadband": broadband}


def write(folder: Path) -> None:
    """Write all deliveries and the marker that labels them as Beispieldaten into the folder."""
    for day in DELIVERIES:
        target = folder / day.isoformat()
        target.mkdir(parents=True, exist_ok=True)
        for export in EXPORTS:
            lines = with_defects(export, day, BUILDERS[export.table](day))
            (target / export.file).write_bytes(sheet(export, lines).encode("utf-8"))
    (folder / MARKER).write_bytes((HERE / MARKER).read_bytes())
