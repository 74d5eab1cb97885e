"""Look-alikes of real foreign exports, and what each must become: told from the same numbers, not from the profiles.

Header names, dialects and traps were seen in files of the Breitbandatlas, of Freiburg, Köln and the UK portfolio; all
values are made up.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

DAY = dt.date(2021, 6, 30)
Expected = dict[str, Any]
SHARES = {
    ("alle", 50): ("99.32", "100", "0"),
    ("alle", 1000): ("96.34", "3.5", "0"),
    ("leitungsgebunden", 50): ("98", "100", "0"),
    ("drahtlos", 6): ("100.00", "97.1", "0.0"),
    ("DSL", 16): ("94.84", "", "0"),
    ("HFC", 400): ("96.03", "12", "0"),
    ("FTTB/H", 1000): ("28.23", "0", "0,00"),
}
"""(technology, Mbit/s) -> share of a city, of a state (one value missing) and of a forest where nobody lives."""
AREAS = (
    ("03241001", "Hannover, Landeshauptstadt", "Gemeinde"),
    ("03", "Niedersachsen", "Land"),
    ("09576453",) * 2 + ("Gemeinde",),
)


@dataclass(frozen=True)
class Foreign:
    """A file and the columns that matter in what it becomes; `left_out` and `set_aside` count contract rows.

    `expected` is in the order of the file, each row with the physical line of its record.
    """

    export: str
    content: bytes
    expected: list[Expected]
    left_out: int = 0
    set_aside: int = 0
    profile: str | None = None


def written(rows: list[list[str]], delimiter: str = ";", quoting: Any = csv.QUOTE_MINIMAL, end: str = "\r\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(rows)
    return out.getvalue()


def atlas(
    name: dict[str, str], pattern: str, *, key: str = "AGS", without: str = "", point: str = "."
) -> list[list[str]]:
    """The wide table of a family whose columns are called after `pattern`."""
    classes = [one for one in SHARES if one[0] != without]
    head = [key, *(pattern.format(name[technology], speed) for technology, speed in classes)]
    cells = [[SHARES[one][place].replace(".", point) for one in classes] for place in range(len(AREAS))]
    return [head, *([area[0], *row] for area, row in zip(AREAS, cells, strict=True))]


def covered(group: str = "Privathaushalte", without: str = "") -> list[Expected]:
    """What every family must become: an empty cell and a row of zeros are keine Angabe."""
    return [
        {
            "source_line": place + 2, "as_of": DAY, "area_id": area, "area_name": title, "level": level,
            "user_group": group,
            "technology": technology, "min_mbits": speed, "source": "Breitbandatlas 06/2021",
            "coverage_pct": Decimal(shares[place]) if place < 2 and shares[place] else None,
        }
        for place, (area, title, level) in enumerate(AREAS)
        for (technology, speed), shares in SHARES.items()
        if technology != without
    ]  # fmt: skip


_WORDS = {
    "alle": "alle Technologien", "leitungsgebunden": "leitungsg. Technologien", "drahtlos": "mobile Technologien",
    "DSL": "DSL", "HFC": "CATV", "FTTB/H": "FTTH/B",
}  # fmt: skip
_KEYS = {"alle": "300", "leitungsgebunden": "100", "drahtlos": "200", "DSL": "dsl", "HFC": "catv", "FTTB/H": "ftth"}
_SHORT = _KEYS | {"DSL": "DSL", "HFC": "CATV", "FTTB/H": "FTTH"}
_PRIVATE = {
    "alle": "alle_tech", "leitungsgebunden": "lg_tech", "drahtlos": "mob_tech", "DSL": "dsl", "HFC": "catv",
    "FTTB/H": "ftth",
}  # fmt: skip
CLASSES = "{} ≥ {} Mbit/s"


def _with_mobile(rows: list[list[str]]) -> list[list[str]]:
    """Mobile columns that the contract does not know."""
    return [[*rows[0], "verf_lte_6", "verf_5g_2"], *([*row, "99.1", "7"] for row in rows[1:])]


def _business(group: str) -> Foreign:
    rows = atlas(_WORDS, CLASSES, without="alle")
    name = f"breitbandatlas-{group.lower()}"
    return Foreign("breitband.csv", written(rows, ",").encode(), covered(group, "alle"), profile=name)


def freiburg() -> Foreign:
    """latin-1, years as columns, expenses negative, a year missing in one header, an empty cell."""
    head = (
        "Produkt;Produktbezeichnung;Produktgruppe;Dezernat;Teilhaushalte;Teilhaushalte Bezeichnung;Amt / Dienststelle"
    )
    years = [f"{kind} {year}" for kind, year in (("Ergebnis", 2015), ("Ansatz", 2016), ("Ansatz", 2017))]
    for year in years:
        saldo = "Ansatz" if year == "Ansatz 2017" else year
        head += f";{year} (Erträge);{year} (Aufwendungen);{saldo} (Saldo/Zuschussbedarf/Erträge - Aufwendungen)"
    rows = [
        (
            "111001;Steuerung;1110;DEZ-I;THH_01;THH 1 Bürgermeisteramt;AMT-000",
            ["189056,5;-1548772,73;-1359716,23", "8800;-1586500;-1577700", "0;;0"],
        ),
        (
            "612000;Finanzwirtschaft;6120;DEZ-V;THH_26;THH 26 Tiefbau;AMT-660",
            ["1;-2,5;-1,5", "3;-4;-1", "3125050;707380;3832430"],
        ),
    ]
    amounts = {
        ("111001", 2015): "1548772.73",
        ("111001", 2016): "1586500",
        ("612000", 2015): "2.5",
        ("612000", 2016): "4",
        ("612000", 2017): "-707380",
    }
    expected = [
        {
            "source_line": 2 if product == "111001" else 3,
            "budget_year": year,
            "amount_eur": Decimal(amount),
            "value_type": "Ist" if year == 2015 else "Ansatz",
            "measure_id": product,
        }
        for (product, year), amount in amounts.items()
    ]
    text = "\r\n".join([head, *(";".join([start, *cells]) for start, cells in rows), ""])
    return Foreign("kosten.csv", text.encode("latin-1"), expected, left_out=1)


def koeln(*, districts: bool) -> Foreign:
    """Thousands with a point and nothing else, sum rows and income between the costs."""
    lines = [
        ("01 - Steuern und ähnliche Abgaben", "9.577.207", "5.699.552", ""),
        ("11 - Personalaufwendungen", "2.952", "-35", "Personal"),
        ("14 - Bilanzielle Abschreibungen", "1.100", "0", "Abschreibung"),
        ("16 - sonstige ordentl. Aufwendungen", "9", "3.344.555", "Sonstige"),
        ("17 = ordentliche Aufwendungen", "4.061", "3.344.520", ""),
    ]
    head = (
        ["Bezirk", "Bezeichnung"]
        if districts
        else ["Produktbereich", "Produktbereichsbezeichnung", "Teilplan", "Teilplanbezeichnung"]
    )
    front = (
        ["1", "Innenstadt"]
        if districts
        else ["01", "Innere Verwaltung", "0101", "Politische Gremien, Verwaltungsführung"]
    )
    rows = [[*front, line, first, second] for line, first, second, _ in lines]
    expected = [
        {
            "cost_type": kind, "amount_eur": Decimal(amount.replace(".", "")), "budget_year": year,
            "value_type": value_type, "measure_id": "Bezirk 1" if districts else "0101", "source_line": line,
        }
        for line, (_, first, second, kind) in enumerate(lines, 2) if kind
        for amount, year, value_type in ((first, 2011, "Ist"), (second, 2012, "Ansatz"))
    ]  # fmt: skip
    text = written([[*head, "Teilplanzeile", "Ergebnis 2011", "Plan 2012"], *rows])
    return Foreign("kosten.csv", text.encode("utf-8-sig"), expected, left_out=4)


def portfolio() -> Foreign:
    """Line breaks in names and cells, ISO days, a rating in words, a secret where a day should be."""
    head = [
        "GMPP ID Number", "Project Name", "Department", "Annual Report Category", "Description / Aims",
        "IPA Delivery Confidence Assessment \n(at a fixed point in time)",
        "SRO Delivery Confidence Assessment \n(the same)",
        "Departmental commentary on actions planned or taken on the IPA RAG rating.",
        "Project - Start Date \n(Latest Approved Start Date)", "Project - End Date \n(Latest Approved End Date)",
        "Financial Year Baseline (£m) (including Non-Government Costs)",
    ]  # fmt: skip
    rows = [
        [
            "MOD_1",
            "Submarine,\r\nold",
            "MOD",
            "ICT",
            "x",
            "",
            "Amber",
            "Work\xa0goes on",
            "2013-03-29",
            "2026-12-31",
            "£33.73",
        ],
        [
            "MOJ_2",
            "Prison",
            "MOJ",
            "Military",
            "x",
            "Early planning GMPP project \r\n\r\n(…)",
            "",
            "",
            "2020-03-02",
            "2027-03-30",
            "£0",
        ],
        [
            "MOJ_3",
            "Secret",
            "MOJ",
            "ICT",
            "x",
            "Exempt under Section 26",
            "",
            "",
            "2020-03-02",
            "Exempt under Section 26",
            "",
        ],
    ]
    expected = [
        {
            "source_line": 6,  # below a header of five lines
            "measure_id": "MOD_1",
            "title": "Submarine,\r\nold",
            "status": "in Umsetzung",
            "reported_rating": "gelb",
            "field_of_action": "Digitale Services",
            "start_planned": dt.date(2013, 3, 29),
            "end_baseline": dt.date(2026, 12, 31),
            "reason": "Work\xa0goes on",
        },
        {
            "source_line": 8,
            "measure_id": "MOJ_2",
            "title": "Prison",
            "status": "geplant",
            "reported_rating": None,
            "field_of_action": "Open Government",
            "start_planned": dt.date(2020, 3, 2),
            "end_baseline": dt.date(2027, 3, 30),
            "reason": None,
        },
    ]
    return Foreign("massnahmen.csv", written([head, *rows], ",").encode("utf-8-sig"), expected, set_aside=1)


FOREIGN: dict[str, Foreign] = {
    "Breitbandatlas, point": Foreign("breitband.csv", written(atlas(_WORDS, CLASSES)).encode(), covered()),
    "Breitbandatlas, comma, quoted": Foreign(
        "breitband.csv", written(atlas(_WORDS, CLASSES, point=","), ",", csv.QUOTE_ALL, "\n").encode(), covered()
    ),
    "Breitbandatlas, UTF-16": Foreign(
        "breitband.csv", written(atlas(_WORDS, CLASSES, key="Gemeindeschlüssel")).encode("utf-16"), covered()
    ),
    "verf_300_50": Foreign(
        "breitband.csv", written(_with_mobile(atlas(_KEYS, "verf_{}_{}", key="ags"))).encode(), covered()
    ),
    "300_50": Foreign("breitband.csv", written(atlas(_SHORT, "{}_{}", point=",")).encode(), covered()),
    "priv_alle_tech_50": Foreign(
        "breitband.csv", written(atlas(_PRIVATE, "priv_{}_{}", key="krs"), "\t").encode(), covered()
    ),
    "Unternehmen": _business("Unternehmen"),
    "Gewerbegebiete": _business("Gewerbegebiete"),
    "Freiburg": freiburg(),
    "Köln": koeln(districts=False),
    "Köln, Bezirke": koeln(districts=True),
    "Portfolio": portfolio(),
}  # fmt: skip
"""Every family that a shipped profile reads."""
