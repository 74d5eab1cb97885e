"""What the server says of a drawing that is taken away: every drawing, nothing but drawings, and as text."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics.legal import FILE
from analytics.settings import ROOT
from pages.components.picture import _json
from tests.pages.shown import charts, markup, with_tables

Open = Callable[..., AppTest]


def pictures(page: AppTest) -> list[dict[str, Any]]:
    """What stands at the buttons, in the order of the page."""
    return [json.loads(unescape(said)) for said in re.findall('data-picture="([^"]*)"', markup(page))]


@pytest.mark.parametrize(("file", "tables"), [("", 5), ("costs.py", 5), ("broadband.py", 4)])
def test_every_drawing_can_be_taken_away_and_no_table_alone(open_page: Open, file: str, tables: int) -> None:
    closed = open_page(file)
    assert pictures(closed) == []
    page = with_tables(closed)
    found = pictures(page)
    assert len(page.expander) == tables
    assert [one["alt"] for one in found] == [chart["alt"] for chart in charts(page)]
    assert [one["has_map"] for one in found].count(True) == (file == "broadband.py")
    assert all([*one["notes"]] == ["title", "selection", "source", "snapshot", "link", "licence"] for one in found)
    assert all(one["question"] in markup(page) and one["alt"].endswith(one["sentence"]) for one in found)


def test_a_picture_names_the_licence_that_the_city_has_written_down(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "data" / "reference", tmp_path / "reference")
    file = tmp_path / "reference" / FILE
    file.write_text(file.read_text("utf-8").replace('beispieldaten = ""', 'beispieldaten = "CC0 1.0"'), "utf-8")
    monkeypatch.setenv("DIGITALBILANZ_REFERENCE", str(tmp_path / "reference"))
    licences = [one["notes"]["licence"] for one in pictures(with_tables(open_page("broadband.py")))]
    atlas = "Lizenz: CC0 1.0; Breitbandatlas: keine Angabe"
    outlines = "Umrisse der 13 Stadtbezirke, stark vereinfacht (Landeshauptstadt Hannover, Bereich Geoinformation)"
    assert licences[0] == f"{atlas}; {outlines}: CC BY 4.0"
    assert {*licences[1:]} == {atlas, "Lizenz: CC0 1.0"}


def test_a_limited_role_says_in_a_picture_what_it_cannot_see(open_page: Open) -> None:
    said = pictures(with_tables(open_page("costs.py", role="oeffentlich")))[0]["notes"]["selection"]
    assert said.startswith("Auswahl: ") and said.endswith("Nur öffentliche Maßnahmen.")


def test_no_text_looks_like_the_end_of_an_element() -> None:
    said = {"question": "</title><script>--> & \"x\" 'y'", "alt": "Ä"}
    assert not re.search("[<>]", _json(said)) and json.loads(_json(said)) == said
