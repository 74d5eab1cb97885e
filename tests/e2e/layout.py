"""What may not happen at any width: words that overlap or are cut, a page that scrolls sideways, targets too small."""

from __future__ import annotations

from playwright.sync_api import Page

WIDTHS = (1440, 768, 375, 320)
"""From a desk to WCAG's narrowest, widest first."""
FINGERS = 375
"""Up to this width fingers point, not mice."""
OVERLAPS = """() => [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].flatMap(chart => {
    const texts = [...chart.querySelectorAll('.annotation-text, .xtick text, .ytick text')];
    const boxes = texts.map(text => [text.textContent, text.getBoundingClientRect()]);
    return boxes.flatMap(([a, p], i) => boxes.slice(i + 1).filter(([b, q]) =>
        p.left < q.right - 1 && q.left < p.right - 1 && p.top < q.bottom - 3 && q.top < p.bottom - 3)
        .map(([b]) => a + ' / ' + b)) })"""
CUT = """() => [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].flatMap(chart => {
    const frame = chart.getBoundingClientRect();
    return [...chart.querySelectorAll('text')].filter(text => { const box = text.getBoundingClientRect();
        return box.left < frame.left - 2 || box.right > frame.right + 2 }).map(text => text.textContent) })"""
MAP_LABELS = """() => { const seen = [...document.querySelectorAll('.st-key-district-map .scatterlayer text')]
        .filter(text => getComputedStyle(text).visibility === 'visible')
        .map(text => [text.textContent, text.getBoundingClientRect()]);
    return seen.flatMap(([a, p], i) => seen.slice(i + 1).filter(([b, q]) =>
        p.left < q.right && q.left < p.right && p.top < q.bottom - 4 && q.top < p.bottom - 4)
        .map(([b]) => a + ' / ' + b)) }"""
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
CHOSEN_CUT = """() => [...document.querySelectorAll('[data-testid=stMain] [role=combobox]')]
    .filter(field => field.value && field.scrollWidth > field.clientWidth + 1).map(field => field.value)"""
"""Fields that show only the beginning of what is chosen."""
SIDEWAYS = """() => Math.max(...[document.documentElement, document.querySelector('[data-testid=stMain]')]
    .map(node => node.scrollWidth - node.clientWidth))"""


MEASURED = """() => { const count = what => document.querySelectorAll(what).length; return {
    words: count('[data-testid="stPlotlyChart"] :is(.annotation-text, .xtick text, .ytick text)'),
    map: count('.st-key-district-map .scatterlayer text') } }"""
SPOILT = """() => {
    const move = (text, place) => {
        text.style.transform = 'none'
        const from = text.getBoundingClientRect(), [left, top] = place(from)
        text.style.transform = `translate(${left - from.left}px, ${top - from.top}px)` }
    const onto = other => () => { const { left, top } = other.getBoundingClientRect(); return [left, top] }
    const all = [...document.querySelectorAll('[data-testid="stPlotlyChart"]')]
    const words = all.map(one => one.querySelectorAll('.annotation-text')).find(found => found.length > 2)
    const onMap = [...document.querySelectorAll('.st-key-district-map .scatterlayer text')]
        .filter(text => getComputedStyle(text).visibility === 'visible')
    move(words[0], onto(words[1]))
    move(words[2], from => [-4000, from.top])
    move(onMap[0], onto(onMap[1]))
    const button = (word, width, height) => `<button style="all: revert; position: fixed; top: 300px;
        padding: 0; margin: 0; left: ${width}px; width: ${width}px; height: ${height}px">${word}</button>`
    document.querySelector('[data-testid=stMain]').insertAdjacentHTML('beforeend', button('Niedrig', 90, 30)
        + button('Klein', 10, 10) + button('Kleiner', 11, 10) + '<div style="width: 4000px; height: 1px"></div>') }"""
"""Spoils a page with a map: one fault of each kind."""
KINDS = (" overlaps: ", " cut: ", " overlaps on the map: ", "Niedrig", "Klein", " sideways")
"""What must then be told."""


def measured(page: Page) -> dict[str, int]:
    """How many words of charts, and of the map, there are to look at."""
    found: dict[str, int] = page.evaluate(MEASURED)
    return found


def faults(page: Page, width: int) -> list[str]:
    """One line for each word that overlaps another or is cut, and one where the page scrolls sideways."""
    asked = {"overlaps": OVERLAPS, "cut": CUT, "overlaps on the map": MAP_LABELS}
    found = [f"{width} {name}: {one}" for name, script in asked.items() for one in page.evaluate(script)]
    return [*found, *sideways(page, width)]


def too_small(page: Page, width: int) -> list[str]:
    """One line for each target that a finger misses, on screens that are narrow enough for fingers."""
    asked = (SMALL_TARGETS, LOW_CONTROLS) if width <= FINGERS else ()
    return [f"{width} too small: {one}" for script in asked for one in page.evaluate(script)]


def sideways(page: Page, width: int) -> list[str]:
    """One line where the page scrolls sideways."""
    return [f"{width} sideways"] * (page.evaluate(SIDEWAYS) > 0)
