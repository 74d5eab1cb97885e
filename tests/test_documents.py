"""Documents that are made from code are as the code makes them."""

from __future__ import annotations

import re

from analytics import dictionary
from analytics.queries import FIGURES
from analytics.settings import ROOT


def test_the_data_dictionary_is_generated() -> None:
    assert (ROOT / "data" / "README.md").read_text("utf-8") == dictionary.text()


def test_the_readme_names_every_question() -> None:
    named = re.findall(r"\b[a-z]+/[a-z_]+", re.search(r"Names: (.*?)\. `--role", README, re.DOTALL)[1])
    assert sorted(named) == sorted(FIGURES)


def test_every_requirement_is_pinned_and_explained() -> None:
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9.]+ +# .+", line) for line in lines if line and not line.startswith("#"))


README = (ROOT / "README.md").read_text("utf-8")
