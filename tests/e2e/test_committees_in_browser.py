"""Ausschüsse in a real browser: a committee from the list, another meeting, a measure; at any width."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Server, Visit, open_list

Open = Callable[..., Visit]
Charts = Callable[[Page], int]


def test_a_committee_its_last_meeting_and_a_measure(server: Server, visit: Open, charts: Charts) -> None:
    one = visit(server.url)
    one.page.get_by_role("link", name="Ausschüsse", exact=True).click()
    expect(one.page.locator("h1")).to_have_text("Wie steht es um die Maßnahmen der Ausschüsse?")
    one.page.get_by_role("link", name="EDV · EDV-Arbeitsgruppe").click()
    expect(one.page.locator("h1")).to_have_text("Was liegt im Ausschuss EDV an?")
    assert charts(one.page) == 2
    open_list(one.page.get_by_role("combobox", name="Verglichen mit"))
    one.page.get_by_role("option", name="Sitzung vom 11.02.2021 (Beispieltermin)").click()
    expect(one.page.get_by_role("heading", name="Seit der Sitzung vom 11.02.2021")).to_be_visible()
    expect(one.page).to_have_url(re.compile("seit=2021-02-11"))
    table = one.page.get_by_role("table", name="Beschlusskontrolle")
    table.get_by_role("link").first.click()
    one.page.wait_for_url("**/massnahmen?*nr=*")
    expect(one.page.locator(".db-back")).to_be_visible()
    assert one.foreign(server) == one.complaints == server.log_lines() == []


@pytest.mark.parametrize("width", [768, 1024])
def test_every_word_of_the_navigation_is_seen(server: Server, visit: Open, width: int) -> None:
    page = visit(f"{server.url}/ausschuesse", width=width).page
    words = page.get_by_test_id("stTopNavLink")
    expect(words).to_have_count(8)
    for word in words.all():
        expect(word).to_be_in_viewport(ratio=1)
