"""Empty, broken, faulty: every page says in German what is the matter and what to do next, and keeps its frame."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

import duckdb
import pytest
from starlette.requests import Request
from streamlit.testing.v1 import AppTest

from analytics import engine
from analytics.engine import open_snapshot
from analytics.errors import StoreUnreadable
from analytics.figures.costs import bridge
from analytics.publish import publish
from analytics.queries import ask
from analytics.store import Store
from pages.components import once
from pages.shell.routes import healthz
from tests.damage import DAMAGES, FILES, copied, damaged, delivery, object_of, published
from tests.pages.conftest import Open
from tests.pages.shown import charts, markup, text

PAGES = ("", "measures.py", "costs.py", "broadband.py", "data_quality.py", "methodology.py")
NEEDS = {
    "": "massnahmen.csv",
    "measures.py": "massnahmen.csv",
    "costs.py": "kosten.csv",
    "broadband.py": "breitband.csv",
}
"""The file without which a page has nothing to say."""
NOTHING = {"ausschuss": "AWL", "bearbeitungsstand": "eingestellt"}
ENGLISH = re.compile(
    r"\b(error|exception|traceback|errno|file|directory|invalid|no such|json|parquet)\b", re.IGNORECASE
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one delivery and its store, never damaged itself."""
    return published(tmp_path_factory.mktemp("whole")).parent


def headings(page: AppTest) -> list[str]:
    return re.findall("<h1>(.*?)</h1>", markup(page))


def links(page: AppTest, word: str) -> list[str]:
    return [link.replace("&amp;", "&") for link in re.findall(rf'<a href="([^"]*)"[^>]*>{word}</a>', markup(page))]


def assert_framed(page: AppTest) -> None:
    """One heading, and the foot through which the legal pages are reached."""
    assert len(headings(page)) == 1
    assert [len(links(page, word)) for word in ("Barrierefreiheit", "Impressum")] == [1, 1]


def health() -> tuple[int, dict[str, str]]:
    answer = healthz(Request({"type": "http"}))
    return answer.status_code, json.loads(bytes(answer.body))


@pytest.mark.parametrize("file", ["measures.py", "costs.py"])
def test_an_empty_selection_is_one_frame_that_says_what_excludes_what(open_page: Open, file: str) -> None:
    page = open_page(file, **NOTHING)
    assert_framed(page)
    assert not charts(page) and markup(page).count("db-note") == 1
    asked = "Von 60 Maßnahmen zum 31.12.2021 gehört keine zugleich zu Ausschuss AWL und Bearbeitungsstand eingestellt."
    assert f"Keine Maßnahme passt zur Auswahl. {asked}" in text(page)


def test_every_way_out_of_an_empty_selection_leads_to_what_it_promises(open_page: Open) -> None:
    page = open_page("measures.py", **NOTHING, suche="wlan")
    ways = re.findall(r'<li><a href="\?([^"]*)"[^>]*>(.*?)</a> \((\d+)', markup(page).replace("&amp;", "&"))
    assert [(word, count) for _, word, count in ways] == [
        ("Ohne Ausschuss AWL", "2"),
        ("Ohne Bearbeitungsstand eingestellt", "9"),
        ("Auswahl aufheben", "60"),
    ]
    for query, _, count in ways:
        asked = parse_qs(query)
        assert asked.pop("suche") == ["wlan"]
        shown = text(open_page("measures.py", **asked))
        assert f"{count} Maßnahmen in" in shown


def test_a_single_choice_without_a_measure_has_one_way_out(open_page: Open) -> None:
    page = open_page("measures.py", stichtag="2018-06-30", bearbeitungsstand="eingestellt")
    assert "gehört keine zu Bearbeitungsstand eingestellt." in text(page)
    assert markup(page).count("<li><a") == 1
    assert parse_qs(links(page, "Auswahl aufheben")[-1][1:]) == {"stichtag": ["2018-06-30"]}


def test_a_limited_role_learns_no_number_of_measures_that_it_may_not_see(open_page: Open) -> None:
    every = re.search(r"Von (\d+) Maßnahmen", text(open_page("costs.py", role="oeffentlich", **NOTHING)))
    assert every and int(every[1]) < 60


def test_what_no_choice_of_measures_changes_stays(open_page: Open) -> None:
    for file in ("broadband.py", "data_quality.py", "methodology.py"):
        page = open_page(file, **NOTHING)
        assert_framed(page)
        assert "Keine Maßnahme passt" not in text(page)
    assert "Steckbrief" not in text(open_page("measures.py", nr="4.04", **NOTHING))
    assert headings(open_page("measures.py", nr="4.04", **NOTHING))[0].startswith("4.04")


@pytest.mark.parametrize("file", [*NEEDS, "data_quality.py"])
def test_a_day_before_the_first_delivery_offers_the_newest_with_the_same_choice(open_page: Open, file: str) -> None:
    page = open_page(file, stichtag="2017-01-01", bezirk="13")
    assert_framed(page)
    assert "liegt bis zum 01.01.2017 keine Lieferung vor: bitte einen späteren Stichtag wählen." in text(page)
    assert links(page, "Zum neuesten Stand") == ["?bezirk=13"]


@pytest.mark.parametrize("file", PAGES)
def test_an_unknown_state_offers_the_newest_with_the_same_choice(open_page: Open, file: str) -> None:
    page = open_page(file, stand="0123456789abcdef", bezirk="13")
    assert_framed(page)
    assert "Den Datenstand „0123456789abcdef“ gibt es nicht" in text(page)
    assert links(page, "Zum neuesten Stand") == ["?bezirk=13"]


@pytest.mark.parametrize("there", FILES)
def test_with_one_file_alone_each_page_shows_what_it_can(open_page: Open, tmp_path: Path, there: str) -> None:
    store = published(tmp_path, there)
    for file in PAGES:
        page, needed = open_page(file, store=store), NEEDS.get(file, there)
        assert_framed(page)
        told = f"Von {needed} liegt noch keine Lieferung vor: bitte eine anfordern und veröffentlichen."
        assert (told in text(page)) == (headings(page) == ["Hier gibt es nichts zu zeigen"]) == (needed != there)


@pytest.mark.parametrize(
    ("file", "store"), [*((file, "missing") for file in PAGES), ("costs.py", "empty"), ("costs.py", "file")]
)
def test_before_anything_is_published_each_page_says_who_does_what(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, store: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    page = open_page(file, store=tmp_path / store)
    assert_framed(page)
    assert "Wer die Digitalbilanz betreibt, veröffentlicht mit „python -m analytics publish“" in text(page)
    assert not links(page, "Zum neuesten Stand")
    monkeypatch.setenv("DIGITALBILANZ_STORE", str(tmp_path / store))
    assert health()[0] == 503


@pytest.mark.parametrize("what", DAMAGES)
def test_damage_is_told_in_german_to_readers_operators_log_and_monitoring(
    open_page: Open,
    whole: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    what: str,
) -> None:
    store, to_do = damaged(whole, tmp_path, what), DAMAGES[what][1]
    caplog.set_level(logging.ERROR)
    page = open_page("costs.py", store=store)
    assert_framed(page)
    assert headings(page) == ["Der Datenstand lässt sich nicht öffnen"]
    found = re.search(r"nennen Sie die Kennung ([0-9a-f]{6}) \. .*Für den Betrieb: (.*)", text(page))
    assert found and to_do in found[2]
    assert not ENGLISH.search(text(page)) and str(tmp_path) not in markup(page)
    assert not links(page, "Zum neuesten Stand")
    (line,) = [record.getMessage() for record in caplog.records if record.name == "digitalbilanz"]
    assert re.search(rf"number {found[1]}: .*({tmp_path}|Error)", line)
    monkeypatch.setenv("DIGITALBILANZ_STORE", str(store))
    status, answer = health()
    assert status == 503 and to_do in answer["error"] and not ENGLISH.search(answer["error"])


def test_legal_pages_open_however_broken_the_store_is(open_page: Open, whole: Path, tmp_path: Path) -> None:
    page = AppTest.from_string("from pages import legal; legal.imprint()", default_timeout=30)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIGITALBILANZ_STORE", str(damaged(whole, tmp_path, "object cut off")))
        page.run()
    assert headings(page) == ["Impressum"]
    assert_framed(page)


def test_a_damaged_newest_state_leaves_an_older_one_readable(open_page: Open, tmp_path: Path) -> None:
    store = published(tmp_path, "massnahmen.csv")
    older = Store(store).current_id()
    publish(delivery(tmp_path / "more", "kosten.csv"), Store(store))
    DAMAGES["object missing"][0](store)
    assert "lässt sich nicht öffnen" in text(open_page("measures.py", store=store))
    assert headings(open_page("measures.py", store=store, stand=older)) == ["Welche Maßnahmen sind verspätet?"]


def test_a_damaged_state_that_the_address_names_offers_the_newest(open_page: Open, whole: Path, tmp_path: Path) -> None:
    store = damaged(whole, tmp_path, "object missing")
    page = open_page("costs.py", store=store, stand=Store(store).current_id(), bezirk="13")
    assert links(page, "Zum neuesten Stand") == ["?bezirk=13"]


@pytest.mark.parametrize("what", ["object missing", "object cut off", "object overwritten"])
def test_publishing_the_same_deliveries_again_mends_the_objects(whole: Path, tmp_path: Path, what: str) -> None:
    """What the sentence tells the operator to do."""
    store = damaged(whole, tmp_path, what)
    with pytest.raises(StoreUnreadable):
        open_snapshot(store)
    before = Store(store).current_id()
    assert publish(whole / "exports", Store(store)).snapshot_id == before
    open_snapshot(store).close()
    Store(store).verify(Store(store).snapshot())


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"x" * path.stat().st_size)])
def test_a_large_state_whose_file_is_damaged_while_it_is_open_says_so(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: Callable[[Path], object]
) -> None:
    """What it derives is held, and so are its postings; the Maßnahmen are read from their objects."""
    monkeypatch.setattr(engine, "HELD_ROWS", 0)
    store = copied(whole, tmp_path)
    with open_snapshot(store) as opened:
        ask(opened, "table/costs")
        damage(object_of(store, "measures"))
        with pytest.raises(StoreUnreadable, match="noch einmal veröffentlichen"):
            ask(opened, "table/measures")


def test_an_error_that_no_file_explains_is_an_error_of_ours(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full memory or disk must not send the operator to publish again."""
    with open_snapshot(whole / "store") as opened, pytest.raises(duckdb.OutOfMemoryException), opened._reading():
        raise duckdb.OutOfMemoryException("full")


def test_an_error_in_the_middle_of_a_page_adds_no_second_heading() -> None:
    page = AppTest.from_function(_page_that_cannot_be_read).run()
    assert headings(page) == ["Eine Frage?"] and "lässt sich nicht öffnen" in text(page)


def _page_that_cannot_be_read() -> None:
    from analytics.errors import StoreUnreadable
    from pages.components import blocks, no_answer

    blocks.begin()
    blocks.page_head("Eine Frage?", ())
    no_answer.tell(StoreUnreadable("Kaputt.", "reason"))


def _failing_page(reaches_its_head: bool) -> None:
    from pages.components import blocks
    from pages.components.bugs import report_bug

    blocks.begin()
    if reaches_its_head:
        blocks.page_head("Eine Frage?", ())
    report_bug(ValueError("internal"))


@pytest.mark.parametrize("head", [True, False])
def test_an_error_of_ours_adds_what_the_page_did_not_reach(head: bool, caplog: pytest.LogCaptureFixture) -> None:
    page = AppTest.from_function(_failing_page, kwargs={"reaches_its_head": head}).run()
    assert_framed(page)
    assert headings(page) == ["Eine Frage?" if head else "Diese Seite konnte nicht vollständig berechnet werden"]
    found = re.search("die Kennung ([0-9a-f]{6})", text(page))
    assert found and "internal" not in text(page)
    assert any(found[1] in record.getMessage() for record in caplog.records)


def test_an_error_in_one_card_leaves_the_others(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("internal")

    whole = len(charts(open_page("costs.py")))
    monkeypatch.setattr(bridge, "bridge_sentence", fail)
    once._derived.clear()
    page = open_page("costs.py")
    assert page.exception  # told to Streamlit, so that no test and no log overlooks it
    shown = "".join(element.proto.body for element in page.get("html"))
    assert len(charts(page)) == whole - 1 and "<footer" in shown
    assert shown.count("Diese Antwort konnte nicht berechnet werden") == 1 and "internal" not in shown
