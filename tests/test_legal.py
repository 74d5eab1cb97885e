"""Impressum, Datenschutz, Barrierefreiheit: the city's facts are asked for, shown as filled in, and never invented."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from analytics import legal
from analytics.errors import UserFacingError
from analytics.reference import load, reference
from analytics.settings import ROOT

PAGES = ("impressum", "datenschutz", "barrierefreiheit")
SHIPPED = ROOT / "data" / "reference" / legal.FILE
KNOWN = {"aufsicht", "rechtsgrundlage"}


def keys(page: str) -> list[str]:
    words = tomllib.loads((ROOT / "analytics" / "legal.toml").read_text("utf-8"))
    return [fact["key"] for part in words[page]["parts"] for fact in part.get("facts", ())]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    reference()  # its lists are read once, and stay those of the repository
    monkeypatch.setenv("DIGITALBILANZ_REFERENCE", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("page", PAGES)
def test_every_fact_has_one_place_to_fill_in(page: str) -> None:
    assert sorted(keys(page)) == sorted(tomllib.loads(SHIPPED.read_text("utf-8"))[page])


def test_nothing_about_the_city_is_invented() -> None:
    shipped = tomllib.loads(SHIPPED.read_text("utf-8"))
    filled = {key for page in PAGES for key, text in shipped[page].items() if text}
    assert filled <= KNOWN
    assert not any(shipped["lizenzen"].values()) and not any(reference().licences.values())


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


ATLAS = "Breitbandatlas | Gigabit-Grundbuch (https://gigabitgrundbuch.bund.de), bearbeitet"
SAID = """
[lizenzen]
massnahmen = "dl-de/zero-2-0"
kosten = "dl-de/zero-2-0"
breitband = " dl-de/by-2-0 "
beispieldaten = "CC0 1.0"

[[quellen]]
name = "Geoinformation"
inhalt = "Umrisse"
lizenz = "CC BY 4.0"
gilt_fuer = "umrisse"
"""


def test_what_no_city_has_said_about_licences_is_no_licence(folder: Path) -> None:
    assert legal.licence("kosten.csv") == legal.licence("", is_sample=True) == "keine Angabe"
    assert legal.licence("breitband.csv", [ATLAS], has_map=True) == "keine Angabe"


def test_a_file_names_the_licence_of_each_part(folder: Path) -> None:
    (folder / legal.FILE).write_text(SAID, "utf-8")
    assert legal.licence("kosten.csv") == legal.licence("massnahmen.csv, kosten.csv vom 30.06.2021") == "dl-de/zero-2-0"
    assert (
        legal.licence("breitband.csv und massnahmen.csv")
        == "massnahmen.csv: dl-de/zero-2-0; breitband.csv: dl-de/by-2-0"
    )
    assert legal.licence("Bücher") == "keine Angabe"
    assert legal.licence("breitband.csv", ["eine Zahl, kein Vermerk"]) == "dl-de/by-2-0"
    assert legal.licence("breitband.csv", [ATLAS]) == "dl-de/by-2-0; Breitbandatlas: keine Angabe"
    assert (
        legal.licence("breitband.csv", is_sample=True, has_map=True) == "CC0 1.0; Umrisse (Geoinformation): CC BY 4.0"
    )


def test_a_source_may_come_with_its_licence_or_from_an_older_list(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED.parent, tmp_path / "reference")
    found = []
    for rows in ("Vermerk;Lizenz\nBreitbandatlas;V;dl-de/by-2-0\n", "Vermerk\nBreitbandatlas;V\n"):
        (tmp_path / "reference" / "quellen.csv").write_text(f"Quelle beginnt mit;{rows}", "utf-8")
        found.append(load(tmp_path / "reference").licences_of(("V", "Beispieldaten")))
    assert found == [{"Breitbandatlas": "dl-de/by-2-0"}, {"Breitbandatlas": ""}]
