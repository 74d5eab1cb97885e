"""What is said when a published state is there but cannot be read, and what sets it right."""

from __future__ import annotations

import os
from pathlib import Path

from analytics.errors import StoreUnreadable

_END_OF_PARQUET = b"PAR1"


def no_pointer(reason: object) -> StoreUnreadable:
    """CURRENT names nothing that was published."""
    sentence = "Die Datei CURRENT nennt keinen Datenstand, den es gibt: bitte eine Kennung aus snapshots/ eintragen."
    return StoreUnreadable(sentence, reason)


def damaged_manifest(snapshot_id: str, reason: object) -> StoreUnreadable:
    """The list of what belongs to a snapshot; without it nothing can be published on top of that state either."""
    sentence = (
        f"Das Verzeichnis des Datenstands „{snapshot_id}“ (in snapshots/) ist beschädigt: bitte aus der Sicherung "
        "zurückholen oder alle Lieferungen mit „python -m analytics publish --store ORDNER“ in einen neuen Ordner "
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


def expect_end(path: Path) -> None:
    """OSError or ValueError unless the Parquet file is there and not cut off; reads four bytes."""
    with path.open("rb") as file:
        file.seek(-len(_END_OF_PARQUET), os.SEEK_END)
        if file.read() != _END_OF_PARQUET:
            raise ValueError(f"{path} is cut off")
