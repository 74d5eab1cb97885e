"""What changes unasked: less motion for who wants none, charts in the new theme, a word when a page does not come."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser, expect

from analytics.theme import DARK, LIGHT
from pages.shell.splash import LATE_S
from tests.e2e.conftest import Server, Visit, show
from tests.e2e.every_page import rgb

Open = Callable[..., Visit]
LONGEST_MOTION = """() => Math.max(...[...document.querySelectorAll('*')].flatMap(node => {
    const style = getComputedStyle(node);
    return [style.transitionDuration, style.animationDuration].flatMap(all => all.split(',').map(parseFloat)) }))"""
LONGEST_SCRIPTED = (
    """() => Math.max(0, ...document.getAnimations().map(one => one.effect.getComputedTiming().duration / 1000))"""
)
ENDLESS = """() => document.body.animate([{opacity: 0}, {opacity: 1}],
    {duration: 5000, delay: 5000, iterations: Infinity}).effect.getComputedTiming().endTime"""
AFTERWARDS = "(node, name) => getComputedStyle(node, '::after')[name]"


def test_a_change_of_theme_draws_the_charts_anew_below_an_anchor_too(server: Server, visit: Open) -> None:
    page = visit(f"{server.url}/kosten#x").page
    label = page.locator(".main-svg .ytick text").first
    expect(label).to_have_css("fill", rgb(LIGHT.muted))
    page.emulate_media(color_scheme="dark")
    expect(label).to_have_css("fill", rgb(DARK.muted))
    expect(page).to_have_url(f"{server.url}/kosten#x")


def test_a_page_that_does_not_come_says_what_to_do(server: Server, browser: Browser) -> None:
    """For readers who want less motion, too: the wait is not cut short."""
    page = browser.new_page(reduced_motion="reduce")
    page.route_web_socket("**/_stcore/stream", lambda _: None)  # a server that never answers
    page.goto(server.url)
    app = page.get_by_test_id("stApp")
    app.wait_for()
    assert app.evaluate(AFTERWARDS, "content") == '"Das dauert länger als üblich: bitte laden Sie die Seite neu."'
    assert app.evaluate(AFTERWARDS, "visibility") == "hidden"
    assert page.evaluate("() => document.getAnimations().map(one => one.effect.getTiming().delay)") == [LATE_S * 1000]
    page.evaluate("() => document.getAnimations()[0].finish()")
    assert app.evaluate(AFTERWARDS, "visibility") == "visible"
    page.context.close()


def test_less_motion_means_none(server: Server, visit: Open, browser: Browser) -> None:
    page = visit(server.url).page
    page.get_by_role("button", name="Auswahl ändern").press("Enter")
    assert page.evaluate(LONGEST_MOTION) <= 0.01
    page.keyboard.press("Escape")
    opened = "node => { node.click(); return (" + LONGEST_SCRIPTED + ")() }"
    assert page.get_by_test_id("stExpander").locator("summary").first.evaluate(opened) <= 0.01
    assert page.evaluate(ENDLESS) <= 10
    page.set_viewport_size({"width": 375, "height": 800})
    page.get_by_role("button", name="Menü öffnen").press("Enter")
    assert page.evaluate(LONGEST_MOTION) <= 0.01
    moving = browser.new_page(reduced_motion="no-preference")
    show(moving, server.url)
    assert moving.evaluate(LONGEST_MOTION) > 0.1
    assert moving.get_by_test_id("stExpander").locator("summary").first.evaluate(opened) > 0.1
    moving.context.close()
