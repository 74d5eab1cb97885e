"""Überblick in a real browser: drawn, German, quiet, and readable at every width and in both themes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from analytics.theme import DARK, LIGHT
from tests.e2e.conftest import Server, Visit, open_list
from tests.e2e.every_page import rgb

Open = Callable[..., Visit]
Charts = Callable[[Page], int]


def test_page_is_german_named_dated_and_labelled(server: Server, visit: Open, charts: Charts) -> None:
    page = visit(server.url).page
    assert page.locator("html").get_attribute("lang") == "de"
    expect(page).to_have_title("Überblick · Digitalbilanz Hannover")
    expect(page.locator("h1")).to_have_text("Wie steht die Digitalstrategie?")
    expect(page.locator(".db-stand")).to_contain_text("Stand 31.12.2021")
    expect(page.locator(".db-stand .db-sample")).to_have_text("Beispieldaten")
    assert charts(page) == 3


def test_charts_name_their_answer_and_carry_a_table(server: Server, visit: Open, charts: Charts) -> None:
    page = visit(server.url).page
    charts(page)
    _, *answers = page.locator(".db-answer").all_inner_texts()  # the first one answers the list of decisions
    names = [figure.get_attribute("aria-label") or "" for figure in page.get_by_role("figure").all()]
    assert [name.partition(": ")[2] for name in names] == answers
    page.locator('[data-testid="stExpander"] summary').nth(3).click()
    expect(page.get_by_role("table", name="Kosten 2021 je Kostenblock")).to_be_visible()


def test_nothing_leaves_the_server_and_nothing_complains(server: Server, visit: Open, charts: Charts) -> None:
    one = visit(server.url)
    charts(one.page)
    assert len(one.requests) > 20
    assert one.foreign(server) == []
    assert one.complaints == []
    assert server.log_lines() == []


def test_choosing_a_date_writes_the_address_and_back_returns(server: Server, visit: Open) -> None:
    page = visit(server.url).page
    page.get_by_role("button", name="Auswahl ändern").click()
    open_list(page.get_by_role("combobox", name="Stichtag"))
    page.get_by_test_id("stSelectboxVirtualDropdown").get_by_text("31.12.2019").click()
    expect(page.locator(".db-stand")).to_contain_text("Stand 31.12.2019")
    expect(page).to_have_url(f"{server.url}/?stichtag=2019-12-31")
    page.go_back()
    expect(page.locator(".db-stand")).to_contain_text("Stand 31.12.2021")


def test_choosing_an_earlier_day_compares_with_it_and_back_returns(server: Server, visit: Open) -> None:
    page = visit(server.url).page
    page.get_by_role("button", name="Auswahl ändern").click()
    open_list(page.get_by_role("combobox", name="Verglichen mit"))
    page.get_by_test_id("stSelectboxVirtualDropdown").get_by_text("31.12.2019").click()
    expect(page).to_have_url(f"{server.url}/?seit=2019-12-31")
    expect(page.get_by_role("heading", name="Seit dem 31.12.2019")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Seit dem 30.06.2021")).to_be_visible()


def test_one_click_from_a_chart_to_its_sql_and_one_more_to_its_rows(server: Server, visit: Open) -> None:
    page = visit(f"{server.url}/?stichtag=2020-12-31").page
    page.get_by_role("link", name="So gerechnet").last.click()
    expect(page.locator("h1")).to_have_text("Wie entwickelt sich die Versorgung der Stadt?")
    expect(page.get_by_text("FROM coverage_states").first).to_be_visible()
    expect(page.locator(".db-stand")).to_contain_text("Stand 31.12.2020")
    page.get_by_role("link", name="Zeilen ansehen").first.click()
    expect(page.locator("h1")).to_have_text("Welche Zeilen von breitband.csv gelten?")
    expect(page).to_have_title("Methodik · Digitalbilanz Hannover")


def test_a_card_opens_its_measure_and_the_others_can_be_shown(server: Server, visit: Open) -> None:
    page = visit(server.url).page
    cards = page.locator(".db-cards > li")
    assert cards.filter(visible=True).count() == 6 < cards.count()
    page.get_by_text("weitere anzeigen").click()
    expect(cards.last).to_be_visible()
    title = cards.first.get_by_role("link").inner_text()
    cards.first.get_by_role("link").click()
    expect(page.locator("h1")).to_have_text(title)


def test_permanent_link_shows_the_same_state(server: Server, visit: Open) -> None:
    page = visit(f"{server.url}/?stichtag=2020-12-31").page
    before = page.locator(".db-lead").inner_text()
    page.get_by_role("link", name="Dauerhafter Link zu diesem Stand").click()
    page.wait_for_url("**/?stichtag=2020-12-31&stand=*")
    expect(page.locator(".db-lead")).to_have_text(before)


SHEET = "4.04 WLAN in den Unterrichtsräumen der Schulen"


@pytest.mark.parametrize(
    ("address", "title"),
    [("/overview", "Überblick"), ("/router", "Überblick"), ("/a/b", "Überblick"), ("/massnahmen?nr=4.04", SHEET)],
)
def test_a_cold_deep_link_runs_the_router(fresh_server: Server, visit: Open, address: str, title: str) -> None:
    """A pages/ folder beside the script that Streamlit runs would open the page script bare, without any router."""
    page = visit(fresh_server.url + address).page
    expect(page.get_by_test_id("stHeaderLogo")).to_be_visible()  # drawn by the router alone
    expect(page).to_have_title(f"{title} · Digitalbilanz Hannover")
    pages = [
        "Überblick",
        "Maßnahmen",
        "Kosten",
        "Breitband",
        "Stadtbezirke",
        "Ausschüsse",
        "Analyse",
        "Datenqualität",
    ]  # not the names of files
    assert page.get_by_test_id("stTopNavLink").all_inner_texts() == pages
    assert fresh_server.log_lines() == []


@pytest.mark.parametrize(("scheme", "t"), [("light", LIGHT), ("dark", DARK)])
def test_both_themes_reach_page_and_charts(server: Server, visit: Open, charts: Charts, scheme: str, t: object) -> None:
    tokens = DARK if t is DARK else LIGHT
    page = visit(server.url, scheme=scheme).page
    charts(page)
    colour = "(node, name) => getComputedStyle(node)[name]"
    assert page.get_by_test_id("stApp").evaluate(colour, "backgroundColor") == rgb(tokens.bg)
    assert page.locator(".db-head h1").evaluate(colour, "color") == rgb(tokens.ink)
    assert page.locator(".annotation-text").first.evaluate(colour, "fill") == rgb(tokens.ink)


def test_an_unknown_snapshot_is_answered_in_german(server: Server, visit: Open) -> None:
    one = visit(f"{server.url}/?stand=gibtsnicht")
    expect(one.page.locator("h1")).to_have_text("Hier gibt es nichts zu zeigen")
    one.page.get_by_role("link", name="Zum neuesten Stand").click()
    expect(one.page.locator("h1")).to_have_text("Wie steht die Digitalstrategie?")
