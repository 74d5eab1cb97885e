"""Methodik on a really published store: every figure with its SQL, and the limits of the snapshot that is shown."""

from __future__ import annotations

import dataclasses
import functools
import re
from decimal import Decimal
from html import escape, unescape
from pathlib import Path

import pytest

from analytics import methodology
from analytics import publish as publication
from analytics.publish import publish
from analytics.queries import FIGURES
from analytics.reference import Thresholds, reference
from analytics.store import Store
from tests.deliveries import measure, write_csv
from tests.figures.test_quality import NEW
from tests.pages.conftest import Open
from tests.pages.shown import markup, text


@pytest.fixture
def open_methodology(open_page: Open) -> Open:
    return functools.partial(open_page, "methodology.py", role="analyse")


def test_every_figure_stands_there_with_its_sql(open_methodology: Open) -> None:
    shown = markup(open_methodology())
    assert f"<b>{len(FIGURES)} Fragen</b>" in shown
    sql = [unescape(code) for code in re.findall('<code translate="no">(.*?)</code>', shown, re.DOTALL)]
    assert sql == [one.sql for one in (*methodology.entries(), *methodology.views())]
    assert all(f"<code>{name}</code>" in shown for name in FIGURES)


def test_sql_is_escaped(open_methodology: Open) -> None:
    entry = next(entry for entry in methodology.entries() if "<" in entry.sql)
    shown = markup(open_methodology())
    assert escape(entry.sql) in shown
    assert entry.sql not in shown


def test_every_link_of_the_index_has_its_place(open_methodology: Open) -> None:
    shown = markup(open_methodology())
    links, places = re.findall('href="#([^"]+)"', shown), re.findall(' id="([^"]+)"', shown)
    assert len(links) > 10
    assert set(links) <= set(places)
    assert len(set(places)) == len(places)


def test_the_limits_are_those_of_the_snapshot_not_of_the_file(
    open_methodology: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = dataclasses.replace(reference(), thresholds=Thresholds(17, 7, Decimal(123), Decimal(104), Decimal(3)))
    write_csv({NEW: {"measures": [measure(NEW)]}}, tmp_path / "exports")
    with monkeypatch.context() as patch:
        patch.setattr(publication, "reference", lambda: other)
        publish(tmp_path / "exports", Store(tmp_path / "store"))
    shown = text(open_methodology(store=tmp_path / "store"))
    assert "mehr als 17 Tage nach dem gültigen Ende" in shown
    assert "über 123 % des gültigen Ansatzes" in shown
    assert "mehr als 90 Tage" not in shown
    assert "Was echt ist und was erfunden" not in shown


def test_sources_licences_and_sample_are_told(open_methodology: Open) -> None:
    shown = text(open_methodology())
    assert "Informationsdrucksache 1004/2018" in shown
    assert "Breitbandatlas | Gigabit-Grundbuch (https://gigabitgrundbuch.bund.de), bearbeitet" in shown
    assert "Was echt ist und was erfunden" in shown
    assert "Frei erfunden" in shown


def test_it_says_how_well_ranges_did(open_methodology: Open) -> None:
    shown = text(open_methodology())
    assert "4 von 13 entschiedenen Spannen für die Glasfaser eines Stadtbezirks trafen zu (30,8 %)" in shown
    assert shown.count("Gerechnet auf Beispieldaten.") == 2
    assert "Spannen für die Glasfaser eines Stadtbezirks waren bisher meist zu niedrig." in shown
    assert "An keinem früheren Stichtag gab es 20 vergleichbare Fälle" in shown
    assert "bis 180 Tage 15 0 keine Spanne: weniger als 20 Fälle" in shown
    assert "bis 365 Tage 19 1 keine Spanne: weniger als 20 Fälle" in shown
    assert "länger 21 4 −21 bis +546" in shown


def test_it_opens_where_a_book_has_not_been_delivered(open_methodology: Open, tmp_path: Path) -> None:
    write_csv({NEW: {"measures": [measure(NEW)]}}, tmp_path / "exports")
    publish(tmp_path / "exports", Store(tmp_path / "store"))
    shown = text(open_methodology(store=tmp_path / "store"))
    assert "Von breitband.csv liegt" in shown
    assert "Für einen Vergleich fehlt ein früherer Stichtag" in shown
    assert "Gerechnet auf Beispieldaten" not in shown


def test_a_search_shows_what_holds_the_words(open_methodology: Open) -> None:
    page = open_methodology(suche="costs/without")
    assert re.findall("<article id=.([a-z-]+).", markup(page)) == ["costs-without-measure"]
    page.text_input[0].set_value("Kostenzelle").run()
    assert "Erst werden die Zellen gebildet" in text(page)
    assert "Ampel nach Regel" not in text(page)


def test_a_search_without_a_hit_says_so(open_methodology: Open) -> None:
    page = open_methodology(suche="<b>nirgends</b>")
    assert "steht nichts in der Methodik" in text(page)
    assert "<b>nirgends" not in markup(page)


@pytest.mark.parametrize("role", ["oeffentlich", "ausschuss", "leitung"])
def test_every_role_can_read_it(open_methodology: Open, role: str) -> None:
    assert "Wie kommen die Zahlen zustande?" in text(open_methodology(role=role))
