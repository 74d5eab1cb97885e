"""Kosten on a really published store: what the queries answer, for every year, breakdown, selection and role."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import html
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from analytics import formats
from analytics.engine import open_snapshot
from analytics.export import csv_bytes, xlsx_bytes
from analytics.figures.costs.cost_lines import BY_PRODUCT, BY_SUB_BUDGET, BY_TYPE
from analytics.figures.costs.cost_table import cost_table
from analytics.figures.costs.course import course_table
from analytics.publish import publish
from analytics.queries import costs, overview, promises
from analytics.queries.costs import CostRow, Part
from analytics.reference import reference
from analytics.settings import ROOT
from analytics.store import Store
from pages.components.cost_table import markup as table_markup
from tests.pages.conftest import Open
from tests.pages.shown import bare, charts, markup, text, with_tables

EXPORTS = ROOT / "data" / "exports"
KINDS = [
    "Brücke",
    "Linie über die Monate",
    "Balken im Rahmen des Ansatzes",
    "Balken im Rahmen des Ansatzes",
    "Balken mit Prognosestrich",
]
PROMISES = [
    "Balken im Rahmen des Ansatzes",
    "Balken nach Stand der Genehmigung",
    "Balken im Rahmen der Bewilligung",
]
MONEY = ["budget_eur", "pending_eur", "actual_eur", "committed_eur", "available_eur"]


@pytest.fixture
def open_costs(open_page: Open) -> Open:
    return functools.partial(open_page, "costs.py")


def short(amount: float | None) -> str:
    return formats.euro_short(amount).replace("\u00a0", " ")


def test_lead_says_what_the_query_of_the_ueberblick_answers(open_costs: Open, sample_store: Path) -> None:
    shown = text(open_costs())
    with open_snapshot(sample_store) as engine:
        kpis = overview.kpis(engine)
    assert f"Was kostet die Digitalstrategie {kpis.budget_year}, und was ist noch verfügbar?" in shown
    left = formats.euro_of(kpis.available_eur, kpis.budget_eur).replace("\u00a0", " ")
    assert f"{left} sind noch verfügbar" in shown
    assert f"Ausgegeben sind {short(kpis.actual_eur)}, gebunden {short(kpis.committed_eur)}." in shown
    assert f"Als Jahresergebnis werden {short(kpis.forecast_eur)} erwartet" in shown


def test_five_charts_whose_alternative_text_is_their_answer(open_costs: Open) -> None:
    page = with_tables(open_costs())
    drawn, shown = charts(page), markup(page)
    assert [str(chart["alt"]).partition(": ")[0] for chart in drawn] == KINDS
    assert all(f'<p class="db-answer">{str(chart["alt"]).partition(": ")[2]}</p>' in shown for chart in drawn)
    assert shown.count("<table>") == shown.count("<caption>") == 6


def test_every_table_can_be_downloaded_twice_and_names_its_source(open_costs: Open) -> None:
    page = with_tables(open_costs())
    assert len(page.get("download_button")) == 12
    assert len(re.findall(r"Quelle: kosten\.csv, Stand 31\.12\.2021 · .*?Beispieldaten", text(page))) == 6


def test_the_kostentabelle_adds_up_to_the_blocks_of_the_ueberblick(sample_store: Path) -> None:
    with open_snapshot(sample_store) as engine:
        amounts, blocks = costs.cost_table(engine), overview.cost_blocks(engine)
        parts = costs.breakdown(engine)
    for year in sorted(set(blocks["budget_year"])):
        table = cost_table(amounts, parts, year, BY_TYPE).table
        last = [column.head.partition("\u00a0")[0] for column in table.columns].index("Ansatz in")
        sums = {str(row[0]): row[last] for index, row in enumerate(table.rows) if index in table.sums}
        found = blocks[blocks["budget_year"] == year].set_index("cost_block")["budget_eur"]
        assert {name: pytest.approx(value) for name, value in found.items()} == {
            name: value for name, value in sums.items() if name != "Insgesamt"
        }
        assert sums["Insgesamt"] == pytest.approx(found.sum())


def test_the_months_of_a_year_add_up_to_its_valid_budget(sample_store: Path) -> None:
    with open_snapshot(sample_store) as engine:
        months, amounts = costs.by_month(engine), costs.plan_vs_actual(engine)
    for column, other in (("planned_eur", "budget_eur"), ("actual_eur", "actual_eur")):
        by_year = months.groupby("budget_year")[column].sum()
        assert by_year.tolist() == pytest.approx(amounts.groupby("budget_year")[other].sum().tolist())


def test_a_year_is_chosen_in_the_address_and_by_its_button(open_costs: Open) -> None:
    page = open_costs(jahr="2019")
    shown = text(page)
    assert "Was kostet die Digitalstrategie 2019" in shown
    assert "Kostentabelle 2019 nach Kostenart" in shown
    assert "Als Jahresergebnis" not in shown
    assert "Prognose zum Jahresende" not in shown
    page.get("button_group")[0].set_value(2020).run()
    assert page.query_params["jahr"] == "2020"
    assert "Was kostet die Digitalstrategie 2020" in text(page)


def test_a_year_that_is_only_announced_says_so(open_costs: Open) -> None:
    page = open_costs(jahr="2022")
    shown = text(page)
    assert "Für 2022 ist kein Ansatz beschlossen oder genehmigt." in shown
    assert "Angemeldet, aber noch nicht beschlossen sind 7,69 Mio. €." in shown
    assert shown.count("Für 2022 gibt es noch keinen gültigen Ansatz und keine Ausgaben.") == 2
    assert "angemeldet in €" in shown


@pytest.mark.parametrize(
    "address",
    [
        {"jahr": "1999"},
        {"jahr": "<b>x</b>"},
        {"jahr": ""},
        {"gliederung": "quatsch"},
        {"gliederung": "Kostenart"},
        {"ansicht": "x"},
    ],
)
def test_unknown_values_in_the_address_fall_back(open_costs: Open, address: dict[str, str]) -> None:
    page = open_costs(**address)
    assert "Kostentabelle 2021 nach Kostenart" in text(page)
    assert "<b>x</b>" not in markup(page)
    assert not set(address) & set(page.query_params)


def test_by_sub_budget(open_costs: Open, sample_store: Path) -> None:
    shown = text(open_costs(gliederung="teilhaushalt"))
    with open_snapshot(sample_store) as engine:
        table = cost_table(costs.cost_table(engine), costs.breakdown(engine), 2021, BY_SUB_BUDGET).table
    assert "Kostentabelle 2021 nach Teilhaushalt" in shown
    assert all(cell.replace("\u00a0", " ") in shown for row in table.text_rows for cell in row)


def test_by_product_says_why_there_is_no_forecast(open_costs: Open, sample_store: Path) -> None:
    shown = html.unescape(text(open_costs(gliederung="produkt")))
    with open_snapshot(sample_store) as engine:
        table = cost_table(costs.cost_table(engine), costs.breakdown(engine), 2021, BY_PRODUCT).table
    assert "Kostentabelle 2021 nach Produkt" in shown
    assert all(re.sub(r"\s+", " ", cell) in shown for row in table.text_rows for cell in row)
    assert "Ohne Prognose: Sie gilt für Teilhaushalt und Kostenart" in shown


@pytest.mark.parametrize("role", ["leitung", "oeffentlich", "ausschuss:EDV"])
def test_products_and_assets_add_up_to_the_cost_cells_to_the_cent(sample_store: Path, role: str) -> None:
    """The amounts of the answers are doubles: rounded to the cent they must be the same."""
    key = ["budget_year", "budget_kind", "cost_type"]
    with open_snapshot(sample_store, role=role) as engine:
        parts, cells = costs.breakdown(engine), costs.plan_vs_actual(engine)
        approval = costs.approval(engine)
    pd.testing.assert_frame_equal(
        parts.groupby(key)[MONEY].sum().round(2), cells.set_index(key)[MONEY].round(2), check_exact=True
    )
    by_year = cells.groupby("budget_year")[["pending_eur", "budget_eur"]].sum().round(2)
    pd.testing.assert_frame_equal(approval.set_index("budget_year")[["pending_eur", "budget_eur"]].round(2), by_year)
    assert (approval["decided_eur"] + approval["approved_eur"]).tolist() == approval["budget_eur"].tolist()


def test_the_terms_of_a_programme_add_up_to_it(sample_store: Path) -> None:
    with open_snapshot(sample_store) as engine:
        terms, programmes = promises.funding_clock(engine), costs.funding(engine)
    amounts = ["granted_eur", "drawn_eur", "open_eur"]
    by_name = terms.groupby("funding_programme")[amounts].sum().round(2)
    pd.testing.assert_frame_equal(by_name, programmes.set_index("funding_programme")[amounts].round(2))


def test_posts_approval_and_funding_have_a_view_of_their_own(open_costs: Open) -> None:
    page = with_tables(open_costs(ansicht="stellen"))
    drawn, shown = charts(page), text(page)
    assert [str(chart["alt"]).partition(": ")[0] for chart in drawn] == PROMISES
    assert "Die zwei Stellen der Drucksache 1004/2018" in shown
    assert "2021 sind für beide Stellen zusammen 164.400 € Personalkosten geplant (genehmigt), so viel, wie" in shown
    assert "Angemeldet, noch nicht beschlossen: 164.400 € für 2022." in shown
    assert "2021 verfallen keine Fördermittel; 2022 sind es 1,23 Mio. €" in shown
    assert "Vom gültigen Ansatz 2021 sind 100,0 % genehmigt" in shown
    assert "Kostentabelle 2021" not in shown
    assert 'nr=4.01" target="_self">Maßnahme 4.01</a>' in markup(page)


def test_before_the_decision_the_posts_are_announced_only(open_costs: Open) -> None:
    shown = text(open_costs(ansicht="stellen", stichtag="2018-06-30", jahr="2019"))
    assert "164.400 € Personalkosten geplant (angemeldet, noch nicht genehmigt)" in shown


def test_posts_outside_the_selection_are_told(open_costs: Open) -> None:
    shown = text(open_costs(ansicht="stellen", ausschuss="EDV"))
    assert "Maßnahmen 4.01 und 6.01 sind in dieser Auswahl zum Stichtag nicht bekannt." in shown


def test_a_city_without_posts_has_no_section_for_them(open_costs: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    none = dataclasses.replace(reference(), posts=())
    monkeypatch.setattr("pages.components.promise_view.reference", lambda: none)
    page = open_costs(ansicht="stellen")
    assert "Stellen der Drucksache" not in text(page)
    assert [str(chart["alt"]).partition(": ")[0] for chart in charts(page)] == PROMISES[1:]


def test_past_forecasts_are_told_with_their_method(open_costs: Open) -> None:
    shown = text(open_costs())
    assert "Die Prognose zur Jahresmitte lag in den Jahren 2018 bis 2020 um 13,9 bis 15,6 % über dem Ergebnis." in shown
    assert "3 frühere Fälle sind zu wenig, nötig sind 20." in shown
    assert "So entsteht die Prognose:" in shown
    assert "2019 ist abgelaufen, eine Prognose wird nicht mehr erwartet." in text(open_costs(jahr="2019"))
    first = text(open_costs(stichtag="2018-06-30"))
    assert "Es gibt kein abgelaufenes Jahr zum Vergleich." in first


def test_a_selection_narrows_every_figure(open_costs: Open) -> None:
    shown = text(open_costs(dezernat="OB"))
    assert "Dezernat OB." in shown
    assert "keiner bekannten Maßnahme zugeordnet" not in shown
    assert "keiner bekannten Maßnahme zugeordnet: 3.860 € Ist." in text(open_costs())


def test_a_year_stays_chosen_where_the_selection_has_nothing_in_it(open_costs: Open) -> None:
    page = open_costs(jahr="2018", ampel="grau")
    assert "Was kostet die Digitalstrategie 2018" in text(page)
    assert page.query_params["jahr"] == "2018"


def test_an_empty_selection_is_said_once_and_draws_nothing(open_costs: Open) -> None:
    page = open_costs(ampel="grau", bearbeitungsstand="abgeschlossen")
    assert not charts(page)
    assert text(page).count("Keine Maßnahme passt zur Auswahl.") == 1
    assert "Kostentabelle" not in text(page)


def test_an_earlier_date_shows_its_own_year(open_costs: Open) -> None:
    shown = text(open_costs(stichtag="2020-06-30"))
    assert "Was kostet die Digitalstrategie 2020" in shown
    assert "Bis zum 30.06.2020 sind" in shown


def test_a_limited_role_sees_less_money_and_reads_it(open_costs: Open, sample_store: Path) -> None:
    shown = text(open_costs(role="oeffentlich"))
    with open_snapshot(sample_store, role="oeffentlich") as engine:
        public = overview.kpis(engine)
    with open_snapshot(sample_store) as engine:
        every = overview.kpis(engine)
    assert public.budget_eur is not None and every.budget_eur is not None
    assert public.budget_eur < every.budget_eur
    left = formats.euro_of(public.available_eur, public.budget_eur).replace("\u00a0", " ")
    assert f"{left} sind noch verfügbar" in shown
    assert "Nur öffentliche Maßnahmen" in shown
    assert "keiner bekannten Maßnahme" not in shown


def test_without_a_delivery_of_costs_the_page_says_so(open_costs: Open, tmp_path: Path) -> None:
    folder = tmp_path / "exports" / "2020-06-30"
    folder.mkdir(parents=True)
    shutil.copy(EXPORTS / "2020-06-30" / "massnahmen.csv", folder)
    publish(tmp_path / "exports", Store(tmp_path / "store"))
    page = open_costs(store=tmp_path / "store")
    assert "Hier gibt es nichts zu zeigen" in text(page)
    assert not charts(page)


def test_costs_delivered_before_any_measure_are_shown_without_them(open_costs: Open, tmp_path: Path) -> None:
    exports = tmp_path / "exports"
    for file in ("2018-06-30/kosten.csv", "2018-12-31/massnahmen.csv"):
        (exports / file).parent.mkdir(parents=True)
        shutil.copy(EXPORTS / file, exports / file)
    publish(exports, Store(tmp_path / "store"))
    shown = text(open_costs(store=tmp_path / "store", stichtag="2018-06-30"))
    assert "Kein Stand bis 30.06.2018" in shown
    assert "keiner bekannten Maßnahme zugeordnet: 3,45 Mio. € Ansatz" in shown


def test_words_in_columns_of_numbers_reach_the_files(sample_store: Path) -> None:
    with open_snapshot(sample_store) as engine:
        months, amounts, parts = costs.by_month(engine), costs.cost_table(engine), costs.breakdown(engine)
    to_come = course_table(months, 2021, dt.date(2021, 6, 30))
    announced = cost_table(amounts, parts, 2022, BY_TYPE).table
    assert "Juli;493537,76;steht aus;" in csv_bytes(to_come, ()).decode("utf-8-sig")
    assert "Personal;Personal;164400,00;0,00;0,00;0,00;0,00;0,00;ohne Ansatz" in csv_bytes(announced, ()).decode()
    assert xlsx_bytes(to_come, ())[:2] == xlsx_bytes(announced, ())[:2] == b"PK"


def shown_table(*rows: CostRow, breakdown: str = BY_TYPE) -> str:
    frame = pd.DataFrame(list(rows), columns=list(CostRow._fields))
    parts = pd.DataFrame([], columns=list(Part._fields))
    return bare(table_markup(cost_table(frame, parts, 2021, breakdown))).replace("\u00a0", " ")


def cost_row(cost_type: str, block: str, available: float, sub_budget: str = "THH 18") -> CostRow:
    kind = "Ergebnishaushalt"
    return CostRow(2021, sub_budget, kind, cost_type, block, 100.0, 0.0, 100.0 - available, 0.0, available, 100.0)


def test_the_table_marks_negative_amounts_and_names_a_block_only_where_it_holds_more() -> None:
    shown = shown_table(
        cost_row("Support", "Laufend", -30), cost_row("Wartung", "Laufend", 90), cost_row("Personal", "Personal", 0)
    )
    assert '<td class="db-number db-negative">−30,00</td>' in shown
    assert shown.count("db-negative") == 1
    assert shown.count('<div class="db-bar"') == 5
    assert [shown.count(f'scope="rowgroup" colspan="8">{name}<') for name in ("Laufend", "Personal")] == [1, 0]
    assert shown.count("<tbody>") == 3


def test_the_table_escapes_what_was_delivered() -> None:
    shown = shown_table(cost_row("Support", "Laufend", 5, "<b>TH</b>"), breakdown=BY_SUB_BUDGET)
    assert "&lt;b&gt;TH&lt;/b&gt;" in shown
    assert "<b>TH" not in shown
