"""Impressum, Datenschutz, Barrierefreiheit: they open with and without a published store, and mark what is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics import legal
from analytics.reference import reference
from analytics.settings import ROOT
from tests.pages.shown import markup

PAGES = {"imprint": "impressum", "privacy": "datenschutz", "accessibility": "barrierefreiheit"}


def opened(function: str, **address: str) -> AppTest:
    page = AppTest.from_string(f"from pages import legal\nlegal.{function}()", default_timeout=30)
    for key, value in address.items():
        page.query_params[key] = value
    return page.run()


@pytest.fixture(params=["published", "empty"])
def store(request: pytest.FixtureRequest, sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = sample_store if request.param == "published" else tmp_path
    monkeypatch.setenv("DIGITALBILANZ_STORE", str(folder))
    return folder


@pytest.mark.parametrize("function", PAGES)
def test_a_page_opens_with_and_without_data(store: Path, sample_store: Path, function: str) -> None:
    shown = markup(opened(function))
    assert f"<h1>{legal.page(PAGES[function]).title}</h1>" in shown
    assert ("Dauerhafter Link" in shown) == (store == sample_store)
    assert all(f'href="{page}"' in shown or f'href="{page}?' in shown for page in PAGES.values())


@pytest.mark.parametrize("function", PAGES)
def test_what_is_not_filled_in_is_said_in_words(store: Path, function: str) -> None:
    page, shown = legal.page(PAGES[function]), markup(opened(function))
    assert shown.count("noch auszufüllen: ") == page.missing > 0
    assert "Diese Seite ist noch nicht vollständig" in shown


def test_an_address_that_names_no_snapshot_still_opens_the_page(
    sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIGITALBILANZ_STORE", str(sample_store))
    assert "<h1>Impressum</h1>" in markup(opened("imprint", stand="gibtsnicht"))


def test_a_city_fills_in_its_own_facts_and_markup_stays_text(
    sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference()
    monkeypatch.setenv("DIGITALBILANZ_STORE", str(sample_store))
    monkeypatch.setenv("DIGITALBILANZ_REFERENCE", str(tmp_path))
    text = (ROOT / "data" / "reference" / legal.FILE).read_text("utf-8")
    filled = re.sub('^([a-z_]+) = ""', r'\1 = "Angabe <i>\1</i>"', text, flags=re.MULTILINE)
    (tmp_path / legal.FILE).write_text(filled, "utf-8")
    shown = markup(opened("imprint"))
    assert "noch auszufüllen" not in shown and "noch nicht vollständig" not in shown
    assert "Angabe &lt;i&gt;anschrift&lt;/i&gt;" in shown
    assert reference().city in shown
