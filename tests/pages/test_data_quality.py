"""Datenqualität on a really published store: what the queries answer, every finding, and every state of the address."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics import formats
from analytics.engine import open_snapshot
from analytics.figures.quality.findings import findings_on_screen, narrowed
from analytics.publish import publish
from analytics.queries import quality
from analytics.settings import ROOT
from analytics.store import Store
from tests.deliveries import cost, measure, write_csv
from tests.figures.test_quality import NEW
from tests.pages.conftest import Open
from tests.pages.shown import bare, labels, markup, text, with_tables
from tests.reference import Books


@pytest.fixture
def open_quality(open_page: Open) -> Open:
    return functools.partial(open_page, "data_quality.py")


def kinds(page: AppTest) -> list[str]:
    return [str(e.proto.alt).partition(": ")[0] for e in page.get("plotly_chart")]


def listed(page: AppTest) -> str:
    """The list of findings as it reads."""
    bodies = [e.proto.body for e in page.get("html") if "<caption>Befunde der Lieferungen<" in e.proto.body]
    return bare("".join(bodies))


def test_lead_charts_and_list_say_what_the_queries_answer(open_quality: Open, sample_store: Path) -> None:
    page = open_quality()
    with open_snapshot(sample_store) as engine:
        books, found = quality.books(engine), quality.findings(engine)
    now = books[books["delivery"] == str(NEW)]
    kept, read = (formats.number(int(now[name].sum())) for name in ("kept", "records"))
    assert f"{kept} von {read} Zeilen vom 31.12.2021 sind übernommen" in text(page)
    assert f"{len(found)} Befunde" in text(page)
    assert kinds(page) == ["Gestapelte Balken", "Balken"]
    assert listed(page).count("<td>") == 4 * len(found)
    for row in findings_on_screen(narrowed(found)).text_rows:
        assert row[3].partition(",")[0] in text(page)


def test_every_finding_has_line_column_value_severity_and_reason(open_quality: Open) -> None:
    rows = re.findall('<tr><th scope="row">(.*?)</th>(.*?)</tr>', listed(open_quality(datei="kosten.csv")))
    cells = [(line, *re.findall("<td>(.*?)</td>", others)) for line, others in rows]
    assert ("955", "× Fehler", "Betrag in EUR", "1250.00") in [row[:4] for row in cells]
    assert ("3017", "! Hinweis", "Maßnahme-Nr", "5.17") in [row[:4] for row in cells]
    assert all(row[4].endswith(".") for row in cells)


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ({"datei": "breitband.csv"}, 5),
        ({"schwere": "fehler"}, 13),
        ({"datei": "massnahmen.csv", "spalte": "Gemeldet am"}, 11),
        ({"stichtag": "2018-12-31"}, 4),
    ],
)
def test_the_address_narrows_the_list(open_quality: Open, address: dict[str, str], count: int) -> None:
    page = open_quality(**address)
    assert f"{count} Befunde" in text(page)
    assert listed(page).count('<tr><th scope="row">') == count


@pytest.mark.parametrize("name", ["datei", "schwere", "spalte"])
def test_an_unknown_choice_is_left_out(open_quality: Open, name: str) -> None:
    page = open_quality(**{name: "<b>quatsch</b>"})
    assert "40 Befunde" in text(page)
    assert "<b>quatsch" not in markup(page)
    assert name not in page.query_params


def test_choosing_writes_the_address(open_quality: Open) -> None:
    page = open_quality()
    boxes = {box.label: box for box in page.selectbox}
    boxes["Schwere"].set_value("hinweise").run()
    assert page.query_params["schwere"] == "hinweise"
    assert "27 Befunde" in text(page)


def test_no_selection_but_the_date_applies_and_the_page_says_so(open_quality: Open) -> None:
    narrowed_page, whole = open_quality(ausschuss="EDV"), open_quality()
    assert "unabhängig von der übrigen Auswahl" in text(narrowed_page)
    assert listed(narrowed_page) == listed(whole)


def test_three_tables_can_be_taken_away(open_quality: Open) -> None:
    assert labels(with_tables(open_quality())) == ["Excel (XLSX)", "CSV"] * 3


def published(folder: Path, books: Books) -> Path:
    write_csv(books, folder / "exports")
    publish(folder / "exports", Store(folder / "store"))
    return folder / "store"


def test_clean_deliveries_are_said_to_be_clean(open_quality: Open, tmp_path: Path) -> None:
    row = measure(NEW, end_forecast=NEW)
    page = open_quality(store=published(tmp_path, {NEW: {"measures": [row], "costs": [cost(NEW)]}}))
    assert "Bis zu diesem Stichtag gibt es keinen Befund." in text(page)
    assert "Zu dieser Wahl gibt es keinen Befund." in text(page)
    assert "Alle 2 gelesenen Zeilen sind übernommen" in text(page)
    assert "Beispieldaten" not in text(page)


def test_long_lists_are_cut_on_screen_and_said_so(open_quality: Open, tmp_path: Path) -> None:
    costs = [cost(NEW, f"B{number}", measure_id="<b>x</b>") for number in range(300)]
    page = open_quality(store=published(tmp_path, {NEW: {"measures": [measure(NEW)], "costs": costs}}))
    assert "200 von 301 Befunden; die Dateien enthalten alle" in text(page)
    assert listed(page).count('<tr><th scope="row">') == 200
    assert "<b>x</b>" not in markup(with_tables(page))


@pytest.mark.parametrize("role", ["oeffentlich", "ausschuss:EDV"])
def test_a_limited_role_is_led_to_the_overview(open_quality: Open, role: str) -> None:
    assert "Wie steht die Digitalstrategie?" in text(open_quality(role=role))


@pytest.mark.parametrize("role", ["oeffentlich", "ausschuss:EDV"])
def test_a_limited_role_reads_no_finding_even_if_it_reached_the_page(
    sample_store: Path, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    monkeypatch.setenv("DIGITALBILANZ_STORE", str(sample_store))
    monkeypatch.setenv("DIGITALBILANZ_ROLE", role)
    page = AppTest.from_file(str(ROOT / "pages" / "data_quality.py"), default_timeout=30).run()
    assert "Für diese Rolle gibt es hier nichts zu lesen" in text(page)
    assert not listed(page) and not kinds(page)


def test_a_date_before_the_first_delivery_is_one_sentence(open_quality: Open) -> None:
    assert "keine Lieferung vor" in text(open_quality(stichtag="2017-01-01"))
