"""breitband.csv of one delivery: the city's real Breitbandatlas series as known then, synthetic Stadtbezirke."""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal
from random import Random
from typing import Any

from analytics.contract import BroadbandArea
from analytics.reference import reference
from analytics.sample.content import DELIVERIES, SEED, toml
from analytics.sample.sheet import Record, line
from analytics.settings import Settings

ATLAS = "hannover_breitbandatlas_2010-2021.csv"
GROUPS = {"privat": "Privathaushalte", "gewerbe": "Unternehmen", "gewerbegebiete": "Gewerbegebiete"}
TECHNOLOGIES = {"CATV": "HFC"}
LEFT_OUT = ("LTE", "UMTS", "PLC", "WLAN", "WiMAX")


def broadband(day: dt.date) -> list[list[str]]:
    """The lines of breitband.csv: the city first, then its districts."""
    return [line(BroadbandArea, record) for record in _city(day) + _districts(day)]


def _city(day: dt.date) -> list[Record]:
    """Every Stand since the previous delivery; the first delivery brings all earlier ones."""
    previous = max((known for known in DELIVERIES if known < day), default=dt.date.min)
    rows = [row for row in _atlas() if previous < _stand(row["Stand"]) <= day]
    return [_city_record(row, _stand(row["Stand"])) for row in rows]


def _atlas() -> list[dict[str, str]]:
    """The real rows that the contract can hold; the bare year 2018 also stands there as 12/2018."""
    with (Settings.from_env().reference / ATLAS).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return [row for row in rows if row["Stand"] != "2018" and row["Technologie"] not in LEFT_OUT]


def _stand(text: str) -> dt.date:
    return dt.date(int(text), 12, 31) if len(text) == 4 else dt.date.fromisoformat(text)


def _city_record(row: dict[str, str], stand: dt.date) -> Record:
    ags = reference().ags
    return _area(stand, ags, reference().areas[ags], "Gemeinde") | {
        "user_group": GROUPS[row["Nutzergruppe"]],
        "technology": TECHNOLOGIES.get(row["Technologie"], row["Technologie"]),
        "min_mbits": row["Mbit_s_mindestens"],
        "coverage_pct": row["Anteil_Prozent"],
        "source": f"Breitbandatlas {stand:%m/%Y}",
    }


def _area(stand: dt.date, area_id: str, name: str, level: str) -> Record:
    return {"as_of": stand, "area_id": area_id, "area_name": name, "level": level}


def _districts(day: dt.date) -> list[Record]:
    content = toml("broadband.toml")
    return [
        _district_record(day, code, series, int(speed), course)
        for code in reference().districts
        for series in content["series"]
        for speed, course in series["speeds"].items()
    ]


def _district_record(day: dt.date, code: str, series: dict[str, Any], speed: int, course: str) -> Record:
    known = not any(
        gap["district"] == code and gap["group"] == series["group"] and day <= gap["until"]
        for gap in toml("broadband.toml")["unknown"]
    )
    record = _area(day, f"{reference().ags}-{code}", reference().districts[code], "Stadtbezirk") | {
        "user_group": series["group"],
        "technology": series["technology"],
        "min_mbits": speed,
        "source": "Beispieldaten",
    }
    return record | (_counts(day, code, series, course) if known else {})


def _counts(day: dt.date, code: str, series: dict[str, Any], course: str) -> Record:
    """Covered of total, so that the districts weighted by households meet the course of the city."""
    total: int = toml("broadband.toml")["districts"][code][series["group"]]
    level = toml("broadband.toml")["course"][course][DELIVERIES.index(day)] * series.get("factor", 1.0)
    covered = round(total * min(99.9, _local(level, code, course)) / 100)
    return {
        "premises_total": total,
        "premises_covered": covered,
        "coverage_pct": (Decimal(100 * covered) / total).quantize(Decimal("0.01")),
    }


def _local(level: float, code: str, course: str) -> float:
    """Fibre differs by a factor; cable and all technologies differ only in the part that is missing."""
    districts = toml("broadband.toml")["districts"]
    if course == "FTTB/H":
        homes = sum(district["Privathaushalte"] for district in districts.values())
        mean = sum(district["Privathaushalte"] * district["fibre"] for district in districts.values()) / homes
        return level * float(districts[code]["fibre"]) / float(mean)
    return 100 - (100 - level) * Random(f"{SEED}/gap/{code}").uniform(0.5, 1.5)
