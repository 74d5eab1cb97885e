"""What is offered as open data: the files of a snapshot and the words that both its descriptions use."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from analytics import formats, legal
from analytics.open_data.city_facts import SECTION, Facts
from analytics.open_data.tables import TableFile
from analytics.reference import reference

SAMPLE = "Beispieldaten"
TITLES = {"measures": "Maßnahmen", "costs": "Kosten", "broadband": "Breitbandversorgung"}
KEYWORDS = {
    "measures": ("Maßnahmen", "Projektstand", "Verwaltung"),
    "costs": ("Haushalt", "Kosten", "Fördermittel"),
    "broadband": ("Breitband", "Glasfaser", "Internet"),
}
PUBLIC = {
    "measures": "Nur Zeilen, die am Stichtag öffentlich sind.",
    "costs": "Nur Buchungen auf Maßnahmen, die am Stichtag der Buchung öffentlich sind.",
    "broadband": "Wurde ein Wert für denselben Stand neu geliefert, steht hier der neue.",
}
"""Which rows of an export are in its file."""
TOO_EARLY = "Ohne Lizenz und Adresse ist dcat-ap.ttl unvollständig: bitte erst danach einem Datenportal melden."


@dataclass(frozen=True)
class Offer:
    """The tables of a snapshot as files; `day` is its newest delivery date, `facts` what the city says of them."""

    snapshot: str
    is_sample: bool
    day: dt.date
    tables: tuple[TableFile, ...]
    facts: Facts

    @property
    def title(self) -> str:
        """Names the city, and the sample as what it is."""
        return self._marked(f"Digitalbilanz {reference().city}")

    @property
    def description(self) -> str:
        """What the files hold, of which days, and what the city has not said yet."""
        names = formats.listed([TITLES[table.contract.table] for table in self.tables])
        sample = f"{SAMPLE} zum Ausprobieren, größtenteils frei erfunden. " if self.is_sample else ""
        days = f"{formats.day(self.first)} bis {formats.day(self.last)}"
        licence = "" if self.facts.licence else " Eine Lizenz ist noch nicht festgelegt."
        return (
            f"{sample}Stand der Strategie zur Digitalisierung der Verwaltung, {reference().city}: {names} zu allen "
            f"Stichtagen, Werte vom {days}. Nur öffentliche Zeilen. Datenstand {self.snapshot}.{licence}"
        )

    @property
    def first(self) -> dt.date:
        """The first day that a row speaks of."""
        return min(table.first for table in self.tables)

    @property
    def last(self) -> dt.date:
        """The last day that a row speaks of."""
        return max(table.last for table in self.tables)

    @property
    def keywords(self) -> tuple[str, ...]:
        """Of the whole, then of its tables."""
        return ("Digitalisierung", "Digitalstrategie", *(w for t in self.tables for w in KEYWORDS[t.contract.table]))

    def title_of(self, table: TableFile) -> str:
        """Of one file."""
        return self._marked(TITLES[table.contract.table])

    def description_of(self, table: TableFile) -> str:
        """What a row of the file is, and which rows are in it."""
        grain = table.contract.grain
        sample = f"{SAMPLE}: " if self.is_sample else ""
        return f"{sample}{grain[0].upper()}{grain[1:]}. {PUBLIC[table.contract.table]}"

    def sources_of(self, table: TableFile) -> tuple[str, ...]:
        """Where the rows come from: as a licence wants it named, else as the rows name it, else the city."""
        credits = reference().credits_of(table.sources)
        others = [source for source in table.sources if not reference().credits_of([source])]
        return (*credits, *others) or ((SAMPLE if self.is_sample else reference().city),)

    def attribution_of(self, table: TableFile) -> str:
        """How users of the file name its source; empty where neither the city's licence nor a source asks for it."""
        own = self.facts.attribution or reference().city
        asked = [own] if self.facts.licence and self.facts.licence.names_source else []
        return "; ".join([*asked, *reference().credits_of(table.sources)])

    def told(self) -> tuple[str, ...]:
        """What the command line says of it: the files, and what the city has still to fill in."""
        rows = [formats.count(table.rows, "öffentliche Zeile", "öffentliche Zeilen") for table in self.tables]
        files = [f"{table.path}: {said}" for table, said in zip(self.tables, rows, strict=True)]
        lacking = ", ".join(self.facts.missing)
        missing = [f"Noch auszufüllen in {legal.FILE}, [{SECTION}]: {lacking}."] if lacking else []
        early = [TOO_EARLY] if self.facts.lacks_demanded else []
        return (*files, *missing, *early, f"Geschrieben: Datenstand {self.snapshot}")

    def _marked(self, title: str) -> str:
        return f"{title} ({SAMPLE})" if self.is_sample else title
