"""The web shell, asked over HTTP: headers on everything, closed endpoints, /healthz, own files."""

from __future__ import annotations

import gzip
import json
import socket
import urllib.error
import urllib.request
from http.client import HTTPMessage
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pages.shell.assets import SCRIPT_PATHS
from pages.shell.index import FIRST_FILES, INSTALLED, PACKAGE, PLOTLY, chunk, german, script_hashes
from pages.shell.style import STYLE_PATH
from tests.e2e.conftest import DRAW_MS, Server, running

FIRST_VISIT_BYTES = 2_600_000
FOREVER = "public, max-age=31536000, immutable"
FONT = "/static/media/" + next((PACKAGE / "static" / "media").glob("SourceSansVF-Upright*")).name


def get(url: str, **headers: str) -> tuple[int, HTTPMessage, bytes]:
    request = urllib.request.Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def raw(server: Server, request: str) -> str:
    """The head of the answer to a request that no client library would send."""
    address = ("127.0.0.1", int(server.url.rpartition(":")[2]))
    with socket.create_connection(address, timeout=10) as connection:
        connection.sendall((request.replace("\n", "\r\n") + "\r\n\r\n").encode())
        return connection.recv(4000).decode().partition("\r\n\r\n")[0]


def test_healthz_tells_version_snapshot_and_date(server: Server) -> None:
    status, headers, body = get(f"{server.url}/healthz")
    answer = json.loads(body)
    assert (status, headers["content-type"]) == (200, "application/json")
    assert answer["as_of"] == "2021-12-31"
    assert len(answer["snapshot"]) == 16
    assert answer["version"]


def test_healthz_without_a_snapshot_is_503_in_german(tmp_path: Path) -> None:
    with running(tmp_path / "empty", tmp_path) as server:
        status, _, body = get(f"{server.url}/healthz")
    assert status == 503
    assert "noch kein Datenstand veröffentlicht" in json.loads(body)["error"]


@pytest.mark.parametrize(
    "path", ["/", "/irgendwo", "/healthz", STYLE_PATH, PLOTLY, "/static/nein.js", "/_stcore/health", "/_stcore/metrics"]
)
def test_security_headers_stand_on_every_answer(server: Server, path: str) -> None:
    _, headers, _ = get(server.url + path)
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe-eval" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp"])
def test_endpoints_that_nobody_needs_are_closed(server: Server, path: str) -> None:
    assert get(server.url + path)[0] == 404


@pytest.mark.parametrize("path", ["/", "/irgendwo"])
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_index_page_is_german_however_it_is_asked_for(server: Server, path: str, encoding: str) -> None:
    _, headers, body = get(server.url + path, accept_encoding=encoding)
    page = (gzip.decompress(body) if headers["content-encoding"] == "gzip" else body).decode()
    assert '<html lang="de">' in page
    assert "<title>Digitalbilanz Hannover</title>" in page
    assert f'href="{STYLE_PATH}"' in page
    assert all(source in headers["content-security-policy"] for source in script_hashes(page))


def test_own_files_are_served(server: Server) -> None:
    kinds = {"icon.svg": "image/svg+xml", "topo/world_110m.json": "application/json", "style.css": "text/css"}
    for file, kind in kinds.items():
        status, headers, _ = get(f"{server.url}/assets/{file}")
        assert (status, headers.get_content_type()) == (200, kind)


def test_a_changed_index_page_stops_the_start() -> None:
    with pytest.raises(RuntimeError, match="check this release"):
        german(INSTALLED.replace('lang="en"', 'lang="en-US"'))


def test_a_missing_or_doubled_script_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="0 scripts"):
        chunk("PlotlyChart", tmp_path)


@pytest.mark.parametrize("path", [PLOTLY, FIRST_FILES[0], STYLE_PATH, *SCRIPT_PATHS])
def test_files_are_sent_compressed_and_kept_for_a_year(server: Server, path: str) -> None:
    _, plain, whole = get(server.url + path, accept_encoding="identity")
    _, packed, body = get(server.url + path, accept_encoding="br;q=1, gzip;q=0.8")
    assert (plain["content-encoding"], packed["content-encoding"]) == (None, "gzip")
    assert gzip.decompress(body) == whole
    assert int(packed["content-length"]) == len(body) < len(whole) == int(plain["content-length"])
    assert packed["etag"] != plain["etag"]
    for headers in (plain, packed):
        assert headers.get_content_type() in {"text/javascript", "text/css"}
        assert (headers["cache-control"], headers["vary"]) == (FOREVER, "Accept-Encoding")


def test_a_refused_gzip_is_respected(server: Server) -> None:
    assert get(server.url + FIRST_FILES[0], accept_encoding="gzip;q=0")[1]["content-encoding"] is None


@pytest.mark.parametrize("path", ["/", PLOTLY, "/assets/icon.svg"])
def test_what_the_client_has_is_not_sent_again(server: Server, path: str) -> None:
    _, headers, _ = get(server.url + path, accept_encoding="gzip")
    status, again, body = get(server.url + path, accept_encoding="gzip", if_none_match=f'"x", W/{headers["etag"]}')
    assert (status, again["etag"], body) == (304, headers["etag"], b"")


@pytest.mark.parametrize("path", ["/", PLOTLY, "/assets/icon.svg"])
def test_head_answers_like_get_without_the_body(server: Server, path: str) -> None:
    _, headers, _ = get(server.url + path, accept_encoding="gzip")
    head = raw(server, f"HEAD {path} HTTP/1.1\nHost: localhost\nAccept-Encoding: gzip\nConnection: close").lower()
    assert head.startswith("http/1.1 200")
    assert all(f"{name}: {headers[name]}".lower() in head for name in ("content-length", "etag", "content-type"))


@pytest.mark.parametrize(
    "path", ["/static/js/nein.js", "/static/js", "/static/index.html", "/assets/nein.css", "/assets/"]
)
def test_files_that_are_not_there_are_404(server: Server, path: str) -> None:
    assert get(server.url + path, accept_encoding="gzip")[0] == 404


@pytest.mark.parametrize("folder", ["static", "assets"])
@pytest.mark.parametrize("up", ["../..", "%2e%2e/%2e%2e", "..%2f..", "..%5c.."])
def test_no_address_leaves_the_folder(server: Server, folder: str, up: str) -> None:
    head = raw(server, f"GET /{folder}/{up}/etc/passwd HTTP/1.1\nHost: localhost\nConnection: close")
    assert head.split()[1] in {"400", "404"}


def test_fonts_pass_as_they_are(server: Server) -> None:
    status, headers, body = get(server.url + FONT, accept_encoding="gzip")
    assert (status, headers["content-encoding"]) == (200, None)
    assert body == (PACKAGE / FONT[1:]).read_bytes()


UPGRADE = (
    "Connection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Version: 13\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="
)


@pytest.mark.parametrize(("host", "page", "stream"), [("localhost", "200", "101"), ("boese.example", "400", "403")])
def test_only_known_host_names_are_answered(fresh_server: Server, host: str, page: str, stream: str) -> None:
    """A foreign name that leads to this machine would let a foreign page read everything (DNS rebinding)."""
    assert raw(fresh_server, f"GET / HTTP/1.1\nHost: {host}\nConnection: close").split()[1] == page
    request = f"GET /_stcore/stream HTTP/1.1\nHost: {host}\nOrigin: http://{host}\n{UPGRADE}"
    assert raw(fresh_server, request).split()[1] == stream


def test_an_installation_names_its_own_hosts(
    sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STREAMLIT_SERVER_ALLOWED_HOSTS", "bilanz.example *.stadt.example 127.0.0.1")
    with running(sample_store, tmp_path) as server:
        names = ("bilanz.example", "a.stadt.example:8080", "localhost")
        answers = [raw(server, f"GET / HTTP/1.1\nHost: {name}\nConnection: close").split()[1] for name in names]
    assert answers == ["200", "200", "400"]


def test_a_first_visit_is_small_and_breaks_no_policy(server: Server, browser: Browser) -> None:
    """Encoded bytes with headers, as the browser counts them; the charts are drawn by then."""
    page = browser.new_page(locale="de-DE")
    counted: list[float] = []
    complaints: list[str] = []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: counted.append(event["encodedDataLength"]))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.add_init_script(
        "window.refused = []; addEventListener('securitypolicyviolation', event => refused.push(event.blockedURI))"
    )
    page.goto(server.url)
    page.wait_for_selector(".db-footer", timeout=DRAW_MS)
    page.wait_for_selector('[data-testid="stPlotlyChart"] .trace path', timeout=DRAW_MS)
    page.wait_for_load_state("networkidle")
    assert len(counted) > 50
    assert sum(counted) <= FIRST_VISIT_BYTES
    assert page.evaluate("refused") == complaints == []
    page.context.close()
