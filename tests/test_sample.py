"""The sample deliveries: the committed bytes equal the generator's and hold the facts and stories promised (no SQL)."""

from __future__ import annotations

import csv
import datetime as dt
import functools
import itertools
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from analytics.contract import EXPORTS, BroadbandArea, Cost, Measure, Row, header
from analytics.reference import reference
from analytics.sample import write
from analytics.sample.content import toml

EXPORTS_DIR = Path(__file__).resolve().parent.parent / "data" / "exports"
DATES = ["2018-06-30", "2018-12-31", "2019-06-30", "2019-12-31", "2020-06-30", "2020-12-31", "2021-06-30", "2021-12-31"]
LAST = DATES[-1]
Cells = dict[str, str]


@functools.cache
def _records(date: str, file: str) -> tuple[list[str], ...]:
    with (EXPORTS_DIR / date / file).open(encoding="utf-8", newline="") as text:
        return tuple(csv.reader(text, delimiter=";"))[1:]


@functools.cache
def _split(date: str, export: type[Row]) -> tuple[list[Cells], list[str]]:
    """The rows whose cells the contract accepts, and the keys or fields of those it does not."""
    kept, refused = [], []
    for record in _records(date, export.file):
        cells = dict(zip(header(export).values(), record, strict=False))
        try:
            export.model_validate({name: text or None for name, text in cells.items()})
            kept.append(cells)
        except ValidationError as error:
            refused.append(f"{record[1]} {error.errors()[0]['loc'][0]}")
    return kept, refused


def kept(date: str, export: type[Row]) -> list[Cells]:
    return _split(date, export)[0]


def day(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%d.%m.%Y").date()


def amount(row: Cells) -> Decimal:
    return Decimal(row["Betrag in EUR"].replace(",", "."))


def measure(date: str, number: str) -> Cells:
    return next(row for row in kept(date, Measure) if row["Maßnahme-Nr"] == number)


def days_late(row: Cells) -> int:
    valid = day(row["Ende Fortschreibung"] or row["Ende Ursprungsplan"])
    return (
        max(day(row["Stichtag"]), day(row["Ende Prognose"] or row["Ende Fortschreibung"] or row["Ende Ursprungsplan"]))
        - valid
    ).days


def is_open(row: Cells) -> bool:
    return row["Bearbeitungsstand"] in ("geplant", "in Umsetzung")


def test_generator_writes_the_committed_bytes(tmp_path: Path) -> None:
    write(tmp_path)
    made, committed = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (tmp_path, EXPORTS_DIR)
    )
    assert made.keys() == committed.keys()
    assert [str(path) for path in made if made[path] != committed[path]] == []


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("export", EXPORTS)
def test_dialect(date: str, export: type[Row]) -> None:
    data = (EXPORTS_DIR / date / export.file).read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8").startswith(";".join(header(export).values()) + "\r\n")
    assert data.endswith(b"\r\n")
    assert not data.endswith(b"\r\n\r\n")


def test_deliveries_and_size() -> None:
    assert sorted(path.name for path in EXPORTS_DIR.iterdir() if path.is_dir()) == DATES
    assert sum(path.stat().st_size for path in EXPORTS_DIR.rglob("*.csv")) < 3_000_000


def test_measures_only_join_and_never_vanish() -> None:
    books = [{row["Maßnahme-Nr"] for row in kept(date, Measure)} for date in DATES]
    assert [len(book) for book in books] == [52, 52, 53, 53, 58, 59, 60, 60]
    assert all(earlier <= later for earlier, later in itertools.pairwise(books))
    assert {row["Handlungsfeld"] for row in kept(LAST, Measure)} == set(reference().fields_of_action)
    assert {row["Ausschuss"] for row in kept(LAST, Measure)} == set(reference().committees)


def test_book_grows_to_about_three_thousand_postings() -> None:
    sizes = [len(_records(date, Cost.file)) for date in DATES]
    assert sizes == sorted(sizes)
    assert 2_900 <= sizes[-1] <= 3_100
    assert {row["Haushaltsjahr"] for row in kept(LAST, Cost)} == {"2018", "2019", "2020", "2021", "2022"}
    assert {(row["Wertart"], row["Genehmigung"]) for row in kept(LAST, Cost) if row["Haushaltsjahr"] == "2022"} == {
        ("Ansatz", "angemeldet")
    }


@pytest.mark.parametrize("date", DATES)
def test_the_two_posts_cost_164400_a_year(date: str) -> None:
    posts = [row for row in kept(date, Cost) if row["Kostenart"] == "Personal" and row["Wertart"] == "Ansatz"]
    by_year: dict[str, Decimal] = defaultdict(Decimal)
    for row in posts:
        by_year[row["Haushaltsjahr"]] += amount(row)
    assert {"2019", "2020"} <= by_year.keys()
    assert set(by_year.values()) == {Decimal("164400.00")}
    assert {row["Maßnahme-Nr"] for row in posts} == {"4.01", "6.01"}
    approval = {row["Genehmigung"] for row in posts if row["Haushaltsjahr"] in ("2019", "2020")}
    assert approval == ({"angemeldet"} if date < "2019" else {"genehmigt"})


def test_drucksache_1004_2018() -> None:
    named = {row["Maßnahme-Nr"] for row in kept(LAST, Measure) if row["Drucksache"] == "1004/2018"}
    assert named == {"4.01", "6.01", "6.02"}
    assert {row["Kostenart"] for row in kept(LAST, Cost)} == {
        *("Neuanschaffung", "Erweiterung", "Modernisierung", "Abschreibung", "Support", "Wartung", "Personal"),
        *("Veranstaltungen und Kommunikation", "Sonstige"),
    }
    assert "Veranstaltungen und Kommunikation" in {
        row["Kostenart"] for row in kept(LAST, Cost) if row["Maßnahme-Nr"] == "6.02"
    }


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("export", EXPORTS)
def test_keys_are_unique_but_for_the_one_planned_repetition(date: str, export: type[Row]) -> None:
    names = [header(export)[name] for name in export.key]
    keys = Counter(tuple(row[name] for name in names) for row in kept(date, export))
    repeated = [key for key, times in keys.items() if times > 1]
    assert len(repeated) == (1 if (date, export) == (LAST, Cost) else 0)


def test_broken_cells_are_the_planned_ones() -> None:
    refused = {(date, e.table): sorted(_split(date, e)[1]) for date in DATES for e in EXPORTS if _split(date, e)[1]}
    assert refused == {
        ("2018-12-31", "measures"): ["7.08 Öffentlich"],
        ("2018-12-31", "costs"): ["X2018-001 Monat"],
        ("2019-12-31", "costs"): ["X2019-001 Betrag in EUR"],
        ("2020-06-30", "measures"): ["5.16 Ende Ursprungsplan"],
        ("2020-12-31", "measures"): ["6.10 Bearbeitungsstand"],
        (LAST, "measures"): ["4.13 Fortschritt in Prozent", "5.17 Ausschuss", "8.14 Entscheidungsbedarf"],
        (LAST, "costs"): ["X2021-001 Betrag in EUR", "X2021-002 Fördermittel bis", "X2021-003 Förderprogramm"],
        (LAST, "broadband"): ["03241001-09 Mbit/s ab"],
    }


@pytest.mark.parametrize("date", DATES)
def test_measures_keep_the_rules_across_fields(date: str) -> None:
    for row in kept(date, Measure):
        done = row["Bearbeitungsstand"] == "abgeschlossen"
        assert done == bool(row["Ende Ist"]), row
        assert not done or (row["Fortschritt in Prozent"] == "100" and day(row["Ende Ist"]) <= day(row["Stichtag"])), (
            row
        )
        assert day(row["Ende Ursprungsplan"]) >= day(row["Beginn Plan"]), row
        assert bool(row["Ende Fortschreibung"]) == bool(row["Fortschreibung Drucksache"]), row
        assert bool(row["Kennzahl"]) == bool(row["Zielwert"]) == bool(row["Einheit"]), row
        assert row["Kennzahl"] or not row["Istwert"], row
        assert row["Dezernat"] != "VII" or date >= "2020-03-26", row


def test_development_is_consistent() -> None:
    """Progress never falls, and nothing leaves abgeschlossen or eingestellt."""
    for before, after in itertools.pairwise(DATES):
        for old in kept(before, Measure):
            new = measure(after, old["Maßnahme-Nr"])
            assert int(new["Fortschritt in Prozent"]) >= int(old["Fortschritt in Prozent"]), (after, new["Titel"])
            assert old["Bearbeitungsstand"] not in ("abgeschlossen", "eingestellt") or (
                new["Bearbeitungsstand"] == old["Bearbeitungsstand"]
            )


def test_portfolio_at_the_last_date() -> None:
    rows = kept(LAST, Measure)
    assert Counter(row["Bearbeitungsstand"] for row in rows) == {
        "geplant": 8, "in Umsetzung": 29, "abgeschlossen": 18, "zurückgestellt": 3, "eingestellt": 2
    }  # fmt: skip
    assert {row["Ampel"] for row in rows} == {"grün", "gelb", "rot", ""}
    assert sum(is_open(row) and days_late(row) > 0 for row in rows) == 10
    assert sorted(row["Maßnahme-Nr"] for row in rows if row["Öffentlich"] == "nein") == ["7.02", "7.03", "7.09"]


def test_reported_green_but_more_than_90_days_late() -> None:
    assert [
        row["Maßnahme-Nr"]
        for row in kept(LAST, Measure)
        if is_open(row) and row["Ampel"] == "grün" and days_late(row) > 90
    ] == ["4.09", "8.01"]


def _budget_and_forecast(date: str, number: str) -> tuple[Decimal, Decimal]:
    """Valid budget and forecast (for a finished measure: actual) of one measure, cell by cell as contract.md says."""
    names = ("Haushaltsjahr", "Teilhaushalt", "Haushalt", "Kostenart", "Finanzierung", "Förderprogramm")
    cells: dict[tuple[str, ...], dict[str, Decimal]] = defaultdict(dict)
    for row in {row["Buchungs-Nr"]: row for row in kept(date, Cost) if row["Maßnahme-Nr"] == number}.values():
        if row["Wertart"].endswith("Ansatz") and row["Genehmigung"] == "angemeldet":
            continue
        cell = cells[tuple(row[name] for name in names)]
        cell[row["Wertart"]] = cell.get(row["Wertart"], Decimal(0)) + amount(row)
    budget = forecast = Decimal(0)
    for cell in cells.values():
        valid = cell.get("Fortgeschriebener Ansatz", cell.get("Ansatz", Decimal(0)))
        used = cell.get("Ist", Decimal(0)) + cell.get("Mittelbindung", Decimal(0))
        budget += valid
        forecast += cell.get("Prognose", max(valid, used))
    actual = sum((cell.get("Ist", Decimal(0)) for cell in cells.values()), Decimal(0))
    return budget, actual if measure(date, number)["Bearbeitungsstand"] == "abgeschlossen" else forecast


def test_reported_green_but_more_than_110_percent_of_the_money() -> None:
    green = [row["Maßnahme-Nr"] for row in kept(LAST, Measure) if row["Ampel"] == "grün"]
    money = {number: _budget_and_forecast(LAST, number) for number in green}
    assert [number for number, (budget, forecast) in money.items() if budget and forecast > budget * 110 / 100] == [
        *("4.08", "8.10")
    ]


def test_rebaselined_by_a_drucksache() -> None:
    before, after = measure("2020-06-30", "5.02"), measure("2020-12-31", "5.02")
    assert (before["Ampel"], before["Ende Fortschreibung"]) == ("rot", "")
    assert (after["Ende Fortschreibung"], after["Fortschreibung Drucksache"]) == ("30.06.2022", "9001/2020")
    assert {row["Ende Ursprungsplan"] for row in (before, after)} == {"31.12.2020"}


def test_quiet_slipper_moves_at_each_date() -> None:
    rows = [measure(date, "4.09") for date in DATES]
    forecasts = [day(row["Ende Prognose"]) for row in rows]
    assert all(earlier < later for earlier, later in itertools.pairwise(forecasts))
    assert {row["Ampel"] for row in rows} == {"grün"}


def test_baselines_change_only_once() -> None:
    first: dict[str, str] = {}
    changed = [
        (date, row["Maßnahme-Nr"])
        for date in DATES
        for row in kept(date, Measure)
        if row["Ende Ursprungsplan"] != first.setdefault(row["Maßnahme-Nr"], row["Ende Ursprungsplan"])
    ]
    assert changed == [("2020-12-31", "7.07")]


def test_open_decisions() -> None:
    rows = [row for row in kept(LAST, Measure) if is_open(row) and row["Entscheidungsbedarf"]]
    due = {row["Maßnahme-Nr"]: row["Entscheidung bis"] for row in rows}
    assert due == {"4.02": "31.01.2022", "4.04": "30.11.2021", "5.05": "28.02.2022", "7.01": "31.10.2021", "8.04": ""}
    parts = ("Begründung", "Auswirkung", "Handlungsoptionen", "Entscheidungsbedarf", "Entscheidung bis")
    assert [row["Maßnahme-Nr"] for row in rows if not all(row[part] for part in parts)] == ["7.01", "8.04"]


def test_planned_warnings_at_the_last_date() -> None:
    rows = kept(LAST, Measure)
    assert [r["Maßnahme-Nr"] for r in rows if r["Ampel"] in ("gelb", "rot") and not r["Begründung"]] == ["8.04"]
    assert [r["Maßnahme-Nr"] for r in rows if r["Ampel"] == "rot" and not r["Gegenmaßnahme"]] == []
    running = [r for r in rows if r["Bearbeitungsstand"] == "in Umsetzung"]
    assert [r["Maßnahme-Nr"] for r in running if not r["Ende Prognose"]] == ["7.06"]


def test_one_fachbereich_reports_late_again_and_again() -> None:
    late = Counter(
        row["Fachbereich"]
        for date in DATES
        for row in kept(date, Measure)
        if day(row["Gemeldet am"]) > day(row["Stichtag"]) + dt.timedelta(14)
    )
    assert late.most_common(1)[0][0] == "Fachbereich Soziales"
    assert late["Fachbereich Soziales"] >= 5


def test_halted_measures_say_why() -> None:
    rows = [row for row in kept(LAST, Measure) if row["Bearbeitungsstand"] in ("zurückgestellt", "eingestellt")]
    assert all(row["Begründung"] and not row["Ampel"] and not row["Ende Prognose"] for row in rows)


def test_money_is_plausible_at_the_last_date() -> None:
    total: dict[str, Decimal] = defaultdict(Decimal)
    for row in kept(LAST, Cost):
        if row["Haushaltsjahr"] == "2021":
            total[row["Wertart"]] += amount(row)
    assert 4_000_000 < total["Ansatz"] < 12_000_000
    assert Decimal("0.80") < (total["Ist"] + total["Mittelbindung"]) / total["Ansatz"] < Decimal("0.97")


def test_kinds_of_postings() -> None:
    rows = kept(LAST, Cost)
    assert {row["Wertart"] for row in rows} == {
        "Ansatz",
        "Fortgeschriebener Ansatz",
        "Mittelbindung",
        "Ist",
        "Prognose",
    }
    assert [row["Buchungs-Nr"] for row in rows if amount(row) < 0] == ["E2019-001", "E2020-001", "E2021-001"]
    assert sum(row["Wertart"] == "Ist" and not row["Monat"] for row in rows) == 2
    known = {row["Maßnahme-Nr"] for row in kept(LAST, Measure)}
    assert sorted(row["Maßnahme-Nr"] for row in rows if row["Maßnahme-Nr"] not in known) == ["5.17", "9.01", "9.01"]


@pytest.mark.parametrize("date", DATES)
def test_no_amount_would_count_twice(date: str) -> None:
    names = ("Maßnahme-Nr", "Haushaltsjahr", "Teilhaushalt", "Haushalt", "Kostenart", "Finanzierung", "Förderprogramm")
    planned = {tuple(row[name] for name in names) for row in kept(date, Cost) if row["Wertart"] == "Ansatz"}
    later = [row for row in kept(date, Cost) if row["Wertart"] in ("Prognose", "Fortgeschriebener Ansatz")]
    assert all(tuple(row[name] for name in names) in planned for row in later)


def test_funding_about_to_expire_with_much_undrawn() -> None:
    rows = [row for row in kept(LAST, Cost) if row["Förderprogramm"] == "Beispielprogramm Schulnetz"]
    granted = sum(amount(r) for r in rows if r["Wertart"] == "Ansatz" and r["Genehmigung"] == "genehmigt")
    drawn = sum(amount(r) for r in rows if r["Wertart"] == "Ist")
    assert {row["Fördermittel bis"] for row in rows} == {"31.03.2022"}
    assert drawn < granted / 2


def _atlas() -> list[Cells]:
    path = EXPORTS_DIR.parent / "reference" / "hannover_breitbandatlas_2010-2021.csv"
    with path.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text, delimiter=";"))


def test_city_rows_are_the_real_series() -> None:
    groups = {"privat": "Privathaushalte", "gewerbe": "Unternehmen", "gewerbegebiete": "Gewerbegebiete"}
    real = set()
    for row in _atlas():
        if row["Stand"] != "2018" and row["Technologie"] not in ("LTE", "UMTS", "PLC", "WLAN", "WiMAX"):
            year, month, last = (row["Stand"] + "-12-31").split("-")[:3]
            technology = row["Technologie"].replace("CATV", "HFC")
            values = (f"{last}.{month}.{year}", groups[row["Nutzergruppe"]], technology, row["Mbit_s_mindestens"])
            real.add((*values, row["Anteil_Prozent"], f"Breitbandatlas {month}/{year}"))
    names = ("Stand", "Nutzergruppe", "Technologie", "Mbit/s ab", "Anteil in Prozent", "Quelle")
    city = [row for date in DATES for row in kept(date, BroadbandArea) if row["Ebene"] == "Gemeinde"]
    assert len(city) == len(real) == 416
    assert {tuple(row[name] for name in names) for row in city} == real
    assert {(row["Gebiet-Nr"], row["Anschlüsse gesamt"]) for row in city} == {("03241001", "")}


def test_each_delivery_brings_what_was_known_since_the_previous() -> None:
    bounds = zip(["1900-01-01", *DATES], DATES, strict=False)
    for previous, date in bounds:
        stands = {day(row["Stand"]).isoformat() for row in kept(date, BroadbandArea)}
        assert all(previous < stand <= date for stand in stands), date


def _districts(date: str) -> list[Cells]:
    return [row for row in kept(date, BroadbandArea) if row["Ebene"] == "Stadtbezirk"]


@pytest.mark.parametrize("date", DATES)
def test_district_rows_are_labelled_and_agree(date: str) -> None:
    rows = _districts(date)
    assert {row["Gebiet-Nr"] for row in rows} == set(reference().district_areas)
    assert {(row["Quelle"], day(row["Stand"]).isoformat()) for row in rows} == {("Beispieldaten", date)}
    off = []
    for row in rows:
        total, covered, share = (row[n] for n in ("Anschlüsse gesamt", "Anschlüsse versorgt", "Anteil in Prozent"))
        assert bool(total) == bool(covered), row
        assert total or not share, row
        if total and abs(100 * int(covered) / int(total) - float(share.replace(",", ".") or 0)) > 0.1:
            off.append((row["Gebiet-Nr"], row["Nutzergruppe"], row["Technologie"], int(covered) > int(total)))
    planned = {
        "2019-12-31": [("03241001-08", "Privathaushalte", "alle", False)],
        LAST: [("03241001-02", "Schulen", "alle", True)],
    }
    assert off == planned.get(date, [])
    assert any(not row["Anschlüsse gesamt"] for row in rows)


def test_district_fibre_rises_near_the_city_series() -> None:
    near = {"2018-12-31": 19.0, "2019-12-31": 19.0, "2020-12-31": 22.41, "2021-06-30": 28.23}
    shares: list[float] = []
    for date in DATES:
        fibre = [
            row
            for row in _districts(date)
            if (row["Nutzergruppe"], row["Technologie"], row["Mbit/s ab"]) == ("Privathaushalte", "FTTB/H", "1000")
        ]
        assert len(fibre) == 13
        covered = sum(int(row["Anschlüsse versorgt"]) for row in fibre)
        shares.append(100 * covered / sum(int(row["Anschlüsse gesamt"]) for row in fibre))
        assert abs(shares[-1] - near.get(date, shares[-1])) < 1
    assert shares == sorted(shares)


def test_marker_says_what_is_real() -> None:
    text = (EXPORTS_DIR / "BEISPIELDATEN.md").read_text("utf-8")
    assert all(
        words in text for words in ("1004/2018", "164.400", "gigabitgrundbuch.bund.de", "Drucksachen mit den Nummern 9")
    )


def test_invented_papers_are_marked_by_their_number() -> None:
    papers = {row[name] for row in kept(LAST, Measure) for name in ("Drucksache", "Fortschreibung Drucksache")} - {""}
    assert papers == {"1004/2018", "9001/2020", "9002/2021"}


def test_texts_need_quotes() -> None:
    cells = [cell for file in (Measure.file, Cost.file) for record in _records(LAST, file) for cell in record]
    assert all(any(sign in cell for cell in cells) for sign in ('"', ";", "\n"))


def test_events_name_measures_that_exist() -> None:
    numbers = {row["Maßnahme-Nr"] for row in kept(LAST, Measure)}
    assert {event["number"] for event in toml("events.toml")["event"]} <= numbers
