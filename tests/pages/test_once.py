"""What a page derives is kept for all readers, and never shown to one who asked for something else."""

from __future__ import annotations

import pytest

from analytics.figures.measures import status
from tests.pages.conftest import Open
from tests.pages.shown import charts, markup, text, with_tables


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every drawing of the status of the fields that is really made."""
    made: list[object] = []
    draw = status.status_by_field
    monkeypatch.setattr(status, "status_by_field", lambda *asked: made.append(asked) or draw(*asked))
    return made


def test_a_second_reader_waits_for_no_drawing(open_page: Open, drawings: list[object]) -> None:
    first, second = (open_page(stichtag="2019-06-30", dezernat="Kultur") for _ in range(2))
    assert len(drawings) <= 1  # none where a test before has opened the same address
    assert charts(first) == charts(second) != []


def test_another_question_is_drawn_anew(open_page: Open) -> None:
    addresses = ({}, {"stichtag": "2019-12-31"}, {"ampel": "rot"}, {"role": "oeffentlich"})
    drawn = [charts(open_page(**address))[0] for address in addresses]
    assert all(one != other for index, one in enumerate(drawn) for other in drawn[:index])


def test_a_link_that_names_its_snapshot_does_not_reach_other_readers(open_page: Open) -> None:
    for file in ("", "measures.py"):
        durable = open_page(file, stand=_snapshot(open_page))
        assert markup(durable).count("stand=") > 5
        assert markup(open_page(file)).count("stand=") == 1  # the link to exactly this state, at the foot


def test_a_table_is_made_when_a_reader_opens_it(open_page: Open) -> None:
    page = open_page()
    assert (markup(page).count("<table>"), len(page.get("download_button"))) == (1, 2)  # the open decisions
    assert (markup(with_tables(page)).count("<table>"), len(page.get("download_button"))) == (4, 8)


def _snapshot(open_page: Open) -> str:
    return text(open_page()).partition("Datenstand ")[2].split()[0]
