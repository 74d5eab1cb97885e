"""Breitband in a real browser: drawn, quiet, readable at every width, and a click on map or bar chooses."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from analytics.theme import DARK, LIGHT, map_classes
from tests.e2e.conftest import Server, Visit
from tests.e2e.every_page import rgb

Open = Callable[..., Visit]
Charts = Callable[[Page], int]
MAP = ".st-key-district-map"
PATIENCE = 50


def click_middle(mark: Locator) -> None:
    """A click where the mark is drawn, on whatever lies on top there, once the chart answers to the pointer."""
    page = mark.page
    for _ in range(PATIENCE):
        mark.scroll_into_view_if_needed()
        box = mark.bounding_box()
        assert box
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=2)
        page.wait_for_timeout(100)
        if page.locator(".hoverlayer .hovertext").count():
            break
    page.mouse.down()
    page.mouse.up()


def value_on_map(page: Page, code: str) -> Locator:
    """The number of a district on the map."""
    return page.locator(f"{MAP} .scatterlayer text").get_by_text(code, exact=True)


def test_coming_from_the_overview_everything_is_drawn_and_nothing_complains(
    server: Server, visit: Open, charts: Charts
) -> None:
    one = visit(server.url)
    one.page.get_by_role("link", name="Breitband", exact=True).click()
    expect(one.page.locator("h1")).to_have_text("Wo hat Hannover Glasfaser?")
    expect(one.page.locator(f"{MAP} .choroplethlayer path")).to_have_count(13)
    expect(one.page.get_by_test_id("stPlotlyChart")).to_have_count(4)
    assert charts(one.page) == 4
    assert one.foreign(server) == one.complaints == server.log_lines() == []


def test_a_click_on_a_district_chooses_it_and_a_second_one_opens_the_choice_again(
    server: Server, visit: Open, charts: Charts
) -> None:
    page = visit(f"{server.url}/breitband").page
    charts(page)
    click_middle(value_on_map(page, "06"))
    expect(page).to_have_url(re.compile(r"\?bezirk=06$"))
    expect(page.locator(".db-lead")).to_contain_text("in Kirchrode-Bemerode-Wülferode haben Glasfaser")
    expect(value_on_map(page, "01")).to_have_count(0)
    click_middle(value_on_map(page, "06"))
    expect(page).to_have_url(f"{server.url}/breitband")
    expect(value_on_map(page, "01")).to_have_count(1)


def test_a_click_on_a_user_group_asks_the_page_about_it(server: Server, visit: Open, charts: Charts) -> None:
    page = visit(f"{server.url}/breitband").page
    charts(page)
    click_middle(page.get_by_test_id("stPlotlyChart").last.locator(".barlayer .trace").nth(1).locator("path").first)
    expect(page).to_have_url(re.compile(r"\?gruppe=Schulen$"))
    expect(page.locator(".db-lead")).to_contain_text("Schulen")


def test_on_a_phone_the_map_takes_no_more_height_than_it_needs(server: Server, visit: Open, charts: Charts) -> None:
    page = visit(f"{server.url}/breitband", width=375).page
    charts(page)
    drawn, legend = page.locator(f"{MAP} .choroplethlayer").bounding_box(), page.locator(f"{MAP} .db-legend")
    table = page.locator(f"{MAP} [data-testid='stExpander'] summary")
    above, below = legend.bounding_box(), table.bounding_box()
    assert drawn and above and below
    assert 0 < drawn["y"] - above["y"] - above["height"] < 60
    assert 0 < below["y"] - drawn["y"] - drawn["height"] < 60
    table.click()
    expect(page.get_by_role("table", name="Stadtbezirke nach Nummer")).to_be_visible()


@pytest.mark.parametrize(("scheme", "t"), [("light", LIGHT), ("dark", DARK)])
def test_the_highest_class_has_its_colour_in_both_themes(
    server: Server, visit: Open, charts: Charts, scheme: str, t: object
) -> None:
    tokens = DARK if t is DARK else LIGHT
    page = visit(f"{server.url}/breitband", scheme=scheme).page
    charts(page)
    fills = page.locator(f"{MAP} .choroplethlayer path").evaluate_all("all => all.map(n => getComputedStyle(n).fill)")
    assert rgb(map_classes(tokens)[-1].fill) in fills
    swatch = page.locator(f"{MAP} .q-map-6")
    assert swatch.evaluate("node => getComputedStyle(node).backgroundColor") == rgb(map_classes(tokens)[-1].fill)
