"""What the figures of broadband speak of: a technology, a speed class, a user group; and which of them can be asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from analytics import formats

TECHNOLOGIES = {
    "FTTB/H": "Glasfaser",
    "HFC": "Kabel",
    "DSL": "DSL",
    "alle": "alle Techniken",
    "leitungsgebunden": "alle Leitungen",
    "drahtlos": "Funk",
}
"""Each technology of the contract in the words of readers, in the order in which it is offered."""
USER_GROUPS = ("Privathaushalte", "Unternehmen", "Gewerbegebiete", "Schulen", "Städtische Gebäude")
GIGABIT = 1000
WITH_SPEED = ("FTTB/H", "HFC", "DSL")
"""Technologies whose noun does not tell the speed."""


class Choice(NamedTuple):
    """Which shares are shown."""

    technology: str = "FTTB/H"
    min_mbits: int = GIGABIT
    user_group: str = "Privathaushalte"

    @property
    def speed(self) -> str:
        """1.000 Mbit/s"""
        return speed_words(self.min_mbits)

    @property
    def noun(self) -> str:
        """What an area has: Glasfaser, Gigabit, Internet ab 50 Mbit/s per Funk."""
        internet = f"Internet ab {self.speed}"
        nouns = {
            "HFC": "Kabelinternet",
            "alle": "Gigabit" if self.min_mbits == GIGABIT else internet,
            "leitungsgebunden": f"{internet} per Leitung",
            "drahtlos": f"{internet} per Funk",
        }
        return nouns.get(self.technology, TECHNOLOGIES[self.technology])

    @property
    def words(self) -> str:
        """The noun with its speed class, where the noun does not tell it."""
        return f"{self.noun} ab {self.speed}" if self.technology in WITH_SPEED else self.noun

    @property
    def who(self) -> str:
        """Privathaushalte, städtische Gebäude"""
        return "städtische Gebäude" if self.user_group == "Städtische Gebäude" else self.user_group

    @property
    def users(self) -> str:
        """der Privathaushalte, der städtischen Gebäude"""
        return "der städtischen Gebäude" if self.user_group == "Städtische Gebäude" else f"der {self.user_group}"

    def rows(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of a frame that are about this."""
        alike = (frame["technology"] == self.technology) & (frame["user_group"] == self.user_group)
        return frame[alike & (frame["min_mbits"] == self.min_mbits)]


def speed_words(min_mbits: int) -> str:
    """1.000 Mbit/s"""
    return formats.unit(formats.number(min_mbits), "Mbit/s")


def city_word(city: str) -> str:
    """Landeshauptstadt Hannover → Hannover, as a question says it."""
    return re.sub(r"^.*stadt\s+", "", city, flags=re.IGNORECASE)


def user_groups(frame: pd.DataFrame) -> tuple[str, ...]:
    """The user groups that have a value anywhere."""
    return _in_order(USER_GROUPS, _valued(frame)["user_group"])


def technologies(frame: pd.DataFrame, user_group: str) -> tuple[str, ...]:
    """The technologies that have a value for a user group."""
    rows = _valued(frame)
    return _in_order(TECHNOLOGIES, rows[rows["user_group"] == user_group]["technology"])


def speeds(frame: pd.DataFrame, user_group: str, technology: str, city: str) -> tuple[int, ...]:
    """The speed classes that districts report for them, else those of the city, which are many more."""
    rows = _valued(frame)
    rows = rows[(rows["user_group"] == user_group) & (rows["technology"] == technology)]
    districts = rows[rows["area_id"] != city]
    found = rows if districts.empty else districts
    return tuple(sorted({int(speed) for speed in found["min_mbits"]}))


def _valued(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["coverage_pct"].notna()]


def _in_order(order: Iterable[str], found: Iterable[str]) -> tuple[str, ...]:
    occurring = set(found)
    return tuple(value for value in order if value in occurring)
