"""Überblick on a really published store: it says what the queries answer, in every state of the address."""

from __future__ import annotations

import datetime as dt
import html
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from analytics import formats
from analytics.engine import open_snapshot
from analytics.filters import Selection
from analytics.publish import publish
from analytics.queries import overview
from analytics.settings import ROOT
from analytics.store import Store
from pages.components import once
from tests.pages.conftest import Open
from tests.pages.shown import charts, markup, text, with_tables

EXPORTS = ROOT / "data" / "exports"


def exports_of(folder: Path, *files: str) -> Path:
    """A delivery folder with some of the sample files."""
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(EXPORTS / file, folder / file)
    return folder


def test_lead_and_tiles_say_what_the_query_answers(open_page: Open, sample_store: Path) -> None:
    shown = text(open_page())
    with open_snapshot(sample_store) as engine:
        kpis = overview.kpis(engine)
    assert kpis.budget_eur is not None
    still_open = kpis.measures_planned + kpis.measures_running
    assert f"{kpis.measures_late} von {still_open} offenen Maßnahmen sind verspätet" in shown
    assert f"von {kpis.measures_total} Maßnahmen, gemeldet {kpis.rating_red_reported}" in shown
    assert f"Von {formats.euro_short(kpis.budget_eur)} für {kpis.budget_year}".replace("\u00a0", " ") in shown
    assert f"der Haushalte der ganzen Stadt, Stand {formats.day(kpis.fibre_as_of)}" in shown


def test_six_tiles_with_a_rule_each(open_page: Open) -> None:
    shown = markup(open_page())
    assert shown.count('<a class="k"') == shown.count("<details><summary>Regel</summary>") == 6


def test_every_tile_opens_its_page_with_what_it_asks_for(open_page: Open) -> None:
    """A page takes out of the address what it does not know, and says so."""
    files = {"massnahmen": "measures", "kosten": "costs", "breitband": "broadband"}
    links = re.findall('<a class="k" href="([^"]*)"', markup(open_page(ausschuss="EDV", stichtag="2020-12-31")))
    assert len(links) == 6
    for link in map(html.unescape, links):
        target = urlsplit(link)
        page = AppTest.from_file(str(ROOT / "pages" / f"{files[target.path]}.py"), default_timeout=30)
        asked = dict(parse_qsl(target.query))
        for name, value in asked.items():
            page.query_params[name] = value
        page.run()
        assert not page.exception
        left = {name: page.query_params[name] for name in page.query_params}
        assert {name: value if isinstance(value, str) else ",".join(value) for name, value in left.items()} == asked
        assert "nicht wählbar" not in markup(page)


def test_three_charts_whose_alternative_text_is_their_answer(open_page: Open) -> None:
    page = with_tables(open_page())
    drawn, shown = charts(page), markup(page)
    assert [str(chart["alt"]).partition(": ")[0] for chart in drawn] == [
        "Gestapelte Balken",
        "Balken im Rahmen des Ansatzes",
        "Zwei Linien",
    ]
    assert all(f'<p class="db-answer">{str(c["alt"]).partition(": ")[2]}</p>' in shown for c in drawn)
    assert shown.count("<table>") == shown.count("<caption>") == 5


def test_stand_and_sample_label_stand_at_every_figure(open_page: Open) -> None:
    shown = text(open_page())
    for file in ("massnahmen.csv", "kosten.csv", "breitband.csv"):
        assert re.search(rf"Quelle: {file}, Stand \d\d\.\d\d\.\d{{4}} · .*Beispieldaten", shown)
    assert "Stand 31.12.2021 , verglichen mit 30.06.2021" in shown


def test_an_earlier_date_shows_that_date(open_page: Open) -> None:
    shown = text(open_page(stichtag="2019-12-31"))
    assert "Stand 31.12.2019 , verglichen mit 30.06.2019" in shown
    assert "Noch verfügbar 2019" in shown


@pytest.mark.parametrize(
    ("asked", "note"),
    [
        ("quatsch", "„quatsch“ ist kein Stichtag. Gezeigt wird der neueste Stand, 31.12.2021; andere stehen"),
        ("2021-02-31", "„2021-02-31“ ist kein Stichtag. Gezeigt wird der neueste Stand, 31.12.2021; andere stehen"),
        ("2019-07-01", "Zum 01.07.2019 gibt es keine Lieferung. Gezeigt wird der letzte Stand davor, 30.06.2019."),
        ("2030-01-01", "Zum 01.01.2030 gibt es keine Lieferung. Gezeigt wird der letzte Stand davor, 31.12.2021."),
    ],
)
def test_an_unknown_date_falls_back_and_says_so(open_page: Open, asked: str, note: str) -> None:
    page = open_page(stichtag=asked)
    assert note in text(page)
    assert len(charts(page)) == 3


def test_a_date_is_read_in_german_too(open_page: Open) -> None:
    assert "Stand 31.12.2019 , verglichen mit 30.06.2019" in text(open_page(stichtag="31.12.2019"))


def test_the_durable_link_shows_the_same_figures(open_page: Open, tmp_path: Path) -> None:
    """A delivery of costs alone, newer than the measures, answers for both: the link must ask for its date."""
    store, exports = tmp_path / "store", tmp_path / "exports"
    exports_of(exports, *(f"2020-12-31/{name}.csv" for name in ("massnahmen", "kosten", "breitband")))
    newer = exports / "2021-03-31" / "kosten.csv"
    newer.parent.mkdir()
    newer.write_text(
        (exports / "2020-12-31" / "kosten.csv").read_text("utf-8").replace("31.12.2020", "31.03.2021"), "utf-8"
    )
    publish(exports, Store(store))
    shown = markup(open_page(store=store))
    link = re.search(r"\?stichtag=([\d-]+)&amp;stand=([0-9a-f]+)", shown)
    assert link
    assert link[1] == "2021-03-31"
    plain = text(with_tables(open_page(store=store)))
    once._derived.clear()  # else the link, which is the key, is shown what the plain page has derived
    assert text(with_tables(open_page(store=store, stichtag=link[1], stand=link[2]))) == plain
    assert "31.12.2020" in shown


def test_markup_in_the_address_stays_text(open_page: Open) -> None:
    assert "<b>x</b>" not in markup(open_page(stichtag="<b>x</b>"))
    assert "<b>x</b>" not in markup(open_page(stand="<b>x</b>"))


@pytest.mark.parametrize("name", ["self", "selection", "page", "utm_source", "store"])
def test_a_name_of_nobody_in_the_address_changes_nothing(open_page: Open, name: str) -> None:
    page = AppTest.from_file(str(ROOT / "pages" / "router.py"), default_timeout=30)
    plain = open_page(ampel="rot")
    page.query_params["ampel"], page.query_params[name] = "rot", "1"
    page.run()
    assert (text(page), charts(page)) == (text(plain), charts(plain))


def test_a_date_before_the_first_delivery_offers_the_others(open_page: Open) -> None:
    page = open_page(stichtag="2017-01-01")
    assert "Kein Stand bis 01.01.2017" in text(page)
    assert "keine Lieferung vor" in text(page)
    assert page.selectbox[0].options[0] == "31.12.2021"
    page.selectbox[0].set_value(dt.date(2018, 6, 30)).run()
    assert "Stand 30.06.2018" in text(page)


def test_choosing_a_date_writes_the_address(open_page: Open) -> None:
    page = open_page()
    page.selectbox[0].set_value(dt.date(2020, 6, 30)).run()
    assert page.query_params["stichtag"] == "2020-06-30"
    assert "Stand 30.06.2020" in text(page)


def test_the_first_date_has_nothing_to_compare_with(open_page: Open) -> None:
    shown = text(open_page(stichtag="2018-06-30"))
    assert shown.count("kein früherer Stand") == 4
    assert "verglichen mit" not in shown
    assert "Für die Stadt liegen keine Angaben zu Gigabit und Glasfaser vor." in shown


def test_an_earlier_day_can_be_chosen_to_compare_with(open_page: Open) -> None:
    page = open_page()
    field = next(box for box in page.selectbox if box.label == "Verglichen mit")
    assert field.options[0] == "30.06.2021" and field.options[-1] == "30.06.2018"
    field.set_value(dt.date(2019, 12, 31)).run()
    assert page.query_params["seit"] == "2019-12-31"
    assert "verglichen mit 31.12.2019" in text(page) and "als am 31.12.2019" in text(page)
    assert "Seit dem 31.12.2019 31.12.2019 bis 31.12.2021" in text(page)
    next(box for box in page.selectbox if box.label == "Verglichen mit").set_value(dt.date(2021, 6, 30)).run()
    assert "seit" not in page.query_params


@pytest.mark.parametrize("asked", ["2021-12-31", "2022-01-01", "2017-01-01", "quatsch", "<b>x</b>"])
def test_a_day_without_a_stand_to_compare_with_is_told(open_page: Open, asked: str) -> None:
    shown = text(open_page(seit=asked))
    assert f"Zum Vergleich mit „{html.escape(asked)}“ gibt es keinen Stand. Verglichen wird mit 30.06.2021." in shown
    assert "Stand 31.12.2021 , verglichen mit 30.06.2021" in shown


def test_a_day_between_two_stands_compares_with_the_one_before_and_says_so(open_page: Open) -> None:
    shown = text(open_page(seit="2020-09-15"))
    assert "Zum Vergleich mit „2020-09-15“ gibt es keinen Stand. Verglichen wird mit 30.06.2020." in shown


def test_every_open_case_has_a_card_with_its_link(open_page: Open, sample_store: Path) -> None:
    shown = markup(open_page(ausschuss="EDV"))
    with open_snapshot(sample_store) as engine:
        cases = overview.decisions(engine, Selection(committees=("EDV",)))
    numbers = re.findall(r'<h3><a href="massnahmen\?ausschuss=EDV&amp;nr=([\d.]+)"', shown)
    assert numbers == list(cases["measure_id"]) and numbers


def test_nothing_to_decide_has_no_card(open_page: Open) -> None:
    shown = text(open_page(bearbeitungsstand="abgeschlossen"))
    assert "Keine offene Maßnahme ist kritisch" in shown and "db-cards" not in markup(open_page(ampel="grau"))


def test_no_change_is_said(open_page: Open, tmp_path: Path) -> None:
    """The same rows on two dates: only the date differs."""
    rows = (EXPORTS / "2018-06-30" / "massnahmen.csv").read_text("utf-8").splitlines()
    for day in ("2018-06-29", "2018-06-30"):
        folder = tmp_path / "exports" / day
        folder.mkdir(parents=True)
        german = ".".join(reversed(day.split("-")))
        told = [row.replace("30.06.2018;", f"{german};", 1) for row in rows]
        (folder / "massnahmen.csv").write_text("\n".join([*told, ""]), "utf-8")
    publish(tmp_path / "exports", Store(tmp_path / "store"))
    shown = text(open_page(store=tmp_path / "store"))
    assert "29.06.2018 bis 30.06.2018: keine Änderung gemeldet" in shown
    assert "An den Maßnahmen der Auswahl hat sich seither nichts geändert." in shown


def test_no_snapshot_says_how_to_publish_one(open_page: Open, tmp_path: Path) -> None:
    shown = text(open_page(store=tmp_path))
    assert "make run" in shown
    assert "python -m analytics publish" in shown


@pytest.mark.parametrize("stand", ["gibtsnicht", "0000000000000000", "../../CURRENT"])
def test_an_unknown_snapshot_says_so(open_page: Open, stand: str) -> None:
    shown = text(open_page(stand=stand))
    assert f"Den Datenstand „{stand}“ gibt es nicht" in shown
    assert "Zum neuesten Stand" in shown


def test_an_older_snapshot_keeps_its_figures_after_a_new_one(open_page: Open, tmp_path: Path) -> None:
    store, exports = tmp_path / "store", tmp_path / "exports"
    exports_of(exports, "2018-06-30/massnahmen.csv", "2018-06-30/kosten.csv", "2018-06-30/breitband.csv")
    first = publish(exports, Store(store)).snapshot_id
    before = markup(open_page(store=store, stand=first))
    publish(exports_of(exports, "2018-12-31/massnahmen.csv", "2018-12-31/kosten.csv"), Store(store))
    assert markup(open_page(store=store, stand=first)) == before
    assert "Stand 31.12.2018" in text(open_page(store=store))


def test_tables_that_were_never_delivered_are_said_not_guessed(open_page: Open, tmp_path: Path) -> None:
    exports = exports_of(tmp_path / "exports", "2020-06-30/massnahmen.csv")
    publish(exports, Store(tmp_path / "store"))
    page = open_page(store=tmp_path / "store")
    assert "Zu den Kosten 2020 liegt keine Lieferung vor." in text(page)
    assert text(page).count("keine Angabe") >= 3
    assert len(charts(page)) == 1


def test_a_limited_role_sees_fewer_measures_and_reads_it(open_page: Open) -> None:
    def total(page: AppTest) -> int:
        found = re.search(r"(\d+) Maßnahmen in 5 Handlungsfeldern", text(page))
        assert found
        return int(found[1])

    public = open_page(role="oeffentlich")
    assert "Nur öffentliche Maßnahmen" in text(public)
    assert total(public) < total(open_page())


def test_an_unknown_role_opens_nothing(open_page: Open) -> None:
    page = open_page(role="chefin")
    assert "Die Rolle „chefin“ gibt es nicht" in text(page)
    assert not charts(page)


def test_a_selection_narrows_every_figure_and_says_itself(open_page: Open, sample_store: Path) -> None:
    shown = text(open_page(ausschuss="EDV", handlungsfeld="Digitale Services"))
    with open_snapshot(sample_store) as engine:
        kpis = overview.kpis(engine, Selection(committees=("EDV",), fields=("Digitale Services",)))
    assert kpis.budget_eur is not None and kpis.measures_total < 20
    assert "Handlungsfeld Digitale Services; Ausschuss EDV" in shown
    assert f"{kpis.measures_total} Maßnahmen in 1 Handlungsfeld " in shown
    assert f"Von {formats.euro_short(kpis.budget_eur)} für {kpis.budget_year}".replace("\u00a0", " ") in shown


def test_a_selection_without_measures_says_so_and_offers_the_way_out(open_page: Open) -> None:
    page = open_page(ausschuss="AWL", handlungsfeld="Moderne Arbeitgeberin", bearbeitungsstand="eingestellt")
    shown = text(page)
    assert shown.count("Keine Maßnahme passt zur Auswahl. Von 60 Maßnahmen zum 31.12.2021 gehört keine zugleich") == 1
    assert "Auswahl aufheben (60 Maßnahmen)" in shown and "Entscheidungsbedarf" not in shown
    assert [str(chart["alt"]).partition(": ")[0] for chart in charts(page)] == ["Zwei Linien"]


def test_an_unknown_value_falls_back_and_says_so(open_page: Open) -> None:
    shown = text(open_page(ausschuss="<b>XYZ</b>"))
    assert "Ausschuss „&lt;b&gt;XYZ&lt;/b&gt;“ gibt es nicht und wurde nicht beachtet." in shown
    assert "Alle Handlungsfelder, Dezernate und Stadtbezirke" in shown


def test_choosing_in_the_bar_writes_the_address(open_page: Open) -> None:
    page = open_page(ausschuss="EDV")
    page.multiselect[3].set_value(["01"]).run()
    assert page.query_params["bezirk"] == "01"
    assert page.query_params["ausschuss"] == "EDV"
    assert "Stadtbezirk Mitte" in text(page)
    page.multiselect[2].set_value([]).run()
    assert "ausschuss" not in page.query_params


def test_the_selection_survives_changing_the_page(open_page: Open) -> None:
    page = open_page(ausschuss="EDV", stichtag="2020-12-31")
    for name in ("costs", "overview"):
        page.query_params.clear()  # what Streamlit's own navigation links do
        page.switch_page(str(ROOT / "pages" / f"{name}.py")).run()
        assert "Stand 31.12.2020" in text(page)
        assert "Ausschuss EDV" in text(page)
    page.query_params.clear()  # the same page without a selection: the reader has lifted it
    page.run()
    assert "Alle Handlungsfelder" in text(page)


def test_a_choice_made_before_the_address_caught_up_keeps_the_one_before(open_page: Open) -> None:
    """The browser still says the old address when the second choice comes quickly."""
    page = open_page()
    page.multiselect[2].set_value(["EDV"]).run()
    page.query_params.clear()
    page.multiselect[3].set_value(["01"]).run()
    page.query_params.clear()
    page.selectbox[0].set_value(dt.date(2020, 6, 30)).run()
    assert dict(page.query_params) == {"ausschuss": "EDV", "bezirk": "01", "stichtag": "2020-06-30"}


def test_going_back_undoes_a_choice_for_good(open_page: Open) -> None:
    page = open_page()
    page.multiselect[2].set_value(["EDV"]).run()
    page.query_params.clear()  # the back button, and its run
    page.run()
    page.multiselect[3].set_value(["01"]).run()
    assert "ausschuss" not in page.query_params


def test_the_stand_of_the_lines_is_the_newest_drawn(open_page: Open, tmp_path: Path) -> None:
    """Gigabit of the newest Stand is keine Angabe, fibre is there: its day counts, not that of an empty row."""
    exports = exports_of(tmp_path / "exports", "2019-12-31/massnahmen.csv", "2019-12-31/kosten.csv")
    head, *rows = (EXPORTS / "2019-12-31" / "breitband.csv").read_text("utf-8").splitlines()
    gigabit = next(row for row in rows if ";03241001;" in row and ";Privathaushalte;alle;1000;" in row)
    fibre = next(row for row in rows if ";03241001;" in row and ";Privathaushalte;FTTB/H;1000;" in row)
    older, unknown = gigabit.replace("31.12.2019", "30.06.2019", 1), gigabit.replace(";93,64;", ";;")
    newer = fibre.replace("31.12.2019", "30.11.2019", 1)
    assert unknown != gigabit
    lines = "\n".join([head, older, unknown, newer, ""])
    (exports / "2019-12-31" / "breitband.csv").write_text(lines, "utf-8")
    publish(exports, Store(tmp_path / "store"))
    assert "Quelle: breitband.csv, Stand 30.11.2019" in text(open_page(store=tmp_path / "store"))
