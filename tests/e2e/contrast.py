"""Contrast of what is truly painted: letters of charts and tables pixel by pixel, marks of charts by fill and edge.

axe cannot judge text that lies over graphics or gradients. Here a page is photographed with its letters and without
them: where the two pictures differ there is a letter, and the second picture shows what lies behind it.
"""

from __future__ import annotations

import io
import re
from typing import Any, NamedTuple

import numpy as np
from PIL import Image
from playwright.sync_api import Page

from analytics.theme import tokens
from tests.e2e.every_page import arrange, rgb

TEXT, MARK = 4.5, 3.0  # WCAG 1.4.3 and 1.4.11
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


class Painted(NamedTuple):
    """A page in one theme and width: its letters, and the colours of its marks with their best contrast."""

    letters: list[Letters]
    marks: list[tuple[list[str], float]]


def painted(page: Page, scheme: str, width: int) -> Painted:
    """The window is made as high as the page, so that one picture holds all of it."""
    arrange(page, scheme, width)
    arrange(page, scheme, width, page.get_by_test_id("stMain").evaluate("node => node.scrollHeight") + 100)
    ground = channels(rgb(tokens(scheme).bg))
    marks = [(colours, best(colours, ground)) for colours in page.evaluate(MARKS)]
    lines, with_letters = page.evaluate(LETTERS), picture(page)
    style = page.add_style_tag(content=HIDE)
    without = picture(page)
    style.evaluate("node => node.remove()")
    return Painted([Letters(line["says"], worst(line, with_letters, without)) for line in lines], marks)


def picture(page: Page) -> np.ndarray:
    """What is on the screen, as rows of pixels."""
    return np.asarray(Image.open(io.BytesIO(page.screenshot())).convert("RGB"))


def worst(line: dict[str, Any], with_letters: np.ndarray, without: np.ndarray) -> float:
    """The smallest contrast of the colour of a line with the pixels that its letters cover; 1 where none is seen."""
    left, top, right, bottom = (max(round(edge), 0) for edge in line["box"])
    over, under = (picture[top : bottom + 1, left : right + 1] for picture in (with_letters, without))
    behind = pixels_of(under[(over != under).any(axis=2)])
    return min((contrast(channels(line["colour"], line["opacity"], pixel), pixel) for pixel in behind), default=1.0)


def pixels_of(part: np.ndarray) -> list[tuple[int, int, int]]:
    """Each colour of some pixels once."""
    codes = np.unique(part.astype(np.int32) @ (1 << 16, 1 << 8, 1))
    return [(code >> 16, code >> 8 & 255, code & 255) for code in codes.tolist()]


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
