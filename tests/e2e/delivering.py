"""What somebody does on the page Datenlieferung."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from analytics.settings import ROOT
from tests.e2e.conftest import DRAW_MS, DRAWN

SAMPLE = ROOT / "data" / "exports" / "2021-12-31"
NAMED_DAY = "Mit dem Stichtag 31.12.2021 prüfen"
ADDRESS = "datenlieferung"


def drop(page: Page, files: dict[str, bytes]) -> None:
    held = [{"name": name, "mimeType": "", "buffer": content} for name, content in files.items()]
    page.locator("input[type=file]").set_input_files(held)


def check(page: Page) -> None:
    """Answer the question for the date, and wait until all is drawn."""
    page.get_by_role("button", name=NAMED_DAY).click(timeout=DRAW_MS)
    expect(page.get_by_role("heading", name="Was wurde gelesen?")).to_be_visible(timeout=DRAW_MS)
    page.wait_for_selector(DRAWN, timeout=DRAW_MS)


def lines(name: str, *wanted: slice) -> bytes:
    """The header and some lines of a file of the sample."""
    every = (SAMPLE / name).read_bytes().splitlines(keepends=True)
    return b"".join((every[0], *(line for part in wanted for line in every[part])))
