"""What broadband is told about: whom it serves and by which technology; for the contract and for the city's targets."""

from __future__ import annotations

from typing import Literal

UserGroup = Literal["Privathaushalte", "Unternehmen", "Gewerbegebiete", "Schulen", "Städtische Gebäude"]
Technology = Literal["alle", "leitungsgebunden", "FTTB/H", "HFC", "DSL", "drahtlos"]
