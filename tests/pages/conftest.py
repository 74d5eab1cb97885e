"""A real store, published from the sample deliveries, and the router run against it without a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.publish import publish
from analytics.settings import ROOT
from analytics.store import Store

Open = Callable[..., AppTest]


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("store")
    publish(ROOT / "data" / "exports", Store(store))
    return store


@pytest.fixture
def open_page(sample_store: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Run the router: open_page(store=…, role=…, stichtag=…, stand=…)."""

    def run(store: Path = sample_store, role: str = "leitung", **address: str) -> AppTest:
        monkeypatch.setenv("DIGITALBILANZ_STORE", str(store))
        monkeypatch.setenv("DIGITALBILANZ_ROLE", role)
        page = AppTest.from_file(str(ROOT / "pages" / "router.py"), default_timeout=30)
        for key, value in address.items():
            page.query_params[key] = value
        return page.run()

    return run
