"""Stadtbezirke in a real browser: two clicks from the Überblick, an answer copied by keyboard, at any width."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DRAW_MS, Server, Visit

Open = Callable[..., Visit]
Charts = Callable[[Page], int]
BOX = ".db-reply"


def test_ricklingen_is_two_clicks_from_the_overview(server: Server, visit: Open, charts: Charts) -> None:
    one = visit(server.url)
    one.page.get_by_role("link", name="Stadtbezirke", exact=True).click()
    expect(one.page.locator("h1")).to_have_text("Wie steht es um die Stadtbezirke?")
    one.page.get_by_role("link", name="09 Ricklingen").click()
    expect(one.page.locator("h1")).to_have_text("Wie steht es um Ricklingen?")
    assert charts(one.page) == 2
    expect(one.page.locator(BOX)).to_contain_text("Im Stadtbezirk 09 Ricklingen haben")
    one.page.get_by_role("link", name="Zurück zu allen Stadtbezirken").click()
    one.page.wait_for_url(f"{server.url}/stadtbezirke")
    assert one.foreign(server) == one.complaints == server.log_lines() == []


def test_a_district_chosen_elsewhere_is_the_page_of_that_district(server: Server, visit: Open) -> None:
    page = visit(f"{server.url}/breitband?bezirk=06").page
    page.get_by_role("link", name="Stadtbezirke", exact=True).click()
    expect(page.locator("h1")).to_have_text("Wie steht es um Kirchrode-Bemerode-Wülferode?")


def copied(page: Page) -> str:
    """What the clipboard holds, as a paste shows it."""
    page.evaluate(
        "() => { const area = document.createElement('textarea'); area.id = 'paste'; document.body.append(area) }"
    )
    page.locator("#paste").focus()
    page.keyboard.press("Control+V")
    return page.locator("#paste").input_value()


@pytest.mark.parametrize("has_clipboard", [True, False])
def test_the_answer_is_copied_by_keyboard_whole_and_nothing_else(
    server: Server, visit: Open, charts: Charts, has_clipboard: bool
) -> None:
    page = visit(f"{server.url}/stadtbezirke?bezirk=05").page
    charts(page)
    if not has_clipboard:
        page.evaluate("() => Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    button = page.get_by_role("button", name="Text kopieren")
    page.locator(f"{BOX}-text").focus()
    page.keyboard.press("Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(f"{BOX} [role=status]")).to_have_text("Der Text ist kopiert.", timeout=DRAW_MS)
    lines = [line for line in copied(page).replace("\u00a0", " ").splitlines() if line]
    shown = page.locator(f"{BOX}-text p").all_inner_texts()
    assert lines == [line.replace("\u00a0", " ") for line in shown]
    assert 7 <= len(lines) <= 9


def test_what_holds_for_the_whole_city_opens_by_keyboard(server: Server, visit: Open) -> None:
    page = visit(f"{server.url}/stadtbezirke?bezirk=05").page
    folded = page.locator(".db-whole-city")
    expect(folded.get_by_role("table")).to_be_hidden()
    folded.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(folded.get_by_role("row")).to_have_count(57)
