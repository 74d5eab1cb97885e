"""Reach: fingers, small screens, wider text, and what is said to those who do not see the page change."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Server, Visit, open_list, show

Open = Callable[..., Visit]
PAGES = (
    *("", "massnahmen", "massnahmen?nr=4.04", "massnahmen?ansicht=meldung", "massnahmen?ansicht=plantreue"),
    *("kosten", "breitband", "stadtbezirke?bezirk=05", "ausschuesse?ausschuss=EDV", "datenqualitaet"),
    *("methodik", "impressum"),
)
FIELD = "'[data-rac][role=group], [data-testid=stTextInputRootElement]'"
SHOWN = """const shown = node => !node.closest('[inert]')
    && node.checkVisibility({visibilityProperty: true, opacityProperty: true});"""
SMALL_TARGETS = f"""() => {{ {SHOWN}
    const inSentence = node => node.matches('a') && getComputedStyle(node).display === 'inline'
        && node.parentElement.innerText.trim() !== node.innerText.trim();
    const isWhole = node => node.matches('input') || !node.closest({FIELD});
    const targets = [...document.querySelectorAll('a[href], button, summary, input')].filter(shown).filter(isWhole)
        .map(node => [node, (node.closest({FIELD}) ?? node).getBoundingClientRect()]).filter(([, box]) => box.width);
    const isSmall = ([node, box]) => Math.min(box.width, box.height) < 24 && !inSentence(node);
    const beyond = (at, from, to) => Math.max(from - at, 0, at - to);
    const isNear = (a, b) => Math.hypot(beyond((a.left + a.right) / 2, b.left, b.right),
        beyond((a.top + a.bottom) / 2, b.top, b.bottom)) < 12;
    return targets.filter(isSmall).filter(([node, box]) => targets.some(([n, b]) => n !== node && isNear(box, b)))
        .map(([node, box]) => `${{node.innerText || node.ariaLabel}}: ${{box.width}} x ${{box.height}}`) }}"""
"""WCAG 2.5.8 with its exceptions: links in a sentence, and a circle of 24 px that touches no other target."""
LOW_CONTROLS = f"""() => {{ {SHOWN}
    const header = '[data-testid=stHeader] :is(a, button)', main = '[data-testid=stMain] :is(button, ' + {FIELD} + ')';
    return [...document.querySelectorAll(`${{header}}, ${{main}}, [data-testid=stExpander] summary`)].filter(shown)
        .filter(node => !node.parentElement.closest({FIELD}))
        .map(node => [node.innerText || node.ariaLabel, node.getBoundingClientRect().height])
        .filter(([, height]) => height < 40) }}"""
SIDEWAYS = """() => Math.max(...[document.documentElement, document.querySelector('[data-testid=stMain]')]
    .map(node => node.scrollWidth - node.clientWidth))"""
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


def open_table(page: Page) -> None:
    """The first table of the page, where there is one behind a chart."""
    cards = page.get_by_test_id("stExpander")
    if cards.count():
        cards.locator("summary").first.press("Enter")
        expect(cards.locator(".db-table").first).to_be_visible()


def open_selection(page: Page) -> None:
    """Where a page has one: inside the screen, and with nothing wider than itself."""
    if page.get_by_role("button", name="Auswahl ändern").count():
        page.get_by_role("button", name="Auswahl ändern").press("Enter")
        popover = page.get_by_role("dialog", name="Auswahl ändern")
        expect(popover).to_be_focused()
        box, screen = popover.bounding_box(), page.viewport_size
        assert box and screen and box["x"] >= 0 and box["x"] + box["width"] <= screen["width"]
        assert popover.evaluate("node => node.scrollWidth - node.clientWidth") <= 0
        assert page.evaluate(SMALL_TARGETS) == []


def test_a_finger_hits_everything_and_nothing_opened_goes_beyond_a_narrow_screen(server: Server, visit: Open) -> None:
    page = visit(server.url, width=375).page
    for name in PAGES:
        page.set_viewport_size({"width": 375, "height": 800})
        show(page, f"{server.url}/{name}")
        assert page.evaluate(SMALL_TARGETS) == [], name
        assert page.evaluate(LOW_CONTROLS) == [], name
        page.set_viewport_size({"width": 320, "height": 640})
        open_table(page)
        open_selection(page)
        assert page.evaluate(SIDEWAYS) <= 0, name
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Menü öffnen").press("Enter")
    expect(page.get_by_role("button", name="Menü schließen")).to_be_focused()
    assert page.evaluate(SMALL_TARGETS) == []
    assert page.evaluate(SIDEWAYS) <= 0


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
