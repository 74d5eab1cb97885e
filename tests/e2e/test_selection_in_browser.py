"""The main paths of a reader: choose, click a mark, go to another page, pass the link on, take a table away."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DRAWN, Server, Visit, open_list

Open = Callable[..., Visit]
Charts = Callable[[Page], int]
PAGES = (
    "",
    "massnahmen",
    "kosten",
    "breitband",
    "stadtbezirke",
    "ausschuesse",
    "analyse",
    "datenqualitaet",
    "methodik",
    "barrierefreiheit",
    "datenschutz",
    "impressum",
)


def choose(page: Page, title: str, option: str) -> None:
    page.get_by_role("button", name="Auswahl ändern").click()
    open_list(page.get_by_role("combobox", name=title))
    page.get_by_role("option", name=option).click()
    page.keyboard.press("Escape")


def test_choosing_narrows_the_page_and_the_link_shows_the_same_to_others(server: Server, visit: Open) -> None:
    mine = visit(server.url).page
    choose(mine, "Ausschuss", "EDV · EDV-Arbeitsgruppe")
    expect(mine.locator(".db-stand")).to_contain_text("Ausschuss EDV")
    mine.wait_for_url("**/?ausschuss=EDV")
    theirs = visit(mine.url).page
    expect(theirs.locator(".db-stand")).to_contain_text("Ausschuss EDV")
    assert theirs.locator(".db-lead").inner_text() == mine.locator(".db-lead").inner_text()


def test_the_selection_goes_along_to_the_next_page_and_can_be_lifted(server: Server, visit: Open) -> None:
    page = visit(f"{server.url}/?bezirk=01&stichtag=2020-12-31").page
    expect(page.locator(".db-note")).to_contain_text("gelten für die ganze Stadt und zählen mit")
    page.get_by_role("link", name="Kosten", exact=True).click()
    page.wait_for_url("**/kosten?*bezirk=01*")
    expect(page.locator(".db-stand")).to_contain_text("Stand 31.12.2020")
    expect(page.locator(".db-stand")).to_contain_text("Stadtbezirk Mitte")
    page.get_by_role("link", name="Auswahl aufheben").first.click()
    page.wait_for_url("**/kosten?stichtag=2020-12-31")
    expect(page.locator(".db-stand")).to_contain_text("Alle Handlungsfelder")


def test_a_click_on_a_bar_narrows_and_a_second_one_widens(server: Server, visit: Open, charts: Charts) -> None:
    page = visit(server.url).page
    charts(page)
    bar = page.locator('[data-testid="stPlotlyChart"] .point path').first
    bar.click(force=True)
    expect(page.locator(".db-stand")).to_contain_text("Bearbeitungsstand geplant")
    expect(page.locator(".db-stand")).to_contain_text("Handlungsfeld Breitband- und WLAN-Ausbau")
    expect(page.locator(".annotation-text", has_text="fertig")).to_have_count(1)  # the chart is drawn anew
    page.wait_for_selector(DRAWN)
    page.locator('[data-testid="stPlotlyChart"] .point path').first.click(force=True)
    expect(page.locator(".db-stand")).to_contain_text("Alle Handlungsfelder")


def test_on_a_phone_the_menu_closes_and_back_leads_to_the_page_before(server: Server, visit: Open) -> None:
    page = visit(f"{server.url}/?ausschuss=EDV&ampel=rot", width=375).page
    page.get_by_role("button", name="Menü öffnen").click()
    page.get_by_role("link", name="Kosten", exact=True).click()
    page.wait_for_url("**/kosten?*ampel=rot*")
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "true")
    page.go_back()
    expect(page).to_have_url(f"{server.url}/?ausschuss=EDV&ampel=rot")


@pytest.mark.parametrize("pause_ms", [0, 40, 80])
def test_two_quick_choices_are_both_kept(server: Server, visit: Open, pause_ms: int) -> None:
    page = visit(f"{server.url}/kosten").page
    page.get_by_role("button", name="2019", exact=True).or_(page.get_by_role("radio", name="2019")).first.click()
    page.wait_for_timeout(pause_ms)
    page.get_by_role("button", name="Teilhaushalt").or_(page.get_by_role("radio", name="Teilhaushalt")).first.click()
    page.wait_for_url("**/kosten?*gliederung=teilhaushalt*")
    expect(page.locator(".db-head h1")).to_contain_text("2019")
    expect(page).to_have_url(f"{server.url}/kosten?jahr=2019&gliederung=teilhaushalt")


def test_a_table_is_taken_away_as_csv_and_as_workbook(server: Server, visit: Open, tmp_path: Path) -> None:
    page = visit(f"{server.url}/?ausschuss=EDV").page
    page.get_by_text("Tabelle und Download").nth(2).click()  # below the first chart
    table = page.locator(".db-table", has_text="Handlungsfeld")
    expect(table).to_be_visible()
    shown = table.locator("tbody tr").count()
    for button, ending in (("CSV", "csv"), ("Excel (XLSX)", "xlsx")):
        with page.expect_download() as download:
            page.get_by_role("button", name=button).click()
        assert download.value.suggested_filename.endswith(f"_2021-12-31.{ending}")
        download.value.save_as(tmp_path / f"table.{ending}")
    content = (tmp_path / "table.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0][0] == "Handlungsfeld" and rows[shown + 1] == []
    notes = " ".join(row[0] for row in rows[shown + 2 :])
    assert "Ausschuss EDV" in notes and "Stand 31.12.2021" in notes and "Beispieldaten" in notes
    assert "Lizenz: keine Angabe" in notes
    assert f"{server.url}/?stichtag=2021-12-31&ausschuss=EDV&stand=" in notes
    book = openpyxl.load_workbook(tmp_path / "table.xlsx")
    assert [cell.value for cell in book["Tabelle"][1]] == rows[0]
    assert book["Tabelle"].max_row == shown + 1
    assert [cell.value for cell in book["Angaben"]["A"]] == [row[0] for row in rows[shown + 2 :]]


def test_a_full_visit_asks_nobody_else_and_leaves_the_logs_empty(fresh_server: Server, visit: Open) -> None:
    """Every page, one after the other, in a browser that prefers English: same German, no complaint."""
    for name in PAGES:
        one = visit(f"{fresh_server.url}/{name}", locale="en-US")
        assert one.page.locator("html").get_attribute("lang") == "de"
        assert one.page.locator("h1").count() == 1, name
        assert one.page.title().endswith("· Digitalbilanz Hannover")
        assert one.foreign(fresh_server) == []
        assert one.complaints == [], name
    assert fresh_server.log_lines() == []


@pytest.mark.parametrize("name", ["", "kosten"])
def test_an_english_browser_reads_the_same_numbers(server: Server, visit: Open, charts: Charts, name: str) -> None:
    texts = []
    for locale in ("de-DE", "en-US"):
        page = visit(f"{server.url}/{name}", locale=locale).page
        charts(page)
        texts.append(page.get_by_test_id("stMainBlockContainer").inner_text())
    assert texts[0] == texts[1]


def test_a_page_and_the_selection_that_it_takes_over_are_one_step_back(server: Server, visit: Open) -> None:
    page = visit(f"{server.url}/kosten").page
    grown = """urls => { const before = history.length; urls.forEach(url => history.pushState(null, '', url));
        return history.length - before }"""
    assert page.evaluate(grown, ["/breitband", "/breitband?ampel=rot"]) == 1
    assert page.evaluate(grown, ["/massnahmen"]) == 1
    page.keyboard.press("Shift")
    assert page.evaluate(grown, ["/massnahmen?ampel=rot"]) == 1  # what the reader chose is a step of its own


def test_an_open_table_follows_the_selection(server: Server, visit: Open) -> None:
    page = visit(server.url).page
    page.get_by_text("Tabelle und Download").nth(2).click()
    table = page.get_by_role("region", name="Maßnahmen je Handlungsfeld und Bearbeitungsstand")
    before = table.inner_text()
    page.get_by_role("button", name="Auswahl ändern").click()
    open_list(page.get_by_role("combobox", name="Stichtag"))
    page.get_by_test_id("stSelectboxVirtualDropdown").get_by_text("30.06.2018").click()
    expect(page.locator(".db-stand")).to_contain_text("Stand 30.06.2018")
    expect(table).to_be_visible()
    expect(table).not_to_have_text(before, use_inner_text=True)


def test_on_a_phone_the_districts_need_no_scrolling_sideways(server: Server, visit: Open) -> None:
    table = visit(f"{server.url}/stadtbezirke", width=375).page.locator(".db-table").first
    assert table.evaluate("node => node.scrollWidth - node.clientWidth") <= 0
    cell = table.locator("tbody td").first
    head = cell.get_attribute("data-head")
    assert head and head in cell.evaluate("node => getComputedStyle(node, '::before').content")
