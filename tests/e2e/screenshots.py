"""`make screenshots`: the pictures of the README, taken from the running product so that they stay current."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import Page

from analytics import paper as papers
from analytics.engine import open_snapshot
from analytics.settings import ROOT
from tests.e2e.conftest import Server, Visit, running
from tests.e2e.delivering import ADDRESS, check, drop, lines


class Picture(NamedTuple):
    """A file in docs/, the page it shows, and how."""

    name: str
    address: str = ""
    width: int = 1440
    height: int = 1180
    scheme: str = "light"


PICTURES = (
    Picture("ueberblick"),
    Picture("massnahmen", "massnahmen"),
    Picture("breitband", "breitband", scheme="dark"),
    Picture("analyse", "analyse?tabelle=costs&zeilen=sub_budget&spalten=budget_year&bedingung=ohne&ordnung=wert"),
    Picture("telefon", width=375, height=1100),
)


@pytest.mark.parametrize("picture", PICTURES, ids=[picture.name for picture in PICTURES])
def test_picture(server: Server, visit: Callable[..., Visit], charts: Callable[[Page], int], picture: Picture) -> None:
    page = visit(f"{server.url}/{picture.address}", width=picture.width, scheme=picture.scheme).page
    page.set_viewport_size({"width": picture.width, "height": picture.height})
    charts(page)
    page.screenshot(path=ROOT / "docs" / f"{picture.name}.png")


def test_picture_of_a_delivery(sample_store: Path, tmp_path: Path, visit: Callable[..., Visit]) -> None:
    """Postings that are far too few, measures with faults."""
    shutil.copytree(sample_store, tmp_path / "store")
    files = {
        "Buchungen Dezember.csv": lines("kosten.csv", slice(1, 120), slice(950, 960), slice(1715, 1730)),
        "massnahmen.csv": lines("massnahmen.csv", slice(1, 70)),
    }
    with running(tmp_path / "store", tmp_path, role="datenlieferung") as server:
        page = visit(f"{server.url}/{ADDRESS}").page
        page.set_viewport_size({"width": 1440, "height": 1180})
        drop(page, files)
        check(page)
        page.get_by_test_id("stMain").evaluate("node => node.scrollTo(0, 0)")
        page.screenshot(path=ROOT / "docs" / "datenlieferung.png")


def test_picture_of_a_paper(sample_store: Path) -> None:
    """The first two sheets, side by side."""
    with open_snapshot(sample_store, role="oeffentlich") as engine:
        pdf = papers.FILES[".pdf"](papers.paper(papers.occasion(engine, "EDV")))
    first, second = (pypdfium2.PdfDocument(pdf)[page].render(scale=1.2).to_pil() for page in (0, 1))
    sheets = Image.new("RGB", (2 * first.width + 24, first.height), "#7B8894")
    sheets.paste(first, (0, 0))
    sheets.paste(second, (first.width + 24, 0))
    sheets.save(ROOT / "docs" / "papier.png", optimize=True)
