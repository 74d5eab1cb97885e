"""Before and after the dialog: who asks here waits for charts of the width of paper, and gets the screen back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from analytics.engine import Engine, open_snapshot
from analytics.filters import EVERYTHING
from analytics.queries import measures
from analytics.queries.measures import Sheet
from analytics.theme import LIGHT
from tests.e2e.conftest import Server, Visit, show
from tests.e2e.every_page import rgb, settle
from tests.e2e.test_print import printed

Open = Callable[..., Visit]
Charts = Callable[[Page], int]
LONGEST = 4
IMPATIENT = """() => { const key = new KeyboardEvent('keydown', {key: 'p', ctrlKey: true, cancelable: true});
    for (let times = 0; times < 3; times++) dispatchEvent(key);
    dispatchEvent(new Event('pointerdown')) }"""
NO_COLOUR = """() => [...document.styleSheets].find(sheet => sheet.href?.includes('/assets/style.css'))
    .cssRules[0].style.setProperty('--column', '12px')"""


def test_whoever_asks_here_gets_charts_drawn_for_paper(server: Server, visit: Open, charts: Charts) -> None:
    """Strg+P and "Drucken" wait until charts have the width of the paper; then the screen gets its own back."""
    page = visit(server.url).page
    page.add_init_script("window.asked = 0; window.print = () => { asked++ }")  # in place of the browser's dialog
    page.reload()
    charts(page)
    width = "() => [...document.querySelectorAll('.main-svg')].map(svg => +svg.getAttribute('width'))"
    on_screen = page.evaluate(width)
    for times, ask in enumerate((shortcut, menu), 1):
        ask(page)
        page.wait_for_function(f"() => asked === {times}")
        assert {*page.evaluate(width)} == {760}
        assert len(printed(page)) == 5
        page.wait_for_function(f"() => String(({width})()) === '{','.join(map(str, on_screen))}'")


def test_however_often_someone_asks_one_dialog_comes(server: Server, visit: Open, charts: Charts) -> None:
    """A click meanwhile does not take the width of paper away; a key does later, where no browser tells the end."""
    page = visit(f"{server.url}/datenqualitaet").page
    page.add_init_script("window.asked = []; window.print = () => { asked.push(document.documentElement.className) }")
    page.reload()
    charts(page)
    for times in (1, 2):
        page.evaluate(IMPATIENT)
        page.wait_for_function(f"() => asked.length >= {times}")
    assert page.evaluate("() => asked.map(name => name.includes('db-paper'))") == [True, True]
    page.keyboard.press("Shift")
    assert "db-paper" not in (page.locator("html").get_attribute("class") or "")


def test_a_browser_that_does_not_tell_the_end_shows_the_page_as_it_was(
    server: Server, visit: Open, charts: Charts
) -> None:
    """A token that is no colour stops nothing; what is made for paper is out of sight, and goes with the next key."""
    one = visit(f"{server.url}/kosten", scheme="dark")
    charts(one.page)
    drawing = one.page.locator(".js-plotly-plot").first  # holds a pattern, which is found by its name
    before = drawing.screenshot()
    one.page.evaluate(NO_COLOUR)
    one.page.evaluate("() => { dispatchEvent(new Event('beforeprint')) }")
    paper = one.page.locator(".db-paper-chart")
    expect(paper).to_have_count(5)
    expect(paper.locator(".ytick text").first).to_have_css("fill", rgb(LIGHT.muted))
    assert drawing.screenshot() == before
    one.page.keyboard.press("Shift")
    expect(paper).to_have_count(0)
    assert one.complaints == []


def shortcut(page: Page) -> None:
    page.keyboard.press("Control+p")


def menu(page: Page) -> None:
    page.get_by_role("button", name="Hauptmenü").click()
    page.get_by_role("menuitem", name="Drucken").click()


def test_a_steckbrief_is_one_sheet(server: Server, visit: Open, charts: Charts, sample_store: Path) -> None:
    """Those of the sample with the longest texts, drawn for paper and as the browser's own menu prints them."""
    with open_snapshot(sample_store) as engine:
        sheets = [sheet for number in measures.listed(engine)["measure_id"] if (sheet := one_sheet(engine, number))]
    longest = sorted(sheets, key=lambda sheet: -sum(len(str(value)) for value in sheet if value is not None))[:LONGEST]
    numbers = {"4.04", "8.04", *(sheet.measure_id for sheet in longest)}  # the former have the most lines
    page = visit(server.url).page
    page.add_init_script("window.asked = 0; window.print = () => { asked++ }")
    for number in sorted(numbers):
        show(page, f"{server.url}/massnahmen?nr={number}")
        settle(page)
        assert len(printed(page)) == 1, number
        page.keyboard.press("Control+p")
        page.wait_for_function("() => asked === 1")
        assert len(printed(page)) == 1, f"{number}, drawn for paper"


def one_sheet(engine: Engine, number: str) -> Sheet | None:
    return measures.sheet(engine, EVERYTHING, number)
