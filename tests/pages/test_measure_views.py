"""The views of Maßnahmen beside the first: what they say is what the queries answer, also where there is little."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analytics.engine import Engine, open_snapshot
from analytics.figures.overview.tiles import tiles
from analytics.publish import publish
from analytics.queries import measures, overview, portfolio
from analytics.store import Store
from tests.deliveries import measure, write_csv
from tests.pages.conftest import Open
from tests.pages.shown import charts, labels, markup, text, with_tables

VIEWS = ("liste", "meldung", "plantreue")
LONG_AGO = dt.date(2019, 12, 31)


@pytest.fixture
def engine(sample_store: Path) -> Iterator[Engine]:
    with open_snapshot(sample_store) as opened:
        yield opened


@pytest.fixture
def open_view(open_page: Open) -> Open:
    return functools.partial(open_page, "measures.py")


def linked(page: AppTest) -> list[str]:
    """The numbers that lead to a Steckbrief."""
    return re.findall(r'nr=([^"&]+)" target', markup(page))


def published(tmp_path: Path, *rows: dict[str, object]) -> Path:
    days = {row["as_of"] for row in rows}
    write_csv({day: {"measures": [row for row in rows if row["as_of"] == day]} for day in days}, tmp_path / "exports")
    publish(tmp_path / "exports", Store(tmp_path / "store"))
    return tmp_path / "store"


def test_a_key_figure_leads_to_exactly_the_rows_that_it_counts(open_view: Open, engine: Engine) -> None:
    key_figures = tiles(overview.kpis(engine), None, overview.decisions(engine), engine.thresholds)
    counting = [tile for tile in key_figures if tile.page == "massnahmen"]
    assert len(counting) == 4
    for tile in counting:
        page = open_view(**tile.chosen)
        assert len(linked(page)) == int(tile.value), tile.label
        assert not charts(page)


def test_the_list_says_what_it_is_limited_to(open_view: Open, engine: Engine) -> None:
    late = open_view(ansicht="liste", nur="verspaetet")
    assert set(linked(late)) == set(measures.listed(engine).query("is_late")["measure_id"])
    assert f"{len(linked(late))} von 60 Maßnahmen sind verspätet." in text(late)


def test_choosing_a_view_and_a_kind_writes_the_address(open_view: Open) -> None:
    page = open_view()
    page.button_group[0].set_value("liste").run()
    assert page.query_params["ansicht"] in ("liste", ["liste"])
    next(box for box in page.selectbox if box.label == "Gezeigt werden").set_value("verspaetet").run()
    assert page.query_params["nur"] in ("verspaetet", ["verspaetet"])


def test_reports_and_rule_disagree_as_often_as_the_key_figures_say(open_view: Open, engine: Engine) -> None:
    kpis, rating = overview.kpis(engine), measures.rating(engine)
    page = with_tables(open_view(ansicht="meldung"))
    shown = text(page)
    assert f"{kpis.ratings_differ} von {kpis.measures_total} Maßnahmen sind anders gemeldet" in shown
    differing = rating.query("differs")["measure_id"]
    assert set(linked(page)) == set(differing)
    assert all(rule in shown for rule in rating.query("differs")["rule"])
    assert labels(page) == ["Excel (XLSX)", "CSV"] * 4


def test_a_completed_and_critical_measure_says_why(open_view: Open, engine: Engine) -> None:
    rows = measures.listed(engine).query("status == 'abgeschlossen' and computed_rating == 'rot'")
    assert list(rows["measure_id"]) == ["8.10"]
    apart = re.search("Welche fertigen Maßnahmen waren nicht im Plan.*", text(open_view(ansicht="meldung")))
    assert apart and "8.10" in apart[0] and "Die Ausgaben liegen über 110 Prozent des gültigen Budgets." in apart[0]


def test_who_misses_the_year_and_since_when(open_view: Open, engine: Engine) -> None:
    missed = portfolio.missed(engine)
    page = open_view(ansicht="plantreue")
    of_year = missed[missed["missed_year"] == 2021]
    due = [end for end in measures.listed(engine)["valid_end"] if not pd.isna(end) and end.year == 2021]
    assert f"{len(of_year)} von {len(due)} Maßnahmen, deren gültiger Plan 2021 endet, sind noch offen" in text(page)
    assert set(linked(page)) == set(of_year["measure_id"])
    for row in of_year.itertuples():
        assert re.search(rf"{row.measure_id}\b.*?{row.known_since:%d\.%m\.%Y}", text(page))
    assert linked(open_view(ansicht="plantreue", jahr="2019")) == ["4.09"]
    assert set(linked(open_view(ansicht="plantreue", jahr="alle"))) == set(missed["measure_id"])


def test_plans_reports_and_books(open_view: Open, engine: Engine) -> None:
    page = with_tables(open_view(ansicht="plantreue"))
    shown, slippage = text(page), measures.slippage(engine)
    still_open = set(measures.listed(engine).query("status in ('geplant', 'in Umsetzung')")["measure_id"])
    rows = slippage[slippage["measure_id"].isin(still_open)]
    first, valid = ((rows[name] > 0).sum() for name in ("days_late_baseline", "days_late_valid"))
    assert f"Gegenüber dem Ursprungsplan sind {first} von {len(rows)} offenen Maßnahmen verspätet" in shown
    assert f"gegenüber dem gültigen Plan {valid}." in shown
    reports = portfolio.reliability(engine)[["reports_in_time", "reports"]].sum()
    assert f"{reports['reports_in_time']} von {reports['reports']} Meldungen kamen fristgerecht" in shown
    assert [str(chart["alt"]).partition(": ")[0] for chart in charts(page)] == [
        "Eine Linie je Maßnahme",
        "Balken im Rahmen",
        "Gestapelte Balken",
    ]
    assert labels(page) == ["Excel (XLSX)", "CSV"] * 7
    assert "So liest man es:" in shown


def test_the_books_ignore_the_selection_and_say_so(open_view: Open) -> None:
    narrowed = text(open_view(ansicht="plantreue", handlungsfeld="Open Government"))
    assert "Ganzes Portfolio, unabhängig von der Auswahl" in narrowed
    assert "es bleiben 60 Maßnahmen" in narrowed
    assert "von 60 Maßnahmen sind anders" not in narrowed


@pytest.mark.parametrize("name", VIEWS)
def test_an_empty_selection_is_said_in_every_view(open_view: Open, name: str) -> None:
    page = open_view(ansicht=name, ausschuss="AWL", bearbeitungsstand="eingestellt")
    assert text(page).count("Keine Maßnahme passt zur Auswahl.") == 1
    assert not charts(page)


@pytest.mark.parametrize("name", VIEWS)
def test_a_limited_role_sees_public_measures_alone(open_view: Open, tmp_path: Path, name: str) -> None:
    day = dt.date(2020, 6, 30)
    late = {"end_forecast": dt.date(2022, 1, 1), "reported_rating": "grün"}
    store = published(
        tmp_path,
        measure(day, "1", title="Öffentlich", division="Amt A", **late),
        measure(day, "2", title="Vertraulich", division="Geheim", is_public=False, **late),
    )
    public = text(with_tables(open_view(store=store, role="oeffentlich", ansicht=name)))
    assert "Vertraulich" not in public and "Geheim" not in public and "Öffentlich" in public
    assert "Vertraulich" in text(with_tables(open_view(store=store, ansicht=name)))


@pytest.mark.parametrize("name", VIEWS)
def test_one_date_and_nothing_planned_has_no_error(open_view: Open, tmp_path: Path, name: str) -> None:
    store = published(tmp_path, measure(LONG_AGO, "1", status="eingestellt"))
    page = with_tables(open_view(store=store, ansicht=name))
    assert "Fehler der Anwendung" not in text(page)
    if name == "plantreue":
        assert "Der Anfangsbestand vom 31.12.2019 sind 1 Maßnahme" in text(page)
        assert "Keine Maßnahme der Auswahl hat ein Ende" in text(page)


@pytest.mark.parametrize("name", VIEWS)
def test_delivered_text_is_never_markup(open_view: Open, tmp_path: Path, name: str) -> None:
    evil = "<img src=x> & <b>y</b>"
    rows = [
        measure(day, "<u>1</u>", title=evil, division=evil, end_forecast=dt.date(2022, 1, 1), reported_rating="grün")
        for day in (LONG_AGO, dt.date(2020, 6, 30))
    ]
    page = with_tables(open_view(store=published(tmp_path, *rows), ansicht=name))
    shown = markup(page) + str(charts(page))
    assert "&lt;img" in shown
    assert not re.search("<img|<b>y|<u>1", shown)
