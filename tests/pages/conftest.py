"""A real store, published from the sample deliveries, and the router run against it without a browser."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.publish import publish
from analytics.settings import ROOT
from analytics.store import Store
from pages.components import once

Open = Callable[..., AppTest]


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("store")
    publish(ROOT / "data" / "exports", Store(store))
    return store


@pytest.fixture(autouse=True)
def _nothing_derived() -> None:
    """No test is shown what another one has derived."""
    once._derived.clear()


@pytest.fixture
def open_page(sample_store: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Run the router: open_page("costs.py", store=…, role=…, stichtag=…, stand=…); without a page the Überblick.

    AppTest knows the other pages only after the router has run once, which an empty store keeps cheap.
    """
    nothing = tmp_path_factory.mktemp("nothing")

    def run(
        file: str = "", store: Path = sample_store, role: str = "leitung", **address: str | Sequence[str]
    ) -> AppTest:
        page = AppTest.from_file(str(ROOT / "pages" / "router.py"), default_timeout=30)
        if file:
            monkeypatch.setenv("DIGITALBILANZ_STORE", str(nothing))
            monkeypatch.setenv("DIGITALBILANZ_ROLE", "datenlieferung")  # it has every page
            page.run().switch_page(file)
        monkeypatch.setenv("DIGITALBILANZ_STORE", str(store))
        monkeypatch.setenv("DIGITALBILANZ_ROLE", role)
        for key, value in address.items():
            page.query_params[key] = value
        return page.run()

    return run
