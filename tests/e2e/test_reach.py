"""Reach: fingers, small screens, wider text, and what is said to those who do not see the page change."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Server, Visit, open_list, show
from tests.e2e.layout import SIDEWAYS, SMALL_TARGETS

Open = Callable[..., Visit]
CLIPPED = """() => {
    const hides = how => ['hidden', 'clip'].includes(how), parts = '.db *, [data-testid=stMain] button, header button';
    const cuts = (node, {overflowX, overflowY}) => hides(overflowX) && node.scrollWidth > node.clientWidth + 1
        || hides(overflowY) && node.scrollHeight > node.clientHeight + 1;
    return [...document.querySelectorAll(parts)].filter(node => node.innerText && node.checkVisibility())
        .filter(node => !getComputedStyle(node).clipPath.startsWith('inset') && cuts(node, getComputedStyle(node)))
        .map(node => node.innerText) }"""
WIDER_TEXT = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-bottom: 2em !important }"""
UNCOVERED = """() => { const node = document.activeElement, box = node.getBoundingClientRect();
    return node.contains(document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)) }"""

COUNT_SAID = """node => { window.said = [];
    new MutationObserver(() => window.said.push(node.textContent)).observe(node, {childList: true}) }"""


def heard(page: Page) -> Locator:
    """What was said last."""
    return page.locator(".db-status")


@pytest.mark.parametrize("address", ["", "analyse"])
def test_selection_and_menu_stay_inside_a_narrow_screen_and_fit_a_finger(
    server: Server, visit: Open, address: str
) -> None:
    """What every page itself does at this width stands in test_accessibility.py."""
    page = visit(f"{server.url}/{address}", width=320).page
    page.get_by_role("button", name="Auswahl ändern").press("Enter")
    popover = page.get_by_role("dialog", name="Auswahl ändern")
    expect(popover).to_be_focused()
    box = popover.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 320
    assert popover.evaluate("node => node.scrollWidth - node.clientWidth") <= 0
    assert page.evaluate(SMALL_TARGETS) == [] and page.evaluate(SIDEWAYS) <= 0
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Menü öffnen").press("Enter")
    expect(page.get_by_role("button", name="Menü schließen")).to_be_focused()
    assert page.evaluate(SMALL_TARGETS) == [] and page.evaluate(SIDEWAYS) <= 0


def test_on_a_phone_the_menu_is_a_word_a_short_list_and_closes_by_escape(server: Server, visit: Open) -> None:
    page = visit(server.url, width=375).page
    opens = page.get_by_role("button", name="Menü öffnen")
    assert opens.evaluate("node => getComputedStyle(node, '::after').content") == '"Menü"'
    opens.click()
    links = page.get_by_test_id("stSidebarNavLink")
    expect(links.first).to_be_in_viewport(ratio=1)
    assert links.all_inner_texts() == [
        "Überblick",
        "Maßnahmen",
        "Kosten",
        "Breitband",
        "Stadtbezirke",
        "Ausschüsse",
        "Analyse",
        "Datenqualität",
    ]
    assert min(link.bounding_box()["height"] for link in links.all()) >= 44
    assert links.first.get_attribute("aria-current") == "page"
    menu = page.get_by_test_id("stSidebar").bounding_box()
    assert menu and menu["width"] == 375 and menu["height"] < 500
    page.keyboard.press("Escape")
    expect(opens).to_be_focused()
    expect(page.get_by_role("button", name="Hauptmenü")).to_be_in_viewport(ratio=1)


def test_on_a_phone_the_menu_closes_behind_the_focus(server: Server, visit: Open) -> None:
    """Nothing that the menu covers ever has the focus; the focus itself stays where Tab has brought it."""
    page = visit(server.url, width=375).page
    opens, links = page.get_by_role("button", name="Menü öffnen"), page.get_by_test_id("stSidebarNavLink")
    for last, key, name in ((links.last, "Tab", "Hauptmenü"), (page.get_by_text("Schließen"), "Shift+Tab", None)):
        opens.press("Enter")
        expect(page.get_by_role("button", name="Menü schließen")).to_be_focused()
        if name:
            last.focus()
        page.keyboard.press(key)
        expect(opens).to_be_visible()
        expect(opens).not_to_be_focused()
        expect(links.first).not_to_be_in_viewport()
        assert page.evaluate(UNCOVERED)
        assert name in (None, page.evaluate("() => document.activeElement.ariaLabel"))


def test_on_a_tablet_all_pages_stand_in_the_header(server: Server, visit: Open) -> None:
    page = visit(server.url, width=900).page
    for width in (900, 768):
        page.set_viewport_size({"width": width, "height": 900})
        expect(page.get_by_role("link", name="Datenqualität", exact=True)).to_be_in_viewport(ratio=1)
        expect(page.get_by_test_id("stTopNavSection")).to_have_count(0)
        expect(page.get_by_role("button", name="Hauptmenü")).to_be_in_viewport(ratio=1)


def test_on_a_phone_the_selection_closes_by_a_button_and_names_its_choice_whole(server: Server, visit: Open) -> None:
    page = visit(f"{server.url}/?ausschuss=AWL", width=375).page
    button = page.get_by_role("button", name="Auswahl ändern")
    button.click()
    popover = page.get_by_role("dialog", name="Auswahl ändern")
    expect(popover.get_by_role("button", name="Schließen")).to_be_in_viewport(ratio=1)
    chosen = popover.get_by_text("AWL · Ausschuss für Arbeitsmarkt-, Wirtschafts- und Liegenschaftsangelegenheiten")
    assert chosen.evaluate("node => node.scrollWidth <= node.clientWidth && node.scrollHeight <= node.clientHeight + 1")
    popover.get_by_role("button", name="Schließen").click()
    expect(popover).to_have_count(0)
    expect(button).to_be_focused()


def test_wider_text_loses_nothing(server: Server, visit: Open) -> None:
    page = visit(server.url, width=375).page
    for name in ("", "kosten"):
        show(page, f"{server.url}/{name}")
        assert page.evaluate(CLIPPED) == [], name
        page.add_style_tag(content=WIDER_TEXT)
        assert page.evaluate(SIDEWAYS) <= 0, name
        assert page.evaluate(CLIPPED) == [], name


def test_a_choice_is_said_once_when_the_page_has_come_to_rest(server: Server, visit: Open) -> None:
    page = visit(f"{server.url}/massnahmen").page
    page.locator(".db-status").evaluate(COUNT_SAID)
    expect(heard(page)).to_be_empty()  # the first page is read by itself
    field = page.get_by_role("textbox", name="Suche")
    field.press_sequentially("chatbot")
    field.press("Enter")
    expect(heard(page)).to_have_text("Aktualisiert: 1 von 60 Maßnahmen passt zu „chatbot“.")
    open_list(page.get_by_role("combobox", name="Sortierung"))
    page.get_by_role("option", name="Nummer").click()
    expect(heard(page)).to_have_text("Aktualisiert.")
    page.get_by_test_id("stTopNavLink").filter(has_text="Kosten").press("Enter")
    expect(heard(page)).to_have_text("Seite Kosten: Was kostet die Digitalstrategie 2021, und was ist noch verfügbar?")
    page.get_by_role("button", name="Auswahl ändern").press("Enter")
    open_list(page.get_by_role("combobox", name="Stichtag"))
    page.get_by_role("option", name="31.12.2019").click()
    expect(heard(page)).to_contain_text("Aktualisiert: Stand 31.12.2019.")
    assert [words.partition(":")[0] for words in page.evaluate("() => window.said")] == [
        "Aktualisiert", "Aktualisiert.", "Seite Kosten", "Aktualisiert",
    ]  # fmt: skip
