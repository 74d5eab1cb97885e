"""Contrast of what is truly painted: letters of charts and tables pixel by pixel, marks of charts by fill and edge.

axe cannot judge text that lies over graphics or gradients. Here a page is photographed with its letters and without
them: where the two pictures differ there is a letter, and the second picture shows what lies behind it.
"""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from analytics.theme import tokens
from tests.e2e.conftest import Server
from tests.e2e.every_page import CHARTED, PHONE, WIDE, arrange, opened, reader, rgb

TEXT, MARK = 4.5, 3.0  # WCAG 1.4.3 and 1.4.11
VIEWS = tuple((scheme, width) for scheme in ("light", "dark") for width in (WIDE, PHONE))
HIDE = """.js-plotly-plot text { visibility: hidden !important }
    .db-table :is(th, td), .db-table td::before, .db-arrow { color: transparent !important }"""
LETTERS = """() => {
    const line = (node, kind, style = getComputedStyle(node)) => {
        const { left, top, right, bottom } = node.getBoundingClientRect()
        let opacity = kind === 'fill' ? +style.fillOpacity : 1
        for (let up = node; up; up = up.parentElement) opacity *= +getComputedStyle(up).opacity
        return { says: node.textContent, colour: style[kind], opacity, box: [left, top, right, bottom], kind } }
    const drawn = [...document.querySelectorAll('.js-plotly-plot text')]
        .filter(text => getComputedStyle(text).visibility === 'visible')
        .flatMap(text => text.querySelector('.line') ? [...text.querySelectorAll('.line')] : [text])
    const written = [...document.querySelectorAll('.db-table :is(th, td):not(:has(*)), .db-arrow')]
    return [...drawn.map(text => line(text, 'fill', getComputedStyle(text.querySelector('tspan') ?? text))),
        ...written.map(cell => line(cell, 'color'))].filter(one => one.says.trim()) }"""
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
    """A line of text and its smallest contrast with any pixel behind its letters; 0 where no letter is painted."""

    says: str
    ratio: float


class View(NamedTuple):
    """A page in one theme and width: its letters, and the colours of its marks with their best contrast."""

    letters: list[Letters]
    marks: list[tuple[list[str], float]]


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    with reader(browser) as one:
        yield one


@pytest.fixture(scope="module")
def measured(server: Server, context: BrowserContext) -> Callable[[str], dict[tuple[str, int], View]]:
    """Each page is visited once, whichever test asks for it first."""

    @functools.cache
    def measure(address: str) -> dict[tuple[str, int], View]:
        page = opened(context, f"{server.url}/{address}")
        found = {(scheme, width): view(page, scheme, width) for scheme, width in VIEWS}
        page.close()
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
    letters = [Letters(line["says"], worst(line, with_letters, without)) for line in lines]
    return View([one for one, line in zip(letters, lines, strict=True) if one.ratio or line["kind"] == "fill"], marks)


def picture(page: Page) -> np.ndarray:
    """What is on the screen, as rows of pixels."""
    return np.asarray(Image.open(io.BytesIO(page.screenshot())).convert("RGB"))


def worst(line: dict[str, Any], with_letters: np.ndarray, without: np.ndarray) -> float:
    """The smallest contrast of the colour of a line with the pixels that its letters cover."""
    left, top, right, bottom = (max(round(edge), 0) for edge in line["box"])
    over, under = (picture[top : bottom + 1, left : right + 1] for picture in (with_letters, without))
    behind = np.unique(under[(over != under).any(axis=2)], axis=0)
    return min((contrast(channels(line["colour"], line["opacity"], pixel), pixel) for pixel in behind), default=0.0)


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


@pytest.mark.parametrize("address", CHARTED)
def test_every_mark_of_a_chart_is_seen(measured: Callable[..., Any], address: str) -> None:
    """The track of a ranking is not a mark: it repeats that the scale ends at 100, and the number stands beside it."""
    for (scheme, width), found in measured(address).items():
        track = [rgb(tokens(scheme).budget)] if address == "breitband" else None
        assert len(found.marks) > 1, (scheme, width)
        assert [one for one in found.marks if one[1] < MARK and one[0] != track] == [], (scheme, width)
