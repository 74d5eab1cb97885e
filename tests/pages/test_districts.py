"""Stadtbezirke on a really published store: all of them, one of them, for every role, day and selection."""

from __future__ import annotations

import datetime as dt
import functools
import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.engine import open_snapshot
from analytics.publish import publish
from analytics.queries import districts
from analytics.reference import reference
from analytics.settings import ROOT
from analytics.store import Store
from tests.deliveries import measure, write_csv
from tests.pages.conftest import Open
from tests.pages.shown import charts, markup, text, with_tables

EXPORTS = ROOT / "data" / "exports"
DAY = dt.date(2021, 12, 31)


@pytest.fixture
def open_districts(open_page: Open) -> Open:
    return functools.partial(open_page, "districts.py")


def links(page: AppTest, start: str) -> list[str]:
    return re.findall(f'href="({re.escape(start)}[^"]*)"', markup(page))


def reply(page: AppTest) -> str:
    """The ready answer alone."""
    found = re.search('db-reply-text"[^>]*>(.*?)</div>', markup(page), re.DOTALL)
    assert found
    return re.sub("<[^>]*>", " ", found[1]).replace("\u00a0", " ")


def test_all_districts_lead_to_their_own_page(open_districts: Open) -> None:
    page = open_districts()
    assert "<h1>Wie steht es um die Stadtbezirke?</h1>" in markup(page)
    assert links(page, "stadtbezirke?bezirk=") == [f"stadtbezirke?bezirk={code}" for code in reference().districts]
    assert "09 Ricklingen 17,1 % 3.944 23.000 97,5 % 0 entfällt entfällt 0 0" in text(page)


def test_the_page_of_a_district_answers_what_the_queries_say(open_districts: Open, sample_store: Path) -> None:
    page = open_districts(bezirk="05")
    with open_snapshot(sample_store) as engine:
        rows = districts.measures(engine)
    own, city = rows[rows["district"] == "05"], rows[rows["district"].isna()]
    shown = text(page)
    assert "<h1>Wie steht es um Misburg-Anderten?</h1>" in markup(page)
    assert f"{len(own)} Maßnahmen gelten für Misburg-Anderten" in shown
    assert f"{len(city)} Maßnahmen gelten für die ganze Stadt" in shown
    assert len(links(page, "massnahmen?bezirk=05&amp;nr=")) >= len(own) + len(city)
    assert [chart["alt"].partition(": ")[0] for chart in charts(page)] == ["Balken", "Linien"]


def test_ricklingen_is_answered_by_the_page_alone(open_districts: Open) -> None:
    shown = text(open_districts(bezirk="09"))
    assert "17,1 % der Privathaushalte in Ricklingen haben Glasfaser ab 1.000 Mbit/s (3.944 von 23.000" in shown
    assert "Keine Maßnahme ist eigens für Ricklingen gemeldet" in shown
    assert "Zum Beispielziel (50 % bis 31.12.2025) fehlen in Ricklingen 32,9 Punkte" in shown


def test_the_answer_says_stand_source_and_that_money_is_not_split(open_districts: Open) -> None:
    said = reply(open_districts(bezirk="09"))
    assert "Beispieldaten, Stand 31.12.2021" in said and "Breitbandatlas 06/2021" in said
    assert "Beträge werden nicht auf Stadtbezirke verteilt" in said
    assert "Beispieldaten, nicht für eine echte Antwort" in said


def test_the_same_answer_for_whoever_looks_and_the_rest_is_told(open_districts: Open) -> None:
    leading, public = (open_districts(bezirk="09", role=role) for role in ("leitung", "oeffentlich"))
    assert reply(leading) == reply(public)
    assert "nichtöffentliche Maßnahmen sind im Antwortbaustein nicht enthalten" in text(leading)
    assert "nichtöffentliche" not in text(public)
    assert "Nur öffentliche Maßnahmen." in text(public)


def test_a_plan_that_was_not_public_does_not_shape_the_answer(open_districts: Open, tmp_path: Path) -> None:
    """Late against the plan of its first, non-public row; on time against the first that the public saw."""
    early, late = dt.date(2020, 1, 31), dt.date(2021, 1, 31)
    rows = {
        dt.date(2019, 6, 30): measure(dt.date(2019, 6, 30), end_baseline=early, is_public=False, districts=["09"]),
        dt.date(2020, 6, 30): measure(dt.date(2020, 6, 30), end_baseline=late, end_forecast=late, districts=["09"]),
    }
    write_csv({day: {"measures": [row]} for day, row in rows.items()}, tmp_path / "exports")
    publish(tmp_path / "exports", Store(tmp_path / "store"))
    leading, public = (
        open_districts(store=tmp_path / "store", bezirk="09", role=role) for role in ("leitung", "oeffentlich")
    )
    assert reply(leading) == reply(public) and "liegt keine hinter" in reply(public)
    assert "+366" in text(leading) and "+366" not in text(public)


def test_several_districts_are_the_overview_of_these(open_districts: Open) -> None:
    page = open_districts(bezirk=["01", "13"])
    assert links(page, "stadtbezirke?bezirk=") == ["stadtbezirke?bezirk=01", "stadtbezirke?bezirk=13"]
    assert "Gewählte Stadtbezirke" in text(page)


def test_a_narrower_selection_narrows_the_page_and_the_answer_says_so(open_districts: Open) -> None:
    page = open_districts(bezirk="05", bearbeitungsstand="geplant")
    assert "1 Maßnahme gilt für Misburg-Anderten: 1 geplant" in text(page)
    assert "berücksichtigt ist nur die Auswahl Bearbeitungsstand geplant" in reply(page)
    assert links(page, "stadtbezirke?bearbeitungsstand=geplant") == ["stadtbezirke?bearbeitungsstand=geplant"]


def test_nothing_is_joined_into_the_district(open_districts: Open) -> None:
    assert "zählen mit" not in text(open_districts(bezirk="05"))


def test_every_district_and_every_delivery_can_be_shown(open_districts: Open) -> None:
    for code, name in reference().districts.items():
        assert f"Wie steht es um {name}?" in text(open_districts(bezirk=code))
    for folder in sorted(path for path in EXPORTS.iterdir() if path.is_dir()):
        page = with_tables(open_districts(bezirk="09", stichtag=folder.name))
        assert "Wie steht es um Ricklingen?" in text(page)


@pytest.mark.parametrize("address", [{}, {"bezirk": "09"}])
def test_measures_without_broadband(open_districts: Open, tmp_path: Path, address: dict[str, str]) -> None:
    write_csv({DAY: {"measures": [measure(DAY, districts=["09"])]}}, tmp_path / "exports")
    publish(tmp_path / "exports", Store(tmp_path / "store"))
    page = open_districts(store=tmp_path / "store", **address)
    assert not charts(page)
    assert ("Dazu liegt keine Angabe vor" if address else "keine Angaben") in text(page)
    assert ("1 Maßnahme gilt für Ricklingen" if address else "1 von 13 Stadtbezirken hat eigene") in text(page)


@pytest.mark.parametrize("address", [{}, {"bezirk": "09"}])
def test_broadband_without_measures(open_districts: Open, tmp_path: Path, address: dict[str, str]) -> None:
    target = tmp_path / "exports" / "2021-12-31" / "breitband.csv"
    target.parent.mkdir(parents=True)
    shutil.copy(EXPORTS / "2021-12-31" / "breitband.csv", target)
    publish(tmp_path / "exports", Store(tmp_path / "store"))
    shown = text(open_districts(store=tmp_path / "store", **address))
    assert "Zu Maßnahmen liegt noch keine Lieferung vor" in shown
    assert ("Maßnahmen: Dazu liegt keine Angabe vor." in shown) == bool(address)


def test_delivered_text_is_escaped(open_districts: Open, tmp_path: Path) -> None:
    rows = [measure(DAY, districts=["09"], title="<b>x</b>", decision_needed="<i>y</i>", decision_due=DAY)]
    write_csv({DAY: {"measures": rows}}, tmp_path / "exports")
    publish(tmp_path / "exports", Store(tmp_path / "store"))
    shown = markup(open_districts(store=tmp_path / "store", bezirk="09"))
    assert "<b>x</b>" not in shown and "<i>y</i>" not in shown
    assert shown.count("&lt;b&gt;x") >= 3


def test_the_district_of_the_page_does_not_go_along_to_the_next(open_districts: Open) -> None:
    page = open_districts(bezirk="09", ausschuss="EDV")
    page.query_params.clear()  # what Streamlit's own navigation links do
    page.switch_page(str(ROOT / "pages" / "overview.py")).run()
    assert "bezirk" not in page.query_params and page.query_params["ausschuss"] == "EDV"
