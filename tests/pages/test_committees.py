"""Ausschüsse on a really published store: all of them, one of them, for every role, day and selection."""

from __future__ import annotations

import datetime as dt
import functools
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from analytics import paper as papers
from analytics.engine import open_snapshot
from analytics.filters import Selection
from analytics.paper.content import Text
from analytics.publish import publish
from analytics.queries import changes, committees, overview
from analytics.reference import reference
from analytics.settings import ROOT
from analytics.store import Store
from tests.deliveries import measure, write_csv
from tests.pages.conftest import Open
from tests.pages.shown import charts, markup, text, with_tables

EXPORTS = ROOT / "data" / "exports"
DAY = dt.date(2021, 12, 31)
EARLIER = dt.date(2021, 6, 30)
EDV = Selection(committees=("EDV",))


@pytest.fixture
def open_committees(open_page: Open) -> Open:
    return functools.partial(open_page, "committees.py")


def links(page: AppTest, start: str) -> list[str]:
    return re.findall(f'href="({re.escape(start)}[^"]*)"', markup(page))


def store_of(folder: Path, books: dict[dt.date, list[dict[str, object]]]) -> Path:
    write_csv({day: {"measures": rows} for day, rows in books.items()}, folder / "exports")
    publish(folder / "exports", Store(folder / "store"))
    return folder / "store"


def test_all_committees_lead_to_their_own_page(open_committees: Open, sample_store: Path) -> None:
    page = open_committees()
    assert "<h1>Wie steht es um die Maßnahmen der Ausschüsse?</h1>" in markup(page)
    codes = list(reference().committees)
    assert links(page, "ausschuesse?ausschuss=") == [f"ausschuesse?ausschuss={code}" for code in codes]
    with open_snapshot(sample_store) as engine:
        (row,) = (row for row in committees.overview(engine).itertuples() if row.committee == "EDV")
    assert f"EDV · EDV-Arbeitsgruppe {row.measures} " in text(page)
    assert f" {row.measures_late} {row.rating_red} {row.decisions_open} {row.decisions_overdue} " in text(page)


def test_the_page_of_a_committee_answers_what_the_queries_say(open_committees: Open, sample_store: Path) -> None:
    page = open_committees(ausschuss="EDV")
    with open_snapshot(sample_store) as engine:
        rows, decisions = committees.control(engine, EDV), overview.decisions(engine, EDV)
        changed = changes.since(engine, EDV, EARLIER)
    shown = text(page)
    assert "<h1>Was liegt im Ausschuss EDV an?</h1>" in markup(page)
    assert f"{len(rows)} Maßnahmen gehören zum Ausschuss EDV (EDV-Arbeitsgruppe)." in shown
    assert f"von {len(rows)} Maßnahmen ist eine Drucksache angegeben" in shown
    assert f"30.06.2021 bis 31.12.2021: {len(changed)} gemeldete Änderungen" in shown
    assert markup(page).count("db-card-top") == len(decisions)
    for number in rows["measure_id"]:
        assert len(links(page, f"massnahmen?ausschuss=EDV&amp;nr={number}")) >= 2
    assert [chart["alt"].partition(":")[0] for chart in charts(page)] == [
        "Gestapelte Balken",
        "Balken im Rahmen des Ansatzes",
    ]


def test_it_compares_with_what_was_known_at_the_last_meeting(open_committees: Open) -> None:
    shown = text(open_committees(ausschuss="EDV"))
    assert "Seit der letzten Sitzung" in shown
    assert "Zur letzten Sitzung am 11.11.2021 (Beispieltermin) lag der Stand vom 30.06.2021 vor" in shown


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("2021-02-11", "Zur Sitzung am 11.02.2021 (Beispieltermin) lag der Stand vom 31.12.2020 vor"),
        ("2019-12-31", "Verglichen wird mit dem Stand vom 31.12.2019."),
        ("15.03.2020", "Am 15.03.2020 lag der Stand vom 31.12.2019 vor"),
        ("gestern", "„gestern“ ist unter „Verglichen mit“ hier nicht wählbar."),
        ("2017-01-01", "„2017-01-01“ ist unter „Verglichen mit“ hier nicht wählbar."),
        ("2030-01-01", "„2030-01-01“ ist unter „Verglichen mit“ hier nicht wählbar."),
    ],
)
def test_another_meeting_a_reporting_date_or_any_day_can_be_asked(open_committees: Open, since: str, said: str) -> None:
    page = open_committees(ausschuss="EDV", seit=since)
    assert said in text(page)
    (choice,) = (box for box in page.selectbox if box.key == "choice seit")
    assert choice.index is not None


def test_what_is_compared_with_is_said_by_every_link_that_lasts(open_committees: Open) -> None:
    shown = markup(open_committees(ausschuss="EDV"))
    assert re.search('href="[?][^"]*seit=2021-11-11[^"]*" target="_self">Dauerhafter Link', shown)
    assert re.search('href="methodik[?][^"]*frage=changes%2Fsince[^"]*seit=2021-11-11', shown)


def test_a_committee_without_meetings_compares_with_the_stand_before(
    open_committees: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.components.committee_view.held", lambda *_: ())
    shown = text(open_committees(ausschuss="EDV"))
    assert "Verglichen wird mit dem Stand vom 30.06.2021. Zu diesem Ausschuss sind keine Sitzungen hinterlegt." in shown


def test_a_first_delivery_has_nothing_to_compare_with(open_committees: Open, tmp_path: Path) -> None:
    store = store_of(tmp_path, {DAY: [measure(DAY, committee="EDV")]})
    page = open_committees(store=store, ausschuss="EDV")
    assert "Es gibt noch keinen früheren Stand, mit dem sich vergleichen lässt." in text(page)
    assert "1 Maßnahme gehört zum Ausschuss EDV" in text(page)


def test_limited_roles_see_nothing_of_what_is_hidden(open_committees: Open, sample_store: Path) -> None:
    with open_snapshot(sample_store) as engine:
        rows = committees.control(engine, EDV)
    hidden = rows[~rows["is_public"].astype(bool)]
    assert len(hidden)
    for role, sees in (("oeffentlich", False), ("ausschuss:AWL", False), ("ausschuss:EDV", True), ("leitung", True)):
        shown = text(with_tables(open_committees(ausschuss="EDV", role=role)))
        assert all((title in shown) == sees for title in hidden["title"]), role
        assert (f"{len(rows)} Maßnahmen gehören" in shown) == sees


def test_a_committee_finds_its_own_row_first(open_committees: Open) -> None:
    page = open_committees(role="ausschuss:AGOB")
    assert links(page, "ausschuesse?ausschuss=")[0] == "ausschuesse?ausschuss=AGOB"
    assert "eigene zuerst" in text(page) and "eigene zuerst" not in text(open_committees())


def test_several_committees_are_the_overview_of_these(open_committees: Open) -> None:
    page = open_committees(ausschuss=["EDV", "AWL"])
    assert links(page, "ausschuesse?ausschuss=") == ["ausschuesse?ausschuss=EDV", "ausschuesse?ausschuss=AWL"]
    assert "Gewählte Ausschüsse" in text(page)


def test_an_unknown_committee_is_told_and_all_are_shown(open_committees: Open) -> None:
    shown = text(open_committees(ausschuss="XYZ"))
    assert "Ausschuss „XYZ“ gibt es nicht und wurde nicht beachtet." in shown and "Alle Ausschüsse" in shown


def test_a_committee_without_measures_is_one_frame(open_committees: Open, tmp_path: Path) -> None:
    store = store_of(tmp_path, {DAY: [measure(DAY, committee="EDV")]})
    shown = text(open_committees(store=store, ausschuss="AWL"))
    assert "Keine Maßnahme passt zur Auswahl." in shown and "Auswahl aufheben" in shown
    assert "AWL · Ausschuss für Arbeitsmarkt-, Wirtschafts- und Liegenschaftsangelegenheiten 0 entfällt" in text(
        open_committees(store=store)
    )


@pytest.mark.parametrize("address", [{}, {"ausschuss": "EDV"}, {"ausschuss": "EDV", "nr": "4.04"}])
def test_a_reader_who_may_see_nothing_is_told_so(
    open_committees: Open, tmp_path: Path, address: dict[str, str]
) -> None:
    rows = {day: [measure(day, committee="EDV", title="Geheim", is_public=False)] for day in (EARLIER, DAY)}
    shown = text(open_committees(store=store_of(tmp_path, rows), role="oeffentlich", **address))
    assert "Keine Maßnahme" in shown and "Geheim" not in shown


def test_every_committee_and_every_delivery_can_be_shown(open_committees: Open) -> None:
    for code in reference().committees:
        assert f"Was liegt im Ausschuss {code} an?" in text(open_committees(ausschuss=code))
    for folder in sorted(path for path in EXPORTS.iterdir() if path.is_dir()):
        page = with_tables(open_committees(ausschuss="EDV", stichtag=folder.name))
        assert "Was liegt im Ausschuss EDV an?" in text(page)


def test_measures_without_costs_say_so_in_the_card(open_committees: Open, tmp_path: Path) -> None:
    store = store_of(tmp_path, {day: [measure(day, committee="EDV")] for day in (EARLIER, DAY)})
    page = open_committees(store=store, ausschuss="EDV")
    assert "Zu den Kosten 2021 liegt keine Lieferung vor." in text(page) and len(charts(page)) == 1


def test_delivered_text_is_escaped(open_committees: Open, tmp_path: Path) -> None:
    rows = [measure(DAY, committee="EDV", title="<b>x</b>", reason="<i>y</i>", decision_needed="<u>z</u>")]
    shown = markup(open_committees(store=store_of(tmp_path, {DAY: rows}), ausschuss="EDV"))
    assert "<b>x</b>" not in shown and "<i>y</i>" not in shown and "<u>z</u>" not in shown
    assert shown.count("&lt;b&gt;x") >= 3


def test_the_committee_of_the_page_does_not_go_along_to_the_next(open_committees: Open) -> None:
    page = open_committees(ausschuss="EDV", bezirk="09")
    page.query_params.clear()  # what Streamlit's own navigation links do
    page.switch_page(str(ROOT / "pages" / "overview.py")).run()
    assert "ausschuss" not in page.query_params and page.query_params["bezirk"] == "09"


def made_papers(page: AppTest) -> dict[str, bytes]:
    """The files behind the buttons, by ending."""
    (files,) = page.session_state["papers made"].values()
    return files


def test_a_button_makes_the_paper_of_what_the_page_shows(open_committees: Open, sample_store: Path) -> None:
    page = open_committees(ausschuss="EDV", stichtag="2020-12-31")
    assert "papers made" not in page.session_state or not page.session_state["papers made"]
    page.button(key="make paper").click().run()
    assert "Das Papier ist fertig." in text(page)
    words = [button.proto.label for button in page.get("download_button")][:3]
    assert words == ["Papier (PDF)", "Anlage (Excel)", "Sitzungsmappe (HTML)"]
    with open_snapshot(sample_store, role="oeffentlich") as engine:
        paper = papers.paper(papers.occasion(engine, "EDV", dt.date(2020, 12, 31)))
        assert made_papers(page) == {ending: write(paper) for ending, write in papers.FILES.items()}


def test_only_who_sees_every_row_of_a_committee_can_put_them_on_paper(open_committees: Open) -> None:
    for role, may in (("leitung", True), ("ausschuss:EDV", True), ("ausschuss:AWL", False), ("oeffentlich", False)):
        page = open_committees(ausschuss="EDV", role=role, umfang="alle")
        page.button(key="make paper").click().run()
        assert ("Nicht öffentlich" in made_papers(page)[".html"].decode()) == may, role


def test_the_address_on_a_paper_opens_the_same_state(open_committees: Open, sample_store: Path) -> None:
    with open_snapshot(sample_store, role="oeffentlich") as engine:
        paper = papers.paper(papers.occasion(engine, "AWL", dt.date(2021, 6, 30), dt.date(2020, 3, 1)))
        snapshot = engine.snapshot_id
    asked = dict(parse_qsl(urlsplit(paper.link).query))
    assert urlsplit(paper.link).path == "/ausschuesse" and asked["stand"] == snapshot
    page = text(open_committees(role="oeffentlich", **asked))
    said = [block.strong for block in paper.sections[0].blocks if isinstance(block, Text) and block.strong]
    assert len(said) == 2 and all(words.replace("\u00a0", " ") in page for words in said)
    assert "Am 01.03.2020 lag der Stand vom 31.12.2019 vor" in page and f"Datenstand {snapshot}" in page
