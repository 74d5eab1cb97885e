"""WCAG 2.2 A and AA by machine: axe-core on every page with all that opens, in both themes, on a desk and on a phone.

What axe cannot decide is judged by hand in docs/accessibility.md; the same visit measures what is painted (contrast.py)
and looks at every width for what overlaps, is cut, scrolls sideways or is too small for a finger (layout.py).
"""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from analytics.settings import ROOT
from analytics.theme import tokens
from tests.e2e import axe, layout
from tests.e2e.conftest import Server, open_list
from tests.e2e.contrast import MARK, TEXT, Painted, channels, contrast, painted
from tests.e2e.every_page import (
    CHARTED,
    CONSOLE,
    PAGES,
    PHONE,
    PIVOT,
    WIDE,
    View,
    arrange,
    open_all,
    opened,
    rgb,
    settle,
    views,
)

STACKED = ("massnahmen", "stadtbezirke", "ausschuesse", "datenqualitaet")
"""Pages with a table whose rows become cards on a phone."""
SCHEMES = ("light", "dark")
NARROWEST = min(layout.WIDTHS)
RANKED = ("breitband", "stadtbezirke?bezirk=05")
"""Pages whose rankings have a track behind each bar."""
PAINTED = "td, td a, th a"
MORE = (
    *("massnahmen?sortierung=nummer&zeitplan=alle", "kosten?stichtag=2021-06-30", "breitband?technik=alle&mbits=50"),
    *("breitband?bezirk=12&bezirk=13", "stadtbezirke?bezirk=06", "ausschuesse?ausschuss=AOrgPers"),
)
"""Further addresses whose charts have other words."""
FACTS = """() => ({
    lang: document.documentElement.lang, title: document.title,
    levels: [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(heading => +heading.localName[1]),
    figures: [...document.querySelectorAll('[role=figure]')].map(figure => figure.ariaLabel ?? ''),
    answers: [...document.querySelectorAll('.db-answer, .db-lead')].map(answer => answer.innerText),
    nameless: [...document.querySelectorAll('img, svg, canvas, [role=img], [role=figure]')].filter(picture =>
        !picture.closest('[aria-hidden=true], #js-plotly-tester') && !picture.closest('[role=figure][aria-label]')
        && !(picture.ariaLabel || picture.hasAttribute('alt') || picture.querySelector('title'))
    ).map(picture => picture.outerHTML.slice(0, 160)) })"""


@dataclass(frozen=True)
class Audit:
    """What was found on one page, over both themes and widths; `painted` of pages with charts, by theme and width."""

    violations: list[str]
    undecided: axe.Kinds
    facts: dict[str, Any]
    tables: int
    faults: list[str]
    painted: dict[View, Painted]


@pytest.fixture(scope="module")
def context(readers: Callable[[str], BrowserContext]) -> BrowserContext:
    return readers("de-DE")


@pytest.fixture(scope="module")
def audit(server: Server, context: BrowserContext) -> Callable[[str], Audit]:
    """Each page is visited once, whichever test asks for it first."""

    @functools.cache
    def audited(address: str) -> Audit:
        widths = widths_of(address)
        page = opened(context, f"{server.url}/{address}", width=widths[0])
        faults = faults_of(page, widths)
        tables = open_all(page)
        arrange(page, "light", NARROWEST)
        faults += layout.sideways(page, NARROWEST)
        arrange(page, "light", WIDE)
        facts, found, seen = page.evaluate(FACTS), [], {}
        for scheme, width in views(address):
            found.append(page_in(page, scheme, width))
            if address in CHARTED:
                seen[scheme, width] = painted_but_tracks(page, address, scheme, width)
        page.close()
        violations = [line for one in found for line in one.violations]
        undecided = frozenset[tuple[str, str]]().union(*(one.undecided for one in found))
        return Audit(violations, undecided, facts, tables, faults, seen)

    return audited


def widths_of(address: str) -> tuple[int, ...]:
    """Every other page is opened on a small phone and grows, the others are opened on a desk and shrink."""
    return layout.WIDTHS if list(PAGES).index(address) % 2 else layout.WIDTHS[::-1]


def faults_of(page: Page, widths: Sequence[int]) -> list[str]:
    """The faults of the layout at every width."""
    found = []
    for width in widths:
        arrange(page, "light", width)
        found += [*layout.faults(page, width), *layout.too_small(page, width)]
    return found


def painted_but_tracks(page: Page, address: str, scheme: str, width: int) -> Painted:
    """A track is no mark: it repeats that a ranking ends at 100, the number stands beside it."""
    found, track = painted(page, scheme, width), [rgb(tokens(scheme).budget)]
    return found._replace(marks=[mark for mark in found.marks if address not in RANKED or mark[0] != track])


def page_in(page: Page, scheme: str, width: int) -> axe.Found:
    """What axe says of the page in this theme and width; what it cannot decide is asked twice, as fields come late."""
    arrange(page, scheme, width)
    found = axe.check(page)
    if found.undecided <= axe.judged():
        return found
    settle(page)
    return axe.check(page)._replace(violations=found.violations)


@pytest.mark.parametrize("address", PAGES)
def test_no_rule_of_wcag_is_violated(audit: Callable[[str], Audit], address: str) -> None:
    assert audit(address).violations == []


@pytest.mark.parametrize("address", PAGES)
def test_what_axe_leaves_undecided_is_judged_by_hand(audit: Callable[[str], Audit], address: str) -> None:
    new = sorted(audit(address).undecided - axe.judged())
    assert new == [], f"Judge these by hand and write rule, place and verdict into docs/accessibility.md: {new}"


def test_no_judgement_outlives_its_question(audit: Callable[[str], Audit]) -> None:
    asked = frozenset[tuple[str, str]]().union(*(audit(address).undecided for address in PAGES))
    assert sorted(axe.judged() - asked) == [], "axe no longer asks this: take it out of docs/accessibility.md"


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_german_and_its_headings_come_in_order(audit: Callable[[str], Audit], address: str) -> None:
    facts = audit(address).facts
    levels = facts["levels"]
    assert facts["lang"] == "de"
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_no_two_pages_share_a_title(audit: Callable[[str], Audit]) -> None:
    titles = [audit(address).facts["title"] for address in PAGES if "?" not in address or "nr=" in address]
    assert len(set(titles)) == len(titles) == 13
    assert all(title.endswith(" · Digitalbilanz Hannover") for title in titles)


@pytest.mark.parametrize("address", PAGES)
def test_every_picture_has_a_name_or_is_decoration(audit: Callable[[str], Audit], address: str) -> None:
    assert audit(address).facts["nameless"] == []


@pytest.mark.parametrize("address", CHARTED)
def test_every_chart_says_its_kind_and_answer_and_has_a_table(audit: Callable[[str], Audit], address: str) -> None:
    found = audit(address)
    named = [name.partition(": ") for name in found.facts["figures"]]
    assert named and found.tables == len(named) + FOLDED.get(address, 0)
    said = found.facts["answers"]
    assert all(kind and any(answer in one for one in said) for kind, _, answer in named)


FOLDED = {"": 2, "ausschuesse?ausschuss=EDV": 2, "analyse": -1, f"analyse?{PIVOT}": -1, f"analyse?{CONSOLE}": 0}
"""Tables that open without a chart: the cases to decide, the changes. On Analyse the table stands open beside it."""


@pytest.mark.parametrize("address", PAGES)
def test_nothing_overlaps_is_cut_or_lies_beyond_the_screen_at_any_width(
    audit: Callable[[str], Audit], address: str
) -> None:
    assert audit(address).faults == []


@pytest.mark.parametrize("address", MORE)
def test_longer_words_fit_too(server: Server, context: BrowserContext, address: str) -> None:
    page = opened(context, f"{server.url}/{address}", width=NARROWEST)
    found, seen = faults_of(page, layout.WIDTHS[::-1]), layout.measured(page)
    page.close()
    assert seen["words"] > 5 and (seen["map"] > 1) == address.startswith("breitband")
    assert found == []


def test_faults_of_the_layout_are_found(server: Server, context: BrowserContext) -> None:
    """A measure that finds nothing proves nothing unless it can find: each is given what it looks for."""
    page = opened(context, f"{server.url}/breitband", width=NARROWEST)
    assert faults_of(page, (NARROWEST,)) == []
    page.evaluate(layout.SPOILT)
    found = " ".join([*layout.faults(page, NARROWEST), *layout.too_small(page, NARROWEST)])
    page.close()
    assert [kind for kind in layout.KINDS if kind not in found] == []


def test_contrast_is_counted_as_wcag_counts_it() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    grey = channels("rgba(0, 0, 0, 0.5)", 1, (255, 255, 255))
    assert contrast(grey, (255, 255, 255)) == pytest.approx(3.98, abs=0.01)


@pytest.mark.parametrize("address", CHARTED)
def test_every_letter_of_charts_and_tables_reads(audit: Callable[[str], Audit], address: str) -> None:
    found = audit(address).painted
    assert all(len(one.letters) > 5 for one in found.values())
    assert [(name, one) for name, view in found.items() for one in view.letters if one.ratio < TEXT] == []


def test_text_in_the_colour_of_its_ground_is_found(server: Server, context: BrowserContext) -> None:
    """It changes no pixel, so a measure that looks at changed pixels alone would pass over it."""
    page = opened(context, f"{server.url}/stadtbezirke")
    page.add_style_tag(content=f".stApp .db-table :is({PAINTED}) {{ color: {tokens('light').bg} !important }}")
    expected = [words.strip() for words in page.locator(f".db-table :is({PAINTED})").all_text_contents()]
    found = [one.says.strip() for one in painted(page, "light", WIDE).letters if one.ratio < TEXT]
    page.close()
    assert len(found) > 20 and sorted(found) == sorted(filter(None, expected))


@pytest.mark.parametrize("address", CHARTED)
def test_every_mark_of_a_chart_is_seen(audit: Callable[[str], Audit], address: str) -> None:
    for name, found in audit(address).painted.items():
        assert len(found.marks) > 1, name
        assert [one for one in found.marks if one[1] < MARK] == [], name


def test_no_contrast_is_smaller_than_documented(audit: Callable[[str], Audit]) -> None:
    text = (ROOT / "docs" / "accessibility.md").read_text("utf-8")
    [letters, marks] = re.findall(r"^\| (?:letters|marks) \| ([\d.]+).*\| ([\d.]+)", text, flags=re.MULTILINE)
    found = [(scheme, one) for address in CHARTED for (scheme, _), one in audit(address).painted.items()]
    for scheme, least_of_letters, least_of_marks in zip(("light", "dark"), letters, marks, strict=True):
        pages = [page for of, page in found if of == scheme]
        assert round(min(line.ratio for page in pages for line in page.letters), 2) >= float(least_of_letters)
        assert round(min(ratio for page in pages for _, ratio in page.marks), 2) >= float(least_of_marks)


def selection(page: Page) -> Locator:
    """ "Auswahl ändern", with the list of dates open."""
    page.get_by_role("button", name="Auswahl ändern").click()
    open_list(page.get_by_role("combobox", name="Stichtag"))
    return page.get_by_test_id("stSelectboxVirtualDropdown")


def main_menu(page: Page) -> Locator:
    page.get_by_role("button", name="Hauptmenü").click()
    return page.get_by_role("menuitemradio", name="Dunkel")


def navigation(page: Page) -> Locator:
    """On a phone the pages lie behind a button."""
    page.get_by_test_id("stExpandSidebarButton").click()
    return page.get_by_test_id("stSidebar").get_by_role("link", name="Maßnahmen")


@pytest.mark.parametrize(
    ("open_one", "width"), [(selection, WIDE), (selection, PHONE), (main_menu, WIDE), (navigation, PHONE)]
)
def test_what_opens_over_the_page_violates_nothing(
    server: Server, context: BrowserContext, open_one: Callable[[Page], Locator], width: int
) -> None:
    page = opened(context, f"{server.url}/methodik" if open_one is not selection else server.url, width=width)
    over = open_one(page).first
    over.wait_for()
    found = [line for scheme in SCHEMES for line in page_in(page, scheme, width).violations]
    expect(over).to_be_visible()
    page.close()
    assert found == []


@pytest.mark.parametrize("address", STACKED)
def test_rows_that_become_cards_stay_rows_of_a_table(server: Server, context: BrowserContext, address: str) -> None:
    """Another `display` takes the meaning of a table away in some browsers; this reads what Chromium tells readers."""
    page = opened(context, f"{server.url}/{address}", width=PHONE)
    table = page.get_by_role("table").first
    expect(table).to_have_css("display", "block")
    drawn = {"columnheader": "thead th", "rowheader": "tbody th", "cell": "td", "row": "tr"}
    expected = {role: table.locator(selector).count() for role, selector in drawn.items()} | {"table": 1}
    told = Counter(node["role"]["value"] for node in tree(context, page) if not node["ignored"])
    page.close()
    assert {role: told[role] for role in expected} == expected


def tree(context: BrowserContext, page: Page) -> list[dict[str, Any]]:
    """The accessibility tree of the page."""
    return list(context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"])
