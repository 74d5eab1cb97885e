"""Contrast of what is truly painted: letters of charts and tables pixel by pixel, marks of charts by fill and edge.

axe cannot judge text that lies over graphics or gradients. Here a page is photographed with its letters and without
them: where the two pictures differ there is a letter, and the second picture shows what lies behind it.
"""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page

from analytics.settings import ROOT
from analytics.theme import tokens
from tests.e2e.conftest import Server
from tests.e2e.every_page import CHARTED, WIDE, arrange, open_all, opened, rgb, views

TEXT, MARK = 4.5, 3.0  # WCAG 1.4.3 and 1.4.11
PAINTED = "td, td a, th a"
RANKED = ("breitband", "stadtbezirke?bezirk=05")
HIDE = """.js-plotly-plot text { visibility: hidden !important }
    .db-table table :is(*, ::before), .db-arrow { color: transparent !important }"""
LETTERS = """() => {
    const rectangle = part => {
        const { left, top, right, bottom } = part.getBoundingClientRect()
        return [left, top, right, bottom] }
    const within = ([left, top, right, bottom], [toLeft, toTop, toRight, toBottom]) =>
        [Math.max(left, toLeft), Math.max(top, toTop), Math.min(right, toRight), Math.min(bottom, toBottom)]
    const shown = (node, box) => { // what neither a table that scrolls nor the edge of the window cuts off
        const head = node.closest('thead'), table = node.closest('.db-table')
        if (head && getComputedStyle(head).clipPath !== 'none') return [0, 0, 0, 0] // there for screen readers alone
        return within(table ? within(box, rectangle(table)) : box, [0, 0, innerWidth, innerHeight]) }
    const line = (node, colour, box, opacity = 1, says = node.textContent) => {
        for (let up = node; up; up = up.parentElement) opacity *= +getComputedStyle(up).opacity
        return { says, colour, opacity, box } }
    const drawn = [...document.querySelectorAll('.js-plotly-plot text')]
        .filter(text => getComputedStyle(text).visibility === 'visible')
        .flatMap(text => text.querySelector('.line') ? [...text.querySelectorAll('.line')] : [text]).map(text => {
            const { fill, fillOpacity } = getComputedStyle(text.querySelector('tspan') ?? text)
            return line(text, fill, rectangle(text), +fillOpacity) })
    const written = []
    for (const cell of document.querySelectorAll('.db-table :is(th, td), .db-arrow')) {
        const words = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), before = getComputedStyle(cell, '::before')
        if (before.content !== 'none')
            written.push(line(cell, before.color, shown(cell, rectangle(cell)), 1, before.content))
        while (words.nextNode()) {
            const range = document.createRange(), node = words.currentNode.parentElement
            range.selectNodeContents(words.currentNode)
            const colour = getComputedStyle(node).color, box = shown(node, rectangle(range))
            written.push(line(node, colour, box, 1, words.currentNode.data)) } }
    const isThere = ({ box: [left, top, right, bottom] }) => right - left > 4 && bottom - top > 4 // room for a letter
    return [...drawn, ...written.filter(isThere)].filter(one => one.says.trim()) }"""
MARKS = """() => [...document.querySelectorAll(
        '.js-plotly-plot :is(.bars .point > path, .scatterlayer .point, .js-line, .shapelayer path)')].flatMap(mark => {
    const style = getComputedStyle(mark), box = mark.getBoundingClientRect(), pattern = style.fill.match(/#([^")]+)/)
    if (mark.matches('.point, .point > path') && (box.width < 1 || box.height < 1)) return [] // a bar of nothing
    const stripes = pattern ? [...document.getElementById(pattern[1]).children].map(one => getComputedStyle(one)) : []
    const isArea = +style.fillOpacity && /z$/i.test(mark.getAttribute('d')) && !pattern
    const edge = parseFloat(style.strokeWidth) >= 1 ? [style.stroke] : []
    return [[...(isArea ? [style.fill] : []), ...stripes.flatMap(one => [one.fill, one.stroke]), ...edge]] })"""
Colour = tuple[float, float, float]


class Letters(NamedTuple):
    """A line of text and its smallest contrast with any pixel behind its letters."""

    says: str
    ratio: float


class View(NamedTuple):
    """A page in one theme and width: its letters, and the colours of its marks with their best contrast."""

    letters: list[Letters]
    marks: list[tuple[list[str], float]]


@pytest.fixture(scope="module")
def context(readers: Callable[[str], BrowserContext]) -> BrowserContext:
    return readers("de-DE")


@pytest.fixture(scope="module")
def measured(server: Server, context: BrowserContext) -> Callable[[str], dict[tuple[str, int], View]]:
    """Each page is visited once, whichever test asks for it first."""

    @functools.cache
    def measure(address: str) -> dict[tuple[str, int], View]:
        page = opened(context, f"{server.url}/{address}")
        open_all(page)
        found = {(scheme, width): view(page, scheme, width) for scheme, width in views(address)}
        page.close()
        if address in RANKED:  # a track is no mark: it repeats that a ranking ends at 100, the number stands beside
            for (scheme, _), one in found.items():
                one.marks[:] = [mark for mark in one.marks if mark[0] != [rgb(tokens(scheme).budget)]]
        return found

    return measure


def view(page: Page, scheme: str, width: int) -> View:
    """The window is made as high as the page, so that one picture holds all of it."""
    arrange(page, scheme, width)
    arrange(page, scheme, width, page.get_by_test_id("stMain").evaluate("node => node.scrollHeight") + 100)
    ground = channels(rgb(tokens(scheme).bg))
    marks = [(colours, best(colours, ground)) for colours in page.evaluate(MARKS)]
    lines, with_letters = page.evaluate(LETTERS), picture(page)
    style = page.add_style_tag(content=HIDE)
    without = picture(page)
    style.evaluate("node => node.remove()")
    return View([Letters(line["says"], worst(line, with_letters, without)) for line in lines], marks)


def picture(page: Page) -> np.ndarray:
    """What is on the screen, as rows of pixels."""
    return np.asarray(Image.open(io.BytesIO(page.screenshot())).convert("RGB"))


def worst(line: dict[str, Any], with_letters: np.ndarray, without: np.ndarray) -> float:
    """The smallest contrast of the colour of a line with the pixels that its letters cover; 1 where none is seen."""
    left, top, right, bottom = (max(round(edge), 0) for edge in line["box"])
    over, under = (picture[top : bottom + 1, left : right + 1] for picture in (with_letters, without))
    behind = np.unique(under[(over != under).any(axis=2)], axis=0)
    return min((contrast(channels(line["colour"], line["opacity"], pixel), pixel) for pixel in behind), default=1.0)


def best(colours: list[str], ground: Colour) -> float:
    """A mark is seen by its fill, by the stripes of its pattern or by its edge."""
    return max((contrast(channels(colour, 1, ground), ground) for colour in colours if colour != "none"), default=0.0)


def channels(colour: str, opacity: float = 1, ground: Any = (0, 0, 0)) -> Colour:
    """rgb(…) or rgba(…) as it looks on a ground."""
    red, green, blue, *alpha = map(float, re.findall(r"[\d.]+", colour))
    share = opacity * (alpha[0] if alpha else 1)
    mixed = [share * one + (1 - share) * float(other) for one, other in zip((red, green, blue), ground, strict=True)]
    return mixed[0], mixed[1], mixed[2]


def luminance(colour: Any) -> float:
    """As WCAG defines it."""
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in np.asarray(colour) / 255)
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def contrast(one: Any, other: Any) -> float:
    """1 = the same, 21 = black on white."""
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_contrast_is_counted_as_wcag_counts_it() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    grey = channels("rgba(0, 0, 0, 0.5)", 1, (255, 255, 255))
    assert contrast(grey, (255, 255, 255)) == pytest.approx(3.98, abs=0.01)


@pytest.mark.parametrize("address", CHARTED)
def test_every_letter_of_charts_and_tables_reads(measured: Callable[..., Any], address: str) -> None:
    found = measured(address)
    assert all(len(one.letters) > 5 for one in found.values())
    assert [(name, one) for name, view in found.items() for one in view.letters if one.ratio < TEXT] == []


def test_text_in_the_colour_of_its_ground_is_found(server: Server, context: BrowserContext) -> None:
    """It changes no pixel, so a measure that looks at changed pixels alone would pass over it."""
    page = opened(context, f"{server.url}/stadtbezirke")
    page.add_style_tag(content=f".stApp .db-table :is({PAINTED}) {{ color: {tokens('light').bg} !important }}")
    expected = [words.strip() for words in page.locator(f".db-table :is({PAINTED})").all_text_contents()]
    found = [one.says.strip() for one in view(page, "light", WIDE).letters if one.ratio < TEXT]
    page.close()
    assert len(found) > 20 and sorted(found) == sorted(filter(None, expected))


@pytest.mark.parametrize("address", CHARTED)
def test_every_mark_of_a_chart_is_seen(measured: Callable[..., Any], address: str) -> None:
    for name, found in measured(address).items():
        assert len(found.marks) > 1, name
        assert [one for one in found.marks if one[1] < MARK] == [], name


def test_no_contrast_is_smaller_than_documented(measured: Callable[..., Any]) -> None:
    text = (ROOT / "docs" / "accessibility.md").read_text("utf-8")
    [letters, marks] = re.findall(r"^\| (?:letters|marks) \| ([\d.]+).*\| ([\d.]+)", text, flags=re.MULTILINE)
    found = [(scheme, view) for address in CHARTED for (scheme, _), view in measured(address).items()]
    for scheme, least_of_letters, least_of_marks in zip(("light", "dark"), letters, marks, strict=True):
        views = [view for of, view in found if of == scheme]
        assert round(min(one.ratio for view in views for one in view.letters), 2) >= float(least_of_letters)
        assert round(min(ratio for view in views for _, ratio in view.marks), 2) >= float(least_of_marks)
