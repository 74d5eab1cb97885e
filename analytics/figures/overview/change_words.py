"""What is said of Maßnahmen that have changed: of one, and of several."""

from __future__ import annotations

Words = tuple[str, str]
"""What is said of one Maßnahme, and of several."""
STATUSES: dict[str, Words] = {
    "abgeschlossen": ("Maßnahme ist abgeschlossen", "Maßnahmen sind abgeschlossen"),
    "eingestellt": ("Maßnahme ist eingestellt", "Maßnahmen sind eingestellt"),
    "zurückgestellt": ("Maßnahme ist zurückgestellt", "Maßnahmen sind zurückgestellt"),
    "neu in Umsetzung": ("Maßnahme ist neu in Umsetzung", "Maßnahmen sind neu in Umsetzung"),
    "wieder in Umsetzung": ("Maßnahme ist wieder in Umsetzung", "Maßnahmen sind wieder in Umsetzung"),
    "geplant": ("Maßnahme ist wieder geplant", "Maßnahmen sind wieder geplant"),
}
YEARS = " in allen Haushaltsjahren zusammen, neu geplante Jahre eingerechnet"
DECISION = (
    ("Maßnahme braucht neu eine Entscheidung", "Maßnahmen brauchen neu eine Entscheidung"),
    ("Entscheidung steht nicht mehr an", "Entscheidungen stehen nicht mehr an"),
)
RED = (
    ("Maßnahme ist neu kritisch", "Maßnahmen sind neu kritisch"),
    ("Maßnahme ist nicht mehr kritisch", "Maßnahmen sind nicht mehr kritisch"),
)
LATE = (
    ("offene Maßnahme ist neu verspätet", "offene Maßnahmen sind neu verspätet"),
    ("Maßnahme ist nicht mehr verspätet", "Maßnahmen sind nicht mehr verspätet"),
)
SOONER_LATER = (
    ("Maßnahme endet später", "Maßnahmen enden später"),
    ("Maßnahme endet früher", "Maßnahmen enden früher"),
)
WORSE_BETTER = (
    ("Ampel ist schlechter gemeldet", "Ampeln sind schlechter gemeldet"),
    ("Ampel ist besser gemeldet", "Ampeln sind besser gemeldet"),
)
RATED = ("Maßnahme ist erstmals bewertet", "Maßnahmen sind erstmals bewertet")
UNRATED = ("Maßnahme ist nicht mehr bewertet", "Maßnahmen sind nicht mehr bewertet")
REBASELINED = ("Fortschreibung des Plans", "Fortschreibungen von Plänen")
STOCK: dict[str, Words] = {
    "neu": ("Maßnahme ist neu dabei", "Maßnahmen sind neu dabei"),
    "entfallen": ("Maßnahme ist nicht mehr dabei", "Maßnahmen sind nicht mehr dabei"),
}
