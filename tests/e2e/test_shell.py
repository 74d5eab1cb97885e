"""The web shell, asked over HTTP: headers on everything, closed endpoints, /healthz, own files."""

from __future__ import annotations

import gzip
import json
import urllib.error
import urllib.request
from http.client import HTTPMessage
from pathlib import Path

import pytest

from pages.shell.index import INSTALLED, german, script_hashes
from pages.shell.style import STYLE_PATH
from tests.e2e.conftest import Server, running


def get(url: str, **headers: str) -> tuple[int, HTTPMessage, bytes]:
    request = urllib.request.Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


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


@pytest.mark.parametrize("path", ["/", "/irgendwo", "/healthz", STYLE_PATH, "/_stcore/health", "/_stcore/metrics"])
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
