"""Where things lie and who is looking: read once from the environment, with defaults that fit a fresh clone."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Folders and start-up choices of one installation."""

    reference: Path
    profiles: Path
    views: Path
    exports: Path
    store: Path
    role: str

    @classmethod
    def from_env(cls) -> Settings:
        """Read the DIGITALBILANZ_* variables; each default is the folder of that name under data/."""

        def folder(name: str) -> Path:
            return Path(os.environ.get(f"DIGITALBILANZ_{name.upper()}") or ROOT / "data" / name)

        return cls(
            reference=folder("reference"),
            profiles=folder("profiles"),
            views=folder("views"),
            exports=folder("exports"),
            store=folder("store"),
            role=os.environ.get("DIGITALBILANZ_ROLE") or "leitung",
        )
