"""The views of Maßnahmen in a real browser: chosen by buttons, readable at every width; a click on a line opens."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.conftest import DRAWN, Server, Visit
from tests.e2e.test_measures_in_browser import chart, click

Open = Callable[..., Visit]
Charts = Callable[[Page], int]
REPORTS, PLANS = "/massnahmen?ansicht=meldung", "/massnahmen?ansicht=plantreue"


def test_buttons_lead_from_view_to_view_without_a_complaint(server: Server, visit: Open, charts: Charts) -> None:
    one = visit(f"{server.url}/massnahmen?ausschuss=EDV")
    for word, question in (
        ("Meldung und Regel", "Wo weichen Meldung und Regel voneinander ab?"),
        ("Plantreue", "Halten die Maßnahmen ihren Plan?"),
        ("Stand und Termine", "Welche Maßnahmen sind verspätet?"),
    ):
        one.page.get_by_role("radio", name=word).click()
        expect(one.page.locator("h1")).to_have_text(question)
        one.page.wait_for_selector(DRAWN)
        charts(one.page)
    expect(one.page).to_have_url(f"{server.url}/massnahmen?ausschuss=EDV")
    assert one.foreign(server) == []
    assert one.complaints == []
    assert server.log_lines() == []


def test_a_click_on_a_line_opens_its_measure_and_back_returns(server: Server, visit: Open, charts: Charts) -> None:
    page = visit(server.url + PLANS).page
    charts(page)
    line_in_front = chart(page, 0).locator(".scatterlayer .trace").last
    click(page, line_in_front.locator(".point").last)  # others end at the same place
    expect(page.locator("h1")).to_have_text("4.09 Digitales Leerrohr- und Trassenkataster")
    page.wait_for_selector(DRAWN)
    page.go_back()
    expect(page.locator("h1")).to_have_text("Halten die Maßnahmen ihren Plan?")
    expect(page).to_have_url(server.url + PLANS)


def test_a_year_is_chosen_by_a_button(server: Server, visit: Open) -> None:
    page = visit(server.url + PLANS).page
    page.get_by_role("radio", name="2019").click()
    expect(page.get_by_role("table", name="Maßnahmen, die 2019 verfehlen")).to_be_visible()
    expect(page).to_have_url(f"{server.url}{PLANS}&jahr=2019")
