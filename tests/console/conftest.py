"""What the tests of the console share: the sample, published once for each file, and no statement left waiting."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.console import runner
from analytics.publish import publish
from analytics.settings import ROOT
from analytics.store import Store


@pytest.fixture(autouse=True)
def _nobody_waits() -> None:
    runner.end_waiting()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    publish(ROOT / "data" / "exports", Store(folder))
    return folder


@pytest.fixture(scope="module")
def snapshot(store: Path) -> str:
    return Store(store).snapshot().id
