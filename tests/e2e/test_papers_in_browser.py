"""The paper made on the page by a click, and its file for the tablet: read offline, on any screen, in both themes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, expect

from analytics import paper as papers
from analytics.engine import open_snapshot
from tests.e2e.axe import check
from tests.e2e.conftest import Server, Visit

Open = Callable[..., Visit]


def test_a_click_makes_three_files(server: Server, visit: Open) -> None:
    one = visit(f"{server.url}/ausschuesse?ausschuss=EDV")
    one.page.get_by_role("button", name="Papier erstellen").click()
    expect(one.page.get_by_text("Das Papier ist fertig.")).to_be_visible(timeout=60_000)
    for words, start in (("Papier (PDF)", b"%PDF-"), ("Anlage (Excel)", b"PK"), ("Sitzungsmappe (HTML)", b"<!doctype")):
        with one.page.expect_download() as loading:
            one.page.get_by_role("button", name=words).click()
        path = loading.value.path()
        assert path.read_bytes().startswith(start)
        assert loading.value.suggested_filename.startswith("papier_EDV_2021-12-31.")
    assert (one.complaints, one.foreign(server)) == ([], [])


def test_the_file_for_the_tablet_reads_offline_on_any_screen(
    browser: Browser, sample_store: Path, tmp_path: Path
) -> None:
    with open_snapshot(sample_store, role="oeffentlich") as engine:
        content = papers.FILES[".html"](papers.paper(papers.occasion(engine, "EDV")))
    (tmp_path / "mappe.html").write_bytes(content)
    for scheme, width in (("light", 1024), ("dark", 768), ("light", 320)):
        context = browser.new_context(offline=True, color_scheme=scheme, viewport={"width": width, "height": 800})
        page, asked, said = context.new_page(), [], []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.on("console", lambda message, said=said: said.append(message.text))
        page.goto((tmp_path / "mappe.html").as_uri())
        assert (len(asked), said) == (1, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert check(page).violations == [], (scheme, width)
        context.close()
