"""Datenlieferung in a real browser: dropped, read, corrected, published, taken back; German and within reach."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from analytics.store import Store
from tests.e2e import axe, layout
from tests.e2e.conftest import DRAW_MS, DRAWN, Server, Visit, forget, open_list, running, show
from tests.e2e.delivering import ADDRESS, NAMED_DAY, check, drop, lines
from tests.e2e.every_page import arrange
from tests.e2e.every_page import opened as open_calm
from tests.e2e.test_german_frame import Screen
from tests.foreign_files import FOREIGN
from tests.workbooks import workbook

Open = Callable[..., Visit]
EARLIER = "Zu einem früheren Datenstand zurückkehren"
SIDEWAYS = "node => node.scrollWidth - node.clientWidth"
Readers = Callable[[str], BrowserContext]


@pytest.fixture(scope="module")
def store(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A copy of the published sample."""
    folder = tmp_path_factory.mktemp("office")
    shutil.copytree(sample_store, folder / "store")
    return Store(folder / "store")


@pytest.fixture(scope="module")
def office(store: Store) -> Iterator[Server]:
    """The dashboard of the office that delivers."""
    with running(store.root, store.root.parent, role="datenlieferung") as started:
        yield started


def taken(page: Page, words: str, folder: Path) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=words).click()
    waiting.value.save_as(folder / "taken")
    return (folder / "taken").read_bytes()


def key_figures(page: Page, server: Server) -> str:
    show(page, server.url)
    return page.locator(".db-kpis").inner_text()


def current(server: Server) -> str:
    with urllib.request.urlopen(f"{server.url}/healthz", timeout=10) as answer:
        return str(json.load(answer)["snapshot"])


def books(page: Page) -> Locator:
    return page.get_by_role("table", name="Bücher der neuen Lieferung")


def test_a_delivery_is_dropped_corrected_published_seen_and_taken_back(
    office: Server, visit: Open, store: Store, tmp_path: Path
) -> None:
    """A workbook with two faulty rows beside postings that are far too few."""
    one, first = visit(office.url), str(store.current_id())
    page, before = one.page, key_figures(one.page, office)
    page.get_by_role("link", name="Datenlieferung", exact=True).click()
    expect(page.locator("h1")).to_have_text("Was bringt die neue Lieferung?")
    measures = workbook(lines("massnahmen.csv", slice(1, 40)), "measures")
    files = {"Maßnahmen 2021.xlsx": measures, "Buchungen Dezember.CSV": lines("kosten.csv", slice(1, 60))}
    drop(page, files)
    expect(page.get_by_text("Die Dateien nennen den 31.12.2021 als Stichtag")).to_be_visible(timeout=DRAW_MS)
    expect(page.get_by_role("button", name="Veröffentlichen")).to_have_count(0)
    check(page)
    expect(books(page).get_by_role("row", name="Maßnahmen 2021.xlsx")).to_contain_text("Export nach Vorgabe")
    expect(page.get_by_role("table", name="Befunde der neuen Lieferung")).to_contain_text("„120“")
    correction = taken(page, "Beiseitegelegte Zeilen aus Maßnahmen 2021.xlsx", tmp_path).decode("utf-8-sig")
    assert len(correction.splitlines()) >= 3 and correction.splitlines()[0].endswith(";Grund (beiseitegelegt)")
    right = correction.replace(";120;", ";100;").replace("ADigi", "EDV")
    drop(page, {"berichtigt.csv": right.encode("cp1252")})
    expect(page.locator(".db-answer").first).to_contain_text("94 von 94 Zeilen sind übernommen", timeout=DRAW_MS)
    publish(page, store, first)
    second = str(store.current_id())
    assert second != first and current(office) == second
    expect(page.get_by_role("heading", name="Was wurde gelesen?")).to_have_count(0)
    expect(page.get_by_role("table", name="Veröffentlichungen")).to_contain_text(f"{second} (gilt jetzt)")
    after = key_figures(page, office)
    assert after != before and "von 60 Maßnahmen" in before and "von 35 Maßnahmen" in after
    show(page, f"{office.url}/{ADDRESS}")
    go_back(page, first)
    expect(page.locator(".db-done")).to_contain_text(first, timeout=DRAW_MS)
    expect(page.get_by_role("combobox", name=EARLIER)).to_be_focused()  # its button has gone
    page.reload()
    expect(page.get_by_role("table", name="Veröffentlichungen")).to_contain_text("Rückkehr", timeout=DRAW_MS)
    assert current(office) == str(store.current_id()) == first and len(store.history()) == 3
    assert key_figures(page, office) == before
    assert (one.foreign(office), one.complaints, office.log_lines()) == ([], [], [])


def publish(page: Page, store: Store, former: str) -> None:
    """Confirm what holds it, and wait while somebody else publishes."""
    button = page.get_by_role("button", name="Veröffentlichen")
    expect(page.get_by_text("hat nur 59 Datensätze")).to_be_visible()
    expect(button).to_be_disabled()
    page.get_by_text("Ich habe das geprüft und will trotzdem veröffentlichen.").click()
    expect(button).to_be_enabled()
    with store.writing():
        button.click()
        waiting = "Läuft gerade eine andere Veröffentlichung, wartet sie darauf"
        expect(page.get_by_text(waiting)).to_be_visible(timeout=DRAW_MS)
        assert store.current_id() == former
    expect(page.locator(".db-done")).to_contain_text("Veröffentlicht: Es gilt der Datenstand", timeout=DRAW_MS)


def go_back(page: Page, snapshot: str) -> None:
    open_list(page.get_by_role("combobox", name=EARLIER))
    page.get_by_role("option", name=snapshot).click()
    page.get_by_text("Ja, dieser Datenstand soll wieder für alle gelten.").click()
    button = page.get_by_role("button", name="Zurückkehren")
    expect(button).to_be_enabled()
    button.press("Enter")


def test_two_who_deliver_at_once_see_their_own_files_only(office: Server, visit: Open, store: Store) -> None:
    names, before = ("eins.csv", "zwei.csv"), store.current_id()
    pages = [visit(f"{office.url}/{ADDRESS}").page for _ in names]
    for page, name, first in zip(pages, names, (1, 30), strict=True):
        drop(page, {name: lines("massnahmen.csv", slice(first, first + 8))})
    for page in pages:
        check(page)
    for page, own, other in zip(pages, names, names[::-1], strict=True):
        expect(books(page)).to_contain_text(own)
        expect(page.locator("body")).not_to_contain_text(other)
    assert store.current_id() == before


def test_another_role_finds_no_page_and_cannot_upload(server: Server, visit: Open) -> None:
    one = visit(f"{server.url}/{ADDRESS}")
    expect(one.page.get_by_text("Diese Seite gibt es nicht. Angezeigt wird die Startseite.")).to_be_visible()
    expect(one.page.locator(".db-head h1")).to_have_text("Wie steht die Digitalstrategie?")
    expect(one.page.locator("input[type=file]")).to_have_count(0)
    expect(one.page.get_by_role("link", name="Datenlieferung")).to_have_count(0)
    for method in ("PUT", "POST", "OPTIONS"):
        request = urllib.request.Request(f"{server.url}/_stcore/upload_file/a/b", b"x", method=method)
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=10)
        assert (refused.value.code, refused.value.read().decode()) == (404, "Nicht gefunden.")


@pytest.fixture(scope="module")
def filled(office: Server, readers: Readers) -> Iterator[Page]:
    """The page with a delivery that has everything on it: errors, broken lines, effects, what holds it."""
    page = open_calm(readers("de-DE"), f"{office.url}/{ADDRESS}")
    postings = lines("kosten.csv", slice(1, 120), slice(950, 960), slice(1715, 1730))
    drop(page, {"Buchungen Dezember.CSV": postings, "massnahmen.csv": lines("massnahmen.csv", slice(1, 70))})
    check(page)
    page.get_by_text("Ich habe das geprüft und will trotzdem veröffentlichen.").click()
    expect(page.get_by_role("button", name="Veröffentlichen")).to_be_enabled(timeout=DRAW_MS)
    yield page
    forget(page)


def test_everything_is_reached_by_keyboard(filled: Page) -> None:
    filled.get_by_label("Stichtag der Lieferung").first.focus()
    names = set()
    for _ in range(60):
        filled.keyboard.press("Tab")
        names.add(
            filled.evaluate("() => (document.activeElement.ariaLabel ?? document.activeElement.innerText).trim()")
        )
    wanted = ("Alle Befunde (XLSX)", "Beiseitegelegte Zeilen aus Buchungen Dezember.csv", "Impressum")
    assert [name for name in wanted if name not in names] == []
    assert any("hinzufügen" in name or "Hochladen" in name for name in names), names


def test_what_is_taken_away_holds_every_finding_and_every_row_set_aside(filled: Page, tmp_path: Path) -> None:
    aside = taken(filled, "Beiseitegelegte Zeilen aus Buchungen Dezember.csv", tmp_path).decode("utf-8-sig")
    head, *rows = aside.splitlines()
    assert re.search(r"Betrag in EUR;Zeile \([0-9a-f]{8}\);Grund \(beiseitegelegt\)$", head) and len(rows) == 2
    assert "Diesen Kalendertag gibt es nicht" in taken(filled, "Alle Befunde (CSV)", tmp_path).decode("utf-8-sig")


def test_a_full_page_violates_no_rule_is_german_and_fits_every_width(filled: Page) -> None:
    levels = filled.evaluate("[...document.querySelectorAll('h1, h2, h3, h4')].map(node => +node.localName[1])")
    assert levels[0] == 1 and all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert broken_rules(filled) == []
    assert Screen(filled).english() == []


def broken_rules(page: Page, widths: Sequence[int] = (1280, 768, 375, 320)) -> list[str]:
    """What axe finds in both themes, and what is cut, hidden or sideways at any width."""
    found = []
    for scheme, width in itertools.product(("light", "dark"), widths):
        arrange(page, scheme, width)
        one = axe.check(page)
        found += [f"{scheme} {width}: {line}" for line in (*one.violations, *sorted(one.undecided - axe.judged()))]
        found += [f"{width}: a table scrolls"] * any(
            page.locator(".db-table").evaluate_all(f"all => all.map({SIDEWAYS})")
        )
        found += layout.faults(page, width)
    return found


def test_the_questions_before_the_check_violate_no_rule(office: Server, readers: Readers) -> None:
    """Which date, and which profile; on a phone the cards have nothing to scroll."""
    page = open_calm(readers("de-DE"), f"{office.url}/{ADDRESS}", width=320)
    drop(page, {"Firmen.csv": FOREIGN["Unternehmen"].content, "massnahmen.csv": lines("massnahmen.csv", slice(1, 9))})
    expect(page.get_by_role("button", name=NAMED_DAY)).to_be_visible(timeout=DRAW_MS)
    assert broken_rules(page, (1280, 320)) == []
    page.get_by_role("button", name=NAMED_DAY).click()
    choice = page.get_by_role("combobox", name="Was enthält Firmen.csv?")
    choice.focus(timeout=DRAW_MS)
    assert broken_rules(page, (320,)) == [] and Screen(page).english() == []
    open_list(choice)
    page.get_by_role("option", name="Breitbandatlas, Unternehmen").click()
    expect(books(page)).to_contain_text("Breitbandatlas, Unternehmen", timeout=DRAW_MS)
    page.wait_for_selector(DRAWN, timeout=DRAW_MS)
    tables = page.locator(".db-table")
    assert tables.count() >= 3 and tables.evaluate_all(f"all => all.map({SIDEWAYS})") == [0] * tables.count()
    forget(page)
