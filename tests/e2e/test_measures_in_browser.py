"""Maßnahmen in a real browser: quiet, readable at every width and in both themes; a click chooses or opens."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from analytics.theme import DARK, LIGHT, Tokens
from tests.e2e.conftest import DRAWN, Server, Visit
from tests.e2e.every_page import rgb

Open = Callable[..., Visit]
Charts = Callable[[Page], int]
RATINGS, TIMELINE = 1, 2
"""Places of the charts on the page."""
LIST, SHEET = "/massnahmen?sortierung=nummer", "/massnahmen?nr=4.04"


def click(page: Page, mark: Locator) -> None:
    """In the middle of a mark, where the drawing takes clicks, once the page has come to rest."""
    mark.scroll_into_view_if_needed()
    before, box = None, mark.bounding_box()
    while box != before:
        page.wait_for_timeout(200)
        before, box = box, mark.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def chart(page: Page, place: int) -> Locator:
    return page.get_by_test_id("stPlotlyChart").nth(place)


def test_from_the_list_to_one_measure_without_a_complaint(server: Server, visit: Open, charts: Charts) -> None:
    one = visit(server.url)
    charts(one.page)
    one.page.get_by_role("link", name="Maßnahmen", exact=True).first.click()
    expect(one.page.locator("h1")).to_have_text("Welche Maßnahmen sind verspätet?")
    expect(one.page.get_by_test_id("stPlotlyChart")).to_have_count(3)
    charts(one.page)
    one.page.locator(".db-table").get_by_role("link", name="4.04").last.click()
    expect(one.page.locator("h1")).to_have_text("4.04 WLAN in den Unterrichtsräumen der Schulen")
    one.page.get_by_role("link", name="Zurück zu allen Maßnahmen").click()
    expect(one.page.locator("h1")).to_have_text("Welche Maßnahmen sind verspätet?")
    assert one.foreign(server) == []
    assert one.complaints == []
    assert server.log_lines() == []


def test_a_click_on_a_row_of_the_timeline_opens_its_measure(server: Server, visit: Open, charts: Charts) -> None:
    page = visit(server.url + LIST).page
    charts(page)
    click(page, chart(page, TIMELINE).locator(".barlayer .point").first)
    expect(page.locator("h1")).to_have_text("4.09 Digitales Leerrohr- und Trassenkataster")
    page.wait_for_selector(DRAWN)
    page.go_back()
    expect(page.get_by_role("heading", name="Welche Maßnahmen sind verspätet?")).to_be_visible()
    expect(page.locator("h1")).to_have_count(1)
    expect(page).to_have_url(server.url + LIST)


def test_a_click_on_a_mark_of_the_ampel_filters(server: Server, visit: Open, charts: Charts) -> None:
    page = visit(server.url + LIST).page
    charts(page)
    click(page, chart(page, RATINGS).locator(".scatterlayer .point").first)
    expect(page.locator(".db-stand")).to_contain_text("Ampel nach Regel kritisch")
    expect(page).to_have_url(f"{server.url}{LIST}&handlungsfeld=Breitband-+und+WLAN-Ausbau&ampel=rot")


def test_searching_narrows_the_list_and_stands_in_the_address(server: Server, visit: Open) -> None:
    page = visit(server.url + "/massnahmen").page
    field = page.get_by_role("textbox", name="Suche")
    field.fill("chatbot")
    field.press("Enter")
    expect(page.get_by_test_id("stMain").get_by_text("1 von 60 Maßnahmen passt zu „chatbot“.")).to_be_visible()
    expect(page).to_have_url(f"{server.url}/massnahmen?suche=chatbot")
    assert page.get_by_role("table", name="Maßnahmen", exact=True).locator("tbody tr").count() == 1


@pytest.mark.parametrize(("scheme", "t"), [("light", LIGHT), ("dark", DARK)])
def test_both_themes_reach_marks_and_lines(server: Server, visit: Open, charts: Charts, scheme: str, t: Tokens) -> None:
    page = visit(server.url + SHEET, scheme=scheme).page
    charts(page)
    colour = "(node, name) => getComputedStyle(node)[name]"
    assert page.locator(".db-lines dd.db-overdue").first.evaluate(colour, "color") == rgb(t.critical_text)
    mark = page.locator(".db-states .q-red").first
    assert mark.evaluate("node => getComputedStyle(node, '::before').color") == rgb(t.red)
    assert chart(page, 0).locator(".js-line").last.evaluate(colour, "stroke") == rgb(t.forecast)


def test_choosing_the_page_again_shows_the_list(server: Server, visit: Open) -> None:
    page = visit(f"{server.url}/massnahmen?nr=4.04&ausschuss=EDV").page
    page.get_by_test_id("stTopNavLink").filter(has_text="Maßnahmen").click()
    page.wait_for_url(f"{server.url}/massnahmen?ausschuss=EDV")
    expect(page.locator(".db-head h1")).to_have_text("Welche Maßnahmen sind verspätet?")
