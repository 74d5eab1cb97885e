"""Each role finds its own pages, and a limited one nothing of a row that it may not see."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from analytics.engine import open_snapshot
from analytics.queries import ask
from tests.e2e.conftest import Server, Visit, running

Open = Callable[..., Visit]
READER = ["Überblick", "Maßnahmen", "Kosten", "Breitband", "Stadtbezirke", "Ausschüsse", "Analyse"]
NAVIGATION = {
    "oeffentlich": [*READER, "Methodik"],
    "ausschuss:AWL": READER,
    "analyse": [*READER, "Datenqualität", "Methodik"],
}
LISTING = (
    *("", "massnahmen?alle=ja", "kosten", "stadtbezirke?bezirk=05", "ausschuesse?ausschuss=EDV"),
    *("analyse?ansicht=zeilen&bedingung=ohne&spaltenliste=title", "datenqualitaet"),
)
"""Pages that name Maßnahmen, and one that a reader is not shown."""


def navigation(one: Visit) -> list[str]:
    return one.page.get_by_test_id("stTopNavLink").all_inner_texts()


def test_leadership_finds_its_pages(server: Server, visit: Open) -> None:
    assert navigation(visit(server.url)) == [*READER, "Datenqualität"]


@pytest.mark.parametrize("role", NAVIGATION)
def test_other_roles_find_theirs_and_nothing_hidden(role: str, sample_store: Path, tmp_path: Path, visit: Open) -> None:
    with open_snapshot(sample_store) as every, open_snapshot(sample_store, role=role) as own:
        titles = [{row["title"] for row in ask(engine, "table/measures").to_pylist()} for engine in (every, own)]
    hidden = titles[0] - titles[1]
    assert (role == "analyse") == (not hidden)
    with running(sample_store, tmp_path, role=role) as server:
        for address in LISTING:
            one = visit(f"{server.url}/{address}")
            assert navigation(one) == NAVIGATION[role]
            shown = one.page.content()
            assert [title for title in hidden if title in shown] == []
            if address == "datenqualitaet" and role != "analyse":
                expect(one.page.locator(".db-head h1")).to_have_text("Wie steht die Digitalstrategie?")
        assert server.log_lines() == []
