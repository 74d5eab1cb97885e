"""What is said when a published state is there but cannot be read, and what sets it right."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from analytics.errors import StoreUnreadable


def no_pointer(reason: object) -> StoreUnreadable:
    """CURRENT names nothing that was published."""
    sentence = (
        "Die Datei CURRENT nennt keinen Datenstand, den es gibt: bitte mit „python -m analytics history“ eine Kennung "
        "wählen und sie mit „python -m analytics back KENNUNG“ zum aktuellen Datenstand machen."
    )
    return StoreUnreadable(sentence, reason)


def damaged_manifest(snapshot_id: str, reason: object) -> StoreUnreadable:
    """The list of what belongs to a snapshot; without it nothing can be published on top of that state either."""
    sentence = (
        f"Das Verzeichnis des Datenstands „{snapshot_id}“ (in snapshots/) ist beschädigt: bitte aus der Sicherung "
        "zurückholen, mit „python -m analytics back KENNUNG“ zu einem früheren zurückkehren "
        "oder alle Lieferungen mit „python -m analytics publish --store ORDNER“ in einen neuen Ordner "
        "veröffentlichen."
    )
    return StoreUnreadable(sentence, reason)


def damaged_objects(snapshot_id: str, reason: object) -> StoreUnreadable:
    """Rows or findings; objects are named after their content, so publishing the same deliveries puts them back."""
    sentence = (
        f"Vom Datenstand „{snapshot_id}“ fehlen Daten oder sind beschädigt: bitte dieselben Lieferungen mit "
        "„python -m analytics publish“ noch einmal veröffentlichen."
    )
    return StoreUnreadable(sentence, reason)


def is_whole(path: Path) -> bool:
    """Whether an object is there with the content it is named after; each state of a file is read once."""
    try:
        found = path.stat()
        return _digest(path, found.st_mtime_ns, found.st_size) == path.stem
    except OSError:
        return False


@functools.lru_cache(maxsize=4096)
def _digest(path: Path, _changed_ns: int, _size: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
