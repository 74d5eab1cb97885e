"""Kosten in a real browser: drawn, quiet, readable at every width and in both themes, and its years can be clicked."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Server, Visit

Open = Callable[..., Visit]
Charts = Callable[[Page], int]


def test_the_page_is_drawn_and_nothing_complains(server: Server, visit: Open, charts: Charts) -> None:
    one = visit(server.url)
    charts(one.page)
    one.page.get_by_role("link", name="Kosten", exact=True).click()
    expect(one.page).to_have_title("Kosten · Digitalbilanz Hannover")
    expect(one.page.locator(".db-question")).to_have_count(6)
    assert charts(one.page) == 5
    expect(one.page.get_by_role("region", name="Kostentabelle 2021 nach Kostenart")).to_be_visible()
    assert one.foreign(server) == []
    assert one.complaints == []
    assert server.log_lines() == []


def test_year_and_breakdown_are_chosen_by_click_and_stay_in_the_address(
    server: Server, visit: Open, charts: Charts
) -> None:
    page = visit(f"{server.url}/kosten").page
    charts(page)
    bar = page.get_by_test_id("stPlotlyChart").nth(3).locator(".trace.bars .point path").nth(1)
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("h1")).to_have_text("Was kostet die Digitalstrategie 2019, und was ist noch verfügbar?")
    page.get_by_role("radio", name="Teilhaushalt").click()
    expect(page.get_by_role("region", name="Kostentabelle 2019 nach Teilhaushalt")).to_be_visible()
    expect(page).to_have_url(f"{server.url}/kosten?jahr=2019&gliederung=teilhaushalt")
    page.go_back()
    expect(page.get_by_role("region", name="Kostentabelle 2019 nach Kostenart")).to_be_visible()


def test_posts_and_funding_are_a_click_away_and_stay_in_the_address(
    server: Server, visit: Open, charts: Charts
) -> None:
    one = visit(f"{server.url}/kosten")
    charts(one.page)
    one.page.get_by_role("radio", name="Stellen, Genehmigung, Förderung").click()
    expect(one.page.get_by_role("heading", name="Die zwei Stellen der Drucksache 1004/2018")).to_be_visible()
    expect(one.page).to_have_url(f"{server.url}/kosten?ansicht=stellen")
    expect(one.page.get_by_test_id("stPlotlyChart")).to_have_count(3)
    one.page.get_by_role("link", name="Maßnahme 6.01").click()
    expect(one.page).to_have_url(f"{server.url}/massnahmen?nr=6.01")
    assert one.complaints == []
