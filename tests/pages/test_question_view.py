"""Every figure explains itself on Methodik: one click from its card, with the selection that was shown."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from analytics import methodology
from analytics.engine import Engine, open_snapshot
from analytics.filters import Selection
from analytics.labels import label
from analytics.publish import publish
from analytics.queries import FIGURES, ask, table
from analytics.queries.answer import Asked
from analytics.settings import ROOT
from analytics.store import Store
from tests.pages.conftest import Open
from tests.pages.shown import labels, markup, text

PAGES = ("", "measures.py", "costs.py", "broadband.py", "districts.py", "committees.py", "data_quality.py")


@pytest.fixture(scope="module")
def engine(sample_store: Path) -> Iterator[Engine]:
    with open_snapshot(sample_store) as opened:
        yield opened


def explained(page: str) -> list[str]:
    return [html.unescape(link) for link in re.findall('<a href="([^"]*)" target="_self">So gerechnet</a>', page)]


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_shows_its_rule_its_rows_its_answer_and_its_sql(open_page: Open, name: str) -> None:
    page = open_page("methodology.py", frage=name)
    entry = next(entry for entry in methodology.entries() if entry.name == name)
    shown = markup(page)
    assert f"<h1>{html.escape(entry.title)}</h1>" in shown and html.escape(entry.rule) in shown
    assert html.escape(entry.sql) in shown and f"python -m analytics ask {name} --as-of 2021-12-31" in shown
    assert all(f"Grundlage {view}" in shown for view in entry.views)
    assert shown.count("<table>") == 1 and labels(page) == ["Excel (XLSX)", "CSV"]


@pytest.mark.parametrize("name", FIGURES)
def test_every_column_of_every_figure_has_a_german_head(name: str) -> None:
    assert all(label(column) for column in FIGURES[name].row._fields)


def test_the_rows_are_those_of_the_selection(open_page: Open, engine: Engine) -> None:
    shown = text(open_page("methodology.py", frage="costs/funding", ausschuss="EDV"))
    counts = {count.export: count for count in table.rows(engine, Selection(committees=("EDV",)))}
    costs, measures = counts["costs"], counts["measures"]
    assert costs.rows_selected < costs.rows_read and "Ausschuss EDV" in shown
    german = f"{costs.rows_read:,} Zeilen, davon {costs.rows_selected:,} in der Auswahl".replace(",", ".")
    assert german.replace(". davon", ", davon") in shown
    assert f"{measures.rows_read} Zeilen, davon {measures.rows_selected} in der Auswahl" in shown
    assert "breitband.csv" not in shown


def test_the_way_to_the_rows_keeps_the_selection(open_page: Open, engine: Engine) -> None:
    shown = markup(open_page("methodology.py", frage="overview/kpis", ausschuss="EDV"))
    links = [html.unescape(link) for link in re.findall('href="([^"]*)" target="_self">Zeilen ansehen', shown)]
    asked = [parse_qs(urlsplit(link).query) for link in links]
    assert [one["frage"] for one in asked] == [["table/broadband"], ["table/costs"], ["table/measures"]]
    assert all(one["ausschuss"] == ["EDV"] for one in asked)
    rows = text(open_page("methodology.py", **{name: values[0] for name, values in asked[2].items()}))
    expected = ask(engine, "table/measures", Asked(Selection(committees=("EDV",))))
    assert f"Die Antwort hat {expected.num_rows} Zeilen." in rows


@pytest.mark.parametrize("file", PAGES)
def test_every_source_line_leads_to_its_questions(open_page: Open, file: str) -> None:
    """What is a page's own list of what was delivered counts as well."""
    shown = markup(open_page(file, stichtag="2020-12-31"))
    lines = re.findall('<p class="db-source">Quelle: .*?</p>', shown)
    assert lines and all("So gerechnet" in line for line in lines), lines
    for link in explained(shown):
        asked = parse_qs(urlsplit(link).query)
        assert urlsplit(link).path == "methodik" and set(asked["frage"]) <= set(FIGURES)
        assert asked["stichtag"] == ["2020-12-31"]


def test_every_key_figure_leads_to_its_question(open_page: Open) -> None:
    tiles = re.findall('<li><a class="k".*?</li>', markup(open_page(seit="2019-12-31")))
    assert len(tiles) == 6
    for tile in tiles:
        (link,) = explained(tile)
        asked = parse_qs(urlsplit(link).query)
        assert asked["frage"][1:] == ["overview/kpis"] and asked["frage"][0] in FIGURES
        assert asked["seit"] == ["2019-12-31"]


def test_changes_are_those_since_the_day_chosen(open_page: Open, engine: Engine) -> None:
    shown = text(open_page("methodology.py", frage="changes/since", seit="2019-12-31"))
    (day,) = (day for day in engine.reporting_dates("measures") if day.isoformat() == "2019-12-31")
    assert f"Die Antwort hat {ask(engine, 'changes/since', Asked(since=day)).num_rows} Zeilen" in shown


def test_several_questions_stand_one_below_the_other(open_page: Open) -> None:
    shown = markup(open_page("methodology.py", frage=["broadband/trend", "broadband/sources"]))
    assert shown.count("<h1>") == 1 and "<h2>Woher kommen die Breitbandwerte der Stadt?</h2>" in shown
    assert shown.count("<table>") == 2


def test_a_long_answer_is_cut_on_screen_and_says_so(open_page: Open) -> None:
    page = open_page("methodology.py", frage="table/costs")
    assert re.search(r"Die Antwort hat 3\.\d{3} Zeilen, gezeigt sind 50\.", text(page))
    assert len(re.findall('<tr><th[^>]*scope="row"', markup(page))) == 50


def test_an_unknown_question_says_so_and_shows_all(open_page: Open) -> None:
    shown = markup(open_page("methodology.py", frage="<b>x</b>"))
    assert "Eine Frage „&lt;b&gt;x&lt;/b&gt;“ gibt es nicht" in shown and "Wie kommen die Zahlen zustande?" in shown


def test_a_date_before_the_first_delivery_is_said_in_the_card(open_page: Open) -> None:
    shown = text(open_page("methodology.py", frage="costs/funding", stichtag="2017-01-01"))
    assert shown.count("keine Lieferung vor") == 2 and "Wie wird gerechnet?" in shown


def test_an_export_that_never_came_has_no_rows(open_page: Open, tmp_path: Path) -> None:
    folder = tmp_path / "exports" / "2020-06-30"
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "data" / "exports" / "2020-06-30" / "massnahmen.csv", folder)
    publish(folder.parent, Store(tmp_path / "store"))
    shown = text(open_page("methodology.py", store=tmp_path / "store", frage="overview/kpis"))
    assert "kosten.csv , bis zu diesem Stichtag nicht geliefert." in shown
    assert re.search(r"massnahmen.csv , Stand 30.06.2020: (\d+) Zeilen; bisher geliefert \1\.", shown)


def test_a_limited_role_sees_and_counts_its_rows(open_page: Open, sample_store: Path) -> None:
    shown = text(open_page("methodology.py", frage="table/measures", role="oeffentlich"))
    with open_snapshot(sample_store, role="oeffentlich") as public:
        rows = ask(public, "table/measures").num_rows
    assert (
        f"Die Antwort hat {rows} Zeilen, gezeigt" in shown
        and f"{rows} Zeilen; bisher" in shown
        and "Nur öffentliche" in shown
    )
