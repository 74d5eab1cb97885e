"""Kosten in a real browser: drawn, quiet, readable at every width and in both themes, and its years can be clicked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from analytics.theme import DARK, LIGHT
from tests.e2e.conftest import Server, Visit
from tests.e2e.test_overview_in_browser import CUT, OVERLAPS, rgb

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


@pytest.mark.parametrize("address", ["kosten?stichtag=2021-06-30", "kosten?ansicht=stellen"])
@pytest.mark.parametrize(("width", "scheme"), [(1440, "dark"), (768, "light"), (375, "dark"), (320, "light")])
def test_no_text_overlaps_or_is_cut_and_both_themes_reach_the_charts(
    server: Server, visit: Open, charts: Charts, width: int, scheme: str, address: str
) -> None:
    page = visit(f"{server.url}/{address}", width=width, scheme=scheme).page
    charts(page)
    assert page.evaluate(OVERLAPS) == []
    assert page.evaluate(CUT) == []
    main = page.get_by_test_id("stMain")
    assert main.evaluate("node => node.scrollWidth - node.clientWidth") <= 0
    ink = (DARK if scheme == "dark" else LIGHT).ink
    colour = "(node, name) => getComputedStyle(node)[name]"
    assert page.locator(".annotation-text").first.evaluate(colour, "fill") == rgb(ink)
