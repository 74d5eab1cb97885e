"""Breitband on a really published store: what the queries answer, for every choice, selection and role."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import re
import shutil
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics import formats
from analytics.engine import open_snapshot
from analytics.publish import publish
from analytics.queries import broadband
from analytics.reference import reference
from analytics.settings import ROOT
from analytics.store import Store
from analytics.targets import Target
from tests.deliveries import broadband as row
from tests.deliveries import write_csv
from tests.pages.conftest import Open
from tests.pages.shown import charts, markup, text, with_tables

EXPORTS = ROOT / "data" / "exports"
QUESTIONS = 4


@pytest.fixture
def open_broadband(open_page: Open) -> Open:
    return functools.partial(open_page, "broadband.py")


def filled(page: AppTest) -> set[str]:
    """The districts that the map fills."""
    return set(charts(page)[0]["data"][1]["locations"])


def test_page_asks_and_answers_what_the_queries_say(open_broadband: Open, sample_store: Path) -> None:
    page = open_broadband()
    shown = text(page)
    with open_snapshot(sample_store) as engine:
        rows = broadband.districts(engine)
    best = rows[(rows["technology"] == "FTTB/H") & (rows["min_mbits"] == 1000) & (rows["premises_total"] > 0)]
    best = best[best["user_group"] == "Privathaushalte"].sort_values("coverage_pct").iloc[-1]
    assert markup(page).count("<h1>Wo hat Hannover Glasfaser?</h1>") == 1
    share = formats.percent(best["coverage_pct"]).replace("\u00a0", " ")
    counts = f"{formats.number(best['premises_covered'])} von {formats.number(best['premises_total'])}"
    assert f"{best['area_name']} am weitesten mit {share} ({counts})" in shown
    assert "28,2 % der Privathaushalte in der ganzen Stadt haben Glasfaser ab 1.000 Mbit/s" in shown


def test_four_charts_whose_alternative_text_is_their_answer(open_broadband: Open) -> None:
    page = with_tables(open_broadband())
    drawn, shown = charts(page), markup(page)
    assert [chart["alt"].partition(": ")[0] for chart in drawn] == ["Karte", "Balken", "Linien", "Balken"]
    assert all(f'<p class="db-answer">{chart["alt"].partition(": ")[2]}</p>' in shown for chart in drawn)
    assert shown.count("<table>") == QUESTIONS + 1  # and the outlook, which is not drawn
    assert len(page.get("download_button")) == 2 * (QUESTIONS + 1)


def test_the_outlook_says_range_cases_and_how_ranges_did(open_broadband: Open) -> None:
    shown = text(open_broadband(bezirk="01"))
    assert "wie in mindestens 8 von 10 Fällen von Stadtbezirken (52 Fälle aus 13 Stadtbezirken und 4 Aus" in shown
    assert "hätte die ganze Stadt zum 30.06.2022 zwischen 30,1 % und 37,9 %" in shown
    assert "Spannen von Stadtbezirken waren bisher meist zu niedrig: 4 von 13 entschiedenen trafen zu. Wüchse" in shown
    assert "Von früheren Spannen der ganzen Stadt ist noch keine entschieden." in shown
    assert re.search(r"Ganze Stadt 28,2 % 30.06.2021 30.06.2022 30,1 % 37,9 % 01 Mitte 54,6 %", shown)
    early = text(open_broadband(stichtag="2019-06-30"))
    assert "Eine Spanne gibt es nicht: erst 0 von mindestens 20 vergleichbaren Fällen" in early


def test_real_and_sample_values_are_told_apart(open_broadband: Open) -> None:
    shown = text(open_broadband())
    assert "Stand 31.12.2021 · Stadtbezirke: Beispieldaten · ganze Stadt: Breitbandatlas 06/2021" in shown
    assert "Quelle: breitband.csv, Stand 30.06.2021 · Breitbandatlas | Gigabit-Grundbuch" in shown
    assert "Summe der Stadtbezirke mit Anzahl · Beispieldaten" in shown


@pytest.mark.parametrize(
    ("address", "question", "speeds"),
    [
        ({"technik": "HFC"}, "Wo hat Hannover Kabelinternet?", ["1.000", "100", "50"]),
        ({"technik": "alle", "mbits": "50"}, "Wo hat Hannover Internet ab 50 Mbit/s?", ["1.000", "100", "50"]),
        ({"technik": "alle"}, "Wo hat Hannover Gigabit?", ["1.000", "100", "50"]),
        ({"technik": "DSL"}, "Wo hat Hannover DSL?", ["200", "100", "50", "30", "16", "10", "8", "6", "2", "1"]),
    ],
)
def test_controls_offer_what_has_values(
    open_broadband: Open, address: dict[str, str], question: str, speeds: list[str]
) -> None:
    page = open_broadband(**address)
    assert question in text(page)
    offered = next(box for box in page.selectbox if box.label == "Mindestens").options
    assert [option.partition("\u00a0")[0] for option in offered] == speeds


def test_choosing_in_the_controls_writes_the_address(open_broadband: Open) -> None:
    page = open_broadband()
    next(box for box in page.selectbox if box.label == "Nutzergruppe").set_value("Schulen").run()
    assert page.query_params["gruppe"] == "Schulen"
    assert "der Schulen" in text(page)
    assert "wie viele Schulen Glasfaser ab 1.000 Mbit/s haben" in text(page)


def test_a_technology_that_districts_do_not_report_says_so_and_keeps_the_city(open_broadband: Open) -> None:
    page = open_broadband(technik="DSL")
    assert "Wie viele Privathaushalte DSL ab 200 Mbit/s haben, ist je Stadtbezirk nicht angegeben." in text(page)
    assert [chart["alt"].partition(": ")[0] for chart in charts(page)] == ["Linien"]


@pytest.mark.parametrize(
    ("address", "refused"),
    [
        ({"technik": "<b>x</b>"}, ["„<b>x</b>“ ist unter „Technik“"]),
        ({"mbits": "99999"}, ["„99999“ ist unter „Mindestens“"]),
        ({"gruppe": "Quatsch"}, ["„Quatsch“ ist unter „Nutzergruppe“"]),
        ({"technik": "HFC", "gruppe": "Schulen"}, ["„Kabel“ ist unter „Technik“"]),
        ({"technik": "HFC", "mbits": "7", "gruppe": "Schulen"}, ["„Kabel“ ist", "„7“ ist unter „Mindestens“"]),
    ],
)
def test_what_cannot_be_shown_is_said_once_and_the_usual_is_shown(
    open_broadband: Open, address: dict[str, str], refused: list[str]
) -> None:
    page = open_broadband(**address)
    shown = unescape(text(page))
    assert shown.count("hier nicht wählbar.") == len(refused) and all(word in shown for word in refused)
    assert "<b>x</b>" not in markup(page)
    assert "Wo hat Hannover Glasfaser?" in text(page)


def test_a_district_narrows_lead_ranking_and_table_but_not_the_map(open_broadband: Open) -> None:
    page = with_tables(open_broadband(bezirk=["01", "12"]))
    shown = text(page)
    assert "Von den 2 gewählten Stadtbezirken ist Mitte am weitesten" in shown
    assert "Gefüllt sind nur die gewählten Stadtbezirke." in shown
    hollow = charts(page)[0]["data"][0]["locations"]
    assert (filled(page), len(hollow)) == ({"01", "12"}, 11)
    assert len(charts(page)[1]["data"][1]["customdata"]) == 2
    tables = [element.proto.body for element in page.get("html") if "<caption>Rangfolge" in element.proto.body]
    assert [table.count('role="rowheader" scope="row"') for table in tables] == [3]  # two districts and the whole city


def test_a_selection_of_measures_changes_nothing_and_that_is_said(open_broadband: Open) -> None:
    everything, chosen = (open_broadband(**address) for address in ({}, {"ausschuss": "EDV", "ampel": "rot"}))
    assert "Breitbanddaten kennen keine Maßnahmen" in text(chosen)
    assert "Breitbanddaten kennen keine Maßnahmen" not in text(everything)
    assert charts(chosen) == charts(everything)


def test_an_unknown_district_is_not_chosen(open_broadband: Open) -> None:
    page = open_broadband(bezirk="99")
    assert "Stadtbezirk „99“ gibt es nicht" in text(page)
    assert len(filled(page)) == 13


def test_an_earlier_date_shows_its_values(open_broadband: Open) -> None:
    shown = text(open_broadband(stichtag="2019-12-31"))
    assert "19,0 % der Privathaushalte in der ganzen Stadt" in shown
    assert "Stand 31.12.2019" in shown


def test_every_delivery_can_be_shown(open_broadband: Open) -> None:
    for folder in sorted(path for path in EXPORTS.iterdir() if path.is_dir()):
        assert "Wo hat Hannover Glasfaser?" in text(open_broadband(stichtag=folder.name))


def test_a_limited_role_sees_the_same_broadband(open_broadband: Open) -> None:
    assert charts(open_broadband(role="oeffentlich")) == charts(open_broadband())


def test_without_a_delivery_of_broadband_the_page_says_so(open_broadband: Open, tmp_path: Path) -> None:
    target = tmp_path / "exports" / "2020-06-30" / "massnahmen.csv"
    target.parent.mkdir(parents=True)
    shutil.copy(EXPORTS / "2020-06-30" / "massnahmen.csv", target)
    publish(tmp_path / "exports", Store(tmp_path / "store"))
    page = open_broadband(store=tmp_path / "store")
    assert "Hier gibt es nichts zu zeigen" in text(page)
    assert not charts(page)


def test_a_delivery_about_other_areas_says_keine_angabe(open_broadband: Open, tmp_path: Path) -> None:
    exports = tmp_path / "exports" / "2020-06-30"
    exports.mkdir(parents=True)
    shutil.copy(EXPORTS / "2020-06-30" / "massnahmen.csv", exports / "massnahmen.csv")
    head, *rows = (EXPORTS / "2020-06-30" / "breitband.csv").read_text("utf-8").splitlines()
    city = next(row for row in rows if ";03241001;" in row)
    other = city.replace(";03241001;", ";03241;").replace("Hannover, Landeshauptstadt", "Region Hannover")
    (exports / "breitband.csv").write_text("\n".join([head, other.replace(";Gemeinde;", ";Kreis;"), ""]), "utf-8")
    publish(exports.parent, Store(tmp_path / "store"))
    page = open_broadband(store=tmp_path / "store")
    assert "Für die ganze Stadt liegt keine Angabe vor" in text(page)
    assert not charts(page)


def test_without_neighbours_one_quiet_sentence_and_no_chart(open_broadband: Open) -> None:
    page = open_broadband()
    assert "Ein Vergleich mit den Gemeinden im Umland, der Region, dem Land und dem Bund ist nicht möglich" in text(
        page
    )
    assert len(charts(page)) == QUESTIONS


def test_delivered_neighbours_are_compared(open_broadband: Open, tmp_path: Path) -> None:
    day = dt.date(2021, 6, 30)
    alike = {"technology": "FTTB/H", "source": "Breitbandatlas 06/2021"}
    places = (("03241001", "Gemeinde", "28.23"), ("03241014", "Gemeinde", "11.82"), ("03241", "Kreis", "15.50"))
    rows = [
        row(day, area_id=area, area_name=f"Ort {area}", level=level, coverage_pct=Decimal(pct), **alike)
        for area, level, pct in places
    ]
    write_csv({day: {"broadband": rows}}, tmp_path / "exports")
    publish(tmp_path / "exports", Store(tmp_path / "store"))
    page = with_tables(open_broadband(store=tmp_path / "store"))
    said = [chart["alt"] for chart in charts(page)][-2:]
    assert "12,7\u00a0Punkte mehr als Region Hannover" in said[0]
    assert "auf Platz 1 von 2 Gemeinden, danach Ort 03241014" in said[1]


def test_an_example_target_is_drawn_over_sample_values_alone(open_broadband: Open) -> None:
    page = open_broadband()
    assert text(page).count("Beispielziel je Stadtbezirk: 50 % bis 31.12.2025 (Quelle: Beispieldaten)") == 1
    _, ranking, development, _ = charts(page)
    assert "das Beispielziel" in ranking["alt"] and "ziel" not in development["alt"]
    assert "ziel" not in charts(open_broadband(technik="HFC"))[1]["alt"]


def test_a_target_with_a_source_is_drawn_in_the_development(
    open_broadband: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = dt.date(2025, 12, 31)
    target = Target("Ziel des Rates", "03241001", "Privathaushalte", "FTTB/H", 1000, 90.0, due, "Drucksache 9001/2020")
    with_target = dataclasses.replace(reference(), targets=(target,))
    monkeypatch.setattr("analytics.reference.load", lambda folder: with_target)
    reference.cache_clear()
    try:
        page = open_broadband()
    finally:
        reference.cache_clear()
    development = charts(page)[2]
    assert "Zum Ziel (90\u00a0% bis 31.12.2025) fehlen in der ganzen Stadt 61,8\u00a0Punkte" in development["alt"]
    assert "Ziel des Rates: 90 % bis 31.12.2025 (Quelle: Drucksache 9001/2020)" in text(page)
