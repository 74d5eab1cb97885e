"""Impressum, Datenschutz, Barrierefreiheit: the city's facts are asked for, shown as filled in, and never invented."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from analytics import legal
from analytics.errors import UserFacingError
from analytics.settings import ROOT

PAGES = ("impressum", "datenschutz", "barrierefreiheit")
SHIPPED = ROOT / "data" / "reference" / legal.FILE
KNOWN = {"aufsicht", "rechtsgrundlage"}


def keys(page: str) -> list[str]:
    words = tomllib.loads((ROOT / "analytics" / "legal.toml").read_text("utf-8"))
    return [fact["key"] for part in words[page]["parts"] for fact in part.get("facts", ())]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIGITALBILANZ_REFERENCE", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("page", PAGES)
def test_every_fact_has_one_place_to_fill_in(page: str) -> None:
    assert sorted(keys(page)) == sorted(tomllib.loads(SHIPPED.read_text("utf-8"))[page])


def test_nothing_about_the_city_is_invented() -> None:
    shipped = tomllib.loads(SHIPPED.read_text("utf-8"))
    filled = {key for page in PAGES for key, text in shipped[page].items() if text}
    assert filled <= KNOWN


@pytest.mark.parametrize("page", PAGES)
def test_a_missing_file_means_that_nothing_is_filled_in(folder: Path, page: str) -> None:
    assert legal.page(page).missing == len(keys(page))
    assert legal.origins() == ()


def test_what_a_city_fills_in_is_shown_at_once(folder: Path) -> None:
    before = legal.page("impressum").missing
    (folder / legal.FILE).write_text('[impressum]\nanschrift = " Weg 1\\n30000 Stadt "\n', "utf-8")
    facts = [fact for part in legal.page("impressum").parts for fact in part.facts if fact.text]
    assert [(fact.label, fact.text) for fact in facts] == [("Anschrift", "Weg 1\n30000 Stadt")]
    assert legal.page("impressum").missing == before - 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"[impressum\n", "bitte die Schreibweise in Zeile 1 prüfen.$"), (b"\xff", "bitte als UTF-8 speichern.$")],
)
def test_an_unreadable_file_is_one_sentence(folder: Path, content: bytes, sentence: str) -> None:
    (folder / legal.FILE).write_bytes(content)
    with pytest.raises(UserFacingError, match=sentence):
        legal.page("impressum")


def test_sources_name_their_licence() -> None:
    assert "Informationsdrucksache 1004/2018" in legal.origins()[0].name
    assert all(origin.name and origin.content and origin.licence for origin in legal.origins())
