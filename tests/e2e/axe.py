"""axe-core on a page: what violates a rule, and what axe leaves to a person to judge."""

from __future__ import annotations

import re
from typing import NamedTuple

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from analytics.settings import ROOT

Kinds = frozenset[tuple[str, str]]
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations", "incomplete"],
}
AXE = """async rules => {
    document.querySelector('[data-testid=stMain]')?.scrollTo(0, 0) // axe passes over what has scrolled out at the top
    const found = await axe.run(document, rules)
    const place = selector => {
        const node = document.querySelector(selector)
        if (node?.closest('.js-plotly-plot')) return 'text of a chart'
        const ours = node?.closest('.db-table') ?? node?.closest('[class^="db-"]')
        const name = ours ? '.' + ours.className.split(' ')[0] : node?.closest('[data-testid]')?.dataset.testid
        return [name, node?.localName].join(' ')
    }
    const listed = (rules, one) => rules.flatMap(rule => rule.nodes.map(node => one(rule.id, node)))
    return {
        violations: listed(found.violations, (rule, node) => `${rule} ${node.target} ${node.html.slice(0, 160)}`),
        undecided: listed(found.incomplete, (rule, node) => [rule, place(node.target.at(-1))]) }
}"""


class Found(NamedTuple):
    """One line per element that violates a rule; rule and kind of place of each that axe cannot decide."""

    violations: list[str]
    undecided: Kinds


def check(page: Page) -> Found:
    """The page as it stands now."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(AXE, RULES)
    return Found(found["violations"], frozenset((rule, place) for rule, place in found["undecided"]))


def judged() -> Kinds:
    """The rows of the list in docs/accessibility.md: rule, place."""
    text = (ROOT / "docs" / "accessibility.md").read_text("utf-8")
    listed = text.split("## What axe leaves undecided")[1].split("\n## ")[0]
    return frozenset(re.findall(r"^\| `([^`]+)` \| `([^`]+)` \|", listed, flags=re.MULTILINE))
