"""Waiting, lost, broken, in a real browser: calm, in German, readable in both themes, and with a way on."""

from __future__ import annotations

import json
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, WebSocketRoute, expect

from analytics.store import Store
from analytics.theme import DARK, LIGHT
from tests.damage import DAMAGES, misunderstood, published
from tests.e2e.conftest import DRAW_MS, Server, Visit, running
from tests.e2e.every_page import rgb

Open = Callable[..., Visit]
STREAM = "**/_stcore/stream"
SHOWN = "(node, pseudo) => getComputedStyle(node, pseudo).content.replaceAll('\"', '')"
OPACITY = "node => Number(getComputedStyle(node).opacity)"


class Line:
    """The websocket between page and server, which can be held up or cut."""

    def __init__(self, page: Page) -> None:
        self._lets_through: int | None = None
        self._held: list[tuple[WebSocketRoute, str | bytes]] = []
        self._open: list[WebSocketRoute] = []
        self._is_cut = False
        page.route_web_socket(STREAM, self._connect)

    def _connect(self, socket: WebSocketRoute) -> None:
        if self._is_cut:
            socket.close()
            return
        self._open.append(socket)
        socket.connect_to_server().on_message(lambda message: self._answer(socket, message))

    def _answer(self, socket: WebSocketRoute, message: str | bytes) -> None:
        if self._lets_through is None:
            socket.send(message)
        elif self._lets_through:
            self._lets_through -= 1
            socket.send(message)
        else:
            self._held.append((socket, message))

    def hold(self, after: int) -> None:
        """Let so many messages of the server pass, and keep the rest."""
        self._lets_through = after

    def release(self) -> None:
        self._lets_through = None
        for socket, message in self._held:
            socket.send(message)

    def cut(self) -> None:
        self._is_cut = True
        for socket in self._open:
            socket.close()

    def mend(self) -> None:
        self._is_cut = False


@pytest.fixture
def page_of(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """A visit that has not gone anywhere yet: page_of("dark", width=…)."""
    contexts = []

    def opened(scheme: Literal["light", "dark"], width: int = 1440) -> Visit:
        size: ViewportSize = {"width": width, "height": 900}
        context = browser.new_context(viewport=size, color_scheme=scheme, locale="de-DE", reduced_motion="reduce")
        contexts.append(context)
        one = Visit(context.new_page())
        one.page.on("console", lambda line: one.complaints.append(line.text) if line.type == "error" else None)
        return one

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize(
    ("scheme", "chosen", "t"), [("light", None, LIGHT), ("dark", None, DARK), ("light", "Dark", DARK)]
)
def test_the_page_waits_calmly_for_its_scripts(
    server: Server, page_of: Callable[..., Visit], scheme: str, chosen: str | None, t: object
) -> None:
    tokens = DARK if t is DARK else LIGHT
    one, held = page_of(scheme), list[Route]()
    if chosen:
        one.page.add_init_script(f"localStorage.setItem('stActiveTheme-/impressum-v2', JSON.stringify('{chosen}'))")
    one.page.route("**/static/js/index.*.js", lambda route: held.append(route))
    one.page.goto(f"{server.url}/impressum", wait_until="commit")
    splash = one.page.locator("#root > [role=status]")
    expect(splash).to_contain_text("Die Seite wird geladen …")
    expect(splash).to_have_css("background-color", rgb(tokens.bg))  # the script behind it may be on its way
    expect(splash).to_have_css("color", rgb(tokens.ink))
    expect(splash.get_by_text("bitte laden Sie die Seite neu")).to_be_hidden()  # said when it takes long
    for route in held:
        route.continue_()
    expect(one.page.locator("h1")).to_have_text("Impressum")
    assert not one.page.locator(".db-splash").count()
    assert one.page.get_by_test_id("stApp").evaluate("node => getComputedStyle(node).backgroundColor") == rgb(tokens.bg)
    assert one.complaints == []


def test_between_scripts_and_server_the_page_says_that_it_is_loading(
    server: Server, page_of: Callable[..., Visit]
) -> None:
    page = page_of("light").page
    line = Line(page)
    line.hold(after=0)
    page.goto(f"{server.url}/impressum")
    app = page.get_by_test_id("stApp")
    app.wait_for(timeout=DRAW_MS)
    assert app.evaluate(SHOWN, "::before") == "Die Seite wird geladen …"
    line.release()
    expect(page.locator("h1")).to_have_text("Impressum")
    assert app.evaluate(SHOWN, "::before") == "none"


def test_a_slow_answer_is_said_and_the_old_one_stays_readable(server: Server, page_of: Callable[..., Visit]) -> None:
    page = page_of("light", width=375).page
    line = Line(page)
    page.goto(f"{server.url}/kosten")
    page.wait_for_selector(".db-footer", timeout=DRAW_MS)
    line.hold(after=4)
    page.get_by_test_id("stButtonGroup").first.get_by_text("2019", exact=True).click()
    status = page.get_by_test_id("stStatusWidget")
    expect(status).to_be_in_viewport(ratio=1)
    assert status.evaluate(SHOWN, "::before") == "Wird berechnet …"
    old = page.locator("[data-stale=true] h1").locator("xpath=ancestor::*[@data-stale][1]")
    expect(old).to_contain_text("2021")
    assert 0.85 <= old.evaluate(OPACITY) < 1
    line.release()
    expect(page.locator("h1")).to_contain_text("2019")
    expect(status).to_have_count(0)


def test_a_cut_line_is_told_and_mends_itself(server: Server, page_of: Callable[..., Visit]) -> None:
    page = page_of("light", width=375).page
    line = Line(page)
    page.goto(f"{server.url}/kosten?jahr=2019")
    page.wait_for_selector(".db-footer", timeout=DRAW_MS)
    page.route("**/_stcore/health", lambda route: route.abort())
    line.cut()
    expect(page.get_by_role("dialog")).to_contain_text("Keine Verbindung", timeout=DRAW_MS)
    expect(page.locator("h1")).to_contain_text("2019")
    line.mend()
    page.unroute("**/_stcore/health")
    expect(page.get_by_role("dialog")).to_have_count(0, timeout=DRAW_MS)
    page.get_by_test_id("stButtonGroup").first.get_by_text("2020", exact=True).click()
    expect(page.locator("h1")).to_contain_text("2020")


@pytest.fixture(scope="module")
def ailing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """A server, and the folder of its store, which is not there yet."""
    folder = tmp_path_factory.mktemp("ailing")
    with running(folder / "store", folder) as started:
        yield started, folder / "store"


def health(server: Server) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"{server.url}/healthz", timeout=10) as answer:
            return answer.status, ""
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())["error"]


def becomes(store: Path, source: Path) -> Path:
    shutil.rmtree(store, ignore_errors=True)
    return Path(shutil.copytree(source, store))


def test_a_server_without_data_gets_well_without_a_restart(
    ailing: tuple[Server, Path], visit: Open, tmp_path: Path
) -> None:
    server, store = ailing
    page = visit(f"{server.url}/massnahmen").page
    expect(page.locator("h1")).to_have_text("Hier gibt es nichts zu zeigen")
    expect(page).to_have_title("Maßnahmen · Digitalbilanz Hannover")
    assert health(server)[0] == 503 and "noch kein Datenstand" in health(server)[1]
    page.get_by_role("link", name="Impressum").click()
    expect(page.locator("h1")).to_have_text("Impressum")
    becomes(store, published(tmp_path, "massnahmen.csv"))
    page.get_by_role("link", name="Maßnahmen").click()
    expect(page.locator("h1")).to_have_text("Welche Maßnahmen sind verspätet?")
    assert health(server) == (200, "")
    assert server.log_lines() == []


def test_a_damaged_store_is_told_to_everyone_concerned(
    ailing: tuple[Server, Path], visit: Open, tmp_path: Path
) -> None:
    server, store = ailing
    before = len(server.log_lines())
    DAMAGES["object cut off"][0](becomes(store, published(tmp_path)))
    page = visit(f"{server.url}/kosten").page
    expect(page.locator("h1")).to_have_text("Der Datenstand lässt sich nicht öffnen")
    expect(page).to_have_title("Kosten · Digitalbilanz Hannover")
    number = page.locator(".db-note strong").inner_text()
    told = server.log_lines()[before:]
    assert told and all(f"number {number}: " in line and str(store) in line for line in told)
    status, reason = health(server)
    assert status == 503 and Store(store).current_id() in reason
    page.get_by_test_id("stTopNavLink").filter(has_text="Breitband").click()
    expect(page).to_have_title("Breitband · Digitalbilanz Hannover")
    expect(page.locator("h1")).to_have_text("Der Datenstand lässt sich nicht öffnen")


def test_an_error_of_ours_shows_a_number_and_nothing_else(
    ailing: tuple[Server, Path], visit: Open, tmp_path: Path
) -> None:
    server, store = ailing
    becomes(store, misunderstood(tmp_path))
    page = visit(f"{server.url}/kosten").page
    expect(page.locator("h1")).to_have_text("Diese Seite konnte nicht vollständig berechnet werden")
    number = page.locator(".db-note strong").inner_text()
    assert [line for line in server.log_lines() if f"number {number}: " in line]
    assert "Binder" not in page.get_by_test_id("stMain").inner_text()
    page.get_by_role("link", name="Impressum").click()
    expect(page.locator("h1")).to_have_text("Impressum")
    expect(page.locator(".db-footer")).to_have_count(1)
