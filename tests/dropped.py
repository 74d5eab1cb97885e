"""Files as somebody drops them: laid into the folder of one reporting date."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path


def delivery(folder: Path, day: dt.date, files: dict[str, bytes]) -> Path:
    """A folder of deliveries that holds these files and nothing else."""
    place = folder / "new" / day.isoformat()
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    for name, content in files.items():
        (place / name).write_bytes(content)
    return place.parent
