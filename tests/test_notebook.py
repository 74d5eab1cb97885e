"""docs/notebook.md: every line of it runs on the sample deliveries and gives what it says."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

from analytics.publish import publish
from analytics.settings import ROOT
from analytics.store import Store

PAGE = ROOT / "docs" / "notebook.md"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    publish(ROOT / "data" / "exports", Store(tmp_path))
    monkeypatch.setenv("DIGITALBILANZ_STORE", str(tmp_path))
    return tmp_path


def test_the_page_for_notebooks_runs_as_it_is_written(store: Path) -> None:
    found = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert found.failed == 0 and found.attempted >= 15


def test_the_door_opens_in_a_fresh_interpreter(store: Path) -> None:
    """Nothing that was imported before stands in for what the page imports."""
    code = "from analytics import open_snapshot\nwith open_snapshot(role='oeffentlich') as s: print(s.viewer.every_row)"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("False\n", "")
