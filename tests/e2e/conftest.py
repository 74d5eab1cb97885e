"""A real Chromium in front of a real server: `streamlit run dashboard.py` on 127.0.0.1, with a store of the sample."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    Playwright,
    WebSocketRoute,
    expect,
    sync_playwright,
)
from playwright.sync_api import Error as PlaywrightError

from analytics.publish import publish
from analytics.settings import ROOT
from analytics.store import Store

START_S, DRAW_MS, PAUSE_S = 60, 30_000, 0.01
ONE_PROCESS = "--process-per-site"  # what a page has compiled serves the next one: it opens in half the time
ARGUMENTS = [ONE_PROCESS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]  # Chromium refuses its sandbox to root
STARTED = "You can now view your Streamlit app in your browser."
expect.set_options(timeout=15_000)  # the machine may be busy
SETTLED = """() => { const now = document.querySelectorAll('svg text').length, before = window.textsBefore;
    window.textsBefore = now; return now === before }"""  # labels are drawn after the bars
DRAWN = '[data-testid="stApp"][data-test-script-state="notRunning"]'


@dataclass(frozen=True)
class Server:
    """A running dashboard."""

    url: str
    log: Path

    def log_lines(self) -> list[str]:
        """What it wrote since the start, without Streamlit's greeting."""
        lines = [line.strip() for line in self.log.read_text("utf-8").splitlines()]
        return [line for line in lines if line and line != STARTED and not line.startswith("URL: ")]


@dataclass
class Visit:
    """One visit with its own browser context: the page, and everything that must not happen on the way."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def foreign(self, server: Server) -> list[str]:
        """Requests that left the server."""
        own = (server.url, server.url.replace("http", "ws", 1), "data:", "blob:")
        return [url for url in self.requests if not url.startswith(own)]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    for _ in range(START_S * 10):
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"The server does not answer at {server.url}: {server.log.read_text()}")


@contextmanager
def running(store: Path, folder: Path, root: Path = ROOT, role: str = "leitung") -> Iterator[Server]:
    """A server of its own, stopped by its process id."""
    port = _free_port()
    server = Server(f"http://127.0.0.1:{port}", folder / f"server-{port}.log")
    environment = os.environ | {"DIGITALBILANZ_STORE": str(store), "DIGITALBILANZ_ROLE": role, "HOME": str(folder)}
    command = [sys.executable, "-m", "streamlit", "run", str(root / "dashboard.py"), "--server.port", str(port)]
    with server.log.open("wb") as log:
        process = subprocess.Popen(command, cwd=root, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("store")
    publish(ROOT / "data" / "exports", Store(store))
    return store


@pytest.fixture(scope="session")
def server(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(sample_store, tmp_path_factory.mktemp("server")) as started:
        yield started


@pytest.fixture
def fresh_server(sample_store: Path, tmp_path: Path) -> Iterator[Server]:
    """A server that nobody has visited yet."""
    with running(sample_store, tmp_path) as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=_chromium(playwright), args=ARGUMENTS)
        yield opened
        opened.close()


def _chromium(playwright: Playwright) -> str:
    own = playwright.chromium.executable_path
    found = [shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")]
    path = next((path for path in found if path), own if Path(own).exists() else None)
    return path or pytest.fail("No Chromium found: `apt-get install chromium` or `playwright install chromium`.")


@pytest.fixture(scope="session")
def readers(browser: Browser) -> Iterator[Callable[[str], BrowserContext]]:
    """readers("de-DE"): a reader who wants no motion, the same for all tests of this process."""
    opened: dict[str, BrowserContext] = {}

    def reader(locale: str) -> BrowserContext:
        if locale not in opened:
            opened[locale] = browser.new_context(locale=locale, timezone_id="Europe/Berlin", reduced_motion="reduce")
        return opened[locale]

    yield reader
    for context in opened.values():
        context.close()


def show(page: Page, url: str) -> None:
    """Open an address and wait until the page has come to rest."""
    page.goto(url)
    page.wait_for_selector(".db-footer, .db-note h1", timeout=DRAW_MS)
    page.wait_for_selector(DRAWN, timeout=DRAW_MS)
    page.wait_for_function("() => document.fonts.status === 'loaded'")


def new_page(context: BrowserContext, url: str) -> Page:
    """A page for an address of a server; another stays open beside it, and with it what the browser has compiled."""
    if not context.pages:
        context.new_page().goto(urljoin(url, "/healthz"))
    return context.new_page()


@pytest.fixture
def visit(readers: Callable[[str], BrowserContext]) -> Iterator[Callable[..., Visit]]:
    """Open an address and wait until it is drawn: visit(url, width=…, scheme=…, on_a_slow_line=…)."""
    pages: list[Page] = []

    def open_page(
        url: str, width: int = 1440, scheme: str = "light", locale: str = "de-DE", *, on_a_slow_line: bool = False
    ) -> Visit:
        one = Visit(new_page(readers(locale), url))
        pages.append(one.page)
        one.page.set_viewport_size({"width": width, "height": 900})
        one.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
        one.page.on("request", lambda request: one.requests.append(request.url))
        one.page.on("websocket", lambda socket: one.requests.append(socket.url))
        one.page.on("pageerror", lambda error: one.complaints.append(str(error)))
        one.page.on("console", lambda line: one.complaints.append(line.text) if line.type == "error" else None)
        if on_a_slow_line:
            one.page.route_web_socket(re.compile("."), _piece_by_piece)
        show(one.page, url)
        return one

    yield open_page
    for page in pages:
        forget(page)


def _piece_by_piece(browser: WebSocketRoute) -> None:
    """What the server says reaches the browser with a pause after each message, as on a busy server.

    Drawn one by one, blocks that change their place lose what is in them; all at once, those with a key are moved.
    """
    server = browser.connect_to_server()

    def pass_on(message: str | bytes) -> None:
        time.sleep(PAUSE_S)
        browser.send(message)

    browser.on_message(server.send)
    server.on_message(pass_on)


def forget(page: Page) -> None:
    """Close a page and what it has left in the browser: the next reader is a new one."""
    with suppress(PlaywrightError):  # it is closed, or shows what is no page
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
    page.context.clear_cookies()
    page.close()


def open_list(choice: Locator) -> None:
    """Open the list of a field by keyboard; the scrolling that brings the field into view may close it again."""
    choice.focus(timeout=DRAW_MS)
    for _ in range(50):
        if choice.get_attribute("aria-expanded") != "true":
            choice.press("ArrowDown")
        choice.page.wait_for_timeout(150)
        if choice.get_attribute("aria-expanded") == "true":
            return
    pytest.fail("The list does not stay open.")


@pytest.fixture
def charts() -> Callable[[Page], int]:
    """Wait until every chart on the page is drawn; their number."""

    def drawn(page: Page) -> int:
        every_chart = """() => { const charts = [...document.querySelectorAll('[data-testid="stPlotlyChart"]')];
            return charts.length > 0 && charts.every(chart => chart.querySelector('.trace path')) }"""
        page.wait_for_function(every_chart, timeout=DRAW_MS)
        page.wait_for_function(SETTLED, polling=300, timeout=DRAW_MS)
        return page.locator('[data-testid="stPlotlyChart"]').count()

    return drawn
