"""Datenqualität, Methodik and legal pages in a real browser: quiet, clickable, readable at every width, and true."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DRAWN, Server, Visit

Open = Callable[..., Visit]
Charts = Callable[[Page], int]
SIDEWAYS = "node => node.scrollWidth - node.clientWidth"


def test_the_page_opens_from_the_navigation_and_nothing_complains(server: Server, visit: Open, charts: Charts) -> None:
    one = visit(server.url)
    one.page.get_by_role("link", name="Datenqualität", exact=True).click()
    expect(one.page.locator("h1")).to_have_text("Wie vollständig sind die Lieferungen?")
    expect(one.page).to_have_title("Datenqualität · Digitalbilanz Hannover")
    expect(one.page.get_by_test_id("stPlotlyChart")).to_have_count(2)
    assert charts(one.page) == 2
    expect(one.page.get_by_role("table", name="Befunde der Lieferungen")).to_be_visible()
    assert one.foreign(server) == []
    assert one.complaints == []
    assert server.log_lines() == []


def test_a_click_on_a_bar_narrows_the_list_and_a_choice_widens_it(server: Server, visit: Open, charts: Charts) -> None:
    page = visit(f"{server.url}/datenqualitaet").page
    charts(page)
    expect(page.locator(".db-count")).to_have_text("40 Befunde")
    bar = page.get_by_test_id("stPlotlyChart").first.locator(".trace.bars").nth(1).locator(".point path").first
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2)
    expect(page.locator(".db-count")).to_have_text("11 Befunde")
    expect(page).to_have_url(f"{server.url}/datenqualitaet?datei=massnahmen.csv&spalte=Gemeldet+am&schwere=hinweise")
    charts(page)
    column = page.get_by_role("combobox", name="Spalte")
    column.scroll_into_view_if_needed()
    page.wait_for_timeout(500)  # a list closes when the page still scrolls
    column.click()
    page.get_by_role("option", name="Alle Spalten").click()
    expect(page).to_have_url(f"{server.url}/datenqualitaet?datei=massnahmen.csv&schwere=hinweise")
    expect(page.locator(".db-count")).not_to_have_text("11 Befunde")


@pytest.mark.parametrize("width", [1440, 320])
def test_the_methodology_is_jumped_through_and_its_sql_opens(server: Server, visit: Open, width: int) -> None:
    one = visit(server.url, width=width)
    one.page.get_by_role("link", name="Methodik").last.click()
    expect(one.page.locator("h1")).to_have_text("Wie kommen die Zahlen zustande?")
    one.page.wait_for_selector(DRAWN)  # what is drawn above a place later moves it
    one.page.locator(".db-index").get_by_role("link", name="Kosten", exact=True).click()
    expect(one.page.locator("#fragen-kosten")).to_be_in_viewport()
    sql = one.page.locator("#costs-funding pre")
    expect(sql).to_be_hidden()
    one.page.locator("#costs-funding summary").click()
    expect(sql).to_contain_text("GROUP BY funding_programme")
    assert one.page.get_by_test_id("stMain").evaluate(SIDEWAYS) <= 0
    assert one.foreign(server) == []


def test_a_search_in_the_methodology_stays_in_the_address(server: Server, visit: Open) -> None:
    page = visit(f"{server.url}/methodik?suche=costs/without").page
    expect(page.locator("article")).to_have_count(1)
    page.get_by_label("In der Methodik suchen").fill("Kostenzelle")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{server.url}/methodik?suche=Kostenzelle")
    expect(page.get_by_test_id("stMain").get_by_text("Erst werden die Zellen gebildet")).to_be_visible()


def test_the_browser_keeps_what_the_privacy_page_says_and_nothing_else(
    server: Server, visit: Open, charts: Charts
) -> None:
    one = visit(server.url)
    charts(one.page)
    one.page.get_by_role("link", name="Datenschutz").click()
    expect(one.page.locator("h1")).to_have_text("Datenschutz")
    told = one.page.get_by_test_id("stMain").inner_text()
    kept = [cookie["name"] for cookie in one.page.context.cookies()]
    stored = one.page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert kept == ["_streamlit_xsrf"]
    assert "_streamlit_xsrf" in told and "stActiveTheme" in told
    assert [name for name in stored if not name.startswith("stActiveTheme")] == []
    assert one.page.evaluate("indexedDB.databases()") == []
    assert one.foreign(server) == []


@pytest.mark.parametrize(
    ("address", "width", "scheme"),
    [("impressum", 320, "dark"), ("datenschutz", 375, "light"), ("barrierefreiheit", 768, "dark")],
)
def test_legal_pages_read_at_every_width(server: Server, visit: Open, address: str, width: int, scheme: str) -> None:
    page = visit(f"{server.url}/{address}", width=width, scheme=scheme).page
    expect(page.get_by_text("noch auszufüllen:").first).to_be_visible()
    assert page.get_by_test_id("stMain").evaluate(SIDEWAYS) <= 0
