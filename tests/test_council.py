"""Drucksachen lead to the council information system of the city, or stay text."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analytics.errors import UserFacingError
from analytics.reference import Council, Reference, load, reference
from analytics.settings import ROOT

ADDRESS = "https://e-government.hannover-stadt.de/lhhsimwebre.nsf/DS/"


@pytest.mark.parametrize(
    ("paper", "address"),
    [
        ("1004/2018", f"{ADDRESS}1004-2018"),
        (" 0508/2016 ", f"{ADDRESS}0508-2016"),
        ("15-1234/2019", None),
        ("H-0501/2019", None),
        ("1004/2018 N1", None),
        ("1004/18", None),
        ("1/2018/javascript:", None),
        ("", None),
    ],
)
def test_only_a_number_and_a_year_lead_anywhere(paper: str, address: str | None) -> None:
    assert reference().council.address(paper) == address


def test_a_city_without_a_pattern_has_no_links(tmp_path: Path) -> None:
    assert Council().address("1004/2018") is None
    assert edited(tmp_path, 'name = "X"\nags = "03241001"\n').council == Council()


@pytest.mark.parametrize("pattern", ["javascript:{nr}{jahr}", "http://x/{nr}-{jahr}", "https://x/{nr}"])
def test_a_pattern_that_cannot_be_followed_is_refused(tmp_path: Path, pattern: str) -> None:
    with pytest.raises(UserFacingError, match="https://"):
        edited(tmp_path, f'name = "X"\nags = "03241001"\n[ratsinformation]\ndrucksache = "{pattern}"\n')


def edited(folder: Path, city: str) -> Reference:
    shutil.copytree(ROOT / "data" / "reference", folder / "reference")
    (folder / "reference" / "stadt.toml").write_text(city, "utf-8")
    return load(folder / "reference")
