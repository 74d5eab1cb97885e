"""`make screenshots`: the pictures of the README, taken from the running product so that they stay current."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from analytics.settings import ROOT
from tests.e2e.conftest import Server, Visit


def test_ueberblick(server: Server, visit: Callable[..., Visit], charts: Callable[[Page], int]) -> None:
    page = visit(server.url, width=1440).page
    charts(page)
    page.set_viewport_size({"width": 1440, "height": 1180})
    page.screenshot(path=ROOT / "docs" / "ueberblick.png")
