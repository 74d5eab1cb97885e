"""The delivery contract: one pydantic class per export, the German header as alias, field rules as constraints.

German ends here: everything behind the contract uses the English names. Rules across fields stand in `rules`.
Table types, checks, data/README.md and the sample deliveries are all made from these classes.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from analytics.cells import Day, Districts, Integer, Money, OneOf, Percent, Quantity, YesNo
from analytics.networks import Technology, UserGroup

Status = Literal["geplant", "in Umsetzung", "abgeschlossen", "zurückgestellt", "eingestellt"]
Rating = Literal["grün", "gelb", "rot"]
CostType = Literal[
    "Neuanschaffung",
    "Erweiterung",
    "Modernisierung",
    "Abschreibung",
    "Support",
    "Wartung",
    "Personal",
    "Veranstaltungen und Kommunikation",
    "Sonstige",
]
ValueType = Literal["Ansatz", "Fortgeschriebener Ansatz", "Mittelbindung", "Ist", "Prognose"]
Level = Literal["Bund", "Land", "Kreis", "Gemeinde", "Stadtbezirk"]
GenderAspects = Literal["keine Auswirkungen", "Auswirkungen", "nicht geprüft"]
PaperNumber = Annotated[str, Field(pattern=r"^[0-9A-Z][0-9A-Z-]*/[0-9]{4}( ?[A-Z][0-9])?$")]


class Row(BaseModel):
    """One kept row of an export."""

    model_config = ConfigDict(populate_by_name=True, extra="forbid", frozen=True)

    table: ClassVar[str]
    file: ClassVar[str]
    key: ClassVar[tuple[str, ...]]
    grain: ClassVar[str]


class Measure(Row):
    """One Maßnahme as reported for one reporting date."""

    table = "measures"
    file = "massnahmen.csv"
    key = ("as_of", "measure_id")
    grain = "eine Zeile je Maßnahme und Stichtag"

    as_of: Day = Field(alias="Stichtag", description="Tag, für den berichtet wird; gleich dem Datum des Ordners")
    measure_id: str = Field(alias="Maßnahme-Nr", description="Nummer der Maßnahme; führende Nullen bleiben (5.03)")
    title: Annotated[str, Field(max_length=200)] = Field(alias="Titel", description="Name der Maßnahme")
    field_of_action: Annotated[str, OneOf("fields_of_action", "Handlungsfelder")] = Field(
        alias="Handlungsfeld", description="Handlungsfeld der Strategie (Kapitel 4 bis 8 der Drucksache 1004/2018)"
    )
    department: Annotated[str, OneOf("departments", "Dezernate")] = Field(
        alias="Dezernat", description="Kürzel des Dezernats"
    )
    division: str = Field(alias="Fachbereich", description="Fachbereich, der die Maßnahme führt")
    committee: Annotated[str, OneOf("committees", "Ausschüsse")] = Field(
        alias="Ausschuss", description="Kürzel des Ausschusses, der begleitet"
    )
    districts: Districts = Field(
        alias="Stadtbezirke", description="Nummern der Stadtbezirke, mit | verbunden; leer = ganze Stadt"
    )
    status: Status = Field(alias="Bearbeitungsstand", description="Wo die Maßnahme steht")
    reported_rating: Rating | None = Field(alias="Ampel", description="Gemeldete Planabweichung; leer = nicht bewertet")
    progress_pct: Percent = Field(alias="Fortschritt in Prozent", description="Gemeldeter Fortschritt")
    start_planned: Day = Field(alias="Beginn Plan", description="Geplanter Beginn")
    end_baseline: Day = Field(alias="Ende Ursprungsplan", description="Erstes geplantes Ende; ändert sich nie")
    end_rebaselined: Day | None = Field(
        alias="Ende Fortschreibung", description="Vom Rat beschlossenes neues Ende; leer = keines"
    )
    rebaseline_paper: str | None = Field(
        alias="Fortschreibung Drucksache", description="Drucksache, die das neue Ende beschlossen hat"
    )
    end_forecast: Day | None = Field(alias="Ende Prognose", description="Erwartetes Ende")
    end_actual: Day | None = Field(alias="Ende Ist", description="Tatsächliches Ende, nur bei abgeschlossen")
    reason: str | None = Field(alias="Begründung", description="Grund der Abweichung")
    mitigation: str | None = Field(alias="Gegenmaßnahme", description="Was dagegen getan wird")
    impact: str | None = Field(alias="Auswirkung", description="Folge der Abweichung")
    options: str | None = Field(alias="Handlungsoptionen", description="Wege, zwischen denen zu wählen ist")
    decision_needed: str | None = Field(alias="Entscheidungsbedarf", description="Was zu entscheiden ist")
    decision_due: Day | None = Field(alias="Entscheidung bis", description="Frist der Entscheidung")
    owner: str | None = Field(alias="Zuständig", description="Zuständige Funktion, nie ein Personenname")
    reported_on: Day | None = Field(alias="Gemeldet am", description="Tag der Meldung durch den Fachbereich")
    paper: PaperNumber | None = Field(alias="Drucksache", description="Drucksache der Maßnahme, Nr/JJJJ")
    city_goal: str | None = Field(alias="Mein Hannover 2030", description="Ziel im Programm Mein Hannover 2030")
    gender_aspects: GenderAspects = Field(alias="Gender-Aspekte", description="Ergebnis der Prüfung")
    is_public: YesNo = Field(alias="Öffentlich", description="ja = darf öffentlich gezeigt werden")
    outcome: str | None = Field(alias="Kennzahl", description="Woran die Wirkung gemessen wird")
    outcome_target: Quantity | None = Field(alias="Zielwert", description="Angestrebter Wert der Kennzahl")
    outcome_actual: Quantity | None = Field(alias="Istwert", description="Erreichter Wert der Kennzahl")
    outcome_unit: str | None = Field(alias="Einheit", description="Einheit der Kennzahl")


class Cost(Row):
    """One posting as booked at one reporting date."""

    table = "costs"
    file = "kosten.csv"
    key = ("as_of", "posting_id")
    grain = "eine Zeile je Buchung und Stichtag"

    as_of: Day = Field(alias="Stichtag", description="Tag des Buchungsstandes; gleich dem Datum des Ordners")
    posting_id: str = Field(alias="Buchungs-Nr", description="Nummer der Buchung")
    measure_id: str = Field(alias="Maßnahme-Nr", description="Maßnahme, für die gebucht wurde")
    budget_year: Annotated[Integer, Field(ge=2000, le=2100)] = Field(
        alias="Haushaltsjahr", description="Jahr des Haushalts"
    )
    month: Annotated[Integer, Field(ge=1, le=12)] | None = Field(
        alias="Monat", description="Monat 1 bis 12; leer = ganzes Jahr"
    )
    sub_budget: str = Field(alias="Teilhaushalt", description="Teilhaushalt (§ 4 KomHKVO)")
    product: str | None = Field(alias="Produkt", description="Produkt des Teilhaushalts")
    budget_kind: Literal["Ergebnishaushalt", "Finanzhaushalt"] = Field(
        alias="Haushalt", description="Ergebnishaushalt = konsumtiv, Finanzhaushalt = investiv"
    )
    cost_type: CostType = Field(alias="Kostenart", description="Kostenart der Drucksache 1004/2018")
    asset: Literal["Hardware", "Software", "Netz"] | None = Field(
        alias="Gegenstand", description="Was beschafft oder betrieben wird"
    )
    value_type: ValueType = Field(alias="Wertart", description="Plan, Bindung, Ist oder Prognose")
    funding_source: Literal["Eigenmittel", "Fördermittel"] = Field(
        alias="Finanzierung", description="Woher das Geld kommt"
    )
    funding_programme: str | None = Field(alias="Förderprogramm", description="Name des Programms")
    funding_expires: Day | None = Field(alias="Fördermittel bis", description="Letzter Tag der Bewilligung")
    approval: Literal["angemeldet", "beschlossen", "genehmigt"] = Field(
        alias="Genehmigung", description="Stand des Haushaltsverfahrens"
    )
    amount_eur: Money = Field(alias="Betrag in EUR", description="Betrag; negativ = Erstattung")


class BroadbandArea(Row):
    """The coverage of one area for one user group, technology and speed class."""

    table = "broadband"
    file = "breitband.csv"
    key = ("as_of", "area_id", "user_group", "technology", "min_mbits")
    grain = "eine Zeile je Gebiet, Nutzergruppe, Technologie und Mindestgeschwindigkeit"

    as_of: Day = Field(alias="Stand", description="Stand der Erhebung; nicht nach dem Datum des Ordners")
    area_id: Annotated[str, Field(pattern=r"^([0-9]{2}|[0-9]{5}|[0-9]{8}(-[0-9]{2})?)$")] = Field(
        alias="Gebiet-Nr", description="00 Bund, 2 Stellen Land, 5 Kreis, 8 AGS; Stadtbezirk als AGS-Nr"
    )
    area_name: str = Field(alias="Gebiet", description="Name des Gebiets")
    level: Level = Field(alias="Ebene", description="Ebene des Gebiets")
    user_group: UserGroup = Field(alias="Nutzergruppe", description="Wer versorgt wird")
    technology: Technology = Field(alias="Technologie", description="Technik des Anschlusses; HFC heißt auch CATV")
    min_mbits: Annotated[Integer, Field(gt=0)] = Field(
        alias="Mbit/s ab", description="Mindestgeschwindigkeit in Mbit/s"
    )
    premises_total: Annotated[Integer, Field(ge=0)] | None = Field(
        alias="Anschlüsse gesamt", description="Zahl der Anschlüsse"
    )
    premises_covered: Annotated[Integer, Field(ge=0)] | None = Field(
        alias="Anschlüsse versorgt", description="Davon versorgt"
    )
    coverage_pct: Percent | None = Field(
        alias="Anteil in Prozent", description="Versorgter Anteil; leer = keine Angabe"
    )
    source: str = Field(alias="Quelle", description="Herkunft des Wertes")


EXPORTS: tuple[type[Row], ...] = (Measure, Cost, BroadbandArea)


def header(row: type[Row]) -> dict[str, str]:
    """English name -> German header of an export, in contract order."""
    return {name: str(field.alias) for name, field in row.model_fields.items()}


def export_of(table: str) -> type[Row]:
    """The contract class of a table name; KeyError if there is none."""
    return {row.table: row for row in EXPORTS}[table]
