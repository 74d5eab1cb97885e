"""Everything by keyboard alone: no test here touches a mouse, and after each choice the focus is where it was.

What a click on a mark of a chart does has these ways: a bar or mark of Handlungsfeld, Bearbeitungsstand, Ampel or
Stadtbezirk = the fields of these names under "Auswahl ändern"; a bar of the Zeitplan = the number in the tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from analytics.filters import DAY, DIMENSIONS
from tests.e2e.conftest import DRAWN, Server, Visit

Open = Callable[..., Visit]
FOCUSED = """() => {
    const node = document.activeElement, field = node.closest('[data-rac][role=group], [data-testid$=RootElement]');
    const style = getComputedStyle(node.matches('input') ? field : node), box = node.getBoundingClientRect();
    const header = document.querySelector('[data-testid=stHeader]');
    const isAbove = header.contains(node) || node.matches('[data-testid=stSkipToContent]');
    const top = isAbove ? 0 : header.getBoundingClientRect().bottom;
    const under = document.elementFromPoint(box.left + box.width / 2, Math.max(box.top, top) + 6);
    const name = (node.ariaLabel || node.innerText).split('\\n').find(line => /[A-ZÄÖÜ]/.test(line));
    return {name, tag: node.tagName, isMarked: style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2,
        isSeen: (box.top >= top || node.matches('main')) && box.top < innerHeight && node.contains(under)} }"""
HAS_FOCUS = "node => node === document.activeElement"
SKIP, MENU, CHANGE = "Zum Inhalt springen", "Hauptmenü", "Auswahl ändern"
NAVIGATION = ["Überblick", "Maßnahmen", "Kosten", "Breitband", "Stadtbezirke", "Ausschüsse", "Analyse", "Datenqualität"]
FOOTER = ["Dauerhafter Link zu diesem Stand", "Methodik", "Barrierefreiheit", "Datenschutz", "Impressum"]
FILTERS = {"Stichtag": DAY} | {dimension.title: dimension.address for dimension in DIMENSIONS}
CHOICES = [
    ("kosten", "radio", "2019", "Enter", r"jahr=2019"),
    ("kosten", "radio", "Teilhaushalt", "Space", r"gliederung=teilhaushalt"),
    ("massnahmen", "radio", "alle", "Enter", r"zeitplan=alle"),
    ("massnahmen", "textbox", "Suche", "w l a n Enter", r"suche=wlan"),
    ("massnahmen", "combobox", "Sortierung", "ArrowDown ArrowDown Enter", r"sortierung=\w+"),
    ("massnahmen", "combobox", "Gezeigt werden", "ArrowDown ArrowDown Enter", r"nur=\w+"),
    ("massnahmen", "radio", "Plantreue", "Enter", r"ansicht=plantreue"),
    ("breitband", "radio", "Kabel", "Enter", r"technik=HFC"),
    ("breitband", "combobox", "Mindestens", "ArrowDown ArrowDown Enter", r"mbits=\d+"),
    ("breitband", "combobox", "Nutzergruppe", "ArrowDown ArrowDown Enter", r"gruppe=\w+"),
    ("ausschuesse?ausschuss=EDV", "combobox", "Verglichen mit", "ArrowDown ArrowDown Enter", r"seit=\d+"),
    ("analyse", "combobox", "Gespeicherte Ansicht", "ArrowDown ArrowDown Enter", r"tabelle=\w+"),
    ("analyse", "combobox", "Tabelle", "ArrowDown ArrowDown Enter", r"tabelle=\w+$"),
    ("analyse", "combobox", "Unterteilt nach", "ArrowDown ArrowDown Enter", r"zeilen=\w+&zeilen=\w+"),
    ("analyse", "combobox", "Spalten", "ArrowDown ArrowDown Enter", r"spalten=\w+"),
    ("analyse", "combobox", "Zeilen", "ArrowDown ArrowDown Enter", r"zeilen=\w+"),
    ("analyse", "combobox", "Wert", "ArrowDown ArrowDown Enter", r"wert=\w+"),
    ("analyse", "textbox", "Text", "w l a n Enter", r"bedingung=volltext"),
    ("analyse", "radio", "Zeilen", "Enter", r"ansicht=zeilen"),
    ("datenqualitaet", "combobox", "Datei", "ArrowDown ArrowDown Enter", r"datei=\w+"),
    ("datenqualitaet", "combobox", "Schwere", "ArrowDown ArrowDown Enter", r"schwere=\w+"),
    ("datenqualitaet", "combobox", "Spalte", "ArrowDown ArrowDown Enter", r"spalte=\w+"),
    ("methodik", "textbox", "In der Methodik suchen", "a m p e l Enter", r"suche=ampel"),
]


def tab_to(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Go on with Tab until it has the focus; a group has it with any of its buttons."""
    for _ in range(120):
        page.keyboard.press(key)
        if wanted.evaluate("node => node.contains(document.activeElement)"):
            return
    pytest.fail(f"No way by {key} to {wanted}.")


def press(page: Page, keys: str) -> None:
    """One after the other; a list that opens is waited for."""
    for key in keys.split():
        page.keyboard.press(key)
        if key == "ArrowDown":
            page.wait_for_selector("[role=option]")


def test_tab_leads_from_the_start_to_the_foot_and_each_stop_is_seen(server: Server, visit: Open) -> None:
    page = visit(server.url).page
    stops = []
    while not stops or stops[-1]["name"] != FOOTER[-1]:
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))
        assert len(stops) < 120
    names = [stop["name"] for stop in stops]
    assert names[:10] == [SKIP, *NAVIGATION, MENU] and names[11] == CHANGE
    assert names[-5:] == FOOTER
    assert names.count("Regel") == 6 and names.count("Tabelle und Download") == 5
    assert "FIGURE" not in {stop["tag"] for stop in stops}  # a chart itself has nothing to operate
    assert [stop for stop in stops if not (stop["isMarked"] and stop["isSeen"])] == []
    for name in reversed(names[-5:-1]):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(FOCUSED)["name"] == name


def test_skip_link_pages_and_themes(server: Server, visit: Open) -> None:
    page = visit(server.url).page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    for name in NAVIGATION[1:] + NAVIGATION[:1]:
        link = page.get_by_test_id("stTopNavLink").filter(has_text=name)
        tab_to(page, link, "Shift+Tab" if name in NAVIGATION[:2] else "Tab")  # from the page, and back to the first
        page.keyboard.press("Enter")
        expect(page).to_have_title(f"{name} · Digitalbilanz Hannover")
        expect(link).to_be_focused()
        page.wait_for_selector(DRAWN)
    tab_to(page, page.get_by_role("button", name=MENU))
    for theme, colour in (("Dunkel", "rgb(16, 23, 29)"), ("Hell", "rgb(255, 255, 255)")):
        page.keyboard.press("Enter")
        expect(page.get_by_role("menuitemradio").first).to_be_focused()
        tab_to(page, page.get_by_role("menuitemradio", name=theme), "ArrowDown")
        page.keyboard.press("Enter")
        expect(page.get_by_test_id("stApp")).to_have_css("background-color", colour)
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name=MENU)).to_be_focused()


def test_every_filter_is_set_and_lifted(server: Server, visit: Open) -> None:
    page = visit(f"{server.url}/datenqualitaet").page
    button = page.get_by_role("button", name=CHANGE)
    tab_to(page, button)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name=CHANGE)).to_be_focused()
    for title, name in FILTERS.items():
        field = page.get_by_role("combobox", name=title)
        tab_to(page, field)
        press(page, "ArrowDown ArrowDown Enter")
        expect(page).to_have_url(re.compile(rf"[?&]{name}="))
        page.wait_for_selector(DRAWN)
        expect(field).to_be_focused()
        if field.get_attribute("aria-expanded") == "true":
            page.keyboard.press("Escape")  # closes the list alone
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name=CHANGE)).to_have_count(0)
    expect(button).to_be_focused()
    tab_to(page, page.get_by_role("link", name="Auswahl aufheben").first, "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".db-stand")).to_contain_text("Alle Handlungsfelder")


def test_the_selection_is_no_trap(server: Server, visit: Open) -> None:
    page = visit(f"{server.url}/datenqualitaet").page
    tab_to(page, page.get_by_role("button", name=CHANGE))
    for key in ("Shift+Tab", "Tab"):
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog", name=CHANGE)).to_be_focused()
        if key == "Tab":
            tab_to(page, page.get_by_role("button", name="Schließen"))
        page.keyboard.press(key)
        expect(page.get_by_role("button", name=CHANGE)).to_be_focused()
        expect(page.get_by_role("dialog", name=CHANGE)).to_have_count(0)


def test_key_figures_tables_and_downloads(server: Server, visit: Open) -> None:
    page = visit(server.url).page
    rule = page.locator(".db-kpis summary").first
    tab_to(page, rule)
    page.keyboard.press("Enter")
    expect(page.locator(".db-kpis details p").first).to_be_visible()
    opened = page.get_by_test_id("stExpander").first
    tab_to(page, opened.locator("summary"))
    page.keyboard.press("Enter")
    expect(opened.get_by_role("region")).to_be_visible()
    page.wait_for_selector(DRAWN)
    expect(opened.locator("summary")).to_be_focused()
    page.keyboard.press("Tab")
    expect(opened.get_by_role("region")).to_be_focused()
    for word, ending in (("Excel (XLSX)", "xlsx"), ("CSV", "csv")):
        tab_to(page, opened.get_by_role("button", name=word))
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        assert download.value.suggested_filename.endswith(ending)
    tab_to(page, page.locator(".db-kpis a").first, "Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/massnahmen*")


def test_to_a_measure_and_back_and_to_the_foot(server: Server, visit: Open) -> None:
    page = visit(server.url).page
    tab_to(page, page.locator(".db-cards a").first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/massnahmen?nr=*")
    tab_to(page, page.get_by_role("link", name="Zurück zu allen Maßnahmen"))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Welche Maßnahmen sind verspätet?")
    page.wait_for_selector(DRAWN)
    tab_to(page, page.get_by_role("link", name="Methodik"), "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Methodik · Digitalbilanz Hannover")
    link = page.locator(".db-index a").nth(2)
    tab_to(page, link)
    page.keyboard.press("Enter")
    target = page.locator(f"[id='{(link.get_attribute('href') or '').lstrip('#')}']")
    expect(target).to_be_in_viewport()


@pytest.mark.parametrize("name", sorted({choice[0] for choice in CHOICES}))
def test_every_choice_of_a_page_keeps_the_focus(server: Server, visit: Open, name: str) -> None:
    page = visit(f"{server.url}/{name}", on_a_slow_line=True).page
    for _, role, title, keys, address in filter(lambda choice: choice[0] == name, CHOICES):
        control = page.get_by_role(role, name=title, exact=True)  # type: ignore[arg-type]
        if role == "radio":  # Tab leads to the group, arrows to its buttons
            tab_to(page, page.get_by_role("radiogroup").filter(has=control))
        tab_to(page, control, "ArrowRight" if role == "radio" else "Tab")
        press(page, keys)
        expect(page).to_have_url(re.compile(address))
        page.wait_for_selector(DRAWN)
        expect(control).to_be_focused()


def test_a_note_that_comes_or_goes_leaves_its_choice_where_it_is(server: Server, visit: Open) -> None:
    """Not only the focus: the control itself is the same, with whatever was begun in it."""
    page = visit(f"{server.url}/analyse?tabelle=costs&bedingung=budget_year|ist|2021", on_a_slow_line=True).page
    note = page.get_by_text("Aufgehoben, weil jetzt danach aufgeteilt wird")
    control = page.get_by_role("combobox", name="Zeilen", exact=True)
    begun = control.element_handle()
    for word, notes in (("Haushaltsjahr", 1), ("Kostenart", 0)):
        control.focus()
        control.select_text()
        page.keyboard.type(word)
        page.get_by_role("option", name=word, exact=True).wait_for()
        press(page, "ArrowDown Enter")
        expect(note).to_have_count(notes)
        page.wait_for_selector(DRAWN)
        expect(control).to_have_value(word)
        assert begun and begun.evaluate(HAS_FOCUS)


def test_a_choice_after_an_address_that_asks_in_vain_stays_where_it_is(server: Server, visit: Open) -> None:
    page = visit(f"{server.url}/massnahmen?ansicht=nix", on_a_slow_line=True).page
    note = page.get_by_text("„nix“ ist unter „Ansicht“ hier nicht wählbar.")
    expect(note).to_have_count(1)
    control = page.get_by_role("radio", name="alle", exact=True)
    control.focus()
    begun = control.element_handle()
    press(page, "Enter")
    expect(page).to_have_url(f"{server.url}/massnahmen?zeitplan=alle")
    expect(note).to_have_count(0)
    page.wait_for_selector(DRAWN)
    assert begun and begun.evaluate(HAS_FOCUS)


def test_where_a_control_goes_the_keyboard_goes_on_at_the_one_before(server: Server, visit: Open) -> None:
    page = visit(f"{server.url}/analyse?bedingung=status|ist|geplant", on_a_slow_line=True).page
    chips = page.get_by_role("combobox", name="Es gilt")
    chips.focus()
    press(page, "Backspace Backspace")
    expect(chips).to_have_count(0)
    expect(page.get_by_role("textbox", name="Text")).to_be_focused()


def test_a_button_that_has_done_its_work_hands_the_keyboard_on(server: Server, visit: Open) -> None:
    page = visit(f"{server.url}/analyse?ansicht=zeilen").page  # 60 Maßnahmen on two pages
    back, on = (page.get_by_role("button", name=name, exact=True) for name in ("Zurück", "Weiter"))
    on.press("Enter")
    expect(on).to_be_disabled()
    expect(back).to_be_focused()
    back.press("Enter")
    expect(back).to_be_disabled()
    expect(page.locator("main :focus")).to_have_count(1)


def test_who_points_is_not_moved(server: Server, visit: Open) -> None:
    page = visit(f"{server.url}/analyse?ansicht=zeilen").page
    on = page.get_by_role("button", name="Weiter", exact=True)
    on.click()
    expect(on).to_be_disabled()
    page.wait_for_selector(DRAWN)
    page.wait_for_timeout(300)
    expect(page.locator("main :focus")).to_have_count(0)
