"""Maßnahmen on a really published store: the list says what the queries answer, and each measure has its own view."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.engine import Engine, open_snapshot
from analytics.filters import EVERYTHING
from analytics.publish import publish
from analytics.queries import measures, overview
from analytics.store import Store
from tests.deliveries import cost, measure, write_csv
from tests.pages.conftest import Open
from tests.pages.shown import charts, labels, markup, text, with_tables


@pytest.fixture
def engine(sample_store: Path) -> Iterator[Engine]:
    with open_snapshot(sample_store) as opened:
        yield opened


@pytest.fixture
def open_measures(open_page: Open) -> Open:
    return functools.partial(open_page, "measures.py")


def numbers(page: AppTest) -> list[str]:
    """The measures that the list names, in its order."""
    return re.findall(r"nr=([^\"&]+)\" target", page.get("html")[-3].proto.body)


def test_the_lead_says_what_the_kpis_answer(open_measures: Open, engine: Engine) -> None:
    kpis = overview.kpis(engine)
    still_open = kpis.measures_planned + kpis.measures_running
    shown = text(open_measures())
    assert f"{kpis.measures_late} von {still_open} offenen Maßnahmen sind verspätet" in shown
    assert f"{kpis.rating_red_computed} von {kpis.measures_total} Maßnahmen sind nach der Regel kritisch" in shown
    assert f"bei {kpis.ratings_differ} weicht die gemeldete Ampel" in shown
    assert f"{still_open - kpis.measures_late} von {still_open} offenen Maßnahmen werden zum gültigen Plan" in shown


def test_three_charts_with_table_source_and_downloads(open_measures: Open) -> None:
    page = with_tables(open_measures())
    assert [str(chart["alt"]).partition(": ")[0] for chart in charts(page)] == [
        "Gestapelte Balken",
        "Ein Zeichen je Maßnahme",
        "Zeitplan",
    ]
    assert labels(page) == ["Excel (XLSX)", "CSV"] * 4
    assert text(page).count("Quelle: massnahmen.csv, Stand 31.12.2021 · Beispieldaten") == 4


def test_the_list_links_every_measure_of_the_selection(open_measures: Open, engine: Engine) -> None:
    everyone = numbers(open_measures())
    assert sorted(everyone) == list(measures.listed(engine)["measure_id"])
    late = measures.listed(engine).query("is_late")["measure_id"]
    assert set(everyone[: len(late)]) == set(late)
    some = open_measures(handlungsfeld="Open Government", ampel="gelb")
    assert numbers(some) == ["6.05"]
    assert "1 Maßnahme in 1 Handlungsfeld" in text(some)


def test_the_list_is_sorted_and_searched_by_the_address(open_measures: Open) -> None:
    page = open_measures(sortierung="nummer", suche="wlan schulen")
    assert numbers(page) == ["4.02", "4.04"]
    assert "2 von 60 Maßnahmen passen zu „wlan schulen“." in text(page)
    assert numbers(open_measures(sortierung="nummer"))[:3] == ["4.01", "4.02", "4.03"]
    assert labels(with_tables(open_measures(suche="gibtsnicht"))) == ["Excel (XLSX)", "CSV"] * 3


def test_searching_and_sorting_write_the_address(open_measures: Open) -> None:
    page = open_measures()
    page.text_input[0].set_value(" Chatbot ").run()
    assert page.query_params["suche"] in ("Chatbot", ["Chatbot"])
    assert numbers(page) == ["5.10"]
    page.text_input[0].set_value("").run()
    assert "suche" not in page.query_params
    next(box for box in page.selectbox if box.label == "Sortierung").set_value("nummer").run()
    assert page.query_params["sortierung"] in ("nummer", ["nummer"])


def test_the_timeline_shows_twenty_or_all(open_measures: Open, engine: Engine) -> None:
    with_end = int(measures.listed(engine)["valid_end"].notna().sum())
    assert f"Gezeigt sind 20 von {with_end} Maßnahmen" in text(open_measures())
    assert f"Gezeigt sind {with_end} von {with_end} Maßnahmen" in text(open_measures(zeitplan="alle"))


def test_markup_in_the_address_stays_text(open_measures: Open) -> None:
    for name in ("suche", "nr", "sortierung", "zeitplan", "bezirk"):
        assert "<b>x</b>" not in markup(open_measures(**{name: "<b>x</b>"}))


def test_unknown_choices_fall_back(open_measures: Open) -> None:
    page = open_measures(sortierung="quatsch", zeitplan="quatsch")
    assert numbers(page) == numbers(open_measures())
    assert "sortierung" not in page.query_params


def test_an_empty_selection_is_said_once_with_a_way_out(open_measures: Open) -> None:
    page = open_measures(handlungsfeld="Open Government", ampel="rot", stichtag="2018-06-30")
    assert not charts(page)
    assert text(page).count("Keine Maßnahme passt zur Auswahl.") == 1
    assert "Auswahl aufheben" in text(page)


def test_districts_show_measures_for_the_whole_city_apart(open_measures: Open) -> None:
    shown = text(open_measures(bezirk="01"))
    apart = re.search(r"Stadtbezirk Mitte\s+5\.12(.*)Ganze Stadt\s+4\.09", shown, re.DOTALL)
    assert apart
    assert re.findall(r"\b\d\.\d\d\b", apart[1]) == ["4.06"]


def test_a_measure_shows_all_that_is_known(open_measures: Open, engine: Engine) -> None:
    sheet = measures.sheet(engine, EVERYTHING, "4.04")
    assert sheet
    page = with_tables(open_measures(nr="4.04"))
    shown = text(page)
    assert "<h1>4.04 WLAN in den Unterrichtsräumen der Schulen</h1>" in markup(page)
    assert f"{sheet.days_late_valid} Tage nach dem gültigen Plan" in shown
    for known in (sheet.reason, sheet.mitigation, sheet.impact, sheet.options, sheet.decision_needed, sheet.owner):
        assert known
        assert " ".join(known.split()) in " ".join(shown.replace("&quot;", '"').split())
    assert "30.11.2021, überfällig seit 31 Tagen" in shown
    assert "EDV · EDV-Arbeitsgruppe" in shown
    assert "59 von 90 Prozent" in shown
    assert labels(page) == ["Excel (XLSX)", "CSV"] * 2
    assert "Quelle: kosten.csv, Stand 31.12.2021" in shown


def test_a_running_measure_has_a_range_or_the_reason_why_not(open_measures: Open) -> None:
    shown = text(open_measures(nr="4.03"))
    assert "Ende nach Erfahrung 09.06.2023 bis 27.12.2024" in shown
    assert "(21 Fälle, je Maßnahme einer, 4 weitere ohne Ende" in shown
    assert "Frühere Spannen dieser Art, an denen sie zu prüfen wäre, gibt es nicht." in shown
    few = text(open_measures(nr="4.04"))
    assert "Ende nach Erfahrung keine Spanne" in few
    assert (
        "erst 19 von mindestens 20 vergleichbaren Fällen mit 181 bis 365 Tagen Restzeit liegen vor, je Maßnahme" in few
    )
    assert "erst 15 von mindestens 20 vergleichbaren Fällen mit bis zu 180 Tagen" in text(open_measures(nr="5.09"))
    assert "Ende nach Erfahrung" not in text(open_measures(nr="5.12"))  # it is not running
    narrowed = text(open_measures(nr="4.03", handlungsfeld="Open Government"))
    assert "Ende nach Erfahrung 09.06.2023 bis 27.12.2024" in narrowed


def test_papers_lead_out_without_a_trace_and_invented_ones_nowhere(open_measures: Open) -> None:
    there = 'href="https://e-government.hannover-stadt.de/lhhsimwebre.nsf/DS/1004-2018" rel="noreferrer"'
    assert f"<a {there}>1004/2018 im Ratsinformationssystem</a>" in markup(open_measures(nr="4.01"))
    shown = markup(open_measures(nr="5.02"))
    assert "9001/2020 (Beispiel, gibt es nicht)" in shown
    assert "DS/9001" not in shown


def test_what_is_done_stands_beside_what_it_brought_about(open_measures: Open) -> None:
    shown = text(open_measures(nr="4.01"))
    assert re.search(r"Aktivität 50,0 % .*Wirkung Kennzahl nicht vereinbart", shown)
    assert "So liest man es: Waagerecht heißt Termin gehalten" in shown


def test_a_measure_has_one_row_of_history_per_reporting_date(open_measures: Open) -> None:
    shown = text(with_tables(open_measures(nr="4.04", stichtag="2019-12-31")))
    assert "4 Stichtage" in shown
    assert "31.12.2019" in shown
    assert "30.06.2020" not in shown


@pytest.mark.parametrize("number", ["4.05", "4.06", "5.02", "5.10", "5.12", "8.01"])
def test_measures_of_every_kind_have_their_view(open_measures: Open, number: str) -> None:
    page = open_measures(nr=number)
    assert f"<h1>{number} " in markup(page)
    assert len(charts(page)) == 1


def test_the_way_back_keeps_the_selection(open_measures: Open) -> None:
    shown = markup(open_measures(nr="5.03", handlungsfeld="Digitale Services"))
    assert 'href="massnahmen?handlungsfeld=Digitale+Services" target="_self">Zurück' in shown
    assert "gehört nicht zur Auswahl" not in shown


def test_a_measure_outside_the_selection_is_shown_and_says_so(open_measures: Open) -> None:
    page = open_measures(nr="5.03", handlungsfeld="Open Government")
    assert "Diese Maßnahme gehört nicht zur Auswahl." in text(page)
    assert "<h1>5.03 " in markup(page)


@pytest.mark.parametrize("asked", [{"nr": "9.99"}, {"nr": "5.16", "stichtag": "2018-06-30"}])
def test_an_unknown_measure_shows_the_list(open_measures: Open, asked: dict[str, str]) -> None:
    page = open_measures(**asked)
    assert f"Eine Maßnahme „{asked['nr']}“ gibt es zu diesem Stichtag nicht" in text(page)
    assert len(charts(page)) == 3


def test_a_limited_role_sees_public_measures_alone(open_measures: Open, tmp_path: Path) -> None:
    day = dt.date(2020, 6, 30)
    rows = [measure(day, "1", title="Öffentlich"), measure(day, "2", title="Vertraulich", is_public=False)]
    write_csv({day: {"measures": rows}}, tmp_path / "exports")
    publish(tmp_path / "exports", Store(tmp_path / "store"))
    public = open_measures(store=tmp_path / "store", role="oeffentlich")
    assert numbers(public) == ["1"]
    assert "Vertraulich" not in text(with_tables(public))
    assert "Nur öffentliche Maßnahmen" in text(public)
    secret, missing = (
        text(with_tables(open_measures(store=tmp_path / "store", role="oeffentlich", nr=nr))) for nr in "29"
    )
    assert secret.replace("„2“", "„9“") == missing
    assert "Vertraulich" in text(open_measures(store=tmp_path / "store", nr="2"))


def test_costs_newer_than_the_measures_are_read_everywhere(open_measures: Open, tmp_path: Path) -> None:
    """Head, history and money of a Steckbrief tell one story."""
    store, exports = tmp_path / "store", tmp_path / "exports"
    day, later = dt.date(2020, 6, 30), dt.date(2020, 9, 30)
    newer = [cost(later), cost(later, "B2", value_type="Prognose", amount_eur=Decimal(900))]
    write_csv({day: {"measures": [measure(day)], "costs": [cost(day)]}, later: {"costs": newer}}, exports)
    publish(exports, Store(store))
    shown = text(with_tables(open_measures(store=store, nr="5.03")))
    assert "Die erwarteten Kosten liegen über 110 Prozent" in shown
    assert re.search(r"30\.06\.2020\s+in Umsetzung\s+▲ kritisch", shown)
    assert "die Prognose beträgt 900 €" in shown
    assert re.search(r"30\.09\.2020\s+100,00\s+0,00\s+900,00", shown)
    assert "Quelle: kosten.csv, Stand 30.09.2020" in shown
    assert "1 Stichtag " in shown


def test_delivered_text_is_never_markup(open_measures: Open, tmp_path: Path) -> None:
    day = dt.date(2020, 6, 30)
    names = ("title", "division", "reason", "options", "owner", "city_goal")
    row = measure(day, "<u>1</u>", **dict.fromkeys(names, "<img src=x> & <b>y</b> " + "lang " * 20))
    write_csv({day: {"measures": [row]}}, tmp_path / "exports")
    publish(tmp_path / "exports", Store(tmp_path / "store"))
    for asked in ({}, {"nr": "<u>1</u>"}):
        page = with_tables(open_measures(store=tmp_path / "store", **asked))
        shown = markup(page) + str(charts(page))
        assert "&lt;img" in shown
        assert not re.search("<img|<b>y|<u>1", shown)
    assert "Zu den Kosten liegt bis zu diesem Stichtag keine Lieferung vor." in text(page)
