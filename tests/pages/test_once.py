"""What a page derives is kept for all readers, and never shown to one who asked for something else."""

from __future__ import annotations

import re
import runpy
import threading

import pytest

from analytics.figures.broadband import spread
from analytics.figures.costs import blocks
from analytics.figures.measures import status
from analytics.figures.overview import decisions
from analytics.settings import ROOT
from pages.components import address, ahead, change_list, desk_address, search
from tests.pages.conftest import Open
from tests.pages.shown import charts, markup, text, with_tables

PARTS_OF_THE_OVERVIEW = (
    (decisions, "decision_cards"),
    (change_list, "_derive"),
    (status, "status_by_field"),
    (blocks, "plan_vs_actual"),
    (spread, "trend"),
)


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every drawing of the status of the fields that is really made."""
    made: list[object] = []
    draw = status.status_by_field
    monkeypatch.setattr(status, "status_by_field", lambda *asked: made.append(asked) or draw(*asked))
    return made


def test_a_second_reader_waits_for_no_drawing(open_page: Open, drawings: list[object]) -> None:
    first, second = (open_page(stichtag="2019-06-30", ampel="rot") for _ in range(2))
    assert len(drawings) == 1
    assert charts(first) == charts(second) != []


def test_searching_and_sorting_the_list_draws_nothing_anew(open_page: Open, drawings: list[object]) -> None:
    for own in ({}, {"suche": "wlan"}, {"sortierung": "nummer"}):
        open_page("measures.py", **own)
    assert len(drawings) == 1


def test_another_question_is_drawn_anew(open_page: Open) -> None:
    addresses = ({}, {"stichtag": "2019-12-31"}, {"ampel": "rot"}, {"role": "oeffentlich"})
    shown = [(text(page), charts(page)[0]) for page in (open_page(**address) for address in addresses)]
    assert all(one[part] != other[part] for i, one in enumerate(shown) for other in shown[:i] for part in (0, 1))


def test_what_a_page_asks_of_its_own_is_another_question(open_page: Open) -> None:
    for file, name, values in (("costs.py", "jahr", ("2019", "2020")), ("broadband.py", "technik", ("HFC", "DSL"))):
        one, other = (charts(open_page(file, **{name: value})) for value in values)
        assert one[0] != other[0]


def test_a_link_that_names_its_snapshot_does_not_reach_other_readers(open_page: Open) -> None:
    for file in ("", "measures.py"):
        durable = open_page(file, stand=_snapshot(open_page))
        assert len(re.findall("[?;]stand=", markup(durable))) > 5
        assert (
            len(re.findall("[?;]stand=", markup(open_page(file)))) == 1
        )  # the link to exactly this state, at the foot


def test_a_table_is_made_when_a_reader_opens_it(open_page: Open) -> None:
    page = open_page()
    assert (markup(page).count("<table>"), len(page.get("download_button"))) == (0, 0)
    assert (markup(with_tables(page)).count("<table>"), len(page.get("download_button"))) == (5, 10)


def test_other_days_are_derived_while_a_reader_looks_at_one(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, drawings: list[object]
) -> None:
    """Each of them whole: another day than the one that was opened has nothing left to derive."""
    monkeypatch.setattr(ahead, "_begun", None)
    monkeypatch.setattr(ahead, "PAUSE_S", 0)
    runpy.run_path(str(ROOT / "dashboard.py"))  # turns it on, until this test ends
    days = open_page(ampel="rot").selectbox[0].options
    assert len(drawings) == 1  # a narrower choice is not guessed
    open_page()
    (thread,) = (thread for thread in threading.enumerate() if thread.name == "ahead")
    thread.join()
    assert len(drawings) == 1 + len(days)
    for module, name in PARTS_OF_THE_OVERVIEW:
        monkeypatch.setattr(module, name, lambda *_: pytest.fail("derived anew"))
    for day in ("2021-06-30", "2019-12-31"):
        assert len(charts(open_page(stichtag=day))) == 3


def _snapshot(open_page: Open) -> str:
    return text(open_page()).partition("Datenstand ")[2].split()[0]


def test_every_choice_of_a_page_is_known_to_the_address() -> None:
    """Else its value would be missing in links, and in what tells one drawing from another."""
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "pages").rglob("*.py"))
    named = set(re.findall(r'(?:address\.choose|_pick)\(\s*"(\w+)"', sources))
    named |= {address.NUMBER, address.QUESTION, address.SINCE, search.NAME, *desk_address.OWN}
    assert named == set(address.PAGE_CHOICES)
