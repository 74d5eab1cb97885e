"""`make screenshots`: the pictures of the README, taken from the running product so that they stay current."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from playwright.sync_api import Page

from analytics.settings import ROOT
from tests.e2e.conftest import Server, Visit


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
    Picture("telefon", width=375, height=1100),
)


@pytest.mark.parametrize("picture", PICTURES, ids=[picture.name for picture in PICTURES])
def test_picture(server: Server, visit: Callable[..., Visit], charts: Callable[[Page], int], picture: Picture) -> None:
    page = visit(f"{server.url}/{picture.address}", width=picture.width, scheme=picture.scheme).page
    page.set_viewport_size({"width": picture.width, "height": picture.height})
    charts(page)
    page.screenshot(path=ROOT / "docs" / f"{picture.name}.png")
